"""Time lines: the lanes of places and networks, and the episodes of one outage at places that lie in each other.

A **lane** is a place, a kind of network and an operator (empty: none named). An **episode** is darkness that hangs together,
with all that is told of its time at its places. Windows of service and gaps of places are read off them (windows.py,
gaps.py). Proved by tests/blackout/fusing/test_lines.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from aigaq.blackout.fusing.limits import table
from aigaq.blackout.fusing.spans import OPEN, Span, stated
from aigaq.blackout.fusing.spells import Service, Spell, order
from aigaq.blackout.series import NetworkKind
from aigaq.values.places import Gazetteer

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
