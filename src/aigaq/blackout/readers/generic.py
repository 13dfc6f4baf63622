"""Generic tables: `time, value[, entity, signal, network]`, a CSV or a sheet of a workbook.

Names of columns are found by data/generic.toml or told by the caller. A network column that holds words for kinds of
networks says the kind; any other names networks, and then the network is the entity and the place what it lies in.
A table of times and columns of numbers, none of which is called a value, is wide: each column is a series. Rows are
read in blocks, those of a large plain file from their bytes. docs/formats/series.md is normative; proved by
tests/blackout/readers/test_generic.py and test_plain.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from aigaq.blackout.readers.clock import Clock, Seconds
from aigaq.blackout.readers.gathered import SERIES, Codes, Gathered, Key, too_many
from aigaq.blackout.readers.grid import Numbers, Rows, Whose, gridded
from aigaq.blackout.readers.numbers import cells_to_values, number_of
from aigaq.blackout.readers.opening import Sheet, full
from aigaq.blackout.readers.plain import Block, Cut, alike_of, decimals_of, parts
from aigaq.blackout.readers.tables import every, plain, table
from aigaq.blackout.readers.telling import Told, quoted
from aigaq.blackout.series import Kind, NetworkKind, Series, Values
from aigaq.errors import FormatError, UsageError

Good = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Names of columns as the caller tells them; where empty they are found by the data file."""

    time: str = ""
    value: str = ""
    entity: str = ""
    signal: str = ""
    network: str = ""


def read(sheet: Sheet, told: Told, *, time_zone: str | None, kind: Kind | None, columns: Columns) -> list[Series]:
    """The series of a generic table, in the order of their first rows.

    Raises:
        FormatError: no column of times or values, a time without an offset and no zone, no row that could be read.
        NotReadable: more series or rows than can be held.
        UsageError: a column that the caller names is not there.
    """
    places = _places(sheet, columns, told)
    value = places.value
    kind = kind or (None if isinstance(value, list) else _kind(sheet.header[value]))
    taking = _Taking(sheet, told, places, Clock(told, time_zone))
    wanted = places.wanted
    rows = parts(sheet.plain, wanted) if sheet.plain is not None else sheet.blocks()
    before = 0
    for part in rows:
        before += len(part.numbers) if isinstance(part, Cut) else len(part[1])
        if isinstance(part, Cut):
            taking.cut(part)
        else:
            taking.block(full(part, max(wanted) + 1, told))
    gathered = taking.gathered
    if before and not gathered.size:
        first = next((one.words for one in told.rejected if one.file == told.file), "")
        raise FormatError(f"none of {before} rows could be read: {first}", where=told.file, hint=_HINT)
    taking.clock.remark()
    found = (_series(key, gathered.rows(key), kind, sheet, told) for key in gathered.met())
    return [series for series in found if series is not None]


_HINT = "write times as 2022-01-05T10:30Z or as epoch seconds, and values as numbers"


@dataclass(frozen=True)
class _Places:
    """Where the time, the value (of a wide table: the values), and the parts of a series' name stand."""

    time: int
    value: int | list[int]
    named: tuple[int | None, int | None, int | None]

    @property
    def wanted(self) -> list[int]:
        """Time, values, names, in this order."""
        values = self.value if isinstance(self.value, list) else [self.value]
        return [self.time, *values, *(at for at in self.named if at is not None)]


