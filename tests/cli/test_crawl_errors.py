"""A crawl that goes wrong says so in one line, with the documented exit code, and spoils nothing."""

import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.cli.command import CONTACT, crawl, environment, records, told, wellread
from tests.crawler.loopback import MAX_WAIT_SECONDS, Site, StubResponse, article, listing, redirect, serving, text

pytestmark = pytest.mark.crawls


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port: int = unused.getsockname()[1]
    return port


def test_an_unreachable_host(tmp_path: Path, closed_port: int) -> None:
    run = crawl(f"http://127.0.0.1:{closed_port}/blog", cwd=tmp_path, hasty=True)
    assert run.returncode == 4
    assert told(run) == f"Error: http://127.0.0.1:{closed_port}/blog: connection refused"
    assert [path.name for path in tmp_path.iterdir()] == ["wellread-state"]


def test_a_host_that_does_not_exist(tmp_path: Path) -> None:
    run = crawl("http://no-such-host.invalid/blog", cwd=tmp_path)
    assert run.returncode == 4
    assert told(run) == "Error: http://no-such-host.invalid/blog: host not found"


def test_a_start_page_that_is_404(tmp_path: Path, site: Site) -> None:
    run = crawl(f"{site.base}/blog", cwd=tmp_path)
    assert run.returncode == 4
    assert told(run) == f"Error: {site.base}/blog: 404 Not Found"


def test_a_start_page_that_is_no_page(tmp_path: Path, site: Site) -> None:
    site.pages["/blog"] = text("%PDF-1.7", "application/pdf")
    run = crawl(f"{site.base}/blog", cwd=tmp_path)
    assert run.returncode == 4
    assert told(run) == f"Error: {site.base}/blog: not an HTML page"


def test_a_start_page_that_robots_txt_forbids(tmp_path: Path, site: Site) -> None:
    site.pages["/robots.txt"] = text("User-agent: wellread\nDisallow: /blog\n")
    site.pages["/blog"] = listing("/blog/tea")
    run = crawl(f"{site.base}/blog", cwd=tmp_path)
    assert run.returncode == 4
    assert told(run) == f"Error: {site.base}/blog: forbidden by robots.txt"
    assert site.asked == ["/robots.txt"]


def test_a_start_page_with_no_articles(tmp_path: Path, site: Site) -> None:
    site.pages["/blog"] = listing("/blog/category", "https://example.org/elsewhere")
    site.pages["/blog/category"] = listing("/blog")
    run = crawl(f"{site.base}/blog", cwd=tmp_path)
    assert run.returncode == 4
    assert told(run) == f"Error: {site.base}/blog: no article found (2 pages read)"


def test_a_start_page_that_is_an_article(tmp_path: Path, site: Site) -> None:
    site.pages["/blog/tea"] = article("Tea at night")
    run = crawl(f"{site.base}/blog/tea", cwd=tmp_path)
    assert run.returncode == 4
    assert "the start page is itself an article" in told(run)


@pytest.mark.parametrize(
    "url", ["not a url", "example.org/blog", "htp://example.org", "http://", "http://[::1/blog", "file:///etc"]
)
def test_a_malformed_url(tmp_path: Path, url: str) -> None:
    run = crawl(url, cwd=tmp_path)
    assert run.returncode == 2
    assert told(run) == f"Error: not a web address: {url} (it begins with http:// or https://)"


def test_a_missing_contact(tmp_path: Path) -> None:
    run = wellread("crawl", "https://example.org/blog", cwd=tmp_path)
    assert run.returncode == 2
    assert "--contact" in told(run)
    assert "WELLREAD_CONTACT" in told(run)


@pytest.mark.parametrize("output", ["missing/articles.jsonl", "."])
def test_an_output_that_cannot_be_written_is_known_before_the_site_is_asked(
    tmp_path: Path, site: Site, output: str
) -> None:
    run = crawl(f"{site.base}/blog", "-o", output, cwd=tmp_path)
    assert run.returncode == 2
    assert told(run).startswith(f"Error: cannot write {output}: ")
    assert site.asked == []


def test_an_output_that_fails_on_the_way(tmp_path: Path, site: Site) -> None:
    site.pages["/blog"] = listing("/blog/tea")
    site.pages["/blog/tea"] = article("Tea at night")
    run = crawl(f"{site.base}/blog", "-o", "/dev/full", cwd=tmp_path)
    assert run.returncode == 1
    assert told(run) == "Error: cannot write /dev/full: No space left on device"


