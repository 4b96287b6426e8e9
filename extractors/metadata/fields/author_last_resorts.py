"""Authors of pages that name nobody but their site in any better way.

They take longer to find, and are less sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from urllib.parse import urlsplit

from lxml import etree

from wellread.extractors.article import Person
from wellread.extractors.metadata.block_surroundings import FOREIGN_TRAITS, is_text
from wellread.extractors.metadata.candidates import Candidate
from wellread.extractors.metadata.dates.parsing import find_dates
from wellread.extractors.metadata.evidence import Evidence
from wellread.extractors.metadata.people.byline_page import MAX_BOXES_AROUND, MAX_FAR_LINE_CHARS, MAX_NAME_LINE_CHARS
from wellread.extractors.metadata.people.byline_texts import (
    begins_biography,
    cut_after_names,
    is_little_else,
)
from wellread.extractors.metadata.people.names import divide_words
from wellread.extractors.metadata.people.parsing import People, parse_people
from wellread.extractors.metadata.people.unlabelled_bylines import MAX_PIECE_WORDS, NAME_CLASSES
from wellread.extractors.metadata.sources import Source
from wellread.extractors.metadata.structured.element_texts import divide_texts, join_texts
from wellread.extractors.metadata.structured.json_ld import list_types, to_list
from wellread.extractors.segment import Block, BlockKind
from wellread.extractors.trait_reader import read_traits
from wellread.extractors.vocabulary import Trait
from wellread.extractors.vocabulary.byline_labels import find_labels
from wellread.extractors.vocabulary.people import NAME_PARTICLES
from wellread.extractors.vocabulary.section_names import SECTION_NAMES

# Between the headline and the first paragraph, and behind the last one, a text has no more lines
# than this.
MAX_LINES_BESIDE_TEXT = 4
_MIN_OWNER_WORDS = 2
_FIRST_PERSON = re.compile(
    r"(?<![\w-])(?:I|I['’](?:m|ve|d|ll)|my|ich|meine?[mnrs]?|je|j['’](?=\w)|mon|ma|mes|yo|mi|mis|eu|meus?|minhas?|io|mio|mia"
    r"|ik|mijn|jag|min|mitt|jeg|minun|já|ja|mój|moja|én|eu|я|мой|моя|ben|benim)(?![\w-])"
)
MIN_FIRST_PERSON_WORDS = 3
_PERSONAL_PROFILE = re.compile(r"//(?:\w{2,3}\.)?linkedin\.com/in/([\w-]+)")
_NAME_TAGS = ("a", "span", "div", "p", "li", "address", "em", "strong", "cite", "h3", "h4", "h5", "h6", "td", "dd")
_AUTHOR_TRAITS = Trait.AUTHOR_BOX | Trait.BYLINE
# `– Jane Roe`, `~Jane Roe`, `© 2019 Jane Roe`
_DASH = re.compile(r"(?:[–—~-]{1,2}|©\s?(?:(?:19|20)\d\d)?)\s?(?=[^\W\d_])")


def _read_first_lines(page: Evidence) -> Iterator[Candidate[People]]:
    """The name that stands as a line of its own before the first paragraph, in the same box."""
    blocks = page.layout.blocks[page.surroundings.headline_index + 1 :]
    first = next((block for block in blocks if _is_paragraph(page, block)), None)
    if first is None or _is_by_declared_body(page):
        return
    lines = [block for block in blocks[: first.index - page.surroundings.headline_index - 1] if block.text]
    for block in lines[-MAX_LINES_BESIDE_TEXT:]:
        is_name = _is_bare_line(block) and next(find_labels(block.text), None) is None
        is_name = is_name and not _heads_section(page, block)
        people = parse_people(block.text, brands=page.brands, strict=True) if is_name else ()
        is_foreign = page.surroundings.traits(block) & (FOREIGN_TRAITS | Trait.TAGS)
        is_full = all(" " in person.name and person.type == "person" for person in people)
        is_full = is_full and not any(True for person in people for _ in find_dates(person.name))
        is_beside = _are_in_same_box(page, block, first) and not is_foreign
        if (
            is_beside
            and people
            and is_full
            and is_little_else(people, block.text)
            and not page.surroundings.is_beside_quotation(block)
            and not any(_is_of_words_in_text(page, person.name) for person in people)
        ):
            yield _to_candidate(people, block)
            return


def _read_author_markup(page: Evidence) -> Iterator[Candidate[People]]:
    """The one author that markup names somewhere on the page."""
    found: dict[People, Candidate[People]] = {}
    blocks = {block.element: block for block in page.layout.blocks}
    for element in _list_author_elements(page.document.root):
        block = next((blocks[at] for at in (*element.iter(), *element.iterancestors()) if at in blocks), None)
        is_quoted = block is not None and page.surroundings.is_beside_quotation(block)
        if not _is_foreign(element) and not is_quoted:
            people = parse_people(_cut_out_names(element), brands=page.brands)
            if people:
                found.setdefault(people, Candidate(people, "byline-markup", element, join_texts(element)))
    yield from _keep_if_single(found.values())


def _read_biographies(page: Evidence) -> Iterator[Candidate[People]]:
    """The one person with a portrait or a box whose name is a line, and the next one is about them.

    `Jane Roe`, `Jane Roe is a dietitian in ...`.
    """
    found: dict[People, Candidate[People]] = {}
    blocks = page.layout.blocks
    for block, after in pairwise(blocks):
        # Asked first, since hardly any block begins as the one before it.
        if not after.text.startswith(block.text) or not is_text(block):
            continue
        if len(block.text) <= MAX_NAME_LINE_CHARS and begins_biography(block.text, after.text):
            people = parse_people(block.text, brands=page.brands, strict=True)
            around = page.layout.ancestors(block.box, MAX_BOXES_AROUND)
            has_portrait = blocks[block.index - 1].kind is BlockKind.IMAGE
            is_shown = has_portrait or any(box.traits & _AUTHOR_TRAITS for box in around)
            if len(people) == 1 and people[0].type == "person" and is_shown:
                found.setdefault(people, _to_candidate(people, block))
    yield from _keep_if_single(found.values())


def _read_signature(page: Evidence) -> Iterator[Candidate[People]]:
    """The name that ends the text: behind a dash, or all of it bold or italic."""
    surroundings = page.surroundings
    paragraphs = (block for block in reversed(page.layout.blocks) if _is_paragraph(page, block))
    last = next((block for block in paragraphs if not surroundings.traits(block) & FOREIGN_TRAITS), None)
    if last is None:
        return
    for block in page.layout.blocks[last.index + 1 : last.index + 1 + MAX_LINES_BESIDE_TEXT]:
        is_line = _is_bare_line(block)
        dash = _DASH.match(block.text) if is_line else None
        name = block.text[dash.end() :] if dash else block.text
        people = (
            parse_people(name, brands=page.brands, strict=True)
            if dash or (is_line and _is_name_set_off(page, block))
            else ()
        )
        is_full = len(people) == 1 and " " in people[0].name and is_little_else(people, name)
        # The site has its sign of copyright below the text as well.
        is_full = is_full and (not block.text.startswith("©") or people[0].type == "person")
        if is_full and _are_in_same_box(page, block, last) and not surroundings.is_beside_quotation(block):
            yield _to_candidate(people, block)
            return


def _read_owner(page: Evidence) -> Iterator[Candidate[People]]:
    """The person whose name the site has, if the text is told by somebody: it is the blog of its owner."""
    names = [brand for brand in page.brands if _MIN_OWNER_WORDS <= len(brand.split()) <= MAX_PIECE_WORDS]
    for name in names:
        people = parse_people(name, strict=True)
        is_person = len(people) == 1 and people[0].type == "person" and " " in people[0].name
        is_owner = is_person and _is_owner(page, people[0])
        if is_owner and not _is_of_words_in_text(page, people[0].name):
            block = next((block for block in page.layout.blocks if name in block.text), None)
            if block:
                yield Candidate(people, "text", block.element, block.text)
                return


FROM_OWNER = Source("name of the site", _read_owner)
FROM_FIRST_LINES = Source("line before the text", _read_first_lines)
FROM_AUTHOR_MARKUP = Source("markup of an author", _read_author_markup)
FROM_BIOGRAPHIES = Source("biography", _read_biographies)
FROM_SIGNATURE = Source("signature", _read_signature)


def _is_owner(page: Evidence, person: Person) -> bool:
    """Whether a name of the site is shown to be a person's.

    By an honorific, by a host that is called as one of its words alone, or by a link to a person's profile of that name
    or of the host's.
    """
    host = urlsplit(page.url or "").hostname or ""
    labels = {label for part in host.split(".") for label in part.split("-")}
    words = set(person.name.casefold().split())
    profiles = (
        profile[1].casefold()
        for block in page.layout.blocks
        for anchor in block.anchors
        if (profile := _PERSONAL_PROFILE.search(anchor.href))
    )
    if person.honorific:
        return True
    if not all(word.istitle() for word in person.name.split()) or not _is_told_by_somebody(page):
        return False
    is_in_host = len(words & labels) == 1 and not any(set(label.split("-")) >= words for label in host.split("."))
    return is_in_host or any(profile in labels or any(word in profile for word in words) for profile in profiles)


def _is_told_by_somebody(page: Evidence) -> bool:
    """Whether the paragraphs say "I" and "my" several times."""
    texts = (block.text for block in page.layout.blocks if _is_paragraph(page, block))
    return sum(len(_FIRST_PERSON.findall(text)) for text in texts) >= MIN_FIRST_PERSON_WORDS


def _is_name_set_off(page: Evidence, block: Block) -> bool:
    """Whether all text of a block is bold or italic, of two words or three that the page never writes small."""
    if not any(join_texts(element) == block.text for element in block.element.iter("strong", "b", "em", "i")):
        return False
    return 1 < len(block.text.split()) <= MAX_PIECE_WORDS and not _is_of_words_in_text(page, block.text)


def _is_bare_line(block: Block) -> bool:
    """Whether a block is a short line without links, as the name of an author is."""
    return block.kind is BlockKind.PARAGRAPH and len(block.text) <= MAX_NAME_LINE_CHARS and not block.anchors


def _is_by_declared_body(page: Evidence) -> bool:
    """Whether the data of a page says of an author that it is an organization, and not merely gives the site's name."""
    authors = (author for node in page.article_nodes for author in to_list(node.get("author")))
    nodes = [node for node in map(page.json_ld.resolve, authors) if isinstance(node, dict)]
    return any(kind.casefold().endswith("organization") for node in nodes for kind in list_types(node))


