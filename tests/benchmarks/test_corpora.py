"""What must hold on every page, on a hundredth of each corpus; `python -m benchmarks invariants` asks all of them.

In chunks, so that several processes can share the work.
"""

from __future__ import annotations

import pytest

from benchmarks import corpora, invariants, runner

CHUNKS = 2
EVERY = 100
SAMPLE = 4
PAGES = [page for name in corpora.names(corpora.ROOT) for page in corpora.read(name, corpora.ROOT).pages]

pytestmark = pytest.mark.skipif(not PAGES, reason="needs the corpora in ../shared/corpora, which are not there")


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_page_breaks_a_promise(chunk: int) -> None:
    broken = {
        f"{page.corpus}/{page.gold.id}": finding.violations
        for page in PAGES[::EVERY][chunk::CHUNKS]
        if (finding := invariants.examine(page)).violations
    }
    assert broken == {}


def test_the_same_page_gives_the_same_bytes_in_another_process() -> None:
    sample = PAGES[:: max(1, len(PAGES) // SAMPLE)]
    there = [finding.digest for finding in runner.in_children(invariants.examine, sample)]
    assert there == [invariants.examine(page).digest for page in sample]
