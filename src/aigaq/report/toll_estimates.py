"""An estimate as a page tells it: what each family of models says under which assumption, and what it all hangs on.

Numbers never stand without what must hold for them. A refused answer gives reasons and the overlaps of the lists, and no
number in words, table or picture; where lists are wanting and nothing else, a lower bound that is called so. Proved by tests/report/test_toll_estimates.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup

from aigaq.report import toll_drawings as drawings
from aigaq.report.toll_drawings import Heads
from aigaq.report.toll_facts import BOUNDS, Answer, Bound, Family, Summary, Varied
from aigaq.report.toll_views import Line, ReasonView, between, outcome_word, percent, reasons, whole
from aigaq.report.words import Words

MODELS = ("loglinear", "decomposable", "latent_class")
"""The families that give an estimate, in the order in which they are told."""
LATENT = "latent_class"


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """A family: what it is called, its numbers (empty where it is refused), what must hold, and what was found of it."""

    name: str
    median: str
    narrow: str
    wide: str
    assumption: str
    reasons: tuple[ReasonView, ...]


@dataclass(frozen=True, slots=True)
class BoundRow:
    """A bound with what must hold; `value` says why where there is none. `spans`: for how many rows from here on the
    assumption is told; 0 where a row above tells it."""

    name: str
    value: str
    wide: str
    assumption: str
    spans: int = 1


@dataclass(frozen=True, slots=True)
class LoneBound:
    """A lower bound where there is no estimate: of the uncounted and of all, and what must hold."""

    lines: tuple[Line, ...]
    assumption: str


@dataclass(frozen=True, slots=True)
class VariedRow:
    """The answer under one change."""

    label: str
    observed: str
    median: str
    wide: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """Whom two lists share. `rows`: for each list its cells up to its own size; `once`: how many stand on exactly one
    list, on two, and so on."""

    lists: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]
    once: tuple[Line, ...]
    drawing: Markup


@dataclass(frozen=True, slots=True)
class Numbers:
    """All numbers of an estimate that is told."""

    lead: str
    lines: tuple[Line, ...]
    exceeds: tuple[str, ...]
    families: tuple[FamilyRow, ...]
    bounds: tuple[BoundRow, ...]
    drawing: Markup
    left_out: tuple[VariedRow, ...]
    left_out_drawing: Markup | None
    settings: tuple[VariedRow, ...]
    linking: tuple[str, ...]
    sampler: tuple[str, ...]
    modes: tuple[Line, ...]
    traces: Markup | None
    latent_assumption: str


@dataclass(frozen=True, slots=True)
class EstimateView:
    """An answer: its outcome in a word, what was found, the overlaps; `numbers` only where it is not refused, `bound` only
    where it is refused for want of lists."""

    outcome: str
    refused: bool
    reasons: tuple[ReasonView, ...]
    overlap: Overlap | None
    numbers: Numbers | None
    bound: LoneBound | None = None


def estimate_view(answer: Answer, heads: Heads, words: Words) -> EstimateView:
    """The answer in words, tables and pictures.

    Args:
        heads: what the pictures show beside the numbers: what is documented, figures somebody gave, the truth.
    """
    told = tuple(one for one in answer.reasons if not one.family)
    return EstimateView(
        outcome=outcome_word(answer, words),
        refused=answer.refused,
        reasons=reasons(told, words),
        overlap=_overlap(answer, heads, words),
        numbers=None if answer.refused else _numbers(answer, heads, words),
        bound=_lone_bound(answer, words) if answer.refused else None,
    )


def _lone_bound(answer: Answer, words: Words) -> LoneBound | None:
    bound = answer.lower_bound
    if bound is None or bound.value is None:
        return None
    told = ((words("toll.on_no_list"), max(bound.value - answer.observed, 0.0)), (words("toll.in_all"), bound.value))
    lines = (Line(label, words("toll.at_least", n=whole(value, words))) for label, value in told)
    return LoneBound(tuple(lines), _assumption(BOUNDS, words))


def _numbers(answer: Answer, heads: Heads, words: Words) -> Numbers | None:
    told, total = answer.undocumented, answer.total
    if told is None or total is None:
        return None
    latent = answer.families.get(LATENT, Family())
    return Numbers(
        lead=words("toll.lead", median=whole(told.median, words), wide=between(told.interval_95, words)),
        lines=tuple(_lines(told, total, words)),
        exceeds=tuple(_exceeds(answer, heads, words)),
        families=tuple(_family(name, answer.families.get(name, Family()), words) for name in MODELS),
        bounds=_spanned(_bounds(answer.families.get(BOUNDS, Family()), words)),
        drawing=drawings.of_families(answer, heads, words),
        left_out=tuple(_varied(one, words) for one in answer.leave_one_out),
        left_out_drawing=drawings.of_lists(answer, heads, words),
        settings=tuple(_settings(answer, words)),
        linking=tuple(_linking(answer, words)),
        sampler=tuple(_sampler(latent, words)),
        modes=tuple(Line(whole(one.at, words), percent(one.share, words)) for one in latent.modes),
        traces=drawings.of_chains(answer, heads, words),
        latent_assumption=_assumption(LATENT, words),
    )


def _lines(told: Summary, total: Summary, words: Words) -> Iterator[Line]:
    for label, of in ((words("toll.on_no_list"), told), (words("toll.in_all"), total)):
        yield Line(
            label,
            words(
                "toll.summary",
                median=whole(of.median, words),
                wide=between(of.interval_95, words),
                narrow=between(of.interval_80, words),
            ),
        )


def _exceeds(answer: Answer, heads: Heads, words: Words) -> Iterator[str]:
    known = dict(heads.claimed)
    for one in answer.undocumented.exceeds if answer.undocumented else ():
        if one.probability is not None:
            share = percent(one.probability, words)
            who = known.get(one.figure, "")
            yield words("toll.exceeds", who=who, figure=words.number(one.figure), share=share)


def _family(name: str, family: Family, words: Words) -> FamilyRow:
    stands = family.stands and family.median is not None
    return FamilyRow(
        name=drawings.label_of(name, words),
        median=whole(family.median, words) if stands and family.median is not None else "",
        narrow=between(family.interval_80, words) if stands and family.interval_80 else "",
        wide=between(family.interval_95, words) if stands and family.interval_95 else "",
        assumption=_assumption(name, words),
        reasons=reasons(family.reasons, words),
    )


def _assumption(name: str, words: Words) -> str:
    from aigaq.toll import wording
    from aigaq.toll.family import FamilyName

    return wording.assumption(FamilyName(name), language=words.code)


def _bounds(family: Family, words: Words) -> Iterator[BoundRow]:
    """The lower bound first, then each formula by itself."""
    if family.lower_bound is not None:
        yield _bound(words("toll.lower_bound"), family.lower_bound, words)
    for pair in family.chapman:
        both = words("toll.two_lists", one=pair.lists[0], other=pair.lists[1])
        yield _bound(f"{_called(pair.bound, words)}: {both}", pair.bound, words)
    for one in (family.chao, family.chao_by_list, family.zelterman):
        if one is not None:
            yield _bound(_called(one, words), one, words)


def _spanned(rows: Iterable[BoundRow]) -> tuple[BoundRow, ...]:
    """Rows of one assumption, one after the other, tell it once."""
    made: list[BoundRow] = []
    for _, same in groupby(rows, key=lambda row: row.assumption):
        first, *others = same
        made += [replace(first, spans=1 + len(others)), *(replace(one, spans=0) for one in others)]
    return tuple(made)


def _bound(name: str, told: Bound, words: Words) -> BoundRow:
    from aigaq.toll.bounds import Method, assumed

    known = told.assumption in set(Method)
    return BoundRow(
        name=name,
        value=words.word("bound_missing", told.missing) if told.value is None else whole(told.value, words),
        wide=between(told.interval_95, words) if told.value is not None and told.interval_95 else "",
        assumption=assumed(Method(told.assumption), language=words.code) if known else "",
    )


def _called(told: Bound, words: Words) -> str:
    from aigaq.toll.bounds import Method, called

    return called(Method(told.assumption), language=words.code) if told.assumption in set(Method) else told.assumption


def _varied(one: Varied, words: Words) -> VariedRow:
    label = drawings.varied_label(one, words)
    median = "" if one.median is None else whole(one.median, words)
    if median and one.by != LATENT:  # two lists that are left give a bound and no more
        median = words("toll.at_least", n=median)
    return VariedRow(
        label, words.number(one.observed), median, between(one.interval_95, words) if one.interval_95 else ""
    )


def _settings(answer: Answer, words: Words) -> Iterator[VariedRow]:
    for one in (*answer.sensitivity.classes, *answer.sensitivity.prior):
        yield _varied(one, words)
    for capped in answer.sensitivity.cap:
        label = words("toll.cap", cap=words.number(capped.cap))
        median, wide = whole(capped.median, words), between(capped.interval_95, words)
        yield VariedRow(label, words.number(answer.observed), median, wide)


def _linking(answer: Answer, words: Words) -> Iterator[str]:
    if answer.linkages is None:
        yield words("toll.linking_none")
        return
    low, high = answer.linkages.observed_range
    n = words.number(answer.linkages.sampled)
    yield words("toll.linking", n=n, low=words.number(low), high=words.number(high))
    if answer.linking_share is not None:
        yield words("toll.linking_share", share=percent(answer.linking_share, words))


def _sampler(latent: Family, words: Words) -> Iterator[str]:
    if latent.rhat is None or latent.ess is None:
        return
    yield words(
        "toll.sampler",
        chains=words.number(latent.chains),
        draws=words.number(latent.draws),
        rhat=words.number(round(latent.rhat, 3)),
        ess=words.number(round(latent.ess)),
    )


def _overlap(answer: Answer, heads: Heads, words: Words) -> Overlap | None:
    told = answer.overlaps
    if told is None:
        return None
    shared = drawings.shared_of(told)
    rows = tuple(_cells(row, told.sizes, shared, words) for row in range(len(told.lists)))
    once = tuple(
        Line(words("toll.exactly_one") if at == 1 else words("toll.exactly", n=words.number(at)), words.number(n))
        for at, n in enumerate(told.captures, 1)
    )
    return Overlap(told.lists, rows, once, drawings.of_overlaps(told, heads, words))


def _cells(
    row: int, sizes: Sequence[int], shared: dict[tuple[int, int], int | None], words: Words
) -> tuple[tuple[str, str], ...]:
    """Each cell of a row of the table: its words and its kind (`own`, `none`, `barred` or empty)."""
    made: list[tuple[str, str]] = []
    for column in range(row):
        count = shared.get((row, column), 0)
        if count is None:
            made.append((words("toll.impossible"), "barred"))
        else:
            made.append((words.number(count), "" if count else "none"))
    return (*made, (words.number(sizes[row]), "own"))
