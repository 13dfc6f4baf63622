"""The verb of the room: all families on every table, what they hang on, and whether numbers may be told.

The outcome follows from findings alone. One that refuses withholds every number of the table; a family that is refused is
withheld and the others stand; anything else found makes it `with_warnings`. With several linkages (Sadinle,
arXiv 1812.09590) each family's draws are the mixture over them, the first table being the one that diagnostics look at.
Strata are estimated apart; their total is a sum of draws. Proved by tests/toll/estimates/test_estimate.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path

from aigaq.errors import UsageError
from aigaq.toll.bounds import Bounds
from aigaq.toll.counting.declarations import ListFamily, families_of, findings_of
from aigaq.toll.counting.policy import ListDeclared
from aigaq.toll.estimates.pooling import Laid, lay, pool, share_between, total
from aigaq.toll.estimates.running import MODELS, Asked, Families, Talk, all_families, light_families
from aigaq.toll.estimates.varying import Row, estimate_limits, leave_one_out, sensitivity
from aigaq.toll.estimates.varying import findings_of as varied_findings
from aigaq.toll.family import Code, Family, FamilyName, Finding, Outcome, Summary, gravest, summarise
from aigaq.toll.overlap import Overlap, describe, tables_findings
from aigaq.toll.tables.table import Table
from aigaq.toll.wording import BETWEEN


@dataclass(frozen=True, kw_only=True, eq=False)
class Diagnostics:
    """What was looked at beside the numbers of one table."""

    table: Table
    overlap: Overlap
    leave_one_out: tuple[Row, ...]
    classes: tuple[Row, ...]
    alphas: tuple[Row, ...]
    joined: tuple[ListFamily, ...]
    declared: tuple[ListDeclared, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Estimate:
    """The answer on one table, one stratum, or the total over strata.

    `families`: the full run of each on the first table (empty for a total). `whole` and `uncounted`: for each family of
    models that stands, draws of N and of N − n [linkages, draws]. `observed`: n of the first table; `observed_range`: the
    least and most over linkages.
    """

    stratum: str
    asked: Asked
    observed: int
    observed_range: tuple[int, int]
    linkages: int
    families: Mapping[FamilyName, Family]
    whole: Mapping[FamilyName, Laid]
    uncounted: Mapping[FamilyName, Laid]
    findings: tuple[Finding, ...]
    claimed: tuple[int, ...] = ()
    diagnostics: Diagnostics | None = None
    strata: tuple[Estimate, ...] = ()
    linking_share: float | None = field(default=None)

    @property
    def outcome(self) -> Outcome:
        """The gravest of what was found; a family that is refused or warned of does not refuse the others."""
        own = gravest(self.findings)
        below = [*(one.outcome for one in self.families.values()), *(one.outcome for one in self.strata)]
        if own is Outcome.REPORTED and any(one is not Outcome.REPORTED for one in below):
            return Outcome.WITH_WARNINGS
        return own

    @property
    def total(self) -> Summary | None:
        """N over all families that stand."""
        drawn = pool(self.whole)
        return None if drawn is None else summarise(drawn)

    @property
    def undocumented(self) -> Summary | None:
        """N − n over all families that stand, whatever the outcome: `answer` withholds it."""
        drawn = pool(self.uncounted)
        return None if drawn is None else summarise(drawn)

    def exceeds(self, figure: int) -> float | None:
        """P(N > figure) over all families that stand."""
        drawn = pool(self.whole)
        return None if drawn is None else float((drawn > figure).mean())


def estimate(
    tables: Table | Mapping[str, Table] | str | PathLike[str],
    *,
    linkages: Sequence[Mapping[str, Table]] = (),
    declared: Sequence[ListDeclared] = (),
    claimed: Sequence[int] = (),
    classes: int = 10,
    cap: float = 5.0,
    seed: int = 0,
    talk: Talk = lambda words: None,
) -> Estimate:
    """How many are on no list, by every family, with what speaks against it.

    Args:
        tables: one table, one for each stratum by its name, or a file of one (docs/formats/toll.md).
        linkages: the same for each sampled linkage; `tables` is then who is held to be who, for diagnostics.
        declared: what is known of the lists; lists that drew on one another are counted as one.
        claimed: figures of N somebody gave; the answer says how probable it is that N is larger.
        classes: the most latent classes (K).
        cap: the most the decomposable family lets be uncounted, in multiples of n.
        seed: of every random number.
        talk: hears what is being done.

    Raises:
        UsageError: classes or a cap out of range, or strata that differ between linkages.
        FormatError, StorageError: the file cannot be read as a table.
    """
    if isinstance(tables, str | PathLike):
        from aigaq.toll.tables.files import read_tables

        tables = read_tables(Path(tables)).strata[""]
    if not 1 <= classes <= 100:
        raise UsageError(f"{classes} classes", hint="give 1 to 100; 10 is usual")
    asked = Asked(classes=classes, cap=cap, seed=seed)
    told = tuple(declared)
    if isinstance(tables, Table):
        if any(set(one) != {""} for one in linkages):
            raise UsageError("linkages of one table have strata", hint='give each as {"": table}')
        return _one(tables, [one[""] for one in linkages], asked, told, tuple(claimed), talk)
    if not tables:
        raise UsageError("no table", hint="give one, or one for each stratum")
    for one in linkages:
        if set(one) - set(tables):
            raise UsageError("a linkage has strata that the table has not", where=", ".join(set(one) - set(tables)))
    strata = list[Estimate]()
    for name, table in tables.items():
        others = [one[name].named(name) for one in linkages if name in one]
        strata.append(_one(table.named(name), others, asked, told, (), _named_talk(talk, name)))
    return total_over(strata, asked, claimed=tuple(claimed))


def _named_talk(talk: Talk, stratum: str) -> Talk:
    return lambda words: talk(f"{stratum}: {words}")


def _one(
    table: Table,
    linkages: Sequence[Table],
    asked: Asked,
    declared: tuple[ListDeclared, ...],
    claimed: tuple[int, ...],
    talk: Talk,
) -> Estimate:
    joined = families_of(declared, table.lists)
    groups = [one.lists for one in joined]
    main, others = table.joined(groups), [one.joined(groups) for one in linkages]
    families = all_families(main, asked, talk=talk)
    runs = _runs(main, others, families, asked, talk)
    whole = {name: _laid(runs, name, asked, table.stratum) for name in MODELS if _stands(families[name])}
    counted = [one.observed for one, _ in runs]
    uncounted = {name: _laid(runs, name, asked, table.stratum, counted=counted) for name in whole}
    findings = [*tables_findings(main), *findings_of(declared, table.lists)]
    rows = classes = alphas = tuple[Row, ...]()
    latent = families[FamilyName.LATENT_CLASS]
    if gravest(findings) is not Outcome.REFUSED:
        rows = leave_one_out(main, asked, like=families, talk=talk)
        if _stands(latent):
            classes, alphas = sensitivity(main, asked, like=families, talk=talk)
    shared = share_between(drawn) if (drawn := pool(uncounted)) is not None else None
    of_numbers = [*varied_findings(latent, rows, classes, alphas), *_apart(whole), *_below(families, whole)]
    of_numbers += _linking(others, shared)
    # Of a table that is refused as it is, nothing is said of its numbers, not even how far apart they are.
    silent = gravest(findings) is Outcome.REFUSED
    findings += [one for one in of_numbers if not silent or one.code is Code.NO_FAMILY]
    return Estimate(
        stratum=table.stratum,
        asked=asked,
        observed=main.observed,
        observed_range=(min(counted), max(counted)),
        linkages=len(others),
        families=families,
        whole=whole,
        uncounted=uncounted,
        findings=tuple(findings),
        claimed=claimed,
        linking_share=shared,
        diagnostics=Diagnostics(
            table=main,
            overlap=describe(main),
            leave_one_out=rows,
            classes=classes,
            alphas=alphas,
            joined=joined,
            declared=declared,
        ),
    )


def _runs(
    main: Table, others: Sequence[Table], families: Families, asked: Asked, talk: Talk
) -> list[tuple[Table, Families]]:
    """Each linkage with its families; equal tables are estimated once. Without linkages the main table is the one."""
    if not others:
        return [(main, families)]
    known = {main.digest: families}
    for number, table in enumerate(others):
        if table.digest not in known:
            talk(f"linkage {number + 1} of {len(others)}")
            known[table.digest] = light_families(table, asked, like=families)
    return [(table, known[table.digest]) for table in others]


def _stands(family: Family) -> bool:
    return family.draws is not None and family.outcome is not Outcome.REFUSED


def _laid(
    runs: Sequence[tuple[Table, Families]],
    name: FamilyName,
    asked: Asked,
    stratum: str,
    *,
    counted: Sequence[int] | None = None,
) -> Laid:
    """A family's draws of N over the linkages, or of N − n where `counted` says the n of each.

    A linkage in which the family gives none (a model that does not exist there) is left out of its mixture.
    """
    taken = [0] * len(runs) if counted is None else counted
    parts = [
        drawn.ravel() - n
        for (_, families), n in zip(runs, taken, strict=True)
        if (drawn := families[name].draws) is not None
    ]
    return lay(parts, seed=asked.seed, name=f"{stratum}/{name}")


def _apart(whole: Mapping[FamilyName, Laid]) -> Iterator[Finding]:
    medians = {name: summarise(drawn).median for name, drawn in whole.items()}
    if not medians:
        yield Finding(Code.NO_FAMILY, Outcome.REFUSED, {})
        return
    most, least = max(medians, key=lambda one: medians[one]), min(medians, key=lambda one: medians[one])
    times = medians[most] / max(medians[least], 1.0)
    apart = estimate_limits().apart
    if times > apart.warned:
        outcome = Outcome.REFUSED if times > apart.refused else Outcome.WITH_WARNINGS
        yield Finding(
            Code.FAMILIES_APART, outcome, {"times": round(times, 2), "least": least.value, "most": most.value}
        )


def _below(families: Families, whole: Mapping[FamilyName, Laid]) -> Iterator[Finding]:
    """Families whose median lies below the lower end of the lower bound: both cannot be right."""
    told = families[FamilyName.BOUNDS].told
    if isinstance(told, Bounds) and told.lower_bound is not None:
        low = told.lower_bound.interval_95[0]
        below = [name.value for name, drawn in whole.items() if summarise(drawn).median < low]
        if below:
            yield Finding(Code.BELOW_BOUND, Outcome.WITH_WARNINGS, {"families": BETWEEN.join(below)})


def _linking(others: Sequence[Table], share: float | None) -> Iterator[Finding]:
    limits = estimate_limits().linkages
    if others and len(others) < limits.fewest:
        yield Finding(Code.FEW_LINKAGES, Outcome.WITH_WARNINGS, {"linkages": len(others), "fewest": limits.fewest})
    if share is not None and share > limits.decides:
        yield Finding(Code.LINKING_DECIDES, Outcome.WITH_WARNINGS, {"share": round(share, 2)})


def total_over(
    strata: Sequence[Estimate], asked: Asked, *, claimed: tuple[int, ...] = (), outside: int = 0
) -> Estimate:
    """The sum over strata; refused where a stratum is, for a sum without it would pass for the whole.

    `outside`: persons who are documented and in no stratum; they are in no sum, and that is said.
    """
    refused = [one.stratum for one in strata if one.outcome is Outcome.REFUSED]
    whole = total([one.whole for one in strata])
    uncounted = total([one.uncounted for one in strata])
    findings = list[Finding]()
    if refused:
        findings.append(Finding(Code.STRATA_REFUSED, Outcome.REFUSED, {"strata": ", ".join(refused)}))
    else:
        findings += _apart(whole)
    if outside:
        findings.append(Finding(Code.OUTSIDE_STRATA, Outcome.WITH_WARNINGS, {"persons": outside}))
    shared = share_between(drawn) if (drawn := pool(uncounted)) is not None else None
    return Estimate(
        stratum="",
        asked=asked,
        observed=sum(one.observed for one in strata),
        observed_range=(sum(one.observed_range[0] for one in strata), sum(one.observed_range[1] for one in strata)),
        linkages=max(one.linkages for one in strata),
        families={},
        whole=whole,
        uncounted=uncounted,
        findings=tuple(findings),
        claimed=claimed,
        strata=tuple(strata),
        linking_share=shared,
    )
