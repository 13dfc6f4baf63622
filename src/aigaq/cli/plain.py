"""Commands on plain files, no case needed: read, languages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aigaq.cli import manners
from aigaq.cli.options import EXAMPLE_DATES, edtf, json_option
from aigaq.errors import Error

if TYPE_CHECKING:
    from aigaq.reading import Reading
    from aigaq.statements import AnyStatement, Standing

Said = tuple["AnyStatement", "Standing", dict[str, Any]]
"""A statement, what became of it within its text, and the flat row that --jsonl prints."""


@click.command()
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--jsonl", is_flag=True, help="Print one JSON object a line for every statement.")
@click.option("--language", metavar="CODE", help="The language of the files; found out where it is not given.")
@click.option(
    "--published", metavar="DATE", help=f"When they were published, for days without a year: {EXAMPLE_DATES}."
)
@click.option(
    "--encoding",
    metavar="NAME",
    help="How they are encoded (kz1048, cp1251, utf-16-le, …); found out where it is not given.",
)
@click.pass_context
def read(ctx: click.Context, /, files: tuple[Path, ...], jsonl: bool, **given: str | None) -> None:
    """Read files without a case and print every statement found in them.

    Each statement comes with the exact words that say it, who says so, and what became of it within the text. Where
    one of several files cannot be read, the others are, and the exit code tells.

    \b
    Examples:
      aigaq read article.txt
      aigaq read *.txt --jsonl --language en > statements.jsonl
    """
    given["published"] = edtf(given["published"], option="--published")
    code = 0
    for file in files:
        try:
            _say(file, _read(file, **given), jsonl=jsonl)
        except Error as error:
            code = manners.complain(error)
    ctx.exit(code)


def _read(file: Path, *, language: str | None, published: str | None, encoding: str | None) -> Iterator[Said]:
    from aigaq import reading
    from aigaq.intake import render_file
    from aigaq.statements import DateBasis, Dated

    rendition, chunks = render_file(file, encoding=encoding)
    if rendition.assumed:
        manners.warn(f"{file}: taken to be {rendition.assumed}")
    date = None if published is None else Dated(date=published, basis=DateBasis.STATED)
    document = reading.Document(item=rendition.item, chunks=chunks, language=language, published=date)
    for statement, standing in reading.settled(_heard(file, reading.read_chunks(document))):
        yield statement, standing, reading.flat(statement, standing, statement.language)


def _heard(file: Path, readings: Iterable[Reading]) -> Iterator[Reading]:
    """Pass the readings on, and say what was not read."""
    for reading in readings:
        for gap in reading.not_read:
            manners.warn(f"{file}: characters {gap.start} to {gap.end} are in a language not read yet ({gap.language})")
        yield reading


def _say(file: Path, said: Iterator[Said], *, jsonl: bool) -> None:
    """Print statements as they are read, so that a file of any length passes in bounded memory."""
    if jsonl:
        for _, _, row in said:
            manners.say(json.dumps({"doc": file.stem, **row}, ensure_ascii=False))
        return
    count = 0
    for one in said:
        count += 1
        _say_statement(*one)
    manners.say(f"{manners.clean(file)}: {manners.count(count, 'statement')}")


def _say_statement(statement: AnyStatement, fate: Standing, row: dict[str, Any]) -> None:
    from aigaq.cli.phrases import gist, who

    marked = "" if fate == "standing" else f"  [{fate}]"
    manners.say(f"  {row['kind']:13} {manners.clean(gist(statement))}{marked}")
    manners.say(f"  {'':13} “{manners.clean(row['quote'])}”")
    manners.say(f"  {'':13} said by {manners.clean(who(statement))}")


@click.command()
@json_option
def languages(as_json: bool) -> None:
    """List the languages that can be read, and what is read in each.

    \b
    Example:
      aigaq languages
    """
    from dataclasses import asdict

    from aigaq.reading import languages as packs

    known = packs()
    if as_json:
        manners.say_json([asdict(pack) for pack in known])
        return
    for pack in known:
        manners.row(f"{pack.code}  {pack.name}", pack.reads, f"{pack.words:,} words and {pack.rules:,} rules")
