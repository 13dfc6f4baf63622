"""The sheet of a table file whose columns are lists: which columns there are, what a cell says, where an error lies.

A cell of a list says whether the person stands on it: 1, or 0. Spreadsheets write these as 1.0 or TRUE, and leave a cell
empty for 0; each is read, and empty cells are said. Nothing else is guessed at: an `x`, a `2` or a `yes` is an error that
names its cell. Format: docs/formats/toll.md. Proved by tests/toll/tables/test_files.py.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

from aigaq.errors import FormatError, NotReadable, Reason, UsageError
from aigaq.intake.grids import Row, address
from aigaq.intake.headers import Column
from aigaq.intake.tables import Sheet, table_of
from aigaq.toll.limits import toml
from aigaq.values.scripts import digits, fold

COUNT = "count"
SHOWN = 40  # characters of a cell that an error repeats

_NOUGHT = re.compile(r"0(\.0*)?|false|")
_ONE = re.compile(r"1(\.0*)?|true")
_WHOLE = re.compile(r"([+-]?)(\d+)(?:\.0*)?")
_LONG = 30  # digits; a longer number is none of people, whatever it is


@dataclass(frozen=True, slots=True)
class Source:
    """A file's sheet of lists and what was assumed of it. `columns` are all its columns, by place."""

    name: str
    sheet: Sheet
    assumed: tuple[str, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.sheet.columns

    def column(self, name: str, *, option: str) -> Column:
        """The column of this name; UsageError names the option that asked for it."""
        wanted = " ".join(name.split())
        for column in self.columns:
            if column.name == wanted:
                return column
        raise UsageError(
            f"no column {wanted!r} for {option}", where=self.name, hint=f"the columns are {_named(self.columns)}"
        )

    def rows(self) -> Iterator[Row]:
        """The rows below the header, each as wide as the header; blank ones too.

        Raises:
            FormatError: a row cannot be read, or reaches beyond the header.
        """
        width = len(self.columns)
        for row in self.sheet.grid.rows():
            if row.number < self.sheet.first:
                continue
            if row.problem or len(row.cells) != width:
                row = self._fitted(row, width)
            yield row

    def _fitted(self, row: Row, width: int) -> Row:
        if row.problem:
            raise FormatError(row.problem, where=f"{self.name} row {row.number}", hint="look at the quotes in this row")
        for at, text in enumerate(row.cells[width:], width + 1):
            if text.strip():
                what = f"`{shown(text)}` stands under no column"
                raise FormatError(what, where=self.at(row.number, at), hint="give it a header, or delete the cell")
        return Row(row.number, (*row.cells[:width], *[""] * (width - len(row.cells))))

    def at(self, row: int, column: int) -> str:
        """Where a cell lies, in words: the file, the row as spreadsheet programs count it, the cell."""
        return f"{self.name} row {row}, cell {address(column, row)}"

    def wrong_cell(self, row: int, column: Column, text: str, *, hint: str) -> FormatError:
        """The error of a cell of a list that is neither 0 nor 1."""
        what = f"`{shown(text)}` in the column {column.name}, where only 0 and 1 can stand"
        return FormatError(what, where=self.at(row, column.number), hint=hint)


def source_of(path: Path, *, wanted: Collection[str] = (), encoding: str | None = None) -> Source:
    """The first sheet of a file that holds columns.

    Raises:
        NotReadable, StorageError: it is no table, or nothing is in it.
        FormatError: it has no header, or a column used has a name that stands twice.
    """
    try:
        table = table_of(path, encoding=encoding)
    except NotReadable as error:
        if error.reason is not Reason.EMPTY:
            raise
        raise NotReadable(error.what, reason=error.reason, where=path.name, hint=error.hint or _FORM) from error
    sheets = [sheet for sheet in table.sheets(wanted=(COUNT, *wanted)) if sheet.columns]
    if not sheets:
        raise NotReadable("there is nothing in it", reason=Reason.EMPTY, where=path.name, hint=_FORM)
    sheet = sheets[0]
    more = (f"only the sheet {sheet.name} is read",) if len(sheets) > 1 else ()
    source = Source(path.name, sheet, (*table.assumed, *sheet.assumed, *more))
    names = _header(source)
    filled = [name for name in names if name]
    if (
        filled
        and all(whole(name) is not None for name in filled)
        and all(bit(name) is not None for name in filled[:-1])
    ):
        raise FormatError("the first row names no columns", where=f"{path.name} row {max(sheet.header, 1)}", hint=_FORM)
    return source


_FORM = "the first row names the lists; below, a row of 0 and 1 for each person, or for each cell with its `count`"


def check_names(source: Source, used: Sequence[Column]) -> None:
    """FormatError where a column that is used has no name, or one that another column has too."""
    names = _header(source)
    for column in used:
        name = names[column.number - 1] if column.number <= len(names) else column.name
        if not name:
            where = source.at(max(source.sheet.header, 1), column.number)
            raise FormatError("a list without a name", where=where, hint="write its name into the header")
        twins = [at for at, other in enumerate(names, 1) if other == name]
        if len(twins) > 1:
            first, second = (address(at, source.sheet.header) for at in twins[:2])
            raise FormatError(
                f"two columns named {name}: {first} and {second}",
                where=f"{source.name} row {source.sheet.header}",
                hint="give each a name of its own",
            )


def check_formulas(source: Source, used: Sequence[Column]) -> None:
    """FormatError where the workbook shows an error, or kept no value, in a column that is used."""
    letters = {column.letters: column for column in used}
    for notice in source.sheet.notices:
        column = letters.get(notice.cell.rstrip("0123456789"))
        if column is not None:
            where = source.at(notice.row, column.number)
            raise FormatError(notice.what, where=where, hint="put the value itself into the cell and save it again")


def _header(source: Source) -> list[str]:
    """The cells of the header as they stand; where it is two rows high, the joined names."""
    sheet = source.sheet
    if sheet.first - sheet.header > 1:
        return [column.name for column in sheet.columns]
    row = next((row for row in islice(sheet.grid.rows(), sheet.header) if row.number == sheet.header), Row(0, ()))
    return [" ".join(cell.split()) for cell in row.cells]


@lru_cache(maxsize=1 << 12)
def bit(text: str) -> int | None:
    """0 or 1 as the cell says it, an empty one 0; None where it says neither."""
    plain = digits(text.strip()).lower()
    return 0 if _NOUGHT.fullmatch(plain) else 1 if _ONE.fullmatch(plain) else None


def whole(text: str) -> int | None:
    """A whole number as a cell holds it; None where there is none. One too long to be read is 10³⁰."""
    found = _WHOLE.fullmatch(digits(text.strip()).replace("\N{MINUS SIGN}", "-"))
    if found is None:
        return None
    return int(found[1] + found[2]) if len(found[2]) <= _LONG else int(f"{found[1]}1{'0' * _LONG}")


def shown(text: str) -> str:
    """What an error repeats of a cell."""
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]}…"


def counts_by_name(name: str) -> bool:
    """Whether people call a column of counts so, where they do not call it `count`."""
    return fold(name.strip()) in _count_names()


@cache
def _count_names() -> frozenset[str]:
    return frozenset(fold(name) for name in toml("files")["count_names"]["values"])


def _named(columns: Sequence[Column]) -> str:
    names = [column.name for column in columns[:20]]
    return ", ".join(names) if len(columns) <= 20 else f"{', '.join(names)} …"
