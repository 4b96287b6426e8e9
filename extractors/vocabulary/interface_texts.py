"""What the buttons, links and notices of pages say, in languages other than English: regular expressions.

The phrase rules have the English ones beside them.
"""

from __future__ import annotations

NOTHING_FOUND = (
    r"keine (?:ergebnisse|einträge|beiträge|artikel|produkte)(?: gefunden)?",
    r"aucun (?:résultat|article|élément|produit)(?: trouvé)?",
    r"(?:no se (?:han )?encontr(?:aron|ado) |sin |nenhum )resultados?(?: encontrado)?",
    r"nessun risultato(?: trovato)?|geen (?:resultaten|berichten|items)(?: gevonden)?",
    r"nie znaleziono (?:wyników|wpisów)|ничего не найдено",
    r"(?:記事|項目|結果)(?:が|は)見つかりません(?:でした)?|未找到(?:任何)?(?:结果|内容|文章)",
    r"검색 ?결과가 없습니다",
)
FORM_STATUS = (
    r"(?:vielen dank|danke)[!.,] (?:ihre|deine) (?:nachricht|anmeldung|einsendung) (?:ist|wurde) .{2,30}",
    r"merci\W{1,3}votre (?:message|inscription|demande) a (?:bien )?été .{2,30}",
    r"dieses feld ist (?:erforderlich|ein pflichtfeld)|ce champ est (?:obligatoire|requis)",
    r"este campo es obligatorio|este campo é obrigatório|campo obbligatorio|dit veld is verplicht",
)
SHARE = (
    r"del (?:artikkelen|artiklen|denne artikkelen)|jaa (?:artikkeli|tämä)|sdílet článek|(?:cikk )?megosztás(?:a)?",
    r"distribuie(?: articolul)?|μοιραστείτε το(?: άρθρο)?|поділитися(?: статтею)?|bagikan(?: artikel(?: ini)?)?",
    r"chia sẻ(?: bài viết(?: này)?)?|แชร์(?:บทความ(?:นี้)?)?|(?:यह लेख )?साझा करें|اشتراک[ \u200c]گذاری|שתפו?(?: את המאמר)?",
    r"compartilhe(?: (?:esta|este|essa|no|com) .{1,20})?|bu yazıyı paylaş",
    r"поделиться (?:статьёй|статьей|ссылкой|в .{1,20})",
    r"分享(?:本文|文章|此文)|이 ?(?:기사|글) 공유(?:하기)?|شارك (?:المقال|هذا)",
    r"segui(?:ci|teci) su .{1,20}|подпи(?:шись|шитесь) на нас|bizi takip edin",
    r"(?:artikel |beitrag |jetzt |link )?teilen|(?:link|url) kopieren|(?:artikel |seite )?drucken",
    r"partagez?r?(?: (?:cet article|l.article))?|copier le lien",
    r"compartir(?: este artículo| en)?|copiar (?:el )?enlace|compartilhar?(?: (?:este )?artigo)?|copiar (?:o )?link",
    r"condividi(?: (?:questo|l.) ?articolo)?|copia (?:il )?link|(?:deel|delen)(?: dit artikel)?|kopieer link",
    r"udostępnij(?: artykuł)?|skopiuj link|dela (?:artikeln|på)|kopiera länk|поделиться|sdílet|paylaş",
    r"シェア(?:する)?|この記事をシェア(?:する)?|リンクをコピー|分享(?:到|至)?|复制链接|複製連結|공유(?:하기)?|مشاركة|شارك",
    r"folgen sie uns|folge uns|suivez-nous|síguenos|siga-nos|seguici|volg ons|följ oss",
)
CONTENTS = (
    r"inhaltsverzeichnis|(?:in diesem (?:artikel|beitrag)|auf dieser seite)(?: (?:lesen|erfahren) sie)?",
    r"zum (?:haupt)?inhalt(?: springen)?",
    r"table des matières|sommaire(?: de l.article)?|dans cet article|aller au contenu(?: principal)?",
    r"(?:tabla|índice) de contenidos?|en este artículo|(?:saltar|ir) al contenido(?: principal)?",
    r"índice do (?:artigo|conteúdo)|neste artigo|(?:pular|ir) para o conteúdo(?: principal)?",
    r"indice dei contenuti|in questo articolo|(?:vai|salta) al contenuto(?: principale)?",
    r"inhoudsopgave|in dit artikel|(?:ga )?naar (?:de )?inhoud|spis treści|przejdź do treści",
    r"i denne artikk?(?:e|el)len|i den här artikeln|tässä artikkelissa|v tomto článku|obsah",
    r"ebben a cikkben|tartalomjegyzék",
    r"în acest articol|cuprins|σε αυτό το άρθρο|περιεχόμενα|у цій статті|зміст|в этой статье|w tym artykule|daftar isi",
    r"dalam artikel ini|mục lục|trong bài (?:viết )?này|สารบัญ|विषय सूची|इस लेख में|فهرست (?:مطالب)?|در این مقاله",
    r"תוכן (?:ה)?עניינים|במאמר זה|في هذا المقال",
    r"innehållsförteckning|hoppa till innehåll|obsah článku|содержание(?: статьи)?|оглавление|içindekiler",
    r"目次|本文へ(?:スキップ)?|目录|目錄|本文目录|跳至(?:主要)?内容|목차|본문 바로가기|(?:فهرس )?المحتويات",
)
SHOW_OR_HIDE = (
    r"(?:mehr|weniger) (?:an)?zeigen|(?:ein|aus)blenden|(?:bild|video) (?:vergrößern|abspielen)",
    r"(?:artikel|beitrag) (?:an|vor)hören|schließen|öffnen|suche",
    r"(?:lire|afficher|voir) (?:la suite|plus|moins)|écoute[rz](?: (?:l.|cet )article)?|fermer|ouvrir|rechercher",
    r"(?:mostrar|ver) (?:más|menos|mais)|escuchar?(?: (?:el |este )?artículo)?|ou(?:vir|ça)(?: (?:o |este )?artigo)?",
    r"cerrar|abrir|buscar|fechar|mostra (?:altro|meno|di più)|ascolta(?: (?:l.|questo )articolo)?|chiudi|apri|cerca",
    r"(?:toon|laat) (?:meer|minder)(?: zien)?|luister naar (?:dit )?artikel|sluiten|zoeken",
    r"(?:pokaż|zwiń) (?:więcej|mniej)|posłuchaj(?: artykułu)?|zamknij|szukaj|visa (?:mer|mindre)|stäng|sök",
    r"lyssna(?: på artikeln)?|(?:слушать|прослушать) статью|haberi dinle|この記事を聴く|听文章|기사 듣기",
    r"показать (?:ещё|еще|больше)|закрыть|поиск|閉じる|メニュー|検索|もっと見る",
    r"关闭|菜单|搜索|展开(?:全文)?|收起|닫기|메뉴|검색|더보기",
)
READ_ON = (
    r"weiterlesen|(?:mehr|jetzt) (?:lesen|erfahren)|(?:zum|ganzen) artikel(?: lesen)?|hier klicken",
    r"jetzt (?:kaufen|buchen|anmelden|registrieren)",
    r"(?:lire la suite|en savoir plus)|lire l.article|cliquez ici|je m.inscris|s.inscrire|se connecter|s.abonner",
    r"(?:leer|saber|ver) más|seguir leyendo|leer (?:el )?artículo|(?:haz )?clic aquí",
    r"suscr[ií]b(?:ete|irse)|iniciar sesión",
    r"(?:leia|saiba|ver|veja) mais|continuar lendo|clique aqui|assine(?: já)?|inscreva-se",
    r"(?:leggi|scopri|vedi) (?:tutto|di più|l.articolo)|continua a leggere|clicca qui|iscriviti|accedi|abbonati",
    r"(?:lees|bekijk) (?:meer|verder|het artikel)|meer (?:lezen|weten)|klik hier|inloggen|aanmelden|inschrijven",
    r"(?:czytaj|dowiedz się) (?:więcej|dalej)|kliknij tutaj|zaloguj się|zarejestruj się",
    r"läs (?:mer|hela artikeln)|(?:читать|узнать) (?:далее|дальше|больше|подробнее|полностью)|подробнее|войти",
    r"devamını oku|číst dále|続きを読む|詳しくはこちら|記事を読む|阅读(?:更多|全文)|閱讀更多|查看更多|了解更多",
    r"더 ?(?:읽기|알아보기)|자세히 보기|اقرأ المزيد|المزيد",
)
_READING_TIME = (
    "(?:temps de lecture|tiempo de lectura|tempo di lettura|tempo de leitura|leestijd|czas czytania|lästid|lesetid"
    "|læsetid|lukuaika|čas čtení|olvasási idő|timp de citire|χρόνος ανάγνωσης|час читання|waktu baca|thời gian đọc"
    "|เวลาอ่าน|पढ़ने का समय|زمان مطالعه|זמן קריאה|время чтения|okuma süresi"
    "|doba čtení|阅读(?:时间|时长)|閱讀時間|読了時間|읽는 시간|وقت القراءة)"
)
_OF_READING = "(?:de (?:lecture|lectura|leitura)|di lettura|leestijd|lesezeit|lästid|czytania|чтения|okuma|lezen)"
READING_TIME = (
    rf"{_READING_TIME} ?(?:estim\w{{1,4}})?\s?[:：]?\s?(?:約|约|environ|ca\.?)?\s?\d{{1,3}}\s?[\w.]{{0,10}}",
    rf"\d{{1,3}}\s?(?:min\.?|minut\w{{0,3}}|dakika|минут\w?) {_OF_READING}",
    r"\d{1,3}\s?(?:perc olvasás|min čtení|minute de citit|λεπτά ανάγνωση\w*|хв\.? читання|menit (?:mem)?baca)",
    r"\d{1,3}\s?(?:phút đọc|นาทีในการอ่าน|मिनट (?:का )?पठन|دقیقه مطالعه|דקות קריאה|min(?:uutin)? lukuaika|min læsning)",
    r"(?:約)?\d{1,3}分(?:で読めます|钟阅读|鐘閱讀)|(?:预计)?阅读\s?\d{1,3}\s?分钟|\d{1,3}분 (?:읽기|소요)",
)
# A question of the page to its reader, perhaps with the answers that can be given: yes, no.
_RATE_THIS = (
    r"(?:was|is|did you find) this (?:article|page|post|content|information)? ?(?:helpful|useful)",
    r"(?:war|ist) (?:dieser (?:artikel|beitrag|text)|diese seite) (?:hilfreich|nützlich)",
    r"(?:cet article|cette page|ce contenu) vous a-t-(?:il|elle) été utile",
    r"(?:te|le) (?:ha (?:resultado|sido)|fue|resultó) útil (?:este artículo|esta página)",
    r"(?:questo articolo )?ti è stato utile(?: questo articolo)?|hai trovato utile questo articolo",
    r"este artigo foi útil|isso foi útil|was dit artikel nuttig|vond je dit artikel nuttig",
    r"czy (?:ten )?artykuł był (?:pomocny|przydatny)|var (?:den här )?artikeln till hjälp",
    r"была ли (?:эта )?статья полезн(?:ой|а)|bu (?:makale|yazı) (?:faydalı|yararlı) oldu mu",
    r"(?:var|hjalp) (?:denne|den) artikke?le?n (?:nyttig|til hjælp)|oliko (?:tästä )?artikkelista hyötyä",
    r"byl článek užitečný",
    r"hasznos volt (?:ez )?a cikk|(?:ți-a fost|a fost) (?:de folos|util) (?:acest )?articol(?:ul)?",
    r"ήταν (?:αυτό )?το άρθρο χρήσιμο|чи була (?:ця )?стаття корисною|apakah artikel ini (?:bermanfaat|membantu)",
    r"bài viết (?:này )?có hữu ích (?:không|với bạn không)|บทความนี้มีประโยชน์(?:หรือ)?ไหม|क्या यह लेख (?:उपयोगी|मददगार) था",
    r"آیا این (?:مقاله|مطلب) مفید بود|האם המאמר (?:הזה )?עזר לך",
    r"この記事は役に立ちましたか|(?:本文|这篇文章)(?:对您)?(?:是否)?有(?:帮助|用)吗?",
    r"이 (?:글|기사)이? 도움이 되(?:었|셨)나요",
)
RATE_THIS = tuple(rf"¿?(?:{question})\W{{0,3}}(?:\w{{2,5}}\W{{0,3}}){{0,2}}" for question in _RATE_THIS)
ADVERTISEMENT = (
    r"(?:- ?)?(?:anzeige|werbung|publicité|publicidad|pubblicità|advertentie|reklam[ae]?|publicidade|annonse?|annons)",
    r"hirdetés|publicitate|oglas|โฆษณา|विज्ञापन|تبلیغات|artikkelen fortsetter (?:etter|under) annonsen",
    r"artiklen fortsætter efter annoncen|artikkeli jatkuu mainoksen jälkeen|článek pokračuje pod reklamou",
    r"a cikk a hirdetés után folytatódik|articolul continuă după publicitate|продовження після реклами",
    r"реклама|mainos|διαφήμιση|広告|廣告|广告|광고|إعلان|פרסומת|quảng cáo|iklan",
    r"(?:der )?(?:artikel|beitrag|text) (?:wird nach|geht nach) der (?:anzeige|werbung)(?: fortgesetzt| weiter)?",
    r"(?:weiterlesen nach|nach) der (?:anzeige|werbung)(?: weiterlesen)?",
    r"la suite (?:de l.article )?après (?:cette|la) publicité|l.article continue après la publicité",
    r"(?:el artículo )?contin[uú]a (?:después de|tras) la publicidad|continúa leyendo después de la publicidad",
    r"(?:continua|a leitura continua) (?:após|depois d)[ae]? ?(?:a )?publicidade|continua dopo la pubblicità",
    r"(?:het )?artikel gaat verder onder de advertentie|(?:lees )?verder na de advertentie",
    r"dalsza część (?:artykułu|tekstu) pod (?:reklamą|materiałem wideo)",
    r"artikeln fortsätter efter annonsen|продолжение после рекламы",
)
AFFILIATE_NOTES = (
    r"\b(?:dieser (?:beitrag|artikel|text)|diese seite) enthält (?:\w+ )?affiliate-?links?",
    r"\baffiliate-?links?\b[^.!?]{0,80}\bprovision",
    r"\bcet article contient des liens (?:affiliés|d.affiliation)",
    r"\bliens? (?:affiliés?|d.affiliation)\b[^.!?]{0,80}commission",
    r"\b(?:este artículo|esta página) contiene enlaces de afiliad[oa]s?",
    r"\benlaces de afiliad[oa]s?\b[^.!?]{0,80}comisión",
    r"\bquesto articolo contiene link (?:di affiliazione|affiliati)",
    r"\blink (?:di affiliazione|affiliati)\b[^.!?]{0,80}commission",
    r"\bdit artikel bevat affiliate-?links?",
    r"\bten artykuł zawiera (?:linki|odnośniki) afiliacyjne",
    r"\beste (?:artigo|post) contém links? (?:de )?afiliad[oa]s?",
    r"\bas an amazon associate\b[^.!?]{0,40}\bearn",
)
# The line of a weblog that says when an article was posted, and what it is filed under.
WHERE_IT_IS_FILED = (
    r"this (?:entry|post|article) was (?:posted|filed|tagged) (?:on|in|under|at)\b.{1,300}",
    r"(?:dieser|der) (?:beitrag|eintrag|artikel) wurde\b.{1,160}\b(?:abgelegt|verschlagwortet).{0,200}",
    r"(?:dieser|der) (?:beitrag|eintrag|artikel) wurde\b.{1,160}\bveröffentlicht und ist.{0,200}",
    r"dieser eintrag wurde\b.{1,160}\bveröffentlicht.{0,200}",
    r"(?:cet article|cette entrée|ce billet) a été (?:publi|post|class)ée? (?:dans|le|sous)\b.{1,300}",
    r"esta entrada (?:fue publicada|se publicó|está archivada) (?:en|el)\b.{1,300}",
    r"(?:esta entrada|este post) foi publicad[ao] em\b.{1,300}|questa voce è stata pubblicata (?:in|il)\b.{1,300}",
    r"dit bericht (?:werd|is) (?:geplaatst|gepost|gepubliceerd) (?:in|op)\b.{1,300}",
    r"ten wpis został opublikowany (?:w|dnia)\b.{1,300}",
    r"(?:det här|detta) inlägget? (?:postades|publicerades) (?:i|den)\b.{1,300}",
    r"dette indlæg blev (?:udgivet|skrevet) (?:i|den)\b.{1,300}",
    r"dette innlegget ble (?:publisert|skrevet) (?:i|den)\b.{1,300}",
    r"(?:эта )?запись (?:была )?опубликована\b.{1,300}|この投稿は.{1,200}(?:公開|投稿)されました.{0,80}",
    r"(?:此条目|本条目|本文)(?:发表|发布)(?:在|于).{1,200}|此項目發表於.{1,200}",
)
