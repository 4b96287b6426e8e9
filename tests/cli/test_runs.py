"""A run over several sites: what it leaves behind, and what its exit code says."""

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.cli.command import CONTACT, crawl, environment, records, told, wellread
from tests.crawler.loopback import MAX_WAIT_SECONDS, Site, StubResponse, article, listing, serving, text
from wellread.crawler.archive import ArchivedResponse, read_responses
from wellread.crawler.browser.chromium import find_missing_requirement
from wellread.crawler.runs.record import RunRecord, SiteRecord, read_run

pytestmark = pytest.mark.crawls


@pytest.fixture
def other() -> Iterator[Site]:
    """A second site."""
    with serving() as running:
        yield running


def sites_toml(tmp_path: Path, **blocks: str) -> Path:
    """A file with a block for each site; its value is the URL and further lines."""
    path = tmp_path / "sites.toml"
    named = "".join(f'[sites.{name}]\nurl = "{block}\n' for name, block in blocks.items())
    path.write_text(f'[defaults]\ncontact = "{CONTACT}"\n{named}', encoding="utf-8")
    return path


def run_all(tmp_path: Path, *arguments: str | Path, hasty: bool = False) -> subprocess.CompletedProcess[str]:
    return wellread("crawl", "sites.toml", "--allow-private", *arguments, cwd=tmp_path, hasty=hasty)


def blog(site: Site, count: int, prefix: str = "Article") -> None:
    """Fill a site with a list and its articles."""
    site.pages["/blog"] = listing(*(f"/blog/{number}" for number in range(count)))
    site.pages |= {f"/blog/{number}": article(f"{prefix} {number}") for number in range(count)}


def latest(tmp_path: Path) -> RunRecord:
    """The record of the latest run."""
    found = sorted((tmp_path / "wellread-state" / "runs").glob("*/run.json"), key=lambda path: path.stat().st_mtime_ns)
    run = read_run(found[-1])
    assert run
    return run


def by_name(run: RunRecord) -> dict[str, SiteRecord]:
    return {site.site: site for site in run.sites}


def make_due(tmp_path: Path) -> None:
    """Let time pass until every page is to be visited again."""
    with sqlite3.connect(tmp_path / "wellread-state" / "state.sqlite3") as state:
        state.execute("UPDATE urls SET next_visit = 0")
    state.close()


def test_a_site_that_fails_harms_no_other(tmp_path: Path, site: Site, other: Site) -> None:
    blog(site, 2)
    sites_toml(tmp_path, tea=f'{site.base}/blog"', gone=f'{other.base}/blog"', closed='http://127.0.0.1:9/blog"')
    run = run_all(tmp_path, "--metrics", "wellread.prom", hasty=True)
    assert run.returncode == 4
    assert told(run) == "Error: 2 of 3 sites failed: gone: 404 Not Found; closed: connection refused"
    assert len(records((tmp_path / "articles.jsonl").read_text())) == 2
    record = latest(tmp_path)
    assert (record.exit_code, record.error) == (4, told(run).removeprefix("Error: "))
    assert {name: (one.status, one.new, one.complete) for name, one in by_name(record).items()} == {
        "tea": ("done", 2, True),
        "gone": ("failed", 0, False),
        "closed": ("failed", 0, False),
    }
    families = text_string_to_metric_families((tmp_path / "wellread.prom").read_text())
    success = next(family for family in families if family.name == "wellread_site_success")
    assert {sample.labels["site"]: sample.value for sample in success.samples} == {"tea": 1, "gone": 0, "closed": 0}


