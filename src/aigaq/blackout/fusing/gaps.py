"""Gaps: how long a place went without service.

From the beginning told of the place, else of what it lies in, to the first return told *of the place itself*; a window of
what it lies in may not have reached it and is listed as untold. Who told what is kept: the span of a gap's end holds every
telling, `sharpest` is the most exact of them. Proved by tests/blackout/fusing/test_lines.py.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from aigaq.blackout.fusing.lines import Episode, Telling, around, connects, telling
from aigaq.blackout.fusing.onsets import Beginning, beginnings
from aigaq.blackout.fusing.spans import OPEN, Span, high, hull, low, sharpest, stated
from aigaq.blackout.fusing.spells import Service, Spell
from aigaq.blackout.fusing.windows import Window, windows_of
from aigaq.values.places import Gazetteer


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
