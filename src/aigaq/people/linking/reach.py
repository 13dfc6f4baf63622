"""Which pairs were compared at all: the candidates, and every pair within a component. Proved by
tests/people/linking/test_reach.py against enumeration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aigaq.people.linking.scores import pairs_of

if TYPE_CHECKING:
    from aigaq.people.linking.link import Linked

Numbers = NDArray[np.int64]


def compared_recall(linked: Linked, truth: Numbers) -> float:
    """The share of the pairs of one person (by `truth`) that were compared."""
    met = linked.candidates
    right = truth[met.one] == truth[met.other]
    apart = linked.components[met.one] != linked.components[met.other]
    joint = np.unique(linked.components, return_inverse=True)[1] * (int(truth.max(initial=0)) + 1) + truth
    every = pairs_of(truth)
    return (pairs_of(joint) + int((right & apart).sum())) / every if every else 1.0


def compared_pairs(one: Numbers, other: Numbers, components: Numbers) -> int:
    """How many pairs were compared."""
    return pairs_of(components) + int((components[one] != components[other]).sum())
