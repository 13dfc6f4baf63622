"""Dates and times in running text: where they stand, what they say, and what day that is.

`find_dates` reads only what is printed. `resolve` turns a mention into a date, and counts from a reference day only
where the caller gives one: nothing is resolved against the clock. The words are data (data/dates.<lang>.toml).
Proved by tests/values/test_textdates.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from aigaq.values import tables
from aigaq.values._datefields import DateAtom, Fields
from aigaq.values._datewords import DateWords, date_words
from aigaq.values._resolving import resolved
from aigaq.values.dates import When
from aigaq.values.moments import Precision
from aigaq.values.scripts import digits

_REACH = 40
_GAP = 24


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or time in a text: its span, its words, and what they say. `last` where they name an interval of two."""

    start: int
    end: int
    text: str
    first: Fields
    last: Fields | None = None

    @property
    def precision(self) -> Precision:
        """How exactly the words say it."""
        if self.first.minute is not None or "T" in (self.first.iso or ""):
            return Precision.MINUTE
        if self.first.to_the_day:
            return Precision.DAY
        if self.first.unit in ("week", "month") or self.first.month:
            return Precision.MONTH
        if self.first.season:
            return Precision.SEASON
        return Precision.DECADE if self.first.decade else Precision.YEAR

    @property
    def has_date(self) -> bool:
        """False for a time of day alone."""
        return self.first.has_date


def find_dates(text: str, language: str) -> list[DateMention]:
    """The dates and times of a text, in order, none overlapping. FormatError for a language without date words."""
    plain = digits(text)
    words = date_words(language)
    joined = _joined(list(words.atoms(plain)), plain, words)
    return [DateMention(atom.start, atom.end, text[atom.start : atom.end], atom.first, atom.last) for atom in joined]


def resolve(mention: DateMention, published: When | str | None = None) -> When | None:
    """The date of a mention; None where the words do not fix one, with the reference day or without.

    `published` is the day from which "yesterday", "on Saturday" and dates without a year are counted: the latest
    such day that is not after it (for days and months without a year: not long after it, see data/periods.toml).
    """
    return resolved(mention.first, mention.last, published)


def _joined(atoms: list[DateAtom], plain: str, words: DateWords) -> Iterator[DateAtom]:
    """Weekday, day, part of the day and time put together, then the two sides of an interval."""
    merged: list[DateAtom] = []
    for atom in atoms:
        grown = _with_part(atom, plain, words, merged[-1].end if merged else 0)
        previous = merged[-1] if merged else None
        whole = (
            None if previous is None else _merge(previous, grown, plain, words) or _range(previous, grown, plain, words)
        )
        if whole is None:
            merged.append(grown)
        else:
            merged[-1] = whole
    return iter(merged)


def _merge(left: DateAtom, right: DateAtom, plain: str, words: DateWords) -> DateAtom | None:
    """Two neighbours that say different things of one moment."""
    if left.last or right.last or right.start - left.end > _GAP:
        return None
    if not words.connector.fullmatch(plain, left.end, right.start):
        return None
    fields = _union(left.first, right.first)
    return None if fields is None else DateAtom(left.start, right.end, fields)


def _union(left: Fields, right: Fields) -> Fields | None:
    """The fields of both; None where both say the same thing or a time meets no day."""
    left_time, right_time = left.minute is not None, right.minute is not None
    if left_time != right_time:
        day, time = (right, left) if left_time else (left, right)
        return replace(day, minute=time.minute, offset=time.offset) if day.to_the_day and not time.has_date else None
    weekday, day = (left, right) if left.weekday else (right, left)
    if not weekday.weekday or weekday.day or day.day is None or day.weekday or left_time:
        return None
    return replace(day, weekday=weekday.weekday, part=day.part or weekday.part)


def _range(left: DateAtom, right: DateAtom, plain: str, words: DateWords) -> DateAtom | None:
    if left.last or right.last or right.start - left.end > _GAP or not (left.first.has_date and right.first.has_date):
        return None
    join = words.range_join.fullmatch(plain, left.end, right.start)
    if join is None:
        return None
    needs = words.range_needs[tables.key(join[1])]
    if needs is not None and not needs.search(plain[max(0, left.start - _REACH) : left.start]):
        return None
    return DateAtom(left.start, right.end, left.first, right.first)


def _with_part(atom: DateAtom, plain: str, words: DateWords, floor: int) -> DateAtom:
    """The atom with the part of the day named right before or after it."""
    if atom.last is not None or not atom.first.to_the_day or atom.first.part is not None:
        return atom
    window = max(floor, atom.start - _REACH)
    before = words.part_before.search(plain[window : atom.start])
    if before is not None:
        part = str(words.maps["part"][tables.key(before[2])])
        return replace(atom, start=window + before.start(2), first=replace(atom.first, part=part))
    after = words.part_after.match(plain, atom.end)
    if after is None:
        return atom
    part = str(words.maps["part"][tables.key(after[1])])
    return replace(atom, end=after.end(), first=replace(atom.first, part=part))
