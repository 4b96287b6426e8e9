"""What `wellread crawl` is to crawl: URLs or one file of sites, checked before anything is fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from wellread.crawler.browser.chromium import find_missing_requirement
from wellread.crawler.commands.crawl_options import CrawlOptions
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.crawler.runs.state_folder import StateFolder
from wellread.crawler.sites import RenderMode, SiteConfig, SitesError, read_sites, select_sites, site_from_url
from wellread.crawler.times import parse_time
from wellread.output.identity import normalise_url

_OVERRIDES = ("max_pages",)  # options that take the place of the field of that name, for every site


@dataclass(frozen=True)
class CrawlPlan:
    """A crawl as the user asks for it, checked; `since` is None for pages of any age.

    `runs_of` is the site whose runs have a folder of their own, if it is crawled alone. `only_if_due`: a site that
    somebody else has crawled meanwhile is left alone.
    """

    options: CrawlOptions
    sites: tuple[SiteConfig, ...]
    since: datetime | None
    runs_of: str = ""
    only_if_due: bool = False

    @property
    def state(self) -> StateFolder:
        """Where the crawl keeps what it knows."""
        return StateFolder(self.options.state, self.runs_of)

    @property
    def start_urls(self) -> tuple[str, ...]:
        """The start page of each site, as the ledger knows it."""
        return tuple(normalise_url(site.url) or site.url for site in self.sites)

    @property
    def files_of_sites(self) -> tuple[Path, ...]:
        """The files that the sites were read from."""
        return tuple(map(Path, _find_files_of_sites(self.options.targets)))


def check_plan(options: CrawlOptions) -> CrawlPlan:
    """The crawl that the options ask for, with each site once.

    Raises CommandError if it cannot be done.
    """
    since = _parse_since(options.since)
    try:
        sites = _find_sites(options)
    except SitesError as error:
        raise CommandError(str(error), ExitCode.USAGE) from error
    overrides = {name: value for name in _OVERRIDES if (value := getattr(options, name)) is not None}
    sites = tuple(msgspec.structs.replace(site, **overrides) for site in sites)
    _check_browser(sites)
    return CrawlPlan(options, sites, since)


def _parse_since(text: str | None) -> datetime | None:
    try:
        return parse_time(text, datetime.now(UTC)) if text is not None else None
    except ValueError as error:
        raise CommandError(f"--since: {error}", ExitCode.USAGE) from error


def _find_sites(options: CrawlOptions) -> tuple[SiteConfig, ...]:
    if files := _find_files_of_sites(options.targets):
        if len(options.targets) > 1 or options.include:
            raise SitesError(
                f"{files[0]}: a file of sites cannot be combined with a URL, a second file or --include; "
                "put the URL or the path into the file"
            )
        return select_sites(read_sites(Path(files[0]), options.contact), options.site_names)
    if options.site_names:
        raise SitesError("--site chooses from a file of sites, as in: wellread crawl sites.toml --site NAME")
    if not options.contact:
        raise SitesError(
            "no contact: give an e-mail or web address at which the owner of the site can reach you, "
            "with --contact ADDRESS or in the variable WELLREAD_CONTACT"
        )
    starts = {(normalise_url(url) or url).rstrip("/"): url for url in reversed(options.targets)}
    return tuple(site_from_url(url, options.contact, include=options.include) for url in reversed(starts.values()))


def _find_files_of_sites(targets: Sequence[str]) -> list[str]:
    return [target for target in targets if target.endswith(".toml")]


def _check_browser(sites: Sequence[SiteConfig]) -> None:
    rendered = [site.name for site in sites if site.render is not RenderMode.NEVER]
    if rendered and (problem := find_missing_requirement()):
        raise CommandError(f"{', '.join(rendered)}: render needs a browser: {problem}", ExitCode.USAGE)
