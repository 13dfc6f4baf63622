"""Commands for what turns out otherwise: set-aside, undo, observe. Proved by tests/scripts/second-thoughts.txt, observe.txt."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aigaq.cli import manners
from aigaq.cli.history import Teller
from aigaq.cli.ids import ids_of
from aigaq.cli.naming import thing
from aigaq.cli.options import case_argument, edtf, open_case
from aigaq.cli.overview import name_of
from aigaq.errors import UsageError

if TYPE_CHECKING:
    from aigaq.case import Case, EntryView

SHOWN = 20
"""How many of the entries an undo reaches are printed."""

OUTCOMES = ("answered", "refused", "challenged", "dns", "tcp", "tls", "timeout")
NOTICES = ("deleted", "account_gone", "platform", "geo_block", "unknown")


@click.command("set-aside")
@case_argument
@click.argument("item", metavar="ITEM")
@click.option("--reason", metavar="TEXT", required=True, help="Why; kept in the case, in a salted blob.")
def set_aside(folder: Path, item: str, reason: str) -> None:
    """Leave an item out of everything that is derived.

    Its bytes and its history stay in the case; the next build leaves out what was read in it. `aigaq undo` with the id of
    the entry brings it back.

    \b
    Example:
      aigaq set-aside town 3f2a91 --reason "a forgery, see the note of 12 March"
    """
    from aigaq.case.adding import thoughts

    case = open_case(folder)
    known = case.item(item)
    with case.writing() as batch:
        entry = thoughts.set_aside(batch, known.sha256, reason)
    ids = ids_of(case)
    manners.say(f"set aside  {ids.short(known.sha256)}  {manners.clean(name_of(known))}".rstrip())
    _say_back(case, entry)


@click.command()
@case_argument
@click.argument("short", metavar="ENTRY|BATCH")
@click.option("--reason", metavar="TEXT", default="", help="Why; kept in the case, in a salted blob.")
@click.option("--dry-run", is_flag=True, help="Say what would be undone, and undo nothing.")
def undo(folder: Path, short: str, reason: str, dry_run: bool) -> None:
    """Take back what an entry did, or all that one `add` brought in.

    Nothing is removed: the opposite is logged, and can be undone itself. `aigaq history` prints the ids. A batch is undone
    with the mappings and editions logged right with it for items that no other batch brought in. What others rely on
    stays: the keys of devices, what was revoked, shredded, published or consented to.

    \b
    Example:
      aigaq undo town 3f2a91 --reason "the wrong folder" --dry-run
    """
    from aigaq.case.adding import thoughts

    case = open_case(folder)
    what, full = thing(case, None, short)
    if what not in ("entry", "batch"):
        hint = "`aigaq history` with it lists its entries; `aigaq set-aside` leaves an item out"
        called = "an item" if what == "item" else f"a {what}"
        raise UsageError(f"this names {called}, not an entry or a batch", where=short, hint=hint)
    reached = thoughts.foreseen(case.index(), what, full)
    if dry_run:
        _say_reached(case, reached, "would undo")
        manners.say(_counted(len(reached), "nothing was undone"))
        return
    with case.writing() as batch:
        logged = thoughts.undo(batch, [view.id for view in reached], reason)
    _say_reached(case, reached, "undone")
    manners.say(_counted(len(reached), f"logged by {ids_of(case).short(logged[0])}"))
    _say_back(case, logged[0])


def _counted(number: int, end: str) -> str:
    return f"{number:,} {'entry' if number == 1 else 'entries'}, {end}"


def _say_reached(case: Case, reached: Sequence[EntryView], word: str) -> None:
    teller = Teller(case)
    for view in reached[:SHOWN]:
        manners.row(word, teller.ids.short(view.id), view.kind, *teller.did(view))
    if len(reached) > SHOWN:
        manners.row(word, f"and {len(reached) - SHOWN:,} more")


def _say_back(case: Case, entry: str) -> None:
    manners.talk(f"to take it back: aigaq undo {manners.clean(case.path)} {ids_of(case).short(entry)}")
    manners.talk(f"next: aigaq build {manners.clean(case.path)}")


@click.command()
@case_argument
@click.argument("locator", metavar="LOCATOR")
@click.option("--outcome", required=True, type=click.Choice(OUTCOMES), help="What came of it.")
@click.option("--code", type=int, metavar="N", help="The status the server gave: 200, 404 …")
@click.option("--notice", type=click.Choice(NOTICES), help="What the page itself says of being gone.")
@click.option("--at", "when", metavar="INTERVAL", required=True, help="When they looked; of an archive, its own time.")
@click.option("--by", "observer", metavar="OBSERVER", required=True, help="Who looked; kept in a salted blob only.")
@click.option("--evidence", metavar="ITEM", help="An item of the case that shows it.")
def observe(folder: Path, locator: str, **told: object) -> None:
    """Log one look at a locator: what somebody saw there, and when.

    Nothing is looked up: this writes down what a person, an archive or another program saw. answered: a page came. refused:
    the server would not give it. challenged: it asked for proof of a human. dns, tcp, tls, timeout: no page came. What all
    looks come to is derived: "removed" is said only where two of them, apart in time or by observer, found it missing; what
    is blocked or cannot be reached is never counted as removed.

    \b
    Example:
      aigaq observe town https://news.example/1 --outcome answered --code 404 --at 2022-01-07T14:00+06:00 --by "A. Reader"
    """
    from aigaq.case.log.vocabulary import Outcome
    from aigaq.case.observations import Seen
    from aigaq.case.observations import observe as log
    from aigaq.cli.presences import in_short, presence_of

    case = open_case(folder)
    code = told["code"]
    evidence = case.item(str(told["evidence"])).sha256 if told["evidence"] else None
    when = edtf(_text(told["when"]), option="--at")
    seen = Seen(
        locator=locator, interval=when or "", observer=str(told["observer"]).strip(), notice=_text(told["notice"])
    )
    with case.writing() as batch:
        entry = log(
            batch,
            seen,
            outcome=Outcome(str(told["outcome"])),
            code=code if isinstance(code, int) else None,
            evidence=evidence,
        )
    manners.say(f"observed  {ids_of(case).short(entry)}  {manners.clean(locator)}")
    found = presence_of(case, locator)
    if found is not None:
        manners.row("presence", in_short(found))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
