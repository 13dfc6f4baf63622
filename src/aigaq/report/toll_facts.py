"""What the toll tells of a case, read from its rows: the rule, what is documented, the lists, and the answers.

The rows are JSON (docs/formats/policy.md, "Rows"; the answers: docs/formats/toll.md). Fields that a page does not need
are passed over. What an answer withholds is not in its row, and a refused answer is stripped here once more, so that no
page can print what nobody may say (design §1, rule 4): only the lower bound of lists too few for an estimate stays. Proved by tests/report/test_toll_facts.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from aigaq.statements import Store
    from aigaq.toll.counting.documented import Documented
    from aigaq.toll.counting.telling import Declared, Rule

Span = tuple[float, float | None]
"""An interval; None: it has no upper end."""
REFUSED = "refused"
BOUNDS = "bounds"


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """A finding: its code, how grave it is, what its words name, and the family it is of."""

    code: str
    outcome: str
    named: dict[str, str | int | float] = {}
    family: str = ""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """The middle of a number and its central intervals."""

    median: float
    interval_80: Span
    interval_95: Span


class Exceeds(msgspec.Struct, frozen=True, kw_only=True):
    """How probable it is that there are more than a figure somebody gave."""

    figure: int
    probability: float | None = None


class Undocumented(Summary, frozen=True, kw_only=True):
    """How many are on no list."""

    exceeds: tuple[Exceeds, ...] = ()


class Bound(msgspec.Struct, frozen=True, kw_only=True):
    """A bound, or why there is none; `assumption` is its code."""

    assumption: str
    value: float | None = None
    interval_95: Span | None = None
    missing: str | None = None


class PairBound(msgspec.Struct, frozen=True, kw_only=True):
    """A bound from two lists."""

    lists: tuple[str, str]
    bound: Bound


class Mode(msgspec.Struct, frozen=True, kw_only=True):
    """A peak of the answer and the share of draws around it."""

    at: float
    share: float


class Capped(msgspec.Struct, frozen=True, kw_only=True):
    """The answer under another largest number admitted."""

    cap: float
    median: float
    interval_95: Span


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """What one family of models says; empty where it is refused."""

    outcome: str = REFUSED
    reasons: tuple[Reason, ...] = ()
    median: float | None = None
    interval_80: Span | None = None
    interval_95: Span | None = None
    # bounds
    chapman: tuple[PairBound, ...] = ()
    chao: Bound | None = None
    chao_by_list: Bound | None = None
    zelterman: Bound | None = None
    lower_bound: Bound | None = None
    # latent classes
    rhat: float | None = None
    ess: float | None = None
    chains: int = 0
    draws: int = 0
    modes: tuple[Mode, ...] = ()
    traces: tuple[tuple[float, ...], ...] = ()
    density: tuple[tuple[float, float], ...] = ()

    @property
    def stands(self) -> bool:
        """Whether it gives a number."""
        return self.outcome != REFUSED


class Varied(msgspec.Struct, frozen=True, kw_only=True):
    """The answer under one change."""

    by: str
    observed: int = 0
    without: str = ""
    classes: int = 0
    alpha: tuple[float, float] | None = None
    median: float | None = None
    interval_95: Span | None = None


class Sensitivity(msgspec.Struct, frozen=True, kw_only=True):
    """The answer under other settings."""

    classes: tuple[Varied, ...] = ()
    prior: tuple[Varied, ...] = ()
    cap: tuple[Capped, ...] = ()


class ListSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A list of the table; `joined`: the lists it was made of."""

    name: str
    size: int
    joined: tuple[str, ...] = ()


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two lists and how many stand on both."""

    lists: tuple[str, str]
    shared: int
    avoiding: bool = False
    possible: bool = True


class Overlaps(msgspec.Struct, frozen=True, kw_only=True):
    """How the lists overlap. `captures`: how many stand on exactly one list, on exactly two, and so on."""

    lists: tuple[str, ...]
    sizes: tuple[int, ...]
    captures: tuple[int, ...] = ()
    pairs: tuple[Pair, ...] = ()


class Linkages(msgspec.Struct, frozen=True, kw_only=True):
    """How many ways of linking were drawn, and the least and most persons there were."""

    sampled: int
    observed_range: tuple[int, int]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer on one stratum, on the whole, or the total of strata."""

    observed: int
    outcome: str
    reasons: tuple[Reason, ...] = ()
    lists: tuple[ListSeen, ...] = ()
    overlaps: Overlaps | None = None
    linkages: Linkages | None = None
    families: dict[str, Family] = {}
    total: Summary | None = None
    undocumented: Undocumented | None = None
    leave_one_out: tuple[Varied, ...] = ()
    sensitivity: Sensitivity = Sensitivity()
    linking_share: float | None = None

    @property
    def refused(self) -> bool:
        """Whether no number may be told."""
        return self.outcome == REFUSED

    @property
    def lower_bound(self) -> Bound | None:
        """The lower bound, where there is one."""
        bound = self.families.get(BOUNDS, Family()).lower_bound
        return bound if bound is not None and bound.value is not None else None


