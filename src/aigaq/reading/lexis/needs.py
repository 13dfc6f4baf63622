"""What a pattern cannot do without, so that a line that lacks it is never searched. Proved by tests/reading/test_patterns.py.

Keys are what a unit can have: the character of a class, or its form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Needs:
    """What every match of a stretch of a pattern has, collected from left to right.

    `first` holds the keys of which its first unit has one (None: any unit will do), complete once a unit `stands` that
    cannot be left out; `all_of` the keys that must occur, `one_of` sets of which one key must.
    """

    first: frozenset[str] | None = frozenset()
    stands: bool = False
    all_of: frozenset[str] = frozenset()
    one_of: tuple[frozenset[str], ...] = field(default=())

    @property
    def starts(self) -> frozenset[str] | None:
        """The keys of which a match's first unit has one; None where nothing is known of it."""
        return self.first if self.stands else None

    def then(self, other: Needs, *, optional: bool) -> None:
        """Add what comes next."""
        if not self.stands:
            self.first = None if self.first is None or other.first is None else self.first | other.first
            self.stands = other.stands and not optional
        if not optional:
            self.all_of |= other.all_of
            self.one_of += other.one_of

    def narrowest(self) -> frozenset[str]:
        """The fewest keys of which every match has one; empty where there are none."""
        if self.all_of:
            return frozenset((min(self.all_of),))
        return min(self.one_of, key=len, default=frozenset())

    @staticmethod
    def either(alternatives: Sequence[Needs]) -> Needs:
        """What is needed where any of these will do."""
        if len(alternatives) == 1:
            return alternatives[0]
        firsts = [one.first for one in alternatives]
        narrow = [one.narrowest() for one in alternatives]
        return Needs(
            None if None in firsts else frozenset().union(*filter(None, firsts)),
            all(one.stands for one in alternatives),
            frozenset.intersection(*(one.all_of for one in alternatives)),
            (frozenset().union(*narrow),) if all(narrow) else (),
        )


def unit_needs(keys: frozenset[str] | None) -> Needs:
    """What one unit needs that has one of these keys; None: any unit."""
    if keys is None:
        return Needs(None, True)
    return Needs(keys, True, keys) if len(keys) == 1 else Needs(keys, True, one_of=(keys,))
