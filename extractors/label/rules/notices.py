"""What a site says to its reader about cookies, the browser or a subscription, in the languages of the web.

Each pattern is a part of what such a notice says of itself, in the first or second person or as a command. Single
sentences of an article may be like that; that nothing else stands in their box is for the step to see.
"""

from __future__ import annotations

import re

import msgspec

from wellread.extractors.article import Reason


class NoticeRule(msgspec.Struct, frozen=True):
    """Texts in which `pattern` is found are a notice. `hits` is one, `misses` text about the same thing.

    Every text that the pattern matches has one of `triggers`, in lower case.
    """

    id: str
    reason: Reason
    pattern: re.Pattern[str]
    triggers: tuple[str, ...]
    hits: tuple[str, ...]
    misses: tuple[str, ...]


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_IN_SENTENCE = r"[^.!?。]{0,100}"
_COOKIES = r"(?:cookies?|kakor|files|information on (?:a|your)|similar technolog|plik|クッキー)"
_TURN_OFF = (
    r"(?:disabl|switch(?: it)? off|turn(?: it)? off|whitelist|deactivat|pause|allow ads|ausschalten|abschalten"
    r"|deaktivier|désactiv|desactiv|disattiv|uitschakel|zet)"
)
_AD_BLOCKER = (
    r"(?:ad|werbe|anzeigen|annonce|reclame)[- ]?block\w*|bloqu\w+ de (?:publicité|anuncios|publicidad|anúncios)"
)

