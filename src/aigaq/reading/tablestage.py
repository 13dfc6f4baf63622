"""The stage that reads the tables of a case by their mappings. Proved by tests/build/test_tables.py.

Partition: one item with a `table` acquisition that is neither shredded nor set aside. Its rows depend on its bytes, the
mapping set for it (else for the case), the sides of the case, its editions, the ids in tables of sources where it cites
any, and the texts of the case where it quotes them. Statements tied to a quote go to the stage `quotes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from aigaq.errors import FormatError, NotFound, NotReadable, Reason
from aigaq.intake.tables import Table, read_table
from aigaq.reading.tables.common import Context
from aigaq.reading.tables.editions import Later
from aigaq.reading.tables.mapping import SheetMapping, TableMapping, read_mapping
from aigaq.reading.tables.plan import Plan, fit
from aigaq.reading.tables.quotes import Quotes
from aigaq.reading.tables.rows import rows_of_sheet
from aigaq.reading.voices.sides import read_sides
from aigaq.statements.rows import AnyRow, NotReadRow, QuoteRow, StatementRow
from aigaq.statements.stage import Made, Partition, Sources, Stage, digest_of, version_of

if TYPE_CHECKING:
    from aigaq.case import Case, Item
    from aigaq.engines import Engine
    from aigaq.statements.store import Store

NAME = "tables"
_OPEN = ("public", "internal")
_SETTING = "mapping"
_SIDES = "sides"
_TABLE = "table"
_INTAKE = "intake"
_NOT_SET = "no mapping is set for this table: `aigaq map` writes one, `aigaq set CASE mapping FILE --item ID` sets it"


def _in_use(case: Case) -> tuple[Item, ...]:
    """The items of a case that are neither shredded nor set aside, by id."""
    return tuple(item for item in case.items() if not item.shredded and not item.set_aside)


def tables_of(case: Case) -> tuple[Item, ...]:
    """The items of a case that are tables, by id."""
    return tuple(item for item in _in_use(case) if any(one.role == _TABLE for one in item.acquired))


def quotes_of(case: Case, store: Store) -> Quotes:
    """Looks quotes up in the texts of a case; its items are known by id, file name, path, address and title."""
    names: dict[str, set[str]] = {}
    for item in _in_use(case):
        names.setdefault(item.sha256, set()).add(item.sha256)
        for told in item.descriptions:
            for name in (told.file_name, told.path, told.locator, told.locator_read, told.title):
                if name:
                    names.setdefault(name, set()).add(item.sha256)
    return Quotes(store, {name: tuple(sorted(ids)) for name, ids in names.items()})


@dataclass(frozen=True)
class _Room:
    """What the stage knows of the case while it runs."""

    sources: Sources

    @cached_property
    def items(self) -> dict[str, Item]:
        return {item.sha256: item for item in tables_of(self.sources.case)}

    @cached_property
    def next(self) -> dict[str, str]:
        from aigaq.case.editions import editions, later

        # An edition that is set aside is passed over: the one after it is the next.
        known = editions(self.sources.case)
        following = {old: next((one for one in later(old, known) if one in self.items), None) for old in known}
        return {old: new for old, new in following.items() if new is not None}

    def later(self, item: str) -> tuple[str, ...]:
        from aigaq.case.editions import later

        return later(item, self.next)

    def payload(self, item: str) -> bytes | None:
        case = self.sources.case
        return case.settings(_SETTING, item) or case.settings(_SETTING)

    def mapping(self, item: str) -> TableMapping | None:
        """The mapping of a table, or None where none is set. FormatError."""
        payload = self.payload(item)
        return None if payload is None else read_mapping(payload, where=f"mapping of {item[:12]}")

    def sheets(self, item: str) -> tuple[SheetMapping, ...]:
        """The mappings of a table's sheets; none where the mapping cannot be read."""
        try:
            mapping = self.mapping(item)
        except FormatError:
            return ()
        return () if mapping is None else mapping.sheet

    @cached_property
    def defining(self) -> tuple[str, ...]:
        """The tables with sheets of sources that no later edition replaces."""
        return tuple(
            item for item in self.items if item not in self.next and any(s.kind == "source" for s in self.sheets(item))
        )

    @cached_property
    def cited(self) -> frozenset[str] | None:
        """Every id in tables of sources; None where there is no such table."""
        found: set[str] = set()
        for item in self.defining:
            for sheet in self.sheets(item):
                if sheet.kind == "source":
                    found |= self._keys(item, sheet)
        return frozenset(found) if self.defining else None

    def _keys(self, item: str, sheet: SheetMapping) -> set[str]:
        try:
            plan = fit(self.table(item), sheet)
            columns = plan.columns.get("key", ())
            rows = plan.sheet.rows()
            return {
                row.cells[column.number - 1].strip()
                for row in rows
                for column in columns
                if column.number <= len(row.cells)
            }
        except (FormatError, NotFound):
            return set()

    @cached_property
    def quotes(self) -> Quotes:
        return quotes_of(self.sources.case, self.sources.store)

    def table(self, item: str) -> Table:
        """The table of an item. NotReadable, NotFound."""
        mapping = self.mapping(item)
        media = sorted({one.media for one in self.items[item].acquired if one.role == _TABLE})
        stated = next((one for one in media if "charset=" in one), media[0])
        return read_table(
            lambda: self.sources.case.open_item(item),
            item=item,
            media=stated,
            separator=None if mapping is None else mapping.separator,
        )

    def plans(self, item: str) -> tuple[Plan, ...]:
        """The sheets of a table with their mappings fitted. NotReadable, NotFound, FormatError."""
        table = self.table(item)
        return tuple(fit(table, sheet) for sheet in self.sheets(item))

    def digest(self, item: str) -> str:
        """Everything the rows of a table depend on."""
        case, sheets = self.sources.case, self.sheets(item)
        known = self.items[item]
        told = [(one.media, str(one.role)) for one in known.acquired]
        parts: list[object] = [item, told, str(known.handling), (self.payload(item) or b"").hex()]
        parts.append([(one, (self.payload(one) or b"").hex()) for one in self.later(item)])
        parts.append((case.settings(_SIDES) or b"").hex())
        if any("cited" in sheet.fields() for sheet in sheets):
            parts.append([(one, (self.payload(one) or b"").hex()) for one in self.defining])
        if any("quote" in sheet.fields() for sheet in sheets):
            parts.append([(done.key, done.output) for done in self.sources.store.partitions(_INTAKE)])
            parts.append([(one.sha256, one.described) for one in _in_use(case)])
            parts.append(known.described)
        return digest_of(*parts)

    def context(self, item: str, plan: Plan) -> Context:
        """What the rows of a sheet are read with."""
        later = [one for edition in self.later(item) for one in self._same_sheet(edition, plan)]
        return Context(
            sides=read_sides(self.sources.case.settings(_SIDES)),
            quotes=self.quotes if "quote" in plan.mapping.fields() else None,
            person=self.items[item].description.author if "quote" in plan.mapping.fields() else None,
            cited=self.cited if "cited" in plan.mapping.fields() else None,
            later=Later.of(plan, later) if self.later(item) else None,
        )

    def _same_sheet(self, edition: str, plan: Plan) -> list[Plan]:
        """The sheet of a later edition that holds what this one held: of the same name, else of the same kind."""
        plans = self.plans(edition)
        same = [one for one in plans if one.name == plan.name and one.mapping.kind == plan.mapping.kind]
        return same or [one for one in plans if one.mapping.kind == plan.mapping.kind][:1]


