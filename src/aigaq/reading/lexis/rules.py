"""The rules of a pack, laid out by what they cannot do without: a line is offered only those that it may have.

Proved by tests/reading/test_patterns.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from aigaq.reading.lexis.patterns import Pattern


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that makes or marks something. `id` goes into `made_by`."""

    id: str
    pattern: Pattern
    attrs: Mapping[str, Any]


_SAMPLE = 300  # lines after which it is known which keys are rare in texts


class Shelf:
    """Rules, kind by kind, in the order of the data files.

    A rule lies under keys of which its match has one: at first under those that few rules ask for, after some lines under
    those that were rare in them. Where it lies says only how soon it is passed over, never what it finds.
    """

    def __init__(self, kinds: Mapping[str, Sequence[Rule]]) -> None:
        self.rules: list[Rule] = []
        self._kinds: list[str] = []
        for kind, rules in kinds.items():
            self.rules += rules
            self._kinds += [kind] * len(rules)
        asked = Counter(key for rule in self.rules for keys in _needed(rule.pattern) for key in keys)
        self._asked = asked.keys()
        self._seen: Counter[str] = Counter()
        self._lines = 0
        self._under, self._open = self._laid_out(asked)

    def _laid_out(self, weight: Mapping[str, int]) -> tuple[dict[str, list[int]], list[int]]:
        """Every rule under the keys it needs one of; of several such sets under the lightest."""
        under: dict[str, list[int]] = {}
        anywhere: list[int] = []
        for number, rule in enumerate(self.rules):
            needed = _needed(rule.pattern)
            if not needed:
                anywhere.append(number)
                continue
            for key in min(needed, key=lambda keys: sum(weight.get(key, 0) for key in keys)):
                under.setdefault(key, []).append(number)
        return under, anywhere

    def near(self, keys: AbstractSet[str]) -> list[int]:
        """The numbers of the rules that a line with these keys may match; the others it cannot."""
        if self._lines < _SAMPLE:
            self._learn(keys)
        under = self._under
        numbers = set(self._open)
        for key in under.keys() & keys:
            numbers.update(under[key])
        return sorted(numbers)

    def _learn(self, keys: AbstractSet[str]) -> None:
        """Count the keys of a line, and lay the rules out anew once there were enough lines."""
        self._seen.update(self._asked & keys)
        self._lines += 1
        if self._lines == _SAMPLE:
            self._under, self._open = self._laid_out(self._seen)

    def by_kind(self, keys: AbstractSet[str]) -> dict[str, list[Rule]]:
        """The rules that a line with these keys may match, kind by kind."""
        found: dict[str, list[Rule]] = {}
        for number in self.near(keys):
            found.setdefault(self._kinds[number], []).append(self.rules[number])
        return found


def _needed(pattern: Pattern) -> list[frozenset[str]]:
    """Sets of keys, of each of which a match has one."""
    return [*(frozenset((key,)) for key in pattern.needs), *pattern.one_of]
