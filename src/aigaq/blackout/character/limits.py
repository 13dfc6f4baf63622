"""Reads what is data in this room: data/<name>.toml as a typed record, each limit with its source or reason beside it.

Nothing is read at import. Proved by tests/blackout/character/test_limits.py.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from aigaq.blackout.character.episode import Happening


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/limits.toml; times in seconds unless the name says otherwise."""

    coarsest_step: int
    hour_before: int
    hour_after: int
    night_from_hour: int
    night_to_hour: int
    recurs_days: int
    recurs_within: int
    windows_days: int
    windows_fewest: int
    windows_chance: float
    signals_fewest: int
    routing_signals: tuple[str, ...]
    synchrony_within: int
    synchrony_share: float
    synchrony_fewest: int
    mobile_lead: int
    square_seconds: int
    ramp_seconds: int
    duration_hours: tuple[float, float, float]
    near_hours: dict[Happening, tuple[float, float]]
    network_name: str
    falls_depth: float
    gap_hides: int


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/rule.toml: how weights become a score and a score a verdict."""

    smoothing: float
    country_power: float
    damping: float
    prior_orders: int
    prior_events: int
    order_at: float
    failure_at: float
    independent: int
    speaks_from: float
    unmeasured_most: float
    measured_least: float


@cache
def limits() -> Limits:
    """What the features go by."""
    return msgspec.convert(table("limits"), Limits)


@cache
def rule() -> Rule:
    """What the assessment goes by."""
    return msgspec.convert(table("rule"), Rule)


@cache
def table(name: str) -> dict[str, Any]:
    """The content of data/<name>.toml."""
    path = files("aigaq.blackout.character") / "data" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
