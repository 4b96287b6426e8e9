"""By what a URL was found."""

from __future__ import annotations

from enum import StrEnum


class LinkSource(StrEnum):
    """What named a URL; the values are keys of `discovered` in `run.json`, in this order."""

    SITEMAP = "sitemaps"
    FEED = "feeds"
    START = "start page"
    LISTING = "listing pages"
    ARTICLE = "articles"
