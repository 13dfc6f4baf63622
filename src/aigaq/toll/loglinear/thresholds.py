"""The thresholds of data/loglinear.toml, typed. Each stands there with its source or reason."""

from __future__ import annotations

from functools import cache

import msgspec

from aigaq.toll.limits import limits


class Mixture(msgspec.Struct, frozen=True):
    least_weight: float
    fall: float
    points: int
    cap: int
    high_at_cap: float


class Apart(msgspec.Struct, frozen=True):
    bic: float
    weight: float
    factor: float


class Unbounded(msgspec.Struct, frozen=True):
    absurd: float
    warned: float
    refused: float


class Thresholds(msgspec.Struct, frozen=True):
    hierarchical_lists: int
    most_lists: int
    enters_below: float
    draws: int
    mixture: Mixture
    apart: Apart
    unbounded: Unbounded


@cache
def thresholds() -> Thresholds:
    """Read once."""
    return limits("loglinear", Thresholds)
