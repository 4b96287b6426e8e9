"""The metrics of a run for Prometheus, in a file for the textfile collector of its node exporter.

The format is the text format of Prometheus
(https://prometheus.io/docs/instrumenting/exposition_formats/).
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from prometheus_client import CollectorRegistry, Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector

from wellread.crawler.runs.record import VISIT_COUNTS, RunRecord, SiteRecord
from wellread.output.atomic import write_atomically

_OUTCOME_FIELDS = (*VISIT_COUNTS, "rendered")
METRICS_SUFFIX = ".prom"  # of the files that the collector reads
_Samples = dict[tuple[str, ...], float]  # values of the labels -> value


class _RunCollector(Collector):
    """All metrics are gauges: each run states its own, and starts from zero."""

    def __init__(self, run: RunRecord) -> None:
        self._run = run

    def collect(self) -> Iterator[Metric]:
        yield from _collect_run(self._run)
        # Of a site that another run has, that one writes the metrics; these counts would take their place.
        yield from _site_metrics([site for site in self._run.sites if not site.is_of_another_run])


def write_metrics(target: Path, run: RunRecord) -> None:
    """Write the metrics of a finished run, whole or not at all: the collector may read at any time.

    Raises OSError.
    """
    registry = CollectorRegistry()
    registry.register(_RunCollector(run))
    write_atomically(Path(os.path.realpath(target)), generate_latest(registry), mode=0o644)


def check_metrics_writable(target: Path) -> None:
    """Find out before a run whether its metrics can be written after it.

    Raises OSError that names `target`.
    """
    real = Path(os.path.realpath(target))
    if real.exists() and not real.is_file():
        raise OSError(errno.EINVAL, "it is no file", str(target))  # a device or a pipe would be replaced by one
    probe = real.with_name(f".{real.name}.{os.getpid()}.probe")  # the collector reads *.prom only
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error


def _collect_run(run: RunRecord) -> Iterator[Metric]:
    if run.ended is not None:
        seconds = (run.ended - run.started).total_seconds()
        yield _gauge("run_end_timestamp_seconds", "When the latest run ended.", {(): run.ended.timestamp()})
        yield _gauge("run_duration_seconds", "How long it took.", {(): seconds})
    if run.exit_code is not None:
        yield _gauge("run_exit_code", "Its exit code.", {(): run.exit_code})


def _site_metrics(sites: Iterable[SiteRecord]) -> Iterator[Metric]:
    def each(value: Callable[[SiteRecord], float]) -> _Samples:
        return {(site.site,): value(site) for site in sites}

    def keyed(values: Callable[[SiteRecord], Mapping[str, float]]) -> _Samples:
        return {(site.site, key): value for site in sites for key, value in values(site).items()}

    yield _gauge("site_success", "1 if the site was crawled and nothing is wrong with it.", each(_succeeded), "site")
    yield _gauge("site_articles", "Articles that the site has after the run.", each(lambda site: site.articles), "site")
    yield _gauge("site_findings", "What the health checks found wrong.", each(lambda site: len(site.findings)), "site")
    yield _gauge("site_received_bytes", "Bytes received.", each(lambda site: site.bytes), "site")
    yield _gauge("site_duration_seconds", "How long the site took.", each(lambda site: site.seconds), "site")
    yield _gauge("site_pages", "Pages, by what came of them.", keyed(_count_outcomes), "site", "outcome")
    yield _gauge("site_discovered_pages", "Pages named.", keyed(lambda site: site.discovered), "site", "source")
    help_text = "Share of the articles read that have a field."
    yield _gauge("site_field_coverage_ratio", help_text, keyed(lambda site: site.coverage), "site", "field")


def _succeeded(site: SiteRecord) -> float:
    return float(site.status == "done" and not site.findings)


def _count_outcomes(site: SiteRecord) -> dict[str, float]:
    return {outcome: getattr(site, outcome) for outcome in _OUTCOME_FIELDS}


def _gauge(name: str, help_text: str, samples: _Samples, *labels: str) -> Metric:
    family = GaugeMetricFamily(f"wellread_{name}", help_text, labels=labels)
    for values, value in samples.items():
        family.add_metric(values, value)
    return family
