"""The rows of the blackout: what was fused, found and judged, as JSON that rooms above and programs read.

docs/formats/blackouts.md is normative for the bodies; the records are `Spell`, `Window`, `Gap`, `Beginning`, `Conflict`,
`Judgement` and `Basis`. Proved by tests/blackout/test_stage.py and tests/blackout/test_january.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from aigaq.blackout.character import Assessment, Surroundings, Watched, assess, episode_of
from aigaq.blackout.conflicts import Conflict, conflicts_of
from aigaq.blackout.conflicts.common import Told
from aigaq.blackout.framing import framed
from aigaq.blackout.fusing import (
    Beginning,
    Episode,
    Gap,
    Span,
    Spell,
    Window,
    beginnings,
    episodes,
    gaps_of,
    spells_of,
    spells_of_files,
    spells_of_series,
    windows_of,
)
from aigaq.blackout.fusing.spells import order, place_of
from aigaq.blackout.readers.stated import Stated
from aigaq.statements.blackouts import BlackoutRow
from aigaq.statements.blackouts import Heard as What
from aigaq.statements.rows import AnyRow, NotReadRow

if TYPE_CHECKING:
    from aigaq.blackout.detecting import Detection
    from aigaq.blackout.gathering import Heard

_JUDGED = 200  # outages of series that are judged, the largest first


class Judgement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an outage fits. `signal`: of which series; empty where it is made of what is told in words and tables."""

    place: str
    start: Span
    end: Span
    assessment: Assessment
    signal: str = ""
    spells: tuple[str, ...] = ()


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """What everything rests on: how many statements, how many intervals that files state, and how many series of how many
    items. Without a series nothing was measured here: times are those that sources state."""

    stated: int
    intervals: int = 0
    series: int
    items: int
    not_read: int


def rows_of(heard: Heard) -> Iterator[AnyRow]:
    """Every row of the partition."""
    detections: list[tuple[str, Detection]] = []
    stated: list[tuple[str, Stated]] = []
    lost = 0
    for item, one in heard.brought():
        if isinstance(one, NotReadRow):
            lost += 1
            yield one
        elif isinstance(one, Stated):
            stated.append((item, one))
        else:
            detections.append((item, one))
    told = spells_of(heard.network, sources=heard.sources, places=heard.places)
    told += spells_of_files(stated, places=heard.places)
    spells = sorted([*told, *spells_of_series(detections, places=heard.places)], key=order)
    found = episodes(spells, heard.places)
    windows, gaps = windows_of(spells, heard.places), [gap for one in found for gap in gaps_of(one, heard.places)]
    conflicts = conflicts_of(
        Told(spells=spells, gaps=gaps, sayings=heard.sayings, places=heard.places, keys=_keys(heard))
    )
    basis = Basis(
        stated=len(heard.network), intervals=len(stated), series=len(detections), items=len(heard.series), not_read=lost
    )
    yield from _rows(What.BASIS, [basis])
    yield from _rows(What.SPELL, spells)
    yield from _rows(What.WINDOW, windows)
    yield from _rows(What.GAP, gaps)
    yield from _rows(What.ONSET, beginnings(spells))
    yield from _rows(What.CONFLICT, conflicts)
    yield from _rows(
        What.ASSESSMENT, [*_told(found, heard, spells, {one.id for one in told}), *_measured(detections, heard)]
    )


_Body = Basis | Spell | Window | Gap | Beginning | Conflict | Judgement


def _rows(what: What, bodies: Sequence[_Body]) -> Iterator[BlackoutRow]:
    for number, one in enumerate(bodies):
        yield BlackoutRow(what.value, f"{number:06d}", msgspec.json.encode(one, order="sorted").decode())


def _keys(heard: Heard) -> dict[str, str]:
    return {row: one.key for row, one in (*heard.network.items(), *heard.about.items()) if one.key}


def _told(found: Sequence[Episode], heard: Heard, spells: Sequence[Spell], told: set[str]) -> Iterator[Judgement]:
    """Episodes that are told in words and tables; those of series alone are judged by their series."""
    operators = sorted({name for one in spells for name in one.operators})
    for one in found:
        if not any(spell.id in told for spell in one.spells):
            continue
        others = [(two.start, two.start) for two in found if two.place == one.place and two is not one]
        episode = framed(
            one,
            places=heard.places,
            sayings=heard.sayings,
            operators=operators,
            context=heard.context,
            others=others,
        )
        yield Judgement(
            place=one.place,
            start=episode.start,
            end=episode.end,
            assessment=assess(episode),
            spells=tuple(dict.fromkeys(spell.id for spell in one.spells)),
        )


def _measured(detections: Sequence[tuple[str, Detection]], heard: Heard) -> Iterator[Judgement]:
    """Outages of the series of places, the largest first; those of networks lie in them."""
    watched = [Watched.of(one.series, outages=one.outages, gaps=one.gaps, edges=one.edges) for _, one in detections]
    around = Surroundings(watched)
    whole = [
        (place, outage)
        for _, one in detections
        for place, operator in [place_of(one.series.entity, one.series.parent, heard.places)]
        if place and not operator
        for outage in one.outages
    ]
    for place, outage in sorted(whole, key=lambda pair: (-pair[1].area, pair[1].start[1], pair[1].signal))[:_JUDGED]:
        context = [one for one, where in heard.context if place in where]
        episode = episode_of(outage, around, zone=heard.places.zone(place), context=context)
        yield Judgement(
            place=place, start=episode.start, end=episode.end, assessment=assess(episode), signal=outage.signal
        )
