"""The stage that links the records of all lists of a case: pairs, persons, and what became of decisions on rows.

Partition: one, for who is who depends on every row. It is made again where a list, a decision on rows or the code that
links has changed. Records go in by list and key and decisions bind by them, so that the rows are a function of the set of
entries. What a person decided is applied before anything is linked and checked after it. Proved by
tests/people/test_stage.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from aigaq.errors import FormatError, NotFound
from aigaq.statements.pairing import OnRows, decode_on_rows
from aigaq.statements.persons import People
from aigaq.statements.rows import AnyRow
from aigaq.statements.stage import Made, Partition, Sources, Stage, digest_of, version_of

if TYPE_CHECKING:
    from aigaq.case import Case
    from aigaq.engines import Engine

NAME = "people"
AFTER = "lists"
_KEY = "all lists"

Blobs = Sequence[tuple[str, str]]


def _inputs(sources: Sources) -> Iterator[Partition]:
    lists = [(done.key, done.output) for done in sources.store.partitions(AFTER)]
    blobs = [(entry, blob) for entry, blob, _ in decisions_on_rows(sources.case, sources)]
    if lists or blobs:
        yield Partition(_KEY, digest_of(lists, blobs))


def decisions_on_rows(case: Case, sources: Sources) -> Iterator[tuple[str, str, OnRows]]:
    """(entry, blob, decision) of the current decisions on rows of lists, by entry."""
    # An entry never changes: what an earlier build knew to be on statements is not opened again.
    other = {entry for (entry,) in sources.store.rows("SELECT entry FROM decisions WHERE verdict <> ''")}
    for entry, blob in case.index().decisions():
        if entry not in other:
            try:
                yield entry, blob, decode_on_rows(case.payload(blob))
            except (FormatError, NotFound):
                continue  # no decision on rows; the stage `decisions` lists what nobody understands


def _run(sources: Sources, engine: Engine, partitions: Iterator[Partition]) -> Iterator[Made]:
    for partition in partitions:
        yield Made(partition, _rows(sources))


def _rows(sources: Sources) -> Iterator[AnyRow]:
    from aigaq.people.decide import rows_of
    from aigaq.people.linked import rows_of_people, slim
    from aigaq.people.lists.chains import plain_name

    people = People(sources.store)
    single = sorted({row.list for row in people.editions() if row.single})
    decisions = [(entry, decision) for entry, _, decision in decisions_on_rows(sources.case, sources)]
    named = {(row.list, row.key) for _, decision in decisions for row in rows_of(decision)}
    records = [slim(one, whole=(plain_name(one.list), one.key) in named) for one in people.records()]
    yield from rows_of_people(records, decisions, single=single)


@cache
def _version() -> str:
    """The code that links and its tables: any change of them may make other persons."""
    return version_of(
        ("aigaq.people", "*.py"),
        ("aigaq.people.lists", "comparing.py"),
        ("aigaq.people.lists", "data/*.toml"),
        ("aigaq.people.linking", "*.py"),
        ("aigaq.people.names", "*.py"),
        ("aigaq.people.names", "data/*"),
    )


stage = Stage(NAME, _version, _inputs, _run)
