"""Extract the archives of a crawl on a Spark cluster, one site a task; on a machine of one's own with local[N,4].

    spark-submit --master 'local[2,4]' extract_spark.py state/archive records

Archive and target are folders that all machines share, or addresses such as s3://bucket/records; each machine has
wellread. Whatever was killed is done again: by Spark, if it was a task, and if it was Spark, by starting this once
more. Needs pyspark 4.
"""

from __future__ import annotations

import sys
from functools import partial

from pyspark.sql import SparkSession

from wellread import Unit, UnitCounts, extract_unit, units


def read_unit(target: str, unit: Unit) -> UnitCounts:
    """Extract a unit into a file of its own."""
    return extract_unit(unit, f"{target}/{unit.name}.jsonl")


def extract(spark: SparkSession, archive: str, target: str) -> dict[Unit, UnitCounts]:
    """What became of each unit; their files, one after the other, are what `wellread extract` writes."""
    found = units(archive)
    tasks = spark.sparkContext.parallelize(found, max(len(found), 1))
    return dict(zip(found, tasks.map(partial(read_unit, target)).collect(), strict=True))


if __name__ == "__main__":
    for done, counts in extract(SparkSession.builder.getOrCreate(), *sys.argv[1:]).items():
        print(done.name, counts.pages, counts.records, *counts.failures, sep="\t")
