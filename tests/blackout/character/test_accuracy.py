"""The measured figures: those of the list, and the targets they must hold."""

from __future__ import annotations

import msgspec
import pytest

from aigaq.blackout.character.accuracy import Figures, accuracy
from aigaq.blackout.character.limits import rule
from tests.blackout.character.listed import bench, events


@pytest.mark.shared
def test_the_shipped_figures_are_measured_on_the_list() -> None:
    measured, shipped = bench().measure(events()), accuracy()
    assert measured.dominant == shipped.dominant
    assert (measured.all, measured.without_dominant) == (near(shipped.all), near(shipped.without_dominant))


def near(found: Figures) -> object:
    class Near:
        def __eq__(self, other: object) -> bool:
            one, two = msgspec.structs.asdict(found), msgspec.structs.asdict(other)  # type: ignore[arg-type]
            return all(two[key] == pytest.approx(value, abs=6e-4) for key, value in one.items())

    return Near()


@pytest.mark.shared
def test_orders_score_above_failures_as_often_as_they_should() -> None:
    scored = bench().left_out(events())
    assert bench().auc(scored) >= 0.88
    assert bench().auc(bench().without(scored, bench().dominant(events()))) >= 0.72


@pytest.mark.shared
def test_of_those_scored_at_the_limit_nearly_all_are_orders() -> None:
    over = [one.event.ordered for one in bench().left_out(events()) if one.said.score >= rule().order_at]
    assert sum(over) / len(over) >= 0.95
    assert len(over) >= 60


@pytest.mark.shared
def test_the_area_is_that_of_ranks() -> None:
    import numpy as np
    from scipy.stats import mannwhitneyu

    scored = bench().left_out(events())
    orders = np.array([one.said.score for one in scored if one.event.ordered])
    failures = np.array([one.said.score for one in scored if not one.event.ordered])
    expected = mannwhitneyu(orders, failures).statistic / (len(orders) * len(failures))
    assert bench().auc(scored) == pytest.approx(float(expected))


def test_figures_agree_with_themselves() -> None:
    for found in (accuracy().all, accuracy().without_dominant):
        assert found.auc_95[0] < found.auc < found.auc_95[1]
        assert found.right_order <= found.called_order
        assert found.right_failure <= found.called_failure
        assert found.called_order + found.called_failure <= found.events
    assert accuracy().without_dominant.events < accuracy().all.events
