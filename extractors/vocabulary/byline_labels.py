"""Labels of bylines, in many languages: the words that introduce people and say what they did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

# A shorter label can be a word of the text: far from the headline, one word behind it is no name,
# as in `From Oslo`.
MIN_SURE_LABEL_CHARS = 6
# A line that is nothing but a label; a date before one: `May 3, 2024: Reviewed by ...`.
MAX_LABEL_LINE_CHARS = 30
MAX_DATE_CHARS = 20


class BylineRole(StrEnum):
    """What somebody did for the article.

    `other` is what makes nobody an author or a reviewer: photos, translations.
    """

    AUTHOR = "author"
    REVIEWER = "reviewer"
    OTHER = "other"


# The word before the name of who did something, as alternatives of a pattern: `written by`, `verfasst von`.
BY = "by|von|par|por|di|door|av|af"
# What the people are expert in who reviewed a text: `medically reviewed`, `medizinisch geprüft`.
EXPERTLY = "medically|clinically|scientifically|professionally|nutritionally"
EXPERTLY_IN_GERMAN = "medizinisch|fachlich|ärztlich|wissenschaftlich"
# With what a further label begins, behind the names of the one before: `By Jane Roe Reviewed by ...`.
FURTHER_LABEL = "reviewed|written|edited|fact|about"
# With what a line begins that names an author in English, up to the name: `Written by `.
BY_LINE_START = "(?:[Ww]ritten|[Pp]osted|[Pp]ublished|[Gg]uest post|[Aa]uthored|[Rr]eviewed and written)? ?[Bb][Yy]:? "
# A line that is nothing but a label of authors, in small letters. Fewer than `is_label` knows: these are dropped
# wherever they stand, those are looked for beside names.
LABEL_LINES = (
    "(?:written|posted|published|authored|edited|guest post|story|article|words|by) ?(?:by|von)?",
    "(?:authors?|autor|von|par) ?(?:by|von)?",
)
# With what a byline begins that stands far from the headline.
_FIRST_WORDS = (
    "by this written fact edited author authors posted published medically clinically scientifically expert reviewed "
    "reviewer peer article "
    "about meet text von autor autorin verfasst geschrieben par écrit auteur por escrito autora di scritto door auteur "
    "medical guest contributed submitted contributors recipe gespeichert eingestellt "
    "erstellt veröffentlicht publié publicado scritto escrito geschreven skrevet "
    "napisał автор words story reporting este geprüft autorin medizinisch fachlich ärztlich wissenschaftlich überprüft "
    "relu vérifié validé relecture révision revisado revisada revisión revisão verificado supervisado revisionato "
    "revisione medisch gecontroleerd granskad faktagranskad weryfikacja"
)
_BEGINS_FAR = re.compile(rf"(?:{_FIRST_WORDS.replace(' ', '|')})\b", re.IGNORECASE).match
# Asked of every text of the page first.
_FIRST_LETTERS = frozenset(word[:2] for word in _FIRST_WORDS.split())

# Where a label can begin.
_STARTS = re.compile(
    r"^\s*|(?<=[\u3040-\u9fff\uac00-\ud7a3])\s|[\x1f\n|•·.,;:()/–—（）［］【】｜／、，；：-]\s*|\d\s+|Uhr\s+"
)
# Each group is named for the role of those whom its labels introduce; the first group that matches
# decides.
_LABEL = re.compile(
    r"(?:"
    r"(?P<reviewer>(?:this (?:article|post|page|content) (?:was|has been|is) )?(?:(?:article|content"
    r"|post)\s)?(?:(?:last|expert|editorially|peer|legally|technically"
    rf"|{EXPERTLY})[\s-]){{0,2}}review(?:ed)?(?:\s(?:and|&)\s(?:approved|edited|verified"
    r"|fact[\s-]checked))?\sby|"
    r"(?:edited\s(?:and|&)\s)?fact[\s-]?check(?:ed)?(?:\s(?:and|&)\s\w+)?\sby|"
    r"fact[\s-]?checkers?(?=\s*[:\x1f]|\s*$)|"
    r"(?:medically|clinically|expert|scientifically)\s(?:verified|approved|vetted|checked)\sby|"
    r"(?:medical\s|expert\s|clinical\s|scientific\s|peer\s)?reviewers?(?=\s*[:\x1f]|\s*$)|"
    r"(?:medical|clinical|expert|scientific)\sreview(?:\sby|(?=\s*[:\x1f]))"
    rf"|(?:(?:{EXPERTLY_IN_GERMAN}|redaktionell)\s)?(?:geprüft|überprüft|begutachtet|validiert"
    r"|gegengelesen)\s(?:von|durch)|(?:medizinische|fachliche|ärztliche|wissenschaftliche)\s(?:prüfung|überprüfung"
    r"|begutachtung|leitung)(?:\s(?:von|durch)|(?=\s*[:\x1f]))|gutachter(?:in)?(?=\s*[:\x1f])"
    r"|(?:(?:relu|vérifié|validé|révisé|contrôlé|approuvé)(?:\set\s\w+)?(?:\s(?:médicalement|scientifiquement))?)\spar"
    r"|(?:relecture|validation|révision|vérification)(?:\s(?:médicale|scientifique))(?:\s(?:par|de)|(?=\s*[:\x1f]))"
    r"|(?:(?:médicamente|clínicamente)\s)?(?:revisad|verificad|validad|supervisad)[oa](?:\s(?:y|e)\s\w+)?"
    r"(?:\s(?:médicamente|clínicamente|cientificamente))?\spor"
    r"|(?:revisión|revisão|validación|supervisión)\s(?:médica|clínica|científica|técnica)(?:\s(?:por|de)|(?=\s*[:\x1f]))"
    r"|(?:rivisto|revisionato|verificato|validato|controllato)\s(?:da|dal|dalla)"
    r"|revisione\s(?:medica|scientifica|clinica)(?:\s(?:di|a\scura\sdi|da)|(?=\s*[:\x1f]))"
    r"|(?:(?:medisch|wetenschappelijk|inhoudelijk)\s)?(?:gecontroleerd|beoordeeld|nagekeken|gereviewd)\sdoor"
    r"|(?:(?:medicinskt?|medisinsk|lægefagligt|fagligt?)\s)?(?:granska[dt]|faktagranskad|gennemgået|gjennomgått"
    r"|kvalitetssikret)\sa[vf]|(?:fakta|medicinsk\s)granskning(?=\s*[:\x1f])|(?:weryfikacja|konsultacja)\s(?:merytoryczna|medyczna)(?=\s*[:\x1f])"
    r"|(?:zweryfikowan[ey]|sprawdzon[ey])\sprzez|(?:医療|医学)?(?:監修|审核|審核|审阅|審閱)(?:者|医師|医)?(?=\s*[:：\x1f])"
    r"|(?:의학\s?)?감수(?=\s*[:：\x1f])|(?:проверено|проверил[аи]?|рецензент|рецензировал[а]?|медицинский\sредактор"
    r"|(?:медицинский\s)?эксперт|перевірено|перевіри(?:в|ла)|рецензент(?:ка)?)(?=\s*[:\x1f])"
    r"|(?:ověřil[ai]?|odborně\sposoudil[ai]?|odborná\srevize|recenzent(?:ka)?|odborná\skontrola)(?=\s*[:\x1f])"
    r"|(?:lektorálta|szakmailag\sellenőrizte|orvosilag\sellenőrizte)(?=\s*[:\x1f])"
    r"|(?:tıbbi\s(?:olarak\s)?)?(?:inceleyen|onaylayan|kontrol\seden|gözden\sgeçiren|denetleyen)(?=\s*[:\x1f])"
    r"|(?:revizuit|verificat)(?:ă)?(?:\smedical)?\sde|(?:tarkistanut|tarkastanut|lääketieteellisesti\starkastanut)"
    r"(?=[\s:\x1f])|(?:ιατρικός\s|επιστημονικός\s)?(?:έλεγχος|επιμέλεια)(?=\s*[:\x1f])"
    r"|(?:telah\s)?di(?:tinjau|periksa|verifikasi)(?:\ssecara\smedis)?\soleh|(?:tham\svấn\s(?:y\skhoa|chuyên\smôn)"
    r"|kiểm\sduyệt|duyệt\sbởi)(?=\s*[:\x1f])|(?:ตรวจสอบ|ทบทวน|รับรอง)(?:ความถูกต้อง)?โดย"
    r"|(?:راجعه|راجعته|مراجعة|تدقيق|دققه)(?:\s(?:طبيا|طبية|طبياً|علمية|علميا))?(?=[\s:\x1f])"
    r"|(?:بازبینی|بررسی|تأیید|تایید)(?:\s(?:پزشکی|علمی))?(?:\s(?:شده\s)?توسط|(?=\s*[:\x1f]))"
    r"|(?:נבדק|אושר|נסקר)(?:ה)?\sעל\sידי|(?:בקרה|ייעוץ)\sרפואי(?:ת)?(?=\s*[:\x1f])"
    r"|(?:चिकित्सकीय\s)?समीक्षा(?:क)?(?=\s*[:\x1f]))"
    r"|(?P<other>(?:[\w’'-]+[ ]){0,3}?(?:photos?|photographs?|photography|photographed|images?|illustrat\w+|edit|video"
    r"|graphics?|art|artwork|edited|updated|"
    r"translated|checked|hosted|sponsored|presented|powered|produced|recommended|approved"
    r"|verified|filmed|designed|"
    r"supported|narrated|curated|directed|owned|managed|funded|provided|brought\sto\syou|inspired|caused"
    r"|followed|moderated|music|"
    r"shared|uploaded|liked|read|interview(?:ed)?)(?:\s(?:and|&)\s\w+)?\sby"
    r"|(?:fotos?|photos?|bild(?:er)?|image|übersetz\w+|foto's|traducción|traduction|редактор|fotograf\w*"
    r"|illustrat\w+|(?:(?:medical|senior|managing|copy)\s)?editors?|produc\w+|categor(?:y|ies)|kategorien?|tags?|topics?|rubrik)"
    r"(?:\s(?:von|par|por|di|av|af|door|by)|\s*:)"
    r"|(?:(?:责任|責任|执行|執行|本文|责|責|主|总|總)?(?:编辑|編輯|编|編)(?:者|部)?|校对|校對|来源|來源|稿源|出处|出處|转自"
    r"|轉自|摄影|攝影|摄|攝|图片?|圖片?|配图|供图|供圖|图源|审校|翻译|翻譯|译者|譯者|编审|編審|整理|口述|核稿(?:编辑|編輯)?|排版|设计|設計|監製|监制|标签|標籤|分类|分類|栏目|欄目|阅读|閱讀|点击|點擊|浏览|瀏覽"
    r"|編集(?:者|部|協力)?|構成|撮影|写真|出典|提供|イラスト|翻訳|監訳|カテゴリー?|タグ|デザイン"
    r"|편집(?:자)?|사진|출처|자료|번역|일러스트|디자인|카테고리|조회)(?=\s*[:：/／|｜=＝\x1f])"
    # Without a colon, a name behind such a label tells that it is one: `글 김하늘 사진 이바다`.
    r"|(?:사진|그림|영상|촬영|일러스트|번역|편집)(?=\s[가-힣]{2,4}(?:[\s,/|·]|$))"
    r"|(?:撮影|写真|編集|イラスト|翻訳|摄影|攝影|图片|编辑|編輯|翻译)(?=\s[\u3400-\u9fff]{2,6}(?:[\s,、，/|·]|$)))"
    r"|(?P<author>(?:(?:this |the )?(?:article|post|page|story) (?:was |is )?)?"
    r"(?:(?:(?:this\s(?:is|was)\s)?an?\s)?(?:guest|blog|news|featured|original|sponsored)\s)?(?:written|posted|published|authored|contributed|submitted|compiled|prepared|created"
    r"|reported|post|article|blog|column|essay|recipe|"
    r"opinion|analysis|review|story|stories|words|text|report|reporting|author|contribution|commentary"
    r"|interview)(?:\s(?:and|&)\s\w+)?\sby"
    r"|by|interview(?=\s*:)|(?:(?:medical|lead|main|contributing)\s)?authors?(?=\s*[:\x1f]|\s*$)|contributors?(?=\s*:)|written\sby|writers?(?=\s*[:\x1f])"
    r"|(?:words|text)\s(?:&|and|und|et|y|\+)\s\w+(?=\s*:)|words(?=\s*:)|reporters?(?=\s*:)"
    r"|(?:about|meet)\s(?:the|our|your)\s(?:authors?|writers?)"
    r"|(?:ein\s)?(?:gast)?(?:beitrag|artikel|kommentar|kolumne|text|interview|analyse|essay|bericht|reportage"
    r"|rezension)\svon|(?:verfasst|geschrieben|veröffentlicht|erstellt|gespeichert|eingestellt|aufgezeichnet)\svon"
    r"|vo[nm]|autor(?:in|en|innen|in\s?/\s?autor)?(?=\s*[:\x1f])|text(?:e|o)?(?=\s*:)"
    # `Texte Jane Roe – Photos John Doe`: without colons, two such labels show that they are some.
    r"|(?:text[eo]?|tekst)(?=\s(?-i:[A-ZÀ-Þ])[^\n]{3,80}?[\s–—|,](?:photos?|fotos?|bild(?:er)?|beeld|illustr\w+|zdjęcia)\s)"
    r"|(?:écrit|rédigé|publié|posté|propos\srecueillis|article)\spar|par|auteure?s?(?=\s*[:\x1f])"
    r"|(?:escrito|publicado|redactado|texto|postado|elaborado)\s(?:por|de)|por|autor(?:a|es|as)?(?=\s*[:\x1f])"
    r"|redacción(?=\s*:)"
    r"|(?:scritto|pubblicato|articolo|testo|redatto)\s(?:da|di)|a\scura\sdi|di|autor[ei](?=\s*[:\x1f])"
    r"|(?:geschreven\s|door\s)?door|auteurs?(?=\s*:)|tekst(?=\s*:)|(?:skrevet|skriven|publicerad"
    r"|publisert)\sa[vf]|a[vf]|(?:skribent|författare|forfattere?)(?=\s*[:\x1f])|kirjoittaja(?=\s*[:\x1f])|kirjoittanut|teksti(?=\s*:)"
    r"|autorzy(?=\s*:)|napisał[a]?|(?:napisane|opublikowane)\sprzez|przez|автор(?:ы)?(?=\s*[:\x1f])|текст(?=\s*:)"
    r"|szerző(?=\s*:)|írta|yazar(?=\s*:)|yazan(?=\s*:)|(?:ditulis\s)?oleh|penulis(?=\s*:)"
    r"|(?:本文|文章)?作者(?=\s*[:：/／|｜]|[\s\x1f])|撰文者?|撰稿[人者]?|执笔|執筆者?|著者|(?:本报|本報|本刊|本网|实习|特约)?(?:记者|記者)|通讯员"
    r"|通訊員"
    r"|(?:取材|構成|写真)?[・＋+]?文(?:[・＋+](?:写真|構成|取材))?(?=\s?[:：/／|｜=＝])|取材(?=\s*[:：/／=＝])|この記事(?:を書いた人|の著者|のライター)|書いた人"
    r"|(?:取材|構成|写真)?[・＋+]?文(?:[・＋+](?:写真|構成|取材))?(?=[ \u3000][\u4e00-\u9fff])"
    r"|文責(?=\s*[:：])|ライター(?=\s*[:：/／])|글쓴이|작성자|취재|기자(?=\s*[:：])|글(?:[·ㆍ]\s?사진)?(?=\s*[:：/／=]|\s[가-힣]{2,4}(?:[\s,]|$))"
    r"|بقلم|(?:ال)?كاتبة?(?=\s*[:\x1f])|كتب(?:ت|ته|ه|ها)?|(?:إعداد|تأليف)(?=\s*[:\x1f])|کاتب|מאת"
    r"|(?:נכתב(?:ה)?\sעל\sידי|כותבת?(?=\s*[:\x1f]))|(?:نویسنده|نگارنده|نویسندگان|به\sقلم|نوشته)(?=[\s:\x1f])"
    r"|(?:लेखक|लेखिका|लेखन)(?=\s*[:\x1f])|(?:เขียน|เรียบเรียง)?โดย|ผู้เขียน|tác giả(?=\s*:)|bởi|(?:người|bài)\sviết(?=\s*:)"
    r"|συντάκτης(?=\s*:)|από\sτ(?:ον|ην)|(?:γράφει|κείμενο)(?=[\s:])|autorka(?=\s*:)|автор(?:ка)?(?=\s*:)"
    r"|(?:napsal|napísal)[aiy]?(?=\s*[:\x1f])|(?:scris|publicat)\sde"
    # As the whole of a line, beside or above the name: in a list of terms, a table, two boxes.
    r"|\A(?:autor(?:in|en|innen|a|as|es|e|i|zy|ka)?|auteure?s?|autrici|autrices?|verfasser(?:in)?|skribent"
    r"|författare|forfattere?|kirjoittaja|автор(?:ы|ка)?|yazar|yazan|szerző|penulis|tác giả|συντάκτης|作者|著者"
    r"|ライター|글쓴이|작성자|(?:ال)?كاتبة?|نویسنده|लेखक|लेखिका|כותבת?|ผู้เขียน)"
    r"(?=\s*(?:[:\x1f]|$)))"
    r")(?=[\s\x1f:：/／|｜=＝]|$)\s*[:：/／|｜=＝]?\s*",
    re.IGNORECASE,
)
# In Korean the label stands behind the name: `김민수 기자`.
_REPORTER_BEHIND_NAME = re.compile(
    r"(?<![가-힣])((?:[가-힣]{2,4}\s?[·ㆍ,]\s?){0,4}[가-힣]{2,4})\s?(?:[가-힣]{0,4}(?:전문|객원|인턴|선임)\s?)?"
    r"(?:기자|에디터|특파원|칼럼니스트)(?![가-힣:：])"
)
# And in Chinese right before it, with a place behind: `記者王芳／台北報導`.
_REPORTER_BEFORE_NAME = re.compile(r"(?:^|[\s（(【])[記记]者((?:[\u4e00-\u9fff]{2,4}、)?[\u4e00-\u9fff]{2,3})[／/]")
_BETWEEN_REPORTERS = re.compile("[·ㆍ,、]")
# Labels that only ever stand for an author of posts.
_POSTED_BY = re.compile(
    r"(?:posted|submitted|written|published|geschrieben|gespeichert|publié|publicado) (?:by|von|par|por)[ \x1f]",
    re.IGNORECASE,
)
_REVIEWED_THIS = re.compile(
    r"(\S[^.:;!?\n]{3,80}(?:[A-Z]\.[^.:;!?\n]{0,20}){0,6}?),?\s(?:has\s)?(?:(?:medically|clinically)\s)?(?:reviewed"
    r"|fact[\s-]checked)\s(?:and\s\w+\s)?this\s(?:article|page|post|content)\b"
)
# What a value that should be names may begin with all the same: fewer words than `_LABEL` has, but
# with any number of colons, and only once.
_LABEL_IN_VALUE = re.compile(
    r"^(?:(?:written|words|story|text|reporting|posted|published)\s)?(?:by|von|par|por|author|autor|autorin"
    r"|escrito por|written by)\s*(?::|\s)\s*",
    re.IGNORECASE,
)
# What introduces a name that is known to be an author's: fewer words than `_LABEL` has, but
# anywhere in a sentence.
_LABEL_BEFORE_NAME = re.compile(
    rf"(?:\b(?:{BY}|with|author|authored by|autor(?:in)?|auteure?|written|text)\b|@)"
    r"[\s:|]*(?:dr\.?|prof\.?)?\s*$",
    re.IGNORECASE,
)
# A line that names who wrote, as it stands beside a picture of them: `Text: Jane Roe`, `文：`.
_NAMES_WRITER = re.compile(
    rf"(?m:^)\s*(?:{BY}|text[eo]?|words|story|written|autor\w*)\b|.{{0,20}}(?:文|글)\s*[:：=／/]",
    re.IGNORECASE,
)
_BY_LINE = re.compile(
    rf"{BY_LINE_START}"
    r"((?:[A-ZÀ-Þ][\w'’.-]*)(?: [A-ZÀ-Þ][\w'’.-]*){0,4})\W*$"
)


def find_labels(text: str) -> Iterator[re.Match[str]]:
    """The labels in a text: at its start, and behind whatever divides it.

    The last group of a match is its role.
    """
    end = 0
    for start in _STARTS.finditer(text):
        match = _LABEL.match(text, start.end()) if start.end() >= end else None
        if match:
            end = match.end()
            yield match


def find_reporters(text: str) -> tuple[str, ...]:
    """The names in a line before the word for a reporter, as Korean puts it, or right behind it, as Chinese does."""
    matches = [*_REPORTER_BEHIND_NAME.finditer(text), *_REPORTER_BEFORE_NAME.finditer(text)]
    return tuple(name.strip() for match in matches for name in _BETWEEN_REPORTERS.split(match[1]))


def remove_byline_label(value: str) -> str:
    """A value that names people, without the label that it may begin with: `by Jane Roe`."""
    return _LABEL_IN_VALUE.sub("", value)


def match_reviewed_this(text: str) -> str | None:
    """Who a sentence begins with that says who reviewed it: `Jane Roe, MD, reviewed this article`.

    None for others.
    """
    match = _REVIEWED_THIS.match(text)
    return match[1] if match else None


def ends_with_byline_label(before: str) -> bool:
    """Whether the text before the name of an author introduces it: `Text:`, `with Dr.`."""
    return _LABEL_BEFORE_NAME.search(before) is not None


def match_by_line(line: str) -> re.Match[str] | None:
    """A line of an English label and a name, which is group 1: `Written by Jane Roe`.

    None for other lines.
    """
    return _BY_LINE.match(line)


def names_writer(text: str) -> bool:
    """Whether a line of a text begins as one that names who wrote: `Words: Jane Roe`."""
    return _NAMES_WRITER.search(text) is not None


def is_posted_by(text: str) -> bool:
    """Whether a text begins with a label that only introduces authors of posts: `Posted by`."""
    return _POSTED_BY.match(text) is not None


def is_for_other(text: str) -> bool:
    """Whether a text begins with a label for who is no author: `Updated by`, `Photos by`."""
    match = _LABEL.match(text)
    return match is not None and match.lastgroup == BylineRole.OTHER


def begins_with_sure_label(text: str) -> bool:
    """Whether a text begins with a label that can be nothing else: `Reviewed by`, but not `by`."""
    match = _LABEL.match(text)
    return match is not None and len(match.group().strip()) >= MIN_SURE_LABEL_CHARS


def is_label(line: str) -> bool:
    """Whether a line is nothing but a label: `Author`, `Written by`."""
    match = _LABEL.match(line) if len(line) <= MAX_LABEL_LINE_CHARS else None
    return match is not None and len(match.group().rstrip()) == len(line)


def may_have_label(text: str) -> bool:
    """Whether it is worth while to look for a label at the start of one of the lines of a text.

    It is asked of every text of a page, and takes a fraction of the time.
    """
    return text[:2].casefold() in _FIRST_LETTERS or "\n" in text or "; " in text or ": " in text[: MAX_DATE_CHARS + 2]


def begins_as_far_byline(line: str) -> bool:
    """Whether a line begins as bylines do that stand far from the headline."""
    return line[:2].casefold() in _FIRST_LETTERS and _BEGINS_FAR(line) is not None


def remove_date_before_label(line: str) -> str:
    """A line without the date before its label: `May 3, 2024: Reviewed by ...`."""
    date, colon, rest = line.partition(": ")
    return rest if colon and len(date) <= MAX_DATE_CHARS and date[-4:].isdecimal() else line
