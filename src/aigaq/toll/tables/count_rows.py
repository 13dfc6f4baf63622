"""Rows that are cells with the count of persons in each. Proved by tests/toll/tables/test_files.py.

Two rows that agree in everything but the count are an error, for nobody can tell whether they add up or one corrects the
other. Where lists are named, counts are summed over the columns left out: that is the table had the other lists not been.
"""

from __future__ import annotations

from collections.abc import Sequence

from aigaq.errors import FormatError
from aigaq.intake.headers import Column
from aigaq.toll.tables.record_rows import Cell, Tally
from aigaq.toll.tables.sheets import COUNT, Source, bit, check_formulas, check_names, shown, whole
from aigaq.toll.tables.table import MOST_PERSONS


def count_column(source: Source) -> Column | None:
    """The column of counts; FormatError where two are called so."""
    found = [column for column in source.columns if column.name.casefold().removesuffix(" (2)") == COUNT]
    if len(found) > 1:
        letters = " and ".join(column.letters for column in found)
        hint = "keep one of them"
        raise FormatError(f"two columns named {COUNT}: {letters}", where=source.name, hint=hint)
    return found[0] if found else None


def read_counts(source: Source, *, count: Column, lists: Sequence[Column] | None, stratum: Column | None) -> Tally:
    """The counts of a table of cells.

    Raises:
        FormatError: a cell that is neither 0 nor 1, a count that is none, a cell that stands twice, or a count of people
            on no list.
    """
    chosen = tuple(lists or [one for one in source.columns if one not in (count, stratum)])
    if not chosen:
        hint = "beside `count` there is a column of 0 and 1 for each list"
        raise FormatError("there is no list in it", where=source.name, hint=hint)
    used = [*chosen, count, *([stratum] if stratum is not None else [])]
    check_names(source, used)
    check_formulas(source, used)
    others = [one for one in source.columns if one not in used]
    counted: dict[str, dict[Cell, int]] = {}
    met: dict[tuple[object, ...], int] = {}
    empty = rows = 0
    for row in source.rows():
        if row.blank:
            continue
        rows += 1
        cell = tuple(
            _bit(source, row.number, one, row.cells[one.number - 1], named=lists is not None) for one in chosen
        )
        empty += sum(not row.cells[one.number - 1].strip() for one in chosen)
        number = _count(source, row.number, count, row.cells[count.number - 1])
        place = "" if stratum is None else " ".join(row.cells[stratum.number - 1].split())
        key = (cell, place, *(row.cells[one.number - 1].strip() for one in others))
        if met.setdefault(key, row.number) != row.number:
            raise FormatError(
                f"rows {met[key]} and {row.number} count the same cell, {_words(chosen, cell, place)}",
                where=source.name,
                hint="put them into one row; if every row is one person, leave the column `count` out",
            )
        if number and not any(cell) and not others:
            raise FormatError(
                f"{number:,} persons who stand on no list",
                where=source.at(row.number, count.number),
                hint="leave this row out: those on no list are what is estimated",
            )
        held = counted.setdefault(place, {})
        held[cell] = held.get(cell, 0) + number
    if not rows:
        raise FormatError("there is no row below the header", where=source.name, hint="give a row for each cell")
    return Tally(chosen, counted, rows, empty)


def _bit(source: Source, row: int, column: Column, text: str, *, named: bool) -> int:
    found = bit(text)
    if found is None:
        hint = "correct the cell" if named else "correct it; if the column is no list: --strata, or --lists-columns"
        raise source.wrong_cell(row, column, text, hint=hint)
    return found


def _count(source: Source, row: int, column: Column, text: str) -> int:
    """The count of a row, or what is wrong with it."""
    where = source.at(row, column.number)
    number = whole(text)
    if not text.strip():
        raise FormatError("the row has no count", where=where, hint="write 0 where nobody stands")
    if number is None:
        try:
            float(text.strip().replace(",", "."))
        except ValueError:
            what, hint = f"`{shown(text)}` is no count", "write a whole number in digits, without blanks or commas"
        else:
            what, hint = f"a count of {shown(text)} persons", "counts are whole numbers"
        raise FormatError(what, where=where, hint=hint)
    if number < 0:
        raise FormatError(f"a count of {shown(text)} persons", where=where, hint="counts are 0 or more")
    if number > MOST_PERSONS:
        hint = f"at most {MOST_PERSONS:,} are read"
        raise FormatError(f"a count of {shown(text)} persons is too large to be one", where=where, hint=hint)
    return number


def _words(lists: Sequence[Column], cell: Cell, stratum: str) -> str:
    names = " + ".join(one.name for one, on in zip(lists, cell, strict=True) if on) or "no list"
    return f"{names} of {stratum}" if stratum else names