def _heads_section(page: Evidence, block: Block) -> bool:
    """Whether a line is what sections of a kind are called, or stands right before a list: it is its heading."""
    following = page.layout.blocks[block.index + 1 : block.index + 2]
    is_before_list = any(after.kind is BlockKind.ITEM for after in following)
    return is_before_list or any(name.fullmatch(block.text) for name in SECTION_NAMES)


def _is_of_words_in_text(page: Evidence, name: str) -> bool:
    """Whether the page writes one of the words of a name small, or has it in its title: what the text is about."""
    words = [word for word in name.lower().split() if word not in NAME_PARTICLES]
    in_title = divide_words(page.headline.block.text) if page.headline.block else ()
    return any(f" {word}" in block.text for block in page.layout.blocks for word in words) or any(
        word in in_title for word in words
    )


def _to_candidate(people: People, block: Block) -> Candidate[People]:
    return Candidate(people, "text", block.element, block.text)


def _keep_if_single(found: Iterable[Candidate[People]]) -> Iterator[Candidate[People]]:
    """One candidate, and of several none: they are of other articles."""
    candidates = list(found)
    return iter(candidates if len(candidates) == 1 else ())


def _is_paragraph(page: Evidence, block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and block.chars >= page.surroundings.min_paragraph_chars


def _are_in_same_box(page: Evidence, one: Block, other: Block) -> bool:
    boxes = page.layout.boxes
    return boxes[one.box].parent == boxes[other.box].parent


def _list_author_elements(root: etree._Element) -> Iterator[etree._Element]:
    """The elements that name an author by their class or their `rel`, in page order."""
    for element in root.iter(*_NAME_TAGS):
        classes = element.get("class", "").lower()
        # Most classes are neither, and are not divided into words. XPath takes longer than this
        # loop.
        may_be_named = "author" in classes or "byline" in classes
        is_named = may_be_named and _has_name_class(element)
        if is_named or (element.tag == "a" and "author" in element.get("rel", "")):
            yield element


def _is_foreign(element: etree._Element) -> bool:
    """Whether the elements around one belong to something else than the article."""
    traits = 0
    for outer in (element, *element.iterancestors()):
        traits |= read_traits(outer) if outer.tag not in ("body", "html") else 0
    # Below the text, themes print their authors in what they call a footer.
    foreign = FOREIGN_TRAITS & ~Trait.FOOTER if element.tag == "a" else FOREIGN_TRAITS
    # What says that it holds a name may be shown on small screens only.
    return bool(traits & (foreign & ~Trait.HIDDEN if _has_name_class(element) else foreign))


def _has_name_class(element: etree._Element) -> bool:
    return not NAME_CLASSES.isdisjoint(element.get("class", "").lower().split())


def _cut_out_names(element: etree._Element) -> str:
    """The names in an element, between its label and what ends them; empty if too long."""
    text = divide_texts(element)
    label = next(find_labels(text), None)
    text = text[label.end() :] if label else text
    names = cut_after_names(text)
    if names != text and len(text) <= MAX_FAR_LINE_CHARS:
        return names
    return text if len(text) <= MAX_NAME_LINE_CHARS else ""
