"""The commonest words of languages, and the scripts that languages are written in: what shows the language of a text.

Words that several neighbours share are in the rows of all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in is that for it with as you are be this on",
        "de": "der die und das ist nicht von mit den ein eine zu sich auch auf dem im für es wird oder sie aus bei",
        "fr": "le la les et des est une un du dans que pour pas qui sur au plus par ce avec ne ou sont en",
        "es": "el la los las de que y en un una es por con para no se del más como su o al lo son",
        "it": "il la di che e un una per non è del della sono con i gli le nel si anche da più dei o",
        "pt": "o a os as de que e do da em um uma não para com por mais se na no é ou dos das ao",
        "ca": "el la de que i en un una els les és per amb no es del o més als aquest",
        "nl": "de het een en van is dat in niet te op voor zijn met die aan er ook maar of je om bij",
        "sv": "och att det som är en på av för med den till inte ett om har de men kan eller i",
        "da": "og at det er en på af for med den til ikke et de som har kan eller i fra der",
        "nb": "og å det er en på av for med den til ikke et de som har kan eller i fra",
        "fi": "ja on ei että se ovat mutta tai kun myös joka oli hän ne niin kuin jos voi sen",
        "pl": "i w nie na się jest z do to że jak o dla od ale są przez po czy lub oraz ich jego",
        "cs": "a se v je na to že s z do jsou ale pro nebo jako by o i po při jeho které si",
        "sk": "a sa v je na to že s z do sú ale pre alebo ako by o aj po pri jeho ktoré si",
        "hr": "i je u se na da za su od ne kao ili što s to a koji",
        "sl": "in je v se na da za so od ne kot ali z to pa ki tudi",
        "hu": "a az és nem hogy is egy van meg ez de csak vagy mint ha azt volt el",
        "ro": "și de în la cu pe nu este sunt un o mai din care pentru să se sau ce",
        "tr": "ve bir bu için ile da de olarak çok daha ne olan gibi ya her en kadar sonra",
        "id": "yang dan di untuk dengan ini dari tidak pada adalah dalam itu atau ke akan bisa",
        "vi": "và của là không có những trong được các cho một với người này khi như để từ",
        "ru": "и в не на что с это как по для но из от у к же или если так",
        "uk": "і в не на що з це як та для але від й у до є або чи за",
        "bg": "и на да се в не за от е са че с по но или като със ще",
        "sr": "и је у да се на за су од не као или што са то а који",
    }.items()
}
_CYRILLIC = frozenset(("ru", "uk", "bg", "sr"))
# The letters of a script, and the language of a text in it; several where its words or letters tell them apart.
_SCRIPTS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"[\u3040-\u30ff]"), ("ja",)),
    (re.compile(r"[\uac00-\ud7a3]"), ("ko",)),
    (re.compile(r"[\u4e00-\u9fff]"), ("zh",)),
    (re.compile(r"[\u0e00-\u0e7f]"), ("th",)),
    (re.compile(r"[\u0590-\u05ff]"), ("he",)),
    (re.compile(r"[\u0370-\u03ff]"), ("el",)),
    (re.compile(r"[\u0600-\u06ff]"), ("ar", "fa", "ur")),
    (re.compile(r"[\u0900-\u097f]"), ("hi",)),
    (re.compile(r"[\u0980-\u09ff]"), ("bn",)),
    (re.compile(r"[\u0b80-\u0bff]"), ("ta",)),
    (re.compile(r"[\u10a0-\u10ff]"), ("ka",)),
    (re.compile(r"[\u0530-\u058f]"), ("hy",)),
    (re.compile(r"[\u0400-\u04ff]"), tuple(sorted(_CYRILLIC))),
)
_LANGUAGES_OF_SCRIPTS = frozenset(language for _, languages in _SCRIPTS for language in languages)
# A text in Japanese has kana among its Chinese characters: this share of its letters is enough for a script.
_MIN_SCRIPT_SHARE = 0.5
_MIN_KANA_SHARE = 0.1
_URDU, _PERSIAN = re.compile("[ٹڈڑےں]"), re.compile("[پچژگکی]")
_MIN_DISTINCTIVE_LETTER_SHARE = 0.02
MIN_LETTERS, MIN_WORDS, MAX_WORDS = 100, 60, 400
# Of a text in its language, these words are at least so many; those of the next language are so many times fewer.
_MIN_SHARE, _MIN_LEAD = 0.12, 1.1
# One of them that stands often is something else: `mint` is a word of Hungarian.
_MIN_DIFFERENT_WORDS = 5
# A text that is surely in no other language has hardly any of its words.
_MAX_FOREIGN_SHARE = 1 / 3
_MAX_CHARS = 100_000  # a text that is longer is in the language of its beginning
_WORD = re.compile(r"[^\W\d_]+")
_ASCII = re.compile(r"[\x00-\x7f]+")
_NO_ASCII_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())


def detect_language(text: str) -> str | None:
    """The language of a running text (ISO 639); None where it is too short, or not one of these for sure."""
    text = text[:_MAX_CHARS]
    of_ascii = len(text.encode("ascii", "ignore").translate(None, _NO_ASCII_LETTERS))
    letters = of_ascii + sum(map(str.isalpha, _ASCII.sub("", text)))
    if letters < MIN_LETTERS:
        return None
    if of_ascii <= _MIN_SCRIPT_SHARE * letters:
        by_script = _detect_by_script(text, letters)
        if by_script:
            return by_script
    shares = _share_of_words(text)
    ranked = sorted(shares, key=shares.__getitem__, reverse=True)
    if not ranked or shares[ranked[0]] < _MIN_SHARE:
        return None
    has_lead = len(ranked) == 1 or shares[ranked[0]] >= _MIN_LEAD * shares[ranked[1]]
    return ranked[0] if has_lead else None


def is_surely_not(language: str, found: str, text: str) -> bool:
    """Whether a text is not in a language (ISO 639), but in the one that was found; False for unknown ones."""
    if found == language or (language not in FUNCTION_WORDS and language not in _LANGUAGES_OF_SCRIPTS):
        return False
    if language not in FUNCTION_WORDS or found not in FUNCTION_WORDS:
        return not any({language, found} <= set(languages) for _, languages in _SCRIPTS)
    shares = _share_of_words(text)
    return shares.get(language, 0.0) <= _MAX_FOREIGN_SHARE * shares[found]


def _detect_by_script(text: str, letters: int) -> str | None:
    for script, languages in _SCRIPTS:
        share = len(script.findall(text)) / letters
        if share < (_MIN_KANA_SHARE if languages == ("ja",) else _MIN_SCRIPT_SHARE):
            continue
        if languages == ("ar", "fa", "ur"):
            is_urdu = len(_URDU.findall(text)) > _MIN_DISTINCTIVE_LETTER_SHARE * letters
            is_persian = len(_PERSIAN.findall(text)) > _MIN_DISTINCTIVE_LETTER_SHARE * letters
            return "ur" if is_urdu else "fa" if is_persian else "ar"
        return languages[0] if len(languages) == 1 else None
    return None


def _share_of_words(text: str) -> dict[str, float]:
    """Which share of the words of a text are function words, for each language; nothing of a short text."""
    words = [match.group() for match in islice(_WORD.finditer(text.lower()), MAX_WORDS)]
    if len(words) < MIN_WORDS:
        return {}
    counts = Counter(words)
    return {
        language: sum(counts[word] for word in known) / len(words)
        for language, known in FUNCTION_WORDS.items()
        if len(known & counts.keys()) >= _MIN_DIFFERENT_WORDS
    }
