"""Reads a table of an export to Parquet into pandas, with the same types whatever the articles say.

wellread export --format parquet -o export
python examples/load_pandas.py export articles
"""

import json
import sys
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq


def load(folder: str, table: str = "articles") -> pd.DataFrame:
    """A table of the newest snapshot; one without rows has its columns all the same."""
    manifest = json.loads((Path(folder) / "datapackage.json").read_text(encoding="utf-8"))
    paths = [each["path"] for each in manifest["resources"] if f"/{table}/" in each["path"]]
    found = pq.ParquetDataset([Path(folder) / path for path in paths], partitioning=None).read()
    return found.to_pandas(types_mapper=pd.ArrowDtype)


if __name__ == "__main__":
    print(load(*sys.argv[1:]))
