"""What a robots.txt closes is closed: RFC 9309, the cases of its authors, and files that others have collected."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.command import ROOT
from wellread.crawler.fetching.robots import MAX_ROBOTS_BYTES, RobotsTxt
from wellread.extractors.rights import find_reservation

SUITE = ROOT.parent / "shared" / "suites" / "robots"
needs_suite = pytest.mark.skipif(not SUITE.is_dir(), reason="../shared/suites/robots is not here")
SITE = "https://example.org"


def robots(text: str, agent: str = "wellread") -> RobotsTxt:
    return RobotsTxt.parse(text.encode(), agent, f"{SITE}/robots.txt")


def closed(file: str, agent: str, *paths: str) -> list[str]:
    """Those of `paths` that a file of the suite closes to an agent."""
    parsed = RobotsTxt.parse((SUITE / file).read_bytes(), agent, f"{SITE}/robots.txt")
    return [path for path in paths if not parsed.is_allowed(SITE + path)]


def test_preferences_of_use_are_those_of_the_group_and_of_the_longest_path() -> None:
    file = robots(
        "User-agent: otherbot\nContent-Signal: ai-train=yes\nDisallow: /x\n\n"
        "User-Agent: *\nAllow: /\ncontent-signal: search=yes, ai-train=no\nContent-Usage: /blog/open/* train-ai=y\n"
    )
    said = [(each.term, each.value, each.agent, each.raw) for each in file.list_rights(f"{SITE}/blog/tea?page=2")]
    raw = "search=yes, ai-train=no"
    assert said == [("search", "yes", "*", raw), ("ai-train", "no", "*", raw)]
    (longest,) = file.list_rights(f"{SITE}/blog/open/tea")
    assert (longest.term, longest.value) == ("train-ai", "y")
    assert (longest.source, longest.selector) == ("robots.txt", f"{SITE}/robots.txt")
    above = robots("Content-Signal: ai-train=no\nUser-agent: wellread\nAllow: /\n")
    assert above.list_rights(SITE) == ()
    assert robots("Content-Signal: ai-train=no").list_rights(SITE)[0].agent == "*"


def test_licences_are_said_to_everybody_wherever_they_stand() -> None:
    file = robots(
        "License: https://other.example/all.xml\nUser-agent: otherbot\nDisallow: /x\n"
        "license: /rsl.xml\nLicense: /rsl.xml\nLicense: http://\n"
    )
    said = [
        (each.term, each.value, each.agent, each.source, each.selector) for each in file.list_rights(f"{SITE}/blog")
    ]
    assert said == [
        ("license", url, None, "robots.txt", f"{SITE}/robots.txt")
        for url in ("https://other.example/all.xml", f"{SITE}/rsl.xml")
    ]
    assert find_reservation(file.list_rights(SITE), "wellread") is None


@needs_suite
def test_all_cases_of_the_authors_of_the_standard_are_decided_as_they_decide_them() -> None:
    cases = json.loads((SUITE / "google-robotstxt.json").read_text(encoding="utf-8"))
    wrong = [
        case
        for case in cases
        if RobotsTxt.parse(case["robots"].encode(), case["agent"]).is_allowed(case["url"]) != case["allowed"]
    ]
    assert wrong == []
    assert len(cases) == 142


# file, agent, and of the paths those that are closed (marked with "!")
FILES = [
    ("rfc9309-example-simple-robots.txt", "anybot", "/ /pic.gif! /pic.gif?x /example/! /publications/x"),
    ("rfc9309-example-simple-robots.txt", "foobot", "/! /example/page.html /example/allowed.gif /example/other!"),
    ("rfc9309-example-simple-robots.txt", "barbot", "/ /example/page.html! /pic.gif"),
    ("rfc9309-example-simple-robots.txt", "bazbot", "/example/page.html!"),
    ("rfc9309-example-simple-robots.txt", "quxbot", "/ /example/page.html /pic.gif"),
    ("rfc9309-example-longest-match-robots.txt", "foobot", "/example/page/a /example/page/disallowed.gif!"),
    ("rfc9309-example-rule-group-merging.txt", "ExampleBot", "/foo! /bar! /baz! /qux"),
    ("rfc9309-example-rule-group-merging.txt", "other", "/foo! /bar! /baz"),
    ("rfc9309-example-rule-group-merging.txt", "BazBot", "/foo /bar /baz!"),
    ("crawl-delay-group-merging.txt", "mybot", "/private/! /login/"),
    ("crawl-delay-group-merging.txt", "yourbot", "/private/! /login/!"),
    ("extensions-group-merging.txt", "mybot", "/private/! /login/! /llms.txt"),
    ("extensions-group-merging.txt", "yourbot", "/private/! /login/!"),
    ("extensions-group-merging.txt", "other", "/llms.txt /private/!"),
    ("directive-typos-robots.txt", "bot1", "/desallow/ /dissalow/!"),
    ("directive-typos-robots.txt", "bot2", "/useragent/!"),
    ("directive-typos-robots.txt", "bot4", "/useragent-no-colon/!"),
    ("format-errors-robots.txt", "bot1", "/whitespace-before-colon/! /no-colon/! /x"),
    ("format-errors-robots.txt", "bot2", "/no-colon-useragent/!"),
    ("format-errors-robots.txt", "bot3", "/whitespace-before-colon /x!"),
    ("extension-robots.txt", "mybot", "/private/! /secret/ /admin/"),
    ("extension-robots.txt", "wellread", "/private/ /admin/"),
    ("extended-standard-robots.txt", "bot1", "/ /x"),
    ("merge-rules.txt", "wget", "/foo/bar /%74mp/bar! /ckh/bar /x"),
    ("merge-rules.txt", "curl", "/x!"),
    ("merge-rules.txt", "other", "/foo/bar! /%74mp/bar! /ckh/bar /x"),
    ("precedence-of-rules.txt", "wget", "/ /foo /index.html"),
    ("precedence-of-rules.txt", "testy", "/foo! /foo/bar /foo/b1! /x"),
    (
        "malformed-path.txt",
        "wellread",
        "/wiki/Wikipedia_talk:Mediation_Committee/! /wiki/Wikipedia_talk%3Mediation_Committee/!",
    ),
    ("many-user-agents.txt", "wget", "/! /lang/zh-CN/lang/!"),
    ("many-user-agents.txt", "wellread", "/ /lang/zh-CN/lang/! /bot-trap/!"),
    ("many-user-agents.txt", "BlackWidow", "/!"),
    ("wildcards.txt", "wellread", "/gp/cart! /wishlist/! /wishlist/universal1 /gp/registry/wishlist/9/reserve! /x"),
    ("twitter.com-robots.txt", "wellread", "/a /a?b! /a/with_friends!"),
    ("www.flot.com-robots.txt", "wellread", "/admin/! /img/x! /news"),
    ("robots-with-utf8-bom.txt", "wellread", "/profile! /x/output/print! /x"),
    ("robots-with-utf16le-bom.txt", "wellread", "/profile! /x/output/print! /x"),
    ("robots-with-utf16be-bom.txt", "wellread", "/profile! /x/output/print! /x"),
    ("astore.amazon.com-robots.txt", "wellread", "/x"),
    ("relative-sitemap-robots.txt", "wellread", "/cache/! /files/! /x"),
]


@needs_suite
@pytest.mark.parametrize(("file", "agent", "paths"), FILES, ids=[f"{file}-{agent}" for file, agent, _ in FILES])
def test_the_files_of_crawler_commons(file: str, agent: str, paths: str) -> None:
    marked = paths.split()
    assert closed(file, agent, *(path.rstrip("!") for path in marked)) == [
        path.rstrip("!") for path in marked if path.endswith("!")
    ]


@needs_suite
def test_every_file_of_the_suite_is_read() -> None:
    elsewhere = {"dos-line-endings.txt", "sitemap-robots.txt", "sitemap-robots-dedup.txt"}
    assert {file for file, *_ in FILES} | elsewhere == {path.name for path in SUITE.glob("*.txt")}


@needs_suite
@pytest.mark.parametrize(
    ("file", "agent", "delay"),
    [
        ("dos-line-endings.txt", "wellread", 1),
        ("crawl-delay-group-merging.txt", "mybot", 10),
        ("crawl-delay-group-merging.txt", "yourbot", None),
        ("crawl-delay-group-merging.txt", "wellread", 30),
        ("twitter.com-robots.txt", "slurp", 1),
        ("twitter.com-robots.txt", "wellread", None),
        ("astore.amazon.com-robots.txt", "wellread", 5),
        ("extended-standard-robots.txt", "bot1", 2),
        ("extended-standard-robots.txt", "bot2", 15),
    ],
)
def test_the_delay_that_a_file_asks_for(file: str, agent: str, delay: float | None) -> None:
    assert RobotsTxt.parse((SUITE / file).read_bytes(), agent).crawl_delay == delay


@needs_suite
@pytest.mark.parametrize(
    ("file", "sitemaps"),
    [
        ("sitemap-robots.txt", ("http://domain.com/sitemap.xml", "http://domain.com/dir/my-sitemap.xml",
                                "http://domain.com/dir/MixedCased-sitemap.xml")),
        ("sitemap-robots-dedup.txt", ("http://example.org/sitemap.xml",)),
        ("relative-sitemap-robots.txt", ("https://example.org/sitemap.xml",)),
        ("format-errors-robots.txt", ("https://example.org/sitemap.xml",)),
        ("www.flot.com-robots.txt", ("http://flot.com/sitemap_index.xml",)),
    ],
)  # fmt: skip
def test_the_sitemaps_that_a_file_names(file: str, sitemaps: tuple[str, ...]) -> None:
    assert RobotsTxt.parse((SUITE / file).read_bytes(), "wellread", f"{SITE}/robots.txt").sitemaps == sitemaps


@pytest.mark.parametrize("agent_line", ["wellread", "WellRead", "wellread/1.0", "wellread and others"])
def test_our_own_group_counts_and_the_one_for_all_does_not(agent_line: str) -> None:
    text = f"User-agent: *\nDisallow: /\n\nUser-agent: {agent_line}\nDisallow: /private\n"
    assert robots(text).is_allowed(f"{SITE}/blog")
    assert not robots(text).is_allowed(f"{SITE}/private/x")


@pytest.mark.parametrize(
    ("rule", "path", "allowed"),
    [
        # RFC 9309, 2.2.2: an escape of what needs none is compared as if it were not there.
        ("Disallow: /foo/bar/%62%61%7A", "/foo/bar/baz", False),
        ("Disallow: /foo/bar/baz", "/foo/bar/%62%61%7A", False),
        ("Disallow: /foo/bar/ツ", "/foo/bar/%E3%83%84", False),
        ("Disallow: /foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https%3a%2f%2ffoo.bar", False),
        ("Disallow: /foo/bar?baz=quz", "/foo/bar?baz=quz", False),
        ("Disallow: /*.php$", "/a.php", False),
        ("Disallow: /*.php$", "/a.php5", True),
        ("Disallow: /a*b*c$", "/abcbc", False),
        ("Disallow: /a*bc*c$", "/abc", True),
        ("Disallow: $", "/", True),
        ("Disallow: *", "/", False),
        ("Disallow:", "/", True),
    ],
)
def test_patterns(rule: str, path: str, *, allowed: bool) -> None:
    assert robots(f"User-agent: *\n{rule}\n").is_allowed(SITE + path) is allowed


def test_no_more_is_read_than_the_standard_asks() -> None:
    filler = "# " + "x" * 1022 + "\n"
    head = "User-agent: *\n" + filler * (MAX_ROBOTS_BYTES // 1024 - 1)
    assert not robots(head + "Disallow: /a\n").is_allowed(f"{SITE}/a")
    assert robots(head + filler * 2 + "Disallow: /a\n").is_allowed(f"{SITE}/a")


def test_a_pattern_that_takes_others_for_ever_is_decided_at_once() -> None:
    greedy = robots("User-agent: *\nDisallow: /" + "*a" * 5000 + "*b\n")
    assert greedy.is_allowed(f"{SITE}/" + "a" * 20_000)


@given(st.binary(max_size=300) | st.text(alphabet="user-agent: *disallow/$%\r\n#p09", max_size=200).map(str.encode))
def test_no_file_is_too_broken(body: bytes) -> None:
    parsed = RobotsTxt.parse(body, "wellread", f"{SITE}/robots.txt")
    assert parsed.is_allowed(SITE) in {True, False}
