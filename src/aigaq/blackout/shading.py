"""How the network was at one place through time: stretches of dark, window and service, and of what cannot be told.

Every spell that is of a place, or of what it lies in, gives two intervals: the time it surely is so, from the latest
beginning to the earliest end, and the time it may be so. A cut without an end goes on to the next return told of the place
(data/fusing.toml limits how long), service without an end to the next trouble. Between two windows of one outage it is dark.
One sweep over the edges counts what holds; a stretch has its beginning and not its end, and is

    window or normal   service surely, and nothing against it but an outage given in days
    dark               darkness surely, and no service even possibly
    trouble            the same, but some say that there was less service and others that there was none
    both, degraded     else, by what holds; nothing where nobody says anything

A return told of a wider place does not end the gap of a place of its own: there it is only possible. Kleene's three values
(*Introduction to Metamathematics*, 1952, §64) as in the rest of the room. Proved by tests/blackout/test_shading.py.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from math import inf

from aigaq.blackout.fusing.gaps import Gap
from aigaq.blackout.fusing.limits import table
from aigaq.blackout.fusing.lines import around
from aigaq.blackout.fusing.spans import high, low, stated
from aigaq.blackout.fusing.spells import Service, Spell
from aigaq.blackout.fusing.windows import Window
from aigaq.blackout.series import NetworkKind
from aigaq.statements.vocabulary import TimePrecision
from aigaq.values.places import Gazetteer

_COARSE = (TimePrecision.DAY, TimePrecision.PART_OF_DAY, TimePrecision.MONTH, TimePrecision.YEAR)
_PEOPLE = {NetworkKind.MOBILE, NetworkKind.FIXED}

_NAMES = ("dark", "frame", "degraded", "less")
_TROUBLE = {*_NAMES, *(f"maybe {name}" for name in _NAMES)}


class Tone(StrEnum):
    """What holds of a stretch."""

    DARK = "dark"
    WINDOW = "window"
    NORMAL = "normal"
    BOTH = "both"
    DEGRADED = "degraded"
    TROUBLE = "trouble"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Shades:
    """Stretches of one place and network: `edges` [n − 1] rising, `tones` [n] before, between and after them.

    `heard`: the spells that speak of the place, each with the time it may be so, by its beginning; `reach` [heard]: the
    latest end of any up to there.
    """

    edges: tuple[float, ...]
    tones: tuple[Tone, ...]
    heard: tuple[tuple[Spell, float, float], ...]
    reach: tuple[float, ...]

    def near(self, first: float, last: float) -> list[Spell]:
        """The spells that may hold in the interval, those of the shortest time first."""
        found = list[tuple[float, Spell]]()
        at = bisect_right(self.heard, last, key=lambda one: one[1])
        while at and self.reach[at - 1] >= first:
            at -= 1
            spell, opens, closes = self.heard[at]
            if closes >= first:
                found.append((closes - opens, spell))
        return [spell for _, spell in sorted(found, key=lambda pair: (pair[0], pair[1].id))]

    def over(self, first: float, last: float) -> set[Tone]:
        """Every tone of the interval, both ends included."""
        begins = bisect_right(self.edges, first)
        return set(self.tones[begins : bisect_left(self.edges, last, begins) + 1])


@dataclass(frozen=True)
class Ground:
    """What is told of the network anywhere, from which the shades of a place are made once."""

    spells: Sequence[Spell]
    windows: Sequence[Window]
    gaps: Sequence[Gap]
    places: Gazetteer
    _made: dict[tuple[str, NetworkKind | None, str], Shades] = field(default_factory=dict)
    _same: dict[tuple[str, ...], Shades] = field(default_factory=dict)

    def shades(self, place: str, network: NetworkKind | None = None, operator: str = "") -> Shades:
        """The shades of a place: of a kind of network and an operator, or where nobody says which."""
        key = (place, network, operator)
        if key not in self._made:
            self._made[key] = self._shades(*key)
        return self._made[key]

    def _shades(self, place: str, network: NetworkKind | None, operator: str) -> Shades:
        heard = [
            (spell, sure)
            for spell in self.spells
            if spell.service is not Service.SIGN and around(place, spell.place, self.places)
            if (sure := _covers(spell, network, operator)) is not None
        ]
        gap = next((one for one in self.gaps if one.place == place), None)
        same = (*(f"{spell.id}{sure}" for spell, sure in heard), place if gap else "")
        if same not in self._same:
            self._same[same] = _swept(_Place(heard, gap, self._windows(place)))
        return self._same[same]

    def _windows(self, place: str) -> list[Window]:
        return [one for one in self.windows if around(place, one.place, self.places)]


def _covers(spell: Spell, network: NetworkKind | None, operator: str) -> bool | None:
    """True where the spell surely speaks of such a connection, False where it may, None where it does not."""
    kinds = set(spell.networks)
    if network is None:
        sure = NetworkKind.ALL in kinds or NetworkKind.UNKNOWN in kinds or kinds >= _PEOPLE
        some = sure or bool(kinds & _PEOPLE)
    else:
        sure = NetworkKind.ALL in kinds or network in kinds
        some = sure or NetworkKind.UNKNOWN in kinds
    if not some:
        return None
    return sure and (not spell.operators or operator in spell.operators)


@dataclass(frozen=True)
class _Place:
    heard: Sequence[tuple[Spell, bool]]
    gap: Gap | None
    windows: Sequence[Window]

    @cached_property
    def reaches(self) -> tuple[tuple[Spell, float, float], ...]:
        """Every spell that is heard, with the time it may be so, by its beginning."""
        found = ((spell, *self._times(spell)[0]) for spell, _ in self.heard)
        return tuple(sorted(found, key=lambda one: (one[1], one[2], one[0].id)))

    def stretches(self) -> Iterator[tuple[str, float, float]]:
        """What holds from when to when: `dark` and `degraded`, the same given in days as `frame` and `less`, `up` and
        `window`, each with `maybe` before it where it is only possible."""
        windows = {telling.spell for one in self.windows for telling in one.told}
        for spell, sure in self.heard:
            outer, inner = self._times(spell)
            name = self._name(spell, windows)
            yield ("maybe " + name, *outer)
            if sure and inner[0] < inner[1] and not self._untold(spell):
                yield (name, *inner)
        surely = {spell.id for spell, sure in self.heard if sure}
        told = [one for one in self.windows if any(telling.spell in surely for telling in one.told)]
        told.sort(key=lambda one: (one.place, one.operators, low(one.start)))
        for one, other in zip(told, told[1:], strict=False):
            same = (one.place, one.operators) == (other.place, other.operators)
            if same and low(other.start) - high(one.end) <= table().limits.apart:
                yield ("dark", high(one.end), low(other.start))
                yield ("maybe dark", low(one.end), high(other.start))

    def _name(self, spell: Spell, windows: set[str]) -> str:
        if spell.service is Service.UP:
            return "window" if spell.id in windows else "up"
        coarse = spell.precision in _COARSE
        if spell.service is Service.DEGRADED:
            return "less" if coarse else "degraded"
        return "frame" if coarse else "dark"

    def _untold(self, spell: Spell) -> bool:
        """A return told of a wider place, inside the gap of the place itself."""
        gap = self.gap
        wider = gap is not None and spell.service is Service.UP and spell.place != gap.place
        return wider and gap is not None and low(spell.start) < low(gap.sharpest)

    def _times(self, spell: Spell) -> tuple[tuple[float, float], tuple[float, float]]:
        limits = table().limits
        start = spell.start
        if not stated(start):
            start = (None, spell.end[0])
        first = low(start) if start[0] is not None else high(start) - limits.by_reach
        if stated(spell.end):
            return (first, high(spell.end)), (high(start), low(spell.end))
        if spell.service is Service.UP:
            trouble = self._next(spell, (Service.DARK, Service.DEGRADED))
            return (first, trouble[1]), (high(start), trouble[0])
        worse = (Service.UP, Service.DARK) if spell.service is Service.DEGRADED else (Service.UP,)
        back = self._next(spell, worse)
        most = high(start) + limits.unended_reach
        return (first, min(back[1], most)), (high(start), back[0] if back[0] < most else high(start))

    def _next(self, spell: Spell, services: tuple[Service, ...]) -> tuple[float, float]:
        """When the next of such spells begins after this one began; never where none does."""
        after = [
            one
            for one, sure in self.heard
            if one.service in services and sure and low(one.start) >= high(spell.start) and not self._untold(one)
        ]
        first = min(after, key=lambda one: (low(one.start), high(one.start)), default=None)
        return (inf, inf) if first is None else (low(first.start), high(first.start))


def _swept(place: _Place) -> Shades:
    """One pass over all edges, counting what holds between them."""
    turns: list[tuple[float, str, int]] = []
    for name, first, last in place.stretches():
        if last >= first:
            turns += [(first, name, 1), (last, name, -1)] if last < inf else [(first, name, 1)]
    turns.sort()
    holds: dict[str, int] = {}
    edges: list[float] = []
    tones = [Tone.NOTHING]
    at = 0
    while at < len(turns):
        instant = turns[at][0]
        while at < len(turns) and turns[at][0] == instant:
            holds[turns[at][1]] = holds.get(turns[at][1], 0) + turns[at][2]
            at += 1
        tone = _tone({name for name, count in holds.items() if count > 0})
        if tone is not tones[-1]:
            edges.append(instant)
            tones.append(tone)
    reach = accumulate((last for _, _, last in place.reaches), max)
    return Shades(tuple(edges), tuple(tones), place.reaches, tuple(reach))


def _tone(holds: set[str]) -> Tone:
    service = bool(holds & {"maybe up", "maybe window"})
    if holds & {"up", "window"}:
        # An outage given in days goes around its windows; plain service inside it contradicts it.
        if "window" in holds:
            against = {"dark", "degraded"} if holds & {"frame", "less"} else {"dark", "degraded", "maybe dark"}
            return Tone.BOTH if holds & against else Tone.WINDOW
        return Tone.BOTH if holds & _TROUBLE else Tone.NORMAL
    if holds & {"dark", "frame"}:
        if service:
            return Tone.BOTH
        return Tone.TROUBLE if "degraded" in holds else Tone.DARK
    if service or holds & {"maybe dark", "maybe frame"}:
        return Tone.BOTH
    return Tone.DEGRADED if holds & _TROUBLE else Tone.NOTHING