def _inputs(sources: Sources) -> Iterator[Partition]:
    room = _Room(sources)
    return (Partition(item, room.digest(item)) for item in room.items)


def _run(sources: Sources, engine: Engine, partitions: Iterator[Partition]) -> Iterator[Made]:
    # The rows of a table are made one at a time in order: keys that stand twice are found on the way.
    room = _Room(sources)
    for partition in partitions:
        yield _made(room, partition)


def _made(room: _Room, partition: Partition) -> Made:
    item = partition.key
    if room.items[item].handling not in _OPEN:
        return Made(partition, [_not_read(item, "sealed: not read into the derived store")])
    try:
        if room.mapping(item) is None:
            return Made(partition, [_not_read(item, _NOT_SET)])
        plans = room.plans(item)
    except NotReadable as error:
        return Made(partition, [NotReadRow(item, error.reason, error.advice)])
    except FormatError as error:
        return Made(partition, [_not_read(item, error.advice)])
    except NotFound:
        # Bytes that are missing today may be here tomorrow: this partition is never up to date.
        return Made(replace(partition, digest="missing"), [NotReadRow(item, Reason.MISSING, "its bytes are not here")])
    return Made(partition, _rows(room, item, plans))


def _rows(room: _Room, item: str, plans: tuple[Plan, ...]) -> Iterator[AnyRow]:
    for plan in plans:
        try:
            for row in rows_of_sheet(plan, room.context(item, plan)):
                if isinstance(row, StatementRow) and row.statement.item != item:
                    yield QuoteRow(row.statement)
                else:
                    yield row
        except NotReadable as error:
            yield NotReadRow(item, error.reason, error.advice)


def _not_read(item: str, words: str) -> NotReadRow:
    return NotReadRow(item, Reason.UNKNOWN, words)


@cache
def _version() -> str:
    """The code of the room and its data: any change of them may make other rows."""
    return version_of(
        ("aigaq.reading.tables", "*.py"),
        ("aigaq.reading.tables", "data/*.toml"),
        ("aigaq.intake", "*.py"),
    )


stage = Stage(NAME, _version, _inputs, _run)
