"""The rules of a pack, laid out by what they cannot do without: a line is offered only those that it may have.

Proved by tests/reading/test_patterns.py.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from aigaq.reading.patterns import Pattern


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that makes or marks something. `id` goes into `made_by`."""

    id: str
    pattern: Pattern
    attrs: Mapping[str, Any]


class Shelf:
    """Rules, kind by kind, in the order of the data files."""

    def __init__(self, kinds: Mapping[str, Sequence[Rule]]) -> None:
        self.rules: list[Rule] = []
        self._reach: dict[str, tuple[int, int]] = {}
        for kind, rules in kinds.items():
            self._reach[kind] = (len(self.rules), len(self.rules) + len(rules))
            self.rules += rules
        self._under: dict[str, list[int]] = {}
        self._open: list[int] = []
        self._lay_out()
        self._keys = self._under.keys()

    def _lay_out(self) -> None:
        """Put every rule under the keys it needs one of; of several such sets under the one that fewest rules ask for."""
        asked = Counter(key for rule in self.rules for keys in _needed(rule.pattern) for key in keys)
        for number, rule in enumerate(self.rules):
            needed = _needed(rule.pattern)
            if not needed:
                self._open.append(number)
                continue
            for key in min(needed, key=lambda keys: sum(asked[key] for key in keys)):
                self._under.setdefault(key, []).append(number)

    def near(self, keys: AbstractSet[str]) -> list[int]:
        """The numbers of the rules that a line with these keys may match; the others it cannot."""
        numbers = set(self._open)
        for key in self._keys & keys:
            numbers.update(self._under[key])
        return sorted(numbers)

    def of_kind(self, kind: str, near: Sequence[int]) -> list[Rule]:
        """Those of the rules with these numbers that are of one kind."""
        first, last = self._reach.get(kind, (0, 0))
        return [self.rules[number] for number in near[bisect_left(near, first) : bisect_left(near, last)]]


def _needed(pattern: Pattern) -> list[frozenset[str]]:
    """Sets of keys, of each of which a match has one."""
    return [*(frozenset((key,)) for key in pattern.needs), *pattern.one_of]
