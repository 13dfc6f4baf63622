"""From fits and choices to what is told of them (told.py), and to findings.

Proved by tests/toll/loglinear/test_loglinear.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from aigaq.toll.family import Code, Finding, Outcome
from aigaq.toll.loglinear.bootstrap import Resamples
from aigaq.toll.loglinear.choosing import Chosen
from aigaq.toll.loglinear.existence import Identifiability
from aigaq.toll.loglinear.fitting import Fit
from aigaq.toll.loglinear.models import name_of, names_of, pairs_of, with_pairs
from aigaq.toll.loglinear.profile import Profile
from aigaq.toll.loglinear.thresholds import thresholds
from aigaq.toll.loglinear.told import Entered, Fitted, LeftOut, LogLinear, Stepwise, Weighed


@dataclass(frozen=True)
class Rival:
    """A model with its weight; `fit` is None where it has no estimate on the whole table."""

    name: str
    fit: Fit | None
    weight: float


def told_fit(fit: Fit, seen: Profile) -> Fitted:
    return Fitted(
        model=name_of(fit.model),
        estimate=fit.estimate,
        se=fit.se,
        deviance=fit.deviance,
        df=fit.df,
        aic=fit.aic,
        bic=fit.bic,
        profile_95=seen.interval,
    )


def told_rival(rival: Rival) -> Weighed:
    fit = rival.fit
    return Weighed(
        model=rival.name,
        weight=rival.weight,
        estimate=None if fit is None else fit.estimate,
        aic=None if fit is None else fit.aic,
        bic=None if fit is None else fit.bic,
    )


def with_best(told: LogLinear, best: Fitted) -> LogLinear:
    """`told` with the fields of its best model."""
    return msgspec.structs.replace(
        told,
        model=best.model,
        estimate=best.estimate,
        se=best.se,
        deviance=best.deviance,
        df=best.df,
        aic=best.aic,
        bic=best.bic,
        profile_95=best.profile_95,
    )


def told_choice(lists: Sequence[str], shared: Iterable[int], chosen: Chosen) -> Stepwise:
    """The choice on one table, whose pairs of lists share so many persons."""
    pairs = pairs_of(len(lists))
    inside, order, p = chosen.inside[0], chosen.order[0], chosen.p[0]
    entered = sorted((int(order[k]), k) for k in np.flatnonzero(inside))
    met = tuple(shared)
    estimate = float(chosen.estimates[0])
    return Stepwise(
        model=name_of(with_pairs(len(lists), [pairs[k] for _, k in entered])),
        entered=tuple(Entered(pair=names_of(pairs[k], lists), p=float(p[k]), empty=met[k] == 0) for _, k in entered),
        estimate=estimate if np.isfinite(estimate) else None,
    )


def left_out(codes: Sequence[Identifiability]) -> LeftOut:
    """Models left out, by reason; one whose estimate exists but is absurd counts as infinite."""
    unsure = sum(code is Identifiability.NOT_IDENTIFIED for code in codes)
    both = sum(code is Identifiability.BOTH for code in codes)
    return LeftOut(infinite=len(codes) - unsure - both, not_identified=unsure, both=both)


def without_model(left: LeftOut) -> tuple[Finding, ...]:
    """Why no model remains."""
    counts = ((Code.INFINITE, left.infinite + left.both), (Code.NOT_IDENTIFIED, left.not_identified + left.both))
    return tuple(Finding(code, Outcome.REFUSED, {"models": count}) for code, count in counts if count)


def apart(rivals: Sequence[Rival]) -> tuple[Finding, ...]:
    """Whether models of nearly the same support, by BIC or by weight, differ widely."""
    limits = thresholds().apart
    fits = [(one.fit, one.weight) for one in rivals if one.fit is not None]
    bound = min((fit.bic for fit, _ in fits), default=0.0) + limits.bic
    close = [fit.estimate for fit, weight in fits if fit.bic <= bound or weight > limits.weight]
    if not close or max(close) <= limits.factor * min(close):
        return ()
    named = {"models": len(close), "factor": round(max(close) / min(close), 2)}
    return (Finding(Code.MODELS_APART, Outcome.WITH_WARNINGS, named),)


def capped(profiles: Sequence[Profile]) -> tuple[Finding, ...]:
    """Whether a profile is still high at the largest N that was followed."""
    limits = thresholds().mixture
    high = sum(one.high > limits.high_at_cap for one in profiles)
    named = {"models": high, "cap": limits.cap}
    return (Finding(Code.CAP_DECIDES, Outcome.WITH_WARNINGS, named),) if high else ()


def unbounded(drawn: Resamples) -> tuple[Finding, ...]:
    """Whether too many replicates have no finite estimate."""
    limits = thresholds().unbounded
    if drawn.unbounded <= limits.warned:
        return ()
    outcome = Outcome.REFUSED if drawn.unbounded > limits.refused else Outcome.WITH_WARNINGS
    return (Finding(Code.INFINITE, outcome, {"share": round(drawn.unbounded, 4)}),)


def unreached(drawn: Resamples, ends: tuple[float, float]) -> tuple[Finding, ...]:
    """Whether an end of the 95 % interval lies beyond all replicates, so that more of them would move it."""
    replicates = len(drawn.estimates)
    if min(ends[0], 1 - ends[1]) * replicates >= 1:
        return ()
    return (Finding(Code.FEW_DRAWS, Outcome.WITH_WARNINGS, {"replicates": replicates}),)
