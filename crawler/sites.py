"""Which sites are crawled, and how: `sites.toml`, one block a site.

    [defaults]
    contact = "you@example.org"

    [sites.example]
    url = "https://example.org/blog"

Every key of a block but `url` may stand under `[defaults]` as well. All mistakes are found before
anything is fetched, and each is reported with its place.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from wellread.crawler.times import Duration, parse_duration
from wellread.output.identity import normalise_url

DEFAULT_MAX_PAGES = 10_000

_CONTACT_ADDRESS = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+|https?://[^\s<>()]+")
_AbsolutePath = Annotated[str, msgspec.Meta(pattern=r"^/[^\s,?#]*$")]


class SitesError(Exception):
    """A configuration that cannot be used; the message says where, what is wrong and what would do."""


class RenderMode(StrEnum):
    """Whether a browser runs the scripts of a site's pages before they are read."""

    NEVER = "never"
    WHEN_EMPTY = "when-empty"  # only where the text is not in the HTML
    ALWAYS = "always"


class SiteConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """One blog and how it is crawled; `name` stands for it in logs, metrics and `run.json`.

    The fields are the keys of a block, in kebab case.
    """

    name: str
    url: str
    contact: str
    include: tuple[_AbsolutePath, ...] = ()  # further paths below which articles are looked for
    exclude: tuple[_AbsolutePath, ...] = ()  # paths that are not visited, nor anything below them
    max_pages: Annotated[int, msgspec.Meta(ge=1)] = DEFAULT_MAX_PAGES
    delay: Annotated[float, msgspec.Meta(ge=0, le=3600)] | None = None  # seconds between two requests, at least
    concurrency: Annotated[int, msgspec.Meta(ge=1, le=16)] | None = None  # requests under way at once, at most
    recheck: Duration | None = None  # read every page again after this time, whatever its server says of it
    render: RenderMode = RenderMode.NEVER


def site_from_url(url: str, contact: str, **options: object) -> SiteConfig:
    """The site of a URL on the command line; `options` are further fields.

    Raises SitesError if one is invalid.
    """
    return _convert({"name": _name_from_url(url), "url": url, "contact": contact, **options})


def read_sites(path: Path, contact: str | None = None) -> tuple[SiteConfig, ...]:
    """The sites of a file, in its order; `contact` stands in for blocks that have none.

    Raises SitesError if the file cannot be read, or with one line for each block that has a
    mistake.
    """
    tables = _read_tables(path)
    defaults = ({"contact": contact} if contact else {}) | tables["defaults"]
    sites: list[SiteConfig] = []
    mistakes: list[str] = []
    for name, block in tables["sites"].items():
        try:
            sites.append(_parse_block(name, block, defaults))
        except SitesError as error:
            mistakes.append(f"""{path}: [sites.{name or '""'}]: {error}""")
    mistakes += _find_duplicates(sites, path)
    if mistakes:
        raise SitesError("\n".join(mistakes))
    if not sites:
        raise SitesError(f'{path}: no site in it; a site is a block [sites.NAME] with url = "https://..."')
    return tuple(sites)


def select_sites(sites: Iterable[SiteConfig], names: Iterable[str]) -> tuple[SiteConfig, ...]:
    """The sites of these names, in the order of `sites`; all of them where `names` is empty.

    Raises SitesError if no site has one of the names.
    """
    sites, wanted = tuple(sites), set(names)
    known = {site.name for site in sites}
    for name in sorted(wanted - known):
        raise SitesError(
            f"no site is called {name!r}{_did_you_mean(name, known)}; there are: {', '.join(sorted(known))}"
        )
    return tuple(site for site in sites if not wanted or site.name in wanted)


def is_contact_address(text: str) -> bool:
    """Whether `text` is an e-mail or web address, and nothing else, that a site's owner can use."""
    return _CONTACT_ADDRESS.fullmatch(text) is not None


