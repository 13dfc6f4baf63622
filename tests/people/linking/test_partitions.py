"""Sampled partitions against probabilities that are known."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from aigaq.people.linking.gibbs import sweep

DRAWN = 4000


def drawn(table: np.ndarray, seed: int = 1) -> np.ndarray:
    labels: np.ndarray = sweep(table, np.arange(len(table), dtype=np.int64), DRAWN, 50, 2, seed)
    return labels


@pytest.mark.parametrize("logit", [-2.0, 0.0, 1.5])
def test_two_records_are_together_with_their_own_probability(logit: float) -> None:
    labels = drawn(np.array([[0.0, logit], [logit, 0.0]]))
    together = float((labels[:, 0] == labels[:, 1]).mean())
    expected = 1 / (1 + np.exp(-logit))
    assert abs(together - expected) < 4 * np.sqrt(expected * (1 - expected) / DRAWN) + 0.01


def test_three_records_follow_the_stated_conditionals() -> None:
    """The chain on the five partitions of three records, solved exactly from the same conditionals."""
    table = np.array([[0.0, 1.0, -0.5], [1.0, 0.0, 0.3], [-0.5, 0.3, 0.0]])
    states = [(0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1), (0, 1, 2)]
    whole = np.eye(5)
    for r in range(3):
        move = np.zeros((5, 5))
        for number, state in enumerate(states):
            others = [q for q in range(3) if q != r]
            odds: dict[frozenset[int], float] = {frozenset(): 1.0}
            for label in {state[q] for q in others}:
                mates = frozenset(q for q in others if state[q] == label)
                odds[mates] = float(np.exp(np.mean([table[r, q] for q in mates])))
            for mates, chance in odds.items():
                groups = [
                    frozenset(g)
                    for g in (
                        [mates | {r}]
                        + [
                            frozenset(q for q in others if state[q] == label) - mates
                            for label in {state[q] for q in others}
                        ]
                    )
                    if g
                ]
                labels: list[int] = [-1] * 3
                for at, group in enumerate(sorted(set(groups), key=min)):
                    for q in group:
                        labels[q] = at
                move[number][states.index((labels[0], labels[1], labels[2]))] += chance / sum(odds.values())
        whole = whole @ move
    values, vectors = np.linalg.eig(whole.T)
    law = np.real(vectors[:, np.argmax(np.real(values))])
    law /= law.sum()
    counted = Counter(_named(row) for row in drawn(table).tolist())
    for state, chance in zip(states, law, strict=True):
        assert abs(counted[state] / DRAWN - chance) < 0.035


def _named(row: list[int]) -> tuple[int, ...]:
    seen: dict[int, int] = {}
    return tuple(seen.setdefault(label, len(seen)) for label in row)


def test_what_is_decided_holds_in_every_partition_and_a_seed_gives_the_same() -> None:
    table = np.array([[0.0, -1e9, 3.0], [-1e9, 0.0, 3.0], [3.0, 3.0, 0.0]])
    labels = drawn(table)
    assert (labels[:, 0] != labels[:, 1]).all()
    assert len({tuple(row) for row in labels.tolist()}) > 1
    assert (labels == drawn(table)).all()
    assert (labels != drawn(table, seed=2)).any()
