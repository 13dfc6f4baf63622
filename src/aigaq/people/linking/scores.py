"""How good a clustering is against a truth: pairs and B³. Proved by tests/people/linking/test_scores.py.

Pairwise precision and recall count pairs of records put together; B³ (Bagga and Baldwin 1998) averages over records,
so that large clusters do not decide alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Score:
    """Precision and recall, and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """2PR / (P + R)."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def pair_score(found: Labels, truth: Labels) -> Score:
    """By pairs of records."""
    right = _pairs(_both(found, truth))
    return Score(_share(right, _pairs(found)), _share(right, _pairs(truth)))


def b_cubed(found: Labels, truth: Labels) -> Score:
    """By records."""
    common = _sizes(_both(found, truth))
    return Score(float((common / _sizes(found)).mean()), float((common / _sizes(truth)).mean()))


def pairs_of(labels: Labels) -> int:
    """How many pairs a clustering puts together."""
    return int(_pairs(labels))


def _both(found: Labels, truth: Labels) -> Labels:
    _, one = np.unique(found, return_inverse=True)
    _, other = np.unique(truth, return_inverse=True)
    return one.astype(np.int64) * (int(other.max(initial=0)) + 1) + other


def _pairs(labels: Labels) -> float:
    counts = np.unique(labels, return_counts=True)[1].astype(np.float64)
    return float((counts * (counts - 1) / 2).sum())


def _sizes(labels: Labels) -> NDArray[np.float64]:
    _, of, counts = np.unique(labels, return_inverse=True, return_counts=True)
    return counts[of].astype(np.float64)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0
