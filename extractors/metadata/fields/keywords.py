"""The topics of the article: keywords in its data, and tags that the page prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from wellread.extractors.metadata.block_surroundings import FOREIGN_TRAITS, is_text
from wellread.extractors.metadata.candidates import Candidate, Place
from wellread.extractors.metadata.evidence import Evidence
from wellread.extractors.metadata.headline_ranges import DATE_RANGE
from wellread.extractors.metadata.name_key import make_name_key
from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.sources import Source, format_json_ld_place
from wellread.extractors.metadata.structured.element_texts import join_texts
from wellread.extractors.metadata.structured.json_ld import to_list, to_text
from wellread.extractors.segment import Block, BlockKind
from wellread.extractors.vocabulary import Trait
from wellread.extractors.vocabulary.tag_labels import TAGS_LABEL

Keywords = tuple[str, ...]

MAX_KEYWORDS, MAX_KEYWORD_CHARS = 50, 60
# Fields of a publishing system that stand among its topics: `contentId: 15cd344d` beside others,
# `_hidden`.
_SYSTEM_FIELD = re.compile(r"[a-z][\w-]*:\s?\S")
_SYSTEM_NAME = re.compile(r"_|[0-9a-f]{8}-[0-9a-f]{4}-")
_TAG_URL = re.compile(
    r"/(?:tags?|tagged|topics?|keywords?|schlagw(?:ort|oerter|orte)|stichw(?:ort|orte)|themen?|etiquetas?|mots?-cles?"
    r"|labels?|hashtags?|sujets?|temas?|tagi|biaoqian)/[^/]|[?&]tag=",
    re.IGNORECASE,
)
MAX_TOPIC_LINE_CHARS = 120
MAX_TAG_LINE_CHARS, MAX_TAGS_IN_LIST = 300, 12
_KEYWORDS_LABEL = re.compile(r"(?:key\s?words|schlagw(?:o|ö)rte?r?|mots[- ]clés|palabras clave)\s?:\s?", re.IGNORECASE)


def _read_json_ld(page: Evidence) -> Iterator[Candidate[Keywords]]:
    brand_keys = set(map(make_name_key, page.brands))
    for node in page.article_nodes:
        values = [to_text(value) or "" for value in to_list(node.get("keywords"))]
        # A site that gives nothing but its own name has no topic to give.
        if not set(map(make_name_key, values)) <= brand_keys:
            yield from _split_keywords(values, "json-ld", format_json_ld_place(node, "keywords"))


def from_keyword_metas(*names: str) -> tuple[Source[PageData, Keywords], ...]:
    """A source for each name: all meta elements that have it, with one topic each or several."""
    return tuple(_from_keyword_meta(name) for name in names)


def _from_keyword_meta(name: str) -> Source[PageData, Keywords]:
    def read(page: PageData) -> Iterator[Candidate[Keywords]]:
        found = page.elements.metas.get(name)
        if found:
            yield from _split_keywords([value.content for value in found], "meta", found[0].selector)

    return Source(f"meta {name}", read)


def _read_tag_links(page: Evidence) -> Iterator[Candidate[Keywords]]:
    """The links in boxes for tags."""
    blocks = [
        block
        for block in page.surroundings.blocks_inside(Trait.TAGS)
        if block.anchors and block.link_chars == block.chars and not page.surroundings.traits(block) & FOREIGN_TRAITS
    ]
    if blocks:
        topics = dict.fromkeys(anchor.text.lstrip("#") for block in blocks for anchor in block.anchors)
        kept = tuple(topic for topic in topics if 1 < len(topic) <= MAX_KEYWORD_CHARS)[:MAX_KEYWORDS]
        if kept:
            yield Candidate(kept, "text", blocks[0].element, "; ".join(block.text for block in blocks))


def _read_tags_near_headline(page: Evidence) -> Iterator[Candidate[Keywords]]:
    """The links to tags in the lines about the article above its text: `May 19, 2025 · bathing`."""
    found: dict[str, Block] = {}
    for block in DATE_RANGE.slice_of(page.layout.blocks, page.surroundings.headline_index):
        is_line = is_text(block) and block.anchors and len(block.text) <= MAX_TOPIC_LINE_CHARS
        is_before_text = block.index < page.surroundings.body_start
        if is_line and is_before_text and not page.surroundings.is_foreign_near_headline(block):
            for link in block.element.iter("a"):
                topic = join_texts(link).lstrip("#")
                if _is_tag(link) and 1 < len(topic) <= MAX_KEYWORD_CHARS and not topic.isdecimal():
                    found.setdefault(topic, block)
    if found:
        first = next(iter(found.values()))
        yield Candidate(tuple(found)[:MAX_KEYWORDS], "text", first.element, first.text)


def _read_tag_lines(page: Evidence) -> Iterator[Candidate[Keywords]]:
    """The links to tags in a line behind the text that is labelled so, and holds nothing else: `Tags: mint, tea`."""
    for block in page.layout.blocks[page.surroundings.body_start :]:
        is_line = len(block.text) <= MAX_TAG_LINE_CHARS and is_text(block)
        label = TAGS_LABEL.match(block.text) if is_line else None
        if label is not None and label.end() == len(block.text) and not block.anchors:
            if block.kind is not BlockKind.HEADING:
                yield from _read_tags_below(page, block)
            continue
        if label is None or not block.anchors or page.surroundings.traits(block) & FOREIGN_TRAITS & ~Trait.FOOTER:
            continue
        links = list(block.element.iter("a"))
        is_label_linked = not block.text[label.end() :].strip() or block.anchors[0].text.startswith(label.group())
        if is_label_linked:
            continue
        rest = len("".join(block.text[label.end() :].split())) - sum(
            len("".join(join_texts(link).split())) for link in links
        )
        if rest <= len(links) and all(map(_is_tag, links)):
            topics = (join_texts(link).lstrip("#") for link in links)
            kept = tuple(dict.fromkeys(topic for topic in topics if 1 < len(topic) <= MAX_KEYWORD_CHARS))
            if kept:
                yield Candidate(kept[:MAX_KEYWORDS], "text", block.element, block.text)
                return


def _read_tags_below(page: Evidence, label: Block) -> Iterator[Candidate[Keywords]]:
    """The links to tags in the blocks behind a label: the items of a list. A site has more tags than an article."""
    found: dict[str, None] = {}
    for block in page.layout.blocks[label.index + 1 : label.index + 1 + MAX_KEYWORDS]:
        links = list(block.element.iter("a"))
        is_tags = bool(links) and block.link_chars == block.chars and all(map(_is_tag, links))
        if not is_tags or page.surroundings.traits(block) & FOREIGN_TRAITS & ~Trait.FOOTER:
            break
        topics = (join_texts(link).lstrip("#") for link in links)
        found.update(dict.fromkeys(topic for topic in topics if 1 < len(topic) <= MAX_KEYWORD_CHARS))
    if 0 < len(found) <= MAX_TAGS_IN_LIST:
        yield Candidate(tuple(found), "text", label.element, label.text)


def _is_tag(link: etree._Element) -> bool:
    """Whether a link leads to all that has a tag; a category is the section of the article."""
    rel = link.get("rel", "").split()
    return ("tag" in rel and "category" not in rel) or _TAG_URL.search(link.get("href", "")) is not None


def _read_keyword_lines(page: PageData) -> Iterator[Candidate[Keywords]]:
    """`Keywords: sleep, rest` as journals print them."""
    for block in page.layout.blocks:
        label = _KEYWORDS_LABEL.match(block.text)
        if label:
            yield from _split_keywords([block.text[label.end() :]], "text", block.element)


def _split_keywords(values: Sequence[str], source: str, place: Place) -> Iterator[Candidate[Keywords]]:
    fields = [value for value in values if _SYSTEM_FIELD.match(value)]
    kept = [value for value in values if value not in fields] if len(fields) > 1 else values
    parts = (part.strip() for value in kept for part in re.split(r"[,;|]", value))
    topics = (part for part in parts if 1 < len(part) <= MAX_KEYWORD_CHARS and not _SYSTEM_NAME.match(part))
    keywords = tuple(dict.fromkeys(topics))[:MAX_KEYWORDS]
    if keywords:
        yield Candidate(keywords, source, place, "; ".join(values))


FROM_JSON_LD = Source("json-ld keywords", _read_json_ld)
FROM_TAG_LINKS = Source("tag links", _read_tag_links)
FROM_TAGS_NEAR_HEADLINE = Source("tags near the headline", _read_tags_near_headline)
FROM_TAG_LINES = Source("tag lines", _read_tag_lines)
FROM_KEYWORD_LINES = Source("keyword lines", _read_keyword_lines)
