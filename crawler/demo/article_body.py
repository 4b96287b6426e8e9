"""The HTML of an article's body as Webflow publishes it.

That is rich text, embeds in it, and components between its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from wellread.crawler.demo.markdown import (
    InlineText,
    MarkdownBlock,
    MarkdownFigure,
    MarkdownHeading,
    MarkdownList,
    MarkdownListItem,
    MarkdownParagraph,
    MarkdownQuote,
    MarkdownTable,
    NonArticleInsert,
    escape_text,
    split_by_heading,
)
from wellread.crawler.demo.posts import Offer, Post
from wellread.crawler.demo.templating import fill_template, make_element_id, picture_path

# In lower case. What stands under this heading is a component of its own.
FAQ_HEADING = "frequently asked questions"
# The kinds of elements that hold the parts of a body.
_RICH_TEXT = "rich text"
_FAQ = "faq"
_OFFER = "offer"


def render_body(post: Post) -> str:
    """The HTML of the whole body.

    A promotional last paragraph stands in the rich text like any other.
    """
    blocks = [*post.body]
    if promotion := post.front_matter.promotion:
        blocks.append(MarkdownParagraph(InlineText(escape_text(promotion), promotion)))
    parts = groupby(_pair_with_containers(blocks), key=lambda pair: pair[0])
    offer = post.front_matter.offer
    return "".join(_render_body_part(container, [block for _, block in pairs], offer) for container, pairs in parts)


def _pair_with_containers(blocks: Iterable[MarkdownBlock]) -> Iterator[tuple[str, MarkdownBlock]]:
    """Each block with the kind of element that it stands in."""
    container = _RICH_TEXT
    for block in blocks:
        if isinstance(block, MarkdownHeading) and block.level == 2:
            container = _FAQ if block.text.plain.lower() == FAQ_HEADING else _RICH_TEXT
        yield _OFFER if block == NonArticleInsert("offer") else container, block


def _render_body_part(container: str, blocks: list[MarkdownBlock], offer: Offer) -> str:
    if container == _OFFER:
        return fill_template("offer.html", element_id=make_element_id(offer.heading), **_offer_values(offer))
    if container == _FAQ:
        return _render_faq(blocks)
    inner = "".join(_render_insert(b, offer) if isinstance(b, NonArticleInsert) else _render_block(b) for b in blocks)
    return f'<div class="blog-body_rich-text w-richtext">{inner}</div>'


def _offer_values(offer: Offer) -> dict[str, str]:
    return {
        "heading": escape_text(offer.heading),
        "text": escape_text(offer.text),
        "button": escape_text(offer.button),
    }


def _render_insert(insert: NonArticleInsert, offer: Offer) -> str:
    match insert.name:
        case "offer-embed":
            return fill_template("offer-embed.html", **_offer_values(offer))
        case "offer-banner":
            banner = picture_path("fourteen-evenings-banner")
            return fill_template("offer-banner.html", banner=banner, heading=escape(offer.heading))
        case "spacer":
            return fill_template("spacer.html")
        case other:
            raise ValueError(f"no insert is called {other}")


def _render_faq(blocks: list[MarkdownBlock]) -> str:
    ((heading, below),) = split_by_heading(blocks, 2)
    questions = "".join(
        fill_template(
            "faq-question.html",
            question=question.text.html,
            answer="".join(map(_render_block, answer)),
        )
        for question, answer in split_by_heading(below, 3)
    )
    return fill_template("faq.html", heading=heading.text.html, questions=questions)


def _render_block(block: MarkdownBlock) -> str:
    match block:
        case MarkdownHeading(level, text):
            return f"<h{level}>{text.html}</h{level}>"
        case MarkdownParagraph(text):
            return f"<p>{text.html}</p>"
        case MarkdownList():
            return _render_list(block)
        case MarkdownQuote(text, cite):
            source = f"<br/>— {escape_text(cite)}" if cite else ""
            return f"<blockquote>{text.html}{source}</blockquote>"
        case MarkdownFigure():
            return _render_figure(block)
        case MarkdownTable():
            return _render_table(block)
        case NonArticleInsert(name):
            raise ValueError(f"{name} cannot stand here")


def _render_list(block: MarkdownList) -> str:
    tag = "ol" if block.ordered else "ul"
    return f'<{tag} role="list">{"".join(map(_render_item, block.items))}</{tag}>'


def _render_item(item: MarkdownListItem) -> str:
    return f"<li>{item.text.html}{_render_list(item.nested) if item.nested else ''}</li>"


def _render_figure(figure: MarkdownFigure) -> str:
    image = f'<img src="{picture_path(figure.picture_name)}" loading="lazy" alt="{escape(figure.alt)}"/>'
    caption = f"<figcaption>{escape_text(figure.caption)}</figcaption>" if figure.caption else ""
    css_classes = "w-richtext-align-fullwidth w-richtext-figure-type-image"
    return f'<figure style="max-width:1200px" class="{css_classes}"><div>{image}</div>{caption}</figure>'


def _render_table(table: MarkdownTable) -> str:
    """Webflow has no tables: its editors paste them into an embed."""
    caption = f"<caption>{escape_text(table.caption)}</caption>" if table.caption else ""
    rows = "".join(_render_row(row, "td") for row in table.rows)
    return (
        '<div class="w-embed"><table border="1" cellpadding="6" cellspacing="0">'
        f"{caption}<thead>{_render_row(table.header, 'th')}</thead><tbody>{rows}</tbody></table></div>"
    )


def _render_row(cells: Iterable[InlineText], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{cell.html}</{tag}>' for cell in cells)}</tr>"
