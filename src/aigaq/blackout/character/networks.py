"""Features across networks: whether they fall together, mobile first, and what is left standing.

Different operators share neither cables nor exchanges in full, but they receive the same order. Dainotti et al., "Analysis of
Country-wide Internet Outages Caused by Censorship" (IMC 2011), found the networks of Egypt gone one after the other within
minutes of half an hour; in Kazakhstan, January 2022, mobile networks fell 18 hours before fixed ones (Cloudflare) and
probes in data centres were back days before those in homes (RIPE NCC). None of it could be measured on labelled
failures, so the ratios are cautious. Proved by tests/blackout/character/test_networks.py.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable

from aigaq.blackout.character.episode import Episode, Onset
from aigaq.blackout.character.limits import limits
from aigaq.blackout.character.told import Told, any_of, high, low, told
from aigaq.blackout.series import NetworkKind

_APART = (NetworkKind.ROUTING, NetworkKind.INFRASTRUCTURE)


def networks_fall_together(episode: Episode) -> Told:
    """Most of the networks that fell began within a quarter of an hour."""
    at = limits()
    starts = _starts(one for one in episode.onsets if one.kind not in _APART)
    if len(starts) < at.synchrony_fewest:
        return Told.UNKNOWN
    needed = at.synchrony_share * len(starts)
    surely, possibly = _together(starts, at.synchrony_within)
    return told(surely=surely >= needed, possibly=possibly >= needed)


def mobile_first(episode: Episode) -> Told:
    """Mobile networks fell before any fixed one."""
    mobile = _starts(one for one in episode.onsets if one.kind == NetworkKind.MOBILE)
    fixed = _starts(one for one in episode.onsets if one.kind == NetworkKind.FIXED)
    if not mobile or not fixed:
        return Told.UNKNOWN
    (mobile_low, mobile_high), (fixed_low, fixed_high) = _earliest(mobile), _earliest(fixed)
    lead = limits().mobile_lead
    return told(surely=mobile_high + lead <= fixed_low, possibly=mobile_low + lead <= fixed_high)


def infrastructure_stands(episode: Episode) -> Told:
    """Data centres stay connected while homes or mobiles do not."""
    fell = [one.fell for one in episode.onsets if one.kind == NetworkKind.INFRASTRUCTURE]
    homes = any_of(one.fell for one in episode.onsets if one.kind not in _APART)
    homes = any_of([homes, *(one.fell for one in episode.signals if one.network not in _APART)])
    if not fell or homes != Told.YES:
        return Told.UNKNOWN
    if Told.YES in fell:
        return Told.NO
    return Told.YES if set(fell) == {Told.NO} else Told.UNKNOWN


def _together(starts: list[tuple[float, float]], within: float) -> tuple[int, int]:
    """How many of some intervals lie within one window at least, and how many at most, wherever they truly are.

    At least: a window that opens where one of them does holds all that open later and close before it does. At most: a
    window that opens where one of them closes touches all but those that closed before and those that open after it.
    """
    surely, closed = 0, list[float]()
    for opens, closes in sorted(starts, reverse=True):
        insort(closed, closes)
        surely = max(surely, bisect_right(closed, opens + within))
    firsts, lasts = sorted(first for first, _ in starts), sorted(last for _, last in starts)
    possibly = max(bisect_right(firsts, end + within) - bisect_left(lasts, end) for end in lasts)
    return surely, possibly


def _starts(onsets: Iterable[Onset]) -> list[tuple[float, float]]:
    """When those that fell began."""
    return [(low(one.start), high(one.start)) for one in onsets if one.fell == Told.YES]


def _earliest(starts: list[tuple[float, float]]) -> tuple[float, float]:
    """The first of some onsets, as an interval."""
    return min(first for first, _ in starts), min(last for _, last in starts)
