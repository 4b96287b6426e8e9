"""Formulas in MathML, and readings above characters, as the line of text that they are read as.

`<msup><mn>10</mn><mn>9</mn></msup>` is 10⁹ and not 109. What scripts draw beside the MathML is the same formula again.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from wellread.extractors.parse.raised_text import fraction_as_text, lowered_as_text, power_as_text
from wellread.extractors.parse.tree_edits import set_text
from wellread.extractors.string_value import string_value

# What browsers do not show of a formula: its source in another language.
_SOURCES = ("annotation", "annotation-xml")
_MAX_DEPTH = 40
# Chinese and Japanese have no spaces between words; what else readings stand above has them.
_SPACE_BESIDE_CHARACTERS = re.compile(r"(?<=[\u2e80-\u9fff]) | (?=[\u2e80-\u9fff])")
# By the name of an element, and how many it holds.
_WRITERS: dict[tuple[str, int], Callable[..., str]] = {
    ("msup", 2): lambda base, power: base + power_as_text(power),
    ("msub", 2): lambda base, below: base + lowered_as_text(below),
    ("msubsup", 3): lambda base, below, power: base + lowered_as_text(below) + power_as_text(power),
    ("mfrac", 2): fraction_as_text,
    ("msqrt", 1): lambda inner: f"√({inner})",
    ("mroot", 2): lambda inner, index: f"{power_as_text(index)}√({inner})",
}


def write_formulas(root: etree._Element) -> None:
    """Replace what is in each <math> by the line that it is read as, and drop the drawings of it."""
    for formula in list(root.iter("math")):
        text = " ".join(_read(formula, 0).split())
        drawing = _find_drawing(formula)
        if drawing is not None:
            for inner in list(drawing):
                drawing.remove(inner)
            drawing.text = None
        for inner in list(formula):
            formula.remove(inner)
        set_text(formula, text)


def _find_drawing(formula: etree._Element) -> etree._Element | None:
    """The element beside a formula that is hidden from those who cannot see it, since it is but its drawing."""
    element: etree._Element | None = formula
    while element is not None and element.tag in ("math", "span", "mjx-assistive-mml"):
        for beside in (element.getnext(), element.getprevious()):
            if beside is not None and beside.get("aria-hidden") == "true":
                return beside
        element = element.getparent()
    return None


def _read(element: etree._Element, depth: int) -> str:
    if not isinstance(element.tag, str) or element.tag in _SOURCES or depth > _MAX_DEPTH:
        return ""
    parts = [_read(inner, depth + 1) for inner in element]
    tag = element.tag.rpartition(":")[2]
    write = _WRITERS.get((tag, len(parts)))
    if write is not None:
        return write(*parts)
    if tag == "mtext":
        return string_value(element)
    own = "".join((element.text or "").split())
    # An operator stands between spaces, but a bracket or a sign before a number does not.
    return f" {own} " if tag == "mo" and own in tuple("=+×·<>≤≥≈±−") else own + "".join(parts)


def write_readings(root: etree._Element) -> None:
    """Put the readings above characters in brackets behind them, where the page has none for this: 漢字（かんじ）."""
    for ruby in root.iter("ruby"):
        readings = list(ruby.iter("rt"))
        if not readings or next(ruby.iter("rp"), None) is not None:
            continue
        if any(inner.tag not in ("rt", "rb", "rtc") for inner in ruby.iterdescendants()):
            set_text(readings[0], f"（{readings[0].text or ''}")
            set_text(readings[-1], f"{readings[-1].text or ''}）")
            continue
        text = "".join(string_value(reading).strip() for reading in readings)
        for reading in readings:
            reading.text = None
        characters = _SPACE_BESIDE_CHARACTERS.sub("", " ".join(string_value(ruby).split()))
        for inner in list(ruby):
            ruby.remove(inner)
        set_text(ruby, f"{characters}（{text}）" if text else characters)
