"""Rows that are persons, tallied into cells: a million rows in seconds, held one block at a time.

A column is a list where all its filled cells are 0 or 1. One that is mostly so is meant to be a list, and its first other
cell is an error: leaving the column out in silence would leave a list out. Rows are counted by the texts of their cells,
which are few, and only these are looked at. Proved by tests/toll/tables/test_files.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter

from aigaq.errors import FormatError
from aigaq.intake.headers import Column
from aigaq.toll.tables.sheets import Source, bit, check_formulas, check_names, counts_by_name, whole

BLOCK = 1 << 16  # rows held at once
MOST_STRATA = 1000  # far above any division of an event that leaves enough persons in each part

Cell = tuple[int, ...]
Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Persons by stratum and cell, the cell of no list too; `empty`: how many cells of lists were empty."""

    lists: tuple[Column, ...]
    counted: dict[str, dict[Cell, int]]
    rows: int
    empty: int

    @property
    def on_no_list(self) -> int:
        nobody = (0,) * len(self.lists)
        return sum(cells.get(nobody, 0) for cells in self.counted.values())


class _Columns:
    """The columns that may be lists, and how many of their cells so far were 0 or 1, or something else."""

    def __init__(self, columns: Sequence[Column], stratum: Column | None) -> None:
        self.columns = list(columns)
        self.stratum = stratum
        self.good = [0] * len(self.columns)
        self.bad = [0] * len(self.columns)

    @property
    def take(self) -> Callable[[Texts], Texts]:
        """What takes the texts of these columns, and of the stratum at the end, out of a row."""
        places = [column.number - 1 for column in self.columns]
        if self.stratum is not None:
            places.append(self.stratum.number - 1)
        if len(places) < 2:
            return lambda cells: tuple(cells[at] for at in places)
        return itemgetter(*places)

    def look(self, found: Counter[Texts]) -> None:
        for texts, times in found.items():
            for at, text in enumerate(texts[: len(self.columns)]):
                if bit(text) is None:
                    self.bad[at] += times
                elif text.strip():
                    self.good[at] += times

    def keep(self, wanted: Callable[[int, int], bool]) -> Callable[[Texts], Texts] | None:
        """Drop the columns whose numbers of good and bad cells are not wanted; gives what shortens keys, if any were."""
        kept = [at for at in range(len(self.columns)) if wanted(self.good[at], self.bad[at])]
        if len(kept) == len(self.columns):
            return None
        ends = [] if self.stratum is None else [len(self.columns)]
        for name in ("columns", "good", "bad"):
            held = getattr(self, name)
            setattr(self, name, [held[at] for at in kept])
        return lambda texts: tuple(texts[at] for at in (*kept, *ends))


def read_records(source: Source, *, lists: Sequence[Column] | None, stratum: Column | None) -> Tally:
    """Tally the rows of a table of persons.

    Args:
        lists: the columns that are lists, where somebody named them; else every column but the stratum may be one.

    Raises:
        FormatError: a cell that is neither 0 nor 1, no list, no row, or rows that may as well be counts of cells.
    """
    open_to = lists or [column for column in source.columns if column != stratum]
    columns = _Columns(open_to, stratum)
    texts, rows = _tallied(source, columns, named=lists is not None)
    _refuse_others(source, columns, named=lists is not None)
    if not rows:
        raise FormatError("there is no row below the header", where=source.name, hint="give a row for each person")
    if lists is None:
        shorten = columns.keep(lambda good, bad: good > 0)
        texts = texts if shorten is None else _shortened(texts, shorten)
    if not columns.columns:
        raise FormatError(
            "no column holds only 0 and 1",
            where=source.name,
            hint="a list is a column with 1 for whoever stands on it and 0 for the others",
        )
    check_names(source, columns.columns)
    check_formulas(source, columns.columns)
    if lists is None:
        _refuse_counts(source, columns, most=max(texts.values()))
    return _cells(columns, texts, rows)


def _tallied(source: Source, columns: _Columns, *, named: bool) -> tuple[Counter[Texts], int]:
    total, rows = Counter[Texts](), 0
    for block in _blocks(source):
        take = columns.take
        found = Counter(map(take, block))
        rows += len(block)
        blank = [texts for texts in found if not any(text.strip() for text in texts)]
        if blank:  # a row without anything is no person; one that has a name, but no list, is
            for cells in block:
                if not any(cell.strip() for cell in cells):
                    found[take(cells)] -= 1
                    rows -= 1
            found = +found
        columns.look(found)
        shorten = None if named else columns.keep(lambda good, bad: bad == 0 or good > bad)
        if shorten is not None:
            found, total = _shortened(found, shorten), _shortened(total, shorten)
        total.update(found)
        _refuse_strata(source, columns, total)
    return total, rows


def _blocks(source: Source) -> Iterator[list[Texts]]:
    cells = (row.cells for row in source.rows())
    while block := list(islice(cells, BLOCK)):
        yield block


def _shortened(found: Counter[Texts], shorten: Callable[[Texts], Texts]) -> Counter[Texts]:
    made = Counter[Texts]()
    for texts, times in found.items():
        made[shorten(texts)] += times
    return made


def _refuse_strata(source: Source, columns: _Columns, total: Counter[Texts]) -> None:
    stratum = columns.stratum
    if stratum is not None and len({texts[-1] for texts in total}) > MOST_STRATA:
        raise FormatError(
            f"the column {stratum.name} has more than {MOST_STRATA:,} values",
            where=source.name,
            hint="strata are a few parts with many persons in each: join values first",
        )


def _refuse_others(source: Source, columns: _Columns, *, named: bool) -> None:
    """The first cell of a list that is neither 0 nor 1, named with its place."""
    if not any(columns.bad):
        return
    held = [column for column, bad in zip(columns.columns, columns.bad, strict=True) if bad]
    for row in source.rows():
        for column in held:
            text = row.cells[column.number - 1]
            if bit(text) is None:
                hint = (
                    "correct the cell" if named else "correct it; if the column is no list, name those: --lists-columns"
                )
                raise source.wrong_cell(row.number, column, text, hint=hint)


def _refuse_counts(source: Source, columns: _Columns, *, most: int) -> None:
    """Where rows may as well be cells with their counts, that is asked."""
    others = [one for one in source.columns if one not in columns.columns and one != columns.stratum]
    doubtful = [one for one in others if counts_by_name(one.name) or most == 1]
    if not doubtful:
        return
    rows = [row.cells for row in source.rows() if not row.blank]
    for column in doubtful:
        numbers = [whole(cells[column.number - 1]) for cells in rows]
        running = numbers in (list(range(len(rows))), list(range(1, len(rows) + 1)))
        if None not in numbers and not running and len(rows) > 1:
            names = ",".join(one.name for one in columns.columns)
            raise FormatError(
                f"the column {column.name} may hold counts, or every row be one person",
                where=source.name,
                hint=f"call the column `count` if it holds counts; if rows are persons: --lists-columns {names}",
            )


def _cells(columns: _Columns, texts: Counter[Texts], rows: int) -> Tally:
    wide = len(columns.columns)
    counted: dict[str, dict[Cell, int]] = {}
    empty = 0
    for key, times in texts.items():
        stratum = " ".join(key[wide].split()) if columns.stratum is not None else ""
        cell = tuple(bit(text) or 0 for text in key[:wide])
        held = counted.setdefault(stratum, {})
        held[cell] = held.get(cell, 0) + times
        empty += times * sum(not text.strip() for text in key[:wide])
    return Tally(tuple(columns.columns), counted, rows, empty)
