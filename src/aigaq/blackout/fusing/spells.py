"""Spells: what one observer says of one network at one place over one time, as plain values.

A statement of several places gives a spell for each. A row that restates another (`same_as`) is a spell of its own that
names the one it restates: it is shown and counted with it, and never merged into it. Of a detected series every outage is a
spell of what the series watches, and so is the service between two of them. Proved by tests/blackout/fusing/test_spells.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from aigaq.blackout.fusing.limits import table
from aigaq.blackout.fusing.spans import OPEN, Span, instant_of, span_of, zones_of
from aigaq.blackout.outage import State
from aigaq.blackout.series import NetworkKind
from aigaq.statements import Connectivity, Source
from aigaq.statements.vocabulary import Side, TimePrecision
from aigaq.values.places import Gazetteer

if TYPE_CHECKING:
    from aigaq.blackout.detecting import Detection


class Service(StrEnum):
    """What a spell says of service. `sign`: an indicator, from which service does not follow."""

    DARK = "dark"
    DEGRADED = "degraded"
    UP = "up"
    SIGN = "sign"


class Spell(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One observer's word on one network of one place.

    `id`: the row id of the statement, or of a series its file, entity, signal and number. `networks`: whose connection,
    `operators`: whose network, none where not named. `observer`: who says so; `sources`: keys of the sources it cites.
    `start`, `end`: [earliest, latest] in seconds since 1970 (UTC), both None where not stated. `at`: the instant the
    beginning is dated to, where one is. `restates`: the id of the statement it is a detail of. `key`: the key of its row.
    """

    id: str
    place: str
    service: Service
    stated: str
    networks: tuple[NetworkKind, ...] = ()
    operators: tuple[str, ...] = ()
    observer: str = ""
    observer_kind: str = ""
    side: Side = Side.UNKNOWN
    sources: tuple[str, ...] = ()
    start: Span = OPEN
    end: Span = OPEN
    at: int | None = None
    precision: TimePrecision = TimePrecision.UNKNOWN
    restates: str = ""
    key: str = ""
    words: str = ""

    @property
    def group(self) -> str:
        """The id of the statement that it is, or restates."""
        return self.restates or self.id


def spells_of(
    network: Mapping[str, Connectivity], *, sources: Mapping[str, Sequence[Source]], places: Gazetteer
) -> list[Spell]:
    """The spells of statements by row id, in order of onset.

    Args:
        sources: what tables tell of the sources, by key: who published them is the observer where nobody else is named.
    """
    mains = mains_of(network)
    codes = {code for one in network.values() for code in one.places}
    zones = {code: zones_of(code, places) for code in codes}
    found = [
        spell
        for row, one in network.items()
        for spell in _spells(row, one, mains.get(row, ""), observer_of(one, sources), zones)
    ]
    return sorted(found, key=order)


def order(spell: Spell) -> tuple[float, float, str, str]:
    """By onset, what has none last."""
    known = [one for one in spell.start if one is not None]
    return (min(known), max(known), spell.id, spell.place) if known else (float("inf"), 0.0, spell.id, spell.place)


def mains_of(network: Mapping[str, Connectivity]) -> dict[str, str]:
    """For each row that restates another the row it is a detail of; one that names none, or several, stands for itself.

    The same rule as that of the timeline (docs/methods/accounts.md, "Timeline").
    """
    by_key: dict[str, list[str]] = defaultdict(list)
    for row, one in sorted(network.items()):
        if one.key is not None:
            by_key[one.key].append(row)
    ends = {row: _end(row, network, by_key) for row, one in network.items() if one.same_as}
    return {row: end for row, end in ends.items() if end is not None}


def _end(row: str, network: Mapping[str, Connectivity], by_key: Mapping[str, list[str]]) -> str | None:
    passed = {row}
    while network[row].same_as:
        named = [one for one in by_key.get(network[row].same_as or "", ()) if one != row]
        if len(named) != 1 or named[0] in passed:
            return None
        row = named[0]
        passed.add(row)
    return row


