"""What `wellread crawl` was told to crawl: URLs or one file of sites, checked before anything is fetched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from wellread.crawler.browser.chromium import find_missing_requirement
from wellread.crawler.runs.exit_codes import ExitCode, Stop
from wellread.crawler.sites import RenderMode, SiteConfig, SitesError, read_sites, select_sites, site_from_url
from wellread.crawler.times import parse_time
from wellread.output.identity import normalise_url


def sites_of(
    targets: Sequence[str], *, names: Sequence[str], contact: str | None, include: Sequence[str], max_pages: int | None
) -> tuple[SiteConfig, ...]:
    """The sites to crawl, once each. Raises Stop with what is wrong."""
    try:
        sites = _named(targets, names=names, contact=contact, include=include)
    except SitesError as error:
        raise Stop(str(error), ExitCode.USAGE) from error
    if max_pages is not None:
        sites = tuple(msgspec.structs.replace(site, max_pages=max_pages) for site in sites)
    _check_browser(sites)
    return sites


def time_of(since: str | None) -> datetime | None:
    """The moment that --since names. Raises Stop for what is none."""
    try:
        return parse_time(since, datetime.now(UTC)) if since is not None else None
    except ValueError as error:
        raise Stop(f"--since: {error}", ExitCode.USAGE) from error


def _named(
    targets: Sequence[str], *, names: Sequence[str], contact: str | None, include: Sequence[str]
) -> tuple[SiteConfig, ...]:
    files = [target for target in targets if target.endswith(".toml")]
    if files:
        if len(targets) > 1 or include:
            raise SitesError(f"{files[0]}: a file of sites stands alone, without a URL, a second file or --include")
        return select_sites(read_sites(Path(files[0]), contact), names)
    if names:
        raise SitesError("--site chooses from a file of sites: wellread crawl sites.toml --site NAME")
    if not contact:
        raise SitesError("who may the owner of the site write to? Give --contact ADDRESS, or set WELLREAD_CONTACT")
    starts = {(normalise_url(url) or url).rstrip("/"): url for url in reversed(targets)}
    return tuple(site_from_url(url, contact, include=tuple(include)) for url in reversed(starts.values()))


def _check_browser(sites: Sequence[SiteConfig]) -> None:
    rendered = [site.name for site in sites if site.render is not RenderMode.NEVER]
    if rendered and (problem := find_missing_requirement()):
        raise Stop(f"{', '.join(rendered)}: render needs a browser: {problem}", ExitCode.USAGE)
