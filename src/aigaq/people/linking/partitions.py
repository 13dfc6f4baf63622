"""How sure is it who is who: partitions drawn from the doubt, and the ladder of thresholds.

A partition puts every record with its person. It is drawn record by record, within the components of `clusters`, from a
fixed seed: a record goes to a person with odds exp(mean logit of its pairs with that person's records) against a person
of its own, given where all others are (Gibbs sampling, Geman and Geman 1984; the conditionals are stated, not derived
from one joint law: a dependency network, Heckerman et al. 2000). The mean is that of `clusters`: the pairs of one record
are no independent witnesses. Two records alone are together with exactly their pair's probability.
What people decided holds in every one. Proved by tests/people/linking/test_partitions.py against enumeration.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from aigaq.people.linking.clusters import AGAINST, FOR, bind, clusters, components, upper
from aigaq.people.linking.link import Linked

Numbers = NDArray[np.int64]

BURNED = 30  # sweeps before the first partition is kept
BETWEEN = 3  # sweeps from one that is kept to the next
THRESHOLDS = (0.1, 0.3, 0.5, 0.7, 0.9, 0.99)


def sample(linked: Linked, count: int, *, seed: int = 0) -> Numbers:
    """`count` partitions, one row each: for each record the number of the first record of its person."""
    from aigaq.people.linking.gibbs import sweep

    size = len(linked.records)
    drawn = np.tile(np.arange(size, dtype=np.int64), (count, 1))
    bonds = linked.bonds
    for number, group in enumerate(_groups(linked)):
        one, other = upper(len(group))
        weights = np.clip(linked.weigh(group[one], group[other]), -AGAINST, FOR)
        bind(group[one], group[other], weights, bonds, size)
        table = np.zeros((len(group), len(group)))
        table[one, other] = table[other, one] = weights
        start = _from_one(linked.persons[group])
        kept = sweep(table, start, count, BURNED, BETWEEN, seed * 1_000_003 + number)
        drawn[:, group] = _first(kept, group)
    return drawn


def ladder(linked: Linked, thresholds: Sequence[float] = THRESHOLDS) -> dict[float, Numbers]:
    """The persons at each probability from which two groups are held to be one."""
    met = linked.candidates
    return {
        threshold: clusters(
            len(linked.records),
            met.one,
            met.other,
            linked.logits,
            linked.weigh,
            linked.bonds,
            stop=float(np.log(threshold) - np.log1p(-threshold)),
        )
        for threshold in thresholds
    }


def _groups(linked: Linked) -> list[Numbers]:
    met = linked.candidates
    found = components(len(linked.records), met.one, met.other, linked.logits, linked.bonds)
    return [group for group in found if len(group) > 1]


def _from_one(labels: Numbers) -> Numbers:
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)


def _first(kept: Numbers, group: Numbers) -> Numbers:
    """Labels of each sample as the number of the first record that carries them."""
    labels = np.empty_like(kept)
    for row, held in enumerate(kept):
        _, first, of = np.unique(held, return_index=True, return_inverse=True)
        labels[row] = group[first][of]
    return labels
