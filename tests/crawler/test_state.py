"""`open_state` reads what crawls have left, and changes nothing."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pytest

from tests.crawler.ledger.visits import DAY, START, article, crawl, gone, links, seed, url, visit_all
from wellread import open_state
from wellread.crawler.ledger import Ledger, LedgerError

NOW = 1_700_000_000.0
NAMES = tuple("abcdefgh")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A state after two nights: one article has changed in the second, one is gone."""
    pages = {name: article(name, name, headline=name) for name in NAMES}
    with Ledger.in_folder(tmp_path, clock=lambda: NOW) as ledger:
        crawl(ledger, pages)
    with Ledger.in_folder(tmp_path, clock=lambda: NOW + 2 * DAY) as ledger:
        crawl(ledger, pages | {"a": article("a", "A!", headline="a"), "b": gone()})
    return tmp_path


def test_articles_are_the_current_ones_and_the_gone_if_asked(folder: Path) -> None:
    with open_state(folder) as state:
        assert [record.headline for record in state.articles()] == ["a", *NAMES[2:]]
        assert [record.headline for record in state.articles(gone=True)] == [*NAMES]
        assert [record.headline for record in state.articles(since=8)] == ["a"]
        assert state.cursor == 10


def test_an_article_is_found_by_any_of_its_names(folder: Path) -> None:
    with open_state(str(folder)) as state:
        record = state.article(url("a"))
        assert record
        assert record.article_body == "A!"
        assert state.article(record.article_id) == state.article(f"{url('a')}?utm_source=x#top") == record
        lost = state.article(url("b"))
        assert lost
        assert (lost.gone_at, lost.gone_reason) == ("2023-11-16T22:13:20Z", "404 Not Found")
        assert state.article("https://example.org/never") is None


def test_revisions_and_changes_come_in_their_order(folder: Path) -> None:
    with open_state(folder) as state:
        revisions = list(state.revisions(url("a")))
        assert [(one.change, one.article.article_body) for one in revisions] == [("new", "a"), ("changed", "A!")]
        assert list(state.revisions("never")) == []
        assert [(one.op, one.change) for one in state.changes(since=8)] == [("upsert", "changed"), ("delete", "gone")]
        assert len(list(state.changes())) == 10


@pytest.mark.parametrize("since", ["2026-01-31", "8", None, 1.5, True])
def test_a_cursor_is_a_number(folder: Path, since: Any) -> None:
    with open_state(folder) as state:
        for read in (state.changes, lambda since: state.articles(since=since)):
            with pytest.raises(TypeError, match="since is "):
                read(since)


@pytest.mark.parametrize("since", [-1, 11, 2**70])
def test_a_cursor_of_another_state_is_refused(folder: Path, since: int) -> None:
    with open_state(folder) as state:
        for read in (state.changes, lambda since: state.articles(since=since)):
            with pytest.raises(ValueError, match="this one has had 10 changes"):
                read(since)


def test_an_article_is_named_by_a_text(folder: Path) -> None:
    with open_state(folder) as state:
        record = next(state.articles())
        for name, remedy in ((None, "the id or the URL"), (record, "name.article_id")):
            with pytest.raises(TypeError, match=remedy):
                state.article(cast("str", name))
        assert state.article("a\0b") is state.article("a\ud800b") is None


def test_what_is_read_after_the_state_is_closed_says_so(folder: Path) -> None:
    with open_state(folder) as state:
        articles = state.articles()
        assert repr(state) == f"<State {folder}>"
        assert "article_json" not in repr(next(state.changes()))
    for read in (lambda: next(articles), lambda: state.cursor, lambda: state.article("x"), state.to_pandas):
        with pytest.raises(ValueError, match="the state is closed"):
            read()
    assert repr(state) == f"<State {folder}, closed>"


@pytest.mark.parametrize("address", ["mysql://me:secret@host/x", "https://example.org"])
def test_an_address_of_no_database_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="takes a state folder, or a database at postgresql://") as caught:
        open_state(address)
    assert "secret" not in str(caught.value)


def test_arrow_gets_a_table_of_fixed_types_also_without_articles(folder: Path, tmp_path: Path) -> None:
    with open_state(folder) as state:
        reader = state.to_arrow()
        table = reader.read_all()
    assert table.column("headline").to_pylist() == ["a", *NAMES[2:]]
    assert table.schema.field("date_published").type == pa.date32()
    Ledger.in_folder(tmp_path / "empty").close()
    with open_state(tmp_path / "empty") as state:
        assert state.to_arrow().read_all().schema == table.schema
        assert state.cursor == 0


def test_pandas_gets_the_same_table(folder: Path) -> None:
    with open_state(folder) as state:
        frame = state.to_pandas()
        assert frame["headline"].tolist() == ["a", *NAMES[2:]]
        assert list(frame.columns) == state.to_arrow().schema.names


@pytest.mark.crawls
def test_articles_come_one_by_one_whatever_their_number(tmp_path: Path) -> None:
    peaks = []
    for count in (150, 600):
        pages = {
            f"{number:04}": article(f"{number:04}", "warm " * 2000, headline=f"{number}") for number in range(count)
        }
        with Ledger.in_folder(tmp_path / str(count)) as ledger:
            crawl(ledger, pages)
        with open_state(tmp_path / str(count)) as state:
            tracemalloc.start()
            assert sum(1 for _ in state.articles()) == count
            assert sum(batch.num_rows for batch in state.to_arrow()) == count
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0]


def test_a_crawl_goes_on_while_it_is_read(folder: Path) -> None:
    with Ledger.in_folder(folder, clock=lambda: NOW + 9 * DAY) as ledger, open_state(folder) as state:
        records = state.articles()
        next(records)
        run = ledger.begin_run(START)
        seed(run, "new")
        run.frontier.discover(links("new"))
        visit_all(run, {"new": article("new", "new", headline="new")})
        assert [record.headline for record in records][:6] == [*NAMES[2:]]


@pytest.mark.parametrize("wrong", [None, 3, b"state"])
def test_what_is_no_path_is_refused(wrong: object) -> None:
    with pytest.raises(TypeError, match="the path of a state folder, not"):
        open_state(wrong)  # type: ignore[arg-type]


def test_a_folder_without_a_state_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"there is no state\.sqlite3 here"):
        open_state(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []
