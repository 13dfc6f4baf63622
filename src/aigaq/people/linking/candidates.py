"""Which pairs of records are compared: those that share a rare enough combination of keys.

Each field gives *keys* (a whole value, its skeleton, its consonants, its beginning, a year …). A *rule* is one key, or
keys of two or three fields together. A rule is used when the pairs that meet under it by chance, N · Π Σ p², are few
for each record, and no part of it is a rule already. So the rules come from the rows and not from a table of settings,
and a typing error in one field still leaves the rules of all others. Proved by tests/people/linking/test_candidates.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from aigaq.people.linking.fields import DATES, NAMES, Field, Kind
from aigaq.people.linking.joining import distinct_pairs, equal_pairs
from aigaq.people.names import keys, skeletons

CHANCE = 3  # pairs that may meet by chance under one rule, for each record
FEW = 30_000  # pairs by chance that a rule may always make: small lists are compared nearly whole
BLOCK = 400  # records under one key from which the key is left out; what is lost by it is counted
_TOGETHER = 3  # keys that a rule may join
_HELD = 12_000_000  # pairs held before they are made distinct: what bounds the memory
_READINGS = 2  # readings of an ambiguous spelling that are followed
_ASKED = 60  # keys, the narrowest, of which sets are made: more than a list of twenty columns offers

Numbers = NDArray[np.int64]
Short = NDArray[np.int32]  # numbers of records: of lists a machine can hold, 31 bits are enough


@dataclass(frozen=True)
class Key:
    """One key of a field: the number of each record's key (−1 none), one array a reading."""

    name: str
    family: str
    readings: tuple[Numbers, ...]
    size: int

    def chance(self) -> float:
        """Σ p²: how often two records drawn at random share it."""
        held = self.readings[0]
        counts = np.bincount(held[held >= 0], minlength=1) / max(len(held), 1)
        return float((counts**2).sum())


@dataclass(frozen=True)
class Candidates:
    """The pairs to compare, the rules that made them, and the pairs lost to blocks that were too large."""

    one: Numbers
    other: Numbers
    rules: tuple[tuple[str, ...], ...]
    left_out: int


def candidates(
    fields: Sequence[Field], lists: Numbers, *, within: bool, named: NDArray[np.bool_] | None = None
) -> Candidates:
    """Every pair that shares a rule, each once; only pairs of two lists where `within` is false, only `named` records."""
    ones, others, left_out = list[Short](), list[Short](), 0
    names = dict.fromkeys(list[tuple[str, ...]]())
    for rule, met in rule_keys(fields, lists, within=within):
        names[rule] = None
        pairs = equal_pairs(met, most=BLOCK)
        low, high = pairs.one.astype(np.int32), pairs.other.astype(np.int32)
        if not within:
            apart = lists[low] != lists[high]
            low, high = low[apart], high[apart]
        if named is not None:
            both = named[low] & named[high]
            low, high = low[both], high[both]
        ones.append(low)
        others.append(high)
        left_out += pairs.left_out
        if sum(map(len, ones[1:])) > _HELD:
            ones, others = _once(ones, others, len(lists))
    one, other = _once(ones, others, len(lists))
    return Candidates(one[0].astype(np.int64), other[0].astype(np.int64), tuple(names), left_out)


def _once(ones: Sequence[Short], others: Sequence[Short], size: int) -> tuple[list[Short], list[Short]]:
    one, other = (np.concatenate([np.empty(0, np.int32), *parts]) for parts in (ones, others))
    low, high = distinct_pairs(one, other, size)
    return [low.astype(np.int32)], [high.astype(np.int32)]


def rule_keys(fields: Sequence[Field], lists: Numbers, *, within: bool) -> Iterator[tuple[tuple[str, ...], Numbers]]:
    """Each rule by its keys' names, with the key of each record (−1 none); once for each reading."""
    offered = [key for field in fields for key in keys_of(field)] + _crosswise(fields)
    for rule in choose(offered, pairs_in_all(lists, within=within)):
        for readings in product(*(key.readings for key in rule)):
            yield tuple(key.name for key in rule), _together(readings, rule)


def choose(offered: Sequence[Key], pairs: float) -> list[tuple[Key, ...]]:
    """The rules: the smallest sets of keys of different fields under which few enough pairs meet by chance."""
    chance = {key.name: key.chance() for key in offered}
    most = max(CHANCE * len(offered[0].readings[0]), FEW) if offered else 0
    chosen: list[tuple[Key, ...]] = []
    taken: list[set[str]] = []
    for count in range(1, _TOGETHER + 1):
        asked = offered if count == 1 else _asked(offered, chance, {rule[0].name for rule in chosen if len(rule) == 1})
        for rule in combinations(asked, count):
            names = {key.name for key in rule}
            if len({key.family for key in rule}) < count or any(part <= names for part in taken):
                continue
            if 0 < pairs * float(np.prod([chance[key.name] for key in rule])) <= most:
                chosen.append(rule)
                taken.append(names)
    return chosen


