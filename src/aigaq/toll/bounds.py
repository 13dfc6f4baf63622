"""What two lists, or the persons on one and on two lists, say of the whole at least: bounds, and no more than bounds.

- Chapman (Univ. Calif. Publ. Statist. 1, 1951) for each pair: N = (n₁+1)(n₂+1)/(m+1) − 1, with the variance of Seber
  (Biometrics 26, 1970) (n₁+1)(n₂+1)(n₁−m)(n₂−m) / ((m+1)²(m+2)).
- Chao (Biometrics 43, 1987) from f₁ and f₂, the persons on exactly one and two of t lists. By Cauchy and Schwarz, however
  unequal persons are, f₀ ≥ (t−1)/t · f₁²/(2 f₂); the factor (t−1)/t, which goes to 1 for many lists, is what makes it a
  bound for few. Where f₂ = 0, (t−1)/t · f₁(f₁−1)/(2(f₂+1)). Variances as in Colwell, EstimateS, appendix B.
- Chao's bound with lists of unequal reach: see `chao`. Where the lists differ in size, the bound above may lie *above* the
  truth: of independent lists with odds oⱼ its f₀ is too high by the factor (t−1)/t · (Σo)² / (2 Σ oᵢoⱼ) ≥ 1.
- Zelterman (J. Statist. Plann. Inference 18, 1988): N = n / (1 − exp(−2f₂/f₁)), with the variance of Böhning (Statist.
  Methodol. 5, 2008). An estimate, no bound.

Intervals of 95 % are log-normal on the unseen (Burnham and others, 1987; Chao 1987): with f₀ = N − seen, [seen + f₀/C,
seen + f₀·C], C = exp(1.96 √log(1 + var/f₀²)), so none lies below what was seen. Proved by tests/toll/test_bounds.py.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from itertools import combinations
from math import exp, expm1, log1p, sqrt

import msgspec

from aigaq.errors import NotFound
from aigaq.toll.chao import unseen_by_list
from aigaq.toll.family import Code, Family, FamilyName, Finding, Outcome
from aigaq.toll.limits import toml
from aigaq.toll.overlap import connected, describe, possible
from aigaq.toll.tables.table import Table
from aigaq.toll.wording import LANGUAGES

NORMAL_95 = 1.959963984540054
FEWEST_LISTS = 2


class Method(StrEnum):
    """The bounds; each is also the code of its assumption in data/assumptions.toml."""

    CHAPMAN = "chapman"
    CHAO = "chao"
    CHAO_BY_LIST = "chao_by_list"
    ZELTERMAN = "zelterman"


class Missing(StrEnum):
    """Why there is no number."""

    NO_OVERLAP = "no_overlap"  # nobody is on both lists, or on exactly two
    FEW_LISTS = "few_lists"
    STRUCTURAL_ZEROS = "structural_zeros"  # the formula takes every cell to be possible
    DOES_NOT_EXIST = "does_not_exist"  # the likelihood has no maximum


class Bound(msgspec.Struct, frozen=True, kw_only=True):
    """One number for N with its standard error and interval, under the assumption of this code; or why there is none."""

    assumption: Method
    value: float | None = None
    standard_error: float | None = None
    interval_95: tuple[float, float] | None = None
    missing: Missing | None = None


class PairBound(msgspec.Struct, frozen=True, kw_only=True):
    """Chapman's estimate from two lists; `seen` is how many persons are on either."""

    lists: tuple[str, str]
    shared: int
    seen: int
    bound: Bound


class LowerBound(msgspec.Struct, frozen=True, kw_only=True):
    """N is at least about this, if the assumption holds: the one bound to be told where nothing else may be."""

    assumption: Method
    value: float
    interval_95: tuple[float, float]


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """What the family tells of itself. `lower_bound` is None where nobody was found twice."""

    chapman: tuple[PairBound, ...]
    chao: Bound
    chao_by_list: Bound
    zelterman: Bound
    lower_bound: LowerBound | None


def assumed(method: Method, *, language: str = "en") -> str:
    """What must hold for a bound to mean anything, in words."""
    return _words(method, "assumption", language)


def called(method: Method, *, language: str = "en") -> str:
    """What a bound is called."""
    return _words(method, "label", language)


def bounds(table: Table) -> Family:
    """Chapman for each pair of lists, Chao's two bounds and Zelterman; the family has no draws.

    The lower bound is Chao's by list where three lists or more give it: it allows persons to be as unequal as they like
    and lists too, and only asks that lists do not avoid one another's persons. Where two lists are seen to (`Pair.avoiding`),
    or no chain of shared persons joins all lists, it would be too high. There, and of two lists, it is the lower end of
    Chapman's interval, of all pairs the lowest: two lists cannot show how unequal persons are, which makes Chapman fall
    short, and the interval's end takes away what chance may have added. Where nobody was found twice there is none.
    """
    chapman = tuple(_chapman(table, one, other) for one, other in combinations(range(len(table.lists)), 2))
    told = Bounds(
        chapman=chapman,
        chao=_from_captures(table, Method.CHAO, _chao),
        chao_by_list=_chao_by_list(table),
        zelterman=_from_captures(table, Method.ZELTERMAN, _zelterman),
        lower_bound=None,
    )
    told = msgspec.structs.replace(told, lower_bound=_lower_bound(table, told))
    return Family(name=FamilyName.BOUNDS, told=told, findings=_findings(table, told))


