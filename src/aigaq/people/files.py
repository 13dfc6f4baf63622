"""Lists of persons from plain files: CSV, XLSX, Parquet. Rows become `Records`, and the files stay as they are.

Names in one column are taken apart by `people.names`. Proved by tests/people/test_files.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from aigaq.errors import FormatError, NotReadable, Reason, UsageError
from aigaq.people.ages import ages
from aigaq.people.apart import name_parts
from aigaq.people.columns import FIELDS, NAME_FIELDS, Cells, Layout, age_of, layout, sex_of
from aigaq.people.linking.dates import day_text
from aigaq.people.linking.fields import NAMES, Kind
from aigaq.people.linking.records import Records
from aigaq.people.lists.comparing import LONGEST as LONGEST_NAME
from aigaq.people.lists.comparing import comparable

_AGE, _BIRTH, _DEATH = ("age", Kind.AGE), ("birth", Kind.BIRTH), ("death", Kind.DATE)
LONGEST = 400  # characters of a cell that are compared; that one is longer is told


@dataclass(frozen=True)
class ListFile:
    """A file of persons: its name, its columns, what each is, and what was noticed."""

    name: str
    columns: Mapping[str, Cells]
    layout: Layout
    noticed: tuple[str, ...]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))


def read_lists(
    paths: Sequence[Path],
    *,
    told: Mapping[str, str] | None = None,
    apart: Sequence[str] = (),
    encoding: str | None = None,
) -> list[ListFile]:
    """Read files of persons.

    Args:
        told: column → field, where a person said so; it holds for every file that has the column.
        apart: columns that are never compared (a truth).

    Raises:
        NotReadable, StorageError: a file is no table.
        UsageError: a told column is in no file, or no column holds names or anything to compare.
    """
    tables = [(path, *_columns_of(path, encoding)) for path in paths]
    told = dict(told or {})
    for column in told:
        if not any(column in columns for _, columns, _ in tables):
            raise UsageError(f"no column {column!r}", hint=f"the columns are {', '.join(tables[0][1])}")
    made = []
    for at, (path, columns, noticed) in enumerate(tables):
        compared = {name: cells for name, cells in columns.items() if name not in apart}
        other = tables[1 - at][1] if len(tables) == 2 else None
        here = {column: name for column, name in told.items() if column in compared}
        found = layout(compared, told=here, shared=other)
        made.append(ListFile(path.name, columns, found, (*noticed, *_long(columns, found))))
    return made


def _long(columns: Mapping[str, Cells], found: Layout) -> list[str]:
    """What is said of cells that are too long to be a name, or to be compared whole."""
    said = []
    for header, name in found.fields.items():
        most, what = (LONGEST_NAME, "is none") if name in NAME_FIELDS else (LONGEST, "is compared by its beginning")
        count = sum(len(cell or "") > most for cell in columns[header])
        if count and name != "key":
            said.append(f"what has more than {most} characters {what}: {header}, {count:,} of {len(columns[header]):,}")
    return said


def _columns_of(path: Path, encoding: str | None) -> tuple[dict[str, Cells], tuple[str, ...]]:
    from aigaq.intake.tables import table_of

    table = table_of(path, encoding=encoding)
    sheets = [sheet for sheet in table.sheets() if sheet.columns]
    if not sheets:
        raise NotReadable("there is no row in it", reason=Reason.EMPTY, where=path)
    sheet = sheets[0]
    rows = [row.cells for row in sheet.rows()]
    names = [column.name for column in sheet.columns]
    columns: dict[str, Cells] = {
        name: [(row[at].strip() or None) if at < len(row) else None for row in rows] for at, name in enumerate(names)
    }
    more = (f"only the sheet {sheet.name} is read",) if len(sheets) > 1 else ()
    return columns, (*table.assumed, *sheet.assumed, *more)


def records_of(lists: Sequence[ListFile]) -> Records:
    """The rows of the lists as records, each column under its field.

    Columns of different lists meet where they hold the same field, and, for fields that may stand several times
    (texts, codes, dates), where their headers are the same.

    Raises:
        FormatError: a key stands twice, nothing can be compared, or a list has no column of names.
    """
    keys, numbers = list[str](), list[int]()
    for number, one in enumerate(lists):
        header = one.layout.column("key")
        own = [str(cell) for cell in one.columns[header]] if header else [str(at + 1) for at in range(len(one))]
        keys += own
        numbers += [number] * len(one)
    if not keys:
        raise FormatError("there is no row below the header", where=lists[0].name, hint="give a list with rows")
    columns: dict[tuple[str, Kind], list[str | None]] = {}
    start = 0
    for one in lists:
        for (name, kind), cells in _fields(one).items():
            columns.setdefault((name, kind), [None] * len(keys))[start : start + len(one)] = cells
        start += len(one)
    given, none = columns.get(_AGE), [None] * len(keys)
    if given is not None and _BIRTH in columns:
        columns[_AGE] = ages(columns[_BIRTH], columns.get(_DEATH, none), given)
    if not columns:
        raise FormatError(
            "no column can be compared", where=lists[0].name, hint="say what the columns are: --map COLUMN=FIELD"
        )
    for one in lists:
        if not any(name in NAME_FIELDS for name in one.layout.fields.values()):
            raise FormatError(
                "no column holds names, and rows without a name are never linked",
                where=one.name,
                hint="say which one does: --map COLUMN=name",
            )
    return Records(
        _distinct_names([one.name for one in lists]),
        np.array(numbers, np.int64),
        tuple(keys),
        tuple((name, kind, tuple(cells)) for (name, kind), cells in columns.items()),
    )


def _distinct_names(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name if names.count(name) == 1 else f"{name} ({at + 1})" for at, name in enumerate(names))


def _fields(one: ListFile) -> dict[tuple[str, Kind], Cells]:
    made: dict[tuple[str, Kind], Cells] = {}
    for header, name in one.layout.fields.items():
        kind = FIELDS[name]
        if name == "name":
            made |= name_parts([comparable(cell) for cell in one.columns[header]])
        elif kind is not None:
            cells = _each_once(one.columns[header], kind)
            made[(name if name not in ("text", "code", "date") else header.strip().lower(), kind)] = cells
    return made


def _each_once(cells: Cells, kind: Kind) -> list[str | None]:
    made = {cell: _cell(cell, kind) for cell in set(cells) if cell is not None}
    return [None if cell is None else made[cell] for cell in cells]


def _cell(cell: str, kind: Kind) -> str | None:
    if kind is Kind.SEX:
        return sex_of(cell)
    if kind is Kind.AGE:
        return age_of(cell)
    if kind in (Kind.BIRTH, Kind.DATE):
        return cell if day_text(cell) else None
    return comparable(cell) if kind in NAMES else cell[:LONGEST]