def _asked(offered: Sequence[Key], chance: Mapping[str, float], alone: set[str]) -> list[Key]:
    """The keys of which sets are made, without those that are rules alone. Their number is bounded: that of the sets
    grows with its cube, and a file may have hundreds of columns."""
    left = [key for key in offered if chance[key.name] > 0 and key.name not in alone]
    narrow = {key.name for key in sorted(left, key=lambda key: (chance[key.name], key.name))[:_ASKED]}
    return [key for key in left if key.name in narrow]


def keys_of(field: Field) -> list[Key]:
    """The keys that a field offers, from the narrowest to the widest."""
    if field.kind is Kind.SEX:
        return []
    made = [_key(field, "", [(value,) for value in field.column.values])]
    made += [
        _key(field, name, [_readings(value, of) for value in field.column.values]) for name, of in _PARTS[field.kind]
    ]
    return made


def _crosswise(fields: Sequence[Field]) -> list[Key]:
    """Given name and surname by their sounds, whichever stands where."""
    by_kind = {field.kind: field for field in fields}
    if Kind.GIVEN not in by_kind or Kind.SURNAME not in by_kind:
        return []
    given, surname = by_kind[Kind.GIVEN], by_kind[Kind.SURNAME]
    sounds = [min(_sounds(value), default="") for value in given.column.values]  # one vocabulary for both
    number = {text: at for at, text in enumerate(sorted(set(sounds)))}
    of_value = np.array([number[text] for text in sounds] or [-1], np.int64)
    one, other = (of_value[np.maximum(field.column.ids, 0)] for field in (given, surname))
    joined = np.minimum(one, other) * len(number) + np.maximum(one, other)
    known = (given.column.ids >= 0) & (surname.column.ids >= 0)
    _, dense = np.unique(joined, return_inverse=True)
    return [Key("names crosswise", given.name, (np.where(known, dense, -1),), int(dense.max(initial=0)) + 1)]


def _readings(value: str, of: Callable[[str], Sequence[str]]) -> Sequence[str]:
    return list(of(value))[:_READINGS]


def _key(field: Field, name: str, texts: Sequence[Sequence[str]]) -> Key:
    every = sorted({text for own in texts for text in own if text})
    number = {text: at for at, text in enumerate(every)}
    readings = []
    for nth in range(max((len(own) for own in texts), default=1)):
        of_value = np.array([number.get(own[nth], -1) if nth < len(own) else -1 for own in texts] or [-1], np.int64)
        ids = field.column.ids
        readings.append(np.where(ids >= 0, of_value[np.maximum(ids, 0)], -1))
    return Key(f"{field.name}.{name}" if name else field.name, field.name, tuple(readings), len(every) or 1)


def _together(readings: Sequence[Numbers], rule: Sequence[Key]) -> Numbers:
    joined = np.zeros(len(readings[0]), np.int64)
    known = np.ones(len(joined), bool)
    for held, key in zip(readings, rule, strict=True):
        joined = joined * key.size + held  # three keys of up to two million values fit into 63 bits
        known &= held >= 0
    joined[~known] = -1
    return joined


def pairs_in_all(lists: Numbers, *, within: bool) -> float:
    """How many pairs of records there are, within lists or only between them."""
    size = len(lists)
    every = size * (size - 1) / 2
    if within:
        return every
    counts = np.bincount(lists).astype(np.float64)
    return every - float((counts * (counts - 1) / 2).sum())


def _spelled(value: str) -> list[str]:
    return sorted(skeletons(value.split()[0])) if value.split() else []


def _sounds(value: str) -> list[str]:
    return sorted(keys(value.split()[0])) if value.split() else []


def _half(value: str) -> tuple[str, str]:
    if " " in value.strip():
        first, _, last = value.strip().rpartition(" ")
        return first, last
    middle = (len(value) + 1) // 2
    return value[:middle], value[middle:]


_NAME_PARTS: tuple[tuple[str, Callable[[str], Sequence[str]]], ...] = (
    ("skeleton", _spelled),
    ("sounds", _sounds),
    ("beginning", lambda value: [text[:3] for text in _spelled(value)[:1]]),
    ("end", lambda value: [text[-3:] for text in _spelled(value)[:1]]),
    ("first letters", lambda value: [text[:2] for text in _spelled(value)[:1]]),
)
_DATE_PARTS: tuple[tuple[str, Callable[[str], Sequence[str]]], ...] = (
    ("year", lambda value: [value[:4]]),
    ("day", lambda value: [value[4:]]),
)
_PARTS: dict[Kind, tuple[tuple[str, Callable[[str], Sequence[str]]], ...]] = {
    **dict.fromkeys(NAMES, _NAME_PARTS),
    Kind.PLACE: (("sounds", _sounds),),
    **dict.fromkeys(DATES, _DATE_PARTS),
    Kind.AGE: (),
    Kind.SEX: (),
    Kind.TEXT: (("beginning", lambda value: [value[:4]]),),
    Kind.CODE: (
        ("first half", lambda value: [_half(value)[0]]),
        ("second half", lambda value: [_half(value)[1]]),
    ),
}
