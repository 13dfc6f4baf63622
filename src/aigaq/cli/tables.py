"""Commands for tables: map, template."""

from __future__ import annotations

from pathlib import Path

import click

from aigaq.cli import manners
from aigaq.errors import NotReadable, Reason, UsageError, os_error

TEMPLATE_NAMES = ("list", "figures", "events", "sources")
SEPARATOR_NAMES = ("comma", "semicolon", "tab")


@click.command("map")
@click.argument("sheet", metavar="SHEET", type=click.Path(path_type=Path))
@click.option("-o", "--output", "out", metavar="FILE", type=click.Path(path_type=Path), help="Where to write it.")
@click.option("--encoding", metavar="NAME", help="How a CSV is encoded (kz1048, cp1251, …), if it fits two ways.")
@click.option("--separator", type=click.Choice(SEPARATOR_NAMES), help="What stands between its cells, if two fit.")
@click.option("--force", is_flag=True, help="Replace the file that is there.")
def map_(sheet: Path, out: Path | None, encoding: str | None, separator: str | None, force: bool) -> None:
    """Guess what the columns of a table are, and write a mapping to change.

    SHEET is a CSV or XLSX. Headers in English, Russian and Kazakh are known. What was assumed is said, with the first
    rows (never those of a list of persons); columns that found no field go into the note of each statement. Look
    through the mapping, change what is wrong in any editor, and give it to `aigaq add`. Without -o it is printed.

    \b
    Example:
      aigaq map figures.xlsx -o mapping.toml
      aigaq add town figures.xlsx --role table --mapping mapping.toml
    """
    import msgspec

    from aigaq.cli.sheets import PERSONS, guessed, samples, talk_of_sheet
    from aigaq.intake.tables import table_of
    from aigaq.reading.tables import write_mapping

    free(out, force=force)
    table = table_of(sheet, encoding=encoding, separator=separator)
    mapping, sheets = guessed(table)
    if not mapping.sheet:
        raise NotReadable("there is no row in it", reason=Reason.EMPTY, where=sheet)
    for one, found in zip(mapping.sheet, sheets, strict=True):
        talk_of_sheet(table, found, one)
    mapping = msgspec.structs.replace(mapping, separator=separator)
    told = {one.id: samples(found) for one, found in zip(mapping.sheet, sheets, strict=True) if one.kind != PERSONS}
    text = write_mapping(mapping, samples=told)
    if out is None:
        manners.say(text.rstrip("\n"))
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise os_error(error, where=out) from error
    manners.say(f"wrote  {manners.clean(out)}")


@click.command()
@click.argument("name", metavar="list|figures|events|sources", type=click.Choice(TEMPLATE_NAMES))
@click.option(
    "-o", "--output", "out", metavar="FILE", required=True, type=click.Path(path_type=Path), help="The .xlsx to write."
)
@click.option("--force", is_flag=True, help="Replace the file that is there.")
def template(name: str, out: Path, force: bool) -> None:
    """Write an empty sheet to fill in, with drop-downs.

    Its headers are names `aigaq add --role table` knows without a mapping (for a list, --role list); its page `about` says
    what each column is.

    \b
    Example:
      aigaq template figures -o figures.xlsx
    """
    from aigaq.reading.tables import write_template

    free(out, force=force)
    write_template(name, out)
    manners.say(f"wrote  {manners.clean(out)}")


def free(out: Path | None, *, force: bool) -> None:
    """Refuse to overwrite a file unasked."""
    if out is not None and out.exists() and not force:
        raise UsageError("there is a file here already", where=out, hint="name another, or replace it with --force")
