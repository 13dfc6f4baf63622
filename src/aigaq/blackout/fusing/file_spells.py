"""Spells of intervals that files of series state: a tracker's row, an alert, an annotation, each with its doubt kept.

Such a row names its place in words: a code or a name of the gazetteer is looked for. Of a network it is the place that the
network is of; an area that no gazetteer has keeps no place and is fused with nothing, for the country around it was not
dark. Who says so is the kind of file; what kind of observer that is stands in data/fusing.toml.
A row that tells of no state of service (an indicator, a remark) is no spell.
Proved by tests/blackout/fusing/test_file_spells.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from aigaq.blackout.fusing.limits import table
from aigaq.blackout.fusing.spans import OPEN
from aigaq.blackout.fusing.spells import Service, Spell, order, place_of
from aigaq.blackout.outage import State
from aigaq.blackout.series import NetworkKind
from aigaq.statements.vocabulary import Side
from aigaq.values.places import Gazetteer

if TYPE_CHECKING:
    from aigaq.blackout.readers import Bound, Stated

_HOUR = 3600
_SERVICE = {State.OFF: Service.DARK, State.DEGRADED: Service.DEGRADED, State.ON: Service.UP}


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
    wider = place_of(one.parent, "", places)[0] if one.networks or not one.parent else ""
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
            start=one.start or OPEN,
            end=one.end or OPEN,
            at=_dated(one.start),
            precision=one.precision,
            words=one.words,
        )


def _dated(start: Bound | None) -> int | None:
    """The middle of a beginning that is told by the hour or closer; a day is no instant."""
    if start is None or start[0] is None or start[1] is None or start[1] - start[0] > 2 * _HOUR:
        return None
    return (start[0] + start[1]) // 2
