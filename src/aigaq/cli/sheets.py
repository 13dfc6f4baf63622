"""What a person is told of a table before and while it is taken in: assumptions, first rows, columns, differences.

Proved by tests/scripts/tables.txt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from aigaq.cli import manners

if TYPE_CHECKING:
    from aigaq.intake.tables import Sheet, Table
    from aigaq.reading.tables import Change, Context, Plan, SheetMapping, TableMapping
    from aigaq.statements.rows import ProblemRow

SHOWN = 20
"""How many rows of one sort are listed."""

WIDE = 24
"""Characters of a cell that are shown."""

PERSONS = "list"
"""The kind of a sheet of persons: no cell of it is shown."""


def samples(sheet: Sheet) -> dict[str, str]:
    """What stands in the first rows, by column."""
    found: dict[str, list[str]] = {}
    for row in sheet.sample:
        for cell in sheet.cells(row):
            if cell.text.strip():
                found.setdefault(cell.column, []).append(short(cell.text))
    return {column: " | ".join(texts) for column, texts in found.items()}


def short(text: str) -> str:
    """The text of a cell on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= WIDE else f"{line[:WIDE]}…"


def talk_of_sheet(table: Table, sheet: Sheet, mapping: SheetMapping) -> None:
    """Say what was assumed of a sheet, with its first rows, unless they are persons, and what its columns were taken for."""
    name = manners.clean(mapping.name or sheet.name)
    manners.talk(f"sheet {name}: {mapping.kind} rows, header in row {sheet.header}")
    for words in (*table.assumed, *sheet.assumed):
        manners.talk(f"  taken to be: {manners.clean(words)}")
    for row in sheet.sample if mapping.kind != PERSONS else ():
        texts = (short(cell.text) for cell in sheet.cells(row) if cell.text.strip())
        manners.talk(f"  row {row.number}: {manners.clean(' | '.join(texts))}")
    known = {**mapping.columns, **{column: f"a number of {code}" for column, code in mapping.measures.items()}}
    loose = [column.name for column in sheet.columns if column.name not in known]
    if loose:
        manners.talk(f"  no field for: {manners.clean(', '.join(loose))}; they go into the note")
    for lacking in mapping.lacking():
        manners.talk(f"  lacking: no column gives {lacking}")
    if mapping.kind == PERSONS:
        manners.talk("  a list of persons: add it with --role list")


def odd_rows(plan: Plan, context: Context) -> tuple[list[ProblemRow], Counter[str], int]:
    """Read a sheet as the build will: what is odd, how many statements of each kind, how many rows."""
    from aigaq.reading.tables import rows_of_sheet
    from aigaq.statements.rows import ProblemRow, SheetRow, SourceRow, StatementRow

    odd: list[ProblemRow] = []
    kinds: Counter[str] = Counter()
    count = 0
    for row in rows_of_sheet(plan, context):
        match row:
            case ProblemRow():
                odd.append(row)
            case StatementRow(statement=statement):
                kinds[str(statement.__struct_config__.tag)] += 1
            case SourceRow():
                kinds["source"] += 1
            case SheetRow():
                count = row.rows
    return odd, kinds, count


def say_changes(plan: Plan, changes: Sequence[Change]) -> None:
    """List rows that are new, changed and dropped."""
    for what in ("new", "changed", "dropped"):
        lines = [
            (f"{plan.name} row {one.row}", short(one.key), ", ".join(one.columns))
            for one in changes
            if one.what == what
        ]
        _say_some(what, lines)


def say_odd(odd: Iterable[ProblemRow]) -> None:
    """List rows of which nothing was made, then what else is odd, with the addresses of cells."""
    odd = list(odd)
    _say_some("unreadable", [(place_of(row), row.what, short(row.text)) for row in odd if row.dropped])
    _say_some("odd", [(place_of(row), row.what) for row in odd if not row.dropped])


def place_of(row: ProblemRow) -> str:
    """Where a problem is: `figures C7`, `figures row 7` or the sheet alone."""
    place = row.cell or (f"row {row.row}" if row.row else "")
    return f"{row.sheet} {place}".strip()


def _say_some(name: str, lines: Sequence[tuple[str, ...]]) -> None:
    for line in lines[:SHOWN]:
        manners.row(name, *line)
    if len(lines) > SHOWN:
        manners.row(name, f"and {len(lines) - SHOWN:,} more")


def counted(kinds: Counter[str]) -> str:
    """`183 figures, 77 withdrawals`, by number of statements."""
    nouns = {"connectivity": "network spell"}
    return (
        ", ".join(manners.count(number, nouns.get(kind, kind)) for kind, number in sorted(kinds.items())) or "nothing"
    )


def guessed(table: Table) -> tuple[TableMapping, tuple[Sheet, ...]]:
    """A guess of a mapping, and the sheets as it finds their headers."""
    from aigaq.intake.tables import headed
    from aigaq.reading.tables import guess

    mapping = guess(table)
    grids = {grid.name: grid for grid in table.grids}
    sheets = tuple(
        headed(grids[str(one.name)], row=one.header, wanted=(*one.columns, *one.measures)) for one in mapping.sheet
    )
    return mapping, sheets
