"""Of each script, style or file of data a site knows what its server said last."""

from __future__ import annotations

from dataclasses import replace

from tests.crawler.ledger.visits import SITE, START
from wellread.crawler.ledger import Ledger, Subresource, Validators
from wellread.crawler.record_location import RecordLocation

SCRIPT = f"{SITE}/app.js"


def test_what_was_stored_last_is_found(ledger: Ledger) -> None:
    first = Subresource(Validators('"1"', None), RecordLocation("a.warc.gz", 0, "<urn:uuid:1>"))
    second = replace(first, validators=Validators('"2"', "Tue, 14 Nov 2023 22:13:20 GMT"))
    run = ledger.begin_run(START)
    assert run.subresources.find(SCRIPT) is None
    run.subresources.store(SCRIPT, first)
    assert run.subresources.find(SCRIPT) == first
    run.subresources.store(SCRIPT, second)
    assert ledger.begin_run(START).subresources.find(SCRIPT) == second


def test_sites_do_not_share_subresources(ledger: Ledger) -> None:
    script = Subresource(Validators('"1"', None), RecordLocation("a.warc.gz", 0, "<urn:uuid:1>"))
    ledger.begin_run(START).subresources.store(SCRIPT, script)
    assert ledger.begin_run("https://example.com/").subresources.find(SCRIPT) is None
