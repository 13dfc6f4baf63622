"""Link records: candidates, weights, persons. The verb of this room.

The model is learned from the rows alone, without truth and with fixed seeds: the same rows give the same persons,
whatever their order. What people decided binds and is never learned over. docs/methods/people.md states the model,
its assumptions and where it fails. Proved by tests/people/linking/test_link.py and bench/people.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aigaq.errors import FormatError
from aigaq.people.linking.candidates import Candidates, candidates, pairs_in_all
from aigaq.people.linking.clusters import Bonds, clusters, components
from aigaq.people.linking.joining import equal_pairs
from aigaq.people.linking.model import Model, compare, learn, prior_of, refine
from aigaq.people.linking.reach import compared_pairs
from aigaq.people.linking.records import Records

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]

_ROUNDS, _STILL = 4, 0.01  # of counting m among the persons found, at the most, and the change of m at which it ends
_GROUP = 400  # records of one person from which nothing more is learned


@dataclass(frozen=True)
class Linked:
    """What linking found.

    `one`, `other`, `logits`: the pairs compared and the logit of each being one person. `persons`: for each record the
    number of the first record of its person. `bonds`: what people decided and what the lists declare.
    """

    records: Records
    model: Model
    candidates: Candidates
    logits: Floats
    persons: Numbers
    bonds: Bonds

    @property
    def probabilities(self) -> Floats:
        """P(one person) of each compared pair."""
        return 1 / (1 + np.exp(-self.logits))

    @cached_property
    def components(self) -> Numbers:
        """For each record the number of the group within which every pair was weighed."""
        met, labels = self.candidates, np.arange(len(self.records), dtype=np.int64)
        for group in components(len(self.records), met.one, met.other, self.logits, self.bonds):
            labels[group] = group[0]
        return labels

    @property
    def compared(self) -> int:
        """How many pairs were compared."""
        return compared_pairs(self.candidates.one, self.candidates.other, self.components)

    def weigh(self, one: Numbers, other: Numbers) -> Floats:
        """The logit of any pairs, compared or not."""
        return self.model.weights(one, other) + self.model.offset


def link(
    records: Records,
    *,
    within: bool = True,
    single: Iterable[str] = (),
    same: Iterable[tuple[int, int]] = (),
    different: Iterable[tuple[int, int]] = (),
) -> Linked:
    """Find which records are one person.

    `within`: also inside a list (else only between lists). `single`: lists declared free of duplicates. `same`,
    `different`: pairs of record numbers that people decided.

    Raises:
        FormatError: no field tells the records apart.
    """
    bonds = bonds_of(records, single=single, same=same, different=different)
    fields = records.fields
    if not fields:
        raise FormatError(
            "no column tells the rows apart",
            where=", ".join(records.lists),
            hint="there is one row, or all are equal; else say what the columns are with --map",
        )
    met = candidates(fields, records.list_of, within=within, named=records.named)
    levels = compare(fields, met.one, met.other)
    every = pairs_in_all(records.list_of, within=within)
    model = learn(fields, levels, met.one, met.other, every)
    logits = model.weigh(levels, met.one, met.other) + model.offset
    for _ in range(_ROUNDS):
        persons = _persons(records, met, logits, model, bonds)
        one, other = _found(persons, bonds)
        if not len(one):
            break
        before, model = model, refine(model, one, other)
        model = replace(model, prior=prior_of(model.weigh(levels, met.one, met.other), every))
        logits = model.weigh(levels, met.one, met.other) + model.offset
        if all(np.abs(new - old).max() < _STILL for new, old in zip(model.m, before.m, strict=True)):
            break
    persons = _persons(records, met, logits, model, bonds)
    return Linked(records, model, met, logits, persons, bonds)


def bonds_of(
    records: Records,
    *,
    single: Iterable[str] = (),
    same: Iterable[tuple[int, int]] = (),
    different: Iterable[tuple[int, int]] = (),
) -> Bonds:
    """What binds these records."""
    return Bonds(_ordered(same), _ordered(different), records.list_of, _numbers(records, single))


def _persons(records: Records, met: Candidates, logits: Floats, model: Model, bonds: Bonds) -> Numbers:
    return clusters(len(records), met.one, met.other, logits, lambda a, b: model.weights(a, b) + model.offset, bonds)


def _found(persons: Numbers, bonds: Bonds) -> tuple[Numbers, Numbers]:
    """The pairs that were found to be one person, without those that people said are: from these nothing is learned."""
    group = equal_pairs(persons, most=_GROUP)
    low, high = np.minimum(group.one, group.other), np.maximum(group.one, group.other)
    told = np.array([a * len(persons) + b for a, b in bonds.same], np.int64)
    kept = ~np.isin(low * len(persons) + high, told)
    return low[kept], high[kept]


def _ordered(pairs: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted({(min(pair), max(pair)) for pair in pairs}))


def _numbers(records: Records, names: Iterable[str]) -> frozenset[int]:
    return frozenset(records.lists.index(name) for name in names)
