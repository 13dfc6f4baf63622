"""Windows: service inside an outage.

A **window** is service with a stated beginning and end, of a day at most, with darkness told before it and trouble after it
at the place or around it; tellings of one stretch stand in one window, and its start and end hold every one of them. Proved
by tests/blackout/fusing/test_lines.py.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import msgspec

from aigaq.blackout.fusing.limits import table
from aigaq.blackout.fusing.lines import Telling, around, connects, telling
from aigaq.blackout.fusing.spans import Span, high, hull, low, stated
from aigaq.blackout.fusing.spells import Service, Spell
from aigaq.values.places import Gazetteer

TROUBLE = (Service.DARK, Service.DEGRADED)


class Window(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Service inside an outage; `start` and `end` hold every telling."""

    place: str
    networks: tuple[str, ...]
    operators: tuple[str, ...] = ()
    start: Span
    end: Span
    told: tuple[Telling, ...]


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
