"""Raised and lowered numbers: none is read as a part of the number beside it."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from wellread.extractors.parse import PageInput, parse

SIGNS = re.compile("[⁰¹²³⁴-⁹₀-₉]+|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒]")


def numbers_in(text: str) -> set[str]:
    """The numbers of a text, those above and below the line and the parts of fractions by themselves."""
    plain = unicodedata.normalize("NFKC", SIGNS.sub(r" \g<0> ", text))
    return set(re.findall(r"\d+(?:[.,]\d+)*", plain))


def text_of(markup: str) -> str:
    return "".join(parse(PageInput(f"<p>{markup}</p>")).root.itertext())


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("10<sup>9</sup> CFU", "10⁹ CFU"),
        ("2 × 10<sup><i>10</i></sup> Zellen", "2 × 10¹⁰ Zellen"),
        ("<b>10</b><sup>&minus;3</sup> g", "10⁻³ g"),
        ("10<span style='font-size:8px; vertical-align: super'>6</span>", "10⁶"),
        ("<a href='/dose'>10<sup>9</sup> CFU</a>", "10⁹ CFU"),
        ("10<span class='superscript'>9</span> CFU", "10⁹ CFU"),
        ("10<font size=1 style='vertical-align: text-top'>9</font>", "10⁹"),
        ("10<span style='position:relative; top:-.5em; font-size:70%'>9</span>", "10⁹"),
        ("400 mg<sup>1,2</sup> und 45%<sup>4</sup>", "400 mg[1,2] und 45%[4]"),
        ("<span class='numerator'>1</span><span class='denominator'>2</span> Tasse", "½ Tasse"),
        ("<i class='sfrac'><i class='num'>3</i><i>4</i></i> Tasse", "¾ Tasse"),
        ("<math><msup><mn>10</mn><mn>9</mn></msup></math> CFU", "10⁹ CFU"),
        ("<math><mroot><mn>8</mn><mn>3</mn></mroot></math>", "³√(8)"),
        ("<math><mtext>pulse at rest</mtext><mo>=</mo><mn>60</mn></math>", "pulse at rest = 60"),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> Tasse", "½ Tasse"),
        ("<math><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mi>b</mi></mfrac></math>", "(a + 1)/b"),
        ("30 kg/m<sup>2</sup>, 5 cm<sup>3</sup>, R<sup>2</sup>", "30 kg/m², 5 cm³, R²"),
        ("Ca<sup>2+</sup>, SO<sub>4</sub><sup>2-</sup>", "Ca²⁺, SO4²⁻"),
        ("10<sup>0.5</sup> und 2<sup>n+1</sup>", "10^0.5 und 2ⁿ⁺¹"),
        ("log<sub>10</sub>5", "log₁₀5"),
        ("<i>$</i>144<span style='vertical-align:0.75ex'>99</span>", "$144⁹⁹"),
        ("<b>€ 12<sup>99</sup></b> je Monat", "€ 12⁹⁹ je Monat"),
    ],
)
def test_powers_charges_and_units_are_written_in_unicode(markup: str, text: str) -> None:
    assert text_of(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("1<sup>1</sup>/<sub>2</sub> cups", "1½ cups"),
        ("1<sup>1</sup>⁄2 tasses", "1½ tasses"),
        ("2<sup>3/4</sup> Tassen", "2¾ Tassen"),
        ("<sup>3</sup>/<sub>16</sub> inch", "³⁄₁₆ inch"),
    ],
)
def test_fractions_are_written_in_unicode(markup: str, text: str) -> None:
    assert text_of(markup) == text


@pytest.mark.parametrize(
    "markup",
    [
        "All of 10 <span class='sub'>12</span> months",
        "Chapter 10 <b class='sup'>3</b> beds",
        "<span class='sub'>2</span> to 5",
    ],
)
def test_a_class_alone_raises_nothing(markup: str) -> None:
    assert text_of(markup) == re.sub("<.*?>", "", markup)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("10<em class='exp sup'>9</em> CFU", "10⁹ CFU"),
        ("10 <span class='sup' style='font-size:70%'>9</span> CFU", "10 ⁹ CFU"),
        ("log<span class='sub'>10</span>5", "log₁₀5"),
    ],
)
def test_a_class_raises_where_the_type_or_the_place_says_so_too(markup: str, text: str) -> None:
    assert text_of(markup) == text


@pytest.mark.parametrize(
    "markup",
    [
        "Step <span class='num'>1</span> <span>15</span> minutes",
        "Vitamin <span class='num'>12</span> <b>30</b> tablets",
        "<div class='fraction'>Of <span class='num'>3</span> <span>10</span> sleep</div>",
    ],
)
def test_a_number_before_another_is_no_fraction(markup: str) -> None:
    assert text_of(markup) == re.sub("<.*?>", "", markup)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("in 2019<sup>3</sup>", "in 2019[3]"),
        ("<a href='/base'>184,500</a>.<sup>5</sup>", "184,500.[5]"),
        ("um <b>12</b><i>,</i><sup>4</sup>", "um 12,[4]"),
        ("im Jahr 2019.<sup>3</sup>", "im Jahr 2019.[3]"),
        ("45<sup><a href='#n1'>1</a></sup>", "45[1]"),
        ("10<a href='#n1'><sup>9</sup></a>", "10[9]"),
        ("of most adults<sup>4</sup> scored 12<sup>5</sup>", "of most adults4 scored 12[5]"),
        ("sleep<sup>1</sup><sup>2</sup>", "sleep[1][2]"),
        ("Schlaf<sup>1</sup>,<sup>2</sup>", "Schlaf[1],[2]"),
        ("5<sup>1,2</sup>", "5[1,2]"),
        ("<sup>3</sup>5 apples", "[3]5 apples"),
    ],
)
def test_a_mark_beside_a_number_stands_in_brackets(markup: str, text: str) -> None:
    assert text_of(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("H<sub>2</sub>O and CO<sub>2</sub>", "H2O and CO2"),
        ("the 1<sup>st</sup>, 2<sup>e</sup>, 3<sup>o</sup>", "the 1st, 2e, 3o"),
        ("most adults<sup>4</sup>, and others<sup>[5]</sup>", "most adults4, and others[5]"),
        ("vitamin D<sup>3</sup>", "vitamin D3"),
        ("Wellread<sup>®</sup>", "Wellread®"),
    ],
)
def test_what_stands_beside_no_number_stays(markup: str, text: str) -> None:
    assert text_of(markup) == text


NUMBERS = st.sampled_from("10 9 2019 -3 1,2 n+1 mg th".split())
RAISED = st.tuples(st.sampled_from(["<sup>{}</sup>", "<sub>{}</sub>", "<sup><a>{}</a></sup>"]), NUMBERS)
PLAIN = st.tuples(st.sampled_from(["{}", "<b>{}</b>", "<a>{}</a>"]), NUMBERS | st.sampled_from(". , / :".split()))


@given(st.lists(RAISED | PLAIN, min_size=1, max_size=6), st.sampled_from(["", " "]))
def test_each_number_of_the_text_stands_on_the_page(pieces: list[tuple[str, str]], between: str) -> None:
    markup = between.join(markup.format(text) for markup, text in pieces)
    root = etree.fromstring(f"<p>{markup}</p>", etree.HTMLParser())
    for element in root.iter("sup", "sub"):
        element.text, element.tail = f" {element.text} ", f" {element.tail or ''}"
    assert numbers_in(text_of(markup)) <= numbers_in("".join(root.itertext()))


def test_a_style_sheet_may_raise_a_class() -> None:
    page = parse(PageInput("<style>.e { vertical-align: super }</style><p>10<span class=e>9</span> CFU</p>"))
    assert "".join(page.root.itertext()).strip() == "10⁹ CFU"


def test_the_drawing_beside_a_formula_is_not_read_again() -> None:
    formula = "<math><msup><mn>10</mn><mn>9</mn></msup><annotation encoding='text/x-tex'>10^9</annotation></math>"
    drawn = f"<span class=m><span>{formula}</span><span aria-hidden=true><i>1</i><i>0</i><i>9</i></span></span>"
    assert text_of(f"Each holds {drawn} CFU") == "Each holds 10⁹ CFU"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>の", "漢字（かんじ）の"),
        ("<ruby>\n漢<rt>かん</rt>\n字<rt>じ</rt></ruby>の", "漢字（かんじ）の"),
        ("<ruby>New York<rt>ニューヨーク</rt></ruby>の", "New York（ニューヨーク）の"),
        ("<ruby><b>漢字</b><rt>かんじ</rt></ruby>の", "漢字（かんじ）の"),
        ("<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>の", "漢字(かんじ)の"),
    ],
    ids=["one for each character", "in lines", "of two words", "with type inside", "with brackets of its own"],
)
def test_readings_stand_in_brackets(markup: str, text: str) -> None:
    assert text_of(markup) == text
