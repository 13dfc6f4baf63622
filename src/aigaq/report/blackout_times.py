"""Instants and their doubt in words, on a clock; and the stretches of a place as a picture takes them.

A stretch of which not all say the same, shorter than a day and between two states, is no state of its own but the
doubtful edge between them, and is drawn as one. Proved by tests/report/test_blackout_times.py.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from aigaq.pictures import TrackSpell
from aigaq.report.blackout_clocks import Span, local
from aigaq.report.figures import locale
from aigaq.report.words import Words

if TYPE_CHECKING:
    from aigaq.blackout.shading import Shades

EDGE = 25 * 3600
"""The longest doubt that is an edge: a day on clocks an hour apart."""
CLOCKS = 2
"""Hours that the clocks of a place may be apart for its days to be told as days."""
GOES_ON = 86_400
"""Service without an end is drawn for a day, with an arrow."""

_DRAWN = {
    "dark": "down",
    "window": "up",
    "normal": "up",
    "degraded": "degraded",
    "both": "either",
    "trouble": "trouble",
}
_NOTHING = "nothing"
_QUIET = {"normal", "window", _NOTHING}


class Stretch(NamedTuple):
    """A stretch of one tone; `start` and `end` are [earliest, latest] seconds since 1970 in UTC, None where open."""

    tone: str
    start: Span
    end: Span


def stretches(shades: Shades) -> list[Stretch]:
    """The stretches of a place in time, those of which nobody says anything left out."""
    ends = (-inf, *shades.edges, inf)
    runs = [(tone.value, first, last) for tone, (first, last) in zip(shades.tones, pairwise(ends), strict=True)]
    edge = [
        tone == "both" and 0 < at < len(runs) - 1 and last - first <= EDGE and _parts(runs[at - 1][0], runs[at + 1][0])
        for at, (tone, first, last) in enumerate(runs)
    ]
    made = []
    for at, (tone, first, last) in enumerate(runs):
        if edge[at] or tone == _NOTHING:
            continue
        around = {runs[one][0] for one in (at - 1, at + 1) if 0 <= one < len(runs)}
        told = _brief(shades, first, last) if tone == "both" and around <= _QUIET else None
        if told is not None:
            made.append(told)
            continue
        opens = runs[at - 1][1] if at and edge[at - 1] else first
        closes = runs[at + 1][2] if at + 1 < len(runs) and edge[at + 1] else last
        made.append(Stretch(tone, (_known(opens), _known(first)), (_known(last), _known(closes))))
    return made


def _parts(before: str, after: str) -> bool:
    """Whether a doubt between two tones is where one ends and the other begins. Between service and service, or nothing
    told, it is not: there it may be an outage as short as its doubt, which must be seen."""
    return before != after and not {before, after} <= _QUIET


def _brief(shades: Shades, first: float, last: float) -> Stretch | None:
    """The trouble that is told inside a doubt and may be as short as its doubt: drawn with its own edges."""
    for spell, opens, closes in shades.heard:
        if spell.service.value in ("dark", "degraded") and first <= opens and closes <= last and None not in spell.end:
            return Stretch(spell.service.value, spell.start, spell.end)
    return None


def _known(at: float) -> float | None:
    return None if at in (-inf, inf) else at


def drawn_of(one: Stretch) -> TrackSpell:
    """A stretch for a picture; what goes on is drawn for a day."""
    end = one.end
    if end == (None, None) and one.start[1] is not None:
        end = (one.start[1] + GOES_ON, None)
    return TrackSpell(_DRAWN[one.tone], one.start, end)


def at_words(seconds: float, offset: int | None, words: Words, *, year: bool = False) -> str:
    """A day and a time of day in short."""
    there = local(seconds, offset)
    return f"{locale(words).day_words(there.date(), year=year)}, {there:%H:%M}"


def span_words(span: Span, offset: int | None, words: Words, *, year: bool = False) -> str:
    """An instant with its doubt: both ends, the day once where it is one; "by" and "from" where a side is open."""
    first, last = span
    if first is None and last is None:
        return words("blackout.not_stated")
    if first is None or last is None:
        key, at = ("blackout.until", last) if first is None else ("blackout.since", first)
        return words(key, when=at_words(at or 0, offset, words, year=year))
    shown = at_words(first, offset, words, year=year)
    if first == last:
        return shown
    if at_words(last, offset, words, year=year) == shown:  # seconds of one minute
        return shown
    whole = _whole_days(first, last, offset)
    if whole is not None:
        opens, closes = (locale(words).day_words(day, year=year) for day in whole)
        return opens if opens == closes else words("blackout.between", first=opens, last=closes)
    same = local(first, offset).date() == local(last, offset).date()
    close = f"{local(last, offset):%H:%M}" if same else at_words(last, offset, words, year=year)
    return f"{shown}–{close}" if same else words("blackout.between", first=shown, last=close)


def _whole_days(first: float, last: float, offset: int | None) -> tuple[date, date] | None:
    """The first and last of whole days; None where it is no such thing. A day of a place whose clocks differ ends up to two
    hours into the next one on the eastern clock, and stays that day."""
    opens, closes = local(first, offset), local(last, offset)
    if (opens.hour, opens.minute) != (0, 0) or closes.minute != 59:
        return None
    if closes.hour <= CLOCKS - 1 and closes.date() > opens.date():
        closes -= timedelta(hours=CLOCKS)
    elif closes.hour != 23:
        return None
    return opens.date(), closes.date()
