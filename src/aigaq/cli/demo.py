"""`aigaq demo`: the whole way from tables, a text or lists to a report, on a shipped example, with keys of its own.

Everything lies in one folder: `case`, `report`, `keys`, `lists` where the example has some, and a mark that says a demo
made it. Only such a folder is ever replaced, and only those names in it. Proved by tests/cli/test_demo.py.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from aigaq.cli import manners
from aigaq.cli.progress import progress
from aigaq.errors import UsageError, os_error
from aigaq.examples import NAMES

if TYPE_CHECKING:
    from aigaq.case import Batch, Case, Keystore
    from aigaq.examples import Example, ShippedItem

MARK = ".aigaq-demo"
MADE = ("case", "report", "keys", "lists")


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
    help="What is shown: January 2022 in Kazakhstan from sourced tables, a short invented bulletin, or lists of the "
    "persons of an invented town.",
)
@click.option("--force", is_flag=True, help="Replace an earlier demo in that folder; nothing else is ever replaced.")
def demo(out: Path, name: str, force: bool) -> None:
    """Show all of it on a shipped case.

    Makes a case, adds its files, reads them, verifies the case and makes the report. The last line printed is the
    page to open. The demo has keys of its own, in its folder; yours are not touched. Of lists it also links the
    persons, and says what came of it and how to look further; they lie in its folder, to try `aigaq link` on.

    \b
    Example:
      aigaq demo -o demo
      aigaq demo -o demo --example made-up-bulletin
      aigaq demo -o demo --example made-up-town
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
            f"aigaq demo made this folder and may replace: {', '.join(MADE)}\n", encoding="utf-8"
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
    from aigaq.cli.demo_lists import lay_out, talk_of_lists, talk_of_next
    from aigaq.report import report

    keys = Keystore(folder / "keys" / "aigaq" / "keys")  # where XDG_DATA_HOME=…/keys finds them
    manners.talk(f"new     {example.title}")
    case = take_in(example, folder / "case", keys)
    manners.talk("build   reading it")
    with progress() as step:
        built = build(case, progress=lambda seen: step(seen.stage, seen.done, seen.total))
    talk_of_lists(case)
    manners.talk(f"verify  {verify(case.path, keys=keys).verdict.value}, digest {built.digest[:16]}")
    page = report(case, folder / "report")
    if example.lists:
        lay_out(example, folder / "lists")
        talk_of_next(case, folder / "keys", folder / "lists")
    manners.talk("report  open this page in a browser:")
    return page


def take_in(example: Example, folder: Path, keys: Keystore) -> Case:
    """The case of an example with everything taken in, not built."""
    from aigaq.case import Case
    from aigaq.cli.taking import profile

    case = Case.create(folder, title=example.title, keys=keys)
    taken: dict[str, str] = {}
    with case.writing() as batch:
        batch.set("profile", profile(example.title, example.languages, example.places))
        for one in example.items:
            taken[one.file] = _add(batch, one, taken)
            manners.talk(f"add     {one.file}, {taken[one.file][:16]}{_follows(one, taken)}")
        if example.explanations is not None:
            batch.set("explanations", example.explanations)
        if example.policy is not None:
            batch.set("policy", example.policy)
    return case


def _add(batch: Batch, one: ShippedItem, taken: Mapping[str, str]) -> str:
    """Take one file in, a list as `add --role list` does, a new edition as with --replaces; `taken`: items by their file."""
    import io

    from aigaq.case import Handling, Role
    from aigaq.case.editions import record_edition
    from aigaq.cli.descriptions import describe_with, given

    words: dict[str, str | None] = dict(one.description)
    description = describe_with({**given(words), "file_name": PurePosixPath(one.file).name})
    role, media = Role(one.role), None if one.mapping is None else "text/csv"
    handling = Handling.INTERNAL if role is Role.LIST else Handling.PUBLIC
    added = batch.add(io.BytesIO(one.data), role=role, media=media, handling=handling, description=description)
    if one.mapping is not None:
        batch.set("mapping", one.mapping, item=added.item)
    if one.replaces is not None:
        record_edition(batch, taken[one.replaces], added.item)
    return added.item


def _follows(one: ShippedItem, taken: Mapping[str, str]) -> str:
    return "" if one.replaces is None else f", the next edition of {taken[one.replaces][:16]}"