NOTICE_RULES = (
    NoticeRule(
        id="consent-notice",
        reason=Reason.CONSENT,
        pattern=_any(
            rf"\b(?:we|this (?:web)?site|our (?:web)?site)\b{_IN_SENTENCE}\b(?:uses?|store|access|place|set)\b"
            rf"{_IN_SENTENCE}\b{_COOKIES}",
            r"\b(?:refuse|withdraw|manage|change|give|require) your (?:consent|preferences|choices)\b",
            r"\brefuse consent\b|\bpersonal data may not require your consent|\bclick to consent\b",
            r"\bprecise (?:geo)?location data\b|\bnecessary cookies (?:enable|are)\b",
            r"\bcookie (?:settings|preferences)\b",
            r"\byour (?:preferences|choices) will apply\b",
            rf"\byou (?:agree|consent|accept){_IN_SENTENCE}\b(?:{_COOKIES}|stored on your device)",
            rf"\bwir\b{_IN_SENTENCE}\b(?:verwenden|nutzen|setzen|speichern)\b{_IN_SENTENCE}"
            "(?:cookies|informationen auf)",
            rf"\b(?:verwenden|nutzen|setzen) wir\b{_IN_SENTENCE}cookies|\bdiese (?:web)?site verwendet cookies",
            r"\b(?:ihre|deine) (?:einwilligung|zustimmung|auswahl)\b|\bnotwendige cookies\b|\bcookie-einstellungen\b",
            rf"\bstimm(?:en sie|st du){_IN_SENTENCE}\bzu\b",
            rf"\bnous\b{_IN_SENTENCE}\b(?:utilisons|stockons|déposons|accédons)\b{_IN_SENTENCE}"
            "(?:cookies|traceurs|appareil)",
            rf"\bvotre consentement\b|\bcookies nécessaires\b|\bvous acceptez{_IN_SENTENCE}cookies",
            rf"\b(?:utilizamos|usamos|almacenamos|armazenamos)\b{_IN_SENTENCE}(?:cookies|dispositivo)",
            rf"\b(?:su|tu|seu) consentim(?:i)?ento\b|\b(?:acepta|aceptas|aceita|concorda){_IN_SENTENCE}cookies",
            rf"\b(?:utilizziamo|usiamo|archiviamo)\b{_IN_SENTENCE}(?:cookie|dispositivo)|\bil (?:tuo|suo) consenso\b",
            rf"\bwij?\b{_IN_SENTENCE}\b(?:gebruiken|plaatsen)\b{_IN_SENTENCE}cookies|\b(?:uw|je) toestemming\b",
            rf"\bvi\b{_IN_SENTENCE}\b(?:använder|bruger|bruker)\b{_IN_SENTENCE}"
            "(?:cookies|kakor|informasjonskapsler)",
            rf"\b(?:używamy|stosujemy|wykorzystujemy)\b{_IN_SENTENCE}(?:cookie|ciasteczek)|\btwoj(?:a|ą|ej) zgod",
            r"(?:当社|当サイト|本サイト|このサイト)[^。]{0,60}(?:クッキー|cookie)",
            r"我们[^。]{0,40}使用[^。]{0,20}cookie|쿠키를 사용",
        ),
        triggers=(
            *"cookie consent location preferences choices device einwilligung zustimmung auswahl stimm".split(),
            *"traceurs appareil consentement consentim dispositivo consenso toestemming kakor".split(),
            *"informasjonskapsler ciasteczek zgod クッキー 쿠키 files information technolog plik".split(),
        ),
        hits=(
            "We and our partners use cookies to count visits and to choose the advertisements that you see.",
            "Wir und unsere Partner speichern Informationen auf einem Gerät, etwa Cookies.",
            "En poursuivant, vous acceptez le dépôt de cookies.",
            "当サイトでは、利便性の向上のためにクッキーを使用しています。",
        ),
        misses=(
            "A cookie is a small file in which a browser keeps what a server has told it.",
            "The patients gave their consent before the trial began, and could leave it at any time.",
        ),
    ),
    NoticeRule(
        id="browser-notice",
        reason=Reason.POPUP,
        pattern=_any(
            r"\b(?:your|this) (?:web )?browser (?:is|seems|appears|version|does not support|doesn.t support)\b",
            r"\byou(?:.re| are) using an? (?:outdated|old|unsupported) (?:version of \w+|browser)",
            r"\busing a browser (?:version )?(?:with|that has) (?:limited|no) support\b",
            r"\bupgrade your browser\b|\bnewer version of (?:your|the) browser\b",
            r"\b(?:ihr|dein|dieser) browser (?:ist|wird|unterstützt)\b|\bveralteten browser\b",
            r"\b(?:votre|ce) navigateur (?:est|n.est|ne)\b|\bmettez à jour votre navigateur\b",
            r"\b(?:tu|su|este) navegador (?:está|no|es)\b|\b(?:o )?seu navegador (?:está|não|é)\b",
            r"\bil (?:tuo|suo) browser (?:è|non)\b|\bje browser (?:is|wordt)\b",
            r"\bdin (?:webbläsare|browser|nettleser) är?\b|\bföråldrad webbläsare\b",
            r"\bverouderde (?:browser|versie)|\bbrowser bij\b|\bveraltete\w* (?:browser|version)",
            r"\bnavigateur (?:obsolète|n.est plus)|\bnavegador (?:obsoleto|desa(?:ctu|tu)alizado|antigu?o)",
            r"\bbrowser (?:obsoleto|non supportato)|\b(?:przestarzał|nieaktualn)\w+ (?:wersj\w+ )?przeglądark",
            r"устаревш\w+ (?:верси\w+ )?браузер|お使いのブラウザ|浏览器版本(?:过低|过旧)|您的浏览器",
            r"브라우저[^.]{0,20}(?:지원하지|오래된|업데이트)",
            r"\b(?:enable|activate|turn on) javascript\b|\bjavascript (?:is|seems to be) (?:disabled|turned off)\b",
            r"\bjavascript (?:aktivieren|ist deaktiviert)|\bacti(?:ver|vez|var|va|ve) javascript",
        ),
        triggers=(
            *"browser navigateur navegador webbläsare nettleser javascript versie version przeglądark браузер".split(),
            *"ブラウザ 浏览器 브라우저".split(),
        ),
        hits=(
            "You are using an outdated browser. Please upgrade it to see our pages as they are meant.",
            "Ihr Browser ist veraltet und zeigt unsere Seiten nicht richtig an.",
            "Su navegador está desactualizado.",
            "Je gebruikt een verouderde browser. Werk je browser bij om deze site goed te zien.",
            "お使いのブラウザは古いため、正しく表示されない場合があります。",
        ),
        misses=("A browser keeps the pages that somebody has read for some weeks.",),
    ),
    NoticeRule(
        id="ad-blocker-notice",
        reason=Reason.POPUP,
        pattern=_any(
            rf"(?:{_AD_BLOCKER})(?:[^?!]{{0,120}})\b{_TURN_OFF}",
            rf"\b{_TURN_OFF}\w*\b{_IN_SENTENCE}(?:{_AD_BLOCKER})",
        ),
        triggers=("block", "bloqu"),
        hits=(
            "It looks as if you use an ad blocker. Please switch it off for our site.",
            "Bitte deaktivieren Sie Ihren Werbeblocker für unsere Seiten.",
        ),
        misses=("Every third reader has an ad blocker, and the share is growing.",),
    ),
    NoticeRule(
        id="subscription-notice",
        reason=Reason.PAYWALL,
        pattern=_any(
            r"\byour (?:subscription|account) is (?:being|currently) (?:used|read|open)\b[^.]{0,40}\bdevices?\b",
            r"\b(?:ihr|dein) (?:abo|konto|abonnement) wird[^.]{0,40}\bger[äa]t",
            r"\bvotre (?:abonnement|compte) est[^.]{0,40}\bappareil",
            r"\b(?:tu|su) (?:suscripción|cuenta) (?:se )?está[^.]{0,40}\bdispositivo",
            r"\b(?:article|story|content|post) is (?:only )?(?:for|available to|reserved for|exclusive to)"
            r" (?:our )?(?:paid |paying )?(?:subscribers|members)",
            r"\b(?:subscribe|log in|sign in)\b[^.]{0,20}\bto (?:continue|unlock|keep reading)",
            r"\b(?:subscribe|log in|sign in)\b[^.]{0,20}\bto read (?:on|the (?:full|rest))",
            r"\b(?:artikel|inhalt|beitrag|text) ist (?:nur |exklusiv )?für (?:unsere )?(?:abonnent|mitglieder)",
            r"\bum weiterzulesen\b[^.]{0,60}(?:abo|anmelden|registrieren)|\b(?:abonnieren|abo) und weiterlesen\b",
            r"\b(?:article|contenu) est réservé aux (?:abonnés|membres)|\babonnez-vous pour (?:lire|continuer|accéder)",
            r"\b(?:contenido|artículo) es (?:exclusivo|solo) para (?:suscriptores|socios)",
            r"\bsuscríb(?:e|a)[ts]e para (?:seguir|continuar|leer)|\bassine para (?:continuar|ler)",
            r"\b(?:contenuto|articolo) è riservato agli (?:abbonati|iscritti)|\babbonati per (?:continuare|leggere)",
            r"\b(?:conteúdo|artigo) é exclusivo para (?:assinantes|membros)",
            r"\b(?:artikel|inhoud) is (?:alleen|exclusief)[^.]{0,20}(?:abonnees|leden)|\bom verder te lezen\b",
            r"\b(?:artykuł|treść)[^.]{0,20} (?:tylko )?dla (?:subskrybent|prenumerat)|\blogga in för att läsa",
            r"会員限定|続きを読むには|残り[0-9,０-９]+文字|(?:付费|会员|订阅)后?(?:可见|专享|阅读全文)|登录后(?:阅读|查看)",
            r"(?:유료|구독) ?(?:회원|독자)[^.]{0,12}전용|로그인 후 (?:이용|전체)|(?:مخصص|متاح) للمشتركين",
        ),
        triggers=(
            *"device gerät appareil dispositivo subscri members continue reading abo mitglied membres suscri".split(),
            *"socios abbonati iscritti assin membros leden lezen subskry prenumer logga 会員 続き 残り".split(),
            *"付费 会员 订阅 登录后 유료 구독 로그인 للمشتركين log sign weiterlesen".split(),
        ),
        hits=(
            "Your subscription is being used on another device.",
            "Questo articolo è riservato agli abbonati.",
            "Cet article est réservé aux abonnés. Abonnez-vous pour lire la suite.",
            "この記事は有料会員限定です。残り1,200文字。",
        ),
        misses=(
            "A subscription is cheaper when several share the device.",
            "The museum lets its members in an hour before all others, and they continue to come.",
        ),
    ),
    NoticeRule(
        id="rules-for-comments",
        reason=Reason.COMMENTS,
        pattern=_any(
            r"\bplease\b[^.]{0,60}\b(?:comment|respectful|civil|post)\w*\b[^.]{0,80}\b(?:guidelines|rules|polic(?:y|ies))\b",
            r"\b(?:all )?comments are (?:moderated|reviewed|subject to)\b",
            r"\bwe reserve the right to (?:delete|remove|edit)\b[^.]{0,40}\b(?:comments?|posts?)\b",
            r"\b(?:kommentare|beiträge) (?:werden|behalten wir uns)\b[^.]{0,60}"
            r"\b(?:moderiert|geprüft|freigeschaltet|löschen)\b",
            r"\bbitte\b[^.]{0,80}\b(?:netiquette|kommentarregeln|community-richtlinien)\b",
            r"\bcommentaires\b[^.]{0,40}\b(?:modérés|modération)\b|\bcharte de (?:modération|bonne conduite)\b",
            r"\bcomentarios\b[^.]{0,40}\b(?:moderados|moderación)\b|\bnormas de (?:participación|la comunidad)\b",
            r"\bcomentários\b[^.]{0,40}\b(?:moderados|moderação)\b|\bcommenti\b[^.]{0,40}\b(?:moderati|moderazione)\b",
            r"\breacties\b[^.]{0,40}\bgemodereerd\b|\bhuisregels\b[^.]{0,40}\breacties\b|\bkomentarze\b[^.]{0,40}\bmoderowane\b",
        ),
        triggers=(
            "comment",
            "kommentar",
            "komentarz",
            "netiquette",
            "posts",
            "comentário",
            "reacties",
            "modération",
            "normas",
        ),
        hits=(
            "Please be respectful when making a comment and adhere to our Community Guidelines.",
            "Kommentare werden vor der Veröffentlichung von uns moderiert.",
            "Les commentaires sont soumis à modération avant leur publication.",
        ),
        misses=(
            "Please say what you think of the new guidelines on sleep.",
            "The comments of the panel are reviewed in the second part.",
        ),
    ),
)


def first_notice_rule(text: str) -> NoticeRule | None:
    """The first rule whose pattern is found in a text."""
    lower = text.lower()
    for rule in NOTICE_RULES:
        if any(map(lower.__contains__, rule.triggers)) and rule.pattern.search(lower):
            return rule
    return None
