"""Parts of the tree as a browser completes them: rows around cells, pictures for browsers without scripts.

And what only the style sheet of a page says: which classes take a text off the screen, raise it, or let it float.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from lxml import etree

from wellread.extractors.parse.tree_edits import set_attribute
from wellread.extractors.string_value import string_value

_CELLS = frozenset(("td", "th"))
_HOLDS_ROWS = ("table", "thead", "tbody", "tfoot")

# What a <noscript> of pictures may hold.
_PICTURE_TAGS = frozenset("img picture source figure figcaption a span div p br".split())
# Where loaders put a picture once they have it; and URLs that are none yet.
_LAZY_ATTRIBUTES = ("data-src", "data-lazy-src", "data-original", "data-srcset", "data-lazy-srcset")
_NO_PICTURE_YET = re.compile(
    r"\s*$|data:|about:|.*\b(?:blank|spacer|placeholder|transparent|1x1|pixel)\.", re.IGNORECASE
)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif)\b", re.IGNORECASE)
# The size that image servers write into a file's name: `elbow-60x40.png`.
_SIZE_IN_NAME = re.compile(r"[-_@](?:\d+x\d*|x?\d+w?)(?=\.)")
_PICTURE_ATTRIBUTES = ("src", "srcset", "alt")

_BRACE = re.compile(r"([{}])")
_ONE_CLASS = re.compile(r"\.([\w-]+)(?::not\([^()]*\))*")
# How a text is left to screen readers: cut down to a pixel or to nothing, in a place of its own.
_CLIPPED = re.compile(r"clip\s*:\s*rect\(\s*[01]\D|clip-path\s*:\s*inset\(\s*(?:50|100)%", re.IGNORECASE)
_ABSOLUTE = re.compile(r"position\s*:\s*absolute", re.IGNORECASE)
_LARGE_SIZE = r"font(?:-size)?\s*:[^;{}]{0,40}?(?:[2-9]\d\d%|[2-9](?:\.\d+)?r?em|[3-9]\dpx|1\d\dpx)"
_SAYS_PLACE = re.compile(
    rf"clip|vertical-align\s*:\s*su|float\s*:\s*left[^{{}}]{{0,200}}?{_LARGE_SIZE}"
    rf"|{_LARGE_SIZE}[^{{}}]{{0,200}}?float\s*:\s*left"
)
_RAISED = re.compile(r"vertical-align\s*:\s*(?:super|sub)\b", re.IGNORECASE)
_FLOATS = re.compile(r"float\s*:\s*left", re.IGNORECASE)
_LARGE = re.compile(_LARGE_SIZE, re.IGNORECASE)
_MAX_STYLE_CHARS = 500_000
HIDING_CLASS = "visually-hidden"


def apply_style_sheets(root: etree._Element) -> None:
    """Write what the page's own style sheets say of single classes into the elements that have them.

    What is clipped to nothing gets the class name that is common for that; what is raised, or floats in large type,
    gets this as its style.
    """
    sheets = [text for style in root.iter("style") if _SAYS_PLACE.search(text := style.text or "")]
    styles = dict(pair for sheet in sheets for pair in _find_placed_classes(sheet[:_MAX_STYLE_CHARS]))
    if not styles:
        return
    for element in root.iter():
        own = element.get("class")
        for name in own.split() if own is not None else ():
            if name not in styles:
                continue
            if styles[name]:
                set_attribute(element, "style", f"{element.get('style') or ''};{styles[name]}".lstrip(";"))
            else:
                set_attribute(element, "class", f"{element.get('class')} {HIDING_CLASS}")


def _find_placed_classes(sheet: str) -> Iterator[tuple[str, str]]:
    """The single classes of a sheet that place their text elsewhere, with the style for this; empty for nowhere."""
    for selectors, declarations in _read_rules(sheet):
        if "clip" in declarations and _CLIPPED.search(declarations) and _ABSOLUTE.search(declarations):
            style = ""
        elif (raised := _RAISED.search(declarations)) is not None:
            style = raised[0]
        elif "float" in declarations and _FLOATS.search(declarations) and _LARGE.search(declarations):
            style = "float:left"
        else:
            continue
        for selector in selectors.split(","):
            named = _ONE_CLASS.fullmatch(selector.strip())
            if named:
                yield named[1], style


def _read_rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that hold on every screen: those within no @media and no other rule."""
    pieces = _BRACE.split("".join(piece.partition("/*")[0] for piece in sheet.split("*/")))
    selectors, depth = "", 0
    for text, brace in zip(pieces[::2], pieces[1::2], strict=False):
        if brace == "{":
            selectors = selectors if depth else text.rpartition(";")[2].strip()
            depth += 1
        elif depth:
            depth -= 1
            if not depth and not selectors.startswith("@"):
                yield selectors, text


