"""What a built case asks of the estimate, read from its derived store: tables, linkages, declarations, what is documented.

The same rows from which the build makes its answer, for whoever asks with settings of their own (`aigaq toll CASE`).
Proved by tests/toll/counting/test_cases.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from aigaq.accounts.explanations import text_in
from aigaq.statements.tolls import Told, Tolls
from aigaq.toll.counting.answering import Unasked
from aigaq.toll.counting.documented import WHOLE, Documented
from aigaq.toll.counting.linked_tables import Tables, decoded
from aigaq.toll.counting.policy import NOTHING_SET, ListDeclared
from aigaq.toll.counting.telling import Declared, Rule
from aigaq.toll.estimates.running import Asked
from aigaq.toll.family import Code, Finding, Outcome, gravest
from aigaq.toll.tables.table import Table
from aigaq.toll.wording import next_step, said

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aigaq.statements.store import Store


_FOR_SUMS = ("kept", "ladder")


@dataclass(frozen=True, kw_only=True)
class CaseQuestion:
    """The question of a case.

    `tables`: of the persons of the case, the one table or one a stratum; None where there is nothing to estimate from,
    for the reasons in `refusals`. `linkages`: the same of each sampled linkage. `documented`: by stratum, the whole under
    the empty name; empty where no list is there.
    """

    rule: Rule
    documented: Mapping[str, Documented]
    tables: Table | Mapping[str, Table] | None
    linkages: tuple[Mapping[str, Table], ...] = ()
    declared: tuple[ListDeclared, ...] = ()
    refusals: tuple[Finding, ...] = ()
    noticed: tuple[str, ...] = ()


def question_of(store: Store) -> CaseQuestion:
    """The question of a case that was built; where it holds no list of persons, why there is none."""
    tolls = Tolls(store)
    rule = tolls.body(Told.RULE)
    documented = {
        name: msgspec.json.decode(tolls.body(Told.DOCUMENTED, name) or "", type=Documented)
        for name in tolls.strata(Told.DOCUMENTED)
    }
    strata = {name: decoded(tolls.body(Told.TABLES, name) or "{}", name) for name in tolls.strata(Told.TABLES)}
    held = {name: one.main for name, one in strata.items() if one.main is not None}
    declared = msgspec.json.decode(tolls.body(Told.DECLARED) or "{}", type=Declared).declared
    return CaseQuestion(
        rule=Rule(is_set=False, policy=NOTHING_SET) if rule is None else msgspec.json.decode(rule, type=Rule),
        documented=documented,
        tables=held.get(WHOLE, held) if held else None,
        linkages=tuple(_linkages(strata)),
        declared=declared,
        refusals=() if held else tuple(_refusals(tolls)) or (Finding(Code.NO_LISTS, Outcome.REFUSED),),
        noticed=tuple(_noticed(strata)),
    )


def tell_case(asked: CaseQuestion, *, language: str = "en") -> dict[str, Any]:
    """What the answer on a case says besides its estimate; the whole answer, where there is nothing to estimate from."""
    rule = asked.rule.policy.inclusion
    told: dict[str, Any] = {
        "rule": {
            "is_set": asked.rule.is_set,
            "words": text_in(rule.words, language)[0],
            "inclusion": msgspec.to_builtins(rule),
            "conflict": list(asked.rule.conflict),
            "changes": [msgspec.to_builtins(one) for one in asked.rule.history],
        },
        "documented": {name: msgspec.to_builtins(one) for name, one in asked.documented.items()},
    }
    if asked.tables is not None:
        return told
    whole = asked.documented.get(WHOLE)
    return told | _nothing(0 if whole is None else whole.documented, asked.refusals, language)


def stored_answer(store: Store) -> dict[str, Any] | None:
    """The answer that the build made, with the usual settings; None where it made none."""
    tolls = Tolls(store)
    names = tolls.strata(Told.TABLES)
    body = tolls.body(Told.ANSWER if WHOLE in names else Told.TOTAL)
    if not names or body is None:
        return None
    answers = {name: _answer(tolls.body(Told.ANSWER, name) or "") for name in names}
    if WHOLE in names:
        return answers[WHOLE]
    return {**msgspec.json.decode(body), "strata": answers}


def _answer(body: str) -> dict[str, Any]:
    """One stratum's answer without what only a sum needs of it."""
    told: dict[str, Any] = msgspec.json.decode(body)
    if "families" in told:
        return {name: value for name, value in told.items() if name not in _FOR_SUMS}
    unasked = msgspec.convert(told, Unasked)
    findings = [Finding(one.code, one.outcome, one.named) for one in unasked.reasons]
    settings = Asked()
    return _nothing(unasked.observed, findings, "en") | {
        "classes": settings.classes,
        "cap": settings.cap,
        "seed": settings.seed,
    }


def _nothing(observed: int, findings: Sequence[Finding], language: str) -> dict[str, Any]:
    """The answer where there is nothing to estimate from."""
    return {
        "observed": observed,
        "outcome": gravest(findings).value,
        "reasons": [_reason(one, language) for one in findings],
        "lists": [],
        "families": {},
        "total": None,
        "undocumented": None,
        "leave_one_out": [],
        "sensitivity": {"classes": [], "prior": [], "cap": []},
    }


def _reason(finding: Finding, language: str) -> dict[str, Any]:
    return {
        "code": finding.code.value,
        "outcome": finding.outcome.value,
        "words": said(finding, language=language),
        "next": next_step(finding.code, language=language),
        "named": dict(finding.named),
    }


def partitions_of(store: Store) -> tuple[NDArray[np.int64], list[tuple[str, str]]]:
    """The sampled partitions [samples, records], and the list and key of each record."""
    from aigaq.people.linkages import linkages_of
    from aigaq.statements.persons import People

    people = People(store)
    keys, ids = list[tuple[str, str]](), list[str]()
    for record in people.records():
        keys.append((record.list, record.key))
        ids.append(record.id)
    return linkages_of(people, ids).drawn, keys


def _linkages(strata: Mapping[str, Tables]) -> Iterator[dict[str, Table]]:
    most = max((len(one.drawn) for one in strata.values()), default=0)
    for at in range(most):
        yield {name: one.drawn[at] for name, one in strata.items() if at < len(one.drawn) and one.main is not None}


def _refusals(tolls: Tolls) -> Iterator[Finding]:
    """Why there is nothing to estimate from, as the build found it."""
    for stratum in tolls.strata(Told.ANSWER):
        told = msgspec.json.decode(tolls.body(Told.ANSWER, stratum) or "", type=Unasked)
        yield from (Finding(one.code, one.outcome, one.named) for one in told.reasons)


def _noticed(strata: Mapping[str, Tables]) -> Iterator[str]:
    """What of the declarations was set aside, and strata that hold nobody."""
    for name, one in strata.items():
        of = f"{name}: " if name else ""
        if one.main is None:
            yield f"{of}nobody is counted"
        for words in one.told.contradicted:
            yield f"{of}declared to be impossible, and set aside because it is not: {words}"
        for words in one.told.unused:
            yield f"{of}declared to share nobody, and not used with so many lists: {words}"
        if one.told.absent and one.main is not None:
            yield f"{of}nobody stands on {', '.join(one.told.absent)}: left out"
