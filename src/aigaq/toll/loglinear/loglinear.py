"""The log-linear family: all hierarchical models of up to four lists, beyond that pairs chosen stepwise.

It assumes that, whatever interactions of fewer lists a model holds, the interaction of all lists is absent in the cell
of no list as it is elsewhere; the model fixes which others are. Up to four lists the draws of N mix the models' profile
likelihoods (profile.py), beyond they are the BCa distribution of a bootstrap that repeats the choice (bootstrap.py);
either way the doubt about the model is in them. docs/methods/toll.md states sources and limits.
Proved by tests/toll/loglinear/test_loglinear.py.
"""

from __future__ import annotations

import numpy as np

from aigaq.errors import UsageError
from aigaq.toll.family import Code, Draws, Family, FamilyName, Finding, Outcome
from aigaq.toll.loglinear import telling
from aigaq.toll.loglinear.bootstrap import Resamples, confidence_draws, ends_95, resample
from aigaq.toll.loglinear.choosing import Chosen, choose
from aigaq.toll.loglinear.existence import check_model, identifiability
from aigaq.toll.loglinear.fitting import fit
from aigaq.toll.loglinear.models import Model, hierarchical, main_effects, name_of, pairs_of, with_pairs
from aigaq.toll.loglinear.profile import mixture, profile
from aigaq.toll.loglinear.shape import Bools, Ints, Shape
from aigaq.toll.loglinear.thresholds import thresholds
from aigaq.toll.loglinear.told import LeftOut, LogLinear, Resampled, Stepwise
from aigaq.toll.tables.table import Table

_LEAST_LISTS = 3
_SHOWN = 10  # models that are told
_NONE = LeftOut()


def loglinear(table: Table, *, seed: int = 0, replicates: int = 1000) -> Family:
    """What log-linear models say of N.

    Args:
        table: lists by persons.
        seed: of the bootstrap and of the order of the draws; equal tables and seeds give equal draws.
        replicates: of the bootstrap, beyond four lists.

    Returns:
        `draws` [1, 1000] of N, `told` a `LogLinear`. Refused are tables of fewer than three lists or of more than
        fourteen, and those on which no model has an estimate.

    Raises:
        UsageError: fewer than 100 replicates, or a seed below 0.
    """
    if seed < 0:
        raise UsageError(f"a seed of {seed}", hint="a seed is 0 or more")
    if replicates < 100:
        raise UsageError(f"{replicates} replicates tell no interval", hint="give 100 or more")
    lists, most = len(table.lists), thresholds().most_lists
    held = sum(size > 0 for size in table.sizes)  # a list with nobody on it is none
    if held < _LEAST_LISTS:
        return _refused(table, Finding(Code.TOO_FEW_LISTS, Outcome.REFUSED, {"lists": held, "least": _LEAST_LISTS}))
    if lists > most:
        return _refused(table, Finding(Code.TOO_MANY_LISTS, Outcome.REFUSED, {"lists": lists, "most": most}))
    shape = Shape.of(table)
    random = np.random.default_rng([seed, *f"{table.digest}{table.stratum}".encode()])
    if lists <= thresholds().hierarchical_lists:
        return _all_hierarchical(table, shape, random)
    return _stepwise(table, shape, random, replicates)


def _refused(table: Table, *findings: Finding, left_out: LeftOut = _NONE, step: Stepwise | None = None) -> Family:
    few = len(table.lists) <= thresholds().hierarchical_lists
    told = LogLinear(
        kind="all_hierarchical" if few else "stepwise",
        left_out=left_out,
        stepwise=step,
        identifiability=identifiability(table),
    )
    return Family(name=FamilyName.LOGLINEAR, told=told, findings=findings)


