"""What the robots.txt files in an archive say of the use of pages: those that the crawl knew when it read the page."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from wellread.crawler.archive.model import ArchivedResponse
from wellread.crawler.fetching.errors import InvalidRedirectError
from wellread.crawler.fetching.redirects import redirect_target
from wellread.crawler.fetching.robots import RobotsTxt
from wellread.crawler.fetching.robots.middleware import MAX_REDIRECTS
from wellread.crawler.reextract.replayed_response import UnreadableResponseError, restore_response
from wellread.crawler.settings import ROBOTSTXT_USER_AGENT
from wellread.extractors.article import RightsStatement


class ArchivedRobots:
    """The last robots.txt of each origin so far. Responses are to be added in the order in which they were written."""

    def __init__(self) -> None:
        self._files: dict[str, RobotsTxt] = {}  # by URL
        self._redirects: dict[str, str] = {}

    def add(self, response: ArchivedResponse) -> None:
        """Note a response, if it is that of a robots.txt, or of what one redirects to."""
        url = response.url
        if urlsplit(url).path != "/robots.txt" and url not in self._redirects.values():
            return
        try:
            received: Response = restore_response(Request(url), response)
            target = redirect_target(received, url)
        except (InvalidRedirectError, UnreadableResponseError):
            received, target = Response(url, status=response.status), None
        self._redirects.pop(url, None)
        if target:
            self._redirects[url] = target
        body = received.body if response.status < 300 else b""
        self._files[url] = RobotsTxt.parse(body, ROBOTSTXT_USER_AGENT, url)

    def list_rights(self, url: str) -> tuple[RightsStatement, ...]:
        """What is said of the use of the page at `url`."""
        parts = urlsplit(url)
        at = f"{parts.scheme}://{parts.netloc}/robots.txt"
        for _ in range(MAX_REDIRECTS):
            at = self._redirects.get(at, at)
        found = self._files.get(at)
        return found.list_rights(url) if found else ()