def _read_tables(path: Path) -> dict[str, dict[str, object]]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # editors on Windows mark it
    except OSError as error:
        raise SitesError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise SitesError(f"{path}: not UTF-8 text (byte {error.start})") from error
    except tomllib.TOMLDecodeError as error:
        raise SitesError(f"{path}: not valid TOML: {error}") from error
    tables = {"defaults": {}, "sites": {}} | document
    for name, table in tables.items():
        if name not in ("defaults", "sites") or not isinstance(table, dict):
            raise SitesError(f"{path}: {name}: only [defaults] and [sites.NAME] were expected")
    for key in ("url", "name"):
        if key in tables["defaults"]:
            raise SitesError(f"{path}: [defaults] {key}: every site has its own; move it to a block [sites.NAME]")
    return tables


def _parse_block(name: str, block: object, defaults: Mapping[str, object]) -> SiteConfig:
    if not isinstance(block, dict):
        raise SitesError("a block with a url was expected")
    if "name" in block:
        raise SitesError("name: a site is called what its block is called")
    return _convert({**defaults, **block, "name": name})


def _convert(values: Mapping[str, object]) -> SiteConfig:
    try:
        site = msgspec.convert(values, SiteConfig, dec_hook=_decode)
    except msgspec.ValidationError as error:
        raise SitesError(_explain(str(error))) from error
    for problem in _find_problems(site):
        raise SitesError(problem)
    return site


def _find_problems(site: SiteConfig) -> Iterator[str]:
    """What the types of the fields cannot rule out."""
    if normalise_url(site.url) is None:
        yield f"not a web address: {site.url} (it begins with http:// or https://)"
    if not is_contact_address(site.contact):
        yield f"contact: {site.contact!r} is neither an e-mail nor a web address to which the site's owner can write"
    if not site.name.strip() or not site.name.isprintable():
        yield "the name of a site is one line of printable characters, and not empty"


def _find_duplicates(sites: Iterable[SiteConfig], path: Path) -> Iterator[str]:
    first: dict[str, str] = {}
    for site in sites:
        earlier = first.setdefault((normalise_url(site.url) or site.url).rstrip("/"), site.name)
        if earlier != site.name:
            yield f"{path}: [sites.{site.name}]: the same url as [sites.{earlier}]; one block a site"


def _decode(kind: type, value: object) -> object:
    if kind is Duration and isinstance(value, str):
        return parse_duration(value)
    raise ValueError(f'a duration such as "30d" was expected, not {value!r}')


_TYPE_NAMES = {"int": "a whole number", "float": "a number", "str": "text", "array": "a list", "bool": "true or false"}


def _explain(message: str) -> str:
    """A message of msgspec with the key first, in words that somebody who writes TOML knows."""
    what, _, place = message.partition(" - at `$")
    key = place.rstrip("`").lstrip(".").split("[")[0]
    if match := re.fullmatch(r"Object contains unknown field `(.*)`", what):
        known = {field.encode_name for field in msgspec.structs.fields(SiteConfig)} - {"name"}
        return f"{match[1]}: unknown key{_did_you_mean(match[1], known)}; the keys are {', '.join(sorted(known))}"
    if match := re.fullmatch(r"Object missing required field `(.*)`", what):
        return f"{match[1]} is missing{_HINTS.get(match[1], '')}"
    if "matching regex" in what:
        what = "a path such as /stories was expected"
    what = re.sub(r"`(\w+)(?: \| null)?`", lambda name: _TYPE_NAMES.get(name[1], name[1]), what)
    return f"{key}: {what[:1].lower()}{what[1:]}" if key else what


_HINTS = {
    "url": "; it is the page that lists the articles",
    "contact": "; it is an e-mail or web address that the owner of the site can write to (or set WELLREAD_CONTACT)",
}


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    (close,) = difflib.get_close_matches(word.replace("_", "-"), sorted(known), n=1) or [""]
    return f" (did you mean {close}?)" if close else ""


def _name_from_url(url: str) -> str:
    """The host and path of a URL, which name a site that was given no name."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    return f"{parts.netloc.rpartition('@')[2]}{parts.path.rstrip('/')}" or url
