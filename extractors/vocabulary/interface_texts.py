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
    r"innehållsförteckning|hoppa till innehåll|obsah článku|содержание(?: статьи)?|оглавление|içindekiler",
    r"目次|本文へ(?:スキップ)?|目录|目錄|本文目录|跳至(?:主要)?内容|목차|본문 바로가기|(?:فهرس )?المحتويات",
)
SHOW_OR_HIDE = (
    r"(?:mehr|weniger) (?:an)?zeigen|(?:ein|aus)blenden|(?:bild|video) (?:vergrößern|abspielen)",
    r"(?:artikel|beitrag) (?:an|vor)hören|schließen|öffnen|suche",
    r"(?:lire|afficher|voir) (?:la suite|plus|moins)|écouter(?: l.article)?|fermer|ouvrir|rechercher",
    r"(?:mostrar|ver) (?:más|menos|mais)|escuchar(?: (?:el )?artículo)?|ouvir(?: (?:o )?artigo)?",
    r"cerrar|abrir|buscar|fechar|mostra (?:altro|meno|di più)|ascolta(?: l.articolo)?|chiudi|apri|cerca",
    r"(?:toon|laat) (?:meer|minder)(?: zien)?|luister naar (?:dit )?artikel|sluiten|zoeken",
    r"(?:pokaż|zwiń) (?:więcej|mniej)|posłuchaj(?: artykułu)?|zamknij|szukaj|visa (?:mer|mindre)|stäng|sök",
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
