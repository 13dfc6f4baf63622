"""What a timeline of days is made of. Plain data, all words already in the reader's language.

Lanes hold events, each as exact as its source; network rows hold what one observer says of the network, never merged
with another's. Drawn by `day_drawing`. Proved by tests/pictures/test_day_drawing.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aigaq.pictures.known import Period, Version, versions
from aigaq.pictures.locales import Locale
from aigaq.pictures.marks import Mark
from aigaq.pictures.tracks import Track


@dataclass(frozen=True, slots=True)
class Bar:
    """One event.

    Args:
        start: EDTF: a date, a month, a date-time, an interval, or `..` for an open start; empty where none is stated.
        end: EDTF end, where `start` is not an interval itself; empty: the extent of `start`. `..`: open.
        precision: code of time precision (minute, 5min, …, part_of_day, day, month, interval, bound, unknown).
        label: a number leading to a list, or a few words; shortened where there is no room.
        href: a fragment or a relative address.
        mark: whose word it is; the small shape beside the label.
        also: marks of further sides whose word it is too; the bar is then no side's colour, and the shapes tell them.
        detail: the whole statement in one sentence, for those who hover or listen; empty: the label.
        periods: from which day on it was known and with which standing, in time; the last is that of its mark. Empty:
            it is shown whatever day is chosen.
    """

    start: str
    end: str = ""
    precision: str = "day"
    label: str = ""
    href: str | None = None
    mark: Mark | None = None
    detail: str = ""
    periods: tuple[Period, ...] = ()
    also: tuple[Mark, ...] = ()

    @property
    def spoken(self) -> str:
        """The event in one sentence, for those who hover or listen."""
        return self.detail or self.label

    def versions(self) -> Iterator[Version]:
        """Its mark and words as they were known, the present ones last."""
        return versions(self.mark, self.periods, detail=self.spoken, plain=self.label)


@dataclass(frozen=True, slots=True)
class Lane:
    """Events of one type."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class NetworkSpell:
    """A stretch of one state. Bounds are EDTF; an observer who gives one moment has earliest equal to latest.

    Args:
        state: down, degraded, up, blocked, indicator, statement or unknown.
        start: earliest and latest moment of the onset the observer allows; a day known only as a day is its two ends
            and may be written once: ("2022-01-04", "2022-01-04").
        end: the same for the end, or None: not stated.
        label: words beside the stretch, or empty.
        periods: from which day on it was known; standings are not told here. Empty: it is always shown.
    """

    state: str
    start: tuple[str, str]
    end: tuple[str, str] | None = None
    label: str = ""
    href: str | None = None
    detail: str = ""
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """What one observer says of the network."""

    observer: str
    mark: Mark
    spells: tuple[NetworkSpell, ...]


@dataclass(frozen=True, slots=True)
class DayWords:
    """The words of the picture itself.

    Args:
        locale: how dates are written.
        lanes: head over the lanes, or empty.
        network: head over the network rows.
        no_end: beside a stretch whose end is not stated.
        undated: head of the list of events without a date.
        outside: head of the list of events outside the days drawn.
        wide: beside the dates of busy days that are drawn wide; empty: no stretch is drawn wider than another.
        close: beside the dates of the stretches before and after them, which are drawn closer.
        tracks: head over the tracks, or empty.
    """

    locale: Locale
    lanes: str
    network: str
    no_end: str
    undated: str
    outside: str
    wide: str = ""
    close: str = ""
    tracks: str = ""


@dataclass(frozen=True, slots=True)
class Days:
    """A timeline. `start` and `end` are EDTF days, both drawn; empty: the extent of what is in it.

    `offset`: minutes east of UTC of the clock that is drawn. Date-times that print an offset are moved to it; others
    are drawn as printed. None: all are drawn as printed.
    `tracks`: how the network was, place by place, under the lanes.
    """

    title: str
    description: str
    lanes: tuple[Lane, ...]
    network: tuple[NetworkRow, ...]
    words: DayWords
    start: str = ""
    end: str = ""
    offset: int | None = None
    tracks: tuple[Track, ...] = ()
