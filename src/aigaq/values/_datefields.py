"""What the words of a date say, before anything is counted from a reference day. Proved by tests/values/test_textdates.py."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fields:
    """What the words of a date say, nothing added: numbers, and codes of the data file.

    `minute` counts from midnight, `offset` is minutes east of UTC. `which` is last, this or next. A relative day,
    week, month or year is `unit` and `shift`. `iso` is a date already written so.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    which: str | None = None
    unit: str | None = None
    shift: int = 0
    part: str | None = None
    minute: int | None = None
    offset: int | None = None
    season: int | None = None
    stretch: str | None = None
    decade: int | None = None
    iso: str | None = None
    ambiguous: bool = False

    @property
    def to_the_day(self) -> bool:
        """True where the words name one day."""
        return self.day is not None or self.weekday is not None or self.unit == "day" or self.iso is not None

    @property
    def has_date(self) -> bool:
        """True where the words say more than a time of day."""
        return self.to_the_day or self.ambiguous or any((self.year, self.month, self.unit, self.decade))


@dataclass(frozen=True, slots=True)
class DateAtom:
    """One match of one pattern; `last` where the pattern names two days."""

    start: int
    end: int
    first: Fields
    last: Fields | None = None
