"""Where observers of one entity differ: series beside series, and series beside what files state. Nothing is settled.

Observers are compared where they watch the same connection of the same entity; routes are held against what runs over them.
Their outages that may overlap are one event, and of an event with the first beginning and the last end of each observer,
as intervals [e, l] widened by a step of the series on either side,

    onsets (ends) are apart where    max e > min l,    by    max e − min l;

nobody can be right about both then. Not seen by all: one saw an outage of a fifth or more, another was measuring all the
while it surely lasted, without a gap, and saw none. Routes up, traffic gone: the same with routes on one side. Words are data
(data/disagreeing.toml). Proved by tests/blackout/test_disagreeing.py.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files
from math import inf

import msgspec

from aigaq.blackout.character import Watched
from aigaq.blackout.character.limits import limits
from aigaq.blackout.outage import State
from aigaq.blackout.readers import Stated
from aigaq.blackout.series import NetworkKind
from aigaq.errors import NotFound

Span = tuple[int | None, int | None]
_EVERYBODY = (NetworkKind.ALL, NetworkKind.UNKNOWN)


class Differs(StrEnum):
    """In what observers differ. A closed list; data/disagreeing.toml has the words."""

    ROUTES_UP = "routes_up_traffic_gone"
    ROUTES_GONE = "routes_gone_traffic_up"
    ONSETS = "onsets_apart"
    ENDS = "ends_apart"
    NOT_SEEN = "not_seen_by_all"


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """What one observer says: `when` is the beginning or end in dispute, or from when to when service was gone (stood)."""

    says: str
    observer: str
    network: NetworkKind
    when: Span


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Observers of one entity who cannot all be right, or do not see the same; `apart`: seconds at least."""

    kind: Differs
    entity: str
    parent: str
    sides: tuple[Side, ...]
    apart: int | None = None


class _Seen(msgspec.Struct, frozen=True):
    """An outage as one observer has it, its edges widened; `deep`: a fifth or more was gone."""

    observer: int
    start: Span
    end: Span
    deep: bool

    @property
    def opens(self) -> float:
        return -inf if self.start[0] is None else self.start[0]

    @property
    def closes(self) -> float:
        known = self.end if self.end != (None, None) else self.start
        return inf if known[1] is None else known[1]


class _Named(msgspec.Struct, frozen=True):
    """A series and what it is called."""

    name: str
    watched: Watched


class _Observer(msgspec.Struct, frozen=True):
    """A series, or a source that states intervals (then `watched` is None: it does not say when it looked)."""

    name: str
    network: NetworkKind
    outages: tuple[_Seen, ...]
    watched: Watched | None = None


def differences(
    watched: Sequence[Watched], stated: Iterable[Stated] = (), *, names: Sequence[str] | None = None
) -> list[Difference]:
    """Every difference, by entity in the order of the series, then in time.

    Args:
        names: what each series is called; its signal where not given.
    """
    entities: dict[tuple[str, str], list[_Named]] = {}
    for number, one in enumerate(watched):
        named = _Named(one.signal if names is None else names[number], one)
        entities.setdefault((one.parent, one.entity), []).append(named)
    by_name: dict[str, list[Stated]] = {}
    for row in stated:
        if row.state in (State.OFF, State.DEGRADED) and row.start is not None:
            by_name.setdefault(_folded(row.entity), []).append(row)
    return [
        difference
        for (parent, entity), series in entities.items()
        for difference in _of_entity(entity, parent, series, by_name.get(_folded(entity), []))
    ]


def _of_entity(entity: str, parent: str, series: Sequence[_Named], stated: Sequence[Stated]) -> Iterator[Difference]:
    if len(series) < 2 and not stated:
        return
    groups: dict[NetworkKind, list[_Named]] = {}
    for one in series:
        groups.setdefault(_watches(one.watched), []).append(one)
    routes = [_of_series(number, one) for number, one in enumerate(groups.get(NetworkKind.ROUTING, ()))]
    for network, group in groups.items():
        observers = [_of_series(number, one) for number, one in enumerate(group)]
        observers += _of_stated(network, stated, len(observers))
        for event in _events(observers):
            yield from _apart(Differs.ONSETS, entity, parent, observers, event)
            yield from _apart(Differs.ENDS, entity, parent, observers, event)
            yield from _standing(Differs.NOT_SEEN, entity, parent, observers, event, observers)
            if network is not NetworkKind.ROUTING:
                yield from _standing(Differs.ROUTES_UP, entity, parent, observers, event, routes)
            else:
                rest = [_of_series(number, one) for number, one in enumerate(groups.get(NetworkKind.ALL, ()))]
                yield from _standing(Differs.ROUTES_GONE, entity, parent, observers, event, rest)


def _watches(one: Watched) -> NetworkKind:
    """Whose connection a series watches; a table that names no kind may still call its signal by a word for routes."""
    if one.network not in _EVERYBODY:
        return one.network
    return NetworkKind.ROUTING if one.signal.casefold() in limits().routing_signals else NetworkKind.ALL


