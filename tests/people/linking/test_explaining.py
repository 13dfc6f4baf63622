"""An explanation adds up to the probability it explains."""

from __future__ import annotations

import numpy as np
import pytest

from aigaq.people.linking import explain, link, name_of, verdict
from aigaq.people.linking.explaining import probability_of
from tests.people.linking.made import made


def test_steps_add_up_from_the_prior_to_the_probability() -> None:
    records, _ = made(150)
    linked = link(records, within=False, different=[(0, 5)])
    met = linked.candidates
    for at in (0, int(np.argmax(linked.logits)), int(np.argmin(np.abs(linked.logits)))):
        one, other = int(met.one[at]), int(met.other[at])
        made_ = explain(linked, one, other)
        assert np.log2(made_.probability / (1 - made_.probability)) == pytest.approx(
            made_.prior_bits + sum(step.bits for step in made_.steps), abs=1e-6
        )
        assert made_.probability == pytest.approx(float(linked.probabilities[at]))
        assert made_.together == bool(linked.persons[one] == linked.persons[other])
        assert [step.one for step in made_.steps[:5]] == [texts[one] for _, _, texts in records.columns]
        assert made_.verdict == verdict(made_.probability)
    assert explain(linked, 0, 5).decided == explain(linked, 5, 0).decided == "different"
    assert explain(linked, 0, 6).decided is None
    assert name_of(linked, 0) == f"first:{records.keys[0]}"


@pytest.mark.parametrize(
    ("probability", "word"),
    [(0.05, "different"), (0.1, "cannot_tell"), (0.5, "cannot_tell"), (0.89, "cannot_tell"), (0.9, "same")],
)
def test_verdicts(probability: float, word: str) -> None:
    assert verdict(probability) == word


def test_bits_far_out_are_no_error() -> None:
    assert probability_of(1e6) == 1.0
    assert probability_of(-1e6) == 0.0
