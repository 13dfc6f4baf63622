"""Makes the rows of the derived store from a sheet: statements, sources, and everything odd with its address.

One row of the table is held at a time; keys alone are remembered, to find those that stand twice and those no row has.
Every row with something in it is either made into something or listed as dropped. Proved by
tests/reading/tables/test_rows.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from aigaq.intake.grids import Row, address
from aigaq.intake.lost import letters_lost
from aigaq.reading.tables.common import Context, Dropped
from aigaq.reading.tables.editions import key_of
from aigaq.reading.tables.plan import Plan
from aigaq.reading.tables.rowreader import RowReader
from aigaq.reading.tables.sources import source_of
from aigaq.reading.tables.statements import statements_of
from aigaq.statements.checks import check
from aigaq.statements.rows import AnyRow, ProblemRow, SheetRow, SourceRow, StatementRow

SHOWN = 5  # addresses named of many
LONGEST = 2000  # characters kept of a row that was dropped

# Fields that name the key of another row of the same sheet.
_REFERENCES = ("part_of", "superseded_by")


@dataclass(slots=True)
class Tally:
    """What is remembered of a sheet while its rows go by."""

    rows: int = 0
    made: int = 0
    keys: dict[str, int] = field(default_factory=dict)
    references: list[tuple[int, str, str, str]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    lost_cells: int = 0
    serials: list[str] = field(default_factory=list)
    serial_cells: int = 0


def rows_of_sheet(plan: Plan, context: Context) -> Iterator[AnyRow]:
    """The derived rows of one sheet, in its order; what concerns the whole sheet comes last."""
    tally = Tally()
    for what in plan.complaints():
        yield _problem(plan, 0, "", what)
    if plan.fitting and plan.mapping.kind != "list":
        for notice in plan.sheet.notices:
            yield _problem(plan, notice.row, notice.cell, notice.what, notice.text)
        for row in plan.sheet.rows():
            tally.rows += 1
            yield from _rows_of(plan, row, context, tally)
    else:
        tally.rows = sum(1 for _ in plan.sheet.rows())
    yield from _afterwards(plan, tally, whole=context.later is None)
    yield SheetRow(
        item=plan.item,
        sheet=plan.name,
        kind=plan.mapping.kind,
        mapping=plan.mapping.id,
        header=plan.sheet.header,
        rows=tally.rows,
        made=tally.made,
        assumed="; ".join((*plan.assumed, *plan.sheet.assumed)),
    )


def _rows_of(plan: Plan, row: Row, context: Context, tally: Tally) -> Iterator[AnyRow]:
    beyond = plan.sheet.beyond(row)
    if row.problem or beyond:
        what = row.problem or f"{len(row.cells)} cells under {len(plan.sheet.columns)} columns: a separator too many?"
        yield _dropped(plan, row, beyond[0].address if beyond else "", what)
        return
    _look_for_lost_letters(row, tally)
    reader = RowReader(plan, row)
    if context.later is not None:
        key = key_of(plan, row)
        if key in context.later.changed:
            columns = ", ".join(context.later.changed[key])
            yield _problem(plan, row.number, "", f"changed in the next edition: {columns}", key)
        if key not in context.later.dropped:
            return
        # Nothing disappears: a row that the next edition no longer has stays, and says so.
        reader.kept.append("not in the next edition of the table")
    try:
        made = _made(reader, context)
    except Dropped as why:
        yield _dropped(plan, row, why.cell, why.what)
        return
    tally.made += 1
    tally.serial_cells += len(reader.serials)
    tally.serials += sorted(reader.serials)[: SHOWN - len(tally.serials)]
    yield from made
    yield from (_problem(plan, row.number, odd.cell, odd.what, odd.text) for odd in reader.odd)
    yield from _keys(plan, reader, tally, context.cited)


def _made(reader: RowReader, context: Context) -> list[AnyRow]:
    if reader.plan.mapping.kind == "source":
        return [SourceRow(source_of(reader))]
    made = statements_of(reader, context)
    for one in made:
        for what in check(one):
            # Codes no list knows have been said with the cell they stand in.
            if not what.startswith("code not in list"):
                reader.remark(None, what, "")
    return [StatementRow(one) for one in made]


def _keys(plan: Plan, reader: RowReader, tally: Tally, cited: frozenset[str] | None) -> Iterator[ProblemRow]:
    """Remember the row's key and the keys it names; say where it stands twice, and which source nobody knows."""
    for name in _REFERENCES:
        key = reader.text(name) if name in plan.known else None
        if key is not None:
            tally.references.append((reader.row.number, reader.where(name), name, key))
    if cited is not None and "cited" in plan.known:
        for source in reader.several("cited"):
            if source not in cited:
                yield _problem(plan, reader.row.number, reader.where("cited"), f"no source has the id {source}", source)
    key = reader.text("key")
    if key is None:
        return
    first = tally.keys.setdefault(key, reader.row.number)
    if first != reader.row.number:
        what = f"the key {key} stands in row {first} too"
        yield _problem(plan, reader.row.number, reader.where("key"), what, key)


def _afterwards(plan: Plan, tally: Tally, *, whole: bool) -> Iterator[ProblemRow]:
    """What only the whole sheet tells; of an older edition most rows went by unread, so keys are not looked for."""
    for row, cell, name, key in tally.references if whole else ():
        if key not in tally.keys:
            yield _problem(plan, row, cell, f"no row has the key {key}, named as {name}", key)
    if tally.serial_cells:
        cells = _named(tally.serials, tally.serial_cells)
        yield _problem(plan, 0, "", f"day numbers are read as dates, counted from {plan.serials}, in {cells}")
    if tally.lost_cells:
        what = (
            f"question marks inside words in {_named(tally.lost, tally.lost_cells)}: letters were lost when the table was "
            "exported; export it again as UTF-8 or .xlsx"
        )
        yield _problem(plan, 0, "", what)


def _named(cells: list[str], number: int) -> str:
    more = " …" if number > len(cells) else ""
    return f"{number} cell{'' if number == 1 else 's'} ({', '.join(cells)}{more})"


def _look_for_lost_letters(row: Row, tally: Tally) -> None:
    for number, cell in enumerate(row.cells, 1):
        if letters_lost(cell):
            tally.lost_cells += 1
            if len(tally.lost) < SHOWN:
                tally.lost.append(address(number, row.number))


def _problem(plan: Plan, row: int, cell: str, what: str, text: str = "") -> ProblemRow:
    return ProblemRow(plan.item, plan.name, row, cell, what, text)


def _dropped(plan: Plan, row: Row, cell: str, what: str) -> ProblemRow:
    """A row nothing was made of, with all that stands in it."""
    text = "; ".join(
        f"{plan.sheet.columns[at].name}: {one.strip()}" if at < len(plan.sheet.columns) else one.strip()
        for at, one in enumerate(row.cells)
        if one.strip()
    )
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return ProblemRow(plan.item, plan.name, row.number, cell, what, shown, dropped=True)
