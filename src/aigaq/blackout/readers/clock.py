"""Times as files write them → seconds since 1970 in UTC, a block at a time; whose clock it was is never guessed.

Read are ISO 8601 with an offset, epoch numbers (seconds, milli- or microseconds; an epoch is UTC whatever the zone), and
ISO 8601 without an offset where the caller names an IANA zone. A local time the clock skipped or showed twice names no
instant and is refused (PEP 495: the two folds disagree, offset before < after in a gap, > in a fold). Blocks of one shape
are parsed by NumPy, the rest one by one. Proved by tests/blackout/readers/test_clock.py, among others against zoneinfo.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from aigaq.blackout.readers.stated import Span
from aigaq.blackout.readers.telling import Told, Why, quoted
from aigaq.errors import FormatError
from aigaq.values.zones import zone

Seconds = NDArray[np.int64]

DAY = 86400
FIRST, LAST = 100_000_000, 7_258_118_400  # 1973 and 2200: a smaller number is rather a day written 20220105
_MILLI, _MICRO = 100 * 10**9, 100 * 10**12  # from here on an epoch counts thousandths, and millionths
_EPOCH = re.compile(r"[+-]?\d{1,18}(?:\.\d{0,9})?\Z")
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)\Z")  # +0600, +06:00
_PLAIN = re.compile(r"[-0-9T: ]+")
_START = datetime(1970, 1, 1, tzinfo=UTC)
_HINT = "say whose clock it is with --time-zone (an IANA name, as Asia/Almaty), or write the offset in each time"


class Clock:
    """Reads the times of one file. `offsets` are those met, `local` how many times had none."""

    def __init__(self, told: Told, time_zone: str | None) -> None:
        if time_zone is not None:
            zone(time_zone)  # a wrong name fails before anything is read
        self._told = told
        self._zone = time_zone
        self.offsets: set[str] = set()
        self.local = 0
        self.epochs = 0

    def read(self, texts: list[str], numbers: list[int] | range) -> tuple[Seconds, NDArray[np.bool_]]:
        """The instants [n] and which could be read; the others have been refused by their numbers.

        Raises:
            FormatError: a time without an offset, and nobody said whose clock it is.
        """
        distinct = dict.fromkeys(texts)
        if 4 * len(distinct) < len(texts) and (again := self._repeated(texts, distinct)) is not None:
            return again
        found = self._epochs(texts) if texts and _EPOCH.match(texts[0]) else self._uniform(texts, numbers)
        if found is not None and bool(((found[0] >= FIRST) & (found[0] < LAST))[found[1]].all()):
            return found
        return self._singly(texts, numbers)

    def read_cells(
        self, data: NDArray[np.uint8], cells: tuple[NDArray[np.int32], NDArray[np.int32]], number: int
    ) -> tuple[Seconds, NDArray[np.bool_]] | None:
        """As `read`, of cells that begin and end [n] there in the bytes of a file, in rows numbered from `number` on.

        None where one of them is written in another manner: then nothing has been refused or noted.
        """
        from aigaq.blackout.readers.cutting import NAIVE, iso, wholes

        every = np.ones(len(cells[0]), bool)
        found, plain = wholes(data, *cells)
        if plain and len(every):
            unit = _unit(int(found.max()))
            if int(found.min()) < FIRST * unit or int(found.max()) // unit >= LAST:
                return None
            self.epochs += len(every)
            return found // unit, every
        found, away, plain = iso(data, *cells)
        shifts = np.unique(away).tolist() if plain and len(every) else []
        if not shifts or (shifts[-1] == NAIVE and len(shifts) > 1):
            return None
        instants = found if shifts[-1] == NAIVE else found - away
        if not bool(((found >= FIRST) & (found < LAST) & (instants >= FIRST) & (instants < LAST)).all()):
            return None
        if shifts[-1] == NAIVE:
            return self.resolve(found, range(number, number + len(found)))
        self.offsets |= {
            f"{'-' if east < 0 else '+'}{abs(east) // 3600:02d}:{abs(east) % 3600 // 60:02d}" for east in shifts
        }
        return instants, every

    def resolve(self, local: Seconds, numbers: list[int] | range) -> tuple[Seconds, NDArray[np.bool_]]:
        """Readings of the zone's clock as instants [n] and which are one; the others are refused.

        Raises:
            FormatError: nobody said whose clock it is.
        """
        if self._zone is None:
            at = numbers[0] if len(numbers) else 0
            raise FormatError("times without an offset", where=f"{self._told.file}, row {at}", hint=_HINT)
        self.local += len(local)
        utc, state = to_utc(local, self._zone)
        for at in np.flatnonzero(state).tolist():
            shown = (_START + timedelta(seconds=int(local[at]))).strftime("%Y-%m-%d %H:%M")
            what = ("skipped it", "showed it twice")[int(state[at]) - 1]
            why = (Why.SKIPPED, Why.TWICE)[int(state[at]) - 1]
            self._told.refuse(int(numbers[at]), why, f"{shown}: the clock of {self._zone} {what}")
        return utc, state == 0

    def remark(self) -> None:
        """Say once per file what was taken for granted of its times."""
        if len(self.offsets) > 1:
            found = ", ".join(sorted(self.offsets))
            self._told.notice(f"two zones mixed: offsets {found}; each time is read with its own")
        if self.local and self.offsets:
            self._told.notice(
                f"times with and without an offset mixed; those without are read as {self._zone}", self.local
            )
        elif self.local:
            self._told.notice(f"times without an offset are read on the clock of {self._zone}")
        if self.epochs:
            self._told.notice("epoch numbers are read as UTC")

    def _repeated(self, texts: list[str], distinct: dict[str, None]) -> tuple[Seconds, NDArray[np.bool_]] | None:
        """A block in which few times repeat, where each of them is plainly an instant; else None."""
        listed = list(distinct)
        if _EPOCH.match(listed[0]):
            found = self._epochs(listed)
        else:
            found = (
                self._uniform(listed, range(0))
                if all(len(text) > 16 for text in listed) and not self._naive(listed)
                else None
            )
        if found is None or not bool(((found[0] >= FIRST) & (found[0] < LAST)).all()):
            return None
        instants = dict(zip(listed, found[0].tolist(), strict=True))
        return np.fromiter(map(instants.__getitem__, texts), np.int64, len(texts)), np.ones(len(texts), bool)

    def _naive(self, texts: list[str]) -> bool:
        return any(text[-1:] != "Z" and _OFFSET.search(text[-6:]) is None for text in texts)

    def _epochs(self, texts: list[str]) -> tuple[Seconds, NDArray[np.bool_]] | None:
        """A block of whole numbers of one unit, or None."""
        try:
            found = np.array(texts).astype(np.int64)
        except (ValueError, OverflowError):
            return None
        lowest, highest = int(found.min()), int(found.max())
        unit = _unit(highest)
        if lowest < FIRST * unit:
            return None
        self.epochs += len(texts)
        return found // unit, np.ones(len(texts), bool)

    def _uniform(self, texts: list[str], numbers: list[int] | range) -> tuple[Seconds, NDArray[np.bool_]] | None:
        """A block of times to the second (or all to the minute) with few offsets, or None."""
        width = 19 if texts and len(texts[0]) > 16 and texts[0][16] == ":" else 16
        rests = {text[width:] for text in texts}
        if len(rests) > 64 or ("" in rests and len(rests) > 1):
            return None
        shifts = {rest: shift for rest in rests if (shift := _shift(rest)) is not None}
        if len(shifts) < len(rests):
            return None
        bodies = [text[:width] for text in texts]
        joined = "".join(bodies)
        if _PLAIN.fullmatch(joined) is None or joined.count("-") != 2 * len(bodies):  # NumPy reads offsets its own way
            return None
        try:
            local = np.array(bodies).astype("datetime64[s]").astype(np.int64)
        except ValueError:
            return None
        if not bool(((local >= FIRST) & (local < LAST)).all()):
            return None
        if "" in rests:
            return self.resolve(local, numbers)
        self.offsets |= {_named(rest) for rest in rests}
        if len(rests) == 1:
            return local - shifts[rests.pop()], np.ones(len(texts), bool)
        return local - np.array([shifts[text[width:]] for text in texts], np.int64), np.ones(len(texts), bool)

    def _singly(self, texts: list[str], numbers: list[int] | range) -> tuple[Seconds, NDArray[np.bool_]]:
        times = np.zeros(len(texts), np.int64)
        good = np.zeros(len(texts), bool)
        naive: list[int] = []
        for at, text in enumerate(texts):
            seconds, is_local = self._one(text.strip())
            if seconds is None or not FIRST <= seconds < LAST:
                self._told.refuse(int(numbers[at]), Why.NOT_A_TIME, f"no time we read: {quoted(text)}")
                continue
            times[at], good[at] = seconds, True
            if is_local:
                naive.append(at)
        if naive:
            times[naive], good[naive] = self.resolve(times[naive], [int(numbers[at]) for at in naive])
        return times, good

    def _one(self, text: str) -> tuple[int | None, bool]:
        """Seconds since 1970 and whether they are a reading of a local clock; None where it is no time."""
        if _EPOCH.match(text):
            number = float(text)
            self.epochs += 1
            return int(number // _unit(number)), False
        seconds, offset = instant(text)
        if seconds is not None and offset is not None:
            self.offsets.add(offset)
        return seconds, offset is None


def instant(text: str) -> tuple[int | None, str | None]:
    """One ISO 8601 time: seconds since 1970 (of its own clock where it names no offset), and its offset, if any."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None, None
    shift = found.utcoffset()
    local = found.replace(tzinfo=UTC)
    seconds = (local - _START) // timedelta(seconds=1)
    if shift is None:
        return seconds, None
    away = shift // timedelta(seconds=1)
    return seconds - away, f"{'-' if away < 0 else '+'}{abs(away) // 3600:02d}:{abs(away) % 3600 // 60:02d}"


