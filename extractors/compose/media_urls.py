"""Pictures and players: the URLs that they come from (HTML Living Standard, "Srcset attributes")."""

from __future__ import annotations

import re
from itertools import product
from urllib.parse import urlsplit

from lxml import etree

from wellread.extractors.article import Video
from wellread.extractors.urls import absolute_url

# Lazy loaders keep the true URL in one of these and a placeholder in `src`.
_URL_ATTRIBUTES = (
    "data-hi-res-src",
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-orig-file",
    "data-original-src",
    "data-image",
    "data-echo",
    "src",
)
# Some loaders keep it in one of these, and share buttons the address of the page.
_MAYBE_URL_ATTRIBUTES = ("data-url", "data-bg")
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)(?:$|[?#])", re.IGNORECASE)
_SRCSET_ATTRIBUTES = ("data-srcset", "data-lazy-srcset", "srcset")
_BETWEEN_CANDIDATES = re.compile(r",\s+|(?<=\d[wx]),")
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]*url\(\s*[\"']?([^\"')\s]+)", re.IGNORECASE)
_SIGN_SIZES = frozenset(map(str, (0, 1, *range(8, 33))))
_SIZE = re.compile(r"(\d+(?:\.\d+)?)[wx]")
_PLACEHOLDER = re.compile(
    r"data:|about:|.*(?:spacer|blank|placeholder|transparent|1x1|pixel|(?<![a-z])(?:load(?:ing|er)|spinner))\.(?:gif|png|svg)",
    re.IGNORECASE,
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
    """The URL of a picture: the largest of its `srcset` only where nothing names one. None where it has none.

    Those of a <picture> stand in the sources around its image.
    """
    if _is_sign(image):
        return None
    for name in _URL_ATTRIBUTES:
        value = (image.get(name) or "").strip()
        if value and not _PLACEHOLDER.match(value):
            return absolute_url(value, base_url)
    background = _BACKGROUND.search(image.get("style") or "")
    if background is not None and not _PLACEHOLDER.match(background[1]):
        return absolute_url(background[1], base_url)
    around = image if image.tag == "picture" else next(image.iterancestors("picture"), None)
    sources = () if around is None else around.iter("source")
    for name, element in product(_SRCSET_ATTRIBUTES, (image, *sources)):
        largest = _find_largest(element.get(name) or "")
        if largest:
            return absolute_url(largest, base_url)
    named = (image.get(name) or "" for name in _MAYBE_URL_ATTRIBUTES)
    return next((absolute_url(url, base_url) for url in named if _PICTURE_FILE.search(url)), None)


def _is_sign(image: etree._Element) -> bool:
    """Whether an image is a square so small that it is a sign, or the pixel that counts visits, and no picture."""
    width, height = image.get("width"), image.get("height")
    return width is not None and width == height and width.strip().removesuffix("px") in _SIGN_SIZES


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
