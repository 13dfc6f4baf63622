"""Commands that make something of a case: build, report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aigaq.cli import manners
from aigaq.cli.ids import ids_of
from aigaq.cli.options import only_case_argument, open_case
from aigaq.cli.overview import unread
from aigaq.cli.persons import people_seen, say_people
from aigaq.cli.progress import progress
from aigaq.cli.sheets import say_odd

if TYPE_CHECKING:
    from aigaq.statements import Store

LANGUAGES = ("en", "ru", "kk")


@click.command()
@only_case_argument
def build(folder: Path) -> None:
    """Read what is in the case, and make all that is derived from it.

    Only what is new is read. The result lies in CASE/derived, which may be deleted and built again: the same entries
    and the same version of aigaq give the same rows, and the same digest.

    \b
    Example:
      aigaq build town
    """
    from aigaq.build import build as run
    from aigaq.statements import Store

    case = open_case(folder)
    with progress() as step:
        built = run(case, progress=lambda seen: step(seen.stage, seen.done, seen.total))
    if built.anew:
        manners.warn(f"built anew: {built.anew}")
    manners.row("built", f"{manners.count(built.done, 'step')} done, {built.kept:,} kept from before")
    with Store.open(case) as store:
        manners.row("statements", ", ".join(f"{number} {kind}" for kind, number in store.counts().items()) or "none")
        _say_decisions(store)
        ids = ids_of(case)
        say_people(people_seen(store), ids)
        for one in unread(case, store):
            manners.row("not read", ids.short(one.item), one.name, one.why)
        say_odd(store.problems())
    manners.row("digest", built.digest)
    manners.talk(f"next: aigaq report {manners.clean(folder)} -o DIR")


def _say_decisions(store: Store) -> None:
    """What came of decisions; nothing where nobody has decided anything."""
    for name, rows, what in (
        ("unbound", store.unbound(), "fit nothing that is read today; the statements as decided stand"),
        ("disputed", store.disputed(), "stand against each other, and none of them is applied"),
        ("not understood", store.not_understood(), "cannot be read here, and are kept"),
    ):
        if rows:
            manners.row(name, f"{manners.count(len(rows), 'decision')} that {what}")


@click.command()
@only_case_argument
@click.option(
    "-o",
    "--output",
    "out",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="The folder to make, outside the case.",
)
@click.option("--force", is_flag=True, help="Replace an earlier report in that folder.")
@click.option(
    "--languages",
    metavar="CODES",
    default=",".join(LANGUAGES),
    show_default=True,
    help="Languages of the pages, by commas.",
)
def report(folder: Path, out: Path, force: bool, languages: str) -> None:
    """Make the report: one folder of pages that opens from disk, offline.

    It is a working copy for those who work on the case, and says so on every page: do not hand it on. Open index.html
    in any browser; the path is printed.

    \b
    Example:
      aigaq report town -o town-report
    """
    from aigaq.report import report as run

    case = open_case(folder)
    page = run(case, out, languages=tuple(code.strip() for code in languages.split(",") if code.strip()), force=force)
    manners.say(manners.clean(page.absolute()))