def complete_tree(root: etree._Element) -> None:
    """Put rows around cells that stand in none, and pictures of <noscript> where a script would show them."""
    for element in list(root.iter("noscript", *_HOLDS_ROWS)):
        if element.tag == "noscript":
            _show_picture(element)
        else:
            _add_rows(element)


def _add_rows(element: etree._Element) -> None:
    """Cells outside of rows get one, as the HTML Standard has it ("the 'in table body' insertion mode")."""
    row: etree._Element | None = None
    for child in list(element):
        if child.tag not in _CELLS:
            row = None
            continue
        if row is None:
            row = etree.Element("tr")
            child.addprevious(row)
        row.append(child)


def _show_picture(noscript: etree._Element) -> None:
    """Show a picture that stands in a <noscript> for browsers without scripts, if nothing beside it shows it already.

    Most loaders put an empty box, a blank or a blurred picture beside it. Pixels that count visits are no pictures.
    """
    outer = noscript.getparent()
    if outer is not None and outer.tag == "amp-img":
        return  # which is the picture
    pictures = [image for image in noscript.iter("img") if _is_picture(image)]
    if not pictures or not _holds_pictures_alone(noscript):
        return
    shown = [image for neighbour in _neighbours(noscript) for image in neighbour.iter("img")]
    if not shown:
        noscript.tag = "span"
        return
    placeholder = next((image for image in shown if _is_placeholder(image, pictures[0])), None)
    if placeholder is not None:
        for name in _PICTURE_ATTRIBUTES:
            value = pictures[0].get(name)
            if value:
                set_attribute(placeholder, name, value)
            elif name == "srcset":
                placeholder.attrib.pop(name, None)


def _is_picture(image: etree._Element) -> bool:
    """Whether an image is to be looked at: it has a size, or its URL is that of a photograph or drawing."""
    source = image.get("src") or ""
    sizes = [image.get(name, "").strip().removesuffix("px") for name in ("width", "height")]
    if _NO_PICTURE_YET.match(source) or any(size in ("0", "1") for size in sizes):
        return False
    return any(sizes) or image.get("srcset") is not None or _PICTURE_FILE.search(unquote(source)) is not None


def _path_of(url: str) -> str:
    try:
        return unquote(urlsplit(url).path)
    except ValueError:
        return ""


def _holds_pictures_alone(noscript: etree._Element) -> bool:
    """Whether nothing but pictures stands in an element, and captions of these."""
    if any(inner.tag not in _PICTURE_TAGS for inner in noscript.iterdescendants()):
        return False
    captions = sum(len(string_value(caption).strip()) for caption in noscript.iter("figcaption"))
    return len(string_value(noscript).strip()) <= captions


def _neighbours(noscript: etree._Element) -> Iterator[etree._Element]:
    """The elements before and after a <noscript>, where no text stands between."""
    before, after = noscript.getprevious(), noscript.getnext()
    if before is not None and not (before.tail or "").strip() and not string_value(before).strip():
        yield before
    if after is not None and not (noscript.tail or "").strip() and not string_value(after).strip():
        yield after


def _is_placeholder(image: etree._Element, picture: etree._Element) -> bool:
    """Whether an image has no URL of its own yet, or that of a smaller version of the picture."""
    if any(not _NO_PICTURE_YET.match(image.get(name) or "") for name in _LAZY_ATTRIBUTES):
        return False
    source, better = image.get("src") or "", picture.get("src") or ""
    return bool(_NO_PICTURE_YET.match(source)) or (source != better and _file_of(source) == _file_of(better) != "")


def _file_of(url: str) -> str:
    return _SIZE_IN_NAME.sub("", _path_of(url).rpartition("/")[2]).lower()
