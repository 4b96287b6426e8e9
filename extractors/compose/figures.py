"""Pictures and players: where they come from."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml import etree

from wellread.extractors.article import Video
from wellread.extractors.compose.addresses import absolute

# Lazy loaders keep the true address in one of these and a blank in `src`.
_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "data-original-src", "data-image", "src")
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_BETWEEN_CANDIDATES = re.compile(r",\s+|(?<=\d[wx]),")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)[wx]")
_BLANK = re.compile(
    r"data:|about:|.*(?:spacer|blank|placeholder|transparent|1x1|pixel)\.(?:gif|png|svg)", re.IGNORECASE
)
_PROVIDERS = {
    "youtube.com": "youtube",
    "youtube-nocookie.com": "youtube",
    "youtu.be": "youtube",
    "vimeo.com": "vimeo",
    "dailymotion.com": "dailymotion",
    "wistia.com": "wistia",
    "wistia.net": "wistia",
    "tiktok.com": "tiktok",
    "facebook.com": "facebook",
    "ted.com": "ted",
    "loom.com": "loom",
    "brightcove.net": "brightcove",
}


def picture_source(image: etree._Element, base_url: str | None) -> str | None:
    """The address of a picture: the largest of its `srcset` only where nothing names one address."""
    for name in _SOURCES:
        value = (image.get(name) or "").strip()
        if value and not _BLANK.match(value):
            return absolute(value, base_url)
    for name in _SETS:
        largest = _largest(image.get(name) or "")
        if largest:
            return absolute(largest, base_url)
    return None


def _largest(srcset: str) -> str | None:
    """The candidate with the largest size; one whose size cannot be read is small. An address may hold a comma."""
    candidates: list[tuple[float, str]] = []
    for candidate in _BETWEEN_CANDIDATES.split(srcset.strip()):
        address, *sizes = candidate.split() or [""]
        size = _SIZE.fullmatch(sizes[0]) if sizes else None
        if address and not _BLANK.match(address):
            candidates.append((float(size.group(1)) if size else 1.0, address))
    return max(candidates)[1] if candidates else None


def video_of(element: etree._Element, base_url: str | None) -> Video | None:
    """The video of a player, or None for a frame that shows something else."""
    inner = element.find(".//source[@src]")
    sources = (element.get("src"), element.get("data-src"), None if inner is None else inner.get("src"))
    address = next((found for source in sources if source and (found := absolute(source, base_url))), None)
    if address is None:
        return None
    provider = _provider(address)
    if element.tag != "video" and provider is None:
        return None
    return Video(provider, address, (element.get("title") or "").strip() or None)


def _provider(address: str) -> str | None:
    host = urlsplit(address).hostname or ""
    return next((name for domain, name in _PROVIDERS.items() if host == domain or host.endswith("." + domain)), None)
