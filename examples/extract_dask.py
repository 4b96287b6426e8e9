"""Extract the archives of a crawl with Dask, one site a task: on a cluster, or on this machine where none is named.

    python extract_dask.py state/archive records [tcp://SCHEDULER:8786 | NUMBER OF PROCESSES]

Archive and target are folders that all machines share, or addresses such as s3://bucket/records; each machine has
wellread. Whatever was killed is done again: by Dask, if it was a worker, and if it was this program, by starting it
once more. Needs dask[distributed].
"""

from __future__ import annotations

import sys
from functools import partial

from dask.distributed import Client, LocalCluster

from wellread import Unit, UnitCounts, extract_unit, units

ATTEMPTS = 3  # at a unit whose worker was killed


def read_unit(target: str, unit: Unit) -> UnitCounts:
    """Extract a unit into a file of its own."""
    return extract_unit(unit, f"{target}/{unit.name}.jsonl")


def extract(client: Client, archive: str, target: str) -> dict[Unit, UnitCounts]:
    """What became of each unit; their files, one after the other, are what `wellread extract` writes."""
    found = units(archive)
    counts = client.gather(client.map(partial(read_unit, target), found, retries=ATTEMPTS))
    return dict(zip(found, counts, strict=True))


def connect(where: str) -> Client:
    """The cluster at an address, or one of so many processes on this machine."""
    if not where.isdecimal():
        return Client(where)
    return Client(LocalCluster(n_workers=int(where), threads_per_worker=1, dashboard_address=None))


def main(archive: str, target: str, where: str = "2") -> None:
    """Print what became of each unit."""
    with connect(where) as client:
        for done, counts in extract(client, archive, target).items():
            print(done.name, counts.pages, counts.records, *counts.failures, sep="\t")


if __name__ == "__main__":
    main(*sys.argv[1:])
