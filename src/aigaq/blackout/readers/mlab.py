"""M-Lab NDT: rows of single tests → tests by hour, per network (else region, else country), as counts.

The throughput of a test is not used: its number is the signal. An hour without a test of a series is nought where another
series of the file has one, else missing, as with OONI (`ooni`). Names: data/mlab.toml. Proved by
tests/blackout/readers/test_mlab.py.
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from aigaq.blackout.readers.clock import Clock
from aigaq.blackout.readers.grid import Rows, Whose, gridded
from aigaq.blackout.readers.ooni import zeroed
from aigaq.blackout.readers.opening import Sheet, full
from aigaq.blackout.readers.tables import column, kinds, table
from aigaq.blackout.readers.telling import Told, Why
from aigaq.blackout.series import Series
from aigaq.errors import NotReadable, Reason

Who = tuple[str, str]  # what is counted, and what it lies in

HELD = 4_000_000  # hours of networks of one file at most: each is counted by its own


def read(sheet: Sheet, told: Told, *, absent_is_zero: bool) -> list[Series]:
    """Tests by hour of each network, region or country that the rows name.

    Raises:
        NotReadable: more series and hours than can be held.
    """
    known = table("mlab")
    places = {name: column(sheet.header, names) for name, names in known["columns"].items()}
    step, clock = known["step"], Clock(told, "UTC")
    counts: dict[Who, Counter[int]] = {}
    held = 0
    for block in sheet.blocks():
        numbers, rows = full(block, max(at for at in places.values() if at is not None) + 1, told)
        assert places["time"] is not None
        times, good = clock.read([_stamp(row[places["time"]]) for row in rows], numbers)
        hours = (times // step * step).tolist()
        for at in np.flatnonzero(good).tolist():
            who = _who(rows[at], places)
            if not who[0]:
                told.refuse(numbers[at], Why.NO_PLACE, "neither a network nor a place")
                continue
            tally = counts.setdefault(who, Counter())
            held += hours[at] not in tally
            tally[hours[at]] += 1
        if held > HELD:
            raise NotReadable("more networks and hours than can be held", reason=Reason.TOO_LARGE, where=told.file)
    return _series(counts, told, absent_is_zero)


def _stamp(text: str) -> str:
    """A time as BigQuery writes it, `2022-01-05 10:30:00.123456 UTC`, without the word."""
    text = text.strip()
    return f"{text[:-4]}Z" if text.endswith(" UTC") else text


def _who(row: list[str], places: dict[str, int | None]) -> Who:
    network, region, country = (
        "" if (at := places[name]) is None else row[at].strip() for name in ("network", "region", "country")
    )
    if network not in ("", "0"):
        return f"AS{network.upper().removeprefix('AS')}", region or country
    return (region, country) if region else (country, "")


def _series(counts: dict[Who, Counter[int]], told: Told, absent_is_zero: bool) -> list[Series]:
    known = table("mlab")
    kind, network = kinds(known["signal"])
    seen = np.array(sorted({hour for tally in counts.values() for hour in tally}), np.int64)
    found: list[Series] = []
    for (entity, parent), tally in counts.items():
        times = np.array(sorted(tally), np.int64)
        values = np.array([tally[hour] for hour in times.tolist()], np.float64)
        rows = zeroed(
            Rows(times, values, np.zeros(len(times), np.uint32)), seen, known["step"], told, every=absent_is_zero
        )
        whose = Whose(
            entity=entity,
            signal=known["signal"]["name"],
            kind=kind,
            network=network,
            parent=parent,
            source=f"mlab {told.file}",
            step=known["step"],
        )
        series = gridded(rows, whose, told)
        if series is not None:
            found.append(series)
    return found
