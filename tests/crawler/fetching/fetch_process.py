"""Fetches addresses as a crawl does, with all of its settings, in a process of its own, and says what became of each.

`python -m tests.crawler.fetching.fetch_process` reads an order from standard input and writes one JSON object to
standard output.
"""

from __future__ import annotations

import json
import logging
import resource
import socket
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import cast

from scrapy import Request
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

import wellread.crawler.fetching.error_classification
import wellread.crawler.fetching.guard
from tests.cli.command import CONTACT, ROOT, environment
from tests.crawler.loopback import MAX_WAIT_SECONDS
from tests.loaded_process import run_module
from wellread.crawler.fetching.error_classification import classify_failure, failed_request
from wellread.crawler.logs import set_up_logging
from wellread.crawler.spiders.base import BaseSpider


@dataclass
class FetchOutcome:
    """What became of one address. `seconds` is the time from the start until then."""

    status: int | None = None
    url: str | None = None
    size: int = 0
    kind: str | None = None
    reason: str | None = None
    retry_wait: float | None = None
    seconds: float = 0.0


@dataclass
class FetchReport:
    """What became of all, by address; the most memory that the process held, in MB; how many ports it listened on while
    it fetched; and what it logged.
    """

    outcomes: dict[str, FetchOutcome]
    peak_mb: float
    listening: int = 0
    log: str = ""


@dataclass
class FetchOrder:
    """`names` are hosts with the addresses that the resolver gives for them, `public` private addresses that are taken
    for public ones; `settings` replace those of the crawler.
    """

    urls: Sequence[str]
    allow_private: bool = True
    meta: dict[str, object] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    public: list[str] = field(default_factory=list)
    first_wait: float = 2.0
    settings: dict[str, object] = field(default_factory=dict)


class FetchSpider(BaseSpider):
    """Asks for each address once."""

    name = "fetch"

    def __init__(
        self, url: str = "", *, urls: Sequence[str] = (), meta: dict[str, object] | None = None, **kwargs: str
    ) -> None:
        super().__init__(url, **kwargs)
        self.urls = urls
        self.meta = {"dont_retry": True} | (meta or {})
        self.outcomes: dict[str, FetchOutcome] = {}
        self.listening = 0
        self.began = time.monotonic()

    async def start(self) -> AsyncIterator[Request]:
        for url in self.urls:
            cb_kwargs = {"wanted": url}
            yield Request(url, self.arrived, errback=self.failed, cb_kwargs=cb_kwargs, meta=dict(self.meta))

    def arrived(self, response: Response, wanted: str) -> None:
        self.listening = max(self.listening, _listening())
        self.outcomes[wanted] = FetchOutcome(response.status, response.url, len(response.body), seconds=self._seconds)

    def failed(self, failure: Failure) -> None:
        found = classify_failure(failure, attempt=failed_request(failure).meta.get("retry_times", 0) + 1)
        outcome = FetchOutcome(kind=found.kind, reason=found.reason, retry_wait=found.retry_wait, seconds=self._seconds)
        self.outcomes[failed_request(failure).cb_kwargs["wanted"]] = outcome

    @property
    def _seconds(self) -> float:
        return time.monotonic() - self.began


def fetch(
    *urls: str,
    allow_private: bool = True,
    meta: dict[str, object] | None = None,
    names: dict[str, list[str]] | None = None,
    public: Sequence[str] = (),
    first_wait: float = 2.0,
    **settings: object,
) -> FetchReport:
    """Fetch addresses in another process. `SSL_CERT_FILE` among the settings is for its environment."""
    certificates = settings.pop("SSL_CERT_FILE", None)
    order = FetchOrder(urls, allow_private, meta or {}, names or {}, list(public), first_wait, settings)
    changes = {"SSL_CERT_FILE": str(certificates)} if certificates else {}
    process = run_module(
        "tests.crawler.fetching.fetch_process",
        cwd=ROOT,
        env=environment(**changes),
        max_seconds=MAX_WAIT_SECONDS,
        standard_input=json.dumps(asdict(order)),
    )
    assert process.returncode == 0, process.stderr
    found = json.loads(process.stdout)
    outcomes = {url: FetchOutcome(**outcome) for url, outcome in found["outcomes"].items()}
    return FetchReport(outcomes, found["peak_mb"], found["listening"], process.stderr)


def main() -> None:
    """Do what standard input orders."""
    order = FetchOrder(**json.load(sys.stdin))
    _name(order.names)
    wellread.crawler.fetching.error_classification._FIRST_RETRY_WAIT_SECONDS = order.first_wait
    vet = wellread.crawler.fetching.guard.is_public_address
    wellread.crawler.fetching.guard.is_public_address = lambda address: address in order.public or vet(address)
    settings = Settings()
    settings.setmodule("wellread.crawler.settings", priority="project")
    ours = {"CONTACT": CONTACT, "ALLOW_PRIVATE": order.allow_private, "LOG_INSTALL_ROOT_HANDLER": False}
    settings.setdict(ours | order.settings, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    set_up_logging(level=logging.INFO, scrapy_level=logging.WARNING)
    fetching = process.create_crawler(FetchSpider)
    process.crawl(fetching, url="http://127.0.0.1/", urls=order.urls, meta=order.meta)
    process.start()
    spider = cast("FetchSpider", fetching.spider)
    outcomes = {url: asdict(outcome) for url, outcome in spider.outcomes.items()}
    peak = _peak_mb()
    json.dump({"outcomes": outcomes, "peak_mb": peak, "listening": spider.listening}, sys.stdout)


def _peak_mb() -> float:
    """The most memory that this process has had. `getrusage` counts that of the parent in, from before the exec."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM:")) / 1024


def _listening() -> int:
    """How many TCP ports this process listens on, by /proc; 0 where there is none."""
    sockets = set()
    for link in Path("/proc/self/fd").glob("*"):
        with suppress(OSError):
            sockets.add(str(link.readlink()))
    tables = [table for name in ("tcp", "tcp6") if (table := Path("/proc/self/net") / name).exists()]
    rows = [line.split() for table in tables for line in table.read_text(encoding="ascii").splitlines()[1:]]
    return sum(row[3] == "0A" and f"socket:[{row[9]}]" in sockets for row in rows)


def _name(names: dict[str, list[str]]) -> None:
    """Let the system's resolver know these names."""
    real = socket.getaddrinfo

    def known(host: str, port: int, *rest: int, **more: int) -> list[tuple[object, ...]]:
        found: list[tuple[object, ...]] = []
        for address in names.get(host, [host]):
            found += real(address, port, *rest, **more)
        return found

    socket.getaddrinfo = known  # type: ignore[assignment]


if __name__ == "__main__":
    main()
