"""An answer on the network as text for whoever reads a terminal.

For each series: when it was dark, how deep and how sure, what that looks like with what speaks for and against, what was not
measured, what it was held against. Then where observers differ, what files only state, and how often such answers were
right. It is made from the JSON. Times are on the clock of --time-zone where one is given. Proved by
tests/cli/test_blackout.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aigaq.cli import manners
from aigaq.cli.blackout_absent import HINT, OPTION, rowless
from aigaq.cli.blackout_prose import Clock, duration, instant, prose, unsaid

Told = Mapping[str, Any]

SERIES = 30  # series told one by one though nothing was found in them
LISTED = 12  # outages of a series, conflicts, stated intervals that are told one by one
REASONED = 4  # sorts of reasons of a series that are told
_STATES = {"off": "dark", "degraded": "degraded"}
_HOW = {
    "reference": "the days said to be good",
    "itself": "itself, without the outages found",
    "seasonal": "itself on both sides: what lasts is taken for normal",
    "none": "nothing",
}
_PERIODS = {"week": "by the time of the week", "day": "by the time of the day", "none": "at all times alike"}
_BROUGHT = ("circumstances", "words")  # groups of features that no series tells
_VERDICTS = {"fits_order": "fits an order", "fits_failure": "fits a failure", "cannot_tell": "cannot be told"}


def say(told: Told) -> None:
    """The whole answer."""
    from aigaq.blackout.character.wording import reason

    clock = Clock(told["asked"]["time_zone"])
    manners.row("clock", told["asked"]["time_zone"] or "UTC; without --time-zone nothing of local hours is told")
    _in_short(told)
    _absent(told)
    outages, gaps = _by_series(told["outages"]), _by_series(told["no_data"])
    few = len(told["baselines"]) <= SERIES
    quiet = []
    names = series_names(told["baselines"])
    for number, baseline in enumerate(told["baselines"]):
        if number in outages or few:
            manners.say()
            manners.say(manners.clean(names[number]))
            _series(baseline, outages.get(number, []), gaps.get(number, []), clock, reason)
        else:
            quiet.append(names[number])
    if quiet:
        manners.say()
        some = "; ".join(quiet[:SERIES])
        more = f"; and {len(quiet) - SERIES:,} more: --json" if len(quiet) > SERIES else ""
        prose("nothing found", f"in {manners.count(len(quiet), 'series', 'series')}: {some}{more}")
    _conflicts(told["conflicts"], clock)
    _stated(told["stated"], clock)
    for one in told["not_judged"]:
        prose("not searched", f"{_name(one)}: {one['why']}")
    _rejected(told["rejected"])
    _accuracy(told)


def _in_short(told: Told) -> None:
    """How many series, outages and answers of each sort."""
    series, outages = len(told["baselines"]), told["outages"]
    if not series:
        manners.row("in short", "no series: nothing was searched")
        return
    in_series = len({one["series"] for one in outages})
    found = f"{manners.count(len(outages), 'outage')} in {in_series:,} of {manners.count(series, 'series', 'series')}"
    verdicts = Counter(one["assessment"]["verdict"] for one in outages)
    said = ", ".join(f"{verdicts[code]:,} {_VERDICTS[code]}" for code in _VERDICTS if verdicts[code])
    prose("in short", f"{found}: {said}" if said else f"{found}; a short or shallow one may be there all the same")


def _absent(told: Told) -> None:
    """Where a total blackout would look like nothing at all, and the option that shows it."""
    found = sum(1 for one in told["baselines"] if rowless(one["source"]) and one["missing"])
    if found:
        prose("look out", f"in {manners.count(found, 'series', 'series')} of OONI or M-Lab {HINT}")


def _series(
    baseline: Told, outages: Sequence[Told], gaps: Sequence[Told], clock: Clock, reason: Callable[..., str]
) -> None:
    if not outages:
        manners.row("  nothing found")
    for number, one in enumerate(outages[:LISTED], 1):
        _outage(f"  {_STATES[one['state']]} {number}", one, clock)
    if len(outages) > LISTED:
        manners.row("", f"and {len(outages) - LISTED:,} more: --json lists all")
    alike = _alike(outages)
    for numbers, found in alike[:REASONED]:
        _assessed(numbers, found, reason)
    if len(alike) > REASONED:
        manners.row("", f"and others for {sum(len(numbers) for numbers, _ in alike[REASONED:])} more: --json lists all")
    _gaps(gaps, clock, absent=rowless(baseline["source"]))
    _held_against(baseline)


def _outage(name: str, one: Told, clock: Clock) -> None:
    manners.row(name, f"begins  {clock.edge(one['start'], since=True)}")
    manners.row("", f"ends    {clock.edge(one['end'], since=False)}")
    manners.row("", f"{round(100 * one['depth'])} % missing", _lasted(one))


def _lasted(one: Told) -> str:
    """How long, as an interval; open where an edge is."""
    first, begun = (None if at is None else instant(at) for at in one["start"])
    ended, last = (None if at is None else instant(at) for at in one["end"])
    assert begun is not None and ended is not None
    least = max((ended - begun).total_seconds(), 0)
    if first is None or last is None:
        return f"for {duration(least)} at least"
    most = (last - first).total_seconds()
    shortest, longest = duration(least), duration(most)
    return f"for {shortest}" if shortest == longest else f"for {shortest} to {longest}"


def _alike(outages: Sequence[Told]) -> list[tuple[list[int], list[Told]]]:
    """Outages with the same verdict for the same reasons, by their numbers."""
    groups: dict[Any, tuple[list[int], list[Told]]] = {}
    for number, one in enumerate(outages, 1):
        found = one["assessment"]
        key = (
            found["verdict"],
            tuple(found["why"]),
            *(tuple(reason["words"] for reason in found[side]) for side in ("for", "against")),
        )
        numbers, every = groups.setdefault(key, ([], []))
        numbers.append(number)
        every.append(found)
    return sorted(groups.values(), key=lambda group: -len(group[0]))


def _assessed(numbers: Sequence[int], found: Sequence[Told], reason: Callable[..., str]) -> None:
    from aigaq.blackout.character.assessing import Why

    one = found[0]
    scores = [f"{one['score']:.2f}" for one in (min(found, key=_score), max(found, key=_score))]
    score = scores[0] if scores[0] == scores[1] else f"{scores[0]} to {scores[1]}"
    which = _numbers(numbers)
    prose(
        "  looks like",
        f"{which}: {_VERDICTS[one['verdict']]}; probability of an order {score}, {one['prior']:.2f} before anything was looked at",
    )
    for why in one["why"]:
        prose("", f"because {reason(Why(why))}")
    known = one["accuracy"]
    if known["called"] is not None:
        prose(
            "",
            f"such an answer was right in {known['right']} of {known['called']} labelled outages, "
            f"without the two countries with the most orders in {known['right_without_dominant']} of {known['called_without_dominant']}",
        )
    for name, side in (("    an order", "for"), ("    a failure", "against")):
        for at, weighs in enumerate(one[side]):
            hand = "" if weighs["measured"] else ", set by hand"
            ratio = max(weighs["ratio"], 1 / weighs["ratio"])
            prose(name if at == 0 else "", f"{weighs['words']} ({ratio:.1f} to 1{hand})")
    if untold := _untold(one["untold"]):
        prose("    not told", untold)


def _untold(names: Sequence[str]) -> str:
    """What the series does not tell; what nobody brought is not listed."""
    from aigaq.blackout.character.likelihoods import likelihoods
    from aigaq.blackout.character.wording import label

    return "; ".join(label(name) for name in names if likelihoods()[name].group not in _BROUGHT)


def _score(one: Told) -> float:
    return float(one["score"])


def _numbers(numbers: Sequence[int]) -> str:
    """1, 2, 5 to 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    said = [f"{first}" if first == last else f"{first} to {last}" for first, last in runs]
    return ", ".join(said[:LISTED]) + (", …" if len(said) > LISTED else "")


