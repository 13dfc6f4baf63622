"""`aigaq demo`: the whole way from tables or a text to a report, on a shipped example, with keys of its own.

Everything lies in one folder: `case`, `report`, `keys` and a mark that says a demo made it. Only such a folder is ever
replaced, and only those four names in it. Proved by tests/cli/test_demo.py.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aigaq.cli import manners
from aigaq.cli.progress import progress
from aigaq.errors import UsageError, os_error
from aigaq.examples import NAMES

if TYPE_CHECKING:
    from aigaq.case import Added, Batch, Case, Keystore
    from aigaq.examples import Example, ShippedItem

MARK = ".aigaq-demo"
MADE = ("case", "report", "keys")


@click.command()
@click.option(
    "-o",
    "--output",
    "out",
    metavar="DIR",
    default="aigaq-demo",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The folder to make.",
)
@click.option(
    "--example",
    "name",
    type=click.Choice(NAMES),
    default=NAMES[0],
    show_default=True,
    help="What is shown: January 2022 in Kazakhstan from sourced tables, or a short invented bulletin.",
)
@click.option("--force", is_flag=True, help="Replace an earlier demo in that folder; nothing else is ever replaced.")
def demo(out: Path, name: str, force: bool) -> None:
    """Show all of it on a shipped case.

    Makes a case, adds its files, reads them, verifies the case and makes the report. The last line printed is the
    page to open. The demo has keys of its own, in its folder; yours are not touched.

    \b
    Example:
      aigaq demo -o demo
      aigaq demo -o demo --example made-up-bulletin
    """
    from aigaq.examples import load

    folder = prepare(place(out), force=force)
    page = _run(load(name), folder)
    manners.say(str(page))


def place(out: Path) -> Path:
    """Where the demo goes: the folder asked for, or a temporary one where its path holds white space.

    The last line of the demo is a path without spaces, so that a program, a shell or a person can use it as it is.
    """
    wanted = Path(os.path.abspath(out))  # noqa: PTH100  (links are kept: resolving one could bring a space in)
    if not _has_space(wanted):
        return wanted
    base = Path(tempfile.gettempdir())
    if _has_space(base):
        raise UsageError(
            "the path has a space in it, and so has the temporary folder",
            where=wanted,
            hint="aigaq demo -o /path/without/spaces",
        )
    other = Path(tempfile.mkdtemp(prefix="aigaq-demo-", dir=base))
    manners.warn(f"the path has a space in it, so the demo goes elsewhere, {wanted}")
    return other


def _has_space(path: Path) -> bool:
    return any(letter.isspace() for letter in str(path))


def prepare(folder: Path, *, force: bool) -> Path:
    """Make the folder, or clear what an earlier demo made in it.

    Raises:
        UsageError: something is there that no demo made, or --force is not given.
        StorageError: the disk refuses.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            _clear(folder, force=force)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK).write_text(
            "aigaq demo made this folder and may replace: case, report, keys\n", encoding="utf-8"
        )
    except OSError as error:
        raise os_error(error) from error
    return folder


def _clear(folder: Path, *, force: bool) -> None:
    if not (folder / MARK).is_file():
        raise UsageError(
            "there is something here that no demo made", where=folder, hint="name another folder: aigaq demo -o DIR"
        )
    if not force:
        raise UsageError("there is a demo here already", where=folder, hint="aigaq demo --force replaces it")
    for name in MADE:
        if (folder / name).exists():
            shutil.rmtree(folder / name)


def _run(example: Example, folder: Path) -> Path:
    from aigaq.build import build
    from aigaq.case import Keystore, verify
    from aigaq.report import report

    keys = Keystore(folder / "keys")
    manners.talk(f"new     {example.title}")
    case = take_in(example, folder / "case", keys)
    manners.talk("build   reading it")
    with progress() as step:
        built = build(case, progress=lambda seen: step(seen.stage, seen.done, seen.total))
    manners.talk(f"verify  {verify(case.path, keys=keys).verdict.value}, digest {built.digest[:16]}")
    page = report(case, folder / "report")
    manners.talk("report  open this page in a browser:")
    return page


def take_in(example: Example, folder: Path, keys: Keystore) -> Case:
    """The case of an example with everything taken in, not built."""
    from aigaq.case import Case
    from aigaq.cli.taking import profile

    case = Case.create(folder, title=example.title, keys=keys)
    with case.writing() as batch:
        batch.set("profile", profile(example.title, example.languages, example.places))
        for one in example.items:
            added = _add(batch, one)
            manners.talk(f"add     {one.file}, {added.item[:16]}")
        if example.explanations is not None:
            batch.set("explanations", example.explanations)
    return case


def _add(batch: Batch, one: ShippedItem) -> Added:
    import io

    from aigaq.case import Handling, Role
    from aigaq.cli.descriptions import describe_with, given

    words: dict[str, str | None] = dict(one.description)
    description = describe_with({**given(words), "file_name": one.file})
    role, media = (Role.DOCUMENT, None) if one.mapping is None else (Role.TABLE, "text/csv")
    added = batch.add(io.BytesIO(one.data), role=role, media=media, handling=Handling.PUBLIC, description=description)
    if one.mapping is not None:
        batch.set("mapping", one.mapping, item=added.item)
    return added
