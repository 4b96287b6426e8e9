"""What robots.txt and tdmrep.json in an archive say of the use of pages: what a crawl knew when it read the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from wellread.crawler.archive.model import ArchivedResponse
from wellread.crawler.fetching.errors import InvalidRedirectError
from wellread.crawler.fetching.redirects import redirect_target
from wellread.crawler.fetching.reservations import TDMREP_PATH, TdmRep
from wellread.crawler.fetching.robots import RobotsTxt
from wellread.crawler.fetching.robots.middleware import MAX_REDIRECTS
from wellread.crawler.reextract.replayed_response import UnreadableResponseError, restore_response
from wellread.crawler.settings import ROBOTSTXT_USER_AGENT
from wellread.extractors.article import RightsStatement

_SiteFile = RobotsTxt | TdmRep
_Parse = Callable[[bytes, str], _SiteFile]


def _parse_robots(body: bytes, url: str) -> RobotsTxt:
    return RobotsTxt.parse(body, ROBOTSTXT_USER_AGENT, url)


_PARSERS: dict[str, _Parse] = {"/robots.txt": _parse_robots, TDMREP_PATH: TdmRep.parse}


class ArchivedSiteFiles:
    """The last of these files of each origin so far, of one crawl. Responses are to be added as they were written."""

    def __init__(self) -> None:
        self._files: dict[str, _SiteFile] = {}  # by URL
        self._redirects: dict[str, str] = {}
        self._redirected: dict[str, _Parse] = {}  # what is expected at the targets

    def add(self, response: ArchivedResponse) -> None:
        """Note a response, if it is that of such a file, or of what one redirects to."""
        url = response.url
        parse = _PARSERS.get(urlsplit(url).path) or self._redirected.get(url)
        if parse is None:
            return
        try:
            received: Response = restore_response(Request(url), response)
            target = redirect_target(received, url)
        except (InvalidRedirectError, UnreadableResponseError):
            received, target = Response(url, status=response.status), None
        self._redirects.pop(url, None)
        if target:
            self._redirects[url] = target
            self._redirected[target] = parse
        self._files[url] = parse(received.body if response.status < 300 else b"", url)

    def list_rights(self, url: str) -> tuple[RightsStatement, ...]:
        """What is said of the use of the page at `url`."""
        return tuple(self._iter_rights(url))

    def _iter_rights(self, url: str) -> Iterator[RightsStatement]:
        parts = urlsplit(url)
        for path in _PARSERS:
            at = f"{parts.scheme}://{parts.netloc}{path}"
            for _ in range(MAX_REDIRECTS):
                at = self._redirects.get(at, at)
            if found := self._files.get(at):
                yield from found.list_rights(url)
