"""Rules about words: blocks that are boilerplate by what they say, whatever box they stand in.

Nearly every pattern describes the whole of a short block, so that running text that speaks of the same thing stays;
those of a few need only a part of it, in words that sites alone use of themselves, and have `triggers`. No pattern may
backtrack for long: no repetition without a bound contains another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from wellread.extractors.article import Reason
from wellread.extractors.vocabulary.byline_labels import BY_LINE_START, LABEL_LINES
from wellread.extractors.vocabulary.comments import COMMENTS, INVITATIONS_TO_COMMENT
from wellread.extractors.vocabulary.interface_texts import (
    ADVERTISEMENT,
    AFFILIATE_NOTES,
    CONTENTS,
    FORM_STATUS,
    NOTHING_FOUND,
    RATE_THIS,
    READ_ON,
    READING_TIME,
    SHARE,
    SHOW_OR_HIDE,
    WHERE_IT_IS_FILED,
)
from wellread.extractors.vocabulary.months import ENGLISH_MONTH_ABBREVIATIONS, ENGLISH_MONTHS, GERMAN_MONTHS
from wellread.extractors.vocabulary.weekdays import ENGLISH_WEEKDAYS, GERMAN_WEEKDAYS


class PhraseRule(msgspec.Struct, frozen=True):
    """Drops a block of at most `max_chars` characters whose text `pattern` matches from end to end.

    With `in_body` false it leaves what stands in a box for the text of articles, or in a quotation: there the same
    words are spoken of and not said. A pattern that may begin anywhere is slow: `triggers` are strings in lower
    case of which every text that it matches has one, so that it is tried on few.
    """

    id: str
    reason: Reason
    pattern: re.Pattern[str]
    hits: str
    misses: str
    max_chars: int = 120
    in_body: bool = True
    triggers: tuple[str, ...] = ()


def _any(*alternatives: str) -> str:
    return f"(?:{'|'.join(alternatives)})"


def _whole(*alternatives: str) -> re.Pattern[str]:
    """One of the alternatives, with nothing but punctuation after it."""
    return re.compile(_any(*alternatives) + r"\W*", re.IGNORECASE)


def _within(*alternatives: str) -> re.Pattern[str]:
    """A text with one of the alternatives in it."""
    return re.compile(f".*{_any(*alternatives)}.*", re.IGNORECASE | re.DOTALL)


_MONTH = _any(*map(str.lower, ENGLISH_MONTH_ABBREVIATIONS), "sept", *ENGLISH_MONTHS, *GERMAN_MONTHS)
_WEEKDAY = _any(*ENGLISH_WEEKDAYS, *GERMAN_WEEKDAYS)
_DATE = _any(
    rf"{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}",
    rf"\d{{1,2}}\.? {_MONTH}\.?,? \d{{4}}",
    rf"{_MONTH} \d{{4}}",
    r"\d{4}-\d\d-\d\d",
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4}",
)
_TIME = r"(?:at )?\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?(?: \w{2,4})?"
_THIS_WAS = "this (?:post|article|page|story|guide) (?:was|has been)"
_UPDATED = (
    "(?:(?:last |originally |first )?(?:updated|published|posted|modified|reviewed|date)(?: on| in)?"
    "|stand|(?:zuletzt )?(?:aktualisiert|veröffentlicht|erstellt)(?: am)?):?"
)
_NAME = r"[A-ZÀ-Þ][\w'’.-]*"
_BY_SOMEBODY = rf" [Bb]y:?(?: {_NAME},?){{0,8}}"
_META = _any(
    rf"(?:[Ww]ritten |[Pp]osted )?(?:[Bb][Yy]|[Vv]on|[Pp]ar|[Pp]or):? (?:Dr\.? |Prof\.? )?{_NAME}(?: {_NAME}){{1,3}}"
    r"(?:, [A-Z][A-Za-z.-]{1,7}){0,4}",
    rf"(?i:(?:{_UPDATED} )?(?:{_WEEKDAY},? )?{_DATE}(?:,? {_TIME})?)",
    r"(?i:(?:(?:estimated )?reading time:? ?|lesezeit:? ?)?\d{1,3} ?(?:min|mins|minuten?|minutes?)\b\.?(?: read)?)",
    r"(?i:(?:\d{1,4}|no) comments?)",
)
_READ_CJK = (
    "(?:(?:あわせて|合わせて|こちらも)(?:読みたい|お読みください|おすすめ|どうぞ)|関連記事"
    "|(?:延伸|相关|推荐|扩展|相關|推薦)(?:阅读|閱讀|文章|链接|報導|报道)"
    "|관련 ?(?:기사|글)|함께 (?:보면|읽으면) 좋은 (?:글|기사))"
)
_RELATED_ELSEWHERE = (
    r"das könnte (?:sie|dich|euch)(?: auch)? interessieren|(?:weitere|ähnliche|verwandte|neueste) (?:artikel|beiträge)",
    r"articles? (?:similaires|liés|récents|connexes)|vous aimerez (?:aussi|peut-être)|(?:à )?lire aussi",
    r"(?:artículos|entradas|noticias) (?:relacionad[ao]s|recientes|similares)|también te puede (?:gustar|interesar)",
    r"articoli (?:correlati|recenti|simili)|potrebbe(?:ro)? (?:anche )?interessarti|leggi anche",
    r"(?:gerelateerde|recente|meer) (?:artikelen|berichten)|lees ook|relaterade artiklar|läs också",
    r"(?:powiązane|podobne|ostatnie) (?:artykuły|wpisy)|zobacz (?:też|także|również)|czytaj (?:też|także|również)",
    r"(?:posts|artigos|matérias|notícias) (?:relacionad[ao]s|recentes)|leia também",
    r"читайте также|похожие (?:статьи|записи)|(?:مقالات|مواضيع) ذات صلة|أحدث المقالات",
    r"おすすめの?記事|人気記事|最近の投稿|相关推荐|最新文章|최근 글|추천 ?(?:기사|글)",
    r"nächster (?:artikel|beitrag)|(?:article|billet) suivant|siguiente artículo|artículo siguiente|próximo artigo",
    r"(?:prossimo articolo|articolo successivo)|volgend artikel|następny (?:artykuł|wpis)|nästa artikel|næste artikel",
    r"следующ(?:ая статья|ий материал)|наступна стаття|sonraki (?:yazı|haber)|další článek|következő cikk",
    r"次の記事|下一篇(?:文章)?|다음 ?(?:글|기사)|المقال التالي|הכתבה הבאה",
    _READ_CJK,
)
# Who asks for an address, and what the letter is called that is sent to it.
_NEWSLETTERS = (
    r"(?:sign up|subscribe|join)\b.{0,120}\b(?:newsletters?|inbox|mailing list|e-?mail list)\b",
    r"(?:abonnieren sie|abonniere|melden sie sich|melde dich|jetzt|hier)\b.{0,100}newsletter",
    r"(?:inscrivez-vous|abonnez-vous|recevez)\b.{0,120}(?:newsletter|lettre d.information|infolettre)",
    r"(?:suscríbete|suscríbase|apúntate|regístrate|recibe)\b.{0,120}(?:newsletter|boletín)",
    r"(?:iscriviti|iscrivetevi|ricevi)\b.{0,120}newsletter|(?:assine|inscreva-se|receba)\b.{0,120}newsletter",
    r"(?:meld je|schrijf je|abonneer|ontvang)\b.{0,120}(?:nieuwsbrief|newsletter)",
    r"(?:zapisz się|zasubskrybuj|subskrybuj)\b.{0,120}(?:newsletter|biuletyn)|prenumerera\b.{0,120}nyhetsbrev",
    r"подпи(?:шитесь|сывайтесь)\b.{0,120}рассылк|.{0,40}(?:メールマガジン|メルマガ|ニュースレター).{0,30}(?:登録|購読)",
    r"订阅.{0,30}(?:通讯|邮件|简报)|뉴스레터.{0,20}(?:구독|신청)",
)
_FOLLOWS = (
    r"(?:follow|find|connect with|like) (?:me|us|our [\w ]{2,30}) on .{1,140}",
    r"join (?:us|our [\w ]{2,30}) on (?:whatsapp|telegram|facebook|discord)\b.{0,140}",
    r"(?:folgen sie|folge|folgt) uns (?:auf|bei) .{1,140}|(?:suivez|retrouvez|rejoignez)-nous sur .{1,140}",
    r"(?:síguenos|únete a nuestro) .{1,140}|seguici su .{1,140}|siga(?:-nos| a gente| o \w+) (?:no|na|em) .{1,140}",
    r"volg ons (?:op|via) .{1,140}|(?:obserwuj|śledź|polub) nas (?:na|w) .{1,140}|följ oss på .{1,140}",
    r".{0,20}(?:欢迎|请|請|歡迎|扫码)?(?:关注|關注).{0,12}(?:公众号|公眾號|微信|微博|官方账号).{0,40}",
    r".{0,30}フォロー(?:してください|お願いします|してね).{0,20}|.{0,20}채널.{0,12}(?:추가|구독|팔로우)하.{0,30}",
)
_THIRD_PARTY = (
    "(?:inhalte?|video|beitrag|karte|contenu|vidéo|contenido|contenuto|conteúdo|inhoud|content|post|media|map)"
)
_NETWORK = "(?:facebook|twitter|x|linkedin|whatsapp|pinterest|e-?mail|reddit)"
_THIS_ON = "(?:this|on|via|to|with|article|post|story|now|it)(?: (?:article|post|story|page|on|via|with friends))?"
_NO_SUBSTITUTE = (
    "(?:not|never)(?: be)?(?: (?:intended|meant|designed|used))?(?: to be| as)?(?: a)? (?:substitute|replacement)"
)
_INFORMATION = _any("informational", "educational", "information")
_AND_OTHER_PURPOSE = "(?:and|or|&) (?:informational|educational|entertainment)"

# What the cards of recipes let a reader do, as their plugins and themes say it.
_THE_RECIPE = (
    "(?:(?:this |the )?recipe|(?:das )?rezept|(?:la |cette )?recette|(?:la |esta |a )?receita|(?:la |esta )?receta"
)
_THE_RECIPE += "|(?:la )?ricetta|(?:het )?recept(?:et)?)"
_RECIPE_CONTROL = _any(
    rf"(?:print|pin|save|rate|email|share|scale|jump to|go to|copy) {_THE_RECIPE}",
    rf"(?:imprimer|épingler|enregistrer|noter|partager|aller à) {_THE_RECIPE}",
    rf"(?:imprimir|guardar|compartir|calificar|ir a|salvar) {_THE_RECIPE}",
    rf"(?:stampa|salva|condividi|vota|vai alla|skriv ut|spara) {_THE_RECIPE}",
    rf"{_THE_RECIPE} (?:drucken|speichern|merken|pinnen|teilen|bewerten|afdrukken|printen|bewaren|opslaan)",
    r"(?:zum|zur) rezept(?: springen)?|jump to video",
    r"print|pin(?: it)?|drucken|imprimer|épingler|imprimir|stampa|afdrukken",
    r"(?:add to|go to|saved to) (?:collections?|favou?rites|shopping list)|adjust servings",
    r"cook(?:ing)? mode|prevent your screen from going dark|kochmodus",
    r"us customary|us units|metric(?: units)?|(?:[123]|½)x",
    r"copy (?:ingredients|to clipboard)|scale|tap or hover to scale",
    r"(?:have you )?(?:tried|made) (?:this|it)(?: recipe)?|did you make (?:this|it)(?: recipe)?",
    r"(?:let us know|tell us)(?: in the comments)? how it (?:was|went|turned out)|mention @\w+ or tag #\w+",
    r"(?:rezept|schon) (?:ausprobiert|nachgekocht)|vous avez testé cette recette|¿?has probado esta receta",
)

# Whole sentences in which a site says, as "we", how it makes its articles.
_THIS_TEXT = "this (?:article|post|guide|page|content|story)"
_MADE = "(?:[a-z]+ly )?(?:written|reviewed|researched|vetted|(?:fact[- ])?checked)(?:,? (?:and|&) [a-z-]+)?"
_REST = r"[^.!?,;:\d]{0,80}"
_WHO_WRITE = r"(?:our (?:[\w-]+ ){0,3}(?:team|editors|writers|authors|experts|reviewers|staff)[^.!?,;:\d]{0,60}|we)"
_SOUND = "(?:objective|unbiased|accurate|honest|balanced|independent|up[- ]to[- ]date|trustworthy|reliable)"
_POLICY = "editorial (?:policy|process|standards|guidelines)"
_EDITORIAL_POLICY = _any(
    rf"(?:all )?(?:of )?our (?:articles|content|posts|guides) (?:is|are) {_MADE}{_REST} {_POLICY}",
    rf"{_THIS_TEXT} (?:is|was|has been) {_MADE} by our {_REST}",
    rf"{_THIS_TEXT} is based on (?:scientific|medical) evidence,? [^.!?;:\d]{{0,80}} by our {_REST}",
    rf"{_WHO_WRITE} (?:strives?|aims?|works? hard|tr(?:y|ies)|(?:is|are) committed)\b{_REST}\b{_SOUND}\b"
    r"[^.!?;:\d]{0,140}",
    r"(?:you can )?(?:learn|read|find out) (?:more )?(?:about )?how we (?:[a-z-]+ (?:and )?){1,3}(?:that )?"
    rf"our (?:content|articles|guides|information|facts|sources)\b{_REST}",
    rf"(?:read|see|view) (?:more )?(?:about )?our {_POLICY}{_REST}",
    rf"(?:dieser artikel|dieser text|dieser beitrag) wurde von unser\w+ {_REST} (?:geprüft|überprüft|verfasst)",
    rf"unsere (?:artikel|texte|beiträge) (?:werden|wurden) von unser\w+ {_REST} (?:geprüft|überprüft|verfasst)",
    rf"(?:cet article a|nos articles ont) été (?:rédigé|relu|vérifié|validé)s? par (?:notre|nos) {_REST}",
    r"(?:este (?:artículo|artigo|contenido|conteúdo)|nuestros artículos|nossos artigos) (?:ha sido|fue|foi|han sido"
    rf"|foram) (?:revisado|verificado|escrito|redactado|redigido)s? por (?:nuestr|noss)\w+ {_REST}",
    r"(?:questo articolo è stato|i nostri articoli sono stati) (?:revisionat|verificat|scritt|redatt)[oi]"
    rf" da(?:l|i|lla|lle|gli)? nostr\w+ {_REST}",
    rf"(?:dit artikel is|onze artikelen zijn) door on(?:s|ze) {_REST} (?:gecontroleerd|geschreven|nagekeken)",
)

PHRASE_RULES = (
    PhraseRule(
        id="empty-state-text",
        reason=Reason.EMPTY_STATE,
        pattern=_whole(
            r"no (?:items|results|posts|articles|comments|products)(?: were)? found",
            r"nothing (?:to show|found)(?: here)?",
            *NOTHING_FOUND,
        ),
        hits="No items found.",
        misses="No items found their way back into the box.",
        in_body=False,
    ),
    PhraseRule(
        id="form-status",
        reason=Reason.FORM,
        pattern=_whole(
            r"thank you!? your submission has been received",
            r"oops!? something went wrong(?: while submitting the form)?",
            r"please enter (?:a|your) (?:valid )?[\w-]+(?: [\w-]+)?",
            r"this field is required",
            r"thanks for (?:subscribing|signing up)",
            *FORM_STATUS,
        ),
        hits="Oops! Something went wrong while submitting the form.",
        misses="Something went wrong while submitting the form, she said, and laughed.",
        in_body=False,
    ),
    PhraseRule(
        id="advertisement-label",
        reason=Reason.ADVERTISEMENT,
        pattern=_whole(
            r"(?:- ?)?(?:advertisements?|advertising|advert|ad|sponsored(?: content| message)?|sponsor message)",
            *ADVERTISEMENT,
            r"(?:article|story) continues (?:below|after)(?: (?:this )?(?:ad|advert|advertisement))?",
            r"(?:continue|scroll down to continue) reading(?: below)?",
            r"skip ad(?:vertisement)?",
            r"remove ads",
            r"report (?:this )?ad",
        ),
        hits="ADVERTISEMENT",
        misses="Advertisements for sugar fell by a third.",
    ),
    PhraseRule(
        id="embed-consent",
        reason=Reason.CONSENT,
        pattern=_whole(
            r"empfohlener (?:redaktioneller|externer) inhalt",
            r"an dieser stelle (?:findest du|finden sie|steht) (?:einen )?externe[rn]? inhalte?\b.{0,300}",
            r"(?:ich bin damit einverstanden, dass mir )?(?:externe )?inhalte .{0,60}(?:angezeigt werden|erlauben)"
            r"(?:\. .{0,200})?",
            r"this (?:content|video|post|map) is (?:hosted|provided|served) by a third party\b.{0,300}",
            r"by (?:showing|loading|viewing|playing) .{0,60}\byou (?:accept|agree|consent)\b.{0,200}",
            r"(?:load|show|allow|accept) (?:external |third-party )(?:content|video|media)(?: .{0,60})?",
            r"(?:to (?:view|see|watch|display)|um|zum|pour (?:afficher|voir|visualiser)|para (?:ver|mostrar)"
            rf"|per (?:vedere|visualizzare)|om) .{{0,40}}\b{_THIRD_PARTY}\b"
            r".{0,80}\b(?:cookies?|javascript)\b.{0,120}",
            r"(?:damit können )?personenbezogene daten .{0,60}an drittplattformen übermittelt werden.{0,120}",
        ),
        hits="Empfohlener redaktioneller Inhalt",
        misses="Empfohlener Inhalt einer Hausapotheke: Pflaster, Schere, Thermometer.",
        max_chars=500,
    ),
    PhraseRule(
        id="share-label",
        reason=Reason.SHARE,
        pattern=_whole(
            rf"share(?: {_THIS_ON})?(?: ?{_NETWORK})?",
            r"click to (?:share|print|email)[ \w()]*",
            r"copy (?:the )?link|link copied(?: to clipboard)?|copied",
            r"tweet(?: this)?|pin it|print(?: this)?(?: page| article)?",
            r"facebook|twitter|linkedin|whatsapp|pinterest|instagram|reddit",
            *SHARE,
            r"like loading(?:\.\.\.)?",
            r"follow us(?: on [\w ]+)?",
        ),
        hits="Share this article",
        misses="Share this with a friend who sleeps badly.",
        max_chars=60,
    ),
    PhraseRule(
        id="recipe-controls",
        reason=Reason.MEDIA_CONTROLS,
        pattern=re.compile(rf"\W*{_RECIPE_CONTROL}(?:\W+{_RECIPE_CONTROL}){{0,7}}\W*", re.IGNORECASE),
        hits="Print Recipe | Pin Recipe",
        misses="Save the recipe for a day on which you have time.",
        max_chars=140,
    ),
    PhraseRule(
        id="related-label",
        reason=Reason.RELATED,
        pattern=_whole(
            r"you (?:may|might) (?:also )?(?:like|enjoy|be interested in)",
            r"related(?: (?:posts?|articles?|stories|content|reading|topics|news|links))?",
            r"more (?:from|in|on) [\w' ]+",
            r"more (?:posts|articles|stories|news)",
            r"(?:most|more) (?:popular|read|viewed)(?: (?:in|on|this) [\w ]+)?",
            r"(?:recent|latest|popular|featured|trending) (?:posts?|articles?|stories|story|news)",
            r"(?:other|similar|next|previous) (?:posts?|articles?|stories|story|news)",
            r"recommended(?: for you| reading| articles)?",
            r"read (?:more|next|also)|keep reading|what to read next|up next|see also|next|previous",
            r"trending(?: now)?|don'?t miss",
            r"mehr zum thema",
            *_RELATED_ELSEWHERE,
        ),
        hits="You might also like",
        misses="You might also like the taste of it.",
        max_chars=60,
    ),
    PhraseRule(
        id="embed-label",
        reason=Reason.MEDIA_CONTROLS,
        pattern=_whole(
            r"view (?:this |more )?(?:post|photo|video|profile|pin)?(?: more)? ?on"
            r" (?:instagram|facebook|tiktok|imgur|threads|pinterest)",
            r"sieh dir diesen beitrag auf instagram an",
            # All that an embedded picture leaves where its script has not run.
            r"(?:a post shared by|ein beitrag geteilt von|(?:une )?publication partagée par) .{1,90}",
            r"(?:una publicación compartida (?:por|de)|um post compartilhado por|un post condiviso da) .{1,90}",
            r"(?:ver|voir|visualizza) (?:esta|cette|questo) (?:publicación|publication|post) (?:en|sur|su) instagram",
        ),
        hits="View this post on Instagram",
        misses="View this post on a wall as you would a painting.",
        max_chars=130,
    ),
    PhraseRule(
        id="rating-line",
        reason=Reason.MEDIA_CONTROLS,
        pattern=_whole(
            r"[★☆ ]*\d(?:[.,]\d{1,2})? ?(?:/ ?5|out of 5|stars?)? ?(?:from|based on|\|)"
            r" ?\d+ (?:votes?|ratings?|reviews?)",
            r"no ratings yet",
            *RATE_THIS,
        ),
        hits="4.9 from 12 votes",
        misses="4.9 from 12 votes is what a cook hopes for.",
        max_chars=60,
    ),
    PhraseRule(
        id="byline-label",
        reason=Reason.BYLINE,
        pattern=_whole(*LABEL_LINES),
        hits="Written by",
        misses="Written by candlelight.",
        max_chars=24,
    ),
    PhraseRule(
        id="byline",
        reason=Reason.BYLINE,
        pattern=re.compile(
            rf"{BY_LINE_START}(?:Dr\.? |Prof\.? )?"
            rf"[A-ZÀ-Þ][\w'’.-]+(?: {_NAME}){{1,3}}(?:, [A-Z][A-Za-z.-]{{1,7}}){{0,4}}\W*"
        ),
        hits="By Dr. Ada Green, PhD",
        misses="By Monday evening most people sleep better.",
        max_chars=80,
    ),
    PhraseRule(
        id="meta-line",
        reason=Reason.BYLINE,
        pattern=re.compile(rf"\W*{_META}(?:\W*{_META}){{1,4}}\W*"),
        hits="Von Ada Grün | Aktualisiert am 12. März 2024 | Lesezeit: 5 Minuten",
        misses="By March 4, 2024 the trial had ended.",
        max_chars=160,
    ),
    PhraseRule(
        id="reviewer-line",
        reason=Reason.REVIEWER,
        pattern=re.compile(
            _any(
                r"(?:[Mm]edically|[Cc]linically|[Ss]cientifically|[Ee]xpert|[Ff]act|[Pp]eer)[ -]"
                rf"(?:[Rr]eviewed|[Cc]hecked)(?:{_BY_SOMEBODY})?",
                rf"[Rr]eviewed{_BY_SOMEBODY}",
            )
            + r"\W*"
        ),
        hits="Medically reviewed by Ann Poole, MD",
        misses="Medically reviewed by a panel of nurses, the plan was then tried in two towns.",
        max_chars=100,
    ),
    PhraseRule(
        id="date-line",
        reason=Reason.DATE,
        pattern=_whole(rf"(?:(?:{_THIS_WAS} )?{_UPDATED} )?(?:{_WEEKDAY},? )?{_DATE}(?:,? {_TIME})?"),
        hits="Last updated March 4, 2024",
        misses="March 4, 2024 was the day on which the trial began.",
        max_chars=70,
    ),
    PhraseRule(
        id="reading-time-line",
        reason=Reason.READING_TIME,
        pattern=_whole(
            r"(?:(?:estimated )?reading time:? ?)?\d{1,3} ?(?:min|mins|minute|minutes)\.?(?: read)?",
            r"lesezeit:? \d+ min\w*",
            *READING_TIME,
        ),
        hits="8 min read",
        misses="8 minutes of walking are enough.",
        max_chars=40,
    ),
    PhraseRule(
        id="contents-label",
        reason=Reason.TABLE_OF_CONTENTS,
        pattern=_whole(
            r"(?:table of )?contents(?: hide| show)?",
            r"in this (?:article|post|guide|story)|(?:topics|what's|what is) covered",
            r"on this page",
            r"jump to(?: section)?",
            r"skip to (?:main )?content",
            *CONTENTS,
        ),
        hits="Table of contents",
        misses="In this article we look at light.",
        max_chars=40,
    ),
    PhraseRule(
        id="comment-label",
        reason=Reason.COMMENTS,
        pattern=_whole(
            *INVITATIONS_TO_COMMENT,
            rf"\d{{1,5}} ?(?:{COMMENTS}|replies|reply)|no (?:comments?|replies)",
            r"comments?|reply|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|komentarze",
            r"コメント|评论|댓글",
        ),
        hits="Leave a reply",
        misses="Leave a reply of thanks to a helper.",
        max_chars=40,
    ),
    PhraseRule(
        id="placeholder",
        reason=Reason.PLACEHOLDER,
        pattern=_whole(
            r"what.s a rich text element\?",
            r"the rich text element allows you to create.{0,400}",
            r"lorem ipsum dolor sit amet.{0,2000}",
            r"loading(?: paragraph)?(?:\.\.\.|…)?",
        ),
        hits="What’s a Rich Text element?",
        misses="What’s a rich text? One that repays a second reading.",
        max_chars=2000,
    ),
    PhraseRule(
        id="official-site",
        reason=Reason.LABEL,
        # The banner that the design system of a government puts above each of its pages.
        pattern=_whole(
            r"an official website of the [\w .]{3,80}|here.s how you know",
            r"official websites use \.\w{2,4}(?:\.\w{2})?(?: an? \.\w{2,4} website belongs to an official .{5,80})?",
            r"an? \.\w{2,4} website belongs to an official .{5,80}",
            r"secure \.\w{2,4}(?:\.\w{2})? websites use https.{0,240}",
            r"an? lock .{0,30}or https:// means you.ve safely connected to the \.\w{2,4} website.{0,120}",
        ),
        hits="Official websites use .gov",
        misses="Official websites use plain words for what a dose may do.",
        max_chars=300,
    ),
    PhraseRule(
        id="copyright-line",
        reason=Reason.COPYRIGHT,
        pattern=re.compile(
            r"(?:©|\(c\)|copyright)(?: ©)? ?(?:\d{4}|[\w ,]{0,40}\d{4}).*|.{0,80}all rights reserved\W*", re.IGNORECASE
        ),
        hits="© 2024 Quiet Nights. All rights reserved.",
        misses="Copyright law protects a text for seventy years.",
        max_chars=200,
    ),
    PhraseRule(
        id="filing-line",
        reason=Reason.DATE,
        pattern=re.compile(
            _any(*WHERE_IT_IS_FILED),
            re.IGNORECASE | re.DOTALL,
        ),
        hits="This entry was posted on Monday, May 6th, 2024 at 8:12 am and is filed under Sleep.",
        misses="This article was written for people who cannot sleep.",
        max_chars=460,
    ),
    PhraseRule(
        id="cross-reference",
        reason=Reason.RELATED,
        pattern=re.compile(
            r"[\[(>»*•➡▶▼▽►→■●◆☞👉【「]*\s*"
            + _any(
                r"related(?: (?:articles?|posts?|reading|stories|story|content))?",
                r"(?:also )?read(?: (?:more|next|also|on|this))?",
                r"see (?:also|more)|watch|more on this|another great read|you (?:may|might) also like|don['’]t miss",
                r"in case you missed it|(?:lesen sie|lies|lest) (?:auch|hier|mehr|dazu)",
                r"auch (?:interessant|lesenswert)",
                r"(?:zum )?weiterlesen|mehr lesen|lese-?tipps?",
                r"passend dazu|siehe auch",
                r"mehr dazu|mehr zum thema",
                r"(?:à )?(?:lire|voir) (?:aussi|également)|sur le même (?:sujet|thème)",
                r"(?:lee|leer|vea|ver|mira|entérate) (?:también|más)|mira|(?:te|le) puede interesar|te recomendamos",
                r"puedes (?:ver|leer)|no te pierdas",
                r"(?:leggi|vedi|guarda) anche|potrebbe interessarti|(?:lees|bekijk|zie) ook|lees (?:verder|meer)",
                r"(?:leia|veja) (?:também|mais)|saiba mais",
                r"(?:prze)?czytaj (?:też|także|również|więcej)|(?:zobacz|sprawdź) (?:też|także|również)",
                r"dowiedz się więcej|(?:więcej )?na ten temat",
                r"(?:viz|čtěte) také|läs (?:också|även|mer)|les (?:også|mer)|læs (?:også|mere)|lue myös",
                r"(?:citește|vezi) și|baca juga|xem thêm|ilgili haber|διαβάστε (?:επίσης|ακόμα)",
                r"(?:читайте|смотрите) (?:также|ещё|еще)|читайте також|по теме",
                r"(?:اقرأ|اقرئي|شاهد) (?:أيض[اً]+|المزيد)|यह भी पढ़ें|קראו גם|ראו גם",
                _READ_CJK,
            )
            + r"\s*(?::|：|»|>|–|—|\||\n|】|」).{1,200}|[■●◆▼▽►→☞\[【]*\s*"
            + _READ_CJK
            + r"[\]】]?\s.{1,120}",
            re.IGNORECASE | re.DOTALL,
        ),
        hits="RELATED: How to fall asleep on a train",
        misses="Related hormones rise as well: cortisol is one of them.",
        max_chars=240,
    ),
    PhraseRule(
        id="credit-line",
        reason=Reason.CREDIT,
        pattern=re.compile(
            _any(
                r"(?:photos?|(?:feature )?image|images|picture|foto|bild|illustration)"
                r"(?: (?:credit|courtesy|source|by|via|from|of))*\s*(?::|©|\|)",
                r"(?:photos?|images?) (?:by|via|courtesy of)\s",
            )
            + r".{0,100}",
            re.IGNORECASE,
        ),
        hits="Photo: Ann Poole / Harbour Pictures",
        misses="Photos taken at night show how the lamp changes the room.",
        max_chars=130,
    ),
    PhraseRule(
        id="editorial-policy-line",
        reason=Reason.DISCLOSURE,
        pattern=re.compile(rf"{_EDITORIAL_POLICY}(?:[.!]\s+{_EDITORIAL_POLICY}){{0,5}}\W*", re.IGNORECASE),
        hits="This article was reviewed by our experts. Learn more about how we keep our content accurate.",
        misses="All articles on the trial were reviewed, and the journal changed its editorial policy in spring.",
        max_chars=500,
        in_body=False,
    ),
    PhraseRule(
        id="affiliate-line",
        reason=Reason.DISCLOSURE,
        pattern=_within(
            r"\b(?:we|i|us)\b[^.!?]{0,60}\b(?:earn|receive|get|make|be paid)\b[^.!?]{0,40}\bcommissions?\b",
            r"\bcontains? (?:some )?affiliate links",
            r"\baffiliate (?:links?|disclosure)\b[^.!?]{0,60}(?:earn|commission|no (?:extra|additional) cost)",
            r"links[^.!?]{0,40}\bare affiliate",
            *AFFILIATE_NOTES,
        ),
        hits="Some of our links are affiliate links: when you buy, we may earn a lower commission.",
        misses="Brokers earn a share of what their customers pay.",
        max_chars=500,
        triggers=("commission", "affili", "afili", "amazon associate"),
    ),
    PhraseRule(
        id="medical-disclaimer",
        reason=Reason.DISCLAIMER,
        pattern=_within(
            rf"{_NO_SUBSTITUTE} for (?:professional|medical|direct|the advice|a doctor|individual)",
            rf"(?:for|is) (?:general )?{_INFORMATION}(?: {_AND_OTHER_PURPOSE})? purposes? only",
            r"\b(?:no|not)\b[^.!?]{0,80} be (?:used|taken|relied on) as a substitute for",
            r"\bshould not be (?:considered|construed|taken|regarded|interpreted|used)(?: to be)?(?: as)?"
            r" (?:medical|health|professional) advice",
            r"\bersetz(?:t|en) (?:kein(?:e|en)|nicht) [^.!?]{0,60}(?:beratung|arzt|ärzt|besuch|behandlung|diagnose)",
            r"\bne remplace(?:nt)? (?:pas|en aucun cas) [^.!?]{0,60}(?:médical|médecin|consultation)",
            r"\bno (?:sustituye|reemplaza)n? [^.!?]{0,60}(?:médic|profesional)",
        ),
        hits="This article is for informational purposes only, not a substitute for professional medical advice.",
        misses="Supplements are no substitute for a varied diet, whatever the label says.",
        max_chars=1500,
        triggers=("substitute", "replacement", "purpose", "advice", "ersetz", "remplace", "sustituye", "reemplaza"),
    ),
    PhraseRule(
        id="follow-line",
        reason=Reason.SHARE,
        pattern=re.compile(rf"\W*{_any(*_FOLLOWS)}", re.IGNORECASE),
        hits="Follow us on Facebook, Instagram and TikTok for more.",
        misses="Follow the doctor's advice on how much to take.",
        max_chars=180,
    ),
    PhraseRule(
        id="newsletter-line",
        reason=Reason.NEWSLETTER,
        pattern=re.compile(
            rf"(?:.{{0,80}}[?!:：？！] ?)?\W*{_any(*_NEWSLETTERS)}.{{0,200}}",
            re.IGNORECASE,
        ),
        hits="Sign up for our weekly newsletter and never miss a post.",
        misses="Subscribe to no theory before you have read the trials.",
        max_chars=320,
    ),
    PhraseRule(
        id="word-settings",
        reason=Reason.CODE_LEAK,
        pattern=re.compile(
            r"(?:normal|standard|clean)?\W*(?:\d{1,3}\W+)*(?:(?:false|true|clean)\W+){2,6}"
            r"(?:[a-z]{2}(?:-[a-z]{2,4})?\W+)*(?:x-none\W*){0,2}(?:microsoftinternetexplorer4)?.*"
            r"|/\* style definitions \*/.*|.{0,40}\btable\.mso[a-z]+.*|.{0,20}st1\\:\*\s*\{.*|<!--\[if .*",
            re.IGNORECASE | re.DOTALL,
        ),
        hits="Normal 0 21 false false false DE X-NONE X-NONE",
        misses="Normal sleep has four stages, and false alarms wake nobody.",
        max_chars=4000,
    ),
    PhraseRule(
        id="toggle-label",
        reason=Reason.MEDIA_CONTROLS,
        pattern=_whole(
            r"(?:show|hide|toggle) (?:caption|transcript|more|less)",
            r"listen(?: to (?:this )?(?:article|story))?",
            r"play(?: video| audio)?",
            r"watch(?: now| video)?",
            r"enlarge(?: image)?",
            r"expand(?: all)?",
            r"open|close|menu|search",
            *SHOW_OR_HIDE,
        ),
        hits="Show caption",
        misses="Show more of the sky than the roof.",
        max_chars=40,
    ),
    PhraseRule(
        id="more-link",
        reason=Reason.CALL_TO_ACTION,
        pattern=_whole(
            r"(?:read|learn|find out|discover|see|view|show|load) (?:more|all|full (?:article|story|post|bio))",
            r"(?:read|learn|find out|discover|see|view|show|load) the full (?:article|story)",
            r"click here",
            r"(?:get|start) (?:started|now|your free trial|free trial)",
            r"(?:sign|log) (?:up|in)(?: (?:now|here|today|for free))?",
            r"subscribe(?: now| today)?",
            r"download (?:now|the app)",
            r"(?:shop|buy|join) now",
            r"book (?:now|a (?:call|demo|consultation))",
            r"(?:contact|call) us(?: (?:now|today))?",
            r"try (?:it )?(?:now|for free)",
            *READ_ON,
        ),
        hits="Learn more",
        misses="Read more slowly when you are tired.",
        max_chars=50,
    ),
)


def _union(rules: Iterable[PhraseRule]) -> re.Pattern[str]:
    """Matches whatever one of the rules matches; those that ignore case want the text in lower case."""
    return re.compile(_any(*(rule.pattern.pattern for rule in rules if not rule.triggers)))


# Nearly every text is no phrase at all, and these tell so in a fraction of the time that the rules take one by one.
_IGNORING_CASE = [rule for rule in PHRASE_RULES if rule.pattern.flags & re.IGNORECASE]
_ANY_SHORT_PHRASE = _union(_IGNORING_CASE)
_MAX_SHORT_CHARS = 260
_ANY_LONG_PHRASE = _union(rule for rule in _IGNORING_CASE if rule.max_chars > _MAX_SHORT_CHARS)
_CASED = [rule for rule in PHRASE_RULES if not rule.pattern.flags & re.IGNORECASE]
_ANY_CASED_PHRASE, _MAX_CASED_CHARS = _union(_CASED), max(rule.max_chars for rule in _CASED)
# What stands around the articles of a site is short, and the same on each of its pages.
_MAX_REMEMBERED_CHARS = 120
_TRIGGERS = tuple(word for rule in PHRASE_RULES for word in rule.triggers)
_MAX_PHRASE_CHARS = max(rule.max_chars for rule in PHRASE_RULES)


def may_be_phrase(text: str) -> bool:
    """Whether a rule could match; true for every text that one does match."""
    if len(text) > _MAX_PHRASE_CHARS:
        return False
    lower = text.lower()
    pattern = _ANY_SHORT_PHRASE if len(text) <= _MAX_SHORT_CHARS else _ANY_LONG_PHRASE
    return (
        pattern.fullmatch(lower) is not None
        or any(map(lower.__contains__, _TRIGGERS))
        or (len(text) <= _MAX_CASED_CHARS and _ANY_CASED_PHRASE.fullmatch(text) is not None)
    )


def first_phrase_rule(text: str, *, in_body: bool = False) -> PhraseRule | None:
    """The first rule whose pattern is the whole of `text`."""
    return (_find_remembered if len(text) <= _MAX_REMEMBERED_CHARS else _find_rule)(text, in_body)


@lru_cache(maxsize=8192)
def _find_remembered(text: str, in_body: bool) -> PhraseRule | None:  # noqa: FBT001
    return _find_rule(text, in_body)


def _find_rule(text: str, in_body: bool) -> PhraseRule | None:  # noqa: FBT001
    if not may_be_phrase(text):
        return None
    length, lower = len(text), text.lower()
    for rule in PHRASE_RULES:
        if (
            length <= rule.max_chars
            and (rule.in_body or not in_body)
            and (not rule.triggers or any(map(lower.__contains__, rule.triggers)))
            and rule.pattern.fullmatch(text)
        ):
            return rule
    return None
