"""Pages that send their reader on by themselves (HTML Standard, 4.2.5.3), read in the encoding of their article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.http import HtmlResponse
from w3lib.html import get_base_url, get_meta_refresh

from wellread.extractors.parse import decode
from wellread.extractors.parse.html_parser import parse_html

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.http import Response

_MAX_HEAD_CHARS = 32_768  # in which a refresh is looked for
_MAX_BYTES_PER_CHAR = 4  # in every encoding of the web
_MAX_TAG_BYTES = 4096
_MAX_PARSED_BYTES = 262_144  # of a page whose text is counted
_WITHOUT_REFRESH: tuple[None, None] = (None, None)
# What a page says that only sends its reader on is a line or two, besides menus and other links.
_MAX_CHARS_OF_STUB = 400
_NO_TEXT_OF_ITS_OWN = frozenset(("a", "nav", "script", "noscript", "style", "template", "title", "header", "footer"))


def find_meta_refresh(response: HtmlResponse) -> tuple[float, str] | tuple[None, None]:
    """After how many seconds a page sends its reader on, and to which URL.

    No script is run here, so the refresh in a `<noscript>` counts as well, if the page has no text of its own: a whole
    article may lead those without scripts to a poorer page.

    Not by Scrapy's `response.text`, which takes every codec of Python for an encoding, and raises for half of them.
    """
    body = response.body
    if not _may_have_refresh(body[: _MAX_HEAD_CHARS * _MAX_BYTES_PER_CHAR]):
        return _WITHOUT_REFRESH
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    decoded = decode(body, {"Content-Type": content_type})
    head = decoded.utf8.decode("utf-8", "replace")[:_MAX_HEAD_CHARS]
    # Queries are in the encoding of the page; in UTF-8 where that has no ASCII (WHATWG Encoding, 4.3).
    encoding = "utf-8" if decoded.encoding.startswith(("utf-16", "utf-32")) else decoded.encoding
    base = get_base_url(head, response.url, encoding)
    found = get_meta_refresh(head, base, encoding)
    if found != _WITHOUT_REFRESH or "<noscript" not in head.lower():
        return found
    without_scripts = get_meta_refresh(head, base, encoding, ignore_tags=("script",))
    has_text = without_scripts != _WITHOUT_REFRESH and _has_text_of_its_own(decoded.utf8[:_MAX_PARSED_BYTES])
    return _WITHOUT_REFRESH if has_text else without_scripts


def _may_have_refresh(head: bytes) -> bool:
    """Whether one of the first tags could be a refresh: other pages are decoded once, where their text is read."""
    if b"\0" in head:
        return True  # two or four bytes a character
    return any(b"refresh" in tag[:_MAX_TAG_BYTES] for tag in head.lower().split(b"<meta")[1:])


def _has_text_of_its_own(utf8: bytes) -> bool:
    root, _ = parse_html(utf8)
    return _count_own_chars(root) > _MAX_CHARS_OF_STUB


def _count_own_chars(root: etree._Element) -> int:
    """How many characters a page shows besides links and menus, white space not counted; no more than it takes."""
    chars, skipped = 0, None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            if skipped is None and element.tag in _NO_TEXT_OF_ITS_OWN:
                skipped = element
            text = element.text if skipped is None and isinstance(element.tag, str) else None
        else:
            skipped = None if skipped is element else skipped
            text = element.tail if skipped is None else None
        chars += sum(map(len, (text or "").split()))
        if chars > _MAX_CHARS_OF_STUB:
            break
    return chars


class DecodedMetaRefreshMiddleware(MetaRefreshMiddleware):
    """Scrapy's middleware of refreshes, without its own decoding. All requests are GET, and http or https."""

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002  (as Scrapy's)
    ) -> Request | Response:
        if request.meta.get("dont_redirect") or not isinstance(response, HtmlResponse):
            return response
        seconds, target = find_meta_refresh(response)
        if seconds is None or target is None or seconds >= self._maxdelay:
            return response
        if not target.startswith(("http://", "https://")):
            return response
        return self._redirect(self._redirect_request_using_get(request, response, target), request, "meta refresh")
