"""The guard: no connection to an address that is not on the public internet, unless the user allows it.

The address that is vetted is the one that is then connected to, so that neither a redirect nor a second DNS answer nor
an odd spelling of 127.0.0.1 leads past it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from scrapy.resolver import CachingThreadedResolver

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase
    from twisted.internet.defer import Deferred

# Networks whose addresses carry another address that is then reached: 6to4, Teredo, NAT64.
_TUNNELS = tuple(
    ipaddress.ip_network(network) for network in ("2002::/16", "2001::/32", "64:ff9b::/96", "64:ff9b:1::/48")
)


class PrivateAddressError(Exception):
    """The host stands on a private or local network."""


def is_public(address: str) -> bool:
    """Whether an IP address, as a resolver returns it, belongs to the public internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        if any(ip in network for network in _TUNNELS):
            return False
    return ip.is_global and not ip.is_multicast


class GuardResolver(CachingThreadedResolver):
    """Scrapy's resolver, which refuses private and local addresses unless ALLOW_PRIVATE is set."""

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float, *, allow_private: bool = False) -> None:
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
        return answer if self._allow_private else answer.addCallback(_vetted, name)


def _vetted(address: str, name: str) -> str:
    if not is_public(address):
        shown = name if name == address else f"{name} ({address})"
        raise PrivateAddressError(f"{shown} is on a private network; --allow-private permits it")
    return address
