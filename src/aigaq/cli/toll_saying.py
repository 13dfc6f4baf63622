"""An answer on the toll as text for whoever reads a terminal, no statistician among them.

First whether there is a number and why not or with what care, then what is documented, then what each family of models
makes of the uncounted with the assumption it stands on. Refused means no number, but for a lower bound where lists are wanting
and nothing else is wrong (`bound_of`). It is made from the JSON without what is withheld, so that no
line can tell more than that does. Numbers are rounded to three digits: lists carry no more. Proved by tests/cli/test_toll.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from aigaq.cli import manners
from aigaq.toll.family import FamilyName, Outcome, bound_stands
from aigaq.toll.wording import label

Told = Mapping[str, Any]

DIGITS = 3
WIDE = 100  # columns; what is longer goes on below, under its own column
INDENT = 16
REFUSED = Outcome.REFUSED.value


def say(told: Told) -> None:
    """The whole answer; with strata the total first, then each."""
    _one(told, "")
    for name, stratum in told.get("strata", {}).items():
        manners.say()
        _one({**stratum, "documented": told.get("documented", {})}, name)


def _one(told: Told, stratum: str) -> None:
    if stratum:
        manners.row("stratum", stratum)
    manners.row("outcome", label(Outcome(told["outcome"])))
    for reason in _reasons(one for one in told["reasons"] if "family" not in one):
        _prose("because" if reason["outcome"] == REFUSED else "note", reason["words"])
        if reason["outcome"] == told["outcome"]:  # what to do with a number is of no use where there is none
            _prose("", f"next: {reason['next']}")
    _documented(told, stratum)
    _uncounted(told)
    for name in FamilyName:
        if name.value in told["families"]:
            _family(name, told["families"][name.value], told)
    if told["outcome"] != REFUSED:
        _without(told.get("leave_one_out", ()))
        _otherwise(told.get("sensitivity", {}))
    if not stratum:
        how = (f"{told['classes']} classes", f"cap {told['cap']:g}", f"seed {told['seed']}")
        manners.say()
        manners.row("asked with", ", ".join(how))


def _reasons(reasons: Iterable[Told]) -> list[Told]:
    """The gravest first, each once."""
    kept = {(one["code"], one["words"]): one for one in reasons}
    return sorted(kept.values(), key=lambda one: -Outcome(one["outcome"]).gravity)


def _documented(told: Told, stratum: str) -> None:
    """What is documented: of a case by its rule, beside it what the rule leaves apart; of a table its persons."""
    manners.say()
    if "rule" in told and not stratum:
        _prose("rule", told["rule"]["words"] or "nobody set one: everybody whom a list calls dead")
    counted = told.get("documented", {}).get(stratum)
    if counted is not None:
        low, high = counted["low"], counted["high"]
        spread = "" if low == high else f"{low:,} to {high:,} over the sampled linkages"
        manners.row("documented", f"{counted['documented']:,}", "persons with a name", spread)
        for name, what in (
            ("unnamed", "rows without a name"),
            ("alive", "persons reported alive"),
            ("undecided", "persons reported dead and alive"),
        ):
            if counted[name]:
                manners.row("", f"{counted[name]:,}", f"{what}, counted apart")
    else:
        manners.row("documented", f"{told['observed']:,}", "persons on one list or more")
    if told["lists"]:
        _prose("lists", ", ".join(f"{one['name']} {one['size']:,}" for one in told["lists"]))


def _uncounted(told: Told) -> None:
    """The uncounted over all families together, apart from what is documented."""
    found = told.get("undocumented")
    if not found or told["outcome"] == REFUSED:
        return
    manners.row("uncounted", *_interval(found), "all families together")
    for one in found.get("exceeds", ()):
        more = f"{round(100 * one['probability'])} %"
        manners.row("", f"{more} probability that there are more than {one['figure']:,} in all")
    if told.get("linking_share") is not None:
        manners.row("", f"{round(100 * told['linking_share'])} % of the doubt comes from who is who")
    _prose("", "80 %, 95 %: with this probability the number lies there, if what is assumed below holds")


def _family(name: FamilyName, family: Told, told: Told) -> None:
    bound = bound_of(told) if name is FamilyName.BOUNDS else None
    has_number = family["outcome"] != REFUSED and "median" in family
    manners.say()
    manners.row(label(name), "" if bound is not None or has_number else "no number")
    if bound is not None:
        _bound(bound, told)
    elif has_number:
        manners.row("  uncounted", *_interval(family.get("undocumented") or _less(family, told["observed"])))
        manners.row("  in all", *_interval(family))
    if bound is not None or has_number:
        _prose("  only if", family["assumption"])
    for reason in _reasons(family["reasons"]):
        if told["outcome"] == REFUSED and reason["outcome"] != REFUSED:
            continue
        _prose("  because" if reason["outcome"] == REFUSED else "  note", reason["words"])


def bound_of(told: Told) -> Told | None:
    """The lower bound of an answer, where it may be told."""
    refusals = (one["code"] for one in told["reasons"] if one["outcome"] == REFUSED and "family" not in one)
    if told["outcome"] == REFUSED and not bound_stands(refusals):
        return None
    found: Told | None = told["families"].get(FamilyName.BOUNDS.value, {}).get("lower_bound")
    return found


def _bound(bound: Told, told: Told) -> None:
    """The bound; its own interval only beside an estimate, for alone it would pass for a range."""
    low, high = bound["interval_95"]
    lies = "" if told["outcome"] == REFUSED else f"95 %: the bound lies at {_span(low, high)}"
    uncounted = max(bound["value"] - told["observed"], 0.0)
    manners.row("  uncounted", f"at least {_number(uncounted)}", "a lower bound, no estimate")
    manners.row("  in all", f"at least {_number(bound['value'])}", lies)


def _less(summary: Told, observed: int) -> Told:
    """The summary of N − n where n is one number."""
    return {
        "median": summary["median"] - observed,
        **{
            name: [None if end is None else end - observed for end in summary[name]]
            for name in ("interval_80", "interval_95")
        },
    }


def _interval(summary: Told) -> Iterator[str]:
    yield f"about {_number(summary['median'])}"
    yield f"80 %: {_span(*summary['interval_80'])}"
    yield f"95 %: {_span(*summary['interval_95'])}"


def _without(rows: Iterable[Told]) -> None:
    """What the latent classes say had one list not been made."""
    said = []
    for row in rows:
        bound = "a lower bound from the two lists left" if row["by"] != FamilyName.LATENT_CLASS.value else ""
        said.append((row["without"], (*_change(row), f"{row['observed']:,} documented", bound)))
    _section("without one list, in all", said)


def _otherwise(tried: Told) -> None:
    """What they say under other settings, and what the graphs say under another cap."""
    said = [(f"{row['classes']} classes", tuple(_change(row))) for row in tried.get("classes", ())]
    said += [(f"prior {row['alpha'][0]:g}, {row['alpha'][1]:g}", tuple(_change(row))) for row in tried.get("prior", ())]
    said += [(f"cap {row['cap']:g}", tuple(_change(row))) for row in tried.get("cap", ())]
    _section("with other settings, in all", said)


def _section(title: str, rows: Sequence[tuple[str, tuple[str, ...]]]) -> None:
    """Rows under a title, their names as wide as the longest."""
    if rows:
        manners.say()
        manners.say(title)
    width = max((len(manners.clean(name)) for name, _ in rows), default=0)
    for name, values in rows:
        manners.row(f"  {manners.clean(name):<{width}}", *values)


def _change(row: Told) -> Iterator[str]:
    if row.get("median") is None:
        yield "no number"
        return
    yield f"about {_number(row['median'])}"
    if row.get("interval_95"):
        yield f"95 %: {_span(*row['interval_95'])}"


def _span(low: float, high: float | None) -> str:
    return f"{_number(low)} and more, no upper end" if high is None else f"{_number(low)} to {_number(high)}"


def _number(value: float) -> str:
    """A number of persons, rounded to three digits."""
    whole = round(value)
    return f"{round(whole, DIGITS - len(str(abs(whole)))):,}" if abs(whole) >= 10**DIGITS else f"{whole:,}"


def _prose(name: str, words: str) -> None:
    """A line of a result, its words wrapped under their column."""
    for at, line in enumerate(wrap(manners.clean(words), WIDE - INDENT, break_on_hyphens=False)):
        manners.row("" if at else name, line)
