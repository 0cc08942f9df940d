"""Publishes features of the embeddings of each day.

Needs apache-airflow-providers-apache-spark. Set two Airflow variables, or edit the two lines:
  bochner_jar   where the application jar is, local to the workers or hdfs://
  bochner_conf  the configuration; conf/daily.conf is an example

Exit codes, as the log of the task shows them in client mode: 0 done or already done, 2 bad arguments or configuration,
3 the data gate refused or the source is missing, 4 conflict with another run or with what is published, 1 anything else.
SparkSubmitOperator fails the task for any code but 0 and retries it. A retry after 2 only fails again; after 1, 3 (the
source may have come meanwhile) and 4 (the other run may have ended) it may succeed. In YARN's cluster mode there is only
success and failure; the outcome is then in <table>/_runs/<run-id>.json.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from airflow import DAG
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

with DAG(
    dag_id="bochner_daily",
    description="Stable features from the day's embeddings",
    schedule="0 3 * * *",
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
    SparkSubmitOperator(
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