@dataclass(frozen=True, slots=True)
class TollFacts:
    """Everything the toll tells. `documented` and `answers` by stratum, the whole under the empty name; `strata` in the
    order of the policy; `total`: the sum of strata, where there are some."""

    rule: Rule
    declared: Declared
    documented: Mapping[str, Documented]
    answers: Mapping[str, Answer]
    total: Answer | None = None

    @property
    def has_lists(self) -> bool:
        """Whether there are lists of persons."""
        return bool(self.declared.lists) and "" in self.documented

    @property
    def whole(self) -> Answer | None:
        """The answer on all who are counted."""
        return self.total or self.answers.get("")

    @property
    def strata(self) -> tuple[str, ...]:
        """The strata that were answered, in the order of the policy."""
        order = [one.name for one in self.rule.policy.strata]
        return tuple(name for name in order if name in self.answers)

    @property
    def truth(self) -> int | None:
        """How many there are in truth, where the case says that it is invented."""
        invented = self.rule.policy.invented
        return None if invented is None else invented.truth


def answer_in(body: str | bytes) -> Answer:
    """An answer from its JSON; of a refused one only what was counted, why it is refused, and a lower bound that stands."""
    read = msgspec.json.decode(body, type=Answer)
    if not read.refused:
        return msgspec.structs.replace(read, families={name: _told(one) for name, one in read.families.items()})
    return Answer(
        observed=read.observed, outcome=read.outcome, reasons=read.reasons, lists=read.lists, overlaps=read.overlaps,
        linkages=read.linkages, families=_bound_left(read),
    )  # fmt: skip


def _bound_left(read: Answer) -> dict[str, Family]:
    """The lower bound of a refused answer and nothing beside it; nothing where it was refused for anything but want of lists."""
    from aigaq.toll.family import bound_stands

    refusals = (one.code for one in read.reasons if one.outcome == REFUSED and not one.family)
    bound = read.lower_bound
    if bound is None or not bound_stands(refusals):
        return {}
    left = Bound(assumption=bound.assumption, value=bound.value)
    return {BOUNDS: Family(lower_bound=left)}


def _told(family: Family) -> Family:
    return family if family.stands else Family(outcome=family.outcome, reasons=family.reasons)


def toll_of(store: Store) -> TollFacts | None:
    """What the rows of a store tell; None where no rule is among them, as of a case that was not built anew."""
    from aigaq.statements.tolls import Told, Tolls
    from aigaq.toll.counting.documented import Documented
    from aigaq.toll.counting.telling import Declared, Rule

    tolls = Tolls(store)
    rule, declared, total = (tolls.body(what) for what in (Told.RULE, Told.DECLARED, Told.TOTAL))
    answers = {name: answer_in(tolls.body(Told.ANSWER, name) or "") for name in tolls.strata(Told.ANSWER)}
    if rule is None and not answers:
        return None
    return TollFacts(
        rule=_no_rule() if rule is None else msgspec.json.decode(rule, type=Rule),
        declared=Declared() if declared is None else msgspec.json.decode(declared, type=Declared),
        documented={
            name: msgspec.json.decode(tolls.body(Told.DOCUMENTED, name) or "", type=Documented)
            for name in tolls.strata(Told.DOCUMENTED)
        },
        answers=answers,
        total=None if total is None else answer_in(total),
    )


def _no_rule() -> Rule:
    from aigaq.toll.counting.policy import NOTHING_SET
    from aigaq.toll.counting.telling import Rule

    return Rule(is_set=False, policy=NOTHING_SET)
