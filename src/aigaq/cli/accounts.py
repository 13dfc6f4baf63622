"""The command that prints accounts: what was said of each subject, as known on a day.

Proved by tests/scripts/accounts.txt and tests/cli/test_accounts.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aigaq.cli import manners
from aigaq.cli.options import edtf, json_option, only_case_argument, open_case
from aigaq.cli.phrases import amount
from aigaq.errors import NotFound

if TYPE_CHECKING:
    from aigaq.accounts import Accounts, Listing, Point, Subject, Tally, Timeline
    from aigaq.statements import Store
    from aigaq.values import When

READINGS = {"said": "said to be published by then", "held": "held by us by then"}
MARKS = {
    "repeats": "repeats: no source of its own",
    "sums": "a sum: no source of its own",
    "denies": "denied: not its speaker's count",
    "recalls": "recalls an earlier number",
    "attributes": "attributes it to another",
}
DIGITS = 12
WIDE = 60


@click.command()
@only_case_argument
@click.option(
    "--as-known-on", "day", metavar="DATE", help="Only what was certainly known by the last day of this date."
)
@click.option(
    "--reading",
    metavar="WHICH",
    default="said",
    show_default=True,
    help="What known means: said (to be published by) or held (by us by).",
)
@click.option("--subject", "wanted", metavar="SUBJECT", help="One subject, by its key or the beginning of its id.")
@json_option
def accounts(folder: Path, day: str | None, reading: str, wanted: str | None, as_json: bool) -> None:
    """Say what was said of each subject, by whom, and what became of it.

    A subject is what a number counts: measure, scope, places, unit, period. Numbers stand beside each other only where
    all five are the same. With --as-known-on nothing is said that was not certainly known by that day, and what was
    taken back later still stands. The case must have been built.

    \b
    Example:
      aigaq accounts town
      aigaq accounts town --subject killed/all/kz --as-known-on 2022-01-10
    """
    from aigaq.accounts import accounts as run
    from aigaq.accounts import listing, plain_accounts, plain_timeline, timeline
    from aigaq.statements import Store

    when = _when(day)
    with Store.open(open_case(folder)) as store:
        subject = None if wanted is None else _subject(store, wanted)
        if as_json:
            made = plain_accounts(run(store, as_known_on=when, reading=reading, subject=subject))
            if subject is None:
                made["timeline"] = plain_timeline(timeline(store, as_known_on=when, reading=reading))
            manners.say_json(made)
        elif subject is None:
            _say_list(
                listing(store, as_known_on=when, reading=reading), timeline(store, as_known_on=when, reading=reading)
            )
        else:
            _say_subject(run(store, as_known_on=when, reading=reading, subject=subject))


def _when(day: str | None) -> When | None:
    from aigaq.values import parse_when

    text = edtf(day, option="--as-known-on")
    return None if text is None else parse_when(text)


def _subject(store: Store, wanted: str) -> Subject:
    """The subject a key or the beginning of an id names; whether it was known on a day is asked later."""
    from aigaq.accounts import listing, subject_from

    if "/" in wanted:
        return subject_from(wanted)
    found = [line.subject for line in listing(store).lines if line.subject.id.startswith(wanted.lower())]
    if len(found) != 1 or len(wanted) < 4:
        what = "no subject" if not found else "more than one subject"
        raise NotFound(
            f"{what} has an id that begins so", where=wanted, hint="`aigaq accounts CASE` lists the subjects"
        )
    return found[0]


def _say_list(made: Listing, timeline: Timeline) -> None:
    _say_known(made.as_known_on, made.reading, made.tally)
    wide = min(WIDE, max((len(words_of(line.subject)) for line in made.lines), default=0))
    for line in made.lines:
        span = line.since if line.since == line.until else f"{line.since} to {line.until}"
        number = manners.count(line.figures, "figure")
        manners.say(f"{manners.clean(words_of(line.subject)):<{wide}}  {number:>11}  {span:24}  {line.subject.key}")
    manners.row("events", f"{len(timeline.events):,}")
    details = sum(len(one.details) for one in timeline.network)
    manners.row("network", f"{len(timeline.network):,}", f"and {details:,} that restate one of them" if details else "")


def _say_known(day: str | None, reading: str, tally: Tally) -> None:
    manners.row("known", "everything in the case" if day is None else f"on {day}, {READINGS[reading]}")
    manners.row("statements", f"{tally.known:,}", *_how_sure(tally))


def _how_sure(tally: Tally) -> Iterator[str]:
    told = (
        (tally.inferred, "on inferred dates"),
        (tally.cited, "on the dates of their sources"),
        (tally.undated, "undated, counted from the day taken in"),
        (tally.possible, "not counted: may have been said by then"),
    )
    return (f"{number:,} {words}" for number, words in told if number)


def _say_subject(made: Accounts) -> None:
    (one,) = made.subjects
    _say_known(made.as_known_on, made.reading, made.tally)
    manners.row("subject", words_of(one.subject), one.subject.key)
    if not one.subject.compared:
        manners.row("not compared", "its place or its period is not known")
    for point in one.points:
        manners.row(point.known, *_point(point))
    for row in one.possible:
        manners.row("possible", "may have been said by then", row[:DIGITS])
    for relation in one.wholes:
        manners.row("part of", relation.whole, "by " + ", ".join(relation.by))
    for relation in one.parts:
        manners.row("has part", relation.part, "by " + ", ".join(relation.by))


def _point(point: Point) -> Iterator[str]:
    figure = point.statement
    yield amount(figure)
    yield figure.said_by.value
    yield point.speaker or "nobody named"
    yield _standing(point)
    yield MARKS.get(figure.stance.value, "")
    yield {"taken": "undated", "cited": "dated by its sources"}.get(point.dated.value, "")
    yield "inferred date" if point.basis == "inferred" else ""
    yield "" if point.decision is None else point.decision.value
    yield point.row[:DIGITS]


def _standing(point: Point) -> str:
    since = next((turn.day for turn in reversed(point.turns) if turn.standing is point.standing), None)
    return (
        point.standing.value
        if since is None or point.standing == "standing"
        else f"{point.standing.value} from {since}"
    )


def words_of(subject: Subject) -> str:
    """A subject in words: what is counted, of whom, where, in what, over what time."""
    from aigaq.statements import label
    from aigaq.values.places import Gazetteer

    places = " and ".join(Gazetteer.shipped().name(code, "en") for code in sorted(subject.places))
    scope = " and ".join(label("scopes", code, "en") for code in sorted(subject.scope))
    unit = "" if subject.unit == "people" else label("units", subject.unit, "en")
    period = {None: "", "?": "over a part of the event"}.get(subject.period, f"over {subject.period}")
    words = (label("measures", subject.measure, "en"), scope or "all", places or "place not stated", unit, period)
    return ", ".join(word for word in words if word)
