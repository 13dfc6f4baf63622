"""Commands by which people decide: decide, review."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aigaq.cli import manners
from aigaq.cli.ids import Ids, resolve, statement_ids
from aigaq.cli.options import case_argument, only_case_argument, open_case
from aigaq.cli.overview import name_of
from aigaq.cli.pairs import PAIRS, is_pairs
from aigaq.cli.pairs import VERDICTS as PAIR_VERDICTS
from aigaq.cli.phrases import gist
from aigaq.cli.review_sheet import VERDICTS, pairs, read_review, write_review
from aigaq.errors import FormatError, UsageError

if TYPE_CHECKING:
    from aigaq.case import Case
    from aigaq.cli.pairs import TakenPairs
    from aigaq.cli.review_sheet import Answer
    from aigaq.cli.reviewing import Taken
    from aigaq.statements import Store
    from aigaq.statements.decide import Prepared

KINDS = ("figure", "event", "claim", "designation", "position", "connectivity", "withdrawal")
DONE = {"accept": "accepted", "amend": "amended", "reject": "rejected"}


@click.command()
@case_argument
@click.argument("words", metavar="[ID [ID] DECISION]", nargs=-1)
@click.option("--reason", metavar="TEXT", help="Why. With --from: for rows that give no reason of their own.")
@click.option("--person", metavar="NAME", help="Who decides; kept in the case, in a salted blob only.")
@click.option(
    "--set", "changes", multiple=True, metavar="FIELD=VALUE", help="What an amendment changes. May be repeated."
)
@click.option("--from", "sheet", metavar="FILE", type=click.Path(path_type=Path), help="A review sheet, filled in.")
@click.option("--dry-run", is_flag=True, help="Say what would be decided, and decide nothing.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
def decide(folder: Path, words: tuple[str, ...], sheet: Path | None, **given: object) -> None:
    """Decide on a statement, on two rows of lists, or on all rows of a review sheet.

    DECISION of a statement is accept, amend or reject. ID is a statement's id or the beginning of it. accept: its words say this. reject: they do not; the statement stays,
    marked with the reason, and counts nowhere. amend: they say it otherwise; --set names what changes. A decision is
    logged with the whole statement, so that it stands whatever a later version reads. A later decision on the same
    statement replaces it. A sheet is taken whole or not at all.

    Of two rows of lists: same, different or cannot_tell; they are named by their ids or as LIST:KEY. It binds whatever is
    linked, in later editions too. Of one row, where lists say alive and dead of one person: accept or reject what the row
    says.

    \b
    Example:
      aigaq decide town 3f2a91 accept --reason "read against the original"
      aigaq decide town 3f2a91 amend --set measure=injured --reason "wounded, not killed"
      aigaq decide town hospital:17 morgue:a4 same --reason "the same passport"
      aigaq decide town --from review.xlsx --dry-run
    """
    if (sheet is None) == (not words) or len(words) not in (0, 2, 3):
        raise UsageError("name a statement and a decision, or a sheet", hint="aigaq decide --help")
    if words and words[-1] not in (*VERDICTS, *PAIR_VERDICTS):
        known = ", ".join(map(repr, (*VERDICTS, *PAIR_VERDICTS)))
        raise UsageError(f"{words[-1]!r} is not one of {known}", hint="aigaq decide --help")
    case = open_case(folder)
    if len(words) == 3:
        _decide_pair(case, words[0], words[1], words[2], given)
    elif sheet is None:
        _decide_one(case, words[0], words[1], given)
    else:
        if given["changes"]:
            raise UsageError("--set goes with one statement", hint="a sheet has a column changes")
        _decide_sheet(case, sheet, given)


def _decide_one(case: Case, short: str, verdict: str, given: dict[str, object]) -> None:
    from aigaq.statements import Store, Verdict
    from aigaq.statements.decide import Decider, Wish

    with Store.open(case) as store:
        what, full = resolve(case, store, short)
        if what == "record":
            _decide_fate(case, store, full, verdict, given)
            return
        if what != "statement":
            article = "a" if what == "person" else "an"
            raise UsageError(
                f"this is the id of {article} {what}, not of a statement",
                where=short,
                hint="decide on its records" if what == "person" else None,
            )
        if verdict not in VERDICTS:
            raise UsageError(f"a statement cannot be decided so: {verdict}", hint="accept, amend or reject")
        changes = dict(pairs(_words(given["changes"])))
        wish = Wish(full, Verdict(verdict), _text(given["reason"]) or "", changes)
        prepared = Decider(case, store, _text(given["person"])).prepare(wish)
        ids = statement_ids(case, store)
    _conclude(case, _said((prepared,), ids), dry_run=bool(given["dry_run"]), ask=False)


def _decide_pair(case: Case, one: str, other: str, verdict: str, given: dict[str, object]) -> None:
    from aigaq.cli.pairs import conclude, record_of
    from aigaq.people.decide import RowDecider
    from aigaq.statements import Store, Verdict

    _no_changes(given)
    with Store.open(case) as store:
        rows = record_of(store, one), record_of(store, other)
        decider = RowDecider(case, store, _text(given["person"]))
        prepared = decider.pair(*rows, Verdict(verdict), _text(given["reason"]) or "")
    conclude(case, (prepared,), dry_run=bool(given["dry_run"]), ask=False, confirmed=_confirmed)


def _decide_fate(case: Case, store: Store, record: str, verdict: str, given: dict[str, object]) -> None:
    from aigaq.cli.pairs import conclude
    from aigaq.people.decide import RowDecider
    from aigaq.statements import Verdict

    _no_changes(given)
    if verdict in PAIR_VERDICTS:
        raise UsageError(f"{verdict} is said of two rows", hint="name the other row too")
    prepared = RowDecider(case, store, _text(given["person"])).fate(
        record, Verdict(verdict), _text(given["reason"]) or ""
    )
    conclude(case, (prepared,), dry_run=bool(given["dry_run"]), ask=False, confirmed=_confirmed)


def _no_changes(given: dict[str, object]) -> None:
    if given["changes"]:
        raise UsageError("--set goes with a statement", hint="a row of a list is never changed")


def _decide_sheet(case: Case, sheet: Path, given: dict[str, object]) -> None:
    from aigaq.cli.reviewing import take
    from aigaq.statements import Store
    from aigaq.statements.decide import Decider

    answers = read_review(sheet)
    if is_pairs(answers):
        _decide_pairs(case, sheet, answers, given)
        return
    with Store.open(case) as store:
        taken = take(answers, Decider(case, store, _text(given["person"])), reason=_text(given["reason"]))
        ids = statement_ids(case, store)
    _refuse(taken, sheet)
    ask = sys.stdin.isatty() and sys.stdout.isatty() and not given["yes"]
    _conclude(case, _said(taken.prepared, ids), dry_run=bool(given["dry_run"]), ask=ask)


def _decide_pairs(case: Case, sheet: Path, answers: Sequence[Answer], given: dict[str, object]) -> None:
    from aigaq.cli.pairs import conclude, take_pairs
    from aigaq.people.decide import RowDecider
    from aigaq.statements import Store

    with Store.open(case) as store:
        decider = RowDecider(case, store, _text(given["person"]))
        taken = take_pairs(answers, decider, reason=_text(given["reason"]))
    _refuse(taken, sheet)
    ask = sys.stdin.isatty() and sys.stdout.isatty() and not given["yes"]
    conclude(case, taken.prepared, dry_run=bool(given["dry_run"]), ask=ask, confirmed=_confirmed)


def _refuse(taken: Taken | TakenPairs, sheet: Path) -> None:
    for trouble in taken.troubles:
        manners.row("not taken", trouble.address, trouble.what)
    if taken.troubles:
        what = f"{manners.count(len(taken.troubles), 'row')} cannot be taken; nothing was decided"
        raise FormatError(what, where=sheet, hint="correct these rows or empty their decisions, then run it again")


def _said(prepared: Sequence[Prepared], ids: Ids) -> list[tuple[Prepared, str]]:
    return [(one, ids.short(one.row.id)) for one in prepared]


def _conclude(case: Case, said: Sequence[tuple[Prepared, str]], *, dry_run: bool, ask: bool) -> None:
    """Preview, or log and say what was logged; a question in between only where somebody sits at a terminal."""
    from aigaq.statements.decide import log

    new = sum(not one.already for one, _ in said)
    known = f", {len(said) - new:,} decided already" if len(said) > new else ""
    if dry_run or ask:
        _say(said, would=True)
    if dry_run or (ask and new and not _confirmed(new)):
        manners.say(f"{manners.count(new, 'decision')}{known}; nothing was decided")
        return
    log(case, [one for one, _ in said])
    if not ask:
        _say(said, would=False)
    manners.say(f"{manners.count(new, 'decision')} logged{known}")
    manners.talk(f"next: aigaq build {manners.clean(case.path)}")


def _confirmed(new: int) -> bool:
    try:
        return click.confirm(f"log {manners.count(new, 'decision')}?")
    except click.Abort:
        raise KeyboardInterrupt from None  # Ctrl-C, or the end of the input: the program answers as everywhere


def _say(said: Sequence[tuple[Prepared, str]], *, would: bool) -> None:
    for one, short in said:
        verdict = one.decision.verdict.value
        word = f"would {verdict}" if would else DONE[verdict]
        manners.row(f"{DONE[verdict]} already" if one.already else word, short, gist(one.decision.statement))
        if verdict == "amend":
            manners.row("instead of", gist(one.row.statement))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, tuple) else ()


@click.command()
@only_case_argument
@click.option(
    "-o",
    "--output",
    "out",
    metavar="FILE.xlsx",
    type=click.Path(path_type=Path),
    help="The workbook to write, outside the case.",
)
@click.option("--kind", type=click.Choice(KINDS), help="Statements of one kind only.")
@click.option("--pairs", "of_pairs", is_flag=True, help="Pairs of rows of lists; without -o they are listed.")
@click.option("--force", is_flag=True, help="Replace the file that is there.")
def review(folder: Path, out: Path | None, kind: str | None, of_pairs: bool, force: bool) -> None:
    """Write a sheet of all statements nobody has decided on.

    One row is one statement: its quote in context, what was read in it, who says so, and empty columns for a decision,
    a reason and changes. Fill it in with any spreadsheet program, then: aigaq decide CASE --from FILE.xlsx

    With --pairs: pairs of rows of lists that may be one person, first those where a decision changes most. The list names
    rows by ids; the sheet holds the rows themselves.

    \b
    Example:
      aigaq review town -o review.xlsx
      aigaq review town --pairs
    """
    from aigaq.cli.reviewing import lines
    from aigaq.statements import Store

    case = open_case(folder)
    if of_pairs and kind is not None:
        raise UsageError("--kind is for statements", hint="leave it out, or leave --pairs out")
    if out is None:
        if not of_pairs:
            raise UsageError("missing option '-o' / '--output'", hint="aigaq review --help")
        _list_pairs(case)
        return
    if out.suffix.lower() != ".xlsx":
        raise UsageError("a review sheet is a workbook", where=out, hint="a name that ends in .xlsx")
    if case.path.resolve() in out.resolve().parents:
        raise UsageError("this lies inside the case", where=out, hint="write the sheet somewhere else")
    if of_pairs:
        _review_pairs(case, out, force=force)
        return
    names = {item.sha256: name_of(item) for item in case.items()}
    with Store.open(case) as store:
        ids = statement_ids(case, store)
        rows = lines(store, short=ids.short, name=lambda item: names.get(item, ""), kind=kind)
        count = write_review(out, rows, force=force)
    manners.say(f"{manners.count(count, 'statement')} to decide on, in {manners.clean(out)}")
    manners.talk(f"next: aigaq decide {manners.clean(folder)} --from {manners.clean(out)} --dry-run")


def _list_pairs(case: Case) -> None:
    from aigaq.cli.pairs import say_queue
    from aigaq.statements import Store

    with Store.open(case) as store:
        count = say_queue(store, statement_ids(case, store))
    manners.say(f"{manners.count(count, 'pair')} to decide on")
    if count:
        manners.talk(f"next: aigaq review {manners.clean(case.path)} --pairs -o FILE.xlsx")


def _review_pairs(case: Case, out: Path, *, force: bool) -> None:
    from aigaq.cli.pairs import pair_lines
    from aigaq.statements import Store

    with Store.open(case) as store:
        rows = pair_lines(case, store, statement_ids(case, store))
        count = write_review(out, rows, form=PAIRS, force=force)
    manners.say(f"{manners.count(count, 'pair')} to decide on, in {manners.clean(out)}")
    manners.talk(f"next: aigaq decide {manners.clean(case.path)} --from {manners.clean(out)} --dry-run")
