"""The formulas of the model against plain arithmetic."""

from __future__ import annotations

import numpy as np
import pytest

from aigaq.people.linking import link
from aigaq.people.linking.model import compare, prior_of
from aigaq.people.linking.spellings import ALIKE
from aigaq.people.linking.values import MISSING
from tests.people.linking.made import made


def test_the_prior_is_the_share_that_the_probabilities_add_up_to() -> None:
    weights = np.array([20.0, 18.0, -5.0, -8.0, 3.0])
    prior = prior_of(weights, 1000)
    logits = weights + np.log(prior / (1 - prior))
    assert (1 / (1 + np.exp(-logits))).sum() / 1000 == pytest.approx(prior, rel=1e-4)


def test_weights_are_the_sum_of_log_m_over_u_and_rare_values_weigh_more() -> None:
    records, _ = made(120)
    linked = link(records, within=False)
    model, met = linked.model, linked.candidates
    levels = compare(model.fields, met.one, met.other)
    at = int(np.flatnonzero((levels[1] == model.fields[1].top) & (levels[4] != MISSING))[0])
    one, other = met.one[at : at + 1], met.other[at : at + 1]
    parts = [float(part[0]) for part in model.parts(one, other)]
    assert sum(parts) == pytest.approx(float(model.weights(one, other)[0]))
    surname, sex = model.fields[1], model.fields[4]
    share = surname.column.share[surname.column.ids[int(one[0])]]
    assert parts[1] == pytest.approx(
        np.log(model.m[1][surname.top]) - np.log(max(share, 2 / surname.column.counts.sum()))
    )
    level = int(levels[4][at])
    assert parts[4] == pytest.approx(np.log(model.m[4][level] / model.u[4][level]))
    assert sex.word(level) in ("equal", "different")


def test_what_is_not_known_says_nothing() -> None:
    records, _ = made(120, missing=0.4)
    linked = link(records, within=False)
    met, model = linked.candidates, linked.model
    for part, level in zip(model.parts(met.one, met.other), compare(model.fields, met.one, met.other), strict=True):
        assert (part[level == MISSING] == 0).all()
        assert (level == MISSING).any()


def test_names_written_crosswise_count_as_alike() -> None:
    records, _ = made(200)
    given, surname = records.columns[0][2], records.columns[1][2]
    turned = [
        (name, kind, tuple(other if at % 2 else text for at, (text, other) in enumerate(zip(texts, swap, strict=True))))
        for (name, kind, texts), swap in zip(records.columns[:2], (surname, given), strict=True)
    ]
    crossed = type(records)(records.lists, records.list_of, records.keys, (*turned, *records.columns[2:]))
    fields = crossed.fields
    pair = next(
        (a, b)
        for a in range(len(records))
        for b in range(len(records))
        if a % 2
        and not b % 2
        and given[a]
        and surname[a]
        and given[a] == given[b]
        and surname[a] == surname[b]
        and given[a] != surname[a]
    )
    levels = compare(fields, np.array([pair[0]]), np.array([pair[1]]))
    assert (int(levels[0][0]), int(levels[1][0])) == (ALIKE, ALIKE)
