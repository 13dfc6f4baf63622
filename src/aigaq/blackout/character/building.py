"""An episode from what was detected: one outage, and the series of the same place and its networks around it.

The outage's own series gives its other outages and its edges, other series of the entity which signals fell, those of the
networks below or beside it who fell when. Edges of series with steps longer than those of the list (data/limits.toml) are
widened by a step on either side: a sample of an hour that is bad says that the fall came within it, or near the end of the
one before. What a series did not watch is unknown. Proved by tests/blackout/character/test_building.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

import msgspec

from aigaq.blackout.character.episode import OPEN, Context, Episode, Onset, Ramp, Signal, Words
from aigaq.blackout.character.limits import limits
from aigaq.blackout.character.told import Span, Told, high, low
from aigaq.blackout.outage import Gap, Outage
from aigaq.blackout.series import NetworkKind, Series
from aigaq.errors import UsageError

_STOOD, _UNSEEN = (Told.NO, OPEN), (Told.UNKNOWN, OPEN)
_NOWHERE = "\0"  # what networks lie in of which nobody says it
_KINDS = (NetworkKind.MOBILE, NetworkKind.FIXED, NetworkKind.INFRASTRUCTURE, NetworkKind.ROUTING)


class Edges(Protocol):
    """How long the fall into an outage and the rise out of it took, in seconds; None where it was not seen."""

    @property
    def fall_seconds(self) -> float | None:
        """Seconds of the fall."""

    @property
    def rise_seconds(self) -> float | None:
        """Seconds of the rise."""


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """What was detected in one series, without its values: small enough to keep for thousands of networks.

    `since`, `until`: the first sample's beginning and the last one's end; `edges` [outages]: fall and rise in seconds.
    """

    entity: str
    signal: str
    step: int
    since: int
    until: int
    network: NetworkKind = NetworkKind.UNKNOWN
    parent: str = ""
    outages: tuple[Outage, ...] = ()
    gaps: tuple[Gap, ...] = ()
    edges: tuple[tuple[float | None, float | None], ...] = ()

    @staticmethod
    def of(
        series: Series, *, outages: Iterable[Outage], gaps: Iterable[Gap] = (), edges: Iterable[Edges | None] = ()
    ) -> Watched:
        """From a series and what was detected in it; `edges`, where given, one for each outage.

        Raises:
            UsageError: as many edges as outages are needed, or none.
        """
        found, sides = tuple(outages), tuple(edges)
        if sides and len(sides) != len(found):
            raise UsageError("edges and outages differ in number", where=f"{series.entity}, {series.signal}")
        times = series.times
        return Watched(
            entity=series.entity,
            signal=series.signal,
            step=series.step,
            since=int(times[0]) if len(times) else 0,
            until=int(times[-1]) + series.step if len(times) else 0,
            network=series.network,
            parent=series.parent,
            outages=found,
            gaps=tuple(gaps),
            edges=tuple((None, None) if one is None else (one.fall_seconds, one.rise_seconds) for one in sides),
        )


class _Seen(NamedTuple):
    """A watched series: bounds of its outages, which follow one another in time, and what each says of an onset."""

    watched: Watched
    opens: list[float]
    closes: list[float]
    says: list[tuple[Told, Span]]


def _seen(watched: Watched) -> _Seen:
    outages = sorted(watched.outages, key=lambda one: (one.start[1], one.end[0]))
    deep = limits().falls_depth
    return _Seen(
        watched,
        [low(one.start) for one in outages],
        [high(one.end) for one in outages],
        [(Told.YES, _read_off(one.start, watched.step)) if one.depth >= deep else _UNSEEN for one in outages],
    )


Networks = tuple[tuple[tuple[str, NetworkKind], tuple[_Seen, ...]], ...]  # by network and kind, sorted


class Surroundings:
    """All that was watched, found by entity and by what an entity lies in."""

    def __init__(self, watched: Iterable[Watched]) -> None:
        self._entities: dict[str, list[_Seen]] = {}
        self._parents: dict[str, list[_Seen]] = {}
        self._networks: dict[tuple[str, tuple[str, ...]], Networks] = {}
        self._named = re.compile(limits().network_name)
        for one in watched:
            seen = _seen(one)
            self._entities.setdefault(one.entity, []).append(seen)
            if parent := self._parent(one):
                self._parents.setdefault(parent, []).append(seen)

    def of(self, entity: str) -> Sequence[_Seen]:
        """The series of an entity."""
        return self._entities.get(entity, ())

    def networks(self, entity: str) -> Networks:
        """The series of networks: of the entity itself, of those that lie in it, of those that lie where it does.

        Networks called by their AS number of which no file says where they lie were brought to be seen side by side.
        """
        parents = tuple(dict.fromkeys(filter(None, (self._parent(one.watched) for one in self.of(entity)))))
        # Networks side by side have the same networks around them: found once for thousands of them.
        key = (entity if entity in self._parents or not parents else "", parents)
        if key not in self._networks:
            self._networks[key] = self._found(key[0], parents)
        return self._networks[key]

    def _parent(self, one: Watched) -> str:
        """What it lies in; "" where nobody says so of a place."""
        return one.parent or (_NOWHERE if self._named.match(one.entity) else "")

    def _found(self, entity: str, parents: tuple[str, ...]) -> Networks:
        near = [*self.of(entity), *(one for place in (entity, *parents) for one in self._parents.get(place, ()))]
        groups: dict[tuple[str, NetworkKind], dict[int, _Seen]] = {}
        for one in near:
            if one.watched.network in _KINDS or self._named.match(one.watched.entity):
                groups.setdefault((one.watched.entity, one.watched.network), {})[id(one)] = one
        return tuple((key, tuple(found.values())) for key, found in sorted(groups.items()))


def episode_of(
    outage: Outage,
    around: Surroundings,
    *,
    zone: str | None = None,
    context: Iterable[Context] = (),
    words: Iterable[Words] = (),
) -> Episode:
    """One outage with what was watched around it.

    Args:
        zone: IANA name of the clock of the outage's country or region; without it nothing of the clock is told.
        context: what happened near by. `words`: what officials and operators said of the cause.

    Raises:
        UsageError: the outage is in none of the series.
    """
    own = next((one.watched for one in around.of(outage.entity) if outage in one.watched.outages), None)
    if own is None:
        raise UsageError("an outage of a series that was not given", where=f"{outage.entity}, {outage.signal}")
    start, end = _read_off(outage.start, own.step), _read_off(outage.end, own.step)
    where = own.outages.index(outage)
    fall, rise = own.edges[where] if own.edges else (None, None)
    return Episode(
        entity=outage.entity,
        start=start,
        end=end,
        zone=zone,
        signals=tuple(
            Signal(name=one.watched.signal, network=one.watched.network, fell=_fell(one, outage)[0])
            for one in around.of(outage.entity)
        ),
        onsets=tuple(
            _onset(network, kind, [_fell(one, outage) for one in seen])
            for (network, kind), seen in around.networks(outage.entity)
        ),
        others=tuple(_read_off(one.start, own.step) for number, one in enumerate(own.outages) if number != where),
        watched=_looked(own, outage),
        fall=_ramp(fall, own.step),
        rise=_ramp(rise, own.step),
        context=tuple(context),
        words=tuple(words),
    )


def _read_off(span: Span, step: int) -> Span:
    """An edge as the list that was counted has it: where the first bad (good) sample stands, given to its minute.

    The likelihood ratios hold for times read off samples of ten minutes and less in this way. Of longer steps the edge
    keeps its whole doubt, and the step after it: the sample may have been hit in part.
    """
    first, last = span
    if step > limits().coarsest_step:
        return first, None if last is None else last + step
    if first is None or last is None:
        return None if first is None else first + step, last
    return min(first + step, last), last


def _ramp(seconds: float | None, step: int) -> Ramp | None:
    return None if seconds is None else Ramp(shortest=max(seconds - step, 0.0), longest=seconds + step)


def _fell(seen: _Seen, outage: Outage) -> tuple[Told, Span]:
    """Whether a series fell while another was out, and from when.

    It stood if it was watched without a gap all the time that the other was surely out, and nothing was found.
    """
    first = bisect_left(seen.closes, low(outage.start))
    past = bisect_right(seen.opens, high(outage.end))
    if first + 1 == past:
        return seen.says[first]
    if first < past:
        deep = (span for fell, span in seen.says[first:past] if fell == Told.YES)
        nearest = min(deep, key=lambda span: abs(high(span) - outage.start[1]), default=None)
        return _UNSEEN if nearest is None else (Told.YES, nearest)
    watched, begun, ended = seen.watched, outage.start[1], outage.end[0]
    blind = any(gap.start < ended and gap.end > begun for gap in watched.gaps) if watched.gaps else False
    return _STOOD if watched.since <= begun and watched.until >= ended and not blind else _UNSEEN


def _onset(network: str, kind: NetworkKind, seen: list[tuple[Told, Span]]) -> Onset:
    if len(seen) == 1:
        return Onset(network=network, kind=kind, fell=seen[0][0], start=seen[0][1])
    spans = [span for fell, span in seen if fell == Told.YES]
    if not spans:
        stood = all(fell == Told.NO for fell, _ in seen)
        return Onset(network=network, kind=kind, fell=Told.NO if stood else Told.UNKNOWN)
    opens = None if any(first is None for first, _ in spans) else min(first for first, _ in spans if first is not None)
    closes = min((last for _, last in spans if last is not None), default=None)
    return Onset(network=network, kind=kind, fell=Told.YES, start=(opens, closes))


def _looked(own: Watched, outage: Outage) -> Span:
    """Since when and until when the series was watched without a gap that may hide another outage."""
    hidden = [gap for gap in own.gaps if gap.end - gap.start >= limits().gap_hides]
    since = max((gap.end for gap in hidden if gap.end <= outage.start[1]), default=own.since)
    until = min((gap.start for gap in hidden if gap.start >= outage.end[0]), default=own.until)
    return max(since, own.since), min(until, own.until)
