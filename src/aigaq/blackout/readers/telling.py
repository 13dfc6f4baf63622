"""What reading gives, and the one place where readers say what they refused, assumed or changed.

Nothing is refused without a row and a reason, and nothing is changed without a word. A hostile file cannot fill the memory
with refusals: beyond `LISTED` of them they are counted by file and reason. Proved by tests/blackout/readers/test_telling.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from aigaq.blackout.readers.stated import Stated
from aigaq.blackout.series import Series

LISTED = 100_000  # refusals that are listed one by one
SHOWN = 60  # characters of a cell that are quoted


class Why(StrEnum):
    """Why a row, an element or a whole series is refused. A closed list."""

    NOT_A_TIME = "not_a_time"  # no time we read, or one that no clock shows
    SKIPPED = "skipped_by_clock"  # a local time that the clock skipped
    TWICE = "shown_twice_by_clock"  # a local time that the clock showed twice
    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative_count"
    DIFFERS = "same_time_other_value"
    BETWEEN = "between_steps"  # a time that is on no step of its series
    REVERSED = "ends_before_start"
    NO_PLACE = "no_place"
    CELLS = "cells_missing"  # a row that is too short or whose quotes are broken
    WRONG_TYPE = "wrong_type"  # an element that is no object, list or word where one must be
    NO_STEP = "no_step"  # a series whose step cannot be told, or that does not keep one
    SPAN = "span_too_long"  # a series with more bins than can be held
    NOT_READ = "sheet_not_read"  # a row of a sheet that is none of the schemas


class Rejected(msgspec.Struct, frozen=True, kw_only=True):
    """What was not read: the file, its row or element from 1 (0: the whole series), the reason, the same in words.

    `count` is more than 1 only in the entries that stand for what is no more listed.
    """

    file: str
    row: int
    why: Why
    words: str
    count: int = 1


@dataclass(frozen=True, kw_only=True)
class Read:
    """What files say: series, stated intervals, what was refused, and what was noticed, in words."""

    series: tuple[Series, ...]
    stated: tuple[Stated, ...]
    rejected: tuple[Rejected, ...]
    noticed: tuple[str, ...]


class Told:
    """Gathers refusals and remarks while files are read; `file` is the one that is being read."""

    def __init__(self) -> None:
        self.file = ""
        self._rejected: list[Rejected] = []
        self._beyond: dict[tuple[str, Why], int] = {}
        self._noticed: dict[tuple[str, str], int] = {}

    def refuse(self, row: int, why: Why, words: str) -> None:
        """A row, an element or (row 0) a series is not read."""
        if len(self._rejected) < LISTED:
            self._rejected.append(Rejected(file=self.file, row=row, why=why, words=words))
        else:
            key = (self.file, why)
            self._beyond[key] = self._beyond.get(key, 0) + 1

    def notice(self, words: str, count: int = 0) -> None:
        """Something was assumed or changed; equal words of a file are told once, their counts added up."""
        key = (self.file, words)
        if len(self._noticed) >= LISTED and key not in self._noticed:
            key, count = (self.file, "more remarks are not listed"), 1
        self._noticed[key] = self._noticed.get(key, 0) + count

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """All refusals: listed ones in the order they were met, then the counts of the rest."""
        rest = (
            Rejected(file=file, row=0, why=why, words=f"{count} more are not listed", count=count)
            for (file, why), count in self._beyond.items()
        )
        return (*self._rejected, *rest)

    @property
    def noticed(self) -> tuple[str, ...]:
        """All remarks, with the number of what they concern."""
        return tuple(
            f"{file}: {words}" + (f" ({count})" if count else "") for (file, words), count in self._noticed.items()
        )


def quoted(value: object) -> str:
    """A cell as it is shown in words: cut where it is long, so that nobody's file fills the answer."""
    text = value if isinstance(value, str) else str(value)
    return repr(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")
