"""Reads a table of an export to Parquet into Polars, with the same types whatever the articles say.

wellread export --format parquet -o export
python examples/load_polars.py export articles
"""

import json
import sys
from pathlib import Path

import polars as pl


def load(folder: str, table: str = "articles") -> pl.DataFrame:
    """A table of the newest snapshot; one without rows has its columns all the same."""
    manifest = json.loads((Path(folder) / "datapackage.json").read_text(encoding="utf-8"))
    paths = [each["path"] for each in manifest["resources"] if f"/{table}/" in each["path"]]
    return pl.read_parquet([Path(folder) / path for path in paths], hive_partitioning=False)


if __name__ == "__main__":
    print(load(*sys.argv[1:]))
