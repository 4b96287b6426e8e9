"""How each peer is asked: with bytes and a URL alone, and imported only then, since none has to be installed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as lxml_html

from benchmarks.answers import Fields
from benchmarks.metrics import Block

if TYPE_CHECKING:
    from newspaper import Article as NewspaperArticle

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "head"})
HTML_BLOCKS = frozenset({"p", "li", "blockquote", "td", "th", "pre"})
TRAFILATURA_BLOCKS = frozenset({"p", "item", "quote", "cell", "code"})


def trafilatura_text(html: bytes, url: str) -> str:
    """Its plain text, without comments."""
    import trafilatura

    return trafilatura.extract(html, url=url, include_comments=False) or ""


def trafilatura_whole(html: bytes, url: str) -> str | None:
    """Its plain text with its metadata above."""
    import trafilatura

    text: str | None = trafilatura.extract(html, url=url, include_comments=False, with_metadata=True)
    return text


def trafilatura_blocks(html: bytes, url: str) -> tuple[Block, ...]:
    """The outermost blocks of its XML."""
    import trafilatura

    xml = trafilatura.extract(html, url=url, include_comments=False, output_format="xml")
    return tuple(_outermost(etree.fromstring(xml.encode()), TRAFILATURA_BLOCKS)) if xml else ()


def trafilatura_fields(html: bytes, url: str) -> Fields:
    """Its metadata; several authors are joined by semicolons."""
    import trafilatura

    found = trafilatura.extract_metadata(html, default_url=url)
    names = (name.strip() for name in (found.author or "").split(";"))
    return Fields(found.title, tuple(filter(None, names)), found.date)


def _outermost(root: etree._Element, blocks: frozenset[str]) -> Iterator[Block]:
    """The texts of the outermost elements that are headings or one of these."""
    for element in root.iterchildren(etree.Element):
        if element.tag in HEADINGS:
            yield "heading", _text(element)
        elif element.tag in blocks:
            yield "text", _text(element)
        else:
            yield from _outermost(element, blocks)


def _text(element: etree._Element, between: str = "") -> str:
    return between.join(map(str, element.itertext()))


def _readability(html: bytes) -> lxml_html.HtmlElement:
    from readability import Document

    return lxml_html.fromstring(Document(html).summary(html_partial=True))


def readability_text(html: bytes, url: str) -> str:  # noqa: ARG001 - all systems are asked alike
    """The text of its HTML, with white space between the pieces."""
    return _text(_readability(html), between=" ")


def readability_blocks(html: bytes, url: str) -> tuple[Block, ...]:  # noqa: ARG001
    """The outermost blocks of its HTML."""
    return tuple(_outermost(_readability(html), HTML_BLOCKS))


def readability_fields(html: bytes, url: str) -> Fields:  # noqa: ARG001
    """Its title, the only field that it reads."""
    from readability import Document

    return Fields(headline=Document(html).short_title())


def newspaper_text(html: bytes, url: str) -> str:
    """Its plain text."""
    return str(_newspaper(html, url).text)


def newspaper_fields(html: bytes, url: str) -> Fields:
    """Its title, authors and date of publication."""
    article = _newspaper(html, url)
    published = article.publish_date
    return Fields(article.title, tuple(article.authors), str(published) if published else None)


def _newspaper(html: bytes, url: str) -> NewspaperArticle:
    """Reads a page in its language; as English where that needs a tokenizer that is not installed."""
    try:
        return _newspaper_in(None, html, url)
    except ImportError:
        return _newspaper_in("en", html, url)


def _newspaper_in(language: str | None, html: bytes, url: str) -> NewspaperArticle:
    from newspaper import Article as NewspaperArticle

    article = NewspaperArticle(url, fetch_images=False, language=language)
    article.download(input_html=_decoded(html))
    article.parse()
    return article


def resiliparse_text(html: bytes, url: str) -> str:  # noqa: ARG001
    """Its plain text of the main content."""
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(_decoded(html), main_content=True, alt_texts=False))


def _decoded(html: bytes) -> str:
    """For systems that take text: decoded as resiliparse does where that is installed, else as UTF-8."""
    try:
        from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    except ImportError:
        return html.decode("utf-8", "replace")
    return str(bytes_to_str(html, detect_encoding(html) or "utf-8"))


def justext_text(html: bytes, url: str) -> str:  # noqa: ARG001
    """Its good paragraphs, told apart without stop lists, since the pages are in many languages."""
    import justext

    paragraphs = justext.justext(html, frozenset(), stopwords_low=0, stopwords_high=0)
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)
