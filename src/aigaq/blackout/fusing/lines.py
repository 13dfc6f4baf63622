"""Time lines: the lanes of places and networks, windows of service inside an outage, gaps, and episodes.

A **lane** is a place, a kind of network and an operator (empty: none named). A **window** is service with a stated beginning
and end, of a day at most, with darkness told before it and trouble after it at the place or around it. A **gap** is the time
a place went without service: from the beginning told of it, else of what it lies in, to the first return told *of the place
itself*; a window of what it lies in may not have reached it and is listed as untold. Each keeps who told what: the span of a
gap's end holds every telling, `sharpest` is the most exact of them. Proved by tests/blackout/fusing/test_lines.py.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import msgspec

from aigaq.blackout.fusing.limits import table
from aigaq.blackout.fusing.onsets import Beginning, beginnings
from aigaq.blackout.fusing.spans import OPEN, Span, high, hull, low, sharpest, stated
from aigaq.blackout.fusing.spells import Service, Spell, order
from aigaq.blackout.series import NetworkKind
from aigaq.values.places import Gazetteer

TROUBLE = (Service.DARK, Service.DEGRADED)
WATCHED = (NetworkKind.ROUTING, NetworkKind.INFRASTRUCTURE)
"""Networks that are no person's connection."""


class Lane(NamedTuple):
    """One line of the picture; `operator` is empty where none is named."""

    place: str
    network: str
    operator: str


