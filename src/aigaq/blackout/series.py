"""A connectivity series: one signal of one entity, sample by sample, with what is missing left missing.

Times are instants in UTC; what a file calls local has been resolved before. A sample stands for the bin that begins at its
time and lasts `step`. Proved by tests/blackout/test_series.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from aigaq.errors import FormatError

Times = NDArray[np.int64]
Values = NDArray[np.float64]


class Kind(StrEnum):
    """What a value is, which decides the noise that is expected of it."""

    COUNT = "count"  # things counted in a bin: measurements, tests, addresses seen, prefixes visible
    LEVEL = "level"  # a quantity: traffic, a share, a score
    UNKNOWN = "unknown"


class NetworkKind(StrEnum):
    """Whose connection a series watches."""

    MOBILE = "mobile"
    FIXED = "fixed"
    INFRASTRUCTURE = "infrastructure"  # data centres, anchors
    ROUTING = "routing"  # routes announced, not people connected
    ALL = "all"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True, eq=False)
class Series:
    """`times` [n] seconds since 1970 in UTC, rising; `values` [n], NaN where missing; `step` seconds of a bin.

    `entity` is the finest place or network the file names, `parent` what it lies in where the file says so; `signal` is
    what was measured, in the source's own words (`bgp`, `ping-slash24`, `measurement_count`); `native_step` is finer than
    `step` where the source sent a coarser picture than it has; `source` says which reader and file it came from.
    """

    entity: str
    signal: str
    times: Times
    values: Values
    step: int
    kind: Kind = Kind.UNKNOWN
    network: NetworkKind = NetworkKind.UNKNOWN
    parent: str = ""
    native_step: int = 0
    source: str = ""

    def __post_init__(self) -> None:
        if len(self.times) != len(self.values):
            raise FormatError("a series with more times than values", where=self.entity)
        if self.step <= 0 or (len(self.times) > 1 and bool((np.diff(self.times) <= 0).any())):
            raise FormatError("times that do not rise", where=self.entity)

    @property
    def missing(self) -> NDArray[np.bool_]:
        """[n]: which samples are missing."""
        return np.isnan(self.values)
