"""Rules about addresses: links that earn money, and telephone numbers for emergencies."""

from __future__ import annotations

import re

from wellread.extractors.signals.rule import LinkRule

# Networks that pay for sales, by the hosts that count the clicks. Not one of them is a shop or a site of articles.
_NETWORKS = (
    r"anrdoezrs\.net|dpbolvw\.net|jdoqocy\.com|kqzyfj\.com|tkqlhce\.com|emjcd\.com|awin1\.com|zenaps\.com"
    r"|shareasale\.com"
    r"|linksynergy\.com|skimresources\.com|viglink\.com|redirectingat\.com|rstyle\.me|shopstyle\.it|pxf\.io"
    r"|sjv\.io|pntra\w*\.com|prf\.hn"
    r"|avantlink\.com|tradedoubler\.com|clickbank\.net|flexoffers\.com|impact(?:radius)?(?:-event)?\.com|howl\.me"
    r"|amzn\.to|bttn\.io|digidip\.net|webgains\.com|belboon\.\w+"
)

LINK_RULES = (
    LinkRule(
        id="affiliate-network",
        signal="affiliate_link",
        # Plain, or inside an address that passes the reader on.
        pattern=re.compile(rf"(?:(?:^|/|\.)|%2f|%3a)(?:[\w-]+\.)*(?:{_NETWORKS})(?:[/?%:]|$)", re.IGNORECASE),
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
            r"[?&](?:aff(?:iliate)?(?:_?id)?|affid|aff_sub|awinaffid|afftrack|irclickid|irgwc|clickref|ranmid"
            r"|a_aid|cjevent|sscid)=[\w-]|[?&]tag=[\w-]+-2[0-9]\b|utm_medium=affiliate",
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
