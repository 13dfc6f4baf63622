"""Generic tables: `time, value[, entity, signal, network]`, a CSV of any size or a sheet of a workbook.

Names of columns are found by data/generic.toml or told by the caller. A network column that holds words for kinds of
networks says the kind; any other names networks, and then the network is the entity and the place what it lies in.
Rows are read in blocks; kept are 20 bytes of each. docs/formats/series.md is normative; proved by
tests/blackout/readers/test_generic.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from aigaq.blackout.readers.clock import Clock, Seconds
from aigaq.blackout.readers.grid import Numbers, Rows, Whose, gridded
from aigaq.blackout.readers.numbers import cells_to_values
from aigaq.blackout.readers.opening import Block, Sheet, full
from aigaq.blackout.readers.tables import column, plain, table
from aigaq.blackout.readers.telling import Told, quoted
from aigaq.blackout.series import Kind, NetworkKind, Series, Values
from aigaq.errors import FormatError, NotReadable, Reason, UsageError

SERIES = 100_000  # series of one file at most
SAMPLES = (
    40_000_000  # rows of one file at most: 20 bytes of each are kept, and three times that while they become series
)

Key = tuple[str, str, str]  # entity, signal, network


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Names of columns as the caller tells them; where empty they are found by the data file."""

    time: str = ""
    value: str = ""
    entity: str = ""
    signal: str = ""
    network: str = ""


@dataclass
class Gathered:
    """Chunks of rows by series, as they come."""

    chunks: dict[Key, list[tuple[Seconds, Values, Numbers]]] = field(default_factory=dict)
    size: int = 0

    def add(self, keys: list[Key] | Key, rows: Rows, *, where: str) -> None:
        """Rows of one series (one key), or rows with a key each.

        Raises:
            NotReadable: more series or rows than can be held.
        """
        self.size += len(rows.times)
        if isinstance(keys, tuple):
            self.chunks.setdefault(keys, []).append((rows.times, rows.values, rows.numbers))
        else:
            self._spread(keys, rows)
        if len(self.chunks) > SERIES or self.size > SAMPLES:
            what = f"more than {SERIES} series" if len(self.chunks) > SERIES else f"more than {SAMPLES} rows"
            hint = "split the file by place or by month" if self.size > SAMPLES else "name the right column of entities"
            raise NotReadable(what, reason=Reason.TOO_LARGE, where=where, hint=hint)

    def _spread(self, keys: list[Key], rows: Rows) -> None:
        local = {key: code for code, key in enumerate(dict.fromkeys(keys))}
        codes = np.fromiter(map(local.__getitem__, keys), dtype=np.int32, count=len(keys))
        order = np.argsort(codes, kind="stable")
        cuts = np.flatnonzero(np.diff(codes[order])) + 1
        for key, at in zip(local, np.split(order, cuts), strict=True):
            self.chunks.setdefault(key, []).append((rows.times[at], rows.values[at], rows.numbers[at]))

    def rows(self, key: Key) -> Rows:
        """All rows of a series, in the order of the file; its chunks are let go."""
        times, values, numbers = zip(*self.chunks.pop(key), strict=True)
        return Rows(np.concatenate(times), np.concatenate(values), np.concatenate(numbers))


def read(sheet: Sheet, told: Told, *, time_zone: str | None, kind: Kind | None, columns: Columns) -> list[Series]:
    """The series of a generic table, in the order of their first rows.

    Raises:
        FormatError: no column of times or values, a time without an offset and no zone, no row that could be read.
        NotReadable: more series or rows than can be held.
        UsageError: a column that the caller names is not there.
    """
    places = _places(sheet, columns, told)
    kind = kind or _kind(sheet.header[places["value"] or 0])
    clock = Clock(told, time_zone)
    gathered = Gathered()
    width = max(at for at in places.values() if at is not None) + 1
    before = 0
    for block in sheet.blocks():
        before += len(block[1])
        _take(full(block, width, told), places, clock, gathered, sheet, told)
    if before and not gathered.size:
        first = next((one.words for one in told.rejected if one.file == told.file), "")
        raise FormatError(f"none of {before} rows could be read: {first}", where=told.file, hint=_HINT)
    clock.remark()
    found = (_series(key, gathered.rows(key), kind, sheet, told) for key in list(gathered.chunks))
    return [series for series in found if series is not None]


_HINT = "write times as 2022-01-05T10:30Z or as epoch seconds, and values as numbers"


def _take(
    block: Block, places: dict[str, int | None], clock: Clock, gathered: Gathered, sheet: Sheet, told: Told
) -> None:
    numbers, rows = block
    if not rows:
        return
    time_at, value_at = places["time"], places["value"]
    assert time_at is not None and value_at is not None
    times, timed = clock.read([row[time_at] for row in rows], numbers)
    values, valued = cells_to_values([row[value_at] for row in rows], numbers, told)
    good = timed & valued
    keys = _keys(rows, places, sheet)
    at = np.array(numbers, dtype=np.uint32)
    if not bool(good.all()):
        times, values, at = times[good], values[good], at[good]
        keys = keys if isinstance(keys, tuple) else [key for key, kept in zip(keys, good.tolist(), strict=True) if kept]
    gathered.add(keys, Rows(times, values, at), where=told.file)


def _keys(rows: list[list[str]], places: dict[str, int | None], sheet: Sheet) -> list[Key] | Key:
    found: list[Iterable[str]] = []
    for name in ("entity", "signal", "network"):
        at = places[name]
        found.append([] if at is None else [row[at] for row in rows])
    if not any(found):
        return ("", "", "")
    size = len(rows)
    return list(zip(*(one or [""] * size for one in found), strict=True))


def _places(sheet: Sheet, columns: Columns, told: Told) -> dict[str, int | None]:
    """Where each column stands; those of times and values must."""
    names: dict[str, list[str]] = table("generic")["columns"]
    header = ", ".join(sheet.header[:12])
    places: dict[str, int | None] = {}
    for name, known in names.items():
        stated = getattr(columns, name)
        places[name] = column(sheet.header, [stated] if stated else known)
        if stated and places[name] is None:
            raise UsageError(f"no column is called {quoted(stated)}", where=told.file, hint=f"it has: {header}")
    for name, option in (("time", "times"), ("value", "values")):
        if places[name] is None:
            raise FormatError(
                f"no format of connectivity data that we know, and no column of {option}",
                where=told.file,
                hint=f"the first row must name its columns, as time,value,entity; it has: {header}",
            )
    return places


def _series(key: Key, rows: Rows, kind: Kind | None, sheet: Sheet, told: Told) -> Series | None:
    entity, signal, network = (" ".join(part.split()) for part in key)
    known = _network(network)
    parent = ""
    if network and known is None:
        parent, entity = entity, network
    whose = Whose(
        entity=entity or sheet.name,
        signal=signal or "value",
        kind=kind,
        network=known or NetworkKind.UNKNOWN,
        parent=parent,
        source=f"generic {told.file}",
    )
    return gridded(rows, whose, told)


def _kind(name: str) -> Kind | None:
    """What values are by the name of their column."""
    known: dict[str, list[str]] = table("generic")["kinds"]
    return next((Kind(kind) for kind, words in known.items() if plain(name) in words), None)


def _network(word: str) -> NetworkKind | None:
    kinds: dict[str, list[str]] = table("generic")["networks"]
    return next((NetworkKind(kind) for kind, words in kinds.items() if plain(word) in words), None)
