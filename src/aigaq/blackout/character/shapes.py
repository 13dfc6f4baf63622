"""Features of the outage itself: which signals fell, how square it was, how long it lasted.

An order that withdraws routes takes every signal with it, as Bischof et al. (SIGCOMM 2023) found for 94.5 % of orders and
53.9 % of failures; one that filters traffic leaves routes up (Kazakhstan, January 2022, by RIPE NCC). What is switched
off and on has square edges; what is repaired comes back in a ramp. Proved by tests/blackout/character/test_shapes.py.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from aigaq.blackout.character.episode import Episode, Ramp
from aigaq.blackout.character.limits import limits
from aigaq.blackout.character.told import Told, any_of, high, in_range, low
from aigaq.blackout.series import NetworkKind

_HOUR = 3600
_CONNECTED = (NetworkKind.MOBILE, NetworkKind.FIXED, NetworkKind.ALL, NetworkKind.UNKNOWN)


def all_signals_fall(episode: Episode) -> Told:
    """Every signal of the entity fell; told from three signals on, though one that stood is enough for no."""
    fell = [signal.fell for signal in episode.signals]
    if len(fell) > 1 and Told.YES in fell and Told.NO in fell:
        return Told.NO
    if len({signal.name for signal in episode.signals}) < limits().signals_fewest:
        return Told.UNKNOWN
    return Told.YES if set(fell) == {Told.YES} else Told.UNKNOWN


def routes_stay(episode: Episode) -> Told:
    """Routes stay announced while what runs over them falls."""
    routes: list[Told] = []
    traffic: list[Told] = []
    for signal in episode.signals:
        routing = signal.network == NetworkKind.ROUTING or signal.name.casefold() in limits().routing_signals
        (routes if routing else traffic).append(signal.fell)
    for onset in episode.onsets:
        if onset.kind == NetworkKind.ROUTING:
            routes.append(onset.fell)
        elif onset.kind in _CONNECTED:
            traffic.append(onset.fell)
    if any_of(traffic) != Told.YES or not routes:
        return Told.UNKNOWN
    if Told.YES in routes:
        return Told.NO
    return Told.YES if set(routes) == {Told.NO} else Told.UNKNOWN


def square_edges(episode: Episode) -> Told:
    """Both the fall and the rise are quick."""
    fall, rise = (_takes(ramp, at_most=limits().square_seconds) for ramp in (episode.fall, episode.rise))
    if Told.NO in (fall, rise):
        return Told.NO
    return Told.YES if fall == rise == Told.YES else Told.UNKNOWN


def slow_recovery(episode: Episode) -> Told:
    """Service comes back in a ramp of hours."""
    return _takes(episode.rise, at_least=limits().ramp_seconds)


def lasts(which: int) -> Callable[[Episode], Told]:
    """The feature "lasts so long" for class `which` of the classes of duration, 0 the shortest."""

    def feature(episode: Episode) -> Told:
        edges = (0.0, *limits().duration_hours, inf)
        shortest = max(low(episode.end) - high(episode.start), 0.0) / _HOUR
        longest = (high(episode.end) - low(episode.start)) / _HOUR
        last = edges[which + 1]
        above = in_range(shortest, longest, at_least=edges[which])
        below = Told.YES if last == inf else in_range(shortest, longest, at_least=last)
        if last == inf or below == Told.NO:  # a class holds its lower end, not its upper
            return above
        return Told.NO if below == Told.YES or above == Told.NO else Told.UNKNOWN

    feature.__doc__ = f"Lasts as long as class {which} of data/limits.toml, duration_hours."
    return feature


def _takes(ramp: Ramp | None, *, at_least: float = -inf, at_most: float = inf) -> Told:
    if ramp is None:
        return Told.UNKNOWN
    return in_range(ramp.shortest, ramp.longest, at_least=at_least, at_most=at_most)
