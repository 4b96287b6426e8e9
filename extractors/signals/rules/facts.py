"""Rules that take more than a pattern: who wrote and reviewed the page, when, and on what sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.extractors.metadata import DateKind
from wellread.extractors.metadata.dates.parsing import find_dates
from wellread.extractors.references import identifiers
from wellread.extractors.references.citation_marks import span_of
from wellread.extractors.references.publishers import publishes_research
from wellread.extractors.segment import Block, Kind, Span
from wellread.extractors.signals.context import Scene
from wellread.extractors.signals.rule import FactRule, Found

# -- people

_LONGEST_LINE = 90
# How far before and behind the headline a byline stands, in blocks.
_BEFORE, _AFTER = 8, 30
_LINE_WITH_BY = re.compile(
    r"(?:[Ww]ritten |[Pp]osted |[Aa]uthored "
    r"|[Gg]uest post )?[Bb][Yy]:? ((?:[A-ZÀ-Þ][\w'’.-]*)(?: [A-ZÀ-Þ][\w'’.-]*){0,4})\W*$"
)
_DEGREES = (
    r"M\.?D|D\.?O|Ph\.?\s?D|D\.?Phil|Psy\.?D|Pharm\.?D|R\.?D\.?N|R\.?D|L\.?D\.?N|L\.?D|D\.?D\.?S|D\.?M\.?D"
    r"|D\.?V\.?M|R\.?N|B\.?S\.?N|M\.?S\.?N|N\.?P|FNP|APRN|PA-C"
    r"|M\.?P\.?H|M\.?S\.?Ed|M\.?S\.?W|M\.?S|M\.?Sc|B\.?Sc|M\.?A|M\.?Ed|Ed\.?D|LCSW|LMFT|LPC|LMHC|LICSW|CSCS|CPT"
    r"|CDCES|CDE|CSSD|DPT|PT|MRCGP|MRCP|FRCP|FACP|FACOG"
    r"|FAAP|FACC|FACLM|FAND|MBBS|MBChB|IBCLC|E-RYT(?: \d+)?|RYT(?: \d+)?|NASM-CPT|CNS|JD|DrPH|Sc\.?D"
)
_DEGREE_BEHIND = re.compile(rf"\s?,?\s?((?:{_DEGREES})\.?(?:\s?,\s?(?:{_DEGREES})\.?)*)(?![\w-])")
_TITLE_BEFORE = re.compile(r"(?:Dr|Prof|Professor|PD|Priv\.-Doz|Dra)\.?(?:\s(?:Dr|med|rer|nat|phil|habil)\.?)*\s$")
# What stands in the link of a name besides the name.
_LONGEST_DEGREES = 20
_NO_PAGE = re.compile(r"#?$|mailto:|tel:|javascript:", re.IGNORECASE)
_SOCIAL = re.compile(
    r"//(?:[\w-]+\.)?(?:twitter|x|facebook|linkedin|instagram|youtube|pinterest|tiktok|threads|bsky)\.", re.IGNORECASE
)


def _bylines(scene: Scene) -> Iterator[Found]:
    for person in scene.metadata.authors:
        for block, at in scene.named(person):
            if block.index != scene.origin:
                yield Found(person.name, Span(block.index, at, at + len(person.name)))
    if not scene.metadata.authors:
        yield from _lines_with_by(scene)


def _lines_with_by(scene: Scene) -> Iterator[Found]:
    """A line near the headline that begins with "By", where nothing else names an author."""
    for block in scene.layout.blocks[max(0, scene.origin - _BEFORE) : scene.origin + _AFTER]:
        match = _LINE_WITH_BY.match(block.text) if len(block.text) <= _LONGEST_LINE else None
        if match is not None and not scene.is_foreign(block):
            yield Found(match.group(1), Span(block.index, match.start(1), match.end(1)))


def _degrees(scene: Scene) -> Iterator[Found]:
    """Letters behind the name of an author or a reviewer, or a title before it."""
    for person in scene.people:
        for block, at in scene.named(person):
            end = at + len(person.name)
            behind = _DEGREE_BEHIND.match(block.text, end)
            before = _TITLE_BEFORE.search(block.text[:at])
            following = scene.layout.blocks[block.index + 1] if block.index + 1 < len(scene.layout.blocks) else None
            alone = _DEGREE_BEHIND.match(following.text) if following is not None and end == len(block.text) else None
            if behind is not None:
                yield Found(
                    f"{person.name}: {behind.group(1)}",
                    Span(block.index, before.start() if before else at, behind.end()),
                )
            elif before is not None:
                yield Found(f"{person.name}: {before.group().strip()}", Span(block.index, before.start(), end))
            elif alone is not None and following is not None:
                yield Found(f"{person.name}: {alone.group(1)}", Span(following.index, alone.start(1), alone.end()))


def _biographies(scene: Scene) -> Iterator[Found]:
    """Links from the name of an author or a reviewer to a page about them."""
    for person in scene.people:
        for block, at in scene.named(person):
            for anchor in block.anchors:
                href = anchor.href.strip()
                is_name = person.name in anchor.text and len(anchor.text) <= 2 * len(person.name) + _LONGEST_DEGREES
                span = span_of(block, anchor) if is_name and not _NO_PAGE.match(href) else None
                if span is not None and span.start <= at < span.end and not _SOCIAL.search(href):
                    yield Found(scene.absolute(href), span)


def _reviewers(scene: Scene) -> Iterator[Found]:
    for person in scene.metadata.reviewed_by:
        for block, at in scene.named(person):
            yield Found(person.name, Span(block.index, at, at + len(person.name)))


def _reviewers_in_data(scene: Scene) -> Iterator[Found]:
    source = scene.metadata.field_sources.get("reviewedBy")
    if source is not None and source.source in ("json-ld", "microdata", "rdfa", "meta"):
        yield Found("; ".join(person.name for person in scene.metadata.reviewed_by), None)


def _authors_in_data(scene: Scene) -> Iterator[Found]:
    source = scene.metadata.field_sources.get("authors")
    if source is not None and source.source in ("json-ld", "microdata", "rdfa", "meta", "opengraph", "link"):
        yield Found("; ".join(person.name for person in scene.metadata.authors), None)


# -- dates

_LONGEST_LABEL = 40
_LONGEST_DATELINE = 140
# How far behind the article a dateline stands, in blocks.
_BEHIND = 8
_YEAR = re.compile(r"(?:19|20)\d\d|\d[./]\d\d\b")
_GLUED = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Za-z]{0,6}\.?"
    r" \d{1,2},? (?:19|20)\d\d|(?<!\d)\d{1,2}\.? [^\W\d_]{3,9}\.? (?:19|20)\d\d"
)
_SEPARATORS = " :-–—|·•,.()/\n"
_REVIEWED = re.compile(r"review|geprüft|überprüft|relu\b|revisado", re.IGNORECASE)
_CHANGED = re.compile(
    r"updat|modif|revis|edited|amended|changed|current as of|aktualisier|geändert|stand\b|mis(?:e)? à jour|actualiza",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"publish|posted|veröffentlicht|erschienen|publié|publicado|{_REVIEWED.pattern}|{_CHANGED.pattern}", re.IGNORECASE
)


def _dates(scene: Scene, kind: DateKind) -> Iterator[Found]:
    """The dates that the page prints for itself, of one kind, by the words right before them."""
    if scene.dates is None:
        scene.dates = tuple(printed_dates(scene))
    return (found for label, found in scene.dates if label is kind)


def printed_dates(scene: Scene) -> Iterator[tuple[DateKind, Found]]:
    """All dates that the page prints for itself, with what their labels say."""
    places = (printed.reading.place for printed in scene.metadata.printed_dates)
    elements = (place for place in places if place is not None and not isinstance(place, str))
    read = {block.index: block for element in elements for block in scene.page.blocks_of(element)[:1]}
    for block in (*read.values(), *(block for block in _datelines(scene) if block.index not in read)):
        yield from _labelled_dates(scene, block)


def _datelines(scene: Scene) -> Iterator[Block]:
    """Short blocks with a date and a label, around the headline and right behind the article."""
    origin, end = scene.origin, scene.end
    for block in scene.blocks:
        is_near = origin - _BEFORE <= block.index <= origin + _AFTER or end - 2 <= block.index <= end + _BEHIND
        is_date = is_near and _is_labelled_date(scene, block) and not scene.is_foreign(block)
        if is_date and not scene.is_in_teaser(block):
            yield block


def _is_labelled_date(scene: Scene, block: Block) -> bool:
    if len(block.text) > _LONGEST_DATELINE or _YEAR.search(block.text) is None:
        return False
    return bool(_LABEL.search(block.text) or _LABEL.search(_label_above(scene, block)))


def _labelled_dates(scene: Scene, block: Block) -> Iterator[tuple[DateKind, Found]]:
    end = 0
    for date, start, stop in _mentions(block.text, scene.metadata.in_language):
        before = block.text[end:start].strip(_SEPARATORS)
        end = stop
        yield _kind(before or _label_above(scene, block)), Found(date, Span(block.index, start, stop))


def _mentions(text: str, language: str | None) -> list[tuple[str, int, int]]:
    """The dates in a text, and those that elements without a space between them have glued to their neighbours."""
    found = [(mention.date, mention.start, mention.end) for mention in find_dates(text, language)]
    for match in _GLUED.finditer(text):
        if all(match.end() <= start or stop <= match.start() for _, start, stop in found):
            found += [(mention.date, *match.span()) for mention in find_dates(match.group(), language)]
    return sorted(found, key=lambda mention: mention[1])


def _label_above(scene: Scene, block: Block) -> str:
    """`Last updated` alone in the block before."""
    blocks = scene.layout.blocks
    index = block.index - 1
    while index >= 0 and not blocks[index].chars:
        index -= 1
    return blocks[index].text if index >= 0 and len(blocks[index].text) <= _LONGEST_LABEL else ""


def _kind(before: str) -> DateKind:
    """What the words before a date say of it; without a label it is taken for that of publication."""
    last = before[-_LONGEST_LABEL:]
    if _REVIEWED.search(last):
        return DateKind.REVIEWED
    return DateKind.MODIFIED if _CHANGED.search(last) else DateKind.PUBLISHED


def _published(scene: Scene) -> Iterator[Found]:
    return _dates(scene, DateKind.PUBLISHED)


def _modified(scene: Scene) -> Iterator[Found]:
    return _dates(scene, DateKind.MODIFIED)


def _reviewed(scene: Scene) -> Iterator[Found]:
    return _dates(scene, DateKind.REVIEWED)


# -- sources


def _headings(scene: Scene) -> Iterator[Found]:
    for span in scene.references.headings:
        yield Found(None, span)


def _marks(scene: Scene) -> Iterator[Found]:
    for mark in scene.references.marks:
        yield Found(mark.value, mark.span)


def _research_links(scene: Scene) -> Iterator[Found]:
    """Links of the article and of its lists of sources that lead to research; the value is what they lead to."""
    for block in scene.blocks:
        if not block.anchors or not (scene.page.is_kept(block) or block.index in scene.references.entries):
            continue
        start = 0
        for anchor in block.anchors:
            href = anchor.href.strip()
            if scene.page.is_outside_address(href) and publishes_research(href):
                span = span_of(block, anchor, start)
                start = span.end if span is not None else start
                named = identifiers.of_address(href)
                yield Found((named.names() or (href,))[0], span)


def _identifiers_in_text(scene: Scene) -> Iterator[Found]:
    """Identifiers that are written out and not linked."""
    for block in scene.blocks:
        text = block.text
        # Written out, as this asks every block of the page.
        if block.anchors or not ("10." in text or "PMID" in text or "PMC" in text or "NCT" in text):
            continue
        if not (scene.page.is_kept(block) or block.index in scene.references.entries):
            continue
        for key in identifiers.of_text(text).names():
            bare = key.partition(":")[2]
            at = text.lower().find(bare.lower())
            if at >= 0:
                yield Found(key, Span(block.index, at, at + len(bare)))


# -- money


def _sponsored(scene: Scene) -> Iterator[Found]:
    """Links that are marked as paid for; one around a picture has no words to quote."""
    for element in scene.sponsored_links()[:_MOST_LINKS]:
        text = " ".join("".join(element.itertext()).split())
        href = (element.get("href") or "").strip() or None
        span = None
        for block in scene.page.blocks_of(element) if text else ():
            at = block.text.find(text)
            if at >= 0 and block.kind is not Kind.CODE:
                span = Span(block.index, at, at + len(text))
                break
        yield Found(href, span)


_MOST_LINKS = 2_000
_PAGE_BY = '<h1>Sleep and light</h1><p class="byline">By <a href="/authors/ada-green">Ada Green</a>, MD</p>'

FACT_RULES: tuple[FactRule[Scene], ...] = (
    FactRule(
        id="name-of-the-author",
        signal="byline",
        find=_bylines,
        hits=_PAGE_BY,
        misses=(
            "<p>Ada Green, who sleeps badly, told us over the telephone that she had tried everything by the end of "
            "March, and then some more, before she went to see a doctor about it.</p>"
        ),
    ),
    FactRule(
        id="author-in-data",
        signal="author_data",
        find=_authors_in_data,
        hits=(
            '<script type="application/ld+json">{"@type": "Article", "author": {"@type": "Person", "name": "Ada '
            'Green"}}</script>'
        ),
        misses=_PAGE_BY,
    ),
    FactRule(
        id="degree-or-title",
        signal="credentials",
        find=_degrees,
        hits=_PAGE_BY,
        misses=(
            '<h1>Sleep and light</h1><p class="byline">By Ada Green</p><p>“Sleep is not a luxury,” says Karl Holm, '
            "PhD, who has studied it for thirty years.</p>"
        ),
    ),
    FactRule(
        id="link-from-a-name",
        signal="biography_link",
        find=_biographies,
        hits=_PAGE_BY,
        misses=(
            '<h1>Sleep and light</h1><p class="byline">By Ada Green</p><p>Read <a href="/blog/light">what light '
            "does</a> first.</p>"
        ),
    ),
    FactRule(
        id="name-of-the-reviewer",
        signal="medical_review",
        find=_reviewers,
        hits="<h1>Sleep and light</h1><p>Ada Green</p><p>Medical reviewer: Ann Poole, MD</p>",
        misses="<h1>Sleep and light</h1><p>By Ann Poole, MD</p>",
    ),
    FactRule(
        id="reviewer-in-data",
        signal="medical_review",
        find=_reviewers_in_data,
        hits=(
            '<script type="application/ld+json">{"@type": "MedicalWebPage", "reviewedBy": {"@type": "Person", '
            '"name": "Ann Poole"}}</script>'
        ),
        misses=(
            '<script type="application/ld+json">{"@type": "Article", "author": {"@type": "Person", "name": "Ann '
            'Poole"}}</script>'
        ),
    ),
    FactRule(
        id="printed-date",
        signal="date_published",
        find=_published,
        hits="<h1>Sleep and light</h1><p>Published March 4, 2024</p>",
        misses="<h1>Sleep and light</h1><p>Last updated March 4, 2024</p>",
    ),
    FactRule(
        id="printed-date-of-change",
        signal="date_modified",
        find=_modified,
        hits="<h1>Sleep and light</h1><p>Last updated March 4, 2024</p>",
        misses="<h1>Sleep and light</h1><p>Published March 4, 2024</p>",
    ),
    FactRule(
        id="printed-date-of-review",
        signal="date_reviewed",
        find=_reviewed,
        hits="<h1>Sleep and light</h1><p>Last reviewed March 4, 2024</p>",
        misses="<h1>Sleep and light</h1><p>Last updated March 4, 2024</p>",
    ),
    FactRule(
        id="heading-over-sources",
        signal="references_heading",
        find=_headings,
        hits=(
            "<h2>References</h2><ol><li>Green A. Light at night. Journal of Sleep. 2019;4:12.</li><li>Holm K. Rest. "
            "2020.</li></ol>"
        ),
        misses="<h2>Resources</h2><ul><li>Our shop for lamps</li><li>Our newsletter about lamps</li></ul>",
    ),
    FactRule(
        id="link-to-research",
        signal="citation_link",
        find=_research_links,
        hits=(
            '<p>Light at night delays sleep, as <a href="https://doi.org/10.1000/xyz.1">a trial of forty people</a> '
            "found in 2019.</p>"
        ),
        misses=(
            '<p>Light at night delays sleep, as <a href="https://news.example.org/doi.org">a report on forty '
            "people</a> said.</p>"
        ),
    ),
    FactRule(
        id="identifier-in-text",
        signal="citation_link",
        find=_identifiers_in_text,
        hits=(
            "<p>Green A. Light at night delays sleep in adults. Journal of Sleep. 2019. doi: 10.1000/xyz.1. It is "
            "quoted often.</p>"
        ),
        misses="<p>Version 10.1000 of the catalogue, page 1/2, has been out of print for years, says the library.</p>",
    ),
    FactRule(
        id="mark-of-a-source",
        signal="citation_marker",
        find=_marks,
        hits="<p>Light at night delays sleep in most adults who were asked to read from a bright tablet.[1]</p>",
        misses="<p>The lamp stood 2 m<sup>2</sup> of floor away [sic] from the bed, and nobody minded it at all.</p>",
    ),
    FactRule(
        id="marked-as-paid",
        signal="sponsored_link",
        find=_sponsored,
        hits=(
            '<p>We like <a rel="sponsored nofollow" href="https://shop.example/pillow">this pillow</a> best of all.</p>'
        ),
        misses='<p>We like <a rel="nofollow" href="https://shop.example/pillow">this pillow</a> best of all.</p>',
    ),
)
