"""What holds on every page: no exception, characters that add up, a reason for each dropped block,
each quote at its place, no number that the page does not have, the same bytes.
"""

from __future__ import annotations

import hashlib
import html as entities
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import msgspec
from lxml import etree

from benchmarks import corpora, options, runner
from benchmarks.corpora import Page
from benchmarks.systems import our_article
from wellread.extractors.article import Article, Dropped
from wellread.extractors.parse import PageInput, parse, read_source

SAMPLE_EVERY = 20

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# Digits above and below the line, and fractions, are numbers of their own: 10⁹ has 10 and 9.
RAISED = re.compile("[⁰¹²³⁴-⁹₀-₉]+|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒]|[\u200b-\u200f\u2060\ufeff\u00ad]")
BETWEEN_LINKS = "\uffff"  # a noncharacter, which no page has
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike "
    "strong time tt u var wbr".split()
)


class Finding(msgspec.Struct, frozen=True):
    """What was found on one page: the digest of its JSON, and one line for each promise that is broken."""

    digest: str
    violations: tuple[str, ...]


def examine(page: Page) -> Finding:
    """Extracts one page and checks all that a single run can show."""
    html = page.html()
    try:
        article = our_article(html, page.gold.url)
    except Exception as error:  # noqa: BLE001 - that it raises is what is being reported
        return Finding("", (f"raises {type(error).__name__}: {error}",))
    encoded = msgspec.json.encode(article)
    return Finding(hashlib.sha256(encoded).hexdigest(), tuple(violations(article, html, encoded)))


def violations(article: Article, html: bytes, encoded: bytes) -> Iterator[str]:
    """One line for each promise that the article of this page breaks."""
    accounting = article.accounting
    if accounting.kept_chars + accounting.dropped_chars != accounting.visible_chars:
        yield f"{accounting.kept_chars} kept + {accounting.dropped_chars} dropped != {accounting.visible_chars} visible"
    if msgspec.json.decode(encoded, type=Article) != article:
        yield "is not the same after JSON"
    yield from misplaced(article, encoded)
    yield from unread_numbers(article, html)
    if article.dropped:
        yield from dropped_violations(article.dropped, parse(PageInput(html, article.url)).root)


def dropped_violations(dropped: tuple[Dropped, ...], root: etree._Element) -> Iterator[str]:
    """One line for each dropped block that does not say what it is, why it was dropped and where it stands."""
    for number, block in enumerate(dropped):
        if not (block.text.strip() and block.rule):
            yield f"dropped block {number} lacks its text or rule: {block}"
        if not _is_element(root, block.xpath):
            yield f"dropped block {number} is not at {block.xpath!r}"


def unread_numbers(article: Article, html: bytes) -> Iterator[str]:
    """One line for each number in the text, the quotes and the written fields that does not stand on the page."""
    texts = [article.article_body, article.headline, article.description]
    texts += [image.caption for image in article.images]
    texts += [signal.quote for signal in article.signals]
    said = numbers_in(text or "" for text in texts)
    if said - numbers_in([html.decode("utf-8", "replace")]):
        for number in sorted(said - numbers_in(page_texts(read_source(PageInput(html, article.url)).root))):
            yield f"the number {number} does not stand on the page"


def numbers_in(texts: Iterable[str]) -> set[str]:
    """The numbers of some texts, those above and below the line and the parts of fractions by themselves."""
    found: set[str] = set()
    for text in texts:
        plain = RAISED.sub(lambda sign: f" {sign[0]} " if sign[0].isprintable() else "", text)
        found.update(NUMBER.findall(unicodedata.normalize("NFKC", plain)))
    return found


def page_texts(root: etree._Element) -> Iterator[str]:
    """The texts of a page, what is raised or lowered apart from the text around it, and the values of attributes.

    Links side by side are apart as well, and in a second text they are not.
    """
    parts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        is_inline = element.tag in INLINE and "vertical-align" not in element.get("style", "")
        if not is_inline:
            parts.append(" ")
        elif event == "start" and element.tag == "a":
            parts.append(BETWEEN_LINKS)
        if event == "start":
            parts.append(element.text or "")
            yield from (entities.unescape(str(value)) for value in element.values())
            if element.tag == "script":
                yield entities.unescape(entities.unescape(element.text or ""))
        else:
            parts.append(element.tail or "")
    text = "".join(parts)
    yield from (text.replace(BETWEEN_LINKS, " "), text.replace(BETWEEN_LINKS, ""))


def misplaced(article: Article, encoded: bytes) -> list[str]:
    """One line for each signal whose quote is not what the record has at its place."""
    record = msgspec.json.decode(encoded)
    problems = []
    for signal in article.signals:
        if signal.block_id is None:
            if signal.quote is not None:
                problems.append(f"{signal.id}: a quote without a place: {signal.quote!r}")
            continue
        text = resolve(record, signal.block_id)
        if not isinstance(text, str) or text[signal.start : signal.end] != signal.quote:
            problems.append(f"{signal.id}: {signal.quote!r} is not at {signal.block_id} {signal.start}:{signal.end}")
    for reference in article.references:
        pointers = (pointer for pointer in (reference.block_id, *reference.cited_by) if pointer)
        problems += [f"reference to {p}: nothing there" for p in pointers if not isinstance(resolve(record, p), str)]
    return problems


def resolve(record: object, pointer: str) -> object:
    """What a JSON Pointer without escapes points to; None where nothing is."""
    at = record
    for step in pointer.removeprefix("/").split("/"):
        if isinstance(at, dict):
            at = at.get(step)
        elif isinstance(at, list) and step.isdigit() and int(step) < len(at):
            at = at[int(step)]
        else:
            return None
    return at


def _is_element(root: etree._Element, xpath: str) -> bool:
    try:
        found = root.xpath(xpath)
    except etree.XPathError:
        return False
    return isinstance(found, list) and len(found) == 1 and etree.iselement(found[0])


@click.command("invariants")
@options.root
@options.corpus
@options.limit
def command(root: Path, corpus_names: tuple[str, ...], limit: int | None) -> None:
    """Check on every page what must hold on all; exit 1 when it does not."""
    if not corpora.names(root):
        click.echo(f"skipped: no corpora in {root}")
        return
    pages = [page for corpus in runner.chosen_corpora(root, corpus_names) for page in corpus.pages[:limit]]
    findings = runner.in_children(examine, pages)
    sample = slice(None, None, SAMPLE_EVERY)
    again = runner.in_children(examine, pages[sample])
    broken = [(page, text) for page, finding in zip(pages, findings, strict=True) for text in finding.violations]
    broken += [
        (page, "gives other bytes in another process")
        for page, first, second in zip(pages[sample], findings[sample], again, strict=True)
        if first.digest != second.digest
    ]
    for page, text in broken:
        click.echo(f"{page.corpus}/{page.gold.id}: {text}")
    if broken:
        raise click.ClickException(
            f"{len(broken)} violations on {len({page.path for page, _ in broken})} of {len(pages)} pages"
        )
    click.echo(f"{len(pages)} pages, no violation; {len(again)} of them extracted twice, in two processes")


if __name__ == "__main__":
    command()