def _gaps(gaps: Sequence[Told], clock: Clock, *, absent: bool) -> None:
    if not gaps:
        return
    lengths = [(instant(one["end"]) - instant(one["start"])).total_seconds() for one in gaps]
    longest = gaps[lengths.index(max(lengths))]
    said = f"{manners.count(len(gaps), 'gap')}, {duration(sum(lengths))} in all"
    span = f"{clock.at(longest['start'])} to {clock.at(longest['end'])}"
    hint = f"; {OPTION} counts what has no row as nought" if absent else ""
    where = f"{'the longest ' if len(gaps) > 1 else ''}{span}"
    prose("  no data", f"{said}; {where}: no outage, and no service either{hint}")


def _held_against(baseline: Told) -> None:
    days = f"{baseline['days']:.1f}".removesuffix(".0")
    guess = ", guessed" if baseline["guessed"] else ""
    model = "" if baseline["model"] in ("none", "scale") else f" ({baseline['model']})"
    prose(
        "  held against",
        f"{_HOW[baseline['how']]}, {_PERIODS[baseline['period']]}; {days} days measured; {baseline['kind']}{guess}{model}",
    )
    prose("", f"an outage misses {100 * baseline['drop']:g} % or more of what is expected")
    for note in baseline["notes"]:
        prose("  note", note)


