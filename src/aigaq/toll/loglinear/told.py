"""What the log-linear family says of itself: msgspec records that are part of the JSON (docs/formats/toll.md)."""

from __future__ import annotations

from typing import Literal

import msgspec

Interval = tuple[float, float]


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A model of main effects and `pairs` (names of lists), and its code: 0 fine, 1 without an estimate (infinite), 2
    not identified, 3 both."""

    pairs: tuple[tuple[str, str], ...]
    code: int


class Fitted(msgspec.Struct, frozen=True, kw_only=True):
    """One model on the table.

    `estimate` of N with its standard error, deviance with `df`, AIC and BIC (n persons) with the constants of the
    Poisson likelihood, and the 95 % interval of the multinomial profile likelihood; an end that lies beyond what was
    followed is None.
    """

    model: str
    estimate: float
    se: float
    deviance: float
    df: int
    aic: float
    bic: float
    profile_95: tuple[float | None, float | None] | None


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """A model among others. `weight`: exp(−BIC/2), normed; stepwise: the share of resamples that chose it."""

    model: str
    weight: float
    estimate: float | None
    aic: float | None
    bic: float | None


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """How many models have no estimate, by reason."""

    infinite: int = 0
    not_identified: int = 0
    both: int = 0


class Entered(msgspec.Struct, frozen=True, kw_only=True):
    """A pair of lists in the order in which it entered: its one-sided p-value, and whether the two share nobody."""

    pair: tuple[str, str]
    p: float
    empty: bool


class Stepwise(msgspec.Struct, frozen=True, kw_only=True):
    """The stepwise choice: the model, what entered, and the estimate of N (None: it has none)."""

    model: str
    entered: tuple[Entered, ...]
    estimate: float | None


class Resampled(msgspec.Struct, frozen=True, kw_only=True):
    """The bootstrap: replicates, the share of them whose estimate is infinite or absurd, bias correction z0 and
    acceleration a, the levels of the replicates at which the ends of the 95 % interval lie, and how many models were
    chosen."""

    replicates: int
    unbounded: float
    z0: float
    acceleration: float
    ends_95: tuple[float, float]
    models: int


class LogLinear(msgspec.Struct, frozen=True, kw_only=True):
    """What the family says: the best model by BIC (or the stepwise one) in `Fitted`'s fields, and the choice around it.

    All of it is None where the family gives no number.
    """

    kind: Literal["all_hierarchical", "stepwise"]
    model: str | None = None
    estimate: float | None = None
    se: float | None = None
    deviance: float | None = None
    df: int | None = None
    aic: float | None = None
    bic: float | None = None
    profile_95: tuple[float | None, float | None] | None = None
    best_aic: Fitted | None = None
    models: tuple[Weighed, ...] = ()
    left_out: LeftOut = LeftOut()
    stepwise: Stepwise | None = None
    bootstrap: Resampled | None = None
    identifiability: tuple[Checked, ...] = ()
