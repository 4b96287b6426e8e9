"""Articles whose text stands only in the data that the page carries for its own script.

Such a page shows a frame, and a script fills it from JSON-LD (`articleBody`) or from the application's state: HTML in a
string, or rich text as a tree of nodes as Contentful, Sanity (Portable Text), Slate and ProseMirror have it. What the
script would show is put in its place.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec
from lxml import etree

from wellread.extractors.article import PageWarning
from wellread.extractors.parse.document import DataScript
from wellread.extractors.string_value import string_value

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
Node = dict[str, Json]

_LONG_PARAGRAPHS = etree.XPath("count(//p[string-length() > 150])", smart_strings=False)
_MIN_LONG_PARAGRAPHS = 3
# A shorter text is a summary.
_MIN_BODY_CHARS = 500
_MAX_DEPTH = 40
_STATE_IDS = ("__NEXT_DATA__", "__NUXT_DATA__", "__APP_DATA__", "__INITIAL_STATE__", "__PRELOADED_STATE__")
_MARKUP = re.compile(r"</(?:p|h[2-6]|li|div)>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_NO_LETTERS = re.compile(r"\W+")
# The page has a text when a sample of so many letters from one of these places in it stands there.
_SAMPLE_LETTERS, _SAMPLE_PLACES = 40, (0.2, 0.5, 0.8)
# What rich text calls its nodes, in lower case with dashes; a heading's level ends its name or stands beside it.
_TAGS: dict[str, str] = {
    **dict.fromkeys(("paragraph", "block", "p", "text-block"), "p"),
    **dict.fromkeys(("blockquote", "quote"), "blockquote"),
    **dict.fromkeys(("listitem", "list-item", "li"), "li"),
    **dict.fromkeys(("unordered-list", "bulletlist", "bulleted-list", "list", "ul"), "ul"),
    **dict.fromkeys(("ordered-list", "orderedlist", "numbered-list", "ol"), "ol"),
}
_LISTS = ("ul", "ol")
_HEADING = re.compile(r"(?:heading|h)-?([1-6])?")


def insert_embedded_body(root: etree._Element, scripts: Iterable[DataScript]) -> tuple[PageWarning, ...]:
    """Put the text that only the page's data holds into the page; a warning where that was done.

    A page with several long paragraphs of its own, or with this text on it already, is left as it is.
    """
    candidates = [script for script in scripts if '"articleBody"' in script.text or script.id in _STATE_IDS]
    if not candidates or _LONG_PARAGRAPHS(root) >= _MIN_LONG_PARAGRAPHS:
        return ()
    for script in candidates:
        body = _find_body(script)
        if body and not _is_shown(root, body):
            _insert(root, body)
            return (PageWarning("text_from_data", "the article's text stood only in data for the page's script"),)
    return ()


def _find_body(script: DataScript) -> str | None:
    """The longest text of an article in a script, as HTML."""
    try:
        value: Json = msgspec.json.decode(script.text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None
    found = max(_find_bodies(value, 0), key=len, default="")
    return found if len(found) >= _MIN_BODY_CHARS else None


def _find_bodies(value: Json, depth: int) -> Iterator[str]:
    """What may be the text of an article, anywhere in a value."""
    if isinstance(value, str) and len(_MARKUP.findall(value)) > 1:
        yield value
    if depth > _MAX_DEPTH or not isinstance(value, dict | list):
        return
    entries = list(value.values()) if isinstance(value, dict) else value
    if isinstance(value, dict):
        yield _as_html(str(value.get("articleBody") or ""))
    else:
        yield _in_lists(value)
    for entry in entries:
        yield from _find_bodies(entry, depth + 1)


def _as_html(text: str) -> str:
    """A declared body: HTML, escaped HTML, or plain text with a paragraph a line."""
    if "&lt;" in text and "<" not in text:
        text = html.unescape(text)
    if _MARKUP.search(text):
        return text
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())


def _in_lists(nodes: Sequence[Json]) -> str:
    """Nodes of rich text as HTML, with a list around items that have none: Sanity puts them beside the paragraphs."""
    return "".join(
        f"<{tag}>{inside}</{tag}>" if tag else inside
        for tag, run in groupby(nodes, _list_of)
        for inside in ["".join(_rich_text(node, 0) for node in run)]
    )


def _list_of(node: Json) -> str | None:
    kind = node.get("listItem") if isinstance(node, dict) else None
    return None if kind is None else "ol" if kind == "number" else "ul"


def _rich_text(node: Json, depth: int) -> str:
    """A node of rich text as HTML; nothing where it is no such node."""
    if not isinstance(node, dict) or depth > _MAX_DEPTH:
        return ""
    tag = _tag_of(node)
    children = _children(node)
    inside = "".join(_rich_text(child, depth + 1) for child in children) if tag in _LISTS else _text_in(node, depth)
    return f"<{tag}>{inside}</{tag}>" if tag and inside.strip() else ""


def _tag_of(node: Node) -> str | None:
    name = str(node.get("nodeType") or node.get("_type") or node.get("type") or "").lower().replace("_", "-")
    style = str(node.get("style") or node.get("tag") or "").lower()
    heading = _HEADING.fullmatch(style) or _HEADING.fullmatch(name)
    if heading:
        attributes = node.get("attrs")
        level = heading.group(1) or (attributes if isinstance(attributes, dict) else node).get("level")
        return f"h{level}" if str(level) in "23456" else "h2"
    return "li" if node.get("listItem") else _TAGS.get(style) or _TAGS.get(name)


def _text_in(node: Node, depth: int) -> str:
    leaf = node.get("text") or node.get("value")
    if isinstance(leaf, str):
        return html.escape(leaf)
    return "".join(_text_in(child, depth + 1) for child in _children(node)) if depth < _MAX_DEPTH else ""


def _children(node: Node) -> list[Node]:
    inner = node.get("children") or node.get("content")
    return [child for child in inner if isinstance(child, dict)] if isinstance(inner, list) else []


def _is_shown(root: etree._Element, body: str) -> bool:
    """Whether the page has the text already: some samples of it stand there."""
    shown = _letters(string_value(root))
    text = _letters(html.unescape(_TAG.sub(" ", body)))
    starts = [int(len(text) * place) for place in _SAMPLE_PLACES]
    return any(text[start : start + _SAMPLE_LETTERS] in shown for start in starts)


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text)


def _insert(root: etree._Element, body: str) -> None:
    """At the end of the page's main element, or of the page."""
    fragment = etree.fromstring(
        f'<article itemprop="articleBody">{body}</article>', etree.HTMLParser(remove_comments=True, huge_tree=True)
    )
    article = fragment.find(".//article")
    place = next(root.iter("main"), None)
    if place is None:
        place = root.find("body")
    if article is not None:
        etree.strip_elements(article, "script", "style", "svg", with_tail=False)
        (root if place is None else place).append(article)
