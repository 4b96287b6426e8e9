"""What a robots.txt says to one crawler. Pure functions, by RFC 9309 and by the reading of its authors.

Where the RFC leaves room, this does what https://github.com/google/robotstxt does: site owners test against it. The
libraries at hand miss some of its cases, so that pages would be fetched that their owner has closed (see decision 29).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from wellread.crawler.discovery.urls import resolve

MAX_ROBOTS_BYTES = 500 * 1024  # what RFC 9309, 2.5 asks to be read; the rest is left

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_LINE_END = re.compile(r"\r\n|\r|\n")
_MAX_LINE = 16_664  # characters; eight times the longest address that browsers took once
# Misspellings that are meant seriously; the list is Google's.
_AGENT = re.compile(r"user[- ]?agent", re.IGNORECASE)
_DISALLOW = re.compile(r"diss?allow|diss?alow|diasllow|disallaw", re.IGNORECASE)
_SITEMAP = re.compile(r"site-?map", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Za-z0-9_-]+")
_RATE = re.compile(r"(\d+)/(\d+)([smh]?)\b")
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600}
_ESCAPE = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_INDEX = re.compile(r"/index\.html?$")
ANYBODY = "*"


@dataclass(frozen=True)
class Rule:
    """An `Allow` or `Disallow` with its path pattern; the longest that matches decides, and `Allow` among equals."""

    allow: bool
    pattern: str

    def matches(self, path: str, plain: str) -> bool:
        """Whether the pattern fits `path`, the path and query of a URL as written, or `plain`, without idle escapes.

        The RFC compares without escapes that are not needed, its authors' own parser as written. What either of them
        takes for closed is closed; what both take for open is open.
        """
        fits = _fits(self._written, path)
        return fits if self.allow else fits or _fits(self._plain, plain)

    @cached_property
    def _written(self) -> str:
        return _escaped(self.pattern)

    @cached_property
    def _plain(self) -> str:
        return _plain(self._written)


@dataclass(frozen=True)
class Robots:
    """What a robots.txt says to one crawler: rules, the longest first; a delay in seconds; the sitemaps of the site."""

    rules: tuple[Rule, ...] = ()
    crawl_delay: float | None = None
    sitemaps: tuple[str, ...] = ()

    @classmethod
    def parse(cls, body: bytes, agent: str, url: str = "") -> Robots:
        """Read the file at `url` for the crawler with the product token `agent`. Never raises."""
        groups = _Groups()
        for key, value in _records(_decoded(body[:MAX_ROBOTS_BYTES])):
            groups.take(key, value)
        sitemaps = filter(None, (resolve(sitemap, url or "about:blank") for sitemap in groups.sitemaps))
        name = agent.lower() if agent.lower() in groups.rules else ANYBODY
        rules = sorted(groups.rules.get(name, ()), key=lambda rule: (-len(rule.pattern), not rule.allow))
        return cls(tuple(rules), groups.delays.get(name), tuple(dict.fromkeys(sitemaps)))

    def allowed(self, url: str) -> bool:
        """Whether the crawler may fetch `url`."""
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        plain = _plain(path)
        return next((rule.allow for rule in self.rules if rule.matches(path, plain)), True)


class _Groups:
    """The rules and delays of each agent, collected line by line; groups for the same agent are merged."""

    def __init__(self) -> None:
        self.rules: dict[str, list[Rule]] = {}
        self.delays: dict[str, float] = {}
        self.sitemaps: list[str] = []
        self._agents: list[str] = []
        self._complete = True  # a rule has been seen: the next agent begins another group

    def take(self, key: str, value: str) -> None:
        if _AGENT.fullmatch(key):
            self._agent(value)
        elif key.lower() == "allow":
            self._rules(value, allow=True)
        elif _DISALLOW.fullmatch(key):
            self._rules(value, allow=False)
        elif key.lower() in {"crawl-delay", "request-rate"}:
            self._delay(value)
        elif _SITEMAP.fullmatch(key):
            self.sitemaps.append(value)
        elif key.lower() in {"http", "https"}:  # a sitemap that stands there without its key
            self.sitemaps.append(f"{key}:{value}")

    def _agent(self, value: str) -> None:
        if self._complete:
            self._agents, self._complete = [], False
        token = _TOKEN.match(value)
        name = ANYBODY if re.match(r"\*(\s|$)", value) else token[0].lower() if token else ""
        self._agents.append(name)
        self.rules.setdefault(name, [])

    def _rules(self, pattern: str, *, allow: bool) -> None:
        self._complete = True
        if not pattern:
            return
        rules = [Rule(allow, pattern)]
        if allow and _INDEX.search(pattern):  # whoever opens the index page opens its folder
            rules.append(Rule(allow, _INDEX.sub("/$", pattern)))
        for agent in self._agents:
            self.rules[agent] += rules

    def _delay(self, value: str) -> None:
        seconds = _seconds(value)
        if seconds is not None:
            for agent in self._agents:
                self.delays[agent] = max(seconds, self.delays.get(agent, 0))


def _records(text: str) -> Iterator[tuple[str, str]]:
    """The key and value of each line that has them; a colon may be missing where there is no doubt."""
    for line in _LINE_END.split(text):
        content = line[:_MAX_LINE].partition("#")[0].strip(" \t\0")
        key, colon, value = content.partition(":")
        if colon:
            yield key.strip(), value.strip()
        elif len(words := content.split()) == 2:
            yield words[0], words[1]


def _seconds(value: str) -> float | None:
    """A `Crawl-delay` in seconds, or a `Request-rate` (`1/5`: one in five seconds, `30/1m`) as such."""
    if rate := _RATE.match(value):
        requests, period = int(rate[1]), int(rate[2]) * _SECONDS[rate[3]]
        return period / requests if requests else None
    number = re.match(r"\d{1,9}(\.\d{1,9})?", value)
    return float(number[0]) if number else None


def _decoded(body: bytes) -> str:
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(encoding, "replace")
    return body.decode("utf-8", "replace")


def _escaped(pattern: str) -> str:
    """The pattern with octets outside ASCII escaped, and escapes in capitals."""
    ascii_only = "".join(char if char.isascii() else _octets(char) for char in pattern)
    return _ESCAPE.sub(lambda escape: escape[0].upper(), ascii_only)


def _octets(char: str) -> str:
    return "".join(f"%{octet:02X}" for octet in char.encode("utf-8", "replace"))


def _plain(text: str) -> str:
    """The text without escapes that stand for unreserved characters (RFC 9309, 2.2.2)."""
    return _ESCAPE.sub(lambda escape: _plain_char(escape[0]), text)


def _plain_char(escape: str) -> str:
    char = chr(int(escape[1:], 16))
    return char if _UNRESERVED.fullmatch(char) else escape.upper()


def _fits(pattern: str, path: str) -> bool:
    """Whether `path` begins with what the pattern describes; `*` is anything, `$` at the end is the end of the path.

    Each literal is looked for at its first place after the one before, so that no pattern takes more than one pass.
    """
    closed = pattern.endswith("$")
    first, *rest = pattern[: len(pattern) - closed].split("*")
    if not path.startswith(first):
        return False
    position = len(first)
    last = rest.pop() if closed and rest else None
    for literal in rest:
        found = path.find(literal, position)
        if found < 0:
            return False
        position = found + len(literal)
    if last is not None:
        return len(path) - position >= len(last) and path.endswith(last)
    return not closed or position == len(path)
