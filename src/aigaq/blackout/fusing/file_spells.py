"""Spells of intervals that files of series state: a tracker's row, an alert, an annotation, each with its doubt kept.

Such a row names its place in words: a code or a name of the gazetteer is looked for. Of a network it is the place that the
network is of; an area that no gazetteer has keeps no place and is fused with nothing, for the country around it was not
dark. Who says so is the kind of file; what kind of observer that is stands in data/fusing.toml.
A row that tells of no state of service (an indicator, a remark) is no spell. `file_row` leads from a spell back to its row.
Proved by tests/blackout/fusing/test_file_spells.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from aigaq.blackout.fusing.limits import table
from aigaq.blackout.fusing.spans import OPEN, Span, span_of, zones_of
from aigaq.blackout.fusing.spells import Service, Spell, order, place_of
from aigaq.blackout.outage import State
from aigaq.blackout.series import NetworkKind
from aigaq.statements.vocabulary import Side, TimePrecision
from aigaq.values.places import Gazetteer

if TYPE_CHECKING:
    from aigaq.blackout.readers import Bound, Stated

_HOUR, _DAY = 3600, 86_400
_EVERYWHERE = (
    _DAY + 26 * _HOUR,
    _DAY + 26 * _HOUR - 59,
)  # seconds of a day over all zones, to its last second or minute
_SERVICE = {State.OFF: Service.DARK, State.DEGRADED: Service.DEGRADED, State.ON: Service.UP}


class FileRow(NamedTuple):
    """Where an interval stands: the item its file is, the kind of file (data/fusing.toml, files), its row from 1."""

    item: str
    source: str
    row: int


def file_row(one: Spell) -> FileRow | None:
    """The row that states a spell; None where a statement or a series tells of it."""
    parts = one.id.split(":")
    if len(parts) != 4 or parts[1] != one.observer or parts[1] not in table().files or one.sources != (parts[0],):
        return None
    return FileRow(parts[0], parts[1], int(parts[2])) if parts[2].isdecimal() else None


def spells_of_files(stated: Iterable[tuple[str, Stated]], *, places: Gazetteer) -> list[Spell]:
    """The spells of stated intervals, each with the item its file is; one for each place that its row names."""
    return sorted((spell for item, one in stated for spell in _of_row(item, one, places)), key=order)


def _of_row(item: str, one: Stated, places: Gazetteer) -> Iterator[Spell]:
    if one.state not in _SERVICE:
        return
    kind, side = table().files.get(one.source, ("", Side.UNKNOWN.value))
    # A row names what it watches and what that lies in: the finest place that is known is where it is dark, and no wider one.
    own, _ = place_of(one.entity, "", places)
    named = (
        [] if own else [code for name in one.places if name != one.parent and (code := place_of(name, "", places)[0])]
    )
    around, _ = place_of(one.parent, "", places)
    wider = around if one.networks or not one.parent else ""
    for number, place in enumerate(dict.fromkeys([own] if own else named or [wider])):
        yield Spell(
            id=f"{item}:{one.source}:{one.row}:{number}",
            place=place,
            service=_SERVICE[one.state],
            stated=_SERVICE[one.state].value,
            networks=one.kinds or (NetworkKind.UNKNOWN if one.networks else NetworkKind.ALL,),
            operators=one.networks,
            observer=one.source,
            observer_kind=kind,
            side=Side(side),
            sources=(item,),
            start=_on_clocks(one.start, place or around, places),
            end=_on_clocks(one.end, place or around, places),
            at=_dated(one.start),
            precision=one.precision,
            words=one.words if place else ": ".join(filter(None, (one.entity, one.words))),
        )


def _on_clocks(bound: Bound | None, place: str, places: Gazetteer) -> Span:
    """A day that its reader could only hold over all zones (UTC+14 to UTC-12) is the day on the clocks of its place, or of what that
    lies in, where they are known; what is told more closely, or on a clock that was named, is as told."""
    first, last = bound or OPEN
    if bound is None or first is None or last is None or not place:
        return bound or OPEN
    if last - first + 1 not in _EVERYWHERE or (first + 14 * _HOUR) % _DAY:
        return bound
    day = datetime.fromtimestamp(first + 14 * _HOUR, UTC).date().isoformat()
    zones = zones_of(place, places)
    return span_of((day, day), TimePrecision.DAY, zones) if zones else bound


def _dated(start: Bound | None) -> int | None:
    """The middle of a beginning that is told by the hour or closer; a day is no instant."""
    if start is None or start[0] is None or start[1] is None or start[1] - start[0] > 2 * _HOUR:
        return None
    return (start[0] + start[1]) // 2
