"""Nothing private is reached, by no spelling, redirect or response of the DNS; nothing without a valid certificate."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
import trustme
from scrapy import Request
from twisted.internet.address import IPv4Address, IPv6Address

from tests.crawler.fetching.address_spellings import private_host_spellings
from tests.crawler.fetching.faulty_server import faulty_server, http_response
from tests.crawler.fetching.fetch_process import fetch
from tests.crawler.loopback import serving, text
from wellread.crawler.discovery import resolve_url
from wellread.crawler.fetching.guard import PublicAddressResolver, is_public_address

UNTRUSTED = "the TLS certificate has expired, or nobody vouches for it"
PRIVATE = "the host is on a private network; --allow-private permits it"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.255.255.254", "0.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254",
     "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1%eth0",
     "ff02::1", "::ffff:127.0.0.1", "::ffff:a00:1", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1",
     "fd00::1", "64:ff9b:1::1", "2001::1", "2002:7f00:1::1", "2001:db8::1",
     # What Python's own tables hold or do not hold, from version to version.
     "fec0::1", "feff::1", "192.0.0.8", "192.0.0.9", "192.0.0.192", "192.88.99.1", "100:0:0:1::1", "3fff::1",
     "3fff:fff::1", "5f00::1", "192.31.196.1", "192.52.193.1", "192.175.48.1", "2001:1::1", "2001:20::1", "2001:1ff::1",
     "2620:4f:8000::1", "::ffff:192.0.0.8", "::ffff:c058:6301",
     # What nobody has been given.
     "1fff::1", "4000::1", "8000::1", "e000::1", "fe00::1", "200::1"],
)  # fmt: skip
def test_private_addresses_are_refused(address: str) -> None:
    assert not is_public_address(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "192.0.1.1", "192.88.98.1", "192.88.100.1",
     "100.63.0.1", "100.128.0.1", "198.17.0.1", "198.20.0.1", "223.255.255.254", "2001:200::1", "2001:4860:4860::8888",
     "2003::1", "2a00:1450::1", "3ffe:ffff::1"],
)  # fmt: skip
def test_public_addresses_are_reached(address: str) -> None:
    assert is_public_address(address)


# -- on real sockets


@contextmanager
def everywhere() -> Iterator[tuple[int, list[object]]]:
    """A port that is open on every address of this machine, and who has connected to it."""
    visitors: list[object] = []
    with socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True, backlog=100) as listening:

        def accept() -> None:
            while True:
                try:
                    connection, visitor = listening.accept()
                except OSError:
                    return
                visitors.append(visitor)
                connection.close()

        thread = Thread(target=accept, daemon=True)
        thread.start()
        yield listening.getsockname()[1], visitors
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def acceptable(url: str) -> bool:
    """Whether Scrapy takes this for an address at all."""
    try:
        Request(url)
    except ValueError:
        return False
    return True


@pytest.mark.crawls
def test_no_spelling_of_a_private_address_is_connected_to() -> None:
    spellings = private_host_spellings()
    assert len(spellings) == 244
    with everywhere() as (port, visitors):
        raw = [url for url in (f"http://{host}:{port}/" for host in spellings) if acceptable(url)]
        read = [url for url in (resolve_url(f"//{host}:{port}/", "http://example.org/") for host in spellings) if url]
        named = [f"http://name-{number}.test:{port}/" for number in range(3)]
        names = {"name-0.test": ["127.0.0.1"], "name-1.test": ["::1", "127.0.0.1"], "name-2.test": ["::ffff:127.0.0.1"]}
        found = fetch(*dict.fromkeys([*raw, *read, *named]), allow_private=False, names=names)
        assert visitors == []
    assert len(raw) > 200
    assert len(read) > 200
    assert {outcome.status for outcome in found.outcomes.values()} == {None}
    reasons = [found.outcomes[url].reason for url in (*read, *named)]
    assert set(reasons) <= {PRIVATE, "host not found"}
    assert reasons.count(PRIVATE) > 200


@pytest.mark.crawls
def test_the_port_that_is_open_everywhere_can_be_reached_when_that_is_allowed() -> None:
    """The counterpart of the test above: its zero is the work of the guard."""
    with everywhere() as (port, visitors):
        urls = [f"http://{host}:{port}/" for host in ("127.0.0.1", "[::1]", "0x7f.1")]
        fetch(*urls, meta={"dont_obey_robotstxt": True})
        assert len(visitors) >= 3


@pytest.mark.crawls
def test_no_redirect_leads_from_a_public_host_to_a_private_one() -> None:
    with everywhere() as (port, visitors), faulty_server(("127.0.0.2",)) as outside:
        inside = [
            f"//127.0.0.1:{port}/",
            f"http:\\\\[::1]:{port}\\",
            f"http://2130706433:{port}/",
            f"http://localhost:{port}/",
        ]
        for number, target in enumerate(inside):
            outside.responses[f"/{number}"] = http_response(b"", "302 Found", f"Location: {target}")
            outside.responses[f"/r{number}"] = http_response(
                f'<meta http-equiv="refresh" content="0;url={target}">'.encode()
            )
        urls = [f"{outside.base}/{way}{number}" for number in range(len(inside)) for way in ("", "r")]
        found = fetch(*urls, allow_private=False, public=["127.0.0.2"])
        assert outside.counts["/0"] == outside.counts["/r0"] == 1
        assert visitors == []
    reasons = [outcome.reason or str(outcome.status) for outcome in found.outcomes.values()]
    assert reasons.count(PRIVATE) >= 7, reasons  # a refresh with backslashes leads back to the page itself


@pytest.mark.crawls
def test_other_schemes_are_not_fetched() -> None:
    urls = ["file:///etc/passwd", "ftp://127.0.0.1/", "data:text/html,x", "s3://bucket/key"]
    found = fetch(*urls).outcomes
    refused = (None, "refused", "neither http nor https")
    assert [(found[url].status, found[url].kind, found[url].reason) for url in urls] == [refused] * 4


def test_a_resolver_that_changes_its_mind_is_vetted_each_time() -> None:
    responses: Iterator[list[IPv4Address | IPv6Address]] = iter(
        [[IPv4Address("TCP", "8.8.8.8", 0)], [IPv4Address("TCP", "127.0.0.1", 0), IPv6Address("TCP", "::1", 0)],
         [IPv6Address("TCP", "2606:4700::1111", 0), IPv4Address("TCP", "10.0.0.1", 0)]]
    )  # fmt: skip

    class Rebinding:
        def resolveHostName(self, receiver: Receiver, *_: object) -> None:  # noqa: N802
            receiver.resolutionBegan(None)
            for address in next(responses):
                receiver.addressResolved(address)
            receiver.resolutionComplete()

    class Reactor:
        nameResolver = Rebinding()  # noqa: N815

    guard = PublicAddressResolver(Reactor(), 0, allow_private=False)  # type: ignore[arg-type]
    assert [Receiver().ask(guard) for _ in range(3)] == [["8.8.8.8"], [], ["2606:4700::1111"]]


class Receiver:
    """Whoever wants to connect: what it is told is what it connects to."""

    def __init__(self) -> None:
        self.hosts: list[str] = []

    def ask(self, guard: PublicAddressResolver) -> list[str]:
        guard.resolveHostName(self, "rebind.test")  # type: ignore[arg-type]
        return self.hosts

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802
        """Nothing has been told yet."""

    def addressResolved(self, address: IPv4Address | IPv6Address) -> None:  # noqa: N802
        self.hosts.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        """Nothing more will be told."""


# -- certificates


def certificates(authority: trustme.CA) -> dict[str, trustme.LeafCert]:
    yesterday, tomorrow = (datetime.now(UTC) + timedelta(days=days) for days in (-1, 1))
    return {
        "good": authority.issue_cert("localhost"),
        "expired": authority.issue_cert("localhost", not_after=yesterday),
        "early": authority.issue_cert("localhost", not_before=tomorrow),
        "self-signed": trustme.CA().issue_cert("localhost"),
        "of another host": authority.issue_cert("other.test"),
    }


@pytest.mark.crawls
def test_only_a_valid_certificate_is_trusted(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    with ExitStack() as servers:
        sites = {}
        for which, certificate in certificates(authority).items():
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            certificate.configure_cert(context)
            sites[which] = servers.enter_context(serving(context))
            sites[which].pages["/"] = text("hello")
        urls = {which: f"https://localhost:{site.base.rsplit(':', 1)[1]}/" for which, site in sites.items()}
        found = fetch(*urls.values(), SSL_CERT_FILE=tmp_path / "ca.pem")
        asked = {which: site.asked for which, site in sites.items() if site.asked}
    assert asked == {"good": ["/robots.txt", "/"]}
    outcomes = {which: found.outcomes[url] for which, url in urls.items()}
    assert outcomes.pop("good").status == 200
    assert {which: (outcome.kind, outcome.reason) for which, outcome in outcomes.items()} == {
        "expired": ("tls", UNTRUSTED),
        "early": ("tls", UNTRUSTED),
        "self-signed": ("tls", UNTRUSTED),
        "of another host": ("tls", "the TLS certificate is for another host"),
    }
