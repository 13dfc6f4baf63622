"""Tables from plain files, no case needed: CSV, XLSX or Parquet, a row for each person or for each cell with its count.

A file that has a column `count` holds cells, any other holds persons. Persons on none of the lists are said and left out:
that somebody knows of them makes them neither listed nor uncounted. What else is taken for granted is said in `noticed`.
Format: docs/formats/toll.md. Proved by tests/toll/tables/test_files.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from aigaq.errors import FormatError, UsageError
from aigaq.intake.headers import Column
from aigaq.toll.tables.count_rows import count_column, read_counts
from aigaq.toll.tables.record_rows import Cell, Tally, read_records
from aigaq.toll.tables.sheets import Source, source_of
from aigaq.toll.tables.table import MOST_LISTS, Table

NOT_STATED = "not stated"  # the stratum of rows whose cell of the stratum is empty
AND = "+"


class Kind(StrEnum):
    """What a row of the file is."""

    COUNTS = "counts"
    RECORDS = "records"


@dataclass(frozen=True, kw_only=True)
class Tables:
    """What a file of lists holds.

    `strata` has one table for each stratum, by its name in order; a file that is not parted has one, named "". `rows`
    are the rows read, `on_no_list` the persons left out because they stand on none.
    """

    name: str
    kind: Kind
    lists: tuple[str, ...]
    strata: Mapping[str, Table]
    by: str | None
    rows: int
    on_no_list: int
    noticed: tuple[str, ...]

    @property
    def whole(self) -> Table | Mapping[str, Table]:
        """The one table, or the strata by name, as `estimate` takes them."""
        return self.strata if self.by is not None else self.strata[""]


def read_tables(
    path: Path | str,
    *,
    strata: str | None = None,
    lists: Sequence[str] | None = None,
    zeros: Sequence[str] = (),
    encoding: str | None = None,
) -> Tables:
    """Read lists from a file.

    Args:
        strata: the column whose values part the persons.
        lists: the columns that are lists; where none are named, all whose filled cells are 0 or 1.
        zeros: structural zeros, each as the lists it lies on and no other: `"A+C"`. They hold in every stratum.
        encoding: how a CSV is encoded; found out where it is not given.

    Raises:
        NotReadable, StorageError: the file is no table.
        UsageError: a column or list that was named is not there.
        FormatError: what a row holds is wrong; it says where.
    """
    path = Path(path)
    source = source_of(path, wanted=[*(lists or ()), *([strata] if strata else [])], encoding=encoding)
    count = count_column(source)
    stratum = None if strata is None else source.column(strata, option="--strata")
    named = None if lists is None else _named(source, lists, apart=(count, stratum))
    if count is not None and stratum == count:
        raise UsageError("the counts are no strata", where=source.name, hint="name another column with --strata")
    if count is None:
        tally = read_records(source, lists=named, stratum=stratum)
    else:
        tally = read_counts(source, count=count, lists=named, stratum=stratum)
    return _tables(source, tally, stratum, zeros, kind=Kind.RECORDS if count is None else Kind.COUNTS)


def _named(source: Source, lists: Sequence[str], *, apart: tuple[Column | None, ...]) -> list[Column]:
    columns = [source.column(name, option="--lists-columns") for name in lists]
    for at, column in enumerate(columns):
        if column in apart or column in columns[:at]:
            raise UsageError(f"{column.name} is named twice, or is no list", hint="name each list once")
    return columns


def _tables(source: Source, tally: Tally, stratum: Column | None, zeros: Sequence[str], *, kind: Kind) -> Tables:
    names = tuple(column.name for column in tally.lists)
    if len(names) > MOST_LISTS:
        raise FormatError(
            f"{len(names)} lists; at most {MOST_LISTS} can be read",
            where=source.name,
            hint="name those to be used: --lists-columns",
        )
    barred = [_cell(names, words) for words in zeros]
    _refuse_empty(source, tally, names)
    noticed = [*source.assumed]
    strata: dict[str, Table] = {}
    for place in sorted(tally.counted):
        label = (place or NOT_STATED) if stratum is not None else ""
        counted = {cell: count for cell, count in tally.counted[place].items() if any(cell)}
        if not any(counted.values()):
            noticed.append(f"nobody of {label} stands on a list")
            continue
        table, unused = _table(source, names, counted, barred)
        strata[label] = table.named(label)
        noticed += [f"of {label} nobody stands on {name}: not one of its lists" for name in unused]
    if tally.empty:
        noticed.append(f"empty cells of lists mean 0 ({tally.empty:,} of them)")
    if tally.on_no_list:
        noticed.append(f"persons on no list are left out ({tally.on_no_list:,} of {_persons(tally):,})")
    return Tables(
        name=source.name,
        kind=kind,
        lists=names,
        strata=strata,
        by=None if stratum is None else stratum.name,
        rows=tally.rows,
        on_no_list=tally.on_no_list,
        noticed=tuple(noticed),
    )


def _persons(tally: Tally) -> int:
    return sum(sum(cells.values()) for cells in tally.counted.values())


def _refuse_empty(source: Source, tally: Tally, names: Sequence[str]) -> None:
    """FormatError for a list nobody stands on: its silence would be taken for knowledge."""
    on = [0] * len(names)
    for cells in tally.counted.values():
        for cell, count in cells.items():
            for at, bit in enumerate(cell):
                on[at] += bit * count
    if not any(on):
        raise FormatError("nobody stands on any list", where=source.name, hint="1 says that a person stands on a list")
    for name, persons in zip(names, on, strict=True):
        if not persons:
            hint = "leave the column out, or name the lists: --lists-columns"
            raise FormatError(f"nobody stands on the list {name}", where=source.name, hint=hint)


def _table(
    source: Source, names: tuple[str, ...], counted: Mapping[Cell, int], barred: Sequence[Cell]
) -> tuple[Table, list[str]]:
    """The table of one stratum, without the lists that nobody of it stands on, and their names."""
    try:
        table = Table.of(names, counted, zeros=barred)
    except FormatError as error:
        where = source.name if error.where is None else f"{source.name}: {error.where}"
        raise FormatError(error.what, where=where, hint=error.hint) from error
    unused = [name for name, size in zip(names, table.sizes, strict=True) if not size]
    for name in unused:
        table = table.without(name) or table
    return table, unused


def _cell(names: Sequence[str], words: str) -> Cell:
    """The cell of exactly these lists. A name may hold the sign that joins them."""
    found = _split([part.strip() for part in words.split(AND)], names)
    if found is None or not found:
        raise UsageError(
            f"not lists joined by {AND}: {words}", where="--impossible", hint=f"the lists are {', '.join(names)}"
        )
    return tuple(int(name in found) for name in names)


def _split(parts: Sequence[str], names: Sequence[str]) -> list[str] | None:
    if not parts:
        return []
    for size in range(len(parts), 0, -1):
        for joint in (AND, f" {AND} "):
            if (name := joint.join(parts[:size])) in names:
                rest = _split(parts[size:], names)
                if rest is not None:
                    return [name, *rest]
    return None
