"""What a run leaves: a `run.json` that is whole, and metrics that Prometheus reads."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from prometheus_client.parser import text_string_to_metric_families

from wellread.crawler.runs import record as record_module
from wellread.crawler.runs.metrics import write_metrics
from wellread.crawler.runs.record import (
    HealthFinding,
    RunRecord,
    SiteRecord,
    find_last_runs,
    find_run,
    iter_complete_runs,
    iter_runs,
    new_run_id,
    read_run,
    run_record_path,
    write_run,
)

START = datetime(2026, 3, 10, 2, 30, tzinfo=UTC)
TEA = SiteRecord(
    site='te"a\n', url="https://tea.example/", status="done", complete=True, articles=7, new=2, fetched=9, bytes=4096,
    discovered={"sitemaps": 7}, coverage={"headline": 0.5}, seconds=1.5,
)  # fmt: skip


def run(number: int, *sites: SiteRecord, exit_code: int | None = 0) -> RunRecord:
    started = START.replace(day=number)
    ended = started.replace(minute=40) if exit_code is not None else None
    return RunRecord(
        run_id=new_run_id(started), wellread_version="1", pid=1, started=started, ended=ended, exit_code=exit_code,
        sites=sites,
    )  # fmt: skip


def test_what_was_written_is_read_and_nothing_else_lies_beside_it(tmp_path: Path) -> None:
    written = run(1, TEA)
    write_run(path := run_record_path(tmp_path, "1"), written)
    assert read_run(path) == written
    assert [entry.name for entry in path.parent.iterdir()] == ["run.json"]
    assert msgspec.json.decode(path.read_bytes(), type=dict[str, object])["exitCode"] == 0


def test_each_site_that_is_crawled_alone_has_runs_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_module, "MAX_RUNS_READ", 2)
    names = (tmp_path, tmp_path / "a", tmp_path / "b")
    days = ((1, 2, 3), (4,), (5, 6, 7))
    ids = {}
    for folder, numbers in zip(names, days, strict=True):
        for number in numbers:
            written = run(number, TEA)
            ids[number] = written.run_id
            write_run(run_record_path(folder, written.run_id), written)
    assert [each.started.day for each in iter_runs(tmp_path)] == [7, 6, 4, 3, 2]
    assert [found and found.started.day for found in [find_run(tmp_path, ids[day]) for day in (1, 4, 5)]] == [1, 4, 5]
    assert find_run(tmp_path, "7d") is None


def test_the_last_run_over_each_site_is_found_without_reading_the_runs_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tea, sleep, nap = (SiteRecord(site=name, url=f"https://{name}/", status="done") for name in ("tea", "sleep", "nap"))
    lost = msgspec.structs.replace(nap, status="lost")

    def write(night: int, *sites: SiteRecord, folder: Path = tmp_path) -> str:
        written = msgspec.structs.replace(run(1, *sites), started=START + timedelta(days=night))
        written = msgspec.structs.replace(written, run_id=new_run_id(written.started))
        write_run(run_record_path(folder, written.run_id), written)
        return written.run_id

    together = [write(night, tea, sleep) if night < 3 else write(night, sleep) for night in range(300)]
    alone = [write(night, site, folder=tmp_path / "nap") for night, site in ((2, nap), (5, nap), (7, lost))]
    read: list[Path] = []

    def read_and_note(path: Path) -> RunRecord | None:
        read.append(path)
        return read_run(path)

    monkeypatch.setattr(record_module, "read_run", read_and_note)
    nights = {"https://tea/": 2, "https://sleep/": 299, "https://never/": 299, "https://nap/": 5}
    ended = {url: START + timedelta(days=night, minutes=5) for url, night in nights.items()}
    found = {url: last.run_id for url, (last, _) in find_last_runs(tmp_path, ended).items()}
    assert found == {"https://tea/": together[2], "https://sleep/": together[299], "https://nap/": alone[1]}
    assert len(read) < record_module.MAX_RUNS_LOOKED_AT + 10


def test_a_site_of_another_run_has_no_metrics_in_this_one(tmp_path: Path) -> None:
    busy = msgspec.structs.replace(TEA, site="busy", status="busy")
    write_metrics(tmp_path / "x.prom", run(1, TEA, busy))
    text = (tmp_path / "x.prom").read_text()
    assert "wellread_site_success" in text
    assert "busy" not in text


def test_a_run_is_named_after_its_time() -> None:
    assert new_run_id(START).startswith("20260310T023000Z-")


def test_a_file_that_is_torn_or_foreign_is_no_run(tmp_path: Path) -> None:
    write_run(path := run_record_path(tmp_path, "1"), run(1, TEA))
    path.write_bytes(path.read_bytes()[:100])
    assert read_run(path) is None
    assert read_run(tmp_path / "missing.json") is None


def test_history_is_that_of_one_site_and_of_complete_runs_newest_first(tmp_path: Path) -> None:
    def tea(**changes: object) -> SiteRecord:
        return msgspec.structs.replace(TEA, **changes)

    other = tea(url="https://other.example/")
    for number, sites in enumerate([[tea(new=1)], [other], [tea(new=3), other], [tea(complete=False)]], 1):
        write_run(run_record_path(tmp_path, f"{number}"), run(number, *sites))
    assert [site.new for site in iter_complete_runs(tmp_path, TEA.url)] == [3, 1]
    assert list(iter_complete_runs(tmp_path / "nowhere", TEA.url)) == []


def samples(path: Path) -> dict[tuple[str, ...], float]:
    """Name, site and then the other label, to the value."""

    def key(name: str, labels: dict[str, str]) -> tuple[str, ...]:
        return (name, *(value for _, value in sorted(labels.items(), key=lambda label: label[0] != "site")))

    families = text_string_to_metric_families(path.read_text(encoding="utf-8"))
    return {key(sample.name, sample.labels): sample.value for family in families for sample in family.samples}


def test_the_metrics_are_what_the_run_says(tmp_path: Path) -> None:
    target = tmp_path / "wellread.prom"
    ill = msgspec.structs.replace(TEA, site="ill", findings=(HealthFinding(check="vanished", message="all"),))
    write_metrics(target, run(1, TEA, ill, exit_code=3))
    found = samples(target)
    assert found["wellread_run_exit_code",] == 3
    assert found["wellread_run_duration_seconds",] == 600
    assert found["wellread_run_end_timestamp_seconds",] == START.replace(day=1, minute=40).timestamp()
    assert found["wellread_site_pages", TEA.site, "new"] == 2
    assert found["wellread_site_discovered_pages", TEA.site, "sitemaps"] == 7
    assert found["wellread_site_field_coverage_ratio", TEA.site, "headline"] == 0.5
    assert found["wellread_site_received_bytes", TEA.site] == 4096
    assert [found["wellread_site_success", name] for name in (TEA.site, "ill")] == [1, 0]
    assert [entry.name for entry in tmp_path.iterdir()] == ["wellread.prom"]
