"""The command handover: the page for whoever goes on with a case. Proved by tests/scripts/handover.txt."""

from __future__ import annotations

from pathlib import Path

import click

from aigaq.cli import manners
from aigaq.cli.keying import LANGUAGES
from aigaq.cli.options import only_case_argument, open_case
from aigaq.errors import UsageError


@click.command()
@only_case_argument
@click.option(
    "-o",
    "--output",
    "out",
    metavar="FILE.html",
    required=True,
    type=click.Path(path_type=Path),
    help="The page to write, outside the case.",
)
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="The language of the page."
)
def handover(folder: Path, out: Path, language: str) -> None:
    """Write the page that whoever goes on with a case needs, to read or print.

    It says whose logs there are and with which role, what is held and not in this copy, what nobody has decided or
    described, which items may be the last copy, what was promised, and what to do first. Backups of keys and people are
    in no folder: there are lines to fill in by hand. The page is internal, and says so.

    \b
    Example:
      aigaq handover town -o town-handover.html
    """
    from aigaq.case.key_backup import write_private
    from aigaq.report.handover import handover as page

    case = open_case(folder)
    if out.exists():
        raise UsageError("there is something here already", where=out, hint="name another file")
    write_private(out, page(case, language=language), case=folder)
    manners.say(manners.clean(out.absolute()))
    manners.warn("the page names what is internal: keep it where the case is kept")
