"""Protection from server-side request forgery: no connection to an address that is not public, unless it is allowed.

The address that is checked is the one that is then connected to, so that neither a redirect nor a
second DNS response nor an odd spelling of 127.0.0.1 leads past it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Self

from scrapy.resolver import CachingHostnameResolver, _CachingResolutionReceiver
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IAddress, IHostResolution, IResolutionReceiver

from wellread.crawler.fetching.errors import UnsupportedSchemeError

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase

# Networks whose addresses embed an IPv4 address, which is then reached: IPv4-compatible and
# -translated, NAT64, Teredo, 6to4 (the IANA registry of special-purpose IPv6 addresses).
_IPV4_EMBEDDING_NETWORKS = tuple(
    ipaddress.IPv6Network(network)
    for network in ("::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16")
)


def is_public_address(address: str) -> bool:
    """Whether an IP address, as a resolver returns it, belongs to the public internet.

    Raises ValueError when `address` is no IP address.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_public_address(str(ip.ipv4_mapped))
        if any(ip in network for network in _IPV4_EMBEDDING_NETWORKS):
            return False
    return ip.is_global and not ip.is_multicast


class HttpOnlyMiddleware:
    """Refuses every URL that is neither http nor https, before anything else is done with it."""

    def process_request(self, request: Request) -> None:
        if not request.url.startswith(("http://", "https://")):
            raise UnsupportedSchemeError("neither http nor https")


class PublicAddressResolver(CachingHostnameResolver):
    """Scrapy's resolver for IPv4 and IPv6, which gives no private or local address unless ALLOW_PRIVATE is set.

    A host of which nothing is left is a host that is not found; `refused_hosts` names those.
    """

    refused_hosts: ClassVar[set[str]] = set()

    def __init__(self, reactor: ReactorBase, cache_size: int, *, allow_private: bool) -> None:
        super().__init__(reactor, cache_size)
        self._allow_private = allow_private

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        settings = crawler.settings
        return cls(reactor, settings.getint("DNSCACHE_SIZE"), allow_private=settings.getbool("ALLOW_PRIVATE"))

    def resolveHostName(  # noqa: N802  (as Twisted calls it)
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        receiver = resolutionReceiver if self._allow_private else _PublicAddressFilter(resolutionReceiver, hostName)
        return super().resolveHostName(
            receiver,  # type: ignore[arg-type]  # zope.interface is unknown to mypy
            hostName,
            portNumber,
            addressTypes,
            transportSemantics,
        )


class _PublicAddressFilter(_CachingResolutionReceiver):
    """Passes public addresses on to the receiver behind it: what it passes on is what is connected to."""

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        if isinstance(address, (IPv4Address, IPv6Address)) and is_public_address(address.host):
            super().addressResolved(address)
        else:
            PublicAddressResolver.refused_hosts.add(self.hostName)
