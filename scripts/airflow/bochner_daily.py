"""Publishes features of the embeddings of each day.

For Airflow 2.4 and later, and Airflow 3. Needs apache-airflow-providers-apache-spark. Set two Airflow variables, or edit the
two lines:
  bochner_jar   where the application jar is, local to the workers or hdfs://
  bochner_conf  the configuration; conf/daily.conf is an example

Exit codes in client mode: 0 done or already done, 2 bad arguments or configuration, 3 the data gate refused or the source
is missing, 4 conflict with another run or with what is published, 1 anything else. SparkSubmitOperator fails the task for
any code but 0 and retries it. A retry after 1 or 3 may succeed (the source may have come meanwhile). After 2 and 4 it would
fail again until somebody has mended the configuration or decided what is to be published, so BochnerOperator fails the task
at once. In YARN's cluster mode there is only success and failure; every failure is then retried, and the outcome is in
<table>/_runs/<run-id>.json.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from airflow import DAG
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.timetables.interval import CronDataIntervalTimetable

try:
    from airflow.sdk.exceptions import AirflowFailException
except ImportError:  # Airflow 2, and the first releases of Airflow 3
    from airflow.exceptions import AirflowFailException

# Exit codes after which the same command ends in the same way, and what they mean.
FINAL_EXIT_CODES = {
    2: "bad arguments or configuration",
    4: "conflict with another run or with what is published",
}


def exit_code(message: str) -> int | None:
    """The exit code of spark-submit in the message of SparkSubmitHook's exception, or None if there is none."""
    # The command stands before it, and may hold the same words.
    codes = re.findall(r"Error code is: (-?\d+)\.", message)
    return int(codes[-1]) if codes else None


def final_failure(message: str) -> str | None:
    """Why a retry would fail as well, or None if it may succeed."""
    code = exit_code(message)
    if code not in FINAL_EXIT_CODES:
        return None
    return f"bochner ended with exit code {code}, {FINAL_EXIT_CODES[code]}: no retry; its message is in the log above"


class BochnerOperator(SparkSubmitOperator):
    """Runs Bochner by spark-submit; fails the task without a retry where the exit code says that a retry is of no use."""

    def execute(self, context):
        try:
            return super().execute(context)
        except Exception as failure:  # The class differs between releases of the provider.
            final = final_failure(str(failure))
            if final is None:
                raise
            raise AirflowFailException(final) from failure


with DAG(
    dag_id="bochner_daily",
    description="Stable features from the day's embeddings",
    # Each run has the day before as its data interval. The text "0 3 * * *" alone would not do: Airflow 3 makes of it, by
    # default, a run whose data interval begins and ends at the time of the run, which would publish a day too late.
    schedule=CronDataIntervalTimetable("0 3 * * *", timezone="UTC"),
    start_date=datetime(2026, 11, 1),
    # Days that were missed are made up for, oldest first; each reads its own day's snapshot.
    catchup=True,
    # Two days at once would be safe, but would only share the cluster.
    max_active_runs=1,
    default_args={
        # A rerun with the same input does nothing, and one after a crash cleans up and does it all: retries are safe.
        "retries": 3,
        "retry_delay": timedelta(minutes=15),
        # The features of a day depend on that day alone. Set this to True with a stabiliser that keeps a state, such as
        # running-mean: there each day builds on the one before.
        "depends_on_past": False,
    },
    tags=["bochner"],
) as dag:
    BochnerOperator(
        task_id="publish_features",
        conn_id="spark_default",
        name="bochner_daily",
        application="{{ var.value.get('bochner_jar', '/opt/bochner/bochner.jar') }}",
        java_class="dev.bochner.cli.Bochner",
        # The day that the data interval begins with: the run of the night of the 21st, 03:00, publishes the 20th, the
        # last day that is complete. It stays the same for every retry and backfill, unlike the current date. Where
        # embeddings carry the date of the day they arrive on, use data_interval_end instead.
        application_args=[
            "run",
            "--conf",
            "{{ var.value.get('bochner_conf', '/etc/bochner/daily.conf') }}",
            "--ds",
            "{{ data_interval_start | ds }}",
        ],
        deploy_mode="client",
        executor_memory="4g",
        executor_cores=2,
        num_executors=4,
    )
