"""What the build asks of the estimate, and its answer as JSON: one question a stratum, one more for the total.

The one place where the stage meets the estimate. Beside the answer (`answer.tell`) a row keeps what a sum over strata
needs of it: outcomes, and draws at regular levels, so that a stratum whose tables did not change is never estimated
again. Where no list by persons is there nothing is asked: counts that somebody published say how long lists are and not
who stands on several, and without that every number from the longest list up fits alike (docs/methods/uncounted.md).
Proved by tests/toll/counting/test_answering.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import msgspec
import numpy as np

from aigaq.toll.counting.policy import ListDeclared
from aigaq.toll.estimates.pooling import Laid, lay
from aigaq.toll.family import Code, Family, FamilyName, Finding, Outcome
from aigaq.toll.tables.table import Table

LEVELS = 4000  # of all linkages together: quantiles of a total to half a per cent


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """A finding as JSON: its code, how grave it is, and what the words of it name."""

    code: Code
    outcome: Outcome
    named: dict[str, str | int | float]


class Unasked(msgspec.Struct, frozen=True, kw_only=True):
    """An answer without an estimate: how many are observed, and why there is no number."""

    observed: int
    outcome: Outcome
    reasons: tuple[Reason, ...]


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What a total needs of a stratum: n, findings, those of each family, and draws by family [linkages, levels]."""

    observed: int
    observed_range: tuple[int, int]
    linkages: int
    findings: tuple[Reason, ...]
    families: dict[str, tuple[Reason, ...]]
    whole: dict[str, tuple[tuple[int, ...], ...]]
    uncounted: dict[str, tuple[tuple[int, ...], ...]]


@dataclass(frozen=True)
class Asked:
    """The question of one stratum: its tables by linkage, each list for itself, and what is declared of the lists.

    `main`: of the persons of the case; None where nobody is counted. `drawn`: of the sampled linkages. `ladder`: by
    threshold. `claimed`: figures of the whole that somebody gave; of a stratum they say nothing.
    """

    stratum: str
    main: Table | None
    drawn: tuple[Table, ...] = ()
    ladder: Mapping[float, Table] = field(default_factory=lambda: MappingProxyType({}))
    declared: tuple[ListDeclared, ...] = ()
    claimed: tuple[int, ...] = ()


def answer_of(asked: Asked) -> str:
    """The answer on one stratum, as JSON; its draws for a total under `kept`."""
    if asked.main is None:
        return refused(0, Finding(Code.FEW_LISTS, Outcome.REFUSED))
    from aigaq.toll.estimates.answer import tell
    from aigaq.toll.estimates.estimate import estimate

    claimed = () if asked.stratum else asked.claimed
    linkages = [{"": one} for one in asked.drawn]
    found = estimate(asked.main, linkages=linkages, declared=asked.declared, claimed=claimed)
    told: dict[str, Any] = tell(found)
    stands = found.outcome is not Outcome.REFUSED
    kept = Kept(
        observed=found.observed,
        observed_range=found.observed_range,
        linkages=found.linkages,
        findings=_reasons(found.findings),
        families={name.value: _reasons(one.findings) for name, one in found.families.items()},
        whole={name.value: _levels(drawn) for name, drawn in found.whole.items() if stands},
        uncounted={name.value: _levels(drawn) for name, drawn in found.uncounted.items() if stands},
    )
    return _encoded(told | {"ladder": _ladder(asked), "kept": msgspec.to_builtins(kept)})


def total_of(answers: Mapping[str, str], *, outside: int, claimed: tuple[int, ...] = ()) -> str:
    """The total of strata, as JSON. `outside`: persons documented who are in no stratum, and so in no sum."""
    from aigaq.toll.estimates.answer import tell
    from aigaq.toll.estimates.estimate import Estimate, total_over
    from aigaq.toll.estimates.running import Asked as Settings

    def read(stratum: str, body: str) -> Estimate:
        decoded = msgspec.json.decode(body)
        kept = msgspec.convert(decoded["kept"], Kept) if "kept" in decoded else _nothing_kept(body)
        return Estimate(
            stratum=stratum,
            asked=Settings(),
            observed=kept.observed,
            observed_range=kept.observed_range,
            linkages=kept.linkages,
            families={
                FamilyName(name): Family(name=FamilyName(name), told=msgspec.Struct(), findings=_findings(reasons))
                for name, reasons in kept.families.items()
            },
            whole=_laid(kept.whole, stratum),
            uncounted=_laid(kept.uncounted, stratum),
            findings=_findings(kept.findings),
        )

    found = total_over(
        [read(stratum, body) for stratum, body in answers.items()], Settings(), outside=outside, claimed=claimed
    )
    told = tell(found, strata=False)
    return _encoded(told | {"strata": list(answers)})


def no_lists(counted: int) -> str:
    """The answer of a case without lists by persons. `counted`: statements that say how many names a list has."""
    return refused(0, Finding(Code.NO_LISTS, Outcome.REFUSED, MappingProxyType({"counted": counted})))


def refused(observed: int, *findings: Finding) -> str:
    """A refusal, as JSON."""
    told = Unasked(observed=observed, outcome=Outcome.REFUSED, reasons=_reasons(findings))
    return msgspec.json.encode(told, order="sorted").decode()


def _nothing_kept(body: str) -> Kept:
    """A stratum in which nothing was estimated."""
    told = msgspec.json.decode(body, type=Unasked)
    n = told.observed
    return Kept(
        observed=n, observed_range=(n, n), linkages=0, findings=told.reasons, families={}, whole={}, uncounted={}
    )


def _ladder(asked: Asked) -> list[dict[str, float]]:
    """How many persons there are at each threshold of linking."""
    return [{"threshold": at, "observed": table.observed} for at, table in sorted(asked.ladder.items())]


def _levels(drawn: Laid) -> tuple[tuple[int, ...], ...]:
    width = max(LEVELS // len(drawn), 1)
    levels = np.quantile(drawn, (np.arange(width) + 0.5) / width, axis=1, method="inverted_cdf").T
    return tuple(tuple(row) for row in levels.tolist())


def _laid(kept: Mapping[str, tuple[tuple[int, ...], ...]], stratum: str) -> dict[FamilyName, Laid]:
    return {
        FamilyName(name): lay([np.array(row, np.int64) for row in rows], seed=0, name=f"{stratum}/{name}")
        for name, rows in kept.items()
    }


def _reasons(findings: Iterable[Finding]) -> tuple[Reason, ...]:
    return tuple(Reason(code=one.code, outcome=one.outcome, named=dict(one.named)) for one in findings)


def _findings(reasons: Iterable[Reason]) -> tuple[Finding, ...]:
    return tuple(Finding(one.code, one.outcome, one.named) for one in reasons)


def _encoded(told: Mapping[str, Any]) -> str:
    """Numbers to six digits, in which machines agree; sorted, so that equal answers are equal bytes."""
    return msgspec.json.encode(_rounded(told), order="sorted").decode()


def _rounded(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _rounded(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(one) for one in value]
    return (float(f"{value:.6g}") + 0.0 if np.isfinite(value) else None) if isinstance(value, float) else value
