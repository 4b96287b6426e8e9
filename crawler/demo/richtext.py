"""The body of an article as the platform publishes it: rich text, embeds in it, and components between its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from wellread.crawler.demo.rendering import asset_path, element_id, fill
from wellread.crawler.demo.source import (
    Block,
    Figure,
    Heading,
    Insert,
    Item,
    List,
    Offer,
    Paragraph,
    Post,
    Quote,
    Table,
    Text,
    by_heading,
    markup,
)

FAQ = "frequently asked questions"
OFFER = "offer"


def body(post: Post) -> str:
    """The whole body. A promotional last paragraph stands in the rich text like any other."""
    promotion = (Paragraph(Text(markup(post.meta.promotion), post.meta.promotion)),) if post.meta.promotion else ()
    placed = groupby(_places((*post.body, *promotion)), key=lambda pair: pair[0])
    return "".join(_part(place, [block for _, block in run], post.meta.offer) for place, run in placed)


def _places(blocks: Iterable[Block]) -> Iterator[tuple[str, Block]]:
    """Each block with the kind of element that it stands in."""
    place = "text"
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            place = "faq" if block.text.plain.lower() == FAQ else "text"
        yield OFFER if block == Insert(OFFER) else place, block


def _part(place: str, blocks: list[Block], offer: Offer) -> str:
    if place == OFFER:
        return fill("offer.html", element_id=element_id(offer.heading), **_wording(offer))
    if place == "faq":
        return _faq(blocks)
    inner = "".join(_insert(b, offer) if isinstance(b, Insert) else _block(b) for b in blocks)
    return f'<div class="blog-body_rich-text w-richtext">{inner}</div>'


def _wording(offer: Offer) -> dict[str, str]:
    return {"heading": markup(offer.heading), "text": markup(offer.text), "button": markup(offer.button)}


def _insert(insert: Insert, offer: Offer) -> str:
    match insert.name:
        case "offer-embed":
            return fill("offer-embed.html", **_wording(offer))
        case "offer-banner":
            banner = asset_path("fourteen-evenings-banner")
            return fill("offer-banner.html", banner=banner, heading=escape(offer.heading))
        case "spacer":
            return fill("spacer.html")
        case other:
            raise ValueError(f"no insert is called {other}")


def _faq(blocks: list[Block]) -> str:
    ((heading, answered),) = by_heading(blocks, 2)
    questions = "".join(
        fill("faq-question.html", question=question.text.html, answer="".join(map(_block, answer)))
        for question, answer in by_heading(answered, 3)
    )
    return fill("faq.html", heading=heading.text.html, questions=questions)


def _block(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"<h{level}>{text.html}</h{level}>"
        case Paragraph(text):
            return f"<p>{text.html}</p>"
        case List():
            return _list(block)
        case Quote(text, cite):
            source = f"<br/>— {markup(cite)}" if cite else ""
            return f"<blockquote>{text.html}{source}</blockquote>"
        case Figure():
            return _figure(block)
        case Table():
            return _table(block)
        case Insert(name):
            raise ValueError(f"{name} cannot stand here")


def _list(block: List) -> str:
    tag = "ol" if block.ordered else "ul"
    return f'<{tag} role="list">{"".join(map(_item, block.items))}</{tag}>'


def _item(item: Item) -> str:
    return f"<li>{item.text.html}{_list(item.nested) if item.nested else ''}</li>"


def _figure(figure: Figure) -> str:
    image = f'<img src="{asset_path(figure.name)}" loading="lazy" alt="{escape(figure.alt)}"/>'
    caption = f"<figcaption>{markup(figure.caption)}</figcaption>" if figure.caption else ""
    kind = "w-richtext-align-fullwidth w-richtext-figure-type-image"
    return f'<figure style="max-width:1200px" class="{kind}"><div>{image}</div>{caption}</figure>'


def _table(table: Table) -> str:
    """The platform has no tables: its editors paste them into an embed."""
    caption = f"<caption>{markup(table.caption)}</caption>" if table.caption else ""
    rows = "".join(_row(row, "td") for row in table.rows)
    return (
        '<div class="w-embed"><table border="1" cellpadding="6" cellspacing="0">'
        f"{caption}<thead>{_row(table.header, 'th')}</thead><tbody>{rows}</tbody></table></div>"
    )


def _row(cells: Iterable[Text], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{cell.html}</{tag}>' for cell in cells)}</tr>"