def to_utc(local: Seconds, name: str) -> tuple[Seconds, NDArray[np.int8]]:
    """Clock readings [n] as instants, and of each whether it is one (0), was skipped (1) or shown twice (2).

    Days on which the clock did not change (both folds agree at both midnights) are shifted as a whole.
    """
    utc = local.copy()
    state = np.zeros(len(local), np.int8)
    days = local // DAY
    for day in np.unique(days).tolist():
        here = days == day
        ends = {shift for at in (day * DAY, (day + 1) * DAY) for shift in _folds(at, name)}
        if len(ends) == 1:
            utc[here] -= ends.pop()
            continue
        for at in np.flatnonzero(here).tolist():
            early, late = _folds(int(local[at]), name)
            utc[at] -= early
            state[at] = 0 if early == late else 1 if early < late else 2
    return utc, state


def day_bound(day: date, time_zone: str | None) -> Span:
    """The first and last second of a day on the clock of a zone; without one, over all zones (UTC+14 to UTC-12)."""
    begins = (datetime.combine(day, time(), UTC) - _START) // timedelta(seconds=1)
    if time_zone is None:
        return begins - 14 * 3600, begins + DAY - 1 + 12 * 3600
    return begins - max(_folds(begins, time_zone)), begins + DAY - 1 - min(_folds(begins + DAY - 1, time_zone))


def _folds(local: int, name: str) -> tuple[int, int]:
    """Seconds east of UTC in both readings of a clock."""
    at = (_START + timedelta(seconds=local)).replace(tzinfo=zone(name))
    first, second = at.utcoffset(), at.replace(fold=1).utcoffset()
    second_ = timedelta(seconds=1)
    return (first or timedelta()) // second_, (second or timedelta()) // second_


def _unit(number: float) -> int:
    return 1 if abs(number) < _MILLI else 1000 if abs(number) < _MICRO else 1_000_000


def _shift(rest: str) -> int | None:
    """Seconds east of UTC that an offset names; 0 where there is none; None where it is something else."""
    if rest in ("", "Z"):
        return 0
    found = _OFFSET.match(rest)
    if found is None or int(found[2]) > 14 or int(found[3]) > 59:
        return None
    return (1 if found[1] == "+" else -1) * (int(found[2]) * 3600 + int(found[3]) * 60)


def _named(rest: str) -> str:
    found = _OFFSET.match(rest)
    return "+00:00" if found is None else f"{found[1]}{found[2]}:{found[3]}"
