"""What the answer hangs on: the table without each list, other numbers of classes, other priors.

Each row is the latent-class median with its interval from a light run; a row whose chains disagree says so by its R-hat
and is not held against the main run. Two lists that are left after one is taken away give Chapman's bound and no more.
Proved by tests/toll/estimates/test_varying.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec

from aigaq.toll.bounds import Bounds, Method, bounds
from aigaq.toll.estimates.running import Asked, Families, Talk, light_latent
from aigaq.toll.estimates.running import varied as settings_with
from aigaq.toll.family import Code, Family, FamilyName, Finding, Outcome
from aigaq.toll.latent import LatentClass
from aigaq.toll.limits import limits
from aigaq.toll.tables.table import Table


class Row(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """N under one change: the list left out, or the classes or prior tried instead.

    `observed` n of the changed table; `by` is `latent_class`, or `chapman` where only two lists are left (a lower bound).
    """

    by: str
    observed: int
    without: str = ""
    classes: int = 0
    alpha: tuple[float, float] | None = None
    median: float | None = None
    interval_95: tuple[float, float | None] | None = None
    rhat: float | None = None


class Apart(msgspec.Struct, frozen=True):
    """From which ratio of medians on a finding is told, and from which it is refused."""

    warned: float
    refused: float = float("inf")


class Varied(msgspec.Struct, frozen=True):
    """What is tried beside what was asked."""

    warned: float
    classes: tuple[int, ...]
    alphas: tuple[tuple[float, float], ...]
    rough: float


class Linkages(msgspec.Struct, frozen=True):
    """When who is who decides, and how many linkages tell it."""

    decides: float
    fewest: int


class Limits(msgspec.Struct, frozen=True):
    """data/estimate.toml."""

    apart: Apart
    lists: Apart
    varied: Varied
    linkages: Linkages


@cache
def estimate_limits() -> Limits:
    """data/estimate.toml, read once."""
    return limits("estimate", Limits)


def leave_one_out(table: Table, asked: Asked, *, like: Families, talk: Talk) -> tuple[Row, ...]:
    """A row for each list: the answer had it not been made."""
    rows = []
    for name in table.lists:
        left = table.without(name)
        if left is None:
            continue
        talk(f"without {name}")
        rows.append(_two(left, name) if len(left.lists) < 3 else _row(left, asked, like, without=name))
    return tuple(rows)


def sensitivity(table: Table, asked: Asked, *, like: Families, talk: Talk) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Rows for other numbers of classes, and for other priors of α."""
    tried = estimate_limits().varied
    talk("other numbers of classes")
    classes = [_row(table, asked, like, classes=one) for one in tried.classes if one != asked.classes]
    talk("other priors")
    alphas = [_row(table, asked, like, alpha=one) for one in tried.alphas if one != asked.settings.alpha]
    return tuple(classes), tuple(alphas)


def findings_of(
    main: Family, left_out: tuple[Row, ...], classes: tuple[Row, ...], alphas: tuple[Row, ...]
) -> Iterator[Finding]:
    """What of these moves the median further than data/estimate.toml allows; the farthest is named."""
    if main.summary is None or main.outcome is Outcome.REFUSED:
        return
    lists, varied = estimate_limits().lists, estimate_limits().varied
    for code, rows, limit in (
        (Code.LIST_DECIDES, left_out, lists.warned),
        (Code.CLASSES_DECIDE, classes, varied.warned),
        (Code.PRIOR_DECIDES, alphas, varied.warned),
    ):
        smooth = [row for row in rows if row.rhat is not None and row.rhat < varied.rough]
        told = [(_ratio(row, main.summary.median), row) for row in smooth]
        worst = max(told, key=lambda one: one[0], default=None)
        if worst is not None and worst[0] > limit:
            yield Finding(code, Outcome.WITH_WARNINGS, _named(worst[1], worst[0]))


def _named(row: Row, ratio: float) -> dict[str, str | int | float]:
    named: dict[str, str | int | float] = {"times": round(ratio, 2)}
    if row.without:
        return named | {"list": row.without}
    if row.alpha is not None:
        return named | {"prior": f"Gamma({row.alpha[0]:g}, {row.alpha[1]:g})"}
    return named | {"classes": row.classes}


def _ratio(row: Row, median: float) -> float:
    other = row.median or 0.0
    return max(other, median) / max(min(other, median), 1.0)


def _row(
    table: Table,
    asked: Asked,
    like: Families,
    *,
    without: str = "",
    classes: int = 0,
    alpha: tuple[float, float] | None = None,
) -> Row:
    family = light_latent(table, settings_with(asked.settings, classes=classes, alpha=alpha), like=like)
    summary, told = family.summary, family.told
    return Row(
        by=FamilyName.LATENT_CLASS.value,
        observed=table.observed,
        without=without,
        classes=classes,
        alpha=alpha,
        median=None if summary is None else summary.median,
        interval_95=None if summary is None else summary.interval_95,
        rhat=told.rhat if isinstance(told, LatentClass) else None,
    )


def _two(table: Table, without: str) -> Row:
    """Chapman's bound from the two lists that are left; no number where they share nobody."""
    told = bounds(table).told
    pairs = told.chapman if isinstance(told, Bounds) else ()
    found = pairs[0].bound if pairs else None
    return Row(
        by=Method.CHAPMAN.value,
        observed=table.observed,
        without=without,
        median=None if found is None else found.value,
        interval_95=None if found is None else found.interval_95,
    )
