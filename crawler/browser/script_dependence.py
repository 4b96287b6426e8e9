"""Whether a page's text is in its HTML, or is still to be brought by scripts. Pure."""

from __future__ import annotations

from lxml import etree, html

# A shell for scripts holds some dozens of words at most: a menu, a notice about cookies, "please enable JavaScript".
ENOUGH_WORDS = 100
RUNNING_WORDS = 6  # fewer in a row are a label, not text

_RUNNING_TEXT = etree.XPath(
    "//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript or ancestor::template"
    " or ancestor::a or ancestor::button or ancestor::select or ancestor::nav or ancestor::header or ancestor::footer)]"
)
_RUNS_SCRIPTS = etree.XPath("boolean(//script[not(@type) or contains(@type, 'javascript') or @type = 'module'])")


def lacks_text(text: str) -> bool:
    """Whether a page has next to no running text but runs scripts that may bring it."""
    try:
        tree = html.document_fromstring(
            text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except (etree.ParserError, ValueError):
        return False
    if not _RUNS_SCRIPTS(tree):
        return False
    words = 0
    for run in _RUNNING_TEXT(tree):
        count = len(run.split())
        words += count if count >= RUNNING_WORDS else 0
        if words >= ENOUGH_WORDS:
            return False
    return True
