"""The stage that gives documents the statements which rows of tables tie to quotes in them. Proved by tests/build/test_tables.py.

Partition: one item that is quoted. So a document's statements stand together, whoever found them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aigaq.statements.canonical import decode
from aigaq.statements.rows import StatementRow
from aigaq.statements.stage import Made, Partition, Sources, Stage, digest_of

if TYPE_CHECKING:
    from aigaq.engines import Engine

NAME = "quotes"


def _inputs(sources: Sources) -> Iterator[Partition]:
    quoted: dict[str, list[str]] = defaultdict(list)
    for item, body in sources.store.rows("SELECT DISTINCT item, body FROM quotes ORDER BY item, body"):
        quoted[item].append(body)
    return (Partition(item, digest_of(bodies), tuple(bodies)) for item, bodies in quoted.items())


def _run(sources: Sources, engine: Engine, partitions: Iterator[Partition]) -> Iterator[Made]:
    for partition in partitions:
        assert isinstance(partition.task, tuple)
        yield Made(partition, [StatementRow(decode(body.encode())) for body in partition.task])


def _version() -> str:
    return "1"


stage = Stage(NAME, _version, _inputs, _run)
