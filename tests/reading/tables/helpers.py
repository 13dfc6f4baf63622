"""Small tables, and the account of their cells: whether each stands in something that was made of its row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from aigaq.intake.grids import Row
from aigaq.intake.tables import Table, read_table
from aigaq.reading.tables import Context, Plan, SheetMapping, fit, rows_of_sheet
from aigaq.reading.tables import cells as reading
from aigaq.reading.tables.cells import Unreadable
from aigaq.reading.tables.codes import code_of, place_of, word_of
from aigaq.reading.tables.fields import Reads
from aigaq.statements.rows import AnyRow, ProblemRow, SourceRow, StatementRow
from aigaq.statements.spans import CellSpan, TextSpan
from aigaq.statements.vocabulary import Standing

ITEM = "ab" * 32
NOTHING = Context()


def table(*lines: Sequence[str]) -> Table:
    """A CSV of these rows."""
    stream = io.StringIO(newline="")
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(lines)
    data = stream.getvalue().encode("utf-8")
    media = "text/csv;charset=utf-8"
    return read_table(lambda: io.BytesIO(data), item=ITEM, name="tally.csv", media=media, separator="comma")


def mapping(kind: str, columns: dict[str, str], **told: Any) -> SheetMapping:
    """A mapping of one sheet."""
    return SheetMapping(id="test", kind=kind, columns=columns, **told)


def made(plan: Plan, context: Context = NOTHING) -> list[AnyRow]:
    """All derived rows of a sheet."""
    return list(rows_of_sheet(plan, context))


def plan(kind: str, columns: dict[str, str], *rows: Sequence[str], **told: Any) -> Plan:
    """A plan over a table whose header are the mapping's columns."""
    names = [*columns, *told.get("measures", {})]
    return fit(table(names, *rows), mapping(kind, columns, **told))


def statements(rows: Sequence[AnyRow]) -> list[Any]:
    """The statements among derived rows."""
    return [row.statement for row in rows if isinstance(row, StatementRow)]


def problems(rows: Sequence[AnyRow]) -> list[tuple[int, str, str, bool]]:
    """(row, cell, words, dropped) of every problem."""
    return [(row.row, row.cell, row.what, row.dropped) for row in rows if isinstance(row, ProblemRow)]


def lost_cells(plan: Plan, rows: Sequence[AnyRow]) -> list[tuple[int, str, str]]:
    """Cells of rows that were made into something, and that stand nowhere in it: row, column, text."""
    by_row: dict[int, list[Any]] = {}
    for row in rows:
        if isinstance(row, StatementRow):
            by_row.setdefault(_row(row.statement), []).append(row.statement)
        elif isinstance(row, SourceRow):
            by_row.setdefault(row.source.row, []).append(row.source)
    return [
        (row.number, cell.column, cell.text)
        for row in plan.sheet.rows()
        for cell in _cells(plan, row)
        if row.number in by_row and not _stands(plan, cell.column, cell.text.strip(), by_row[row.number])
    ]


def _row(statement: Any) -> int:
    assert isinstance(statement.span, CellSpan)
    return statement.span.row


def _cells(plan: Plan, row: Row) -> Iterator[Any]:
    return (cell for cell in plan.sheet.cells(row) if cell.text.strip())


def _stands(plan: Plan, column: str, text: str, records: Sequence[Any]) -> bool:
    values = [value for record in records for value in _values(record)]
    texts = [value for value in values if isinstance(value, str)]
    if any(text in one for one in texts):
        return True
    field = plan.mapping.columns.get(column) or ("value" if column in plan.mapping.measures else None)
    return field is not None and _reads_as(plan, field, text, values, texts)


def _reads_as(plan: Plan, name: str, text: str, values: Sequence[Any], texts: Sequence[str]) -> bool:
    """Whether what a field reads in this text stands among the values."""
    field, told, language = plan.known[name], plan.mapping.codes.get(name, {}), plan.mapping.language
    parts = list(reading.split(text, plan.signs(name))) if field.several and text not in told else [text]
    try:
        match field.reads:
            case Reads.TEXT:
                return all(any(part in one for one in texts) for part in parts)
            case Reads.DATE:
                date = reading.when(text, language, order=plan.mapping.dates.order, serials=plan.serials)
                return any(date in one for one in texts)
            case Reads.CLOCK:
                return any(reading.clock(text) in one for one in texts)
            case Reads.OFFSET:
                return any(reading.utc_offset(text) in one for one in texts)
            case Reads.NUMBER:
                found = reading.amount(text, language)
                return {found.low, found.high} - {None} <= set(values)
            case Reads.DEGREES:
                return reading.degrees(text, 180) in values
            case Reads.YES:
                return reading.yes(text) in values
            case Reads.CODE:
                return all(code_of(part, field.of, told)[0] in values for part in parts)
            case Reads.PLACES:
                return all(place_of(part, told)[0] in values for part in parts)
            case Reads.WORD:
                assert field.words is not None
                words = [word_of(part, name, field.words, told) for part in parts]
                return all(word is Standing.STANDING or word in values for word in words)
    except Unreadable:
        return False


def _values(record: Any) -> Iterator[Any]:
    """Every text, number and word in a record but its spans, defaults too."""
    if isinstance(record, CellSpan | TextSpan):
        return
    if isinstance(record, msgspec.Struct):
        for name in record.__struct_fields__:
            if name not in ("item", "row", "sheet"):
                yield from _values(getattr(record, name))
    elif isinstance(record, tuple | list):
        for one in record:
            yield from _values(one)
    elif isinstance(record, StrEnum) or record is not None:
        yield record