def _conflicts(conflicts: Sequence[Told], clock: Clock) -> None:
    if conflicts:
        manners.say()
        manners.row("observers differ")
    for one in conflicts[:LISTED]:
        apart = f", {duration(one['apart'])} apart at least" if one["apart"] is not None else ""
        prose("  " + _short(one["entity"]), f"{one['words']}{apart}")
        for side in one["sides"]:
            prose("", f"{side['observer']} ({side['network']}) {side['says']} {clock.span(side['when'])}")
    if len(conflicts) > LISTED:
        manners.row("", f"and {len(conflicts) - LISTED:,} more: --json lists all")


def _stated(stated: Sequence[Told], clock: Clock) -> None:
    if stated:
        manners.say()
        manners.row("stated by files")
    for one in stated[:LISTED]:
        state = _STATES.get(one["state"] or "", one["state"] or "no word on service")
        end = "; no end is said" if unsaid(one["end"]) else f" until {clock.span(one['end'])}"
        span = f"from {clock.span(one['start'])}{end}"
        prose("  " + _short(one["entity"]), f"{state}, {span} ({one['source']}, row {one['row']})")
    if len(stated) > LISTED:
        manners.row("", f"and {len(stated) - LISTED:,} more: --json lists all")


def _rejected(rejected: Sequence[Told]) -> None:
    if not rejected:
        return
    reasons: dict[str, int] = {}
    for one in rejected:
        reasons[one["why"]] = reasons.get(one["why"], 0) + one.get("count", 1)
    manners.say()
    said = ", ".join(f"{why.replace('_', ' ')} {number:,}" for why, number in sorted(reasons.items()))
    prose("rejected", f"{said}; --json names each row")


def _accuracy(told: Told) -> None:
    if not told["outages"]:
        return
    manners.say()
    from aigaq.blackout.character.accuracy import accuracy
    from aigaq.blackout.character.wording import accuracy_statement

    prose("how far to go", "an outage fits an order or a failure; nothing here proves either, or says who did it")
    prose("", accuracy_statement(accuracy()))


def _by_series(rows: Sequence[Told]) -> dict[int, list[Told]]:
    found: dict[int, list[Told]] = {}
    for one in rows:
        found.setdefault(one["series"], []).append(one)
    return found


def series_names(baselines: Sequence[Told]) -> list[str]:
    """Each series by its name, with its file where two have the same."""
    names = [_name(one) for one in baselines]
    several = {name for name, number in Counter(names).items() if number > 1}
    return [f"{name}, {one['source']}" if name in several else name for name, one in zip(names, baselines, strict=True)]


def _name(one: Told) -> str:
    network = "" if one["network"] in ("unknown", "all") else f" ({one['network']})"
    place = f", {one['parent']}" if one["parent"] else ""
    return f"{one['entity']}{place}: {one['signal']}{network}"


def _short(name: str) -> str:
    line = manners.clean(name)
    return line if len(line) <= 12 else f"{line[:11]}…"
