"""The databases that splink scores on: DuckDB in this process, or a Spark session. Proved by tests/people/scale/."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aigaq.errors import Error

_SETTINGS: dict[str, bool | float | int | str | None] = {
    "spark.ui.showConsoleProgress": "false",
    # The levels of all fields are one long expression, longer than a Java method may be: it is interpreted.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


@contextmanager
def database(engine: str) -> Iterator[Any]:
    """A fresh database; what it holds goes with it."""
    if engine == "duckdb":
        import duckdb
        from splink import DuckDBAPI

        connection = duckdb.connect()
        try:
            yield DuckDBAPI(connection=connection)
        finally:
            connection.close()
        return
    session = _session()
    try:
        from splink.internals.spark.database_api import SparkAPI

        api: Any = SparkAPI
        yield api(spark_session=session, register_udfs_automatically=False, break_lineage_method="persist")
    finally:
        session.stop()


def _session() -> Any:
    """A Spark session: the one the environment configures (spark-defaults, SPARK_*), else all cores of this machine."""
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    try:
        session = SparkSession.builder.appName("aigaq").config(map=_SETTINGS).getOrCreate()
    except (PySparkException, RuntimeError) as error:
        raise Error("Spark does not start", hint="it needs Java 17; set JAVA_HOME, or use --engine duckdb") from error
    session.sparkContext.setLogLevel("ERROR")
    if str(session.sparkContext.master).startswith(
        "local"
    ):  # the default is meant for a cluster: 200 tasks for each join
        session.conf.set("spark.sql.shuffle.partitions", str(2 * session.sparkContext.defaultParallelism))
    return session
