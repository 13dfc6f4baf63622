"""Data files: complete, and nothing in them that no code reads."""

from __future__ import annotations

import msgspec
import pytest

from aigaq.blackout.character.episode import Happening
from aigaq.blackout.character.limits import Limits, Rule, limits, rule, table


@pytest.mark.parametrize(("name", "kind"), [("limits", Limits), ("rule", Rule)])
def test_every_value_is_read_and_none_is_missing(name: str, kind: type[msgspec.Struct]) -> None:
    assert set(table(name)) == set(kind.__struct_fields__)


def test_every_happening_has_hours() -> None:
    assert set(limits().near_hours) == set(Happening)
    assert all(before >= 0 and after >= 0 for before, after in limits().near_hours.values())


def test_limits_fit_together() -> None:
    at = rule()
    assert 0 < at.failure_at < at.prior_orders / at.prior_events < at.order_at < 1
    assert 0 <= at.damping < 1 and 0 <= at.country_power <= 1
    assert at.independent >= 2
    # A verdict for an order needs more than hand-set features can add to the shipped prior.
    odds = at.prior_orders / (at.prior_events - at.prior_orders) * at.unmeasured_most
    assert odds / (1 + odds) < at.order_at
    assert list(limits().duration_hours) == sorted(limits().duration_hours)
    assert limits().square_seconds < limits().ramp_seconds


def test_what_a_file_may_not_hold_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**table("rule"), "unheard_of": 1}, Rule)
