"""Rules about links: those that earn money, and telephone numbers for emergencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from wellread.extractors.page import LabelledPage
from wellread.extractors.parse import Document
from wellread.extractors.segment import BlockKind, Span
from wellread.extractors.signals.context import SignalContext
from wellread.extractors.signals.model import RuleMatch
from wellread.extractors.signals.rule import FactRule, LinkRule

# Networks that pay for sales, by the hosts that count the clicks. Not one of them is a shop or a site of articles.
_NETWORKS = (
    r"anrdoezrs\.net|dpbolvw\.net|jdoqocy\.com|kqzyfj\.com|tkqlhce\.com|emjcd\.com|awin1\.com"
    r"|zenaps\.com|shareasale\.com|linksynergy\.com|skimresources\.com|viglink\.com"
    r"|redirectingat\.com|rstyle\.me|shopstyle\.it|pxf\.io|sjv\.io|pntra\w*\.com|prf\.hn"
    r"|avantlink\.com|tradedoubler\.com|clickbank\.net|flexoffers\.com"
    r"|impact(?:radius)?(?:-event)?\.com|howl\.me|amzn\.to|bttn\.io|digidip\.net|webgains\.com"
    r"|belboon\.\w+"
)
_MAX_SPONSORED_LINKS = 2_000
_SPONSORED_LINKS = etree.XPath('//a[contains(@rel, "sponsored")]')


def _find_sponsored_links(context: SignalContext) -> Iterator[RuleMatch]:
    """Links that are marked as paid for; one around a picture has no words to quote."""
    for element in islice(_sponsored_links(context.page.document), _MAX_SPONSORED_LINKS):
        yield RuleMatch((element.get("href") or "").strip() or None, _find_link_text(context.page, element))


def _sponsored_links(document: Document) -> Iterator[etree._Element]:
    if not _source_contains(document, "sponsored"):
        return
    found = _SPONSORED_LINKS(document.root)
    if isinstance(found, list):
        yield from (element for element in found if isinstance(element, etree._Element))


def _source_contains(document: Document, word: str) -> bool:
    """Whether the bytes of the page have a word in ASCII, which is faster than to ask the tree. UTF-16 may have any."""
    html = document.page.html
    if isinstance(html, str):
        return word in html
    return word.encode() in html or "16" in document.encoding


def _find_link_text(page: LabelledPage, link: etree._Element) -> Span | None:
    """Where the text of a link stands; None for a link without text, and in code."""
    text = " ".join("".join(link.itertext()).split())
    for block in page.blocks_of(link) if text else ():
        start = block.text.find(text)
        if start >= 0 and block.kind is not BlockKind.CODE:
            return Span(block.index, start, start + len(text))
    return None


SPONSORED_LINK_RULES: tuple[FactRule, ...] = (
    FactRule(
        id="marked-as-paid",
        signal="sponsored_link",
        find=_find_sponsored_links,
        hits=(
            '<p>We like <a rel="sponsored nofollow" href="https://shop.example/pillow">this pillow</a> best of all.</p>'
        ),
        misses='<p>We like <a rel="nofollow" href="https://shop.example/pillow">this pillow</a> best of all.</p>',
    ),
)

LINK_RULES = (
    LinkRule(
        id="affiliate-network",
        signal="affiliate_link",
        # Plain, or inside a URL that redirects.
        pattern=re.compile(rf"(?:^|[/.]|%2f|%3a)(?:{_NETWORKS})(?:[/?%:]|$)", re.IGNORECASE),
        triggers=tuple(
            "anrdoezrs dpbolvw jdoqocy kqzyfj tkqlhce emjcd awin1 zenaps shareasale linksynergy skimresources "
            "viglink redirectingat "
            "rstyle.me shopstyle.it pxf.io sjv.io pntra prf.hn avantlink tradedoubler clickbank.net flexoffers "
            "impact howl.me amzn.to "
            "bttn.io digidip webgains belboon".split()
        ),
        hits=(
            '<p>We like <a href="https://www.awin1.com/cread.php?awinmid=1&amp;awinaffid=2">this pillow</a> best of '
            "all.</p>"
        ),
        misses='<p>We like <a href="https://example.net/awin1-com-explained">this article</a> best of all.</p>',
    ),
    LinkRule(
        id="affiliate-parameter",
        signal="affiliate_link",
        pattern=re.compile(
            r"[?&](?:aff(?:iliate)?(?:_?id)?|affid|aff_sub|awinaffid|afftrack|irclickid|irgwc"
            r"|clickref|ranmid|a_aid|cjevent|sscid)=[\w-]|[?&]tag=[\w-]+-2[0-9]\b"
            r"|utm_medium=affiliate",
            re.IGNORECASE,
        ),
        triggers=("aff", "irclickid", "irgwc", "clickref", "ranmid", "a_aid", "cjevent", "sscid", "tag="),
        hits='<p>We like <a href="https://shop.example/pillow?tag=quietnights-20">this pillow</a> best of all.</p>',
        misses='<p>We like <a href="https://shop.example/pillow?staff=1&amp;tag=soft">this pillow</a> best of all.</p>',
    ),
    LinkRule(
        id="emergency-number",
        signal="crisis_line",
        pattern=re.compile(r"(?:tel|sms):\s*(?:\+?1-?)?(?:988|911|999|112|116123|741741)$", re.IGNORECASE),
        triggers=("tel:", "sms:"),
        hits='<p>Help is there at any hour: <a href="tel:988">988</a></p>',
        misses='<p>Book a visit: <a href="tel:+18009881234">800 988 1234</a></p>',
    ),
)
