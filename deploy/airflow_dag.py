"""An Airflow DAG (3.0 or later) that crawls every night; to be put into its `dags` folder.

Exit codes become what Airflow knows: a run that finds another one under way is skipped, failed sites are tried again,
and what only a person can mend fails at once.
"""

from __future__ import annotations

import subprocess
from datetime import datetime, timedelta

from airflow.sdk import dag, task
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException

COMMAND = [
    "/opt/wellread/bin/wellread", "crawl", "/etc/wellread/sites.toml",
    "--state", "/var/lib/wellread", "-o", "/var/lib/wellread/articles.jsonl",
]  # fmt: skip
LOCKED = 75
FOR_A_PERSON = {1: "an unexpected error", 2: "wrong configuration", 3: "a health check failed"}


@dag(schedule="30 2 * * *", start_date=datetime(2026, 1, 1), catchup=False, max_active_runs=1, tags=["crawl"])  # noqa: DTZ001  (Airflow takes it as UTC)
def wellread() -> None:
    """Crawl the blogs in /etc/wellread/sites.toml."""

    @task(retries=2, retry_delay=timedelta(minutes=30), execution_timeout=timedelta(hours=6))
    def crawl() -> None:
        code = subprocess.run(COMMAND, check=False).returncode  # noqa: S603  (written above)
        if code == LOCKED:
            raise AirflowSkipException("another run is under way")
        if code in FOR_A_PERSON:
            raise AirflowFailException(f"{FOR_A_PERSON[code]}: see the log")
        if code:
            raise AirflowException(f"exit code {code}: see the log")

    crawl()


wellread()
