"""The stage that says of every statement from which day it was known and what it counts, one row each.

Accounts are read from these rows by index, so that a subject costs as much as it is long, whatever the case holds.
Partition: one item of the case. What stands in tables of sources enters the digests of tables only: the texts of
documents cite nothing. Proved by tests/accounts/test_stage.py.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from aigaq.accounts.addresses import address
from aigaq.accounts.dates import bounds_of
from aigaq.accounts.knowing import Dates, dating
from aigaq.accounts.subjects import data_text, subject_of
from aigaq.accounts.wholes import Wholes
from aigaq.statements import Figure, Row, Source, Store
from aigaq.statements.rows import AnyRow, HoldingRow, KnownRow
from aigaq.statements.stage import Made, Partition, Sources, Stage, digest_of

if TYPE_CHECKING:
    from aigaq.case import Item
    from aigaq.engines import Engine

NAME = "accounts"
_AFTER = ("reading", "tables", "quotes", "decisions")
_VERSION = "1"  # of the rules in docs/methods/accounts.md
_OPEN = ("public", "internal")
_TABLE = "table"


def _inputs(sources: Sources) -> Iterator[Partition]:
    made: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in _AFTER:
        for done in sources.store.partitions(name):
            made[done.key].append((name, done.output))
    items = [item for item in sources.case.items() if not item.shredded and not item.set_aside]
    cited = digest_of([made.get(item.sha256, ()) for item in items if _is_table(item)])
    for item in items:
        told = (_taken(item), str(item.handling), item.described)
        yield Partition(item.sha256, digest_of(made.get(item.sha256, ()), told, cited if _is_table(item) else ""))


def _is_table(item: Item) -> bool:
    return any(one.role == _TABLE for one in item.acquired)


def _taken(item: Item) -> str:
    """The day of its first acquisition (UTC, as the device claims); the last day there is where none of them is one."""
    days = (_day(one.at[:10]) for one in item.acquired)
    return min((day for day in days if day is not None), default=str(date.max))


@cache
def _day(text: str) -> str | None:
    day = bounds_of(text)[0]
    return None if day is None else day.isoformat()


def _run(sources: Sources, engine: Engine, partitions: Iterator[Partition]) -> Iterator[Made]:
    items = {item.sha256: item for item in sources.case.items()}
    cited = sources_by_key(sources.store)
    for partition in partitions:
        item = items[partition.key]
        held = HoldingRow(item.sha256, _taken(item), addresses_of(item))
        yield Made(partition, [held, *known_rows(sources.store, held, cited)])


def sources_by_key(store: Store) -> Dates:
    """The sources that tables define, by key."""
    found: dict[str, list[Source]] = defaultdict(list)
    for source in store.sources():
        found[source.key].append(source)
    return {key: tuple(named) for key, named in found.items()}


def addresses_of(item: Item) -> tuple[str, ...]:
    """The addresses its current descriptions name, each in its one form; none of a sealed item."""
    if item.handling not in _OPEN:
        return ()
    named = {one for told in item.descriptions for one in (told.locator, told.locator_read) if one}
    return tuple(sorted({address(one) for one in named} - {""}))


def known_rows(store: Store, held: HoldingRow, cited: Dates) -> Iterator[AnyRow]:
    """A row for each statement shown of an item."""
    rows = list(store.statements(item=held.item))
    wholes = Wholes({row.id: row.statement for row in rows if isinstance(row.statement, Figure)})
    for row in rows:
        yield known_row(row, date.fromisoformat(held.taken), cited, wholes)


def known_row(row: Row, taken: date, cited: Dates, wholes: Wholes) -> KnownRow:
    """The row of a statement; `wholes` are the figures of its item."""
    statement = row.statement
    when = dating(statement, taken, cited)
    figure = statement if isinstance(statement, Figure) else None
    return KnownRow(
        id=row.id,
        item=statement.item,
        kind=str(statement.__struct_config__.tag),
        known=when.known.isoformat(),
        taken=taken.isoformat(),
        dated=when.by.value,
        basis="" if when.basis is None else when.basis.value,
        first=None if when.first is None else when.first.isoformat(),
        key=statement.key,
        subject=None if figure is None else subject_of(figure).key,
        part_of=() if figure is None else wholes.of(row.id),
        low=None if figure is None else _number(figure.low),
        high=None if figure is None else _number(figure.high),
    )


def _number(value: float | None) -> float | None:
    """The number as the store's index can hold it: equal numbers stay equal."""
    try:
        return None if value is None else float(value)
    except OverflowError:
        return float("inf")


def _version() -> str:
    return f"{_VERSION} {hashlib.sha256(data_text().encode()).hexdigest()[:16]}"


stage = Stage(NAME, _version, _inputs, _run)
