"""`sites.toml` is read into sites, and every mistake in it is said with its place before anything is fetched."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.crawler.sites import (
    RenderMode,
    SiteConfig,
    SitesError,
    is_contact_address,
    read_sites,
    select_sites,
    site_from_url,
)
from wellread.crawler.times import parse_duration, parse_time

NOW = datetime(2026, 3, 10, 2, 30, tzinfo=UTC)
WHOLE = """
[defaults]
contact = "you@example.org"
max-pages = 500
render = "when-empty"

[sites.tea]
url = "https://tea.example/blog"

[sites."sleep & rest"]
url = "https://sleep.example/"
contact = "https://example.org/crawler"
include = ["/stories"]
exclude = ["/press", "/blog/2011"]
max-pages = 20
delay = 2
concurrency = 1
recheck = "30d"
render = "always"
"""


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "sites.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_block_says_how_its_site_is_crawled_and_the_defaults_say_the_rest(tmp_path: Path) -> None:
    assert read_sites(written(tmp_path, WHOLE)) == (
        SiteConfig(
            name="tea", url="https://tea.example/blog", contact="you@example.org", max_pages=500,
            render=RenderMode.WHEN_EMPTY,
        ),
        SiteConfig(
            name="sleep & rest", url="https://sleep.example/", contact="https://example.org/crawler",
            include=("/stories",), exclude=("/press", "/blog/2011"), max_pages=20, delay=2, concurrency=1,
            recheck=parse_duration("30d"), render=RenderMode.ALWAYS,
        ),
    )  # fmt: skip


def test_the_contact_of_the_caller_is_for_blocks_without_one(tmp_path: Path) -> None:
    text = '[sites.a]\nurl = "https://a.example"\n[sites.b]\nurl = "https://b.example"\ncontact = "b@example.org"'
    contacts = [site.contact for site in read_sites(written(tmp_path, text), "caller@example.org")]
    assert contacts == ["caller@example.org", "b@example.org"]


BLOCK = '[sites.tea]\nurl = "https://tea.example/blog"\ncontact = "you@example.org"\n'


MISTAKES: list[tuple[str | bytes, str, str]] = [
    ("[sites.tea\n", "", "not valid TOML: Expected ']' at the end of a table declaration (at line 1, column 11)"),
    (b"\xff\xfe", "", "not UTF-8 text (byte 0)"),
    ("", "", 'no site in it; a site is a block [sites.NAME] with url = "https://..."'),
    ('url = "https://tea.example"', "", "url: only [defaults] and [sites.NAME] were expected"),
    ("[[sites]]", "", "sites: only [defaults] and [sites.NAME] were expected"),
    ("[site.tea]", "", "site: only [defaults] and [sites.NAME] were expected"),
    ("[sites]\ntea = 1", "[sites.tea]: ", "a block with a url was expected"),
    ('[defaults]\nurl = "https://a.example"', "[defaults] ", "url: every site has its own; move it to a block"),
    ('[sites.tea]\ncontact = "you@example.org"', "[sites.tea]: ", "url is missing; it is the page that lists"),
    ('[sites.tea]\nurl = "https://tea.example"', "[sites.tea]: ", "contact is missing; it is an e-mail or web"),
    (BLOCK + "max_pages = 3", "[sites.tea]: ", "max_pages: unknown key (did you mean max-pages?); the keys are"),
    (BLOCK + "colour = 3", "[sites.tea]: ", "colour: unknown key; the keys are concurrency, contact, delay,"),
    (BLOCK + "max-pages = 0", "[sites.tea]: ", "max-pages: expected a whole number >= 1"),
    (BLOCK + "max-pages = '9'", "[sites.tea]: ", "max-pages: expected a whole number, got text"),
    (BLOCK + "delay = -1", "[sites.tea]: ", "delay: expected a number >= 0.0"),
    (BLOCK + "concurrency = 99", "[sites.tea]: ", "concurrency: expected a whole number <= 16"),
    (BLOCK + "include = '/stories'", "[sites.tea]: ", "include: expected a list, got text"),
    (BLOCK + "exclude = ['press']", "[sites.tea]: ", "exclude: a path such as /stories was expected"),
    (BLOCK + "recheck = '1 moon'", "[sites.tea]: ", "recheck: a duration such as 90m, 36h, 7d or 2w was expected"),
    (BLOCK + "recheck = 30", "[sites.tea]: ", 'recheck: a duration such as "30d" was expected, not 30'),
    (BLOCK + "render = 'sometimes'", "[sites.tea]: ", "render: invalid enum value 'sometimes'"),
    (BLOCK + "name = 'x'", "[sites.tea]: ", "name: a site is called what its block is called"),
    (BLOCK.replace("tea]", '""]'), '[sites.""]: ', "the name of a site is one line of printable characters, and"),
    (BLOCK.replace("https://", ""), "[sites.tea]: ", "not a web address: tea.example/blog (it begins with http"),
    (BLOCK.replace("you@example.org", "me"), "[sites.tea]: ", "contact: 'me' is neither an e-mail nor a web"),
    (BLOCK + BLOCK.replace("tea]", "coffee]"), "[sites.coffee]: ", "the same url as [sites.tea]; one block a site"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "where", "what"), MISTAKES, ids=[what for _, _, what in MISTAKES])
def test_a_mistake_is_said_with_its_place(tmp_path: Path, text: str | bytes, where: str, what: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SitesError) as error:
        read_sites(path)
    assert str(error.value).startswith(f"{path}: {where}{what}")


def test_the_mistakes_of_all_blocks_are_said_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, '[sites.a]\nurl = "a"\n[sites.b]\nurl = "b"\n[sites.c]\nurl = "https://c.example"')
    with pytest.raises(SitesError) as error:
        read_sites(path, "you@example.org")
    assert [line.split(": ")[1] for line in str(error.value).splitlines()] == ["[sites.a]", "[sites.b]"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SitesError, match=r"missing\.toml: No such file or directory"):
        read_sites(tmp_path / "missing.toml")


def test_sites_are_chosen_by_name_in_the_order_of_the_file(tmp_path: Path) -> None:
    sites = read_sites(written(tmp_path, WHOLE))
    assert select_sites(sites, ["sleep & rest", "tea"]) == sites
    assert [site.name for site in select_sites(sites, ["tea"])] == ["tea"]
    with pytest.raises(SitesError, match=r"no site is called 'tee' \(did you mean tea\?\); there are: sleep & rest, t"):
        select_sites(sites, ["tee"])


@pytest.mark.parametrize("contact", ["you@example.org", "https://example.org/crawler", "http://example.org"])
def test_a_contact_that_can_be_written_to(contact: str) -> None:
    assert is_contact_address(contact)


@pytest.mark.parametrize(
    "contact", ["", "me", "@", "you@host", "you@example.org\r\nX: 1", "ftp://example.org", "a b@c.d"]
)
def test_a_contact_that_cannot(contact: str) -> None:
    assert not is_contact_address(contact)


def test_a_site_from_the_command_line_is_called_by_its_host_and_path() -> None:
    assert site_from_url("https://user:secret@tea.example/blog/", "you@example.org").name == "tea.example/blog"


@pytest.mark.parametrize(
    ("text", "length"), [("90m", timedelta(minutes=90)), ("36h", timedelta(hours=36)), (" 2w ", timedelta(14))]
)
def test_a_duration(text: str, length: timedelta) -> None:
    assert parse_duration(text) == length
    assert parse_time(text, NOW) == NOW - length


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("2026-01-31", datetime(2026, 1, 31, tzinfo=UTC)),
        ("2026-01-31T12:00", datetime(2026, 1, 31, 12, tzinfo=UTC)),
        ("2026-01-31T12:00+02:00", datetime(2026, 1, 31, 10, tzinfo=UTC)),
    ],
)
def test_a_moment(text: str, named: datetime) -> None:
    assert parse_time(text, NOW) == named


@given(st.text(max_size=12).filter(lambda text: not text.strip()[:1].isdigit()))
def test_whatever_is_no_time_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="was expected"):
        parse_time(text, NOW)
