"""What a record is called: normalised URLs, and the ids that are derived from them.

Ids are hashes, so that two machines that have never met give the same article the same name.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from urllib.parse import SplitResult, urlsplit, urlunsplit

from tldextract import TLDExtract
from w3lib.url import canonicalize_url, url_query_cleaner

# Parameters that say how a reader came to the page, never which page it is.
TRACKING_PARAMETERS = re.compile(
    r"utm_\w+|mtm_\w+|pk_\w+|hsa_\w+|_hs(enc|mi)|__hs\w+|gclid|gbraid|wbraid|dclid|fbclid|msclkid|yclid|twclid|ttclid"
    r"|igshid|mc_[ce]id|_ga|_gl|ref_src|replytocom",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[^\s<>\"\\^`{|}%/?#@]+")
_ID_LENGTH = 32  # hex digits: 128 bits, no collision to be expected among any number of articles


def normalise_url(url: str) -> str | None:
    """The one spelling of an absolute http(s) URL: no fragment, no tracking parameters, no credentials, sorted query.

    None where `url` is not an absolute http(s) URL.
    """
    try:
        parts = _bare(urlsplit(url.strip()))
        return canonicalize_url(_without_tracking(urlunsplit(parts))) if parts else None
    except ValueError:
        return None


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


def _bare(parts: SplitResult) -> SplitResult | None:
    """The URL without what does not name the page: credentials, fragment, default port, the dot of the DNS root."""
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in _DEFAULT_PORTS or not _HOST.fullmatch(host):
        return None
    return SplitResult(parts.scheme, _netloc(host, parts), parts.path or "/", parts.query, "")


def _netloc(host: str, parts: SplitResult) -> str:
    shown = f"[{host}]" if ":" in host else host
    return shown if parts.port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f"{shown}:{parts.port}"


def _without_tracking(url: str) -> str:
    names = {pair.partition("=")[0] for pair in urlsplit(url).query.split("&")}
    tracking = [name for name in names if TRACKING_PARAMETERS.fullmatch(name)]
    return url_query_cleaner(url, tracking, remove=True, unique=False) if tracking else url


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_ID_LENGTH]


@cache
def _suffixes() -> TLDExtract:
    # The list that ships with the library: the default would fetch one at run time.
    return TLDExtract(suffix_list_urls=(), cache_dir=None)