def test_log_and_record_say_the_same_and_the_log_is_json_if_asked(tmp_path: Path, site: Site) -> None:
    """Also with a proxy in the environment, which nobody uses; its password is not told."""
    blog(site, 2)
    site.pages["/blog"] = listing("/blog/0", "/blog/1", "/blog/never-there", "/blog/refused")
    site.pages["/blog/refused"] = StubResponse(status=403)
    sites_toml(tmp_path, tea=f'{site.base}/blog"', shut='http://127.0.0.1:9/blog"')
    options = ("--allow-private", "--log-format", "json", "--metrics", "wellread.prom")
    proxy = "http://me:secret@127.0.0.1:1"
    run = wellread("crawl", "sites.toml", *options, cwd=tmp_path, hasty=True, HTTPS_PROXY=proxy)
    assert run.returncode == 4
    assert "secret" not in run.stderr
    events = [json.loads(line) for line in run.stderr.splitlines()]
    assert [event["variable"] for event in events if event["event"] == "proxy ignored"] == ["HTTPS_PROXY"]
    record = latest(tmp_path)
    (tea,) = (event for event in events if event["event"] == "site finished" and event["site"] == "tea")
    published = by_name(record)["tea"]
    for name in ("fetched", "new", "gone", "not_found", "blocked", "failed", "waiting", "articles"):
        assert tea[name] == getattr(published, name), name
    assert (published.gone, published.not_found, published.blocked, published.failed) == (0, 1, 1, 0)
    assert len(published.failures) == 2
    assert events[-1]["event"] == "finished"
    assert (events[-1]["exit_code"], events[-1]["error"]) == (4, record.error)
    assert events[-1]["metrics"] == "wellread.prom"


def test_a_second_run_over_unchanged_sites_is_done_and_brings_nothing(tmp_path: Path, site: Site) -> None:
    blog(site, 2)
    sites_toml(tmp_path, tea=f'{site.base}/blog"')
    assert run_all(tmp_path).returncode == 0
    before = (tmp_path / "articles.jsonl").stat().st_ino
    assert run_all(tmp_path).returncode == 0
    assert (tmp_path / "articles.jsonl").stat().st_ino == before
    assert latest(tmp_path).written == 0
    (tea,) = latest(tmp_path).sites
    assert (tea.status, tea.new, tea.changed, tea.articles, tea.findings) == ("done", 0, 0, 2, ())


def test_articles_that_vanish_fail_the_health_check_until_they_are_back(tmp_path: Path, site: Site) -> None:
    blog(site, 12)
    sites_toml(tmp_path, tea=f'{site.base}/blog"')
    assert run_all(tmp_path).returncode == 0
    make_due(tmp_path)
    pages = dict(site.pages)
    for number in range(4):
        site.pages[f"/blog/{number}"] = StubResponse(b"gone", status=410)
    for _ in range(2):
        run = run_all(tmp_path)
        assert run.returncode == 3
        found = "4 of 12 articles have vanished; they count until a later run confirms it"
        assert told(run) == f"Error: a health check failed: tea: {found}"
        (tea,) = latest(tmp_path).sites
        assert [finding.check for finding in tea.findings] == ["vanished"]
        assert (tea.gone, tea.unconfirmed, tea.suspended, tea.articles) == (0, 4, 4, 12)
    make_due(tmp_path)
    site.pages |= pages
    assert run_all(tmp_path).returncode == 0


def test_a_field_that_a_new_template_lost_fails_the_health_check(tmp_path: Path, site: Site) -> None:
    blog(site, 10)
    sites_toml(tmp_path, tea=f'{site.base}/blog"')
    assert run_all(tmp_path).returncode == 0
    make_due(tmp_path)
    for number in range(10):
        page = site.pages[f"/blog/{number}"].body.replace(b"article:published_time", b"x")
        site.pages[f"/blog/{number}"] = StubResponse(page)
    run = run_all(tmp_path)
    assert run.returncode == 3
    assert "datePublished: in 0% of the articles read, 100% before" in told(run)


def start(tmp_path: Path, *arguments: str, grace: float | None = None) -> subprocess.Popen[str]:
    """Start a crawl and leave it running. It waits as long for a server as a test does."""
    code = f"import wellread.crawler.settings as settings; settings.DOWNLOAD_TIMEOUT = {MAX_WAIT_SECONDS}; "
    if grace:
        code += f"import wellread.crawler.engine.runner as runner; runner.MAX_SHUTDOWN_SECONDS = {grace}; "
    code += "from wellread.crawler.cli import main; main()"
    command = [sys.executable, "-c", code, "crawl", *arguments, "--contact", CONTACT, "--allow-private"]
    return subprocess.Popen(command, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True)


