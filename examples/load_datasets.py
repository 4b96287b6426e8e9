"""Reads a table of an export to Parquet into a dataset of Hugging Face, with the same types whatever the articles say.

wellread export --format parquet -o export
python examples/load_datasets.py export articles
"""

import json
import sys
from pathlib import Path

import pyarrow.parquet as pq
from datasets import Dataset


def load(folder: str, table: str = "articles") -> Dataset:
    """A table of the newest snapshot; one without rows has its columns all the same."""
    manifest = json.loads((Path(folder) / "datapackage.json").read_text(encoding="utf-8"))
    paths = [each["path"] for each in manifest["resources"] if f"/{table}/" in each["path"]]
    return Dataset(pq.ParquetDataset([Path(folder) / path for path in paths], partitioning=None).read())


if __name__ == "__main__":
    print(load(*sys.argv[1:]))
