"""What one family of estimators says of one table: draws of N, what it found, and the assumption it stands on.

A family is a set of models that make the uncounted follow from the counted in one way. Its outcome is the gravest of what
it found: `refused` withholds its numbers, `with_warnings` prints them with the reasons beside. Numbers never stand
without the assumption that identifies them, for models that fit alike may give any number (Link 2003; Aleshin-Guendel,
Sadinle and Wakefield, arXiv 2101.09304). Proved by tests/toll/test_family.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

import msgspec
import numpy as np
from numpy.typing import NDArray

Draws = NDArray[np.int64]


class Outcome(StrEnum):
    """Whether numbers may be told. In the order of gravity."""

    REPORTED = "reported"
    WITH_WARNINGS = "with_warnings"
    REFUSED = "refused"

    @property
    def gravity(self) -> int:
        return list(Outcome).index(self)


class FamilyName(StrEnum):
    """The families of estimators."""

    BOUNDS = "bounds"
    LOGLINEAR = "loglinear"
    DECOMPOSABLE = "decomposable"
    LATENT_CLASS = "latent_class"


class Code(StrEnum):
    """What may be found wrong. A closed list; data/findings.toml puts each into words."""

    # of the table
    NO_LISTS = "no_lists"  # only counts are known: no list by persons
    FEW_LISTS = "few_lists"  # fewer than three lists
    NOT_CONNECTED = "not_connected"  # fewer than three lists that overlaps connect
    COPIES = "copies"  # lists that drew on one another were counted as one
    UNDECLARED = "undeclared"  # lists whose keeper, beginning, gathering or origin nobody declared
    EMPTY_PAIRS = "empty_pairs"  # pairs of lists that share nobody
    THIN_OVERLAP = "thin_overlap"  # few persons stand on two lists or more
    NO_FAMILY = "no_family"  # no family of models gives a number
    FAMILIES_APART = "families_apart"  # the families' medians lie far apart
    BELOW_BOUND = "below_bound"  # families whose answer lies below what the lower bound allows
    LIST_DECIDES = "list_decides"  # without one list the number is another
    LINKING_DECIDES = "linking_decides"  # most of the doubt comes from who is who
    FEW_LINKAGES = "few_linkages"  # fewer sampled linkages than a share of doubt can be told from
    STRATA_REFUSED = "strata_refused"  # a stratum was refused, so there is no total
    OUTSIDE_STRATA = "outside_strata"  # persons who are documented and in no stratum
    # of a family
    TOO_FEW_LISTS = "too_few_lists"
    TOO_MANY_LISTS = "too_many_lists"
    STRUCTURAL_ZEROS = "structural_zeros"  # the family knows no impossible cells
    NOT_IDENTIFIED = "not_identified"  # models whose likelihood does not fix N
    INFINITE = "infinite"  # models whose estimate does not exist
    MODELS_APART = "models_apart"  # models of nearly the same support differ widely
    CAP_DECIDES = "cap_decides"  # the largest N that was admitted decides
    PRIOR_DECIDES = "prior_decides"
    CLASSES_DECIDE = "classes_decide"
    NOT_CONVERGED = "not_converged"
    FEW_DRAWS = "few_draws"  # effective draws
    SEVERAL_MODES = "several_modes"
    SHARES_UNSURE = "shares_unsure"  # how likely each mode is rests on few journeys between them
    UNKNOWN = "unknown"


BOUND_STANDS = frozenset({Code.FEW_LISTS, Code.NOT_CONNECTED})
"""Refusals of a table after which its lower bound is told: too little for an estimate, enough for a bound."""


def bound_stands(codes: Iterable[str]) -> bool:
    """Whether a table refused for these reasons (codes of its own, not of its families) still tells its lower bound.

    Only where lists are wanting and nothing else is wrong; that no family gives a number then follows of itself.
    """
    found = set(codes)
    return bool(found & BOUND_STANDS) and found <= BOUND_STANDS | {Code.NO_FAMILY}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was found, how grave it is, and what the words of it name (never a withheld number)."""

    code: Code
    outcome: Outcome
    named: Mapping[str, str | int | float] = field(default_factory=lambda: MappingProxyType({}))


UNBOUNDED = 10**15
"""A draw this large stands for "without an end": far above any count of people, far below what a sum can hold."""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What draws of a number say: mean, median, and the central intervals of 80 % and 95 %.

    An upper end is None where so many draws have none: then the interval has no upper end. The mean is None where any has none.
    """

    mean: float | None
    median: float
    interval_80: tuple[float, float | None]
    interval_95: tuple[float, float | None]


@dataclass(frozen=True, kw_only=True, eq=False)
class Family:
    """One family's answer on one table.

    `draws` of N: [chains, draws], or [1, draws] where they are not of chains; None where the family has none. `told` is
    what the family says of itself (a msgspec record, part of the JSON).
    """

    name: FamilyName
    told: msgspec.Struct
    draws: Draws | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def outcome(self) -> Outcome:
        return gravest(self.findings)

    @property
    def summary(self) -> Summary | None:
        return None if self.draws is None else summarise(self.draws)


def gravest(findings: Iterable[Finding]) -> Outcome:
    """The gravest outcome among findings; `reported` where there is none."""
    return max((one.outcome for one in findings), key=lambda one: one.gravity, default=Outcome.REPORTED)


def summarise(draws: NDArray[np.int64]) -> Summary:
    """Mean, median and central intervals of draws of any shape (quantiles by inverse of the empirical distribution)."""
    low95, low80, median, high80, high95 = (
        float(one) for one in np.quantile(draws, (0.025, 0.1, 0.5, 0.9, 0.975), method="inverted_cdf")
    )
    endless = bool(draws.max() >= UNBOUNDED // 2)  # the counted may have been taken off
    return Summary(
        mean=None if endless else float(np.mean(draws)),
        median=median,
        interval_80=(low80, _ended(high80)),
        interval_95=(low95, _ended(high95)),
    )


def _ended(high: float) -> float | None:
    return None if high >= UNBOUNDED // 2 else high
