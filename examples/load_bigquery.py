"""Loads an export into a table of BigQuery: afterwards the table is what the file is.

wellread export -o articles.jsonl
python examples/load_bigquery.py articles.jsonl dataset.articles

It is what `bq load --replace --source_format=NEWLINE_DELIMITED_JSON dataset.articles articles.jsonl schema.json` does,
with what `wellread schema --format bigquery` prints as `schema.json`.
"""

import json
import sys
from pathlib import Path

from google.cloud import bigquery

from wellread.output.schemas import render_schema


def load(client: bigquery.Client, file: str, table: str) -> int:
    """Make the table equal to the file, as a whole or not at all; gives how many articles there are."""
    settings = bigquery.LoadJobConfig(
        source_format=bigquery.SourceFormat.NEWLINE_DELIMITED_JSON,
        schema=[bigquery.SchemaField.from_api_repr(field) for field in json.loads(render_schema("bigquery"))],
        write_disposition=bigquery.WriteDisposition.WRITE_TRUNCATE,
    )
    with Path(file).open("rb") as lines:
        job = client.load_table_from_file(lines, table, job_config=settings)
    return int(job.result().output_rows or 0)


if __name__ == "__main__":
    print(load(bigquery.Client(), *sys.argv[1:]), "articles")
