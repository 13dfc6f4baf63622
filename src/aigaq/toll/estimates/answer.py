"""An estimate as JSON: what may be told, and what is withheld. Normative text: docs/formats/toll.md.

Refused means no number: a family that is refused says why and nothing else, a table that is refused the same for all its
families. Numbers that were reckoned all the same appear only where they are asked for, under `withheld`. A lower bound is
no estimate: it stays where the table is refused for want of lists, labelled as what it is.
Proved by tests/toll/estimates/test_answer.py: no number of a refused answer stands anywhere outside `withheld`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

import msgspec

from aigaq.toll import wording
from aigaq.toll.bounds import Bounds
from aigaq.toll.counting.policy import ListDeclared
from aigaq.toll.decomposable import Decomposable
from aigaq.toll.estimates.estimate import Diagnostics, Estimate
from aigaq.toll.family import Family, FamilyName, Finding, Outcome, Summary, bound_stands, summarise

Told = dict[str, Any]

_SAFE: Mapping[FamilyName, tuple[str, ...]] = {
    FamilyName.BOUNDS: (),
    FamilyName.LOGLINEAR: ("kind", "left_out", "identifiability"),
    FamilyName.DECOMPOSABLE: ("cap", "graphs"),
    FamilyName.LATENT_CLASS: (
        "classes", "alpha_prior", "most", "rhat", "ess", "chains", "draws", "rungs", "swaps", "trips",
    ),
}  # fmt: skip
"""What a refused family still says of itself: how it was done, never what came out."""


def tell(estimate: Estimate, *, show_withheld: bool = False, language: str = "en", strata: bool = True) -> Told:
    """The answer as the JSON holds it; with strata, the total, and each stratum under `strata` where these are wanted."""
    withheld = estimate.outcome is Outcome.REFUSED
    told = _head(estimate, language)
    told |= _numbers(estimate, withheld=withheld, language=language)
    if estimate.strata and strata:
        told["strata"] = {
            one.stratum: tell(one, show_withheld=show_withheld, language=language) for one in estimate.strata
        }
    if show_withheld:
        told["withheld"] = _withheld(estimate, language)
    return told


def _head(estimate: Estimate, language: str) -> Told:
    asked, seen = estimate.asked, estimate.diagnostics
    told: Told = {
        "observed": estimate.observed,
        "outcome": estimate.outcome.value,
        "reasons": _reasons(estimate, language),
        "classes": asked.classes,
        "cap": asked.cap,
        "seed": asked.seed,
        "lists": [] if seen is None else _lists(seen),
    }
    if seen is not None:
        told["overlaps"] = msgspec.to_builtins(seen.overlap)
        told["table"] = seen.table.digest
    if estimate.linkages:
        told["linkages"] = {"sampled": estimate.linkages, "observed_range": list(estimate.observed_range)}
    return told


def _lists(seen: Diagnostics) -> list[Told]:
    """Each list of the table with what was declared of it, or of the lists that were joined into it."""
    joined = {one.label: one for one in seen.joined}
    declared = {one.name: one for one in seen.declared}
    told = list[Told]()
    for name, size in zip(seen.table.lists, seen.table.sizes, strict=True):
        family = joined.get(name)
        members = family.lists if family else (name,)
        one: Told = {"name": name, "size": size, "declared": [_declared(declared.get(member)) for member in members]}
        if family is not None:
            one |= {"joined": list(family.lists), "through": list(family.through)}
        told.append(one)
    return told


def _declared(one: ListDeclared | None) -> Told | None:
    found: Told | None = None if one is None else msgspec.to_builtins(one)
    return found


def _reasons(estimate: Estimate, language: str) -> list[Told]:
    told = [_reason(one, "", language) for one in estimate.findings]
    for name, family in estimate.families.items():
        told += [_reason(one, name.value, language) for one in family.findings]
    return told


def _reason(finding: Finding, family: str, language: str) -> Told:
    told: Told = {"code": finding.code.value, "outcome": finding.outcome.value}
    if family:
        told["family"] = family
    return told | {
        "words": wording.said(finding, language=language),
        "next": wording.next_step(finding.code, language=language),
        "named": dict(finding.named),
    }


def _numbers(estimate: Estimate, *, withheld: bool, language: str) -> Told:
    """Families, totals, and what they hang on; without a number where they are withheld."""
    if estimate.strata:
        families = {name.value: _summed(estimate, name, withheld=withheld, language=language) for name in FamilyName}
    else:
        families = {
            name.value: _family(family, estimate, withheld=withheld, language=language)
            for name, family in estimate.families.items()
        }
    seen = estimate.diagnostics
    hidden = withheld or seen is None
    told: Told = {
        "families": families,
        "total": None if withheld or estimate.total is None else msgspec.to_builtins(estimate.total),
        "undocumented": None if withheld else _undocumented(estimate),
        "leave_one_out": [] if hidden or seen is None else _rows(seen.leave_one_out),
        "sensitivity": {
            "classes": [] if hidden or seen is None else _rows(seen.classes),
            "prior": [] if hidden or seen is None else _rows(seen.alphas),
            "cap": [] if withheld else _caps(estimate),
        },
    }
    if estimate.linkages and not withheld:
        told["linking_share"] = estimate.linking_share
    return told


def _family(family: Family, estimate: Estimate, *, withheld: bool, language: str) -> Told:
    refused = withheld or family.outcome is Outcome.REFUSED
    everything = _record(family.told)
    told: Told = {
        "outcome": (Outcome.REFUSED if refused else family.outcome).value,
        "reasons": [_reason(one, "", language) for one in family.findings],
        "assumption": wording.assumption(family.name, language=language),
    }
    if family.name is FamilyName.BOUNDS and isinstance(family.told, Bounds):
        refusals = (one.code for one in estimate.findings if one.outcome is Outcome.REFUSED)
        lower = everything["lower_bound"] if not withheld or bound_stands(refusals) else None
        return (
            told | dict.fromkeys(Summary.__struct_fields__) | ({} if refused else everything) | {"lower_bound": lower}
        )
    if refused:
        return told | {name: everything[name] for name in _SAFE[family.name]}
    return told | _summary(estimate, family.name) | everything


def _summed(estimate: Estimate, name: FamilyName, *, withheld: bool, language: str) -> Told:
    """A family over all strata: refused where a stratum has it not."""
    drawn = {} if withheld else _summary(estimate, name)
    outcomes = [one.families[name].outcome for one in estimate.strata if name in one.families]
    worst = max(outcomes, key=lambda one: one.gravity, default=Outcome.REFUSED)
    told: Told = {
        "outcome": (worst if drawn else Outcome.REFUSED).value,
        "reasons": [],
        "assumption": wording.assumption(name, language=language),
    }
    return told | drawn


def _summary(estimate: Estimate, name: FamilyName) -> Told:
    """A family's N, and its N − n under `undocumented`; empty where it gives none."""
    if name not in estimate.whole:
        return {}
    told: Told = msgspec.to_builtins(summarise(estimate.whole[name]))
    return told | {"undocumented": msgspec.to_builtins(summarise(estimate.uncounted[name]))}


