"""The cookies that a site sets on the way to a page: kept for that way, and forgotten at its end.

A site may set a cookie and redirect to the page itself, or to another URL and from there back. Without the cookie that
would be a circle. No cookie outlives the chain of requests in which it was set: each visit begins as a stranger's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from scrapy import Request
from scrapy.http import Response
from scrapy.http.cookies import CookieJar

from wellread.crawler.settings import MAX_HOPS

MAX_COOKIE_BYTES = 8192  # of one request; a server that wants more gets none
_MAX_CHAINS = 10_000  # whose next request is still to come


@dataclass
class _Chain:
    jar: CookieJar = field(default_factory=CookieJar)
    sent: dict[str, bytes] = field(default_factory=dict)  # the cookies that each URL was asked for with
    length: int = 0


class CookieChains:
    """The chains of requests of one site that are under way, by the normalised URL that is asked for next.

    `interrupted` are the URLs that were next in chains of an earlier process, whose cookies have died with it.
    """

    def __init__(self, interrupted: Iterable[str] = ()) -> None:
        self._chains: dict[str, _Chain] = {}
        self._interrupted = set(interrupted)

    def cookies_for(self, url: str, address: str) -> bytes:
        """The value of the header `Cookie` with which a URL is to be asked for; empty without cookies."""
        chain = self._chains.get(url)
        return _cookies(chain, address) if chain else b""

    def has_news_for(self, response: Response, url: str, target: str, address: str) -> bool:
        """Go on with the chain of `url`, whose response leads to `target`, to be asked for at `address`.

        Whether the target has been asked for in this chain, and should be once more, with cookies that it has not seen.
        A chain that was interrupted begins anew: what it leads to next may have been asked for, with other cookies.
        """
        is_begun_anew = url in self._interrupted and target != url
        self._interrupted.discard(url)
        chain = self._chains.pop(url, None) or _Chain()
        request = response.request or Request(response.url)
        chain.sent[url] = request.headers.get("Cookie") or b""
        chain.jar.extract_cookies(response, request)
        chain.length += 1
        cookies = _cookies(chain, address)
        if not cookies or chain.length > MAX_HOPS:
            return is_begun_anew
        if len(self._chains) < _MAX_CHAINS:
            self._chains[target] = chain
        return is_begun_anew or (target in chain.sent and chain.sent[target] != cookies)

    def end(self, url: str) -> None:
        """Forget the cookies with which a URL was asked for: it is no step on the way to another."""
        self._chains.pop(url, None)


def _cookies(chain: _Chain, address: str) -> bytes:
    request = Request(address)
    chain.jar.add_cookie_header(request)
    cookies = request.headers.get("Cookie") or b""
    return cookies if len(cookies) <= MAX_COOKIE_BYTES else b""
