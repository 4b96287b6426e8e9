"""First stage: a page's bytes become a `Document`."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import msgspec
from lxml import etree

from wellread.extractors.article import PageWarning
from wellread.extractors.parse.document import DataScript, Document, PageInput, SourceTree, XPaths
from wellread.extractors.parse.drop_caps import join_drop_caps
from wellread.extractors.parse.embedded import insert_embedded_body
from wellread.extractors.parse.encoding import decode, decode_list
from wellread.extractors.parse.formulas import write_formulas, write_readings
from wellread.extractors.parse.hiding_styles import hide_by_style_sheets
from wellread.extractors.parse.html_parser import parse_html, unfold_cdata
from wellread.extractors.parse.normalisation import apply_style_sheets, complete_tree
from wellread.extractors.parse.raised_text import write_raised_text
from wellread.extractors.parse.recovery import (
    move_content_out_of_head,
    place_streamed_content,
    reveal_fallback_content,
    unwrap_unclosed_elements,
)
from wellread.extractors.parse.roles import name_elements_by_role

__all__ = [
    "DataScript",
    "Document",
    "PageInput",
    "SourceTree",
    "XPaths",
    "build_document",
    "decode",
    "decode_list",
    "parse",
    "read_source",
]

# Elements that no reader sees. Data in scripts is taken out first.
INVISIBLE_TAGS = ("script", "style", "svg")


def parse(page: PageInput) -> Document:
    """Parse a page. Raises nothing but MemoryError; what was lost or doubtful is in `warnings`."""
    return build_document(read_source(page))


def read_source(page: PageInput) -> SourceTree:
    """Decode a page and parse it, as browsers do, and nothing more. Raises nothing but MemoryError."""
    page, url_warnings = _without_malformed_url(page)
    decoded = decode(page.html, page.headers)
    utf8 = decoded.utf8
    root, parser_warnings = parse_html(unfold_cdata(utf8) if _is_xhtml(page) else utf8)
    return SourceTree(page, root, utf8, decoded.encoding, (*url_warnings, *decoded.warnings, *parser_warnings))


def build_document(source: SourceTree) -> Document:
    """The document of a parsed page: its text where a browser shows it. Takes the tree over, and changes it."""
    root = source.root
    scripts = tuple(_find_data_scripts(root))
    unwrap_unclosed_elements(root)
    apply_style_sheets(root)
    hide_by_style_sheets(root, source.utf8)
    etree.strip_elements(root, *INVISIBLE_TAGS, with_tail=False)
    move_content_out_of_head(root)
    place_streamed_content(root, source.utf8)
    name_elements_by_role(root, source.utf8)
    complete_tree(root)
    if b"<math" in source.utf8:
        write_formulas(root)
    if b"<ruby" in source.utf8:
        write_readings(root)
    write_raised_text(root)
    join_drop_caps(root)
    text_warnings = insert_embedded_body(root, scripts) or reveal_fallback_content(root, source.utf8)
    return Document(
        page=source.page,
        root=root,
        base_url=_base_url(root, source.page.url),
        encoding=source.encoding,
        scripts=scripts,
        warnings=(*source.warnings, *text_warnings),
    )


def _is_xhtml(page: PageInput) -> bool:
    return any(name.lower() == "content-type" and "xhtml" in value.lower() for name, value in page.headers.items())


def _find_data_scripts(root: etree._Element) -> Iterator[DataScript]:
    for element in root.iter("script"):
        media_type, name = element.get("type", "").strip().lower(), element.get("id")
        if "json" in media_type or (name and name.startswith("__")):
            yield DataScript(media_type, name, element.text or "")


def _without_malformed_url(page: PageInput) -> tuple[PageInput, tuple[PageWarning, ...]]:
    try:
        urlsplit(page.url or "")
    except ValueError as error:
        warning = PageWarning("malformed_url", f"{page.url!r} is no URL ({error}); the page is read as if it had none")
        return msgspec.structs.replace(page, url=None), (warning,)
    return page, ()


def _base_url(root: etree._Element, url: str | None) -> str | None:
    """What relative URLs in the page are relative to: the "document base URL" of the HTML Standard."""
    base = root.find(".//base[@href]")
    if base is None:
        return url
    try:
        return urljoin(url or "", base.get("href", "").strip()) or url
    except ValueError:
        return url
