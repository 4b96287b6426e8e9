"""Loads an export into a table of Spark, here of Parquet files: afterwards the table is what the file is.

wellread export -o articles.jsonl
spark-submit examples/load_spark.py articles.jsonl articles
"""

import json
import sys

from pyspark.sql import SparkSession
from pyspark.sql.types import StructType

from wellread.output.schemas import render_schema


def load(session: SparkSession, file: str, table: str) -> int:
    """Make the table in the folder `table` equal to the file; gives how many articles there are."""
    # What `wellread schema --format spark` prints. With it no type depends on what the lines say.
    schema = StructType.fromJson(json.loads(render_schema("spark")))
    articles = session.read.schema(schema).option("mode", "FAILFAST").json(file)
    articles.write.mode("overwrite").parquet(table)
    return int(session.read.schema(schema).parquet(table).count())


if __name__ == "__main__":
    print(load(SparkSession.builder.appName("wellread").getOrCreate(), *sys.argv[1:]), "articles")
