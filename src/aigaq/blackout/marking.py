"""Marks: how the network was where and when something was seen, said or made. A question to ask, never a rejection.

A time is an interval; it has a mark where all of it has one tone (`shading`). Where it may lie in dark and in service it is
`unknown`, and both are told. A mark names the spells that it rests on, those that may hold at the time. Proved by
tests/blackout/test_marking.py.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from aigaq.blackout.fusing.spans import Span, high, low
from aigaq.blackout.fusing.spells import Service
from aigaq.blackout.series import NetworkKind
from aigaq.blackout.shading import Ground, Tone
from aigaq.statements.blackouts import Shade

_MOST = 12  # spells that a mark names of each sort


class Why(StrEnum):
    """Why a mark is what it is."""

    TOLD = "told"  # all of the time has one tone
    BOTH = "dark_and_light"  # dark for some of it, or by some, and service by others
    DEGRADED = "degraded"  # less service than usual
    NOTHING = "nothing_told"  # nobody says anything of this place and time


class By(StrEnum):
    """Which time of a thing was held against the network."""

    HAPPENED = "happened"
    ABOUT = "about"
    SAID = "said"
    AS_OF = "as_of"
    LOOKED = "looked"


class Mark(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The mark of a place, a time and, where known, a network. `dark`, `light`: ids of spells of either sort that may
    hold at the time, those of the shortest time first."""

    mark: Shade
    why: Why
    place: str
    when: Span
    by: By = By.HAPPENED
    network: str = ""
    operator: str = ""
    dark: tuple[str, ...] = ()
    light: tuple[str, ...] = ()


_SHADES = {Tone.DARK: Shade.DARK, Tone.WINDOW: Shade.WINDOW, Tone.NORMAL: Shade.NORMAL}


def mark_of(
    ground: Ground,
    place: str,
    when: Span,
    *,
    by: By = By.HAPPENED,
    network: NetworkKind | None = None,
    operator: str = "",
) -> Mark:
    """The mark of something at a place over a time; a time open on a side is nowhere sure."""
    shades = ground.shades(place, network, operator)
    tones = shades.over(low(when), high(when))
    known = tones & set(_SHADES)
    if len(tones) == 1 and known:
        mark, why = _SHADES[known.pop()], Why.TOLD
    elif tones == {Tone.NOTHING}:
        mark, why = Shade.UNKNOWN, Why.NOTHING
    else:
        mark = Shade.UNKNOWN
        why = Why.DEGRADED if tones <= {Tone.DEGRADED, Tone.NOTHING, Tone.NORMAL} else Why.BOTH
    near = shades.near(low(when), high(when))
    return Mark(
        mark=mark,
        why=why,
        place=place,
        when=when,
        by=by,
        network="" if network is None else network.value,
        operator=operator,
        dark=tuple(dict.fromkeys(one.id for one in near if one.service is not Service.UP))[:_MOST],
        light=tuple(dict.fromkeys(one.id for one in near if one.service is Service.UP))[:_MOST],
    )
