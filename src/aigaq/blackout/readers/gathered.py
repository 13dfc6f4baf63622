"""Rows of many series, as they come, until each series is asked for.

What is held is held in few large arrays, since a file may have its series one after another or all of them at each time:
of a row 16 bytes while it waits (a code for its series, 4 of the time, 8 of the value) and 16 more while rows are put in
the order of their series, whatever the number of series. Proved by tests/blackout/readers/test_gathered.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aigaq.blackout.readers.grid import Numbers, Rows
from aigaq.blackout.series import Values
from aigaq.errors import NotReadable, Reason

SERIES = 100_000  # series of one file at most
SAMPLES = 100_000_000  # rows of one file at most: with 24 to 32 bytes of each, some 3 GB at the worst moment

Key = tuple[str, str, str]  # entity, signal, network
Codes = NDArray[np.int32]
Instants = NDArray[np.int64] | NDArray[np.uint32]


class _Held(NamedTuple):
    """Rows of a block: which series each is of (one for all, where it is a number), and the number of each or of the first."""

    codes: Codes | int
    times: Instants
    values: Values
    numbers: Numbers | int


class _Grouped(NamedTuple):
    """All rows, series by series: those of code c from `bounds[c]` to `bounds[c + 1]`."""

    bounds: NDArray[np.int64]
    times: Instants
    values: Values
    numbers: Numbers


@dataclass
class Gathered:
    """Rows by series; `size` of them so far."""

    size: int = 0
    _codes: dict[Key, int] = field(default_factory=dict)
    _held: list[_Held] = field(default_factory=list)
    _grouped: _Grouped | None = None

    def met(self) -> list[Key]:
        """The series met, in the order of their first rows."""
        return list(self._codes)

    def add(self, keys: Sequence[Key] | Key, rows: Rows, *, where: str) -> None:
        """Rows of one series (one key), or rows with a key each.

        Raises:
            NotReadable: more series or rows than can be held.
        """
        if isinstance(keys, tuple) and len(keys) == 3 and isinstance(keys[0], str):
            self._hold(self._code(keys), rows, where)
            return
        local = {key: self._code(key) for key in dict.fromkeys(keys)}
        self._hold(np.fromiter(map(local.__getitem__, keys), np.int32, len(keys)), rows, where)

    def add_coded(self, keys: Sequence[Key], codes: Codes, rows: Rows, *, where: str) -> None:
        """Rows whose keys stand as places in `keys`; raises as `add`."""
        known = np.array([self._code(key) for key in keys], np.int32)
        self._hold(int(known[0]) if len(known) == 1 else known[codes], rows, where)

    def rows(self, key: Key) -> Rows:
        """All rows of a series, in the order of the file; nothing can be added any more."""
        if self._grouped is None:
            self._grouped = _grouped(self._held, len(self._codes), self.size)
        kept, code = self._grouped, self._codes[key]
        here = slice(int(kept.bounds[code]), int(kept.bounds[code + 1]))
        return Rows(kept.times[here].astype(np.int64), kept.values[here], kept.numbers[here])

    def _code(self, key: Key) -> int:
        return self._codes.setdefault(key, len(self._codes))

    def _hold(self, codes: Codes | int, rows: Rows, where: str) -> None:
        self.size += len(rows.times)
        if len(self._codes) > SERIES or self.size > SAMPLES:
            raise too_many("series" if len(self._codes) > SERIES else "rows", where)
        if len(rows.times):
            self._held.append(_Held(codes, _short(rows.times), rows.values, _first_of(rows.numbers)))


def too_many(what: str, where: str) -> NotReadable:
    """The one error for what cannot be held: rows, or series."""
    limit, hint = SAMPLES, "split the file by place or by month"
    if what == "series":
        limit, hint = SERIES, "name the right column of entities"
    return NotReadable(f"more than {limit} {what}", reason=Reason.TOO_LARGE, where=where, hint=hint)


def _short(times: NDArray[np.int64]) -> Instants:
    """Instants in four bytes each, where none of them is before 1970 or after 2105."""
    fits = int(times.min()) >= 0 and int(times.max()) < 1 << 32
    return times.astype(np.uint32) if fits else times


def _first_of(numbers: Numbers) -> Numbers | int:
    first, last = int(numbers[0]), int(numbers[-1])
    plain = last - first == len(numbers) - 1 and bool((np.diff(numbers.astype(np.int64)) == 1).all())
    return first if plain else numbers


def _grouped(held: list[_Held], series: int, size: int) -> _Grouped:
    """The rows of all blocks by series, in the order of the file; each block is let go when its rows are placed."""
    counts = np.zeros(series + 1, np.int64)
    for one in held:
        if isinstance(one.codes, int):
            counts[one.codes + 1] += len(one.times)
        else:
            counts[1:] += np.bincount(one.codes, minlength=series)
    bounds = np.cumsum(counts)
    wide = any(one.times.dtype == np.int64 for one in held)
    times: Instants = np.empty(size, np.int64) if wide else np.empty(size, np.uint32)
    values, numbers = np.empty(size), np.empty(size, np.uint32)
    free = bounds[:-1].copy()
    held.reverse()
    while held:
        one = held.pop()
        order, to = _places(one, free)
        named = one.numbers if not isinstance(one.numbers, int) else one.numbers + np.arange(len(one.times))
        times[to], values[to], numbers[to] = one.times[order], one.values[order], named[order]
    return _Grouped(bounds, times, values, numbers)


def _places(one: _Held, free: NDArray[np.int64]) -> tuple[slice | NDArray[np.intp], slice | NDArray[np.int64]]:
    """An order of a block's rows and where each goes: the next free places of its series, which are taken."""
    if isinstance(one.codes, int):
        begins = int(free[one.codes])
        free[one.codes] += len(one.times)
        return slice(None), slice(begins, int(free[one.codes]))
    order = np.argsort(one.codes, kind="stable")
    codes = one.codes[order]
    first = np.flatnonzero(np.r_[True, np.diff(codes) != 0])
    lengths = np.diff(np.r_[first, len(codes)])
    to = np.repeat(free[codes[first]] - first, lengths) + np.arange(len(codes))
    free[codes[first]] += lengths
    return order, to