class Telling(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One spell's word on a window, a return or a beginning."""

    spell: str
    observer: str
    start: Span = OPEN
    end: Span = OPEN
    sources: tuple[str, ...] = ()


class Window(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Service inside an outage; `start` and `end` hold every telling."""

    place: str
    networks: tuple[str, ...]
    operators: tuple[str, ...] = ()
    start: Span
    end: Span
    told: tuple[Telling, ...]


class Gap(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How long a place went without service.

    `start`: the span of its beginning, told of `began_in`. `end`: of the first return told of the place itself, `sharpest`
    the most exact telling of it. `outlasts`: places of the same episode that were surely back before. `untold`: windows of
    what it lies in, by their first spell, of which nobody says that they reached it.
    """

    place: str
    began_in: str
    start: Span
    end: Span
    sharpest: Span
    told: tuple[Telling, ...]
    outlasts: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()


class Episode(NamedTuple):
    """Dark spells that hang together, the widest place of them, and all spells of its time in it, in order."""

    place: str
    start: int
    end: int
    spells: tuple[Spell, ...]


def lanes(spells: Iterable[Spell]) -> dict[Lane, tuple[Spell, ...]]:
    """The spells of each place and network, in order of onset; one that is of several stands in each."""
    found: dict[Lane, list[Spell]] = defaultdict(list)
    for one in sorted(spells, key=order):
        for network in one.networks:
            for operator in one.operators or ("",):
                found[Lane(one.place, network.value, operator)].append(one)
    return {lane: tuple(found[lane]) for lane in sorted(found)}


def connects(spell: Spell) -> bool:
    """True where it speaks of people's connections, not of routes, machines or applications."""
    return any(kind not in WATCHED for kind in spell.networks)


def around(place: str, other: str, places: Gazetteer) -> bool:
    """Whether `other` is the place or one that it lies in."""
    return bool(place) and bool(other) and places.within(place, other)


def windows_of(spells: Sequence[Spell], places: Gazetteer) -> list[Window]:
    """Windows of service, in order; tellings of one stretch at one place and operator stand in one window."""
    groups: dict[tuple[str, str], list[Spell]] = defaultdict(list)
    for one in spells:
        if one.service is Service.UP and connects(one) and _closed(one):
            groups[one.place, one.group].append(one)
    found: list[list[Spell]] = []
    until = 0.0
    line: tuple[str, tuple[str, ...]] = ("", ())
    for group in sorted(groups.values(), key=lambda group: (_line(group), low(group[0].start))):
        last = max(low(one.end) for one in group)
        if found and _line(group) == line and low(group[0].start) <= until:
            found[-1].extend(group)
            until = max(until, last)
        else:
            found.append(list(group))
            until, line = last, _line(group)
    told = {place: _Around.of(place, spells, places) for place in {group[0].place for group in found}}
    made = [_window(group) for group in found if told[group[0].place].holds(group)]
    return sorted(made, key=lambda window: (low(window.start), window.place))


def _line(group: Sequence[Spell]) -> tuple[str, tuple[str, ...]]:
    """Windows of other operators are other windows."""
    return group[0].place, group[0].operators


def _closed(spell: Spell) -> bool:
    return None not in (*spell.start, *spell.end) and high(spell.end) - low(spell.start) <= (
        table().limits.window_longest + high(spell.start) - low(spell.start) + high(spell.end) - low(spell.end)
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """What is told of a place and of what it lies in, so that a window is looked up and not searched for.

    `dark`, `trouble`: beginnings, rising, each with the latest end that any up to it may have; `up`: beginnings, rising.
    """

    dark: tuple[list[float], list[float]]
    trouble: tuple[list[float], list[float]]
    up: list[float]

    @staticmethod
    def of(place: str, spells: Iterable[Spell], places: Gazetteer) -> _Around:
        near = [one for one in spells if connects(one) and around(place, one.place, places)]
        return _Around(
            _reaching(one for one in near if one.service is Service.DARK and stated(one.start)),
            _reaching(one for one in near if one.service in TROUBLE),
            sorted(low(one.start) for one in near if one.service is Service.UP),
        )

    def holds(self, group: Sequence[Spell]) -> bool:
        """Darkness is told before it, and trouble or another beginning of service after it, within an episode's reach."""
        opens, closes = low(group[0].start), max(low(one.end) for one in group)
        reach = table().limits.apart
        before = bisect_left(self.dark[0], opens)
        if not before or self.dark[1][before - 1] < opens - reach:
            return False
        after = bisect_right(self.trouble[0], closes + reach)
        if after and self.trouble[1][after - 1] > closes:
            return True
        again = bisect_right(self.up, closes)
        return again < len(self.up) and self.up[again] <= closes + reach


def _reaching(spells: Iterable[Spell]) -> tuple[list[float], list[float]]:
    rising = sorted((low(one.start), _until(one)) for one in spells)
    return [first for first, _ in rising], list(accumulate((last for _, last in rising), max))


def _until(spell: Spell) -> float:
    """When it may have ended at the latest; of one without an end, when it may have begun at the latest."""
    return high(spell.end) if stated(spell.end) else high(spell.start)


def _window(group: Sequence[Spell]) -> Window:
    return Window(
        place=group[0].place,
        networks=tuple(sorted({kind.value for one in group for kind in one.networks})),
        operators=group[0].operators,
        start=hull(one.start for one in group),
        end=hull(one.end for one in group),
        told=tuple(telling(one) for one in group),
    )


def telling(spell: Spell) -> Telling:
    """What a spell says, for the record it stands in."""
    return Telling(spell=spell.id, observer=spell.observer, start=spell.start, end=spell.end, sources=spell.sources)


def episodes(spells: Sequence[Spell], places: Gazetteer) -> list[Episode]:
    """Dark spells less than `apart` from each other, at places that lie in one of them or around it."""
    dark = [one for one in spells if one.service is Service.DARK and connects(one) and _dated(one)]
    roots: dict[str, list[Spell]] = defaultdict(list)
    for one in dark:
        roots[(places.ancestors(one.place) or (one.place,))[-1] if one.place else ""].append(one)
    found = [_episode(run, spells, places) for root in sorted(roots) if root for run in _apart(roots[root])]
    return sorted(found, key=lambda one: (one.start, one.place))


def _dated(spell: Spell) -> bool:
    return any(one is not None for one in spell.start)


def _reach(spell: Spell) -> tuple[int, int]:
    known = [one for one in (*spell.start, *spell.end) if one is not None]
    return min(known), max(known)


def _apart(dark: Sequence[Spell]) -> Iterator[list[Spell]]:
    run: list[Spell] = []
    until = 0
    for one in sorted(dark, key=_reach):
        first, last = _reach(one)
        if run and first > until + table().limits.apart:
            yield run
            run = []
        until = max(until, last) if run else last
        run.append(one)
    if run:
        yield run


def _episode(run: Sequence[Spell], spells: Sequence[Spell], places: Gazetteer) -> Episode:
    place = min({one.place for one in run}, key=lambda code: (len(places.ancestors(code)), code))
    start, end = min(_reach(one)[0] for one in run), max(_reach(one)[1] for one in run)
    limits = table().limits
    # A cut nobody says the end of lasts until somebody tells of a return, which may be days later.
    after = limits.apart if all(stated(one.end) for one in run) else max(limits.apart, limits.unended_reach)
    here = [
        one
        for one in spells
        if one.place
        and (around(one.place, place, places) or around(place, one.place, places))
        and any(side is not None for side in (*one.start, *one.end))
        and _reach(one)[1] >= start - limits.apart
        and _reach(one)[0] <= end + after
    ]
    return Episode(place, start, end, tuple(here))


def gaps_of(episode: Episode, places: Gazetteer) -> list[Gap]:
    """How long each place of an episode went without service, as far as its return is told, the longest last."""
    began = [one for one in beginnings(episode.spells) if one.service is Service.DARK]
    windows = windows_of(episode.spells, places)
    found = [
        gap
        for place in sorted({one.place for one in episode.spells})
        if (gap := _gap(place, episode.spells, began, windows, places)) is not None
    ]
    found = [msgspec.structs.replace(one, outlasts=_outlasted(one, found)) for one in found]
    return sorted(found, key=lambda one: (low(one.end), one.place))


def _gap(
    place: str, spells: Sequence[Spell], began: Sequence[Beginning], windows: Sequence[Window], places: Gazetteer
) -> Gap | None:
    start, began_in = _begun(place, spells, began, places)
    if start is None:
        return None
    back = [one for one in spells if one.place == place and connects(one) and low(_return(one)) > start[0]]
    if not back:
        return None
    first = min(back, key=lambda one: (high(_return(one)), one.id))
    same = [one for one in back if one.group == first.group]
    same += [one for one in back if one not in same and _meet(_return(one), _return(first))]
    end = hull(_return(one) for one in same)
    exact = sharpest(_return(one) for one in same)
    untold = [
        one.told[0].spell
        for one in windows
        if one.place != place and around(place, one.place, places) and high(one.end) <= high(exact)
    ]
    return Gap(
        place=place,
        began_in=began_in,
        start=start,
        end=end,
        sharpest=exact,
        told=tuple(telling(one) for one in same),
        untold=tuple(untold),
    )


def _begun(
    place: str, spells: Sequence[Spell], began: Sequence[Beginning], places: Gazetteer
) -> tuple[tuple[int, int] | None, str]:
    """The beginning that most observers date, of the place or of the nearest around it; else its first dark spell."""
    for code in (place, *places.ancestors(place)):
        here = [one for one in began if one.place == code]
        if here:
            widest = max(here, key=lambda one: (len(one.observers), -one.first))
            return (int(low(widest.span)), int(high(widest.span))), code
        dark = [one for one in spells if one.place == code and one.service is Service.DARK and connects(one)]
        exact = [one for one in dark if one.at is not None and None not in one.start and not one.operators]
        if exact:
            return (int(low(exact[0].start)), int(high(exact[0].start))), code
    return None, ""


def _return(spell: Spell) -> Span:
    """When service is told to have come back: a beginning of service, or the end of darkness."""
    if spell.service is Service.UP:
        return spell.start
    return spell.end if spell.service is Service.DARK and not spell.operators else OPEN


def _meet(one: Span, other: Span) -> bool:
    return stated(one) and stated(other) and low(one) <= high(other) and low(other) <= high(one)


def _outlasted(gap: Gap, every: Sequence[Gap]) -> tuple[str, ...]:
    return tuple(one.place for one in every if one.place != gap.place and high(one.sharpest) < low(gap.sharpest))