def test_a_failed_crawl_leaves_the_records_of_the_day_before(tmp_path: Path, site: Site) -> None:
    (tmp_path / "articles.jsonl").write_text("yesterday\n")
    assert crawl(f"{site.base}/blog", cwd=tmp_path).returncode == 4
    assert (tmp_path / "articles.jsonl").read_text() == "yesterday\n"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]"])
def test_a_private_address_is_refused_unless_allowed(tmp_path: Path, site: Site, host: str) -> None:
    site.pages["/blog"] = listing("/blog/tea")
    url = site.base.replace("127.0.0.1", host) + "/blog"
    run = wellread("crawl", url, "--contact", CONTACT, cwd=tmp_path)
    assert run.returncode == 4
    assert "private network" in told(run)
    assert site.asked == []


def test_the_loopback_of_ipv6_is_not_reached(tmp_path: Path, site: Site) -> None:
    run = wellread("crawl", site.base.replace("127.0.0.1", "[::1]"), "--contact", CONTACT, cwd=tmp_path)
    assert run.returncode == 4
    assert "private network" in told(run)


def interrupt(site: Site, tmp_path: Path, number: signal.Signals) -> subprocess.CompletedProcess[str]:
    """Crawl two articles, the second of which never answers, and send the signal when the first has been read."""
    site.pages["/blog"] = listing("/blog/tea", "/blog/never")
    site.pages["/blog/tea"] = article("Tea at night", "/blog/after-tea")
    site.pages["/blog/never"] = StubResponse(wait=(release := Event()))
    site.pages["/blog/after-tea"] = StubResponse(wait=release)
    command = [
        sys.executable,
        "-m",
        "wellread",
        "crawl",
        f"{site.base}/blog",
        "--contact",
        CONTACT,
        "--allow-private",
    ]
    with subprocess.Popen(command, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True) as process:
        site.wait_until_asked("/blog/after-tea")
        process.send_signal(number)
        time.sleep(0.3)
        release.set()
        _, errors = process.communicate(timeout=MAX_WAIT_SECONDS)
    return subprocess.CompletedProcess(command, process.returncode, "", errors)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_crawl_keeps_what_it_found(
    tmp_path: Path, site: Site, number: signal.Signals, code: int
) -> None:
    run = interrupt(site, tmp_path, number)
    assert run.returncode == code
    assert told(run) == "Error: interrupted; 1 new or changed articles"
    assert [record["headline"] for record in records((tmp_path / "articles.jsonl").read_text())] == ["Tea at night"]
    assert {path.name for path in tmp_path.iterdir()} == {"articles.jsonl", "wellread-state"}


def test_hostile_text_cannot_write_lines_into_the_log(tmp_path: Path, site: Site) -> None:
    site.pages["/blog"] = listing("/blog/tea")
    site.pages["/blog/tea"] = article("Tea\x1b[31m at\u202e night\nERROR forged")
    run = crawl(f"{site.base}/blog", cwd=tmp_path)
    assert run.returncode == 0
    assert "\x1b" not in run.stderr
    assert "\u202e" not in run.stderr
    assert not any(line.startswith("ERROR") for line in run.stderr.splitlines())


@pytest.fixture
def self_signed(tmp_path: Path) -> Iterator[str]:
    """The base URL of a server with a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    day = timedelta(days=1)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - day)
        .not_valid_after(datetime.now(UTC) + day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "server.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    pem.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem)
    with serving(context) as site:
        yield f"https://localhost:{site.base.rsplit(':', 1)[-1]}"


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path, self_signed: str) -> None:
    run = crawl(f"{self_signed}/blog", "-o", tmp_path / "articles.jsonl", cwd=tmp_path)
    assert run.returncode == 4
    assert told(run) == f"Error: {self_signed}/blog: the TLS certificate has expired, or nobody vouches for it"


def test_a_redirect_to_another_site_is_not_published(tmp_path: Path, site: Site) -> None:
    site.pages["/blog"] = listing("/blog/tea", "/blog/away")
    site.pages["/blog/tea"] = article("Tea at night")
    site.pages["/blog/away"] = redirect(site.base.replace("127.0.0.1", "localhost") + "/blog/tea")
    run = crawl(f"{site.base}/blog", "-o", "-", cwd=tmp_path)
    assert run.returncode == 0
    assert [record["url"] for record in records(run.stdout)] == [f"{site.base}/blog/tea"]
