"""The toll as a page tells it: the documented count under its rule, the lists, and the estimate with its reasons.

Words of findings, families and assumptions are those of the room (data/findings.toml, data/families.toml), so that page
and command line say the same. A refused answer has no number here in any field. Proved by tests/report/test_toll_views.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aigaq.accounts.explanations import Text, text_in
from aigaq.report.dates import written
from aigaq.report.explanation_views import Wording
from aigaq.report.places import PlaceName
from aigaq.report.toll_facts import Answer, Reason, Span, TollFacts
from aigaq.report.words import Words

if TYPE_CHECKING:
    from aigaq.toll.counting.documented import Documented
    from aigaq.toll.counting.policies import PolicySet
    from aigaq.toll.counting.policy import ListDeclared

APART = ("unnamed", "alive", "undecided", "open_place", "open_date", "differing", "other_fates", "outside")
"""What is told beside the documented count, in this order, where it is not 0; the first three always."""
ALWAYS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A name and a value in words."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ReasonView:
    """A finding in words, the next step, and the family it is of. `grave`: it withholds numbers."""

    words: str
    next: str
    family: str
    grave: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """A rule that was set: when, what it changed, and what became of it."""

    when: str
    what: str
    used: bool
    undone: bool


@dataclass(frozen=True, slots=True)
class RuleView:
    """The rule of inclusion. `words` are empty where none was set."""

    words: Wording
    lines: tuple[Line, ...]
    history: tuple[Turn, ...]
    conflict: int


@dataclass(frozen=True, slots=True)
class DocumentedView:
    """What is documented: a sentence, how far who is who may move it, what is told apart, and the ladder of thresholds."""

    lead: str
    range: str
    apart: tuple[Line, ...]
    ladder: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """A list as the case has it and as it was declared. `missing`: what nobody declared of it."""

    name: str
    keeper: Wording
    described: bool
    begins: str
    gathered: Wording
    drew_on: str
    counted: str
    rows: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FamilyOfLists:
    """Lists that count as one, and through what."""

    lists: tuple[str, ...]
    through: tuple[str, ...]


def whole(value: float, words: Words) -> str:
    """A number of people: nobody counts half a person."""
    return words.number(round(value))


def between(span: Span, words: Words) -> str:
    """An interval in words; one without an upper end says so."""
    low, high = span
    if high is None:
        return words("toll.no_upper_end", low=whole(low, words))
    return words("toll.interval", low=whole(low, words), high=whole(high, words))


def percent(share: float, words: Words) -> str:
    """A probability in per cent; never 0 or 100, for nobody knows that surely."""
    if share < 0.005:
        return words("toll.almost_none")
    if share > 0.995:
        return words("toll.almost_sure")
    return words("toll.percent", n=words.number(round(100 * share)))


def reasons(told: Sequence[Reason], words: Words) -> tuple[ReasonView, ...]:
    """Findings in words, those that withhold numbers first."""
    made = [_reason(one, words) for one in told]
    return tuple(sorted(made, key=lambda one: not one.grave))


def _reason(told: Reason, words: Words) -> ReasonView:
    from aigaq.toll import wording
    from aigaq.toll.family import Code, FamilyName, Finding, Outcome

    code = Code(told.code) if told.code in set(Code) else Code.UNKNOWN
    finding = Finding(code, Outcome(told.outcome), told.named)
    return ReasonView(
        words=wording.said(finding, language=words.code),
        next=wording.next_step(code, language=words.code),
        family=wording.label(FamilyName(told.family), language=words.code) if told.family in set(FamilyName) else "",
        grave=told.outcome == Outcome.REFUSED,
    )


def rule_view(facts: TollFacts, words: Words, place: PlaceName) -> RuleView:
    """The rule that is used, with its history."""
    rule = facts.rule.policy.inclusion
    days = (rule.since, rule.until)
    when = words("toll.days", first=_end(days[0], words), last=_end(days[1], words)) if any(days) else ""
    lines = [
        Line(words("toll.whom"), ", ".join(words.word("fate", fate.value) for fate in rule.whom)),
        Line(words("toll.where"), ", ".join(place(code, words.code) for code in rule.where) or words("toll.anywhere")),
        Line(words("toll.when"), when or words("toll.any_day")),
    ]
    if rule.where or when:
        key = {"include": "toll.missing_include", "leave_out": "toll.missing_leave_out"}[rule.missing.value]
        lines.append(Line(words("toll.missing"), words(key)))
    return RuleView(
        words=_wording(rule.words if facts.rule.is_set else "", words),
        lines=tuple(lines),
        history=tuple(_turn(one, first=not at, words=words) for at, one in enumerate(facts.rule.history)),
        conflict=len(facts.rule.conflict),
    )


def _end(day: str | None, words: Words) -> str:
    return written(day, words) if day else "…"


def _turn(one: PolicySet, *, first: bool, words: Words) -> Turn:
    changed = ", ".join(_changed(name, words) for name in one.changed)
    if one.policy is None:
        what = words("toll.history_unread")
    elif first:
        what = words("toll.history_first")
    else:
        what = words("toll.history_changed", what=changed) if changed else words("toll.history_same")
    return Turn(written(one.at, words), what, one.used, one.undone)


def _changed(name: str, words: Words) -> str:
    kind, _, list_name = name.partition(" ")
    return words("toll.changed_list", name=list_name) if kind == "list" else words.word("rule_field", name)


def documented_view(told: Documented, words: Words) -> DocumentedView:
    """The count of one stratum with what belongs beside it."""
    spread = ""
    if told.drawn:
        n = words.number(len(told.drawn))
        low, high = words.number(told.low), words.number(told.high)
        spread = words("toll.range", n=n, low=low, high=high) if low != high else words("toll.range_same", n=n, low=low)
    labels = {
        "unnamed": words("toll.unnamed"),
        "alive": words("toll.alive"),
        "undecided": words("toll.undecided"),
        "open_place": words("toll.open_place"),
        "open_date": words("toll.open_date"),
        "differing": words("toll.differing"),
        "other_fates": words("toll.other_fates"),
        "outside": words("toll.outside"),
    }
    counts = {name: int(getattr(told, name)) for name in APART}
    kept = [name for at, name in enumerate(APART) if counts[name] or at < ALWAYS]
    return DocumentedView(
        lead=words.n("toll.documented_n", told.documented),
        range=spread,
        apart=tuple(Line(labels[name], words.number(counts[name])) for name in kept),
        ladder=tuple(Line(percent(at, words), words.number(n)) for at, n in told.ladder),
    )


def lists_of(facts: TollFacts, words: Words) -> tuple[ListView, ...]:
    """The lists with what is declared of each."""
    declared = {one.name: one for one in facts.declared.declared}
    rows = {one.list: one for one in facts.declared.rows}
    missing = {one.list: one.fields for one in facts.declared.missing}
    counted = dict(facts.documented[""].lists) if "" in facts.documented else {}

    def made() -> Iterator[ListView]:
        for name in facts.declared.lists:
            told, held = declared.get(name), rows.get(name)
            yield ListView(
                name=name,
                keeper=_wording(told.keeper if told else None, words),
                described=name in facts.declared.described,
                begins=written(told.begins, words) if told and told.begins else "",
                gathered=_wording(told.gathered if told else None, words),
                drew_on=_drew_on(told, words),
                counted=words.number(counted.get(name, 0)),
                rows="" if held is None else _rows(held.rows, held.unnamed, held.editions, words),
                missing=tuple(words.word("list_field", field) for field in missing.get(name, ())),
            )

    return tuple(made())


def _rows(rows: int, unnamed: int, editions: int, words: Words) -> str:
    parts = [words.n("toll.rows", rows)]
    if unnamed:
        parts.append(words.n("toll.rows_unnamed", unnamed))
    if editions > 1:
        parts.append(words.n("toll.editions", editions))
    return ", ".join(parts)


def _drew_on(told: ListDeclared | None, words: Words) -> str:
    if told is None or told.drew_on is None:
        return ""
    return ", ".join(told.drew_on) or words("toll.drew_on_nothing")


def families_of_lists(facts: TollFacts) -> tuple[FamilyOfLists, ...]:
    """The families of lists."""
    return tuple(FamilyOfLists(one.lists, one.through) for one in facts.declared.families)


def invented_words(facts: TollFacts, words: Words) -> Wording | None:
    """What says that the case is invented, where it is."""
    invented = facts.rule.policy.invented
    return None if invented is None else _wording(invented.words, words)


def claims(facts: TollFacts, words: Words) -> tuple[tuple[int, Wording], ...]:
    """The figures that somebody gave, with whose they are."""
    return tuple((one.number, _wording(one.words, words)) for one in facts.rule.policy.claimed)


def _wording(text: Text | None, words: Words) -> Wording:
    return Wording(*text_in(text or "", words.code))


def outcome_word(answer: Answer, words: Words) -> str:
    """What came of it, in a word."""
    from aigaq.toll import wording
    from aigaq.toll.family import Outcome

    return wording.label(Outcome(answer.outcome), language=words.code)