def _all_hierarchical(table: Table, shape: Shape, random: np.random.Generator) -> Family:
    models = hierarchical(shape.lists)
    tried = [fit(shape, table.counts, model) for model in models]
    fits = [one for one in tried if one is not None and one.estimate <= thresholds().unbounded.absurd]
    fits.sort(key=lambda one: (one.bic, name_of(one.model)))
    kept = {one.model for one in fits}
    codes = [check_model(shape, table.counts > 0, model) for model in models if model not in kept]
    left_out = telling.left_out(codes)
    step = _told_choice(table, shape, choose(shape, table.counts[None]))
    if not fits:
        return _refused(table, *telling.without_model(left_out), left_out=left_out, step=step)
    # exp(−BIC/2), normed (Raftery 1995).
    weights = np.exp((fits[0].bic - np.array([one.bic for one in fits])) / 2)
    weights /= weights.sum()
    heavy = weights > thresholds().mixture.least_weight
    profiles = [profile(shape, table.counts, one) for one, weighs in zip(fits, heavy, strict=True) if weighs]
    rivals = [telling.Rival(name_of(one.model), one, float(weight)) for one, weight in zip(fits, weights, strict=True)]
    by_aic = min(fits, key=lambda one: (one.aic, name_of(one.model)))
    told = LogLinear(
        kind="all_hierarchical",
        best_aic=telling.told_fit(by_aic, profile(shape, table.counts, by_aic)),
        models=tuple(telling.told_rival(one) for one in rivals[:_SHOWN]),
        left_out=left_out,
        stepwise=step,
        identifiability=identifiability(table),
    )
    return Family(
        name=FamilyName.LOGLINEAR,
        told=telling.with_best(told, telling.told_fit(fits[0], profiles[0])),
        draws=_shuffled(mixture(profiles, weights[heavy], thresholds().draws), random),
        findings=(*telling.apart(rivals), *telling.capped(profiles)),
    )


def _stepwise(table: Table, shape: Shape, random: np.random.Generator, replicates: int) -> Family:
    chosen = choose(shape, table.counts[None])
    step, estimate = _told_choice(table, shape, chosen), float(chosen.estimates[0])
    best = fit(shape, table.counts, _model(shape, chosen.inside[0]))
    if best is None or not estimate <= thresholds().unbounded.absurd:
        left_out = telling.left_out([check_model(shape, table.counts > 0, main_effects(shape.lists))])
        return _refused(table, *telling.without_model(left_out), left_out=left_out, step=step)
    drawn = resample(shape, table.counts, estimate, replicates=replicates, random=random)
    ends = ends_95(drawn)
    rivals, models = _chosen_models(shape, table.counts, drawn)
    told = LogLinear(
        kind="stepwise",
        models=tuple(telling.told_rival(one) for one in rivals[:_SHOWN]),
        stepwise=step,
        bootstrap=Resampled(
            replicates=replicates,
            unbounded=drawn.unbounded,
            z0=drawn.z0,
            acceleration=drawn.acceleration,
            ends_95=ends,
            models=models,
        ),
        identifiability=identifiability(table),
    )
    return Family(
        name=FamilyName.LOGLINEAR,
        told=telling.with_best(told, telling.told_fit(best, profile(shape, table.counts, best))),
        draws=_shuffled(confidence_draws(drawn, table.observed, thresholds().draws), random),
        findings=(*telling.apart(rivals), *telling.unbounded(drawn), *telling.unreached(drawn, ends)),
    )


def _told_choice(table: Table, shape: Shape, chosen: Chosen) -> Stepwise:
    shared = shape.margins(table.counts, pairs_of(shape.lists)).astype(np.int64).tolist()
    return telling.told_choice(table.lists, shared, chosen)


def _model(shape: Shape, inside: Bools) -> Model:
    return with_pairs(shape.lists, [pair for pair, held in zip(pairs_of(shape.lists), inside, strict=True) if held])


def _chosen_models(shape: Shape, counts: Ints, drawn: Resamples) -> tuple[list[telling.Rival], int]:
    """The models the replicates chose, most chosen first, and how many; fitted are those that are told or weigh."""
    rows, times = np.unique(drawn.inside, axis=0, return_counts=True)
    whole, least = len(drawn.inside), thresholds().apart.weight
    rivals = []
    for at, k in enumerate(np.argsort(-times, kind="stable")):
        if at >= _SHOWN and times[k] <= least * whole:
            break
        model = _model(shape, rows[k])
        rivals.append(telling.Rival(name_of(model), fit(shape, counts, model), float(times[k]) / whole))
    return rivals, len(times)


def _shuffled(draws: Ints, random: np.random.Generator) -> Draws:
    """[1, draws] in no order: over strata, draws must not add up rank by rank."""
    mixed: Draws = random.permutation(draws)[None]
    return mixed