def _of_series(number: int, named: _Named) -> _Observer:
    deep, one = limits().falls_depth, named.watched
    outages = tuple(
        _Seen(number, _widened(out.start, one.step), _widened(out.end, one.step), out.depth >= deep)
        for out in one.outages
    )
    return _Observer(named.name, one.network, outages, one)


def _of_stated(network: NetworkKind, stated: Sequence[Stated], number: int) -> list[_Observer]:
    sources: dict[str, list[Stated]] = {}
    for one in stated:
        kinds = {NetworkKind.ALL if kind in _EVERYBODY else kind for kind in one.kinds} or {NetworkKind.ALL}
        if network in kinds:
            sources.setdefault(one.source, []).append(one)
    found = []
    for at, (source, rows) in enumerate(sources.items(), number):
        seen = tuple(
            _Seen(at, row.start or (None, None), row.end or (None, None), row.state is State.OFF) for row in rows
        )
        found.append(_Observer(source, network, seen))
    return found


def _widened(span: Span, step: int) -> Span:
    """The edge of whoever counts in bins: the first bad one may have been hit in part, up to its own end."""
    return span[0], None if span[1] is None else span[1] + step


def _events(observers: Sequence[_Observer]) -> Iterator[list[_Seen]]:
    """Outages that hang together in time, if anybody else might have seen them."""
    event: list[_Seen] = []
    until = -inf
    for one in sorted((seen for who in observers for seen in who.outages), key=lambda seen: (seen.opens, seen.closes)):
        if event and one.opens > until:
            yield event
            event = []
            until = -inf
        event.append(one)
        until = max(until, one.closes)
    if event:
        yield event


def _apart(
    kind: Differs, entity: str, parent: str, observers: Sequence[_Observer], event: Sequence[_Seen]
) -> Iterator[Difference]:
    """Beginnings, or ends, that do not meet."""
    spans: dict[int, Span] = {}
    for one in event:
        if kind is Differs.ONSETS and one.start != (None, None):
            spans.setdefault(one.observer, one.start)  # events are in order of time: the first is the beginning
        elif kind is Differs.ENDS and (one.end != (None, None) or observers[one.observer].watched is not None):
            last = spans.get(one.observer)
            if last is None or _high(one.end) >= _high(last):
                spans[one.observer] = one.end
    if len(spans) < 2:
        return
    by = max(_low(span) for span in spans.values()) - min(_high(span) for span in spans.values())
    if 0 < by < inf:
        says = "begins" if kind is Differs.ONSETS else "ends"
        sides = tuple(_side(says, observers[number], span) for number, span in spans.items())
        yield Difference(kind=kind, entity=entity, parent=parent, sides=sides, apart=int(by))


def _standing(
    kind: Differs,
    entity: str,
    parent: str,
    observers: Sequence[_Observer],
    event: Sequence[_Seen],
    others: Sequence[_Observer],
) -> Iterator[Difference]:
    """Who saw it gone, against those that stood all the while it surely was."""
    deep = [one for one in event if one.deep]
    sure = [(one.start[1], one.end[0]) for one in deep if one.start[1] is not None and one.end[0] is not None]
    sure = [(first, last) for first, last in sure if first < last]
    if not sure:
        return
    first, last = min(one[0] for one in sure), max(one[1] for one in sure)
    saw = {one.observer for one in event} if others is observers else set[int]()
    stood = [
        who
        for number, who in enumerate(others)
        if number not in saw and who.watched is not None and _stood(who.watched, first, last)
    ]
    if stood:
        gone = {one.observer: (one.start[0], one.end[1]) for one in deep}
        sides = [_side("gone", observers[number], when) for number, when in gone.items()]
        sides += [_side("stands", who, (first, last)) for who in stood]
        yield Difference(kind=kind, entity=entity, parent=parent, sides=tuple(sides))


def _stood(watched: Watched, first: int, last: int) -> bool:
    """Measured from first to last without a gap, and no outage that touches it."""
    if watched.since > first or watched.until < last:
        return False
    ends = [gap.end for gap in watched.gaps]
    at = bisect_left(ends, first + 1)
    if at < len(ends) and watched.gaps[at].start < last:
        return False
    return not any(_low(one.start) < last and _high(one.end) > first for one in watched.outages)


def _side(says: str, who: _Observer, when: Span) -> Side:
    return Side(says=says, observer=who.name, network=who.network, when=when)


def _low(span: Span) -> float:
    return -inf if span[0] is None else span[0]


def _high(span: Span) -> float:
    return inf if span[1] is None else span[1]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def words(code: str, *, language: str = "en") -> str:
    """What a kind (`kind.onsets_apart`) or a side (`says.gone`) is called.

    Raises:
        NotFound: no such code, or no words in this language.
    """
    part, _, name = code.partition(".")
    found = _table().get(part, {}).get(name, {}).get(language)
    if found is None:
        raise NotFound("no words for this", where=f"{code}, {language}", hint="en, ru, kk")
    return found


@cache
def _table() -> dict[str, dict[str, dict[str, str]]]:
    text = (files("aigaq.blackout") / "data" / "disagreeing.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, dict[str, dict[str, str]]])
