"""Every outage of many series judged, as `assess(episode_of(outage, …))` would, in time linear in their number.

Of the networks around an outage only those that fell while it lasted, and routes and data centres, can change a feature:
the others are left out before an episode is made. Networks that fall together have the same neighbours: what is told of
these is kept for each pair of a beginning and an end, and what asks only whether some fell and some stood is asked of one
network for each kind. Proved by tests/blackout/test_judging.py: equal to the plain way on drawn series.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from aigaq.blackout.character import Assessment, Context, Episode, Onset, Surroundings, Told, Watched, Words, episode_of
from aigaq.blackout.character.assessing import weigh
from aigaq.blackout.character.features import features, judge
from aigaq.blackout.outage import Outage
from aigaq.blackout.series import NetworkKind

_ASKED_OF_ALL = (NetworkKind.ROUTING, NetworkKind.INFRASTRUCTURE)
_AMONG_NETWORKS = ("networks_fall_together", "mobile_first")  # features that look at nothing but the onsets
_MOST = 4096  # neighbourhoods kept: a file cannot fill the memory with them

Circumstances = Callable[[Outage, str], tuple[tuple[Context, ...], tuple[Words, ...]]]
"""What was brought of an outage and of what its entity lies in: happenings and words."""


def nothing_brought(outage: Outage, parent: str) -> tuple[tuple[Context, ...], tuple[Words, ...]]:
    """No happening and no word."""
    return (), ()


class _Index(NamedTuple):
    """The outages of networks side by side: [n] from, until, which network; and those that are asked whatever they did."""

    opens: NDArray[np.float64]
    closes: NDArray[np.float64]
    which: NDArray[np.int64]
    always: frozenset[int]


class _Near(Surroundings):
    """Surroundings that show of the networks only what can matter to the outage that is looked at."""

    def __init__(self, watched: Iterable[Watched]) -> None:
        super().__init__(watched)
        self._looked: Outage | None = None
        self._index: dict[int, _Index] = {}

    def look(self, outage: Outage) -> None:
        """Sets the outage about which is asked next."""
        self._looked = outage

    def networks(self, entity: str) -> Any:
        """As of `Surroundings`, without networks that stood or were not watched."""
        every = super().networks(entity)
        if self._looked is None or len(every) < 2:
            return every
        index = (
            self._index.setdefault(id(every), _indexed(every))
            if id(every) not in self._index
            else self._index[id(every)]
        )
        start, end = self._looked.start, self._looked.end
        since = -np.inf if start[0] is None else start[0]
        until = np.inf if end[1] is None else end[1]
        met = index.which[(index.opens <= until) & (index.closes >= since)]
        return tuple(every[number] for number in sorted(index.always.union(met.tolist())))

    def group(self, entity: str) -> int:
        """Equal for entities with the same networks around them."""
        return id(super().networks(entity))


def _indexed(networks: Any) -> _Index:
    found = [
        (opens, closes, number)
        for number, (_, seen) in enumerate(networks)
        for one in seen
        for opens, closes in zip(one.opens, one.closes, strict=True)
    ]
    opens, closes, which = zip(*found, strict=True) if found else ((), (), ())
    always = frozenset(number for number, ((_, kind), _) in enumerate(networks) if kind in _ASKED_OF_ALL)
    return _Index(np.array(opens, float), np.array(closes, float), np.array(which, np.int64), always)


class Judge:
    """Judges outages of what was watched; ask in order of time, so that those that fell together follow each other."""

    def __init__(
        self,
        watched: Sequence[Watched],
        *,
        zone: str | None = None,
        circumstances: Circumstances = nothing_brought,
    ) -> None:
        self._around = _Near(watched)
        self._zone = zone
        self._brought = circumstances
        self._own: dict[str, Surroundings] = {}
        entities: dict[str, list[Watched]] = {}
        for one in watched:
            entities.setdefault(one.entity, []).append(one)
        self._entities = entities
        self._kept: dict[tuple[Any, ...], tuple[dict[str, Told], tuple[Onset, ...]]] = {}

    def assess(self, outage: Outage, *, parent: str = "") -> Assessment:
        """The assessment of one outage.

        Raises:
            UsageError: the outage is in none of the series.
        """
        context, words = self._brought(outage, parent)
        if outage.entity not in self._own:
            self._own[outage.entity] = Surroundings(self._entities.get(outage.entity, ()))
        bare = episode_of(outage, self._own[outage.entity], zone=self._zone, context=context, words=words)
        among, onsets = self._neighbours(outage)
        held = judge(msgspec.structs.replace(bare, onsets=onsets))
        return weigh(held | among)

    def _neighbours(self, outage: Outage) -> tuple[dict[str, Told], tuple[Onset, ...]]:
        """What is told among networks, and of each kind one that fell, one that stood, one of which that is not known."""
        key = (self._around.group(outage.entity), outage.start, outage.end)
        if key not in self._kept:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            self._around.look(outage)
            episode = episode_of(outage, self._around)
            self._kept[key] = _among(episode), _distinct(episode.onsets)
        return self._kept[key]


def _among(episode: Episode) -> dict[str, Told]:
    return {name: features()[name](episode) for name in _AMONG_NETWORKS}


def _distinct(onsets: Sequence[Onset]) -> tuple[Onset, ...]:
    return tuple({(one.kind, one.fell): one for one in onsets}.values())
