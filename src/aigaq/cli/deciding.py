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
from aigaq.cli.phrases import gist
from aigaq.cli.review_sheet import VERDICTS, pairs, read_review, write_review
from aigaq.errors import FormatError, UsageError

if TYPE_CHECKING:
    from aigaq.case import Case
    from aigaq.cli.reviewing import Taken
    from aigaq.statements.decide import Prepared

KINDS = ("figure", "event", "claim", "designation", "position", "connectivity", "withdrawal")
DONE = {"accept": "accepted", "amend": "amended", "reject": "rejected"}


@click.command()
@case_argument
@click.argument("short", metavar="[ID]", required=False)
@click.argument("verdict", metavar="[accept|amend|reject]", required=False, type=click.Choice(VERDICTS))
@click.option("--reason", metavar="TEXT", help="Why. With --from: for rows that give no reason of their own.")
@click.option("--person", metavar="NAME", help="Who decides; kept in the case, in a salted blob only.")
@click.option(
    "--set", "changes", multiple=True, metavar="FIELD=VALUE", help="What an amendment changes. May be repeated."
)
@click.option("--from", "sheet", metavar="FILE", type=click.Path(path_type=Path), help="A review sheet, filled in.")
@click.option("--dry-run", is_flag=True, help="Say what would be decided, and decide nothing.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
def decide(folder: Path, short: str | None, verdict: str | None, sheet: Path | None, **given: object) -> None:
    """Decide on a statement, or on all rows of a review sheet.

    ID is a statement's id or the beginning of it. accept: its words say this. reject: they do not; the statement stays,
    marked with the reason, and counts nowhere. amend: they say it otherwise; --set names what changes. A decision is
    logged with the whole statement, so that it stands whatever a later version reads. A later decision on the same
    statement replaces it. A sheet is taken whole or not at all.

    \b
    Example:
      aigaq decide town 3f2a91 accept --reason "read against the original"
      aigaq decide town 3f2a91 amend --set measure=injured --reason "wounded, not killed"
      aigaq decide town --from review.xlsx --dry-run
    """
    if (sheet is None) == (short is None) or (short is None) != (verdict is None):
        raise UsageError("name a statement and a decision, or a sheet", hint="aigaq decide --help")
    case = open_case(folder)
    if sheet is None:
        _decide_one(case, str(short), str(verdict), given)
    else:
        if given["changes"]:
            raise UsageError("--set goes with one statement", hint="a sheet has a column changes")
        _decide_sheet(case, sheet, given)


def _decide_one(case: Case, short: str, verdict: str, given: dict[str, object]) -> None:
    from aigaq.statements import Store, Verdict
    from aigaq.statements.decide import Decider, Wish

    with Store.open(case) as store:
        what, full = resolve(case, store, short)
        if what != "statement":
            raise UsageError(f"this is the id of an {what}, not of a statement", where=short)
        changes = dict(pairs(_words(given["changes"])))
        wish = Wish(full, Verdict(verdict), _text(given["reason"]) or "", changes)
        prepared = Decider(case, store, _text(given["person"])).prepare(wish)
        ids = statement_ids(case, store)
    _conclude(case, _said((prepared,), ids), dry_run=bool(given["dry_run"]), ask=False)


def _decide_sheet(case: Case, sheet: Path, given: dict[str, object]) -> None:
    from aigaq.cli.reviewing import take
    from aigaq.statements import Store
    from aigaq.statements.decide import Decider

    answers = read_review(sheet)
    with Store.open(case) as store:
        taken = take(answers, Decider(case, store, _text(given["person"])), reason=_text(given["reason"]))
        ids = statement_ids(case, store)
    _refuse(taken, sheet)
    ask = sys.stdin.isatty() and sys.stdout.isatty() and not given["yes"]
    _conclude(case, _said(taken.prepared, ids), dry_run=bool(given["dry_run"]), ask=ask)


def _refuse(taken: Taken, sheet: Path) -> None:
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
    required=True,
    type=click.Path(path_type=Path),
    help="The workbook to write, outside the case.",
)
@click.option("--kind", type=click.Choice(KINDS), help="Statements of one kind only.")
@click.option("--force", is_flag=True, help="Replace the file that is there.")
def review(folder: Path, out: Path, kind: str | None, force: bool) -> None:
    """Write a sheet of all statements nobody has decided on.

    One row is one statement: its quote in context, what was read in it, who says so, and empty columns for a decision,
    a reason and changes. Fill it in with any spreadsheet program, then: aigaq decide CASE --from FILE.xlsx

    \b
    Example:
      aigaq review town -o review.xlsx
    """
    from aigaq.cli.reviewing import lines
    from aigaq.statements import Store

    case = open_case(folder)
    if out.suffix.lower() != ".xlsx":
        raise UsageError("a review sheet is a workbook", where=out, hint="a name that ends in .xlsx")
    if case.path.resolve() in out.resolve().parents:
        raise UsageError("this lies inside the case", where=out, hint="write the sheet somewhere else")
    names = {item.sha256: name_of(item) for item in case.items()}
    with Store.open(case) as store:
        ids = statement_ids(case, store)
        rows = lines(store, short=ids.short, name=lambda item: names.get(item, ""), kind=kind)
        count = write_review(out, rows, force=force)
    manners.say(f"{manners.count(count, 'statement')} to decide on, in {manners.clean(out)}")
    manners.talk(f"next: aigaq decide {manners.clean(folder)} --from {manners.clean(out)} --dry-run")
