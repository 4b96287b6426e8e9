"""Where a redirect leads, as browsers resolve it, and to nothing but http and https."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.redirect import RedirectMiddleware

from wellread.crawler.discovery import resolve_url
from wellread.crawler.fetching.error_classification import REDIRECT_STATUSES
from wellread.crawler.fetching.errors import InvalidRedirectError
from wellread.extractors.urls import MAX_URL_CHARS

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.http import Response


class WhatwgRedirectMiddleware(RedirectMiddleware):
    """Scrapy's middleware of redirects, which resolves addresses by the WHATWG URL standard. All requests are GET."""

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002  (as Scrapy's)
    ) -> Request | Response:
        if _is_handled_by_sender(request, response.status):
            return response
        target = redirect_target(response, request.url)
        if target is None:
            return response
        redirected = self._build_redirect_request(request, response, url=target)
        return self._redirect(redirected, request, response.status)


def redirect_target(response: Response, url: str) -> str | None:
    """The absolute URL to which the response from `url` redirects; None if it does not redirect.

    Raises InvalidRedirectError when the target is neither http nor https, or longer than
    MAX_URL_CHARS.
    """
    location = response.headers.get("Location")
    if response.status not in REDIRECT_STATUSES or location is None:
        return None
    target = resolve_url(_decode(location), url)
    if target is None:
        raise InvalidRedirectError("redirects to what is neither http nor https")
    if len(target) > MAX_URL_CHARS:
        raise InvalidRedirectError("redirects to an address that is too long")
    return target


def _is_handled_by_sender(request: Request, status: int) -> bool:
    """Whether the sender of the request wants to see the redirect itself."""
    meta = request.meta
    handled = meta.get("handle_httpstatus_list", ())
    return bool(meta.get("dont_redirect") or meta.get("handle_httpstatus_all") or status in handled)


def _decode(location: bytes) -> str:
    try:
        return location.decode()
    except UnicodeDecodeError:
        return location.decode("latin-1")