def _words(method: Method, kind: str, language: str) -> str:
    if language not in LANGUAGES:
        raise NotFound(f"no words in the language {language!r}", hint=f"one of {', '.join(LANGUAGES)}")
    return str(toml("assumptions")[method][kind][language])


def _findings(table: Table, told: Bounds) -> tuple[Finding, ...]:
    lists = len(table.lists)
    if lists < FEWEST_LISTS:
        return (Finding(Code.TOO_FEW_LISTS, Outcome.REFUSED, {"lists": lists, "fewest": FEWEST_LISTS}),)
    if told.lower_bound is None:
        return (Finding(Code.INFINITE, Outcome.REFUSED),)
    return ()


def _lower_bound(table: Table, told: Bounds) -> LowerBound | None:
    by_list = told.chao_by_list
    whole = len(connected(table)) == 1 and not any(pair.avoiding for pair in describe(table).pairs)
    if whole and by_list.value is not None and by_list.interval_95 is not None:
        return LowerBound(assumption=Method.CHAO_BY_LIST, value=by_list.value, interval_95=by_list.interval_95)
    known = [pair.bound.interval_95 for pair in told.chapman if pair.bound.interval_95 is not None]
    if not known:
        return None
    low, high = min(known)
    seen = float(table.observed)
    return LowerBound(assumption=Method.CHAPMAN, value=max(low, seen), interval_95=(max(low, seen), max(high, seen)))


def _chapman(table: Table, one: int, other: int) -> PairBound:
    """See the head of the module; None where nobody is on both, for then any N is as likely as the next."""
    first, second, shared = table.sizes[one], table.sizes[other], int(table.overlaps[one, other])
    seen = first + second - shared
    if not possible(table, one, other):
        bound = Bound(assumption=Method.CHAPMAN, missing=Missing.STRUCTURAL_ZEROS)
    elif not shared:
        bound = Bound(assumption=Method.CHAPMAN, missing=Missing.NO_OVERLAP)
    else:
        product = (first + 1) * (second + 1)
        variance = product * (first - shared) * (second - shared) / ((shared + 1) ** 2 * (shared + 2))
        bound = _bound(Method.CHAPMAN, seen, product / (shared + 1) - 1, variance)
    return PairBound(lists=(table.lists[one], table.lists[other]), shared=shared, seen=seen, bound=bound)


def _from_captures(table: Table, method: Method, reckon: Callable[[Table, int, int], Bound]) -> Bound:
    """Bounds from f₁ and f₂; they take every cell to be possible."""
    if len(table.lists) < FEWEST_LISTS:
        return Bound(assumption=method, missing=Missing.FEW_LISTS)
    if len(table.zeros):
        return Bound(assumption=method, missing=Missing.STRUCTURAL_ZEROS)
    return reckon(table, table.captures[0], table.captures[1])


def _chao(table: Table, once: int, twice: int) -> Bound:
    lists, seen = len(table.lists), table.observed
    part = (lists - 1) / lists
    if twice:
        ratio = once / twice
        value = seen + part * once * ratio / 2
        variance = twice * (part * ratio**2 / 2 + part**2 * ratio**3 + part**2 * ratio**4 / 4)
    elif sum(table.captures[1:]):
        value = seen + part * once * (once - 1) / 2
        variance = part * once * (once - 1) / 2 + part**2 * once * (2 * once - 1) ** 2 / 4
        variance = max(variance - part**2 * once**4 / (4 * value), 0.0)
    else:
        return Bound(assumption=Method.CHAO, missing=Missing.NO_OVERLAP)
    return _bound(Method.CHAO, seen, value, variance)


def _zelterman(table: Table, once: int, twice: int) -> Bound:
    if not twice:
        return Bound(assumption=Method.ZELTERMAN, missing=Missing.NO_OVERLAP)
    seen = table.observed
    if not once:
        return _bound(Method.ZELTERMAN, seen, float(seen), 0.0)
    rate = min(2 * twice / once, 700.0)  # e^700 is what a float can hold
    unseen = seen / expm1(rate)  # n / (1 − e^−λ) − n
    weight = exp(-rate) / expm1(-rate) ** 2
    variance = seen * weight * (1 + seen * weight * rate**2 * (1 / once + 1 / twice))
    return _bound(Method.ZELTERMAN, seen, seen + unseen, variance)


def _chao_by_list(table: Table) -> Bound:
    """See `chao`; two lists cannot tell unequal persons from unequal lists."""
    method = Method.CHAO_BY_LIST
    if len(table.lists) <= FEWEST_LISTS:
        return Bound(assumption=method, missing=Missing.FEW_LISTS)
    if not table.captures[1]:
        return Bound(assumption=method, missing=Missing.NO_OVERLAP)
    found = unseen_by_list(table)
    if found is None:
        return Bound(assumption=method, missing=Missing.DOES_NOT_EXIST)
    unseen, variance = found
    return _bound(method, table.observed, table.observed + unseen, variance)


def _bound(method: Method, seen: int, value: float, variance: float) -> Bound:
    """A number with its log-normal interval above what was seen."""
    unseen = value - seen
    if unseen <= 0:
        interval = (float(seen), float(seen))
        value = float(seen)
    else:
        factor = exp(NORMAL_95 * sqrt(log1p(variance / unseen**2)))
        interval = (seen + unseen / factor, seen + unseen * factor)
    return Bound(assumption=method, value=value, standard_error=sqrt(variance), interval_95=interval)
