"""Commands about this computer's key for a case: key backup, key restore. Proved by tests/scripts/key.txt."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aigaq.cli import manners
from aigaq.cli.options import case_argument, open_case
from aigaq.cli.progress import progress
from aigaq.errors import FormatError, KeyMissing, UsageError, os_error

if TYPE_CHECKING:
    from aigaq.case.key_backup import KeyBackup

LANGUAGES = ("en", "ru", "kk")
MB = 1_000_000
LONGEST = 1 << 20
"""A backup has some 1,000 characters; a file of more than this is none."""


@click.group()
def key() -> None:
    """Back up this computer's key for a case, and restore it.

    The key signs what this computer adds to the case. It lies outside the case, in the keystore. Without it the case
    can be read and verified, and nothing can be added from here.

    \b
    Example:
      aigaq key backup town -o town-key.txt --sheet town-key.html
    """


@key.command("backup")
@case_argument
@click.option(
    "-o",
    "--output",
    "out",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    help="The file to write, outside the case.",
)
@click.option(
    "--sheet", metavar="FILE.html", type=click.Path(path_type=Path), help="Also write a sheet to print, of one page."
)
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="The language of the sheet."
)
def backup(folder: Path, out: Path, sheet: Path | None, language: str) -> None:
    """Write this computer's key for a case into a small file, and onto a sheet of paper.

    Whoever has the file or the sheet can write to the case in this computer's name: keep it apart from the case. It
    holds seven lines that can be typed again by hand; a slip is named with its line. Neither names the event.

    \b
    Example:
      aigaq key backup town -o town-key.txt --sheet town-key.html
    """
    from aigaq.case import Keystore
    from aigaq.case.key_backup import backup_of, format_backup, write_private
    from aigaq.report.key_sheet import key_sheet

    case = open_case(folder)
    held = backup_of(Keystore(), case.id, {view.log for view in case.index().views})
    files = {out: format_backup(held)}
    if sheet is not None:
        if sheet == out:
            raise UsageError("the backup and its sheet are two files", where=out, hint="name another file with --sheet")
        files[sheet] = key_sheet(held, language=language)
    for path in files:
        if path.exists():
            raise UsageError("there is something here already", where=path, hint="name another file")
    for path, text in files.items():
        write_private(path, text, case=folder)
    manners.row("log", held.identity.log.vkey.name)
    for path in files:
        manners.row("wrote", path)
    manners.warn("whoever has it can write to the case in this computer's name: keep it apart from the case")
    if sheet is not None:
        manners.talk("next: print the sheet, then delete its file")


@key.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--case", "folder", metavar="CASE", type=click.Path(path_type=Path), help="The case to write to with it.")
@click.option(
    "--this-is-the-newest-copy",
    "newest",
    is_flag=True,
    help="You know that this computer has signed nothing that is not in CASE.",
)
def restore(file: Path, folder: Path | None, newest: bool) -> None:
    """Put a key from its backup back into the keystore.

    FILE is the backup, or - to type its seven numbered lines. A key that is there already is not touched.

    A restored key does not know how far its log had come. On an older copy of the case it would sign a second history
    beside the first, and both would be in doubt. So nothing can be added yet. Either you know that CASE is the newest
    copy there is: say so with --this-is-the-newest-copy; the log is verified first. Or you do not: then `aigaq join`
    begins a new log that goes on from this one.

    \b
    Example:
      aigaq key restore town-key.txt --case town --this-is-the-newest-copy
      aigaq key restore -
    """
    from aigaq.case import Keystore
    from aigaq.case.key_backup import parse_backup
    from aigaq.case.key_backup import restore as put_back

    if newest and folder is None:
        raise UsageError("which copy is the newest", hint="name it with --case CASE")
    held = parse_backup(_read(file))
    keys = Keystore()
    if folder is not None:
        _same_case(folder, held)
    new = put_back(keys, held)
    manners.row("restored" if new else "here already", held.identity.log.vkey.name)
    manners.row("case", held.case_id)
    manners.row("key", keys.folder(held.identity.log_id))
    if newest and folder is not None:
        _claim(folder, held)
    elif keys.head(held.identity.log_id) is None:
        _explain(str(folder or "CASE"), str(file), held.identity.log_id)


def _read(file: Path) -> str:
    """The text of a backup, or what is typed until the end of the input."""
    if str(file) == "-":
        if sys.stdin.isatty():
            manners.talk("type the seven numbered lines, then Ctrl-D:")
        return sys.stdin.buffer.read(LONGEST).decode("utf-8", "replace")
    try:
        with file.open("rb") as stream:
            data = stream.read(LONGEST + 1)
    except OSError as error:
        raise os_error(error, where=file) from error
    if len(data) > LONGEST:
        raise FormatError("too long for a key backup", where=file)
    return data.decode("utf-8", "replace")


def _same_case(folder: Path, held: KeyBackup) -> None:
    case = open_case(folder)
    if case.id != held.case_id:
        raise UsageError("the key is for another case", where=folder, hint=f"it is for case {held.case_id[:16]}")
    if held.identity.log_id not in {view.log for view in case.index().views}:
        raise KeyMissing("the key's log is not in this copy of the case", where=folder, hint="merge a copy that has it")


def _claim(folder: Path, held: KeyBackup) -> None:
    from aigaq.case import Keystore
    from aigaq.case.key_backup import claim_newest

    with progress() as step:
        size, root = claim_newest(
            folder,
            Keystore(),
            held.identity.log_id,
            progress=lambda done, total: step("verifying, MB", done // MB, total // MB),
        )
    manners.row("newest head", f"{size} entries, root {root.hex()[:16]}")
    manners.talk(f"next: aigaq add {manners.clean(folder)} FILE")


def _explain(folder: str, file: str, log: str) -> None:
    manners.warn(
        "nothing can be added with it yet: it does not know how far its log had come, and on an older copy of the case "
        "it would sign a second history"
    )
    manners.talk("if you know that the folder is the newest copy:")
    manners.talk(f"  aigaq key restore {manners.clean(file)} --case {manners.clean(folder)} --this-is-the-newest-copy")
    manners.talk("if you do not know it, begin a new log that goes on from this one:")
    manners.talk(f"  aigaq join {manners.clean(folder)} --succeeds {log[:16]}")
