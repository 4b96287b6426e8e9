"""Raised and lowered text beside digits, written so that it cannot be read as a part of their number.

Powers, charges and fractions become the characters that Unicode has for them: 10⁹, Ca²⁺, 1½. What Unicode has not
follows `^` or `_`: 10^0.5, 10^(2019), 5_(1,2). A mark that refers to a note is none of these, and stands in brackets:
2019[3]. Letters, and numbers that stand beside no digit, stay as they are: H2O, 1st, "in most adults4".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from wellread.extractors.parse.tree_edits import set_tail, set_text
from wellread.extractors.string_value import string_value

_VERTICAL_ALIGN = re.compile(r"vertical-align\s*:\s*(super|sub|text-top|top|text-bottom)\b", re.IGNORECASE)
# By at least a third of a letter's height: less is how an icon or a small letter is put into place.
_RAISED_BY = re.compile(
    r"vertical-align\s*:\s*(?:0?\.[3-9]\d*(?:em|rem)|0?\.[5-9]\d*ex|[2-9]\d%|[4-9]px)", re.IGNORECASE
)
_MOVED = re.compile(r"(?:^|[;\s])(top\s*:\s*-|bottom\s*:\s*)\.?\d", re.IGNORECASE)
_SMALLER = re.compile(r"font-size\s*:\s*(?:small|[1-8]\d%|0?\.\d)", re.IGNORECASE)
_NAMES_RAISED = re.compile(r"(?:^|[\s_-])(sup|superscript|sub|subscript)(?:$|[\s_-])", re.IGNORECASE)
_NAMES_NUMERATOR = re.compile(r"(?:^|[\s_-])num(?:er(?:ator)?)?(?:$|[\s_-])", re.IGNORECASE)
_NAMES_DENOMINATOR = re.compile(r"(?:^|[\s_-])den(?:om(?:inator)?)?(?:$|[\s_-])", re.IGNORECASE)
_NAMES_FRACTION = re.compile(r"(?:^|[\s_-])s?frac(?:tion)?(?:$|[\s_-])", re.IGNORECASE)
_MAX_RAISED_CHARS = 12
_MAY_BE_NUMBER = re.compile(r"[\dn]")
_RAISED, _LOWERED = "sup", "sub"
_SCRIPTS = (_RAISED, _LOWERED)
_SURE_ALIGNMENTS = ("super", "sub")
_MAY_BE_RAISED = ("span", "font", "small", "i", "em", "b")
# Elements that change the type and not the line: the text before them may be that before an element inside of them.
_INLINE_TAGS = frozenset("a abbr b big bdi cite code em font i mark nobr q s small span strong sub sup u".split())

_SUPERSCRIPT = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
_SUBSCRIPT = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
_FRACTION_SLASH = "\u2044"
_FRACTIONS = {unicodedata.normalize("NFKC", sign): sign for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"}

_DIGITS = re.compile(r"\d{1,3}")
_SLASH = re.compile(rf"\s*[/{_FRACTION_SLASH}∕]\s*")
_FRACTION = re.compile(rf"(\d{{1,3}})\s*[/{_FRACTION_SLASH}∕]\s*(\d{{1,3}})")
_EXPONENT = re.compile(r"[+\-−–]?\d{1,3}|n")
_LONG_EXPONENT = re.compile(r"[-−–]?\d{1,2}\.\d{1,2}|\d{0,2}n[+\-−–]\d{1,2}")
_CHARGE = re.compile(r"\d?[+\-−–]")
_MARK = re.compile(r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*")
_BETWEEN_MARKS = re.compile(r"\s?[,.;:–-]?\s?")
# What a mark after a digit would be read as a part of: 2019³, 3.³, 1,³.
_ENDS_IN_NUMBER = re.compile(r"\d[.,:/]?$")
# An amount with its unit: 400 mg³, 45%⁴.
_ENDS_IN_DOSE = re.compile(r"\d\s?(?:[mµμnk]?g|[mµμd]?l|mcg|IU|IE|UI|ME|МЕ|мг|мкг|kcal|kJ|mmol|[%％°])$")
_TEN = re.compile(r"(?:^|[^\d.,])10$")
_PRICE = re.compile(r"(?:[$€£¥₹₽]|\b(?:USD|EUR|GBP|CHF|kr|zł|Fr\.?))\s?\d{1,6}$")
_CENTS = re.compile(r"\d\d")
_FACTOR = re.compile(r"[×·*x]\s?\d{1,2}$")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d$")
_MAX_BASE_DIGITS = re.compile(r"(?:^|[^\d.,])\d{1,3}$")
# Units and variables that are raised to a power: kg/m², cm³, R².
_RAISED_UNIT = re.compile(r"(?:^|[\s/·⋅*(\d\u00a0])(?:[kcdmµμn]?m|ft|yd|mi|s|h|R|I|χ|[p-z])$")
_MIN_TEXT_BEFORE = 14  # characters, enough for all of these
_WORD_OR_STOP = re.compile(r"(?:[^\W\d_]{3}|[.,;:!?)\]”\"’'%])$")


def write_raised_text(root: etree._Element) -> None:
    """Rewrite the raised and lowered numbers of a page."""
    elements = list(root.iter(_RAISED, _LOWERED))
    elements += _find_raised_by_style(root)
    if not elements:
        return
    has_marks = any(_is_plain_mark(element) for element in elements)
    for element in elements:
        text = string_value(element).strip()
        if not text or not any(character.isdigit() or character in "n+-−–" for character in text):
            continue
        if element.tag not in _SCRIPTS and _NAMES_NUMERATOR.search(element.get("class") or ""):
            _write_stacked(element, text)
        elif _position(element) == _LOWERED:
            _write_lowered(element, text)
        elif not _write_fraction(element, text):
            _write_raised(element, text, has_marks=has_marks)


def _find_raised_by_style(root: etree._Element) -> Sequence[etree._Element]:
    """The elements of short numbers that a style or a class raises, lowers or calls numerators."""
    return [
        element
        for element in root.iter(*_MAY_BE_RAISED)
        if (text := element.text) is not None
        and len(text) <= _MAX_RAISED_CHARS
        and _MAY_BE_NUMBER.search(text)
        and (_position(element) or _NAMES_NUMERATOR.search(element.get("class") or ""))
    ]


def _position(element: etree._Element) -> str:
    """`sup` or `sub`, by the tag or the style of an element; empty where it stands on the line.

    A class that says so counts where the type is smaller too, or where the element touches what it stands behind.
    """
    if element.tag in (_RAISED, _LOWERED):
        return str(element.tag)
    style, named = element.get("style") or "", _NAMES_RAISED.search(element.get("class") or "")
    aligned = _VERTICAL_ALIGN.search(style)
    is_small = _SMALLER.search(style) is not None or element.get("size") is not None
    if aligned is not None and (is_small or aligned[1].lower() in _SURE_ALIGNMENTS):
        return _RAISED if aligned[1].lower() in ("super", "top", "text-top") else _LOWERED
    if (is_small and _MOVED.search(style)) or _RAISED_BY.search(style):
        return _RAISED
    if named is None or not (is_small or _is_attached(element)):
        return ""
    return _RAISED if named[1].lower().startswith("sup") else _LOWERED


def _is_attached(element: etree._Element) -> bool:
    """Whether an element follows a letter, number or sign with no space between: `10<span class="sup">9</span>`.

    A name alone is no evidence: what is called `sub` or `sup` may be a subtitle, or a part of a shop's supplies.
    """
    before = _text_before(element)[-1:]
    return bool(before) and not before.isspace() and not (element.text or "")[:1].isspace()


def _is_plain_mark(element: etree._Element) -> bool:
    """Whether a raised number that is no link stands where only a mark can: after a word or the end of a sentence."""
    return (
        element.tag == _RAISED
        and _MARK.fullmatch(text := string_value(element).strip()) is not None
        and not _is_reference(element, text)
        and _WORD_OR_STOP.search(_text_before(element)) is not None
    )


def _write_lowered(element: etree._Element, text: str) -> None:
    """Numbers below the line stay as they are where no digit stands beside them: H2O."""
    begins, ends = text[0].isdigit(), text[-1].isdigit()
    if (begins and _ENDS_IN_NUMBER.search(_text_before(element))) or (ends and _is_digit_next(element)):
        if text.isdigit():
            _set_text(element, text.translate(_SUBSCRIPT))
        else:
            _put_in(element, "_(", ")")


def _write_stacked(element: etree._Element, text: str) -> None:
    """Write a fraction of two elements: numerator and denominator by name, or alone in what is named a fraction.

    Elements with numbers in them are called `num` as well.
    """
    below = element.getnext()
    if below is None or (element.tail or "").strip() not in ("", "/", _FRACTION_SLASH) or not _DIGITS.fullmatch(text):
        return
    if not _NAMES_DENOMINATOR.search(below.get("class") or "") and not _are_alone_in_fraction(element, below):
        return
    _write_over(element, text, below)


def _are_alone_in_fraction(above: etree._Element, below: etree._Element) -> bool:
    parent = above.getparent()
    if parent is None or not _NAMES_FRACTION.search(parent.get("class") or ""):
        return False
    return [*parent] == [above, below] and not (parent.text or "").strip() and not (below.tail or "").strip()


def _write_fraction(element: etree._Element, text: str) -> bool:
    """Write a fraction that begins with a raised number, or is raised as a whole; whether there is one."""
    whole = _FRACTION.fullmatch(text)
    if whole is not None:
        _set_text(element, _fraction(whole[1], whole[2]))
        return True
    tail = element.tail or ""
    slash = _SLASH.match(tail)
    if not _DIGITS.fullmatch(text) or slash is None:
        return False
    rest, below = tail[slash.end() :], element.getnext()
    plain = _DIGITS.match(rest)
    if plain is not None:
        _set_text(element, _fraction(text, plain[0]))
        set_tail(element, rest[plain.end() :])
        return True
    if rest or below is None or _position(below) != _LOWERED:
        return False
    return _write_over(element, text, below)


def _write_over(element: etree._Element, text: str, below: etree._Element) -> bool:
    """Write a fraction of two elements if the second is a number; whether it is."""
    denominator = string_value(below).strip()
    if not _DIGITS.fullmatch(denominator):
        return False
    _set_text(element, _fraction(text, denominator))
    element.tail = None
    _set_text(below, "")
    return True


def _fraction(above: str, below: str) -> str:
    composed = f"{above.translate(_SUPERSCRIPT)}{_FRACTION_SLASH}{below.translate(_SUBSCRIPT)}"
    return _FRACTIONS.get(f"{above}{_FRACTION_SLASH}{below}", composed)


def _write_raised(element: etree._Element, text: str, *, has_marks: bool) -> None:
    base = _text_before(element).rstrip()
    if not _is_reference(element, text) and _is_power(base, text, has_marks=has_marks):
        _set_text(element, _power(text))
    elif _MARK.fullmatch(text):
        is_beside_number = _ENDS_IN_NUMBER.search(base) or _ENDS_IN_DOSE.search(base) or _is_digit_next(element)
        if is_beside_number or _is_beside_mark(element):
            _put_in(element, "[", "]")
    elif (text[0].isdigit() and _ENDS_IN_NUMBER.search(base)) or (text[-1].isdigit() and _is_digit_next(element)):
        _put_in(element, "^(", ")")


def power_as_text(text: str) -> str:
    """What stands above the line, as text that cannot be read as a part of what it stands beside."""
    return _text_off_the_line(text, _SUPERSCRIPT, "^")


def lowered_as_text(text: str) -> str:
    """The same for what stands below the line."""
    return _text_off_the_line(text, _SUBSCRIPT, "_")


def _text_off_the_line(text: str, characters: Mapping[int, int], sign: str) -> str:
    text = "".join(text.split())
    written = text.translate(characters)
    if text and set(written).isdisjoint(text):
        return written
    return f"{sign}({text})" if len(text) > 1 else f"{sign}{text}"


def fraction_as_text(above: str, below: str) -> str:
    """A fraction in one line."""
    above, below = above.strip(), below.strip()
    if _DIGITS.fullmatch(above) and _DIGITS.fullmatch(below):
        return _fraction(above, below)
    return "/".join(part if part.isalnum() else f"({part})" for part in (above, below))


def _power(text: str) -> str:
    if "." in text:
        return f"^{text}"
    return text.translate(_SUPERSCRIPT)


def _is_power(base: str, text: str, *, has_marks: bool) -> bool:
    """Whether raised text is an exponent, a charge or the cents of a price, by the text before it.

    A number after a number may be a mark as well. It is one after a year, and on a page with such marks it is none only
    where it is sure: after 10, or after a factor.
    """
    if _CHARGE.fullmatch(text):
        return base[-1:].isalnum()
    if not (_EXPONENT.fullmatch(text) or _LONG_EXPONENT.fullmatch(text)):
        return False
    if _CENTS.fullmatch(text) and _PRICE.search(base):
        return True
    if not base[-1:].isdigit():
        return _RAISED_UNIT.search(base) is not None or (text[0] in "+-−–" and base[-1:].isalpha())
    if not text.isdigit() or _TEN.search(base) or _FACTOR.search(base):
        return True
    return not has_marks and _YEAR.search(base) is None and _MAX_BASE_DIGITS.search(base) is not None


def _is_reference(element: etree._Element, text: str) -> bool:
    """Whether an element holds a link, or is all that its link holds."""
    parent = element.getparent()
    in_link = parent is not None and parent.tag == "a" and string_value(parent).strip() == text
    return in_link or next(element.iter("a"), None) is not None


def _is_beside_mark(element: etree._Element) -> bool:
    """Whether another raised number stands before or after an element, with no more than a comma between."""
    before, after = element.getprevious(), element.getnext()
    beside = [before] if before is not None and _BETWEEN_MARKS.fullmatch(before.tail or "") else []
    beside += [after] if after is not None and _BETWEEN_MARKS.fullmatch(element.tail or "") else []
    return any(_position(other) == _RAISED and _MARK.fullmatch(string_value(other).strip(" []")) for other in beside)


def _is_digit_next(element: etree._Element) -> bool:
    at: etree._Element | None = element
    while at is not None and at.tag in _INLINE_TAGS:
        if at.tail:
            return at.tail[0].isdigit()
        following = at.getnext()
        if following is not None:
            return not _position(following) and string_value(following)[:1].isdigit() and following.tag in _INLINE_TAGS
        at = at.getparent()
    return False


def _text_before(element: etree._Element) -> str:
    """The end of the text that stands before an element in its line; empty where there is none."""
    text = ""
    for piece in _iter_pieces_before(element):
        text = piece + text
        if len(text) >= _MIN_TEXT_BEFORE:
            break
    return text


def _iter_pieces_before(element: etree._Element) -> Iterator[str]:
    """The pieces of text before an element, from the last to the first, up to where its line begins."""
    at = element
    while True:
        previous = at.getprevious()
        if previous is not None:
            yield previous.tail or ""
            if previous.tag not in _INLINE_TAGS:
                return
            yield string_value(previous)
            at = previous
            continue
        parent = at.getparent()
        if parent is None:
            return
        yield parent.text or ""
        if parent.tag not in _INLINE_TAGS:
            return
        at = parent


def _set_text(element: etree._Element, text: str) -> None:
    """Replace all text in an element. Its children stay, and the first without children of its own has the text."""
    innermost = element
    while len(innermost) and not (innermost.text or "").strip():
        innermost = innermost[0]
    for inner in element.iter():
        inner.text = None
        if inner is not element:
            inner.tail = None
    set_text(innermost, text)


def _put_in(element: etree._Element, opening: str, closing: str) -> None:
    opened = opening + (element.text or "").lstrip()
    if len(element):
        set_text(element, opened)
        set_tail(element[-1], (element[-1].tail or "").rstrip() + closing)
    else:
        set_text(element, opened.rstrip() + closing)
