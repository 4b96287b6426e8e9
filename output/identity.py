"""What a record is called: normalised URLs, and the ids that are derived from them.

Ids are hashes, so that two machines that have never met give the same article the same name.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache, lru_cache
from urllib.parse import SplitResult, urlsplit

from ada_url import URL
from tldextract import TLDExtract

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
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_WEB = ("http:", "https:")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_ID_LENGTH = 32  # hex digits: 128 bits, no collision to be expected among any number of articles


@lru_cache(maxsize=8192)  # the menu of a site is on each of its pages
def normalise_url(url: str) -> str | None:
    """The one spelling of an absolute http(s) URL: no fragment, no tracking parameters, no credentials, sorted query.

    It is read as browsers read it (https://url.spec.whatwg.org), so that the host is the one that a browser would ask,
    and then escaped just as far as RFC 3986 wants it. None where `url` is not an absolute http(s) URL.
    """
    try:
        parsed = URL(url)
    except ValueError:
        return None
    host = parsed.hostname.rstrip(".")
    if parsed.protocol not in _WEB or not host:
        return None
    port = f":{parsed.port}" if parsed.port else ""
    path = _escaped(_SESSION_IN_PATH.sub("", parsed.pathname))
    return f"{parsed.protocol}//{host}{port}{path}{_sorted_query(parsed.search)}"


def site_id(url: str) -> str:
    """The registrable domain of a URL; `host:port` where there is none, as on loopback."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    return _suffixes()(host, include_psl_private_domains=True).top_domain_under_public_suffix or _netloc(host, parts)


def article_id(site: str | None, first_seen: str) -> str:
    """The name of an article for ever: from its site and the normalised URL under which it was first seen."""
    return _digest(site or "", first_seen)


def revision_id(article: str, content_hash: str) -> str:
    """The name of one state of an article: changes when its content does."""
    return _digest(article, content_hash)


def _netloc(host: str, parts: SplitResult) -> str:
    shown = f"[{host}]" if ":" in host else host
    return shown if parts.port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f"{shown}:{parts.port}"


def _sorted_query(search: str) -> str:
    pairs = [pair.partition("=") for pair in _escaped(search[1:]).split("&") if pair]
    kept = sorted(pair for pair in pairs if not TRACKING_PARAMETERS.fullmatch(pair[0]))
    return "?" + "&".join(map("".join, kept)) if kept else ""


def _escaped(part: str) -> str:
    valid = _NOT_IN_A_URL.sub(lambda match: f"%{ord(match[0]):02X}", part)
    return _ESCAPE.sub(_unescaped, valid)


def _unescaped(escape: re.Match[str]) -> str:
    char = chr(int(escape[1], 16))
    return char if char in _UNRESERVED else escape[0].upper()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_ID_LENGTH]


@cache
def _suffixes() -> TLDExtract:
    # The list that ships with the library: the default would fetch one at run time.
    return TLDExtract(suffix_list_urls=(), cache_dir=None)
