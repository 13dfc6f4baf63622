"""The weights: how much each level of each field speaks for one person, learned from the rows without any truth.

Fellegi and Sunter (1969): the weight of a level is log m/u, m = P(level | same person), u = P(level | two persons). u is
known from the shares of the values. m is found by expectation–maximisation (Winkler 1988) within blocks in which most
pairs are one person, over the fields the block does not fix (as splink does), on counts of patterns instead of pairs.
Equal values weigh by their own share (term frequency: log 1/p instead of log 1/Σp²). The prior is the fixed point of
"expected matches / pairs". Proved by tests/people/linking/test_model.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made_by
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from aigaq.people.linking.fields import Field, Kind
from aigaq.people.linking.kin import combination, excess, none
from aigaq.people.linking.maximising import SMOOTH, maximise, patterns
from aigaq.people.linking.spellings import ALIKE
from aigaq.people.linking.values import MISSING, Floats, Levels

_ROUNDS, _CLOSE = 200, 1e-6
_FEW = 50  # matches that a block must be thought to hold before anything is learned from it
_PURE = 0.7  # share of matches from which a block teaches
_ANOTHERS = (
    0.01  # share of cells that are another person's whole: no list is surer of any field, however well it is kept
)
_START = 0.9  # m of equal values before anything is learned


TOGETHER = "names together"


@dataclass(frozen=True)
class Model:
    """What was learned. `m[k][level]` and `u[k][level]` are probabilities, `prior` that of a pair drawn at random.

    `excess` is log r of each combination of name parts that agree (`kin`).
    """

    fields: tuple[Field, ...]
    m: tuple[Floats, ...]
    u: tuple[Floats, ...]
    prior: float
    taught_by: tuple[tuple[str, ...], ...]
    excess: Floats = made_by(default_factory=none)

    @property
    def offset(self) -> float:
        """The logit of the prior."""
        return float(np.log(self.prior) - np.log1p(-self.prior))

    def weights(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
        """Σ log m/u of each pair (natural logarithm, without the prior)."""
        return self.weigh(compare(self.fields, one, other), one, other)

    def weigh(self, levels: Sequence[Levels], one: NDArray[np.int64], other: NDArray[np.int64]) -> Floats:
        """The same, of pairs whose levels are known already."""
        total = np.zeros(len(one))
        for k, level in enumerate(levels):
            total += self._part(k, level, one, other)
        return total + self.together(levels)

    def together(self, levels: Sequence[Levels]) -> Floats:
        """What is taken off each pair because its names agree together more often than by chance; never above 0."""
        return -self.excess[combination(self.fields, levels)]

    def parts(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> list[Floats]:
        """What the weight of each pair is the sum of, in the order of `part_names`."""
        levels = compare(self.fields, one, other)
        made = [self._part(k, level, one, other) for k, level in enumerate(levels)]
        return [*made, self.together(levels)] if self.excess.any() else made

    @property
    def part_names(self) -> tuple[str, ...]:
        """The names of the fields, and of what is taken off for names that agree together."""
        names = tuple(field.name for field in self.fields)
        return (*names, TOGETHER) if self.excess.any() else names

    def _part(self, k: int, level: Levels, one: NDArray[np.int64], other: NDArray[np.int64]) -> Floats:
        field = self.fields[k]
        table = np.zeros(MISSING + 1)
        table[: field.top + 1] = np.log(self.m[k] / self.u[k])
        weight: Floats = table[level]
        for rare, shares in field.rare.items():
            at = np.flatnonzero(level == rare)
            share = np.maximum(shares[field.column.ids[one[at]]], shares[field.column.ids[other[at]]])
            weight[at] = np.log(self.m[k][rare]) - np.log(np.maximum(share, least_share(field)))
        return weight


def least_share(field: Field) -> float:
    """No value is rarer than this: two records hold it, at the least."""
    return 2 / max(float(field.column.counts.sum()), 2.0)


def compare(fields: Sequence[Field], one: NDArray[np.int64], other: NDArray[np.int64]) -> list[Levels]:
    """The level of every field for each pair. A given name and a surname that agree only crosswise count as alike."""
    levels = [field.levels(one, other) for field in fields]
    kinds = {field.kind: k for k, field in enumerate(fields)}
    if Kind.GIVEN in kinds and Kind.SURNAME in kinds:
        _swap(fields, levels, kinds[Kind.GIVEN], kinds[Kind.SURNAME], one, other)
    if Kind.BIRTH in kinds and Kind.AGE in kinds:  # the age follows from the birth: it says nothing a second time
        levels[kinds[Kind.AGE]][levels[kinds[Kind.BIRTH]] != MISSING] = MISSING
    return levels


def _swap(
    fields: Sequence[Field],
    levels: list[Levels],
    given: int,
    surname: int,
    one: NDArray[np.int64],
    other: NDArray[np.int64],
) -> None:
    straight = np.maximum(_known(levels[given]), _known(levels[surname]))
    doubtful = np.flatnonzero(straight < ALIKE)
    if not len(doubtful):
        return
    first, second = fields[given].column.ids, fields[surname].column.ids
    a, b = one[doubtful], other[doubtful]
    crossed = [
        _known(fields[given].levels_of(first[a], second[b])),
        _known(fields[given].levels_of(second[a], first[b])),
    ]
    turned = doubtful[(np.minimum(*crossed) >= ALIKE) & (np.maximum(*crossed) > ALIKE)]
    levels[given][turned] = ALIKE
    levels[surname][turned] = ALIKE


def _known(level: Levels) -> Levels:
    return np.where(level == MISSING, 0, level).astype(np.uint8)


def learn(
    fields: Sequence[Field], levels: Sequence[Levels], one: NDArray[np.int64], other: NDArray[np.int64], pairs: float
) -> Model:
    """The model of these fields, from the candidate pairs and their levels. `pairs` is the number of all that could be."""
    u = tuple(field.chances / field.chances.sum() for field in fields)
    learnt, taught = _teach(fields, levels, u, pairs)
    m = tuple(_doubted(own, chances) for own, chances in zip(learnt, u, strict=True))
    beyond = excess(fields, levels, [_guess(one) for one in fields], u, pairs)
    model = Model(tuple(fields), m, u, 0.5, taught, beyond)
    return replace(model, prior=prior_of(model.weigh(levels, one, other), pairs))


def refine(model: Model, one: NDArray[np.int64], other: NDArray[np.int64]) -> Model:
    """The model with m counted among pairs held to be one person.

    Blocks that are pure teach from records in good order; the pairs of a group, some of which are held together only
    by a third record, show how bad the others are.
    """
    found = []
    for m, level in zip(model.m, compare(model.fields, one, other), strict=True):
        count = np.bincount(level, minlength=MISSING + 1)[: len(m)] + SMOOTH
        found.append(count / count.sum())
    found = [_doubted(m, u) for m, u in zip(found, model.u, strict=True)]
    return replace(model, m=tuple(found))


def _doubted(m: Floats, u: Floats) -> Floats:
    """(1 − ε) m + ε u: with the chance ε the cell is anybody's."""
    return (1 - _ANOTHERS) * m + _ANOTHERS * u