def observer_of(one: Connectivity, sources: Mapping[str, Sequence[Source]]) -> str:
    """Who says so: the first speaker, else who published the earliest of its sources, one of the observer's kind first."""
    if one.speakers:
        return one.speakers[0].name

    def rank(source: Source) -> tuple[bool, str, str]:
        return source.kind != one.observer_kind, source.published.date if source.published else "~", source.key

    first = min((source for key in one.cited for source in sources.get(key, ())), key=rank, default=None)
    return (first.publisher or first.title or first.key) if first else next(iter(one.cited), "")


def _spells(
    row: str, one: Connectivity, main: str, observer: str, zones: Mapping[str, Sequence[str]]
) -> Iterator[Spell]:
    service = table().service.get(one.state.value)
    if service is None:
        return
    apps = one.layer.value in table().apps["layers"]
    for place in one.places or ("",):
        clock = zones.get(place, ())
        yield Spell(
            id=row,
            place=place,
            service=Service.SIGN if apps else Service(service),
            stated=one.state.value,
            networks=table().networks.get(one.layer.value, (NetworkKind.UNKNOWN,)),
            operators=one.networks,
            observer=observer,
            observer_kind=one.observer_kind or "",
            side=one.said_by,
            sources=one.cited,
            start=span_of(one.start, one.time_precision, clock),
            end=span_of(one.end, one.time_precision, clock),
            at=instant_of(one.start, clock),
            precision=one.time_precision,
            restates=main,
            key=one.key or "",
            words=one.what or "",
        )


def spells_of_series(detections: Iterable[tuple[str, Detection]], *, places: Gazetteer) -> list[Spell]:
    """The spells of detected series; each comes with the item its file is."""
    found = [spell for item, one in detections for spell in _of_series(item, one, places)]
    return sorted(found, key=order)


def _of_series(item: str, one: Detection, places: Gazetteer) -> Iterator[Spell]:
    series = one.series
    place, operator = place_of(series.entity, series.parent, places)
    name = f"{item}:{series.entity}:{series.signal}"
    kinds = (NetworkKind.ALL,) if series.network is NetworkKind.UNKNOWN and not operator else (series.network,)

    def spell(number: int, service: Service, start: Span, end: Span) -> Spell:
        return Spell(
            id=f"{name}:{number}",
            place=place,
            service=service,
            stated=service.value,
            networks=kinds,
            operators=(operator,) if operator else (),
            observer=series.signal,
            observer_kind="measurement",
            side=Side.MEASUREMENT,
            sources=(item,),
            start=start,
            end=end,
            precision=TimePrecision.INTERVAL,
        )

    for number, outage in enumerate(one.outages):
        service = Service.DARK if outage.state is State.OFF else Service.DEGRADED
        yield spell(2 * number + 1, service, outage.start, outage.end)
    for number, (start, end) in enumerate(_between(one)):
        yield spell(2 * number, Service.UP, start, end)


def _between(one: Detection) -> Iterator[tuple[Span, Span]]:
    """Service before, between and after outages, cut where nothing was measured."""
    if not len(one.series.times):
        return
    first, last = int(one.series.times[0]), int(one.series.times[-1]) + one.series.step
    blocks: list[tuple[Span, Span]] = [(outage.start, outage.end) for outage in one.outages]
    blocks += [((gap.start, gap.start), (gap.end, gap.end)) for gap in one.gaps]
    opens: Span = (first, first)
    for start, end in sorted(blocks, key=lambda block: block[0][1] or first):
        if start[0] is not None and opens[1] is not None and start[0] > opens[1]:
            yield opens, start
        if end[1] is None or opens[1] is None:
            return
        opens = end if end[1] > opens[1] else opens
    if opens[1] is not None and last > opens[1]:
        yield opens, (last, last)


def place_of(entity: str, parent: str, places: Gazetteer) -> tuple[str, str]:
    """The place and the operator that an entity of a series is: a code or name of the gazetteer, else a network of its
    parent; the place is empty where neither is known."""
    own = _code(entity, places)
    return (own, "") if own else (_code(parent, places), entity)


def _code(name: str, places: Gazetteer) -> str:
    if not name:
        return ""
    if places.get(name.casefold()) is not None:
        return name.casefold()
    found = [one for one in places.find(name) if (one.start, one.end) == (0, len(name)) and not one.adjective]
    return found[0].code if found and len(found[0].codes) == 1 else ""
