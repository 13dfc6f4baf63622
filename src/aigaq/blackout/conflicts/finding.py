"""The rules by which conflicts are found. Each compares fields; none knows a place, an operator or an event.

* Routes: at one place another voice tells routes up while one tells a sign of their being withdrawn, or routes dark.
* Two onsets: one source dates the beginning of one event (a row and what restates it, or an unended spell of one lane)
  twice, and the intervals do not meet.
* Net equal to gross: hours H of outage with L hours left out, of one source and place. With the gap told of the place,
  begun in [b₀, b₁] and back in [e₀, e₁], gross G = [e₀ − b₁, e₁ − b₀] and net N = [G₀ − L, G₁ − L], each number ± ½:
  H meets G and not N.
* Ends: a spell given in days is over by its end, and at the place or in it trouble of the same depth surely goes on for
  more than the day by which people may differ.
* Admission: one says that no official admitted it, and an official says yes to the question whether it was ordered.
* Cause: one says yes to that question and another no, of one place and time.

Proved by tests/blackout/conflicts/test_finding.py and, on the shipped case, tests/blackout/test_january.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from aigaq.blackout.conflicts.common import Told, meet, near, same_voice, side_of
from aigaq.blackout.conflicts.telling import Conflict, Hours, Kind, Said, Saying, Side
from aigaq.blackout.fusing import Gap, Service, Spell
from aigaq.blackout.fusing.limits import table
from aigaq.blackout.fusing.lines import connects
from aigaq.blackout.fusing.spans import Span, high, low, stated
from aigaq.blackout.fusing.windows import TROUBLE
from aigaq.blackout.series import NetworkKind
from aigaq.statements.vocabulary import Side as Speaks
from aigaq.statements.vocabulary import TimePrecision

_HOUR = 3600
_DAYS = (TimePrecision.DAY, TimePrecision.MONTH)


def conflicts_of(told: Told) -> list[Conflict]:
    """Every conflict, by kind in the order of `Kind`, then by place and statement."""
    found = [one for rule in _RULES for one in rule(told)]
    order = list(Kind)
    return sorted(found, key=lambda one: (order.index(one.kind), one.place, one.key))


def routes(told: Told) -> Iterator[Conflict]:
    """Routes told withdrawn and told visible."""
    routing = [one for one in told.spells if NetworkKind.ROUTING in one.networks and stated(one.start)]
    for place in sorted({one.place for one in routing}):
        here = [one for one in routing if one.place == place]
        gone = [one for one in here if one.service in (Service.SIGN, Service.DARK)]
        seen = [one for one in here if one.service is Service.UP]
        against = [(a, b) for a in gone for b in seen if not same_voice(a, b) and _at_once(a, b)]
        if against:
            withdrawn = told.together(dict.fromkeys(a for a, _ in against))
            visible = [*told.together(dict.fromkeys(b for _, b in against))]
            visible += _restated(visible, told)
            sides = (side_of(Said.WITHDRAWN, withdrawn, told), side_of(Said.VISIBLE, visible, told))
            yield Conflict(kind=Kind.ROUTES, place=place, sides=sides)


def _restated(spells: Sequence[Spell], told: Told) -> list[Spell]:
    """What some spells restate, with what restates it too, of the same observers."""
    groups, voices = {one.group for one in spells}, {one.observer for one in spells}
    return [one for one in told.spells if one not in spells and one.group in groups and one.observer in voices]


def _at_once(one: Spell, other: Spell) -> bool:
    reach = table().limits.routes_reach
    ends = [high(spell.end) if stated(spell.end) else high(spell.start) + reach for spell in (one, other)]
    return low(one.start) <= ends[1] and low(other.start) <= ends[0]


def two_onsets(told: Told) -> Iterator[Conflict]:
    """One source with two beginnings of one event."""
    dated = [one for one in told.spells if None not in one.start and one.service is not Service.SIGN]
    seen = set[tuple[str, str, str]]()
    for one, other in _of_one_event(dated):
        shared = set(one.sources) & set(other.sources)
        if not shared or meet(one.start, other.start):
            continue
        key = (one.place, one.group, min(shared))
        if key not in seen:
            seen.add(key)
            yield _twice(one, other, shared, dated, told)


def _of_one_event(dated: Sequence[Spell]) -> Iterator[tuple[Spell, Spell]]:
    """Pairs of spells of one place, service and network: a row and what restates it; a spell without an end and the next
    ones of its line and source."""
    groups: dict[tuple[object, ...], list[Spell]] = defaultdict(list)
    lines: dict[tuple[object, ...], list[Spell]] = defaultdict(list)
    for one in dated:
        line = (one.place, one.service, one.networks)
        groups[*line, one.group].append(one)
        for source in one.sources:
            lines[*line, one.operators, one.stated, source].append(one)
    for group in groups.values():
        yield from combinations(group, 2)
    for same in lines.values():
        for number, one in enumerate(same):
            if not stated(one.end):
                yield from ((one, other) for other in same[number + 1 :])


def _twice(one: Spell, other: Spell, shared: set[str], dated: Sequence[Spell], told: Told) -> Conflict:
    first, last = sorted((one, other), key=lambda spell: low(spell.start))
    same = [spell for spell in dated if spell.group in (one.group, other.group) and set(spell.sources) & shared]
    early = [first, *(spell for spell in same if spell is not first and meet(spell.start, first.start))]
    late = [last, *(spell for spell in same if spell is not last and meet(spell.start, last.start))]
    sides = (side_of(Said.EARLIER, early, told), side_of(Said.LATER, late, told))
    return Conflict(kind=Kind.TWO_ONSETS, place=one.place, sides=sides)


def net_hours(told: Told) -> Iterator[Conflict]:
    """Hours given as net that are the gross hours."""
    asked = table().asked
    left = [one for one in told.sayings if one.question == asked.left_out]
    for one in (one for one in told.sayings if one.question == asked.hours):
        out = next((two for two in left if set(two.sources) & set(one.sources) and two.places == one.places), None)
        for gap in told.gaps:
            if out is None or gap.place not in one.places or None in (*gap.start, *gap.sharpest):
                continue
            hours = _hours(one, out, gap)
            if hours is not None and _meets(one, hours.gross) and not _meets(one, hours.net):
                yield _net(one, out, gap, hours, told)


def _hours(one: Saying, out: Saying, gap: Gap) -> Hours | None:
    if one.number is None or out.number is None:
        return None
    least, most = (low(gap.sharpest) - high(gap.start)) / _HOUR, (high(gap.sharpest) - low(gap.start)) / _HOUR
    off = table().limits.hours_off
    net = (least - out.number - off, most - out.number + off)
    return Hours(stated=one.number, left_out=out.number, gross=(least, most), net=net)


def _meets(one: Saying, hours: tuple[float, float]) -> bool:
    off = table().limits.hours_off
    return one.number is not None and hours[0] <= one.number + off and one.number - off <= hours[1]


def _net(one: Saying, out: Saying, gap: Gap, hours: Hours, told: Told) -> Conflict:
    back = {telling.spell for telling in gap.told}
    spells = [spell for spell in told.spells if spell.id in back]
    own = [spell for spell in spells if set(spell.sources) & set(one.sources)]
    net = side_of(Said.NET, own, told, sayings=(one, out), when=gap.sharpest)
    other = [spell for spell in spells if spell not in own] or spells
    gross = side_of(Said.GROSS, other, told, when=(gap.start[0], gap.sharpest[1]))
    return Conflict(kind=Kind.NET_IS_GROSS, place=gap.place, sides=(net, gross), hours=hours)


def ends(told: Told) -> Iterator[Conflict]:
    """A spell that is over in days while others tell of it beyond."""
    for one in told.spells:
        if one.service in TROUBLE and one.precision in _DAYS and None not in one.end and connects(one):
            beyond = [two for two in told.spells if _goes_on(one, two, told)]
            gaps = [gap for gap in told.gaps if _lasts(one, gap, told)]
            if beyond or gaps:
                ids = {telling.spell for gap in gaps for telling in gap.told}
                beyond += [two for two in told.spells if two.id in ids and two not in beyond]
                sides = (
                    side_of(Said.ENDED, [one], told, when=one.end),
                    side_of(Said.GOES_ON, beyond, told, when=_last(beyond)),
                )
                yield Conflict(kind=Kind.ENDS, place=one.place, sides=sides)


def _goes_on(one: Spell, two: Spell, told: Told) -> bool:
    if two.service not in TROUBLE or (one.service is Service.DARK and two.service is not Service.DARK):
        return False
    if not two.place or not told.places.within(two.place, one.place) or None in two.end or not _watches(one, two):
        return False
    return low(two.start) <= high(one.end) and low(two.end) > high(one.end) + table().limits.day_off


def _watches(one: Spell, two: Spell) -> bool:
    return NetworkKind.ALL in (*one.networks, *two.networks) or bool(set(one.networks) & set(two.networks))


def _lasts(one: Spell, gap: Gap, told: Told) -> bool:
    """The gap of a place in it lies over its end, and goes on after it."""
    within = told.places.within(gap.place, one.place) and NetworkKind.ALL in one.networks
    return within and low(gap.start) <= high(one.end) and low(gap.sharpest) > high(one.end) + table().limits.day_off


def _last(spells: Sequence[Spell]) -> Span:
    known = [one.end for one in spells if None not in one.end]
    return max(known, key=low) if known else (None, None)


def admission(told: Told) -> Iterator[Conflict]:
    """No official admitted it, and an official did."""
    asked = table().asked
    denied = [one for one in told.sayings if one.question == asked.admitted and one.yes is False]
    given = [one for one in told.sayings if one.question == asked.ordered and one.yes and one.side is Speaks.OFFICIAL]
    for one in denied:
        against = [two for two in given if near(one.places, two.places, told.places) and meet(one.when, two.when)]
        if against:
            sides = (_saying(Said.NOT_ADMITTED, [one], told), _saying(Said.ADMITTED, against, told))
            yield Conflict(kind=Kind.ADMISSION, place=one.places[0], sides=sides)


def cause(told: Told) -> Iterator[Conflict]:
    """Ordered, by one; not ordered, by another."""
    asked = [one for one in told.sayings if one.question == table().asked.ordered]
    for one in (one for one in asked if one.yes is False):
        against = [
            two
            for two in asked
            if two.yes and near(one.places, two.places, told.places) and meet(one.when, two.when)
            and two.observer != one.observer
        ]  # fmt: skip
        if against:
            sides = (_saying(Said.ORDERED, against, told), _saying(Said.NOT_ORDERED, [one], told))
            yield Conflict(kind=Kind.CAUSE, place=one.places[0], sides=sides)


def _saying(says: Said, sayings: Sequence[Saying], told: Told) -> Side:
    spells = list(dict.fromkeys(spell for one in sayings for spell in told.about(one)))
    when = (min(low(one.when) for one in sayings), max(high(one.when) for one in sayings))
    bounds = tuple(int(side) if abs(side) != float("inf") else None for side in when)
    return side_of(says, spells, told, sayings=sayings, when=(bounds[0], bounds[1]))


_RULES: tuple[Callable[[Told], Iterator[Conflict]], ...] = (routes, two_onsets, net_hours, ends, admission, cause)
