"""Draws that are put together: of linkages in a mixture, of families in a pool, of strata in a sum.

Draws of one table are laid out [linkages, draws]: every linkage has the same weight (Sadinle 2018, linkage-averaging),
and strata of one linkage are added to one another, never to those of another. The pool gives each family that stands the
same weight (Stone 1961): where models that fit alike disagree, the disagreement is part of the answer. A sum over strata
takes the same family in each, for what makes a family wrong makes it wrong in all. Proved by tests/toll/estimates/test_pooling.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from aigaq.toll.family import UNBOUNDED, FamilyName

Laid = NDArray[np.int64]
"""Draws [linkages, draws]."""

ENDLESS = 0.2  # of the draws without an end: as in data/loglinear.toml, [unbounded]
EACH = 20_000  # draws of a number, over all linkages


def lay(parts: Sequence[NDArray[np.int64]], *, seed: int, name: str) -> Laid:
    """Draws of each linkage, of any shape, as [linkages, draws]: evenly spaced quantiles in a shuffled order."""
    width = max(EACH // len(parts), 1)
    levels = (np.arange(width) + 0.5) / width
    numbers = np.random.default_rng([abs(seed), *name.encode()])
    ordered = [np.sort(part, axis=None) for part in parts]
    return np.stack([numbers.permutation(part[(levels * part.size).astype(np.int64)]) for part in ordered])


def pool(families: Mapping[FamilyName, Laid]) -> Laid | None:
    """The draws of all families side by side: [linkages, families × draws]; None where there is none."""
    return np.concatenate(list(families.values()), axis=1) if families else None


def total(strata: Sequence[Mapping[FamilyName, Laid]]) -> dict[FamilyName, Laid]:
    """The sums over strata of the families that stand in every one.

    Where nobody of a stratum is counted in some linkage, strata have not the same linkages: their mixtures are added.
    """
    found = {}
    for name in [name for name in strata[0] if all(name in one for one in strata)]:
        parts = [one[name] for one in strata]
        if len({part.shape for part in parts}) > 1:
            parts = [lay([part], seed=at, name=name.value) for at, part in enumerate(parts)]
        summed: Laid = np.sum(parts, axis=0)
        # Strata each of which hardly has an end may sum to nothing but endless draws: that is no number.
        if float((summed >= UNBOUNDED // 2).mean()) <= ENDLESS:
            found[name] = summed
    return found


def share_between(uncounted: Laid) -> float | None:
    """The share of the variance of log(1 + uncounted) that lies between linkages; None for fewer than two."""
    if len(uncounted) < 2:
        return None
    logs = np.log1p(uncounted.astype(np.float64))
    whole = float(logs.var())
    return float(logs.mean(axis=1).var()) / whole if whole > 0.0 else 0.0
