"""The stage that says what became of each statement within its document. Proved by tests/build/test_stages.py.

It judges statements as they are shown: as decided where somebody has decided, and without the rejected ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aigaq.statements.rows import StandingRow
from aigaq.statements.stage import Made, Partition, Sources, Stage, digest_of
from aigaq.statements.standing import Became, became

if TYPE_CHECKING:
    from aigaq.engines import Engine

_AFTER = ("reading", "tables", "quotes", "decisions")
_VERSION = "1"  # of the rule in docs/formats/statements.md, "Standing"


def _inputs(sources: Sources) -> Iterator[Partition]:
    made: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for stage in _AFTER:
        for done in sources.store.partitions(stage):
            made[done.key].append((stage, done.output))
    return (Partition(item, digest_of(outputs)) for item, outputs in made.items() if item)


def _run(sources: Sources, engine: Engine, partitions: Iterator[Partition]) -> Iterator[Made]:
    for partition in partitions:
        if next(sources.store.statements("withdrawal", partition.key), None) is None:
            yield Made(partition, [])  # everything stands: a table may have a million rows
            continue
        judged = became(row.statement for row in sources.store.statements(item=partition.key))
        # A statement that stands and that nothing touched needs no row.
        rows = [StandingRow(partition.key, row, what) for row, what in sorted(judged.items()) if what != Became()]
        yield Made(partition, rows)


def _version() -> str:
    return _VERSION


stage = Stage("standing", _version, _inputs, _run)
