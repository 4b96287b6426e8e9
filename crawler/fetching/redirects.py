"""Where a redirect leads, as browsers read it, and nowhere but on the web."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.redirect import RedirectMiddleware

from wellread.crawler.discovery import resolve
from wellread.crawler.discovery.scope import MAX_URL_LENGTH
from wellread.crawler.fetching.diagnosis import REDIRECTS
from wellread.crawler.fetching.errors import LeadsNowhere

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.http import Response


class Redirects(RedirectMiddleware):
    """Scrapy's middleware of redirects, with the address resolved as a browser does it. All requests here are GET."""

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002  (as Scrapy's)
    ) -> Request | Response:
        if _is_wanted(request, response.status):
            return response
        target = target_of(response, request.url)
        if target is None:
            return response
        redirected = self._build_redirect_request(request, response, url=target)
        return self._redirect(redirected, request, response.status)


def target_of(response: Response, url: str) -> str | None:
    """Where the answer from `url` redirects to; None if it does not. Raises LeadsNowhere if it is no place to go to."""
    location = response.headers.get("Location")
    if response.status not in REDIRECTS or location is None:
        return None
    target = resolve(_text(location), url)
    if target is None:
        raise LeadsNowhere("redirects to what is neither http nor https")
    if len(target) > MAX_URL_LENGTH:
        raise LeadsNowhere("redirects to an address that is too long")
    return target


def _is_wanted(request: Request, status: int) -> bool:
    """Whether whoever sent the request wants to see the redirect itself."""
    meta = request.meta
    wanted = meta.get("handle_httpstatus_list", ())
    return bool(meta.get("dont_redirect") or meta.get("handle_httpstatus_all") or status in wanted)


def _text(location: bytes) -> str:
    try:
        return location.decode()
    except UnicodeDecodeError:
        return location.decode("latin-1")
