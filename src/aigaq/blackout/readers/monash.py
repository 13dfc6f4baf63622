"""Monash IP Observatory: per cent of usual connectivity by hour and administrative area.

Its `time_e` is a local clock written as if it were an epoch: read as UTC it equals the printed `time_e_str`, so a reader
that trusts the word epoch is hours off. Whose clock it is the file does not say: `--time-zone` is compulsory. Names of
columns: data/monash.toml. Proved by tests/blackout/readers/test_monash.py on the file of Iran, November 2019.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime

import numpy as np

from aigaq.blackout.readers.clock import FIRST, LAST, Clock
from aigaq.blackout.readers.gathered import Gathered
from aigaq.blackout.readers.grid import Rows, Whose, gridded
from aigaq.blackout.readers.numbers import cells_to_values, number_of
from aigaq.blackout.readers.opening import Sheet, full
from aigaq.blackout.readers.plain import Block
from aigaq.blackout.readers.tables import column, kinds, table
from aigaq.blackout.readers.telling import Told, Why, quoted
from aigaq.blackout.series import Kind, Series
from aigaq.errors import FormatError

_HINT = "its times are the clock of the place: name it, as --time-zone Asia/Tehran"


def read(sheet: Sheet, told: Told, *, time_zone: str | None, kind: Kind | None) -> list[Series]:
    """One series for each area.

    Raises:
        FormatError: no time zone was named.
    """
    if time_zone is None:
        raise FormatError("times of a local clock that only look like an epoch", where=told.file, hint=_HINT)
    known = table("monash")
    places = {name: column(sheet.header, names) for name, names in known["columns"].items()}
    clock, gathered = Clock(told, time_zone), Gathered()
    width = max(at for at in places.values() if at is not None) + 1
    for block in sheet.blocks():
        _take(full(block, width, told), places, clock, gathered, told)
    told.notice(f"time_e is a local clock, not an epoch: read as {time_zone}")
    return _series(gathered, kind, told)


def _take(block: Block, places: dict[str, int | None], clock: Clock, gathered: Gathered, told: Told) -> None:
    numbers, rows = block
    time_at, value_at, shown_at = places["time"], places["value"], places["shown"]
    assert time_at is not None and value_at is not None
    values, good = cells_to_values([row[value_at] for row in rows], numbers, told)
    local = np.zeros(len(rows), np.int64)
    for at, row in enumerate(rows):
        seconds = number_of(row[time_at].strip())
        if seconds is None or not FIRST <= seconds < LAST or seconds % 1:
            told.refuse(numbers[at], Why.NOT_A_TIME, f"no time we read: {quoted(row[time_at])}")
            good[at] = False
            continue
        local[at] = int(seconds)
        if shown_at is not None and row[shown_at].strip() and not _same(int(local[at]), row[shown_at]):
            told.notice("time_e and time_e_str differ; time_e is read", 1)
    kept = np.flatnonzero(good)
    numbers = [numbers[at] for at in kept]
    times, read_ = clock.resolve(local[kept], numbers)
    keys = [_key(rows[at], places) for at, one in zip(kept, read_, strict=True) if one]
    gathered.add(keys, Rows(times[read_], values[kept][read_], np.array(numbers, np.uint32)[read_]), where=told.file)


def _same(local: int, shown: str) -> bool:
    try:
        return datetime.fromtimestamp(local, UTC).strftime(table("monash")["signal"]["shown_as"]) == shown.strip()
    except (ValueError, OverflowError, OSError):
        return False


def _key(row: list[str], places: dict[str, int | None]) -> tuple[str, str, str]:
    country, area, sub = (
        "" if (at := places[name]) is None else row[at].strip() for name in ("country", "area", "subarea")
    )
    return country, area, sub


def _series(gathered: Gathered, kind: Kind | None, told: Told) -> list[Series]:
    """One series of each area, called by its finest name; areas of one name are told apart by what they lie in."""
    signal = table("monash")["signal"]
    usual, network = kinds(signal)
    within: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for country, area, sub in gathered.met():
        within[sub or area].add((country, area))
    found: list[Series] = []
    for key in gathered.met():
        country, area, sub = key
        name = sub or area
        whose = Whose(
            entity=name if len(within[name]) == 1 else f"{name} ({area}, {country})",
            signal=signal["name"],
            kind=kind or usual,
            network=network,
            parent=area if sub else country,
            source=f"monash {told.file}",
            native_step=signal["step"],
        )
        series = gridded(gathered.rows(key), whose, told)
        if series is not None:
            found.append(series)
    return found
