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

# Addresses of IPv4 that are not of the public internet: the IANA registry of special-purpose addresses (RFC 6890 and
# its successors), also what is there and globally reachable, since no web site is; and multicast (RFC 5771). A table of
# our own: that of the standard library is another with each version of Python.
_SPECIAL_IPV4_NETWORKS = tuple(
    map(
        ipaddress.IPv4Network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",  # private use
            "100.64.0.0/10",  # shared by carriers
            "127.0.0.0/8",  # loopback
            "169.254.0.0/16",  # link-local, and the metadata of clouds
            "172.16.0.0/12",  # private use
            "192.0.0.0/24",  # IETF protocol assignments
            "192.0.2.0/24",  # documentation
            "192.31.196.0/24",  # AS112
            "192.52.193.0/24",  # AMT
            "192.88.99.0/24",  # 6to4 relays
            "192.168.0.0/16",  # private use
            "192.175.48.0/24",  # AS112
            "198.18.0.0/15",  # benchmarking
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
        ),
    )
)
# Of IPv6 only this is unicast of the whole internet (RFC 4291), but for what the IANA registry lists in it.
_GLOBAL_UNICAST_IPV6 = ipaddress.IPv6Network("2000::/3")
_SPECIAL_IPV6_NETWORKS = tuple(
    map(
        ipaddress.IPv6Network,
        (
            "2001::/23",  # IETF protocol assignments, with Teredo, ORCHID and benchmarking
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4: embeds an address of IPv4, which is then reached
            "2620:4f:8000::/48",  # AS112
            "3fff::/20",  # documentation
        ),
    )
)


def is_public_address(address: str) -> bool:
    """Whether an IP address, as a resolver returns it, belongs to the public internet.

    It is admitted by the registries of the IANA, and refused where they say nothing. Raises ValueError when `address`
    is no IP address.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in network for network in _SPECIAL_IPV4_NETWORKS)
    if ip.ipv4_mapped:
        return is_public_address(str(ip.ipv4_mapped))
    return ip in _GLOBAL_UNICAST_IPV6 and not any(ip in network for network in _SPECIAL_IPV6_NETWORKS)


class HttpOnlyMiddleware:
    """Refuses every URL that is neither http nor https, before anything else is done with it."""

    def process_request(self, request: Request) -> None:
        """Raises UnsupportedSchemeError for what is neither http nor https."""
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
