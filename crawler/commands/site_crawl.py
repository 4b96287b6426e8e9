"""The crawl of one site: from its configuration to the spider, and from the spider to its record."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import msgspec

from wellread.crawler.archive import ArchiveError
from wellread.crawler.commands.targets import CrawlPlan
from wellread.crawler.engine.runner import CrawlJob, JobResult
from wellread.crawler.fetching.user_agent import format_user_agent
from wellread.crawler.ledger import BusySiteError, Ledger, LedgerError
from wellread.crawler.runs.health import check_health
from wellread.crawler.runs.record import SiteRecord, SiteStatus, iter_complete_runs
from wellread.crawler.runs.site_progress import SiteProgress, summarise_site
from wellread.crawler.sites import SiteConfig
from wellread.crawler.spiders.blog import BlogSpider


def make_job(plan: CrawlPlan, site: SiteConfig, progress: SiteProgress, ledger: Ledger) -> CrawlJob[BlogSpider]:
    """The spider for a site, with its arguments, and with the settings that are its own."""
    settings = {
        "CONTACT": site.contact,
        "OPEN_ARCHIVE": partial(plan.state.open_archive, user_agent=format_user_agent(site.contact)),
        "RENDER": site.render,
        "DOWNLOAD_DELAY": site.delay,
        "CONCURRENT_REQUESTS_PER_DOMAIN": site.concurrency,
    }
    arguments = {
        "url": site.url,
        "ledger": ledger,
        "progress": progress,
        "max_pages": site.max_pages,
        "include": ",".join(site.include),
        "exclude": ",".join(site.exclude),
        "since": None if plan.since is None else plan.since.isoformat(),
        "only_if_due": plan.only_if_due,
        "recheck": None if site.recheck is None else site.recheck.total_seconds(),
    }
    return CrawlJob(BlogSpider, _drop_none(arguments), _drop_none(settings))


def _drop_none(values: Mapping[str, object]) -> dict[str, object]:
    """What is not set keeps the default of the spider, or that of `wellread.crawler.settings`."""
    return {name: value for name, value in values.items() if value is not None}


def describe_local_failure(job_result: JobResult[BlogSpider]) -> str | None:
    """What went wrong that is not the fault of the site; None if nothing did, or another run has the site."""
    if _find_other_run(job_result):
        return None
    if job_result.spider and job_result.spider.progress.abort_reason:
        return job_result.spider.progress.abort_reason
    if isinstance(job_result.error, ArchiveError | LedgerError):
        return str(job_result.error)
    if job_result.error:
        return f"unexpected {type(job_result.error).__name__}: {job_result.error}"
    if job_result.spider_error_count:
        return f"{job_result.spider_error_count} pages met an error of wellread itself; the log names them"
    return None


def _find_other_run(job_result: JobResult[BlogSpider]) -> tuple[SiteStatus, str] | None:
    """How the site was refused or taken away, where another run has it, and how that is told."""
    if isinstance(job_result.error, BusySiteError):
        return "busy", str(job_result.error)
    if job_result.spider and job_result.spider.progress.is_lost:
        return "lost", job_result.spider.progress.abort_reason or ""
    return None


def make_site_record(
    plan: CrawlPlan,
    ledger: Ledger,
    progress: SiteProgress,
    job_result: JobResult[BlogSpider],
    *,
    was_interrupted: bool,
) -> SiteRecord:
    """The site in the record of the run, with the findings of the health checks.

    Raises LedgerError.
    """
    if other_run := _find_other_run(job_result):
        return summarise_site(progress, *other_run)
    own_error = describe_local_failure(job_result)
    reason = own_error or progress.failure
    status: SiteStatus = "failed" if reason else "done"
    if was_interrupted and not job_result.is_finished:
        status = "interrupted"
    site = summarise_site(progress, status, reason if status == "failed" else None)
    site = msgspec.structs.replace(
        site,
        complete=site.complete and plan.since is None,
        bytes=job_result.count("downloader/response_bytes"),
        rendered=job_result.count("rendered"),
        seconds=round(job_result.seconds, 1),
    )
    # A crawl that an error of our own cut short says nothing about the site.
    if own_error:
        return site
    missing_files = plan.state.find_missing_archive_files(site.url, ledger.find_archive_files(site.url))
    site = msgspec.structs.replace(site, missing_archive_files=missing_files)
    findings = check_health(site, iter_complete_runs(plan.state.runs, site.url))
    return msgspec.structs.replace(site, findings=findings)
