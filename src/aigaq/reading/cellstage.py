"""The stage that keeps the words of tables, so that they can be found: one row of a sheet, its cells as they stand.

Partition: one item with a `table` acquisition that is neither shredded nor set aside; every sheet of it, whether a
mapping reads it or not, but none that a mapping says is a list of persons: no name of theirs is put into an index. A sheet is called as its statements call it, so that a row leads to them. Row 0 holds the names
of the columns. A table that cannot be read has no words here; the stage `tables` says why. Proved by
tests/build/test_cells.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from aigaq.errors import FormatError, NotFound, NotReadable, UsageError
from aigaq.intake.tables import Sheet, Table, headed, read_table
from aigaq.reading.tables.mapping import TableMapping, read_mapping
from aigaq.reading.tables.plan import fit
from aigaq.reading.tablestage import tables_of
from aigaq.statements.rows import AnyRow, CellsRow
from aigaq.statements.stage import Made, Partition, Sources, Stage, digest_of, version_of

if TYPE_CHECKING:
    from aigaq.case import Case, Item
    from aigaq.engines import Engine

_OPEN = ("public", "internal")
_SETTING = "mapping"
_PERSONS = "list"


@dataclass(frozen=True, slots=True)
class _Named:
    """A sheet and what its statements call it."""

    name: str
    sheet: Sheet


def _inputs(sources: Sources) -> Iterator[Partition]:
    case = sources.case
    for item in tables_of(case):
        if item.handling in _OPEN:
            told = (item.sha256, _media(item), (_payload(case, item.sha256) or b"").hex())
            yield Partition(item.sha256, digest_of(*told), _media(item))


def _media(item: Item) -> str:
    media = sorted({one.media for one in item.acquired if one.role == "table"})
    return next((one for one in media if "charset=" in one), media[0])


def _payload(case: Case, item: str) -> bytes | None:
    return case.settings(_SETTING, item) or case.settings(_SETTING)


def _mapping(case: Case, item: str) -> TableMapping:
    """The mapping of a table; an empty one where none can be read."""
    payload = _payload(case, item)
    try:
        return TableMapping() if payload is None else read_mapping(payload, where=f"mapping of {item[:12]}")
    except FormatError:
        return TableMapping()


def _run(sources: Sources, engine: Engine, partitions: Iterator[Partition]) -> Iterator[Made]:
    # Reading cells is bound by the disk, not by the processor: it needs no engine.
    for partition in partitions:
        yield _made(sources.case, partition)


def _made(case: Case, partition: Partition) -> Made:
    item, mapping = partition.key, _mapping(case, partition.key)
    try:
        table = read_table(
            lambda: case.open_item(item), item=item, media=str(partition.task), separator=mapping.separator
        )
        return Made(partition, _rows(item, tuple(_sheets(table, mapping))))
    except (NotReadable, UsageError):
        return Made(partition, ())
    except NotFound:
        # Bytes that are missing today may be here tomorrow: this partition is never up to date.
        return Made(replace(partition, digest="missing"), ())


def _sheets(table: Table, mapping: TableMapping) -> Iterator[_Named]:
    """Every sheet once: as the first mapping that reads it has it, else with its header found; no list of persons."""
    named: dict[str, _Named] = {}
    persons: set[str] = set()
    for sheet in mapping.sheet:
        try:
            plan = fit(table, sheet)
        except NotReadable:
            continue
        named.setdefault(plan.sheet.name, _Named(plan.name, plan.sheet))
        if sheet.kind == _PERSONS:
            persons.add(plan.sheet.name)
    for grid in table.grids:
        if grid.name not in persons:
            yield named.get(grid.name) or _Named(grid.name, headed(grid))


def _rows(item: str, sheets: tuple[_Named, ...]) -> Iterator[AnyRow]:
    for one in sheets:
        yield CellsRow(item, one.name, 0, _names(one.sheet))
        try:
            for row in one.sheet.rows():
                if not row.problem:
                    yield CellsRow(item, one.name, row.number, row.cells)
        except NotReadable:
            continue  # the rest of a damaged sheet: `tables` says so


def _names(sheet: Sheet) -> tuple[str, ...]:
    """The names of the columns by their place; empty where a column has none."""
    names = {column.number: column.name for column in sheet.columns}
    return tuple(names.get(number, "") for number in range(1, max(names, default=0) + 1))


@cache
def _version() -> str:
    """The code that reads tables and fits mappings: any change of it may give other cells."""
    return version_of(
        ("aigaq.intake", "*.py"),
        ("aigaq.reading.tables", "*.py"),
        ("aigaq.reading", "cellstage.py"),
    )


stage = Stage("cells", _version, _inputs, _run)
