"""What a site says of the use of its text: the statements of each protocol, read as found. Pure functions of text.

Robots directives (https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag, with the `noai` and
`noimageai` of others), the TDM Reservation Protocol (https://www.w3.org/community/reports/tdmrep/), and preferences of
use (`Content-Signal`, https://contentsignals.org, and `Content-Usage`, draft-ietf-aipref-attach).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from wellread.extractors.article import RightsStatement

MAX_STATEMENTS = 100  # of one record: more say nothing but that a page is broken
_MAX_RAW_CHARS = 500
TDM_RESERVATION = "tdm-reservation"
TDM_POLICY = "tdm-policy"
LICENSE = "license"

# Directives of robots that take a value after a colon. Any other word before a colon names a crawler.
_WITH_VALUE = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})
_DIRECTIVE = re.compile(r"[a-z][a-z_-]*")
_AGENT = re.compile(r"[\w-]+")
_BETWEEN_DIRECTIVES = re.compile(r",(?!\s*\d)")  # no directive begins with a digit, but dates go on with one
_PREFERENCE = re.compile(r"\s*([A-Za-z][\w-]*)\s*=\s*([^\s;]+)")
_NO = frozenset({"no", "n"})  # of a Content-Signal, of a Content-Usage
# The uses that mining and training are: of Content-Signal, of Content-Usage, of earlier drafts of the latter. Search is
# a use of its own in both. A term that neither defines asks for nothing.
_MINING_USES = frozenset({
    "ai-train", "ai-input",
    "train-ai", "ai-use",
    "all", "bots", "tdm", "ai", "genai", "train-genai",
})  # fmt: skip
# Of several reservations that one outweighs which is said closest to the text.
_TDM_SOURCES = ("meta", "http-header", "tdmrep.json")


def read_headers(headers: Mapping[str, str]) -> Iterator[RightsStatement]:
    """The statements in the headers of a response. Several fields of one name are lines of its value."""
    for name, value in headers.items():
        match name.lower():
            case "x-robots-tag":
                yield from read_robots(value, "http-header", "X-Robots-Tag", names_agents=True)
            case "tdm-reservation" | "tdm-policy" as term:
                yield make_statement(term, "http-header", value, selector=name)
            case "content-signal" | "content-usage":
                yield from read_preferences(value, "http-header", name)


def read_robots(
    value: str, source: str, selector: str, agent: str | None = None, *, names_agents: bool = False
) -> Iterator[RightsStatement]:
    """The directives of robots in a value, one by one.

    With `names_agents`, as in `X-Robots-Tag`, each line may say of which crawler it speaks: `examplebot: noai`.
    """
    for line in value.splitlines():
        speaks_to = agent
        for part in _BETWEEN_DIRECTIVES.split(line):
            term, argument = _divide(part)
            if names_agents and argument is not None and term not in _WITH_VALUE and _AGENT.fullmatch(term):
                speaks_to, (term, argument) = term, _divide(argument)
            if _DIRECTIVE.fullmatch(term):
                yield make_statement(term, source, line, value=argument, agent=speaks_to, selector=selector)


def read_preferences(
    value: str, source: str, selector: str | None, agent: str | None = None
) -> Iterator[RightsStatement]:
    """The preferences of use in a value such as `search=yes, ai-train=no`, one by one."""
    for part in value.split(","):
        if found := _PREFERENCE.match(part):
            term, wish = found[1].lower(), found[2].lower()
            yield make_statement(term, source, value, value=wish, agent=agent, selector=selector)


def make_statement(
    term: str,
    source: str,
    raw: str,
    *,
    value: str | None = None,
    agent: str | None = None,
    selector: str | None = None,
) -> RightsStatement:
    """A statement as published. Without a value, what is said of TDM is its own."""
    text = " ".join(raw.split())
    shown = text if len(text) <= _MAX_RAW_CHARS else f"{text[: _MAX_RAW_CHARS - 1]}…"
    if value is None and term in {TDM_RESERVATION, TDM_POLICY}:
        value = shown
    return RightsStatement(term, value, agent, source, selector, shown)


def merge_statements(statements: Iterable[RightsStatement]) -> tuple[RightsStatement, ...]:
    """Each statement once, in order; at most MAX_STATEMENTS."""
    return tuple(dict.fromkeys(statements))[:MAX_STATEMENTS]


def find_reservation(statements: Iterable[RightsStatement], agent: str) -> RightsStatement | None:
    """The statement by which the rights to mine a text, or to train on it, are reserved; None if there is none.

    These are a TDM reservation of 1, `noai`, and a preference that says no to such a use. What is said to crawlers
    other than `agent`, which is in lower case, does not count. A licence reserves nothing by itself.
    """
    heard = [statement for statement in statements if (statement.agent or "*").lower() in {"*", agent}]
    tdm = [statement for statement in heard if statement.term == TDM_RESERVATION and statement.source in _TDM_SOURCES]
    tdm.sort(key=lambda statement: _TDM_SOURCES.index(statement.source))
    reserving = [statement for statement in tdm[:1] if statement.value == "1"]
    reserving += [statement for statement in heard if _refuses_mining(statement)]
    return next(iter(reserving), None)


def describe_reservation(statement: RightsStatement) -> str:
    """Why a page is left alone, in a few words."""
    said = statement.term if statement.value is None else f"{statement.term} = {statement.value}"
    return f"reserves its rights: {said} ({statement.source})"


def _refuses_mining(statement: RightsStatement) -> bool:
    return statement.term == "noai" or (statement.term in _MINING_USES and statement.value in _NO)


def _divide(part: str) -> tuple[str, str | None]:
    """The term in lower case, and what stands after a colon; None without one."""
    term, colon, argument = part.partition(":")
    return term.strip().lower(), argument.strip() if colon else None
