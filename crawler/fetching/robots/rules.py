"""What a robots.txt says to one crawler. Pure functions, by RFC 9309 and by the reading of its authors.

Where the RFC leaves room, this does what https://github.com/google/robotstxt does: site owners test
against it. The libraries at hand miss some of its cases, and would fetch pages that their owner has
disallowed (see decision 29).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from wellread.crawler.discovery.urls import resolve_url
from wellread.extractors.article import RightsStatement
from wellread.extractors.rights import LICENSE, make_statement, read_preferences

MAX_ROBOTS_BYTES = 500 * 1024  # what RFC 9309, 2.5 asks to be read; the rest is left
# Key of a request's meta: what the robots.txt says of the use of the page.
META_SITE_RIGHTS = "site_rights"

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_LINE_END = re.compile(r"\r\n|\r|\n")
_MAX_RULE_CHARS = 16_664  # eight times the longest address that browsers took once
# Misspellings that are meant seriously; the list is Google's.
_USER_AGENT = re.compile(r"user[- ]?agent", re.IGNORECASE)
_DISALLOW = re.compile(r"diss?allow|diss?alow|diasllow|disallaw", re.IGNORECASE)
_SITEMAP = re.compile(r"site-?map", re.IGNORECASE)
_USAGE_KEYS = frozenset({"content-signal", "content-usage"})
_PRODUCT_TOKEN = re.compile(r"[A-Za-z0-9_-]+")
_REQUEST_RATE = re.compile(r"(\d{1,9})/(\d{1,9})([smh]?)\b")
_SECONDS_PER_UNIT = {"": 1, "s": 1, "m": 60, "h": 3600}
_PERCENT_ESCAPE = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")  # RFC 3986, 2.3
_INDEX_PAGE = re.compile(r"/index\.html?$")
ANY_AGENT = "*"


@dataclass(frozen=True)
class RobotsRule:
    """An `Allow` or `Disallow` with its path pattern; the longest that matches decides, and `Allow` among equals."""

    allow: bool
    pattern: str

    def matches(self, path: str, unescaped_path: str) -> bool:
        """Whether the pattern matches `path`, the path and query of a URL as written, or
        `unescaped_path`, the same without needless escapes.

        The RFC compares without escapes that are not needed, its authors' own parser as written.
        What either of them takes for disallowed is disallowed; what both take for allowed is
        allowed.
        """
        matched = _matches(self._escaped_pattern, path)
        return matched if self.allow else matched or _matches(self._unescaped_pattern, unescaped_path)

    @cached_property
    def _escaped_pattern(self) -> str:
        return _escape_non_ascii(self.pattern)

    @cached_property
    def _unescaped_pattern(self) -> str:
        return _unescape_unreserved(self._escaped_pattern)


@dataclass(frozen=True)
class UsagePreference:
    """A `Content-Signal` or `Content-Usage`: what the pages may be used for whose path the pattern matches."""

    pattern: str
    value: str

    @classmethod
    def parse(cls, value: str) -> UsagePreference:
        """Read `/drafts/ ai-train=no`; without a path it holds for all pages."""
        pattern, _, rest = value.partition(" ")
        return cls(pattern, rest.strip()) if pattern.startswith("/") else cls("/", value)


@dataclass(frozen=True)
class RobotsTxt:
    """What a robots.txt says to one crawler: rules, the longest first; a delay in seconds; the sitemaps of the site.

    `preferences` are those of use, said to `agent` by the file at `url`. `licenses` are the URLs of licences
    (https://rslstandard.org), said to everybody.
    """

    rules: tuple[RobotsRule, ...] = ()
    crawl_delay: float | None = None
    sitemaps: tuple[str, ...] = ()
    preferences: tuple[UsagePreference, ...] = ()
    agent: str = "*"
    url: str = ""
    licenses: tuple[str, ...] = ()

    @classmethod
    def parse(cls, body: bytes, agent: str, url: str = "") -> RobotsTxt:
        """Read the file at `url` for the crawler with the product token `agent`. Never raises."""
        groups = _RuleGroups()
        for key, value in _key_value_lines(_decode(body[:MAX_ROBOTS_BYTES])):
            groups.add_line(key, value)
        sitemaps, licenses = (
            tuple(dict.fromkeys(filter(None, (resolve_url(written, url or "about:blank") for written in found))))
            for found in (groups.sitemaps, groups.licenses)
        )
        group = agent.lower() if agent.lower() in groups.rules else ANY_AGENT
        rules = sorted(groups.rules.get(group, ()), key=lambda rule: (-len(rule.pattern), not rule.allow))
        preferences = tuple(map(UsagePreference.parse, groups.preferences.get(group, ())))
        return cls(tuple(rules), groups.delays.get(group), sitemaps, preferences, group, url, licenses)

    def list_rights(self, url: str) -> tuple[RightsStatement, ...]:
        """What the file says of the use of the page at `url`; of several patterns the longest that match decide."""
        path = path_of(url)
        matching = [found for found in self.preferences if matches_pattern(found.pattern, path)]
        longest = max((len(found.pattern) for found in matching), default=0)
        said = tuple(
            statement
            for found in matching
            if len(found.pattern) == longest
            for statement in read_preferences(found.value, "robots.txt", self.url or None, self.agent)
        )
        return said + tuple(
            make_statement(LICENSE, "robots.txt", license_url, value=license_url, selector=self.url or None)
            for license_url in self.licenses
        )

    def is_allowed(self, url: str) -> bool:
        """Whether the crawler may fetch `url`."""
        path = path_of(url)
        unescaped_path = _unescape_unreserved(path)
        return next((rule.allow for rule in self.rules if rule.matches(path, unescaped_path)), True)


class _RuleGroups:
    """The rules and delays of each agent, collected line by line; groups for the same agent are merged."""

    def __init__(self) -> None:
        self.rules: dict[str, list[RobotsRule]] = {}
        self.delays: dict[str, float] = {}
        self.preferences: dict[str, list[str]] = {}
        self.sitemaps: list[str] = []
        self.licenses: list[str] = []
        self._agents: list[str] = []  # of the current group
        self._has_rules = True  # of the current group: the next agent begins another group

    def add_line(self, key: str, value: str) -> None:
        if _USER_AGENT.fullmatch(key):
            self._add_agent(value)
        elif key.lower() == "allow":
            self._add_rule(value, allow=True)
        elif _DISALLOW.fullmatch(key):
            self._add_rule(value, allow=False)
        elif key.lower() in {"crawl-delay", "request-rate"}:
            self._add_delay(value)
        elif key.lower() in _USAGE_KEYS:
            for agent in self._agents or [ANY_AGENT]:  # what stands above all groups is said to everybody
                self.preferences.setdefault(agent, []).append(value)
        elif key.lower() == LICENSE:
            self.licenses.append(value)
        else:
            self._add_sitemap(key, value)

    def _add_sitemap(self, key: str, value: str) -> None:
        if _SITEMAP.fullmatch(key):
            self.sitemaps.append(value)
        elif key.lower() in {"http", "https"}:  # a sitemap that stands there without its key
            self.sitemaps.append(f"{key}:{value}")

    def _add_agent(self, value: str) -> None:
        if self._has_rules:
            self._agents, self._has_rules = [], False
        token = _PRODUCT_TOKEN.match(value)
        agent = ANY_AGENT if re.match(r"\*(\s|$)", value) else token[0].lower() if token else ""
        self._agents.append(agent)
        self.rules.setdefault(agent, [])

    def _add_rule(self, pattern: str, *, allow: bool) -> None:
        self._has_rules = True
        if not pattern:
            return
        rules = [RobotsRule(allow, pattern)]
        if allow and _INDEX_PAGE.search(pattern):  # who allows the index page allows its folder
            rules.append(RobotsRule(allow, _INDEX_PAGE.sub("/$", pattern)))
        for agent in self._agents:
            self.rules[agent] += rules

    def _add_delay(self, value: str) -> None:
        seconds = _parse_delay(value)
        if seconds is not None:
            for agent in self._agents:
                self.delays[agent] = max(seconds, self.delays.get(agent, 0))


def matches_pattern(pattern: str, path: str) -> bool:
    """Whether a pattern as written matches a path and query, as `path_of` gives it."""
    return _matches(_escape_non_ascii(pattern), path)


def path_of(url: str) -> str:
    """The path and query of a URL, as patterns see them."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _key_value_lines(text: str) -> Iterator[tuple[str, str]]:
    """The key and value of each line that has them; a colon may be missing where there is no doubt."""
    for line in _LINE_END.split(text):
        content = line[:_MAX_RULE_CHARS].partition("#")[0].strip(" \t\0")
        key, colon, value = content.partition(":")
        if colon:
            yield key.strip(), value.strip()
        elif len(words := content.split()) == 2:
            yield words[0], words[1]


def _parse_delay(value: str) -> float | None:
    """A `Crawl-delay` in seconds, or a `Request-rate` (`1/5`: one in five seconds, `30/1m`) as such."""
    if rate := _REQUEST_RATE.match(value):
        requests, period = int(rate[1]), int(rate[2]) * _SECONDS_PER_UNIT[rate[3]]
        return period / requests if requests else None
    number = re.match(r"\d{1,9}(\.\d{1,9})?", value)
    return float(number[0]) if number else None


def _decode(body: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    return body.decode("utf-8", "replace")


def _escape_non_ascii(pattern: str) -> str:
    """The pattern with octets outside ASCII escaped, and escapes in capitals (RFC 9309, 2.2.2)."""
    ascii_only = "".join(char if char.isascii() else _escape_char(char) for char in pattern)
    return _PERCENT_ESCAPE.sub(lambda escape: escape[0].upper(), ascii_only)


def _escape_char(char: str) -> str:
    return "".join(f"%{octet:02X}" for octet in char.encode("utf-8", "replace"))


def _unescape_unreserved(text: str) -> str:
    """The text without escapes that stand for unreserved characters (RFC 9309, 2.2.2)."""
    return _PERCENT_ESCAPE.sub(lambda escape: _unescape_char(escape[0]), text)


def _unescape_char(escape: str) -> str:
    char = chr(int(escape[1:], 16))
    return char if _UNRESERVED.fullmatch(char) else escape.upper()


def _matches(pattern: str, path: str) -> bool:
    """Whether `path` begins with what the pattern describes; `*` is anything, `$` at the end is the end of the path.

    Each literal is looked for at its first place after the one before, so that no pattern takes
    more than one pass.
    """
    is_anchored = pattern.endswith("$")
    first, *rest = pattern[: len(pattern) - is_anchored].split("*")
    if not path.startswith(first):
        return False
    position = len(first)
    last = rest.pop() if is_anchored and rest else None
    for literal in rest:
        found = path.find(literal, position)
        if found < 0:
            return False
        position = found + len(literal)
    if last is not None:
        return len(path) - position >= len(last) and path.endswith(last)
    return not is_anchored or position == len(path)
