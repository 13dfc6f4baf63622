"""What the rules share: who is another voice, what a statement is told with, sides made of spells and sayings.

Proved by tests/blackout/conflicts/test_finding.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from aigaq.blackout.conflicts.telling import Said, Saying, Side
from aigaq.blackout.fusing import Gap, Spell
from aigaq.blackout.fusing.spans import Span, high, hull, low, stated
from aigaq.values.places import Gazetteer


@dataclass(frozen=True)
class Told:
    """Everything that rules look at. `keys`: row keys of statements by id, also of those that are no spell."""

    spells: Sequence[Spell]
    gaps: Sequence[Gap]
    sayings: Sequence[Saying]
    places: Gazetteer
    keys: Mapping[str, str] = field(default_factory=dict)

    def about(self, saying: Saying) -> list[Spell]:
        """The spells a saying speaks of: of a source it cites, at a place of its, at a time that meets its own."""
        return [
            one
            for one in self.spells
            if one.place in saying.places and set(one.sources) & set(saying.sources) and meet(saying.when, extent(one))
        ]

    def together(self, spells: Iterable[Spell]) -> list[Spell]:
        """Spells with all that restate, or are restated by, one of them and say the same of the same networks."""
        first = list(spells)
        groups = {(one.group, one.service, one.networks) for one in first}
        ids = {one.id for one in first}
        return first + [
            one for one in self.spells if one.id not in ids and (one.group, one.service, one.networks) in groups
        ]

    def restated(self, spells: Iterable[Spell]) -> list[str]:
        """The ids of what spells restate that are no spells themselves."""
        known = {one.id for one in self.spells}
        return [one.restates for one in spells if one.restates and one.restates not in known]


def same_voice(one: Spell, other: Spell) -> bool:
    """True where both are told by one observer, or share a source."""
    return one.observer == other.observer or bool(set(one.sources) & set(other.sources))


def extent(spell: Spell) -> Span:
    """All the time a spell may be about, as far as it says."""
    return (spell.start[0], spell.end[1]) if stated(spell.end) else (spell.start[0], None)


def meet(one: Span, other: Span) -> bool:
    """Whether two intervals may share a moment."""
    return low(one) <= high(other) and low(other) <= high(one)


def near(one: Iterable[str], other: Iterable[str], places: Gazetteer) -> bool:
    """Whether a place of one lies in a place of the other, or the other way round."""
    every = [(a, b) for a in one for b in other if a and b]
    return any(places.within(a, b) or places.within(b, a) for a, b in every)


def side_of(
    says: Said, spells: Sequence[Spell], told: Told, *, sayings: Sequence[Saying] = (), when: Span | None = None
) -> Side:
    """A side made of spells and sayings: sayings first, each thing once."""
    every: list[Saying | Spell] = [*sayings, *spells]
    ids = tuple(dict.fromkeys([one.id for one in every] + told.restated(spells)))
    keys = (told.keys.get(one, "") for one in ids)
    return Side(
        says=says,
        observers=_once(one.observer for one in every),
        statements=ids,
        keys=_once(keys),
        sources=_once(key for one in every for key in one.sources),
        when=hull(one.start for one in spells) if when is None else when,
    )


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