def prior_of(weights: Floats, pairs: float) -> float:
    """The share λ of matching pairs among all: λ = Σ P(match | weight, λ) / pairs.

    It is never less than half a pair's: λ = 0 is a fixed point too, and lists that are too short to tell anything would
    run into it and end in certainty where they should end in doubt.
    """
    least = 0.5 / max(pairs, 1.0)
    prior = 1 / max(pairs, 2.0)
    for _ in range(_ROUNDS):
        logit = weights + np.log(prior) - np.log1p(-prior)
        found = min(max(float((1 / (1 + np.exp(-logit))).sum()) / max(pairs, 1.0), least), 0.5)
        if abs(found - prior) <= _CLOSE * prior:
            break
        prior = found
    return prior


def _teach(
    fields: Sequence[Field], levels: Sequence[Levels], u: Sequence[Floats], pairs: float
) -> tuple[tuple[Floats, ...], tuple[tuple[str, ...], ...]]:
    """m of every field, averaged over the blocks that teach it by the matches they hold."""
    sums = [np.zeros(field.top + 1) for field in fields]
    held = np.zeros(len(fields))
    taught: list[tuple[str, ...]] = []
    for fixed in _blocks(fields, levels, u, pairs):
        chosen = np.all([_agree(fields[k], levels[k]) for k in fixed], axis=0)
        m, share = maximise(patterns([level[chosen] for level in levels]), u, fixed, [_guess(one) for one in fields])
        matches = share * int(chosen.sum())
        if share < _PURE or matches < _FEW:
            continue
        taught.append(tuple(fields[k].name for k in fixed))
        for k in set(range(len(fields))) - set(fixed):
            sums[k] += matches * m[k]
            held[k] += matches
    return tuple(
        total / weight if weight else _guess(field) for field, total, weight in zip(fields, sums, held, strict=True)
    ), tuple(taught)


def _blocks(
    fields: Sequence[Field], levels: Sequence[Levels], u: Sequence[Floats], pairs: float
) -> list[tuple[int, ...]]:
    """Sets of one to three fields whose agreement is mostly no chance: the pairs that agree are many times those expected.

    Each holds a field of the person's own. Surname, patronymic and place alone are those of brothers and sisters, who are
    no chance either.
    """
    agreeing = [_agree(field, level) for field, level in zip(fields, levels, strict=True)]
    own = {k for k, field in enumerate(fields) if field.kind in _OWN}
    found = list[tuple[int, ...]]()
    chance = [float(u[k][field.agrees_from :].sum()) for k, field in enumerate(fields)]
    rare = sorted(sorted(range(len(fields)), key=chance.__getitem__)[:_JOINED])
    for count in (1, 2, 3):
        for fixed in combinations(range(len(fields)) if count == 1 else rare, count):
            if any(set(part) <= set(fixed) for part in found) or any(fields[k].kind is Kind.SEX for k in fixed):
                continue
            if own and own.isdisjoint(fixed):
                continue
            agree = int(np.all([agreeing[k] for k in fixed], axis=0).sum())
            expected = pairs * float(np.prod([chance[k] for k in fixed]))
            if agree >= _FEW and expected <= (1 - _RICH) * agree:
                found.append(fixed)
    return found


_RICH = 0.95  # share of a block's pairs that must be more than chance
_JOINED = 30  # fields, those that agree least by chance, of which blocks of several are made: sets grow with the cube


_OWN = (Kind.GIVEN, Kind.BIRTH, Kind.CODE)  # what tells a person from the family


def _agree(field: Field, level: Levels) -> NDArray[np.bool_]:
    agree: NDArray[np.bool_] = (level >= field.agrees_from) & (level != MISSING)
    return agree


def _guess(field: Field) -> Floats:
    """m before anything is learned, and where nothing can be: in two scripts no two names have the same letters."""
    agreeing = field.top + 1 - field.agrees_from
    m = np.full(field.top + 1, (1 - _START) / max(field.top + 1 - agreeing, 1))
    m[field.agrees_from :] = _START / agreeing
    return m