@dataclass
class _Taking:
    """The rows of a sheet on their way into `gathered`."""

    sheet: Sheet
    told: Told
    places: _Places
    clock: Clock
    gathered: Gathered = field(default_factory=Gathered)

    def block(self, block: Block) -> None:
        """Rows of cells."""
        numbers, rows = block
        if not rows:
            return
        value = self.places.value
        times, timed = self.clock.read([row[self.places.time] for row in rows], numbers)
        if isinstance(value, list):
            texts = [row[at] for at in value for row in rows]
            values, valued = cells_to_values(texts, list(numbers) * len(value), self.told)
            self._wide(times, timed, values, valued, np.array(numbers, np.uint32))
            return
        values, valued = cells_to_values([row[value] for row in rows], numbers, self.told)
        names = [[] if at is None else [row[at] for row in rows] for at in self.places.named]
        keys = list(zip(*(one or [""] * len(rows) for one in names), strict=True)) if any(names) else [("", "", "")]
        distinct = {key: at for at, key in enumerate(dict.fromkeys(keys))}
        codes = np.fromiter(map(distinct.__getitem__, keys), np.int32, len(keys)) if any(names) else _ALL
        self._long(list(distinct), codes, times, timed, values, valued, np.array(numbers, np.uint32))

    def cut(self, cut: Cut) -> None:
        """Rows that stand in bytes: time, value or values, names."""
        found = self.clock.read_cells(cut.data, (cut.begins[0], cut.ends[0]), cut.number)
        times, timed = found or self.clock.read(cut.texts(0), cut.numbers)
        numbers = np.arange(cut.number, cut.number + len(times), dtype=np.uint32)
        value = self.places.value
        if isinstance(value, list):
            values, valued = decimals_of(cut, slice(1, None), self.told)
            self._wide(times, timed, values, valued, numbers)
            return
        values, valued = decimals_of(cut, slice(1, 2), self.told)
        if any(at is not None for at in self.places.named):
            codes, firsts = alike_of(cut, 2)
            texts = iter([cut.texts(at, firsts) for at in range(2, len(cut.begins))])
            names = [[""] * len(firsts) if at is None else next(texts) for at in self.places.named]
            self._long(list(zip(*names, strict=True)), codes, times, timed, values, valued, numbers)
        else:
            self._long([("", "", "")], _ALL, times, timed, values, valued, numbers)

    def _long(
        self, keys: list[Key], codes: Codes, times: Seconds, timed: Good, values: Values, valued: Good, numbers: Numbers
    ) -> None:
        """Rows with a key each (one key: of all), without those that could not be read."""
        good = timed & valued
        if not bool(good.all()):
            times, values, numbers = times[good], values[good], numbers[good]
            if len(keys) > 1:
                kept, first, places = np.unique(codes[good], return_index=True, return_inverse=True)
                order = np.argsort(first)  # series stand in the order of the first rows that were read
                keys = [keys[at] for at in kept[order].tolist()]
                codes = np.argsort(order).astype(np.int32)[places]
        if len(times):
            self.gathered.add_coded(keys, codes, Rows(times, values, numbers), where=self.told.file)

    def _wide(self, times: Seconds, timed: Good, values: Values, valued: Good, numbers: Numbers) -> None:
        """Values column by column, at one time for all of a row."""
        assert isinstance(self.places.value, list)
        number = len(self.places.value)
        keys = [(self.sheet.header[at], "", "") for at in self.places.value]
        codes = np.repeat(np.arange(number, dtype=np.int32), len(times))
        of_all = np.tile(times, number), np.tile(timed, number)
        self._long(keys, codes, *of_all, values, valued, np.tile(numbers, number))


_ALL = np.zeros(0, np.int32)


def _places(sheet: Sheet, columns: Columns, told: Told) -> _Places:
    """Where each column stands; those of times and values must."""
    names: dict[str, list[str]] = table("generic")["columns"]
    header = ", ".join(sheet.header[:12])
    places: dict[str, int | None] = {}
    for name, known in names.items():
        stated = getattr(columns, name)
        places[name] = _column(name, sheet.header, [stated] if stated else known, told)
        if stated and places[name] is None:
            raise UsageError(f"no column is called {quoted(stated)}", where=told.file, hint=f"it has: {header}")
    time, named = places["time"], (places["entity"], places["signal"], places["network"])
    value: int | list[int] | None = places["value"]
    if value is None and time is not None and named == (None, None, None):
        value = _wide(sheet, time, told)
    for at, option in ((time, "times"), (value, "values")):
        if at is None:
            raise FormatError(
                f"no format of connectivity data that we know, and no column of {option}",
                where=told.file,
                hint=f"the first row must name its columns, as time,value,entity; it has: {header}",
            )
    assert time is not None and value is not None
    return _Places(time, value, named)


def _column(what: str, header: tuple[str, ...], names: list[str], told: Told) -> int | None:
    """Where the first of some names stands; that others might be meant is said, and two of one name are refused."""
    found = every(header, names)
    if not found:
        return None
    same = [at for at in found if plain(header[at]) == plain(header[found[0]])]
    if len(same) > 1:
        raise FormatError(
            f"{len(same)} columns are called {quoted(header[found[0]])}",
            where=told.file,
            hint="which is meant nobody can tell: give each a name of its own",
        )
    if len(found) > 1:
        rest = ", ".join(quoted(header[at]) for at in found[1:])
        told.notice(f"the {what} is read from the column {quoted(header[found[0]])}, not from {rest}: --column says otherwise")  # fmt: skip
    return found[0]


def _wide(sheet: Sheet, time: int, told: Told) -> list[int] | None:
    """The columns of a wide table: two or more beside the time, each with a name of its own, and a first row of numbers."""
    found = [at for at in range(len(sheet.header)) if at != time]
    names = {sheet.header[at] for at in found}
    if len(found) < 2 or len(names) < len(found) or "" in names:
        return None
    _, rows = next(sheet.blocks(), (range(0), []))
    first = next((row for row in rows if any(cell.strip() for cell in row)), [])
    if len(first) < len(sheet.header):
        return None
    missing = frozenset(table("generic")["missing"])
    cells = [first[at].strip() for at in found if first[at].strip().casefold() not in missing]
    if not cells or any(number_of(cell) is None for cell in cells):
        return None
    if len(found) > SERIES:
        raise too_many("series", told.file)
    told.notice("no column of values: each column beside the time is read as a place or network of its own", len(found))
    return found


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
