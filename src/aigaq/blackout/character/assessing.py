"""The assessment: whether an outage fits an order or a failure, with what speaks for and against, or cannot be told.

Weights of evidence (Good 1950) add to the log odds of a prior. Features that say the same are one group: per side the
strongest counts in full, the next by the damping d, the next by d²; with the log ratios of the group's features for an
order a₁ ≥ a₂ ≥ …, and those for a failure b₁ ≤ b₂ ≤ …,

    w(group) = Σ dᵏ⁻¹ aₖ + Σ dᵏ⁻¹ bₖ.

Let M be the sum of w over the measured features alone, U what the others add to it. Those are set by hand, so that they
count at most as much as the measured ones, or as L = log of `unmeasured_most` where these say less:

    score = logistic( logit(prior) + M + clip(U, −c, c) ),    c = max(|M|, L).

A verdict needs the score, as many independent groups that speak for it as data/rule.toml says, and measured features that
by themselves speak for it at `measured_least` to 1: what was not measured alone never makes one. A feature more for an order
never lowers the score, since M ± max(|M|, L) rise with M. Proved by tests/blackout/character/test_assessing.py and, on
real labels, bench/_blackout_character.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from math import exp, log

import msgspec

from aigaq.blackout.character.accuracy import Accuracy, accuracy
from aigaq.blackout.character.episode import Episode
from aigaq.blackout.character.features import judge
from aigaq.blackout.character.likelihoods import Likelihood, likelihoods
from aigaq.blackout.character.limits import rule
from aigaq.blackout.character.told import Told
from aigaq.errors import UsageError


class Verdict(StrEnum):
    """What an outage fits. None of them is a proof."""

    FITS_ORDER = "fits_order"
    FITS_FAILURE = "fits_failure"
    CANNOT_TELL = "cannot_tell"


class Why(StrEnum):
    """Why no verdict is given."""

    BETWEEN = "score_between"  # the score lies between the limits
    TOO_FEW = "too_few_independent"  # fewer than two independent groups speak for it
    NOT_MEASURED = "too_little_measured"  # what was measured on labelled outages does not by itself speak for it


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """One feature of one episode. `ratio` is 1 where it cannot be told; above 1 it speaks for an order.

    `words` are the codes of its wording in data/words.toml.
    """

    name: str
    holds: Told
    ratio: float
    group: str
    measured: bool
    words: tuple[str, str]


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """What an outage fits, and why.

    `score`: the probability of an order, from `prior`; `measured_score`: the same from measured features alone. `for_` and
    `against`: features that speak for an order and for a failure, the strongest first. `independent_for`,
    `independent_against`: how many groups do. `why`: what kept a verdict from being given. `accuracy`: how such verdicts
    did on labelled outages.
    """

    verdict: Verdict
    score: float
    measured_score: float
    prior: float
    features: tuple[Judged, ...]
    for_: tuple[Judged, ...] = msgspec.field(name="for")
    against: tuple[Judged, ...]
    independent_for: int
    independent_against: int
    why: tuple[Why, ...]
    accuracy: Accuracy


def default_prior() -> float:
    """The share of orders among the outages of the list."""
    return rule().prior_orders / rule().prior_events


def assess(episode: Episode, *, prior: float | None = None) -> Assessment:
    """Judge the features of an episode and weigh them.

    Args:
        prior: probability of an order before anything is looked at; by default the share of the list.

    Raises:
        UsageError: a prior that is not between 0 and 1.
    """
    return weigh(judge(episode), prior=prior)


def weigh(
    held: Mapping[str, Told], *, prior: float | None = None, ratios: Mapping[str, Likelihood] | None = None
) -> Assessment:
    """Weigh features already judged; those not named cannot be told. `ratios` stands in for the shipped table."""
    rows = likelihoods() if ratios is None else ratios
    before = default_prior() if prior is None else prior
    if not 0 < before < 1:
        raise UsageError("a prior that is not between 0 and 1", where=str(before))
    judged = tuple(_judged(name, row, held.get(name, Told.UNKNOWN)) for name, row in rows.items())
    measured = sum(_groups(one for one in judged if one.measured).values())
    groups = _groups(judged)
    rest = sum(groups.values()) - measured
    odds = log(before / (1 - before))
    most = max(abs(measured), log(rule().unmeasured_most))
    score = _logistic(odds + measured + min(max(rest, -most), most))
    speaks = log(rule().speaks_from)
    sides = (sum(one >= speaks for one in groups.values()), sum(one <= -speaks for one in groups.values()))
    verdict, why = _verdict(score, measured, sides)
    return Assessment(
        verdict=verdict,
        score=score,
        measured_score=_logistic(odds + measured),
        prior=before,
        features=judged,
        for_=tuple(sorted((one for one in judged if one.ratio > 1), key=lambda one: -one.ratio)),
        against=tuple(sorted((one for one in judged if one.ratio < 1), key=lambda one: one.ratio)),
        independent_for=sides[0],
        independent_against=sides[1],
        why=why,
        accuracy=accuracy(),
    )


def _judged(name: str, row: Likelihood, holds: Told) -> Judged:
    words = (f"features.{name}", f"holds.{holds.value}")
    return Judged(name=name, holds=holds, ratio=row.ratio(holds), group=row.group, measured=row.measured, words=words)


def _groups(judged: Iterable[Judged]) -> dict[str, float]:
    """The weight of each group: log ratios, damped per side."""
    weights: dict[str, list[float]] = {}
    for one in judged:
        weights.setdefault(one.group, []).append(log(one.ratio))
    return {group: _damped(found) for group, found in weights.items()}


def _damped(weights: list[float]) -> float:
    d = rule().damping
    ups = sorted((one for one in weights if one > 0), reverse=True)
    downs = sorted(one for one in weights if one < 0)
    return sum(one * d**k for k, one in enumerate(ups)) + sum(one * d**k for k, one in enumerate(downs))


def _verdict(score: float, measured: float, sides: tuple[int, int]) -> tuple[Verdict, tuple[Why, ...]]:
    """The verdict, or why there is none. `sides`: independent groups for an order and for a failure."""
    at = rule()
    if at.failure_at < score < at.order_at:
        return Verdict.CANNOT_TELL, (Why.BETWEEN,)
    order = score >= at.order_at
    speak, alone = (sides[0], measured) if order else (sides[1], -measured)
    short = {Why.TOO_FEW: speak < at.independent, Why.NOT_MEASURED: alone < log(at.measured_least)}
    why = tuple(one for one, holds in short.items() if holds)
    return (Verdict.CANNOT_TELL if why else Verdict.FITS_ORDER if order else Verdict.FITS_FAILURE), why


def _logistic(odds: float) -> float:
    return 1 / (1 + exp(-odds)) if odds > 0 else exp(odds) / (1 + exp(odds))
