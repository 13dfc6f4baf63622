"""An outage of one series: when it began and ended, each as an interval, how deep it was, and what was seen of it.

Proved by tests/blackout/test_outage.py.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec


class State(StrEnum):
    """What a sample says of service."""

    ON = "on"
    DEGRADED = "degraded"
    OFF = "off"
    NO_DATA = "no_data"


class Outage(msgspec.Struct, frozen=True, kw_only=True):
    """An interval without service, or with less of it.

    `start`: (last good sample, first bad sample); `end`: (last bad, first good): the samples' own times, seconds since
    1970 in UTC; None where the series begins or ends within it. `depth`: the share of the expected that was
    missing, 0 to 1, at the median of its samples; `area`: ∫ 100 (expected − seen) / expected in per cent × minutes, as
    IODA's alert area. `state`: off or degraded.
    """

    entity: str
    signal: str
    start: tuple[int | None, int]
    end: tuple[int, int | None]
    depth: float
    area: float
    state: State


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """An interval in which nothing was measured: no outage, and no service either. Seconds since 1970 in UTC."""

    entity: str
    signal: str
    start: int
    end: int
