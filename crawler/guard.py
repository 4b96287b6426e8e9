"""The guard: no connection to an address that is not on the public internet, unless the user allows it.

The address that is vetted is the one that is then connected to, so that neither a redirect nor a second DNS answer nor
an odd spelling of 127.0.0.1 leads past it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Self

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.error import DNSLookupError

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase
    from twisted.internet.defer import Deferred

# Addresses that stand for another one, which is then reached: IPv4-compatible and -translated, NAT64, Teredo, 6to4.
_ALIASES = tuple(
    ipaddress.IPv6Network(network)
    for network in ("::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16")
)


class PrivateAddressError(DNSLookupError):
    """The host stands on a private or local network. A failed look-up for Twisted, which keeps nothing but that."""


def is_public(address: str) -> bool:
    """Whether an IP address, as a resolver returns it, belongs to the public internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        if any(ip in network for network in _ALIASES):
            return False
    return ip.is_global and not ip.is_multicast


class GuardResolver(CachingThreadedResolver):
    """Scrapy's resolver, which refuses private and local addresses unless ALLOW_PRIVATE is set.

    `refused` names the hosts that it refused: the reason of a failed look-up does not survive the way through Twisted.
    """

    refused: ClassVar[set[str]] = set()

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float, *, allow_private: bool) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._allow_private = allow_private

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        settings = crawler.settings
        return cls(
            reactor,
            settings.getint("DNSCACHE_SIZE"),
            settings.getfloat("DNS_TIMEOUT"),
            allow_private=settings.getbool("ALLOW_PRIVATE"),
        )

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802
        answer = super().getHostByName(name, timeout)
        return answer if self._allow_private else answer.addCallback(self._vet, name)

    def _vet(self, address: str, name: str) -> str:
        if not is_public(address):
            self.refused.add(name)
            raise PrivateAddressError(name)
        return address
