"""Pages that send their reader on by themselves (HTML Standard, 4.2.5.3), read in the encoding of their article."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.http import HtmlResponse
from w3lib.html import get_base_url, get_meta_refresh

from wellread.extractors.parse import decode

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.http import Response

_MAX_HEAD_CHARS = 4096  # what Scrapy searches
_SCRIPTS = ("script", "noscript")
_WITHOUT_REFRESH: tuple[None, None] = (None, None)


def find_meta_refresh(
    response: HtmlResponse, ignored_tags: Iterable[str] = _SCRIPTS
) -> tuple[float, str] | tuple[None, None]:
    """After how many seconds a page sends its reader on, and to which URL.

    Not by Scrapy's `response.text`, which takes every codec of Python for an encoding, and raises for half of them.
    """
    body = response.body
    if b"refresh" not in body.lower() and b"\0" not in body[:_MAX_HEAD_CHARS]:
        return _WITHOUT_REFRESH
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    decoded = decode(body, {"Content-Type": content_type})
    head = decoded.utf8.decode("utf-8", "replace")[:_MAX_HEAD_CHARS]
    # Queries are in the encoding of the page; in UTF-8 where that has no ASCII (WHATWG Encoding, 4.3).
    encoding = "utf-8" if decoded.encoding.startswith(("utf-16", "utf-32")) else decoded.encoding
    return get_meta_refresh(head, get_base_url(head, response.url, encoding), encoding, ignore_tags=tuple(ignored_tags))


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
        seconds, target = find_meta_refresh(response, self._ignore_tags)
        if seconds is None or target is None or seconds >= self._maxdelay:
            return response
        if not target.startswith(("http://", "https://")):
            return response
        return self._redirect(self._redirect_request_using_get(request, response, target), request, "meta refresh")
