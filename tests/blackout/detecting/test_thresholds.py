"""Which gates a signal gets, and that the data say why."""

from __future__ import annotations

import pytest

from aigaq.blackout.detecting.thresholds import _data, common, thresholds
from aigaq.blackout.series import Kind


@pytest.mark.parametrize(
    ("signal", "kind", "profile"),
    [
        ("bgp", Kind.COUNT, "routes"),
        ("BGP Visible /24s", Kind.UNKNOWN, "routes"),
        ("ping-slash24", Kind.COUNT, "probing"),
        ("up /24s", Kind.COUNT, "probing"),
        ("upstream-delay-penult", Kind.LEVEL, "levels"),
        ("merit-nt", Kind.COUNT, "background"),
        ("gtr-norm", Kind.LEVEL, "levels"),
        ("connectivity", Kind.LEVEL, "shares"),
        ("measurement_count", Kind.COUNT, "counts"),
        ("whatever", Kind.LEVEL, "levels"),
        ("whatever", Kind.COUNT, "counts"),
    ],
)
def test_a_signal_is_known_by_the_head_of_its_name(signal: str, kind: Kind, profile: str) -> None:
    assert thresholds(signal, kind).name == profile


def test_every_profile_has_a_reason_and_gates_in_order() -> None:
    for profile in _data()[1]:
        assert len(profile.reason) > 40
        assert 0 < profile.floor < profile.drop <= profile.quick < 1
        assert profile.drift <= profile.drop  # what the baseline follows is never an outage
    assert 0 < common().alarms < 1
