"""Names of files for what pages say: no path, no name that a system keeps for itself, never too long."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

MAX_CHARS = 80
_SAFE = re.compile(rf"[a-z0-9][a-z0-9.-]{{0,{MAX_CHARS - 1}}}(?<!\.)")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")  # on Windows
_HASH_DIGITS = 16


def make_safe_name(text: str) -> str:
    """`text` itself where it is a plain name, in lower case; otherwise what can be read of it, with a hash.

    Two texts that differ have different names.
    """
    if _SAFE.fullmatch(text) and not _RESERVED.fullmatch(text):
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_DIGITS]
    slug = make_slug(text)
    return f"{slug}-{digest}" if slug else digest


def article_path(site: str | None, headline: str | None, article_id: str, suffix: str) -> Path:
    """The file of an article: the folder of its site, the words of its headline, its id."""
    words = make_slug(headline or "")
    name = make_safe_name(article_id)
    return Path(make_safe_name(site or "no-site"), f"{words}-{name}{suffix}" if words else f"{name}{suffix}")


def make_slug(text: str) -> str:
    """The Latin letters and digits of `text` in words joined by hyphens; may be empty."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = re.findall(r"[a-z0-9]+", re.sub("[\u0300-\u036f]", "", plain))
    return "-".join(words)[: MAX_CHARS - _HASH_DIGITS - 1].strip("-")
