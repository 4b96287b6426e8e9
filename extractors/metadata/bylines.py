"""Bylines: who wrote and who reviewed the article, as the page prints it, in the shapes and languages in which it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

import msgspec
from lxml import etree

from extractors.article import Person
from extractors.metadata.context import SUSPECT, Context, is_text
from extractors.metadata.dates import find_dates
from extractors.metadata.people import parse_people
from extractors.segment import Block
from extractors.vocabulary import Trait
from extractors.vocabulary.reading import read_traits

_LONGEST = 300
_BEFORE, _AFTER = 10, 25
# A text of this many characters is a paragraph of the article.
_PARAGRAPH = 160


class Part(StrEnum):
    """What somebody did for the article."""

    AUTHOR = "author"
    REVIEWER = "reviewer"
    OTHER = "other"


_LABELS = re.compile(
    r"(?:^|(?<=[\x1f\n|•·.,;:()/–—-])|(?<=[\x1f|•·.,;:()/–—-]\s))\s*(?:"
    r"(?P<reviewer>(?:this (?:article|post|page|content) (?:was|has been|is) )?(?:(?:article|content|post)\s)?(?:(?:last|expert|medically|clinically|scientifically|professionally|editorially|peer|"
    r"nutritionally|legally|technically)[\s-]){0,2}review(?:ed)?(?:\s(?:and|&)\s(?:approved|edited|verified|fact[\s-]checked))?\sby|(?:medical\s|expert\s|clinical\s|scientific\s|peer\s)?reviewers?(?=\s*[:\x1f]|\s*$)|"
    r"(?:medical|clinical|expert)\sreview(?:\sby|(?=\s*[:\x1f]))|(?:medizinisch|fachlich|ärztlich)?\s?(?:geprüft|überprüft|begutachtet)\s(?:von|durch)|"
    r"(?:relu|vérifié|validé)\spar|revisado(?:\smédicamente)?\spor|rivisto\sda|revisionato\sda|gecontroleerd\sdoor)"
    r"|(?P<other>(?:[\w’'-]+\s){0,3}?(?:photos?|photographs?|photography|photographed|images?|illustrat\w+|video|graphics?|art|artwork|edited|updated|"
    r"translated|fact[\s-]?checked|checked|hosted|sponsored|presented|powered|produced|recommended|approved|verified|filmed|designed|"
    r"supported|narrated|curated|directed|owned|managed|funded|provided|brought\sto\syou|inspired|caused|followed|moderated|music|"
    r"recipe|shared|uploaded|liked|read|interview(?:ed)?)(?:\s(?:and|&)\s\w+)?\sby"
    r"|(?:fotos?|photos?|bild(?:er)?|image|übersetz\w+|foto's|traducción|traduction|редактор|fotograf\w*|illustrat\w+|fact[\s-]?check(?:er)?|editors?|produc\w+)(?:\s(?:von|par|por|di|av|af|door|by)|\s*:))"
    r"|(?P<author>(?:this (?:article|post) (?:was|is) )?(?:(?:guest|blog|news|featured|original|sponsored)\s)?(?:written|posted|published|authored|contributed|submitted|compiled|prepared|created|reported|post|article|blog|column|essay|"
    r"opinion|analysis|review|story|stories|words|text|report|reporting|author|contribution|commentary|interview)(?:\s(?:and|&)\s\w+)?\sby"
    r"|by|authors?(?=\s*[:\x1f])|written\sby|writers?(?=\s*[:\x1f])|words(?=\s*:)|reporters?(?=\s*:)|about\sthe\sauthors?"
    r"|(?:ein\s)?(?:gast)?(?:beitrag|artikel|kommentar|kolumne|text|interview|analyse|essay|bericht|reportage|rezension)\svon|(?:verfasst|geschrieben|veröffentlicht|erstellt|aufgezeichnet)\svon|von|autor(?:in|en|innen)?(?=\s*[:\x1f])|text(?:e|o)?(?=\s*:)"
    r"|(?:écrit|rédigé|publié|posté|propos\srecueillis|article)\spar|par|auteure?s?(?=\s*[:\x1f])"
    r"|(?:escrito|publicado|redactado|texto|postado|elaborado)\s(?:por|de)|por|autor(?:a|es|as)?(?=\s*[:\x1f])|redacción(?=\s*:)"
    r"|(?:scritto|pubblicato|articolo|testo|redatto)\s(?:da|di)|a\scura\sdi|di|autor[ei](?=\s*[:\x1f])"
    r"|(?:geschreven\s|door\s)?door|auteurs?(?=\s*:)|tekst(?=\s*:)|(?:skrevet|skriven|publicerad|publisert)\sa[vf]|a[vf]|kirjoittaja(?=\s*[:\x1f])|teksti(?=\s*:)"
    r"|autorzy(?=\s*:)|napisał[a]?|opublikowane\sprzez|przez|автор(?:ы)?(?=\s*[:\x1f])|текст(?=\s*:)|szerző(?=\s*:)|írta|yazar(?=\s*:)|yazan(?=\s*:)|oleh|penulis(?=\s*:)"
    r"|作者(?=\s*[::]?)|文\s?[//]|撰文(?=\s*[::]?)|記者|기자(?=\s*:)|글(?=\s*:)|بقلم|كتب|کاتب|מאת|tác giả(?=\s*:)|bởi|συντάκτης(?=\s*:)|από\sτον|autorka(?=\s*:))"
    r")(?=[\s\x1f:：]|$)\s*[:：]?\s*",
    re.I,
)
# Where the names of a byline end.
_STOP = re.compile(
    r"[|•·►»›«\n]|\s[-–—]\s|\d|\s(?:in|on|at|for|is|was|has|who|updated|published|posted|last|am|vom|le|el|il|den|reviewed|written|edited|fact|about)(?=[\s\x1f])"
    r"|(?<=\x1f)\s*(?:in|on|at|updated|published|posted|last|share|follow|read|comments?|email|print|listen|save|add|about|view|more|see|medically|reviewed|written|edited|fact|photo\w*|image|illustration)\b",
    re.I,
)
_PROFILE = re.compile(
    r"/(?:authors?|profiles?|people|team|staff|contributors?|writers?|by|byline|bios?|experts?|journalists?|reporters?|columnists?|members?|"
    r"autor(?:en|es|in)?|auteurs?|autore|redaktion|about-the-author|correspondents?|user|users|creators?)[/.]|[?&]author=|/@",
    re.I,
)


class Byline(msgspec.Struct, frozen=True, gc=False):
    """The people of one byline. `order` is lower where the place makes it more likely the article's."""

    part: Part
    order: int
    people: tuple[Person, ...]
    source: str
    place: etree._Element
    raw: str


