"""Names agree together more often than by chance: brothers share surname and patronymic, namesakes all three.

Fields are taken as independent of each other given that two records are two persons; between the parts of a name that is
false, and in a list with few duplicates the namesakes would outnumber the true pairs. For each combination of agreeing
name parts the other fields say which share of the candidate pairs are one person (a mixture with fixed m and u, its
share alone found by expectation–maximisation); the rest are two persons, r times as many as chance would make,
N Π u. log r is taken off the weight of such pairs: the interaction terms of Winkler (1989) and Larsen and Rubin (2001),
for the one group of fields where they matter. Proved by tests/people/linking/test_kin.py.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from aigaq.people.linking.fields import DATES, NAMES, Field, Kind
from aigaq.people.linking.values import MISSING, Floats, Levels

COMBINATIONS = 1 << len(NAMES)
_TELLING = (*DATES, Kind.AGE, Kind.CODE)  # without one of them nothing says who shares a name and who is one person
_FEW = 20  # pairs of a combination from which its share is estimated
_ROUNDS, _CLOSE = 200, 1e-5

Numbers = NDArray[np.int64]


def none() -> Floats:
    """No combination is more frequent than chance."""
    return np.zeros(COMBINATIONS)


def combination(fields: Sequence[Field], levels: Sequence[Levels]) -> Numbers:
    """For each pair the name parts that agree, a bit for each kind."""
    found = np.zeros(len(levels[0]) if levels else 0, np.int64)
    for field, level in zip(fields, levels, strict=True):
        if field.kind in NAMES:
            found |= ((level >= field.agrees_from) & (level != MISSING)).astype(np.int64) << NAMES.index(field.kind)
    return found


def excess(
    fields: Sequence[Field], levels: Sequence[Levels], m: Sequence[Floats], u: Sequence[Floats], pairs: float
) -> Floats:
    """log r for each combination, at least 0; `m` and `u` by field, `pairs` the number of all pairs there could be."""
    made = none()
    telling = [level != MISSING for field, level in zip(fields, levels, strict=True) if field.kind in _TELLING]
    if sum(field.kind in NAMES for field in fields) < 2 or not telling:
        return made
    told = np.any(telling, axis=0)
    held, weights = combination(fields, levels), _others(fields, levels, m, u)
    for number in range(COMBINATIONS):
        of = held == number
        if number.bit_count() < 2 or int((of & told).sum()) < _FEW:
            continue
        two = int(of.sum()) * (1 - _share(weights[of & told]))
        chance = pairs * float(
            np.prod(
                [
                    u[k][field.agrees_from :].sum()
                    for k, field in enumerate(fields)
                    if field.kind in NAMES and number >> NAMES.index(field.kind) & 1
                ]
            )
        )
        made[number] = max(0.0, float(np.log(max(two, 1e-9)) - np.log(max(chance, 1e-9))))
    return made


def _others(fields: Sequence[Field], levels: Sequence[Levels], m: Sequence[Floats], u: Sequence[Floats]) -> Floats:
    """Σ log m/u over the fields that are no names."""
    total = np.zeros(len(levels[0]))
    for field, level, own, chances in zip(fields, levels, m, u, strict=True):
        if field.kind not in NAMES:
            table = np.zeros(MISSING + 1)
            table[: field.top + 1] = np.log(own / chances)
            total += table[level]
    return total


def _share(weights: Floats) -> float:
    """The share of one person: λ = mean of P(one person | weight, λ)."""
    share = 0.5
    for _ in range(_ROUNDS):
        found = float(np.mean(1 / (1 + np.exp(-(weights + np.log(share) - np.log1p(-share))))))
        found = min(max(found, 1e-6), 1 - 1e-6)
        if abs(found - share) < _CLOSE:
            return found
        share = found
    return share
