"""Normalised URLs, and the ids of sites, articles and revisions that are derived from them.

Ids of articles and revisions are hashes, so that machines that share nothing give the same article
the same id.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from urllib.parse import SplitResult, urlsplit

from ada_url import URL
from tldextract import TLDExtract

from wellread.extractors.urls import without_www

# Parameters that say how a reader came to the page or who the reader is, never which page it is.
TRACKING_PARAMETERS = re.compile(
    r"utm_\w+|mtm_\w+|pk_\w+|hsa_\w+|_hs(enc|mi)|__hs\w+|gclid|gbraid|wbraid|dclid|fbclid|msclkid|yclid|twclid|ttclid"
    r"|igshid|mc_[ce]id|_ga|_gl|ref_src|replytocom"
    r"|phpsessid|jsessionid|aspsessionid\w*|session_?id|oscsid|zenid|cfid|cftoken",
    re.IGNORECASE,
)
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_NOT_IN_A_URL = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9._~!$&'()*+,;=:@/?%-]")
_INDEX_FILE = re.compile(r"(?:index|default)(?:\.\w{2,5})?")
_PAGE_ENDING = re.compile(r"\.(?:x?html?|php\d?|aspx?|jsp|cfm)$")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_WEB = ("http:", "https:")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_ID_HEX_DIGITS = 32  # 128 bits: no collision is to be expected among any number of articles


@lru_cache(maxsize=8192)  # the menu of a site is on each of its pages
def normalise_url(url: str) -> str | None:
    """The normal form of an absolute http(s) URL: no fragment, tracking parameters or credentials,
    sorted query.

    It is parsed as browsers do it (https://url.spec.whatwg.org), so that the host is the one that a
    browser would ask, and then percent-encoded where RFC 3986 (section 2) requires it. None where
    `url` is not an absolute http(s) URL.
    """
    try:
        parsed = URL(url)
    except ValueError:
        return None
    host = parsed.hostname.rstrip(".")
    if parsed.protocol not in _WEB or not host:
        return None
    port = f":{parsed.port}" if parsed.port else ""
    path = _percent_encode(_SESSION_IN_PATH.sub("", parsed.pathname))
    return f"{parsed.protocol}//{host}{port}{path}{_normalise_query(parsed.search)}"


@lru_cache(maxsize=8192)
def to_request_url(url: str) -> str | None:
    """The URL as it is asked for: as it is written, but absolute, escaped as far as it must be, without fragment and
    credentials.

    Servers may mind the order of a query, or need what `normalise_url` takes for a session; so the normal form is for
    comparing only. None where `url` is not an absolute http(s) URL.
    """
    if normalise_url(url) is None:
        return None
    parsed = URL(url)
    port = f":{parsed.port}" if parsed.port else ""
    written = _escape_invalid(parsed.pathname + parsed.search)
    return f"{parsed.protocol}//{parsed.hostname.rstrip('.')}{port}{written}"


def group_spellings(written: Iterable[str]) -> dict[str, str]:
    """Each URL once, by its normal form: as it is written first, or in its normal form where it is written so."""
    spellings: dict[str, str] = {}
    for address in written:
        url = normalise_url(address) or address
        if address == url:
            spellings[url] = address
        else:
            spellings.setdefault(url, address)
    return spellings


@lru_cache(maxsize=8192)
def make_spelling_key(url: str) -> str:
    """What all spellings of the URL of one page have in common, as far as it can be told from the URL.

    `url` is normalised. Case, empty segments, the name of a directory's index and the ending of HTML files are left
    out; scheme, `www.` and query as well. Pages with the same key need not be the same.
    """
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.lower().split("/") if segment]
    if segments and _INDEX_FILE.fullmatch(segments[-1]):
        segments.pop()
    if segments:
        segments[-1] = _PAGE_ENDING.sub("", segments[-1]) or segments[-1]
    host = without_www(parts.hostname)
    return "/".join((f"{host}:{parts.port}" if parts.port else host, *segments))


def query_parameters(url: str) -> frozenset[str]:
    """The parameters of a normalised URL, each with its value."""
    return frozenset(filter(None, urlsplit(url).query.split("&")))


@lru_cache(maxsize=8192)
def make_site_id(url: str) -> str:
    """The registrable domain of a URL by the Public Suffix List; `host:port` where there is none,
    as on loopback.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    return _registrable_domain(host) or _host_and_port(host, parts)


def make_article_id(site: str | None, first_seen: str) -> str:
    """The id of an article, which never changes: from its site and the normalised URL where it was
    first seen.
    """
    return _digest(site or "", first_seen)


def make_revision_id(article: str, content_hash: str) -> str:
    """The id of one state of an article: changes when its content does."""
    return _digest(article, content_hash)


def _host_and_port(host: str, parts: SplitResult) -> str:
    shown = f"[{host}]" if ":" in host else host
    return shown if parts.port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f"{shown}:{parts.port}"


def _normalise_query(search: str) -> str:
    pairs = [pair.partition("=") for pair in _percent_encode(search[1:]).split("&") if pair]
    kept = sorted(pair for pair in pairs if not TRACKING_PARAMETERS.fullmatch(pair[0]))
    return "?" + "&".join(map("".join, kept)) if kept else ""


def _percent_encode(part: str) -> str:
    return _ESCAPE.sub(_normalise_escape, _escape_invalid(part))


def _escape_invalid(part: str) -> str:
    return _NOT_IN_A_URL.sub(lambda match: f"%{ord(match[0]):02X}", part)


def _normalise_escape(escape: re.Match[str]) -> str:
    char = chr(int(escape[1], 16))
    return char if char in _UNRESERVED else escape[0].upper()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_ID_HEX_DIGITS]


@lru_cache(maxsize=8192)
def _registrable_domain(host: str) -> str:
    return _public_suffixes()(host, include_psl_private_domains=True).top_domain_under_public_suffix


@cache
def _public_suffixes() -> TLDExtract:
    # The list that ships with the library: the default would fetch one at run time.
    return TLDExtract(suffix_list_urls=(), cache_dir=None)