def read(page: Context, headline: Block | None, brands: tuple[str, ...]) -> tuple[Byline, ...]:
    """The bylines of the article, the likeliest first."""
    found = sorted(_found(page, headline, brands), key=lambda byline: byline.order)
    return tuple(found)


def _found(page: Context, headline: Block | None, brands: tuple[str, ...]) -> Iterator[Byline]:
    origin = headline.index if headline else 0
    paragraphs = 0
    for block in page.layout.blocks:
        if not is_text(block) or len(block.text) > _LONGEST:
            paragraphs += block.index > origin and is_text(block)
            continue
        distance = block.index - origin
        is_near = -_BEFORE <= distance <= _AFTER and paragraphs < 2
        if block is headline or page.traits(block, headline) & SUSPECT:
            continue
        yield from _in_block(page, block, headline, brands, is_near=is_near, is_first=paragraphs == 0)
        paragraphs += distance > 0 and block.chars >= _PARAGRAPH


def _in_block(
    page: Context, block: Block, headline: Block | None, brands: tuple[str, ...], *, is_near: bool, is_first: bool
) -> Iterator[Byline]:
    pieces = _pieces(block)
    labelled = list(_labelled(page, block, pieces, brands))
    for part, people, raw in labelled:
        if is_near or part is Part.REVIEWER or len(raw) > 6:
            yield Byline(part, 0 if is_near else 4, people, "byline-text", block.element, raw)
    if labelled or not is_near:
        return
    yield from _marked(page, block, headline, pieces, brands, is_first=is_first)


def _pieces(block: Block) -> str:
    """The text of a block with a mark between its elements, where these are all its own."""
    texts = list(block.element.itertext())
    joined = "\x1f".join(text.strip() for text in texts if text.strip())
    if "".join(joined.replace("\x1f", "").split()) == "".join(block.text.split()):
        return joined
    return block.text


def _labelled(
    page: Context, block: Block, text: str, brands: tuple[str, ...]
) -> Iterator[tuple[Part, tuple[Person, ...], str]]:
    matches = list(_LABELS.finditer(text))
    for position, match in enumerate(matches):
        end = matches[position + 1].start() if position + 1 < len(matches) else len(text)
        value = text[match.end() : end]
        stop = _STOP.search(value)
        names = (value[: stop.start()] if stop else value).strip(" \x1f")
        part = Part(match.lastgroup or Part.OTHER)
        if not names and position + 1 == len(matches) and match.end() >= len(text.rstrip(" \x1f:")):
            names = _next_text(page, block)
        people = parse_people(names, brands=brands, strict=True)
        if (
            people
            and part is not Part.OTHER
            and (len(people) > 1 or " " in people[0].name or not match.group().strip().islower())
        ):
            yield part, people, f"{match.group().strip()} {names}".replace("\x1f", " ")


def _next_text(page: Context, block: Block) -> str:
    """The block behind a label that stands alone, if it is a name and in the same box."""
    following = page.layout.blocks[block.index + 1 : block.index + 3]
    for candidate in following:
        if not is_text(candidate):
            continue
        text = candidate.text
        near = {box.index for box in page.layout.ancestors(block.box)[:3]}
        if len(text) <= 120 and any(box.index in near for box in page.layout.ancestors(candidate.box)[:3]):
            stop = _STOP.search(text)
            return text[: stop.start()] if stop else text
        return ""
    return ""


def _marked(
    page: Context, block: Block, headline: Block | None, pieces: str, brands: tuple[str, ...], *, is_first: bool
) -> Iterator[Byline]:
    """Names without a label: markup says what they are."""
    if any(box.traits & Trait.REVIEWER for box in page.layout.ancestors(block.box)[:3]):
        return
    linked = [anchor for anchor in block.anchors if _PROFILE.search(anchor.href)]
    if linked and is_first:
        people = tuple(p for anchor in linked for p in parse_people(anchor.text, brands=brands, strict=True))
        if people:
            yield Byline(Part.AUTHOR, 1, people, "byline-markup", block.element, block.text)
            return
    if page.traits(block, headline) & (Trait.BYLINE | Trait.AUTHOR_BOX):
        stop = _STOP.search(pieces)
        people = parse_people(pieces[: stop.start()] if stop else pieces, brands=brands, strict=True)
        if people and (" " in people[0].name):
            yield Byline(Part.AUTHOR, 2, people, "byline-markup", block.element, block.text)
            return
    for element in block.element.iterdescendants():
        if element.get("class") and read_traits(element) & Trait.BYLINE:
            people = parse_people("\x1f".join(element.itertext()), brands=brands, strict=True)
            if people:
                yield Byline(Part.AUTHOR, 3, people, "byline-markup", element, block.text)
                return