def test_a_second_run_on_the_same_state_waits_for_no_one(tmp_path: Path, site: Site) -> None:
    blog(site, 1)
    site.pages["/blog"] = StubResponse(site.pages["/blog"].body, wait=(release := Event()))
    with start(tmp_path, f"{site.base}/blog") as first:
        site.wait_until_asked("/blog")
        second = crawl(f"{site.base}/blog", cwd=tmp_path)
        release.set()
        first.communicate(timeout=MAX_WAIT_SECONDS)
    assert second.returncode == 75
    assert f"process {first.pid}, since 20" in told(second)
    assert first.returncode == 0
    assert latest(tmp_path).exit_code == 0


def test_a_server_that_never_answers_does_not_hold_up_the_end(tmp_path: Path, site: Site) -> None:
    blog(site, 1)
    site.pages["/blog/0"] = StubResponse(wait=(release := Event()))
    with start(tmp_path, f"{site.base}/blog", grace=0.5) as run:
        site.wait_until_asked("/blog/0")
        run.send_signal(signal.SIGTERM)
        _, errors = run.communicate(timeout=MAX_WAIT_SECONDS)
    release.set()
    assert run.returncode == 143
    assert "Error: interrupted; 0 new or changed articles" in errors
    assert "Traceback" not in errors
    (record,) = latest(tmp_path).sites
    assert (record.status, latest(tmp_path).exit_code) == ("interrupted", 143)
    site.pages["/blog/0"] = article("Tea at night")
    assert crawl(f"{site.base}/blog", cwd=tmp_path).returncode == 0
    assert len(records((tmp_path / "articles.jsonl").read_text())) == 1


def test_a_mistake_in_the_file_is_told_before_anything_is_done(tmp_path: Path) -> None:
    sites_toml(tmp_path, tea='https://tea.example/"\nmax_pages = 3')
    run = run_all(tmp_path)
    assert run.returncode == 2
    assert told(run).startswith("Error: sites.toml: [sites.tea]: max_pages: unknown key (did you mean max-pages?)")
    assert [path.name for path in tmp_path.iterdir()] == ["sites.toml"]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("sites.toml", "--site", "coffee"), "no site is called 'coffee'"),
        (("sites.toml", "https://tea.example/"), "a file of sites cannot be combined with a URL"),
        (("sites.toml", "--since", "yesterday"), "--since: a date such as 2026-01-31"),
        (("missing.toml",), "missing.toml: No such file or directory"),
        (("https://tea.example/", "--site", "tea"), "--site chooses from a file of sites"),
        (("sites.toml", "--state", "sites.toml"), "cannot write sites.toml: it is a file, not a folder"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: tuple[str, ...], problem: str) -> None:
    sites_toml(tmp_path, tea='https://tea.example/"')
    run = wellread("crawl", *arguments, "--contact", CONTACT, cwd=tmp_path)
    assert run.returncode == 2
    assert problem in told(run)
    assert [path.name for path in tmp_path.iterdir()] == ["sites.toml"]


def test_a_dry_run_says_what_and_why_and_fetches_nothing(tmp_path: Path, site: Site) -> None:
    blog(site, 2)
    sites_toml(tmp_path, tea=f'{site.base}/blog"', coffee=f'{site.base}/coffee"')
    before = run_all(tmp_path, "--dry-run", "--site", "tea")
    assert before.stdout == f"tea\t{site.base}/blog\tfirst visit: the start page\n"
    assert (before.returncode, site.asked) == (0, [])
    assert [path.name for path in tmp_path.iterdir()] == ["sites.toml"]
    assert run_all(tmp_path, "--site", "tea").returncode == 0
    make_due(tmp_path)
    asked = len(site.asked)
    lines = [line.split("\t") for line in run_all(tmp_path, "--dry-run").stdout.splitlines()]
    pages = {url.removeprefix(site.base): why for _, url, why in lines}
    assert pages["/blog"].startswith("asked for in every run; last visit 20")
    assert pages["/blog/0"].startswith("due again; last visit 20")
    assert pages["/coffee"] == "first visit: the start page"
    assert len(site.asked) == asked


