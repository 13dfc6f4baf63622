"""The stage that says what became of each statement within its document. Proved by tests/build/test_stages.py."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from aigaq.statements.rows import StandingRow
from aigaq.statements.stage import Made, Partition, Sources, Stage
from aigaq.statements.standing import Became, became

if TYPE_CHECKING:
    from aigaq.engines import Engine

_AFTER = "reading"
_VERSION = "1"  # of the rule in docs/formats/statements.md, "Standing"


def _inputs(sources: Sources) -> Iterator[Partition]:
    return (Partition(done.key, done.output) for done in sources.store.partitions(_AFTER))


def _run(sources: Sources, engine: Engine, partitions: Iterator[Partition]) -> Iterator[Made]:
    for partition in partitions:
        judged = became(row.statement for row in sources.store.statements(item=partition.key))
        # A statement that stands and that nothing touched needs no row.
        rows = [StandingRow(partition.key, row, what) for row, what in sorted(judged.items()) if what != Became()]
        yield Made(partition, rows)


def _version() -> str:
    return _VERSION


stage = Stage("standing", _version, _inputs, _run)
