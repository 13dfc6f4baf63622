"""OONI aggregation: how many measurements were made, by hour or day, country, network and test, as counts.

OONI prints no row for a bin without measurements, and a file does not say which bins were asked for. So a missing bin is
nought only where the file itself shows that OONI counted: another series of the file has a row in it. A bin in which
nobody has a row stays missing, unless the caller says `absent_is_zero`. To see a whole country go dark, ask for a second
country in the same query. Names: data/ooni.toml. Proved by tests/blackout/readers/test_ooni.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import numpy as np

from aigaq.blackout.readers.clock import DAY, Clock
from aigaq.blackout.readers.gathered import Gathered, Key
from aigaq.blackout.readers.grid import Rows, Whose, gridded
from aigaq.blackout.readers.ioda import objects, text
from aigaq.blackout.readers.numbers import cells_to_values
from aigaq.blackout.readers.opening import Sheet, first_sign, full
from aigaq.blackout.readers.tables import column, kinds, table
from aigaq.blackout.readers.telling import Told, Why
from aigaq.blackout.series import Kind, Series
from aigaq.errors import FormatError

Batch = tuple[list[int], list[dict[str, str]]]


def from_json(result: msgspec.Raw, told: Told, *, kind: Kind | None, absent_is_zero: bool) -> list[Series]:
    """The series of `result`: a list of rows, or one row where no axis was asked for."""
    listed = objects(result if first_sign(result) == b"[" else msgspec.Raw(b"[" + bytes(result) + b"]"), told)
    rows = [{name: _cell(value) for name, value in row.items()} for _, row in listed]
    return _read([([at for at, _ in listed], rows)], told, kind, absent_is_zero)


def from_table(sheet: Sheet, told: Told, *, kind: Kind | None, absent_is_zero: bool) -> list[Series]:
    """The series of a CSV of the same rows."""

    def batches() -> Iterator[Batch]:
        for block in sheet.blocks():
            numbers, rows = full(block, len(sheet.header), told)
            yield list(numbers), [dict(zip(sheet.header, row, strict=False)) for row in rows]

    return _read(batches(), told, kind, absent_is_zero)


def _cell(value: Any) -> str:
    return text(value) if not isinstance(value, float) else repr(value)


def _read(batches: Iterable[Batch], told: Told, kind: Kind | None, absent_is_zero: bool) -> list[Series]:
    known = table("ooni")
    clock = Clock(told, "UTC")
    gathered = Gathered()
    seen: list[np.ndarray[Any, np.dtype[np.int64]]] = []
    for numbers, rows in batches:
        if not rows:
            continue
        at = column(tuple(rows[0]), known["time"])
        if at is None:
            raise FormatError(
                "an aggregation without a time axis", where=told.file, hint="ask for axis_x=measurement_start_day"
            )
        name = list(rows[0])[at]
        times, timed = clock.read([row.get(name, "") for row in rows], numbers)
        values, valued = cells_to_values([row.get(known["value"], "") for row in rows], numbers, told)
        keys = [_key(row) for row in rows]
        for place in np.flatnonzero(timed & valued & np.array([not any(key[:2]) for key in keys], bool)).tolist():
            told.refuse(numbers[place], Why.NO_PLACE, "neither probe_cc nor probe_asn")
        good = timed & valued & np.array([any(key[:2]) for key in keys], bool)
        kept = [key for key, one in zip(keys, good.tolist(), strict=True) if one]
        if kept:
            gathered.add(kept, Rows(times[good], values[good], np.array(numbers, np.uint32)[good]), where=told.file)
            seen.append(np.unique(times[good]))
    return _series(
        gathered, np.unique(np.concatenate(seen)) if seen else np.empty(0, np.int64), told, kind, absent_is_zero
    )


def _key(row: dict[str, str]) -> Key:
    known = table("ooni")
    asn = row.get(known["network"], "").strip().upper().removeprefix("AS")
    signal = " ".join(filter(None, (row.get(name, "").strip() for name in known["split"])))
    return (f"AS{asn}" if asn not in ("", "0") else "", row.get(known["place"], "").strip(), signal)


def _series(
    gathered: Gathered, seen: np.ndarray[Any, np.dtype[np.int64]], told: Told, kind: Kind | None, absent_is_zero: bool
) -> list[Series]:
    known = table("ooni")
    usual, network = kinds(known["signal"])
    steps = known["signal"]["steps"]
    step = steps[0] if len(seen) and bool((seen % DAY).any()) else steps[-1]
    found: list[Series] = []
    for key in gathered.met():
        asn, place, split = key
        rows = zeroed(gathered.rows(key), seen, step, told, every=absent_is_zero)
        whose = Whose(
            entity=asn or place,
            signal=" ".join(filter(None, (known["value"], split))),
            kind=kind or usual,
            network=network,
            parent=place if asn else "",
            source=f"ooni {told.file}",
            step=step,
            native_step=steps[0],
        )
        series = gridded(rows, whose, told)
        if series is not None:
            found.append(series)
    return found


def zeroed(rows: Rows, seen: np.ndarray[Any, np.dtype[np.int64]], step: int, told: Told, *, every: bool) -> Rows:
    """The rows with noughts in the bins that other series of the file have, or in every bin of the file."""
    first, last = int(seen[0]), int(seen[-1])
    bins = np.arange(first, last + 1, step, dtype=np.int64) if every and (last - first) // step < 10_000_000 else seen
    absent = bins[~np.isin(bins, rows.times)]
    words = (
        "bins without a row are nought, as the caller says"
        if every
        else "bins that other series of the file have are nought"
    )
    if len(absent):
        told.notice(words, len(absent))
    return Rows(
        np.r_[rows.times, absent],
        np.r_[rows.values, np.zeros(len(absent))],
        np.r_[rows.numbers, np.zeros(len(absent), np.uint32)],
    )
