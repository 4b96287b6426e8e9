"""A site that scripts make is asked for its parts, and sends those that have changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import changed_records, records, wellread
from tests.crawler.loopback import Site, StubResponse, article, listing, tagged, text
from tests.crawler.spiders.test_revisits import pass_days
from wellread.crawler.browser.chromium import find_missing_requirement

pytestmark = [
    pytest.mark.crawls,
    pytest.mark.skipif(bool(find_missing_requirement()), reason=f"cannot render: {find_missing_requirement()}"),
]
SHELL = StubResponse(
    b'<!DOCTYPE html><html><head><title>Tea</title><meta property="og:type" content="article">'
    b'<script src="/app.js" defer></script></head><body><main></main></body></html>'
)
APP = "fetch('/data.json').then(a => a.json()).then(d => { document.querySelector('main').innerHTML = d.html })"


def data(title: str) -> StubResponse:
    body = article(title).body.decode()
    main = body[body.index("<article>") : body.index("</article>")].replace('"', "'")
    return tagged(text(f'{{"html": "{main}"}}', "application/json"))


def crawled(site: Site, folder: Path) -> list[dict[str, object]]:
    site.responded.clear()
    """What one more crawl has added or changed."""
    run = wellread("crawl", "sites.toml", "--allow-private", "--changes", "changes.jsonl", cwd=folder)
    assert run.returncode == 0, run.stderr
    return records(changed_records((folder / "changes.jsonl").read_text()))


@pytest.fixture
def rendered(site: Site, tmp_path: Path) -> Site:
    """A blog with one article that its scripts bring, and one that needs none."""
    site.pages |= {
        "/blog": listing("/blog/tea", "/blog/plain"), "/blog/tea": tagged(SHELL), "/app.js": tagged(text(APP)),
        "/data.json": data("Tea at night"), "/blog/plain": tagged(article("Plain")),
    }  # fmt: skip
    (tmp_path / "sites.toml").write_text(
        f'[sites.tea]\nurl = "{site.base}/blog"\ncontact = "test@example.org"\nrender = "when-empty"\n'
    )
    return site


def test_a_rendered_site_that_has_not_changed_sends_nothing_again(rendered: Site, tmp_path: Path) -> None:
    first = crawled(rendered, tmp_path)
    assert sorted(str(record["headline"]) for record in first) == ["Plain", "Tea at night"]
    pass_days(tmp_path, 1)
    assert crawled(rendered, tmp_path) == []
    parts = ("/blog/tea", "/app.js", "/data.json", "/blog/plain")
    assert {path: status for path, status in rendered.responded if path in parts} == dict.fromkeys(parts, 304)
    extracted = wellread("extract", "wellread-state/archive", cwd=tmp_path)
    assert sorted(map(str, records(extracted.stdout))) == sorted(map(str, first))


def test_new_data_under_an_old_page_are_a_change(rendered: Site, tmp_path: Path) -> None:
    crawled(rendered, tmp_path)
    pass_days(tmp_path, 1)
    rendered.pages["/data.json"] = data("Tea in the morning")
    (changed,) = crawled(rendered, tmp_path)
    assert changed["headline"] == "Tea in the morning"
    assert ("/blog/tea", 304) in rendered.responded
    assert ("/data.json", 200) in rendered.responded


def test_a_page_that_the_browser_cannot_render_has_failed_and_keeps_its_article(rendered: Site, tmp_path: Path) -> None:
    first = crawled(rendered, tmp_path)
    pass_days(tmp_path, 1)
    rendered.pages["/blog/tea"] = StubResponse(SHELL.body.replace(b"/app.js", b"/large.js"))
    rendered.pages["/large.js"] = text("document.body.append('x'.repeat(9e6))")
    run = wellread("crawl", "sites.toml", "--allow-private", cwd=tmp_path)
    assert f'url={rendered.base}/blog/tea reason="not rendered: its scripts made too large a page"' in run.stderr
    assert " failed=1 " in run.stderr
    assert len(records(wellread("export", cwd=tmp_path).stdout)) == len(first)