def _undocumented(estimate: Estimate) -> Told | None:
    summary = estimate.undocumented
    if summary is None:
        return None
    told: Told = msgspec.to_builtins(summary)
    exceeds = [{"figure": one, "probability": estimate.exceeds(one)} for one in estimate.claimed]
    return told | {"exceeds": exceeds}


def _rows(rows: Iterable[msgspec.Struct]) -> list[Told]:
    return [msgspec.to_builtins(row) for row in rows]


def _caps(estimate: Estimate) -> list[Told]:
    family = estimate.families.get(FamilyName.DECOMPOSABLE)
    return _rows(family.told.caps) if family is not None and isinstance(family.told, Decomposable) else []


def _withheld(estimate: Estimate, language: str) -> Told:
    """What was reckoned and may not be told: of refused families, and of everything where the table is refused."""
    if estimate.outcome is Outcome.REFUSED:
        told = _numbers(estimate, withheld=False, language=language)
        told["families"] |= {name.value: _whole(family) for name, family in estimate.families.items()}
        return told
    refused = {name: one for name, one in estimate.families.items() if one.outcome is Outcome.REFUSED}
    return {"families": {name.value: _whole(family) for name, family in refused.items()}} if refused else {}


def _whole(family: Family) -> Told:
    told = _record(family.told)
    return (msgspec.to_builtins(family.summary) if family.summary is not None else {}) | told


def _record(told: msgspec.Struct) -> Told:
    """A family's record; a number without an end (R-hat of chains that never move) is none in JSON."""
    found: Told = msgspec.to_builtins(told)
    return {name: None if isinstance(one, float) and not isfinite(one) else one for name, one in found.items()}
