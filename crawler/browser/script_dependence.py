"""Whether a page's text is in its HTML, or is still to be brought by scripts. Pure."""

from __future__ import annotations

from lxml import etree

# A shell for scripts holds some dozens of words at most: a menu, a notice about cookies, "please
# enable JavaScript".
MIN_STATIC_WORDS = 100
MIN_RUNNING_TEXT_WORDS = 6  # fewer in a row are a label, not running text

_RUNNING_TEXT = etree.XPath(
    "//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript or ancestor::template"
    " or ancestor::a or ancestor::button or ancestor::select or ancestor::nav or ancestor::header or ancestor::footer)]"
)
_RUNS_SCRIPTS = etree.XPath("boolean(//script[not(@type) or contains(@type, 'javascript') or @type = 'module'])")


def needs_scripts(root: etree._Element) -> bool:
    """Whether the page with this tree has next to no running text but runs scripts that may bring it."""
    if not _RUNS_SCRIPTS(root):
        return False
    words = 0
    for text in _RUNNING_TEXT(root):
        count = len(text.split())
        words += count if count >= MIN_RUNNING_TEXT_WORDS else 0
        if words >= MIN_STATIC_WORDS:
            return False
    return True
