"""Commands on plain files, no case needed: read, languages."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aigaq.cli import manners
from aigaq.cli.options import EXAMPLE_DATES, edtf, json_option
from aigaq.cli.progress import progress
from aigaq.errors import Error, UsageError

if TYPE_CHECKING:
    from aigaq.cli.ledger import Ledger
    from aigaq.cli.reading_files import Outcome, Task
    from aigaq.reading.files import Means


@click.command()
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--jsonl", is_flag=True, help="Print one JSON object a line for every statement.")
@click.option("--explain", is_flag=True, help="Say which rules made each statement, and why a number is in none.")
@click.option(
    "-o",
    "--output",
    "out",
    metavar="OUT.jsonl",
    type=click.Path(path_type=Path),
    help="Write the rows of --jsonl there; OUT.jsonl.done beside it says what is done.",
)
@click.option("--resume", is_flag=True, help="Go on with what an interrupted run wrote to -o.")
@click.option("--language", metavar="CODE", help="The language of the files; found out where it is not given.")
@click.option(
    "--published", metavar="DATE", help=f"When they were published, for days without a year: {EXAMPLE_DATES}."
)
@click.option(
    "--encoding",
    metavar="NAME",
    help="How they are encoded (kz1048, cp1251, utf-16-le, …); found out where it is not given.",
)
@click.option(
    "--packs",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="A folder of language packs to read with besides the shipped ones.",
)
@click.pass_context
def read(
    ctx: click.Context,
    /,
    files: tuple[Path, ...],
    jsonl: bool,
    explain: bool,
    out: Path | None,
    resume: bool,
    **given: str | Path | None,
) -> None:
    """Read files and folders without a case, and print every statement found in them.

    Each statement comes with the exact words that say it, who says so, and what became of it within the text. Of a
    folder every file in it and below is read, in the order of their names. Where files cannot be read, the others are;
    they are listed at the end, and the exit code is that of the gravest.

    \b
    Examples:
      aigaq read article.txt
      aigaq read article.txt --explain
      aigaq read archive -o statements.jsonl
      aigaq read archive -o statements.jsonl --resume
    """
    if explain and (jsonl or out is not None):
        raise UsageError("--explain is for reading, not for programs", hint="leave out --jsonl and -o")
    if resume and out is None:
        raise UsageError("--resume goes on with a file of results", hint="name it with -o")
    form = "explain" if explain else "jsonl" if jsonl or out is not None else "text"
    ctx.exit(_run(files, form, _means(given), out, resume=resume))


def _means(given: dict[str, str | Path | None]) -> Means:
    from aigaq.reading.files import Means, packs_beside

    packs = given["packs"]
    folder = None if packs is None else Path(packs)
    packs_beside(folder)  # a pack that cannot be read is said once, not for every file
    words = {name: None if given[name] is None else str(given[name]) for name in ("language", "published", "encoding")}
    date = edtf(words["published"], option="--published")
    return Means(words["language"], date, words["encoding"], folder)


def _run(paths: tuple[Path, ...], form: str, means: Means, out: Path | None, *, resume: bool) -> int:
    from aigaq.cli.reading_files import Task

    failed: list[Error] = []
    with ExitStack() as stack:
        ledger = None if out is None else stack.enter_context(_ledger(out, means, resume=resume))
        spool = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="aigaq-read-")))
        known = ledger.done if ledger is not None else {}
        names = list(_named(paths, failed))
        tasks = [Task(path, name, means, form, spool) for path, name in names if name not in known]
        if len(tasks) < len(names):
            manners.talk(f"{len(names) - len(tasks):,} of {manners.count(len(names), 'file')} were done before")
        step = stack.enter_context(progress())
        for number, outcome in enumerate(_outcomes(tasks), start=1):
            _take(outcome, ledger, failed, many=len(names) > 1)
            step("files", number, len(tasks))
    if ledger is not None:
        _sum_up(ledger)
        return max((entry.code for entry in ledger.done.values()), default=0) or _gravest(failed)
    return _list(failed, many=len(names) > 1)


def _ledger(out: Path, means: Means, *, resume: bool) -> Ledger:
    from aigaq.cli.ledger import Ledger
    from aigaq.reading import version

    run = {"version": version(), "language": means.language, "published": means.published, "encoding": means.encoding}
    return Ledger(out, run | {"packs": None if means.packs is None else str(means.packs)}, resume=resume)


def _named(paths: tuple[Path, ...], failed: list[Error]) -> Iterator[tuple[Path, str]]:
    """The files, each with the name it is printed by; a path that names none is one of those not read."""
    from aigaq.reading.files import files_of

    for path in paths:
        try:
            yield from ((file, str(file)) for file in files_of([path]))
        except Error as error:
            failed.append(error)
            manners.complain(error)


def _outcomes(tasks: list[Task]) -> Iterator[Outcome]:
    from aigaq.cli.reading_files import work
    from aigaq.engines import engine

    for outcome, error in engine().map(work, tasks):
        if error is None:
            yield outcome
            continue
        kind, fields = error
        raised = kind.__new__(kind)
        raised.__dict__.update(fields)
        yield replace(outcome, error=raised)


def _take(outcome: Outcome, ledger: Ledger | None, failed: list[Error], *, many: bool) -> None:
    from aigaq.cli.ledger import Entry

    for note in outcome.notes:
        manners.warn(f"{outcome.name}: {note}")
    if outcome.error is not None:
        failed.append(outcome.error)
        manners.complain(outcome.error)
    if ledger is None:
        for piece in outcome.take():
            sys.stdout.write(piece.decode("utf-8"))
        return
    error = outcome.error
    entry = Entry(
        outcome.name,
        outcome.statements,
        outcome.not_read,
        None if error is None else str(error.what),
        0 if error is None else error.exit_code,
    )
    ledger.add(outcome.take(), entry)


def _sum_up(ledger: Ledger) -> None:
    done = list(ledger.done.values())
    manners.row("files", f"{len(done):,}")
    manners.row("statements", f"{sum(entry.statements for entry in done):,}")
    for language in sorted({language for entry in done for language in entry.not_read}):
        count = sum(language in entry.not_read for entry in done)
        manners.row(f"not read ({language})", manners.count(count, "file"))
    for entry in done:
        if entry.error is not None:
            manners.row("not read", entry.file, entry.error)


def _list(failed: list[Error], *, many: bool) -> int:
    """Say at the end what was not read, where it may have scrolled away."""
    if len(failed) > 1 and many:
        manners.talk(f"{manners.count(len(failed), 'file')} not read:")
        for error in failed:
            manners.talk(f"  {manners.clean(error.where or '')}  {manners.clean(error.what)}")
    return _gravest(failed)


def _gravest(failed: list[Error]) -> int:
    return max((error.exit_code for error in failed), default=0)


@click.command()
@click.option(
    "--packs",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="A folder of language packs besides the shipped ones.",
)
@json_option
def languages(packs: Path | None, as_json: bool) -> None:
    """List the languages that can be read, and what is read in each.

    \b
    Example:
      aigaq languages
    """
    from dataclasses import asdict

    from aigaq.reading import languages as known_languages
    from aigaq.reading.files import packs_beside

    known = known_languages(packs_beside(packs))
    if as_json:
        manners.say_json([asdict(pack) for pack in known])
        return
    for pack in known:
        size = f"{pack.words:,} words and {pack.rules:,} rules"
        manners.row(f"{pack.code}  {pack.name}", pack.reads, size, f"version {pack.version}")
