"""Pictures and players: the URLs that they come from (HTML Living Standard, "Srcset attributes")."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml import etree

from wellread.extractors.article import Video
from wellread.extractors.urls import absolute_url

# Lazy loaders keep the true URL in one of these and a placeholder in `src`.
_URL_ATTRIBUTES = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-orig-file",
    "data-original-src",
    "data-image",
    "src",
)
_SRCSET_ATTRIBUTES = ("data-srcset", "data-lazy-srcset", "srcset")
_BETWEEN_CANDIDATES = re.compile(r",\s+|(?<=\d[wx]),")
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]*url\(\s*[\"']?([^\"')\s]+)", re.IGNORECASE)
_SIZE = re.compile(r"(\d+(?:\.\d+)?)[wx]")
_PLACEHOLDER = re.compile(
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


def find_picture_url(image: etree._Element, base_url: str | None) -> str | None:
    """The URL of a picture: the largest of its `srcset` only where nothing names one. None where it has none."""
    for name in _URL_ATTRIBUTES:
        value = (image.get(name) or "").strip()
        if value and not _PLACEHOLDER.match(value):
            return absolute_url(value, base_url)
    background = _BACKGROUND.search(image.get("style") or "")
    if background is not None and not _PLACEHOLDER.match(background[1]):
        return absolute_url(background[1], base_url)
    for name in _SRCSET_ATTRIBUTES:
        largest = _find_largest(image.get(name) or "")
        if largest:
            return absolute_url(largest, base_url)
    return None


def _find_largest(srcset: str) -> str | None:
    """The candidate with the largest size; one whose size cannot be read is small. A URL may hold a comma."""
    candidates: list[tuple[float, str]] = []
    for candidate in _BETWEEN_CANDIDATES.split(srcset.strip()):
        url, *sizes = candidate.split() or [""]
        size = _SIZE.fullmatch(sizes[0]) if sizes else None
        if url and not _PLACEHOLDER.match(url):
            candidates.append((float(size.group(1)) if size else 1.0, url))
    return max(candidates)[1] if candidates else None


def read_video(element: etree._Element, base_url: str | None) -> Video | None:
    """The video of a player, or None for a frame that shows something else."""
    inner = element.find(".//source[@src]")
    sources = (element.get("src"), element.get("data-src"), None if inner is None else inner.get("src"))
    url = next((found for source in sources if source and (found := absolute_url(source, base_url))), None)
    if url is None:
        return None
    provider = _find_provider(url)
    if element.tag != "video" and provider is None:
        return None
    return Video(provider, url, (element.get("title") or "").strip() or None)


def _find_provider(url: str) -> str | None:
    host = urlsplit(url).hostname or ""
    return next((name for domain, name in _PROVIDERS.items() if host == domain or host.endswith("." + domain)), None)