def test_pages_that_their_sitemap_dates_before_since_wait_for_another_run(tmp_path: Path, site: Site) -> None:
    blog(site, 2)
    dates = ("2026-01-01", "2026-03-01")
    entries = "".join(
        f"<url><loc>{site.base}/blog/{number}</loc><lastmod>{date}</lastmod></url>" for number, date in enumerate(dates)
    )
    urlset = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    site.pages["/sitemap.xml"] = text(urlset, "application/xml")
    assert crawl(f"{site.base}/blog", "--since", "2026-02-01", cwd=tmp_path).returncode == 0
    assert "/blog/1" in site.asked
    assert "/blog/0" not in site.asked
    assert not latest(tmp_path).sites[0].complete
    assert crawl(f"{site.base}/blog", cwd=tmp_path).returncode == 0
    assert "/blog/0" in site.asked


def test_paths_can_be_left_alone(tmp_path: Path, site: Site) -> None:
    site.pages["/blog"] = listing("/blog/a", "/blog/press/b")
    site.pages |= {"/blog/a": article("A"), "/blog/press/b": article("B")}
    sites_toml(tmp_path, tea=f'{site.base}/blog"\nexclude = ["/blog/press"]\ndelay = 0\nconcurrency = 2')
    assert run_all(tmp_path).returncode == 0
    assert "/blog/press/b" not in site.asked


@pytest.mark.skipif(bool(find_missing_requirement()), reason=f"cannot render: {find_missing_requirement()}")
def test_a_page_whose_text_only_scripts_bring_is_rendered_under_the_rules_of_the_crawl(
    tmp_path: Path, site: Site
) -> None:
    shell = '<!DOCTYPE html><html><head><title>Tea</title></head><body><div id="root"></div>{}</body></html>'
    body = article("Tea at night").body.decode().split("<body>")[1].split("</body>")[0]
    site.pages |= {
        "/robots.txt": text("User-agent: *\nDisallow: /private\n"),
        "/blog": listing("/blog/tea", "/blog/plain"),
        "/blog/plain": article("Plain"),
        "/blog/tea": StubResponse(shell.format('<script src="/app.js"></script>').encode(), headers={"ETag": '"1"'}),
        "/app.js": text(
            "fetch('/private').catch(() => 0);"
            "fetch('/text.html').then(a => a.text()).then(t => document.getElementById('root').innerHTML = t)",
            "text/javascript",
        ),
        "/text.html": StubResponse(body.encode()),
        "/private": text("secret"),
    }
    sites_toml(tmp_path, tea=f'{site.base}/blog"\nrender = "when-empty"')
    run = run_all(tmp_path)
    assert run.returncode == 0, run.stderr
    published = {record["headline"]: record for record in records((tmp_path / "articles.jsonl").read_text())}
    assert set(published) == {"Tea at night", "Plain"}
    assert "short walk after supper" in str(published["Tea at night"]["articleBody"])
    assert "/private" not in site.asked
    assert latest(tmp_path).sites[0].rendered == 1
    archive = tmp_path / "wellread-state" / "archive"
    found = {
        capture.location.record_id: capture
        for capture in read_responses(archive)
        if isinstance(capture, ArchivedResponse)
    }
    assert b"short walk after supper" in found[str(published["Tea at night"]["warcRecordId"])].payload
    assert any(b'<div id="root"></div>' in response.payload for response in found.values())
    again = wellread("extract", archive, cwd=tmp_path)
    assert {record["headline"]: record for record in records(again.stdout)} == published


def test_each_site_of_a_run_has_an_archive_that_is_complete_in_the_end(tmp_path: Path, site: Site, other: Site) -> None:
    blog(site, 1)
    blog(other, 1, "Other")
    sites_toml(tmp_path, tea=f'{site.base}/blog"', coffee=f'{other.base}/blog"')
    assert run_all(tmp_path).returncode == 0
    files = [path for path in (tmp_path / "wellread-state" / "archive").rglob("*") if path.is_file()]
    assert len({path.parent for path in files}) == 2
    assert all(path.name.endswith(".warc.gz") for path in files)
