"""Commands that carry a case from copy to copy: bundle, merge; and shred, which every merge carries out."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aigaq.cli import manners
from aigaq.cli.options import case_argument, json_option, only_case_argument, open_case
from aigaq.cli.progress import progress
from aigaq.errors import FormatError, UsageError

if TYPE_CHECKING:
    from aigaq.case import Case
    from aigaq.case.merge import Merged

MB = 1_000_000


@click.command()
@case_argument
@click.argument("source", metavar="[OTHER]", required=False, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would come in, and change nothing.")
@click.option(
    "--cosign", is_flag=True, help="Log and cosign the heads that were read right away, not with the next `add`."
)
@json_option
def merge(folder: Path, source: Path | None, dry_run: bool, cosign: bool, as_json: bool) -> None:
    """Take in everything another copy of the case holds: a folder, a stick, a bundle.

    Order does not matter, and merging twice changes nothing. All that comes in is verified first; what is damaged is
    named and left where it is. What any device of ours has shredded is destroyed here too. Nothing of this copy is lost.
    Without OTHER, the conflict copies that a sync tool left in CASE are taken in.

    \b
    Example:
      aigaq merge town /media/stick/town
      aigaq merge town town-from-b.bundle
    """
    from aigaq.case.merge import merge as run

    case = open_case(folder)
    if source is None and not dry_run:
        _say_footing(folder)
    with progress() as step:
        done = run(case, source, progress=step, dry_run=dry_run)
    if cosign and not dry_run:
        with case.writing(witness=True):
            pass
    if as_json:
        manners.say_json(_plain(done))
    else:
        _say_merged(case, done, dry_run=dry_run)
        if not dry_run and done.anything:
            manners.talk(f"next: aigaq build {manners.clean(folder)}")


def _say_footing(folder: Path) -> None:
    from aigaq.case.disk.footing import weaknesses

    for one in weaknesses(folder):
        manners.warn(f"not guaranteed here: {one}")


def _plain(done: Merged) -> dict[str, Any]:
    return {
        "logs": {log: {"before": before, "now": now} for log, (before, now) in sorted(done.logs.items())},
        "new_logs": sorted(set(done.new_logs)),
        "forks": sorted(set(done.forks)),
        "blobs": done.blobs,
        "bytes": done.size,
        "marks": done.marks,
        "destroyed": done.destroyed,
        "refused": [{"where": one.where, "what": one.what} for one in done.refused],
    }


def _say_merged(case: Case, done: Merged, *, dry_run: bool) -> None:
    for log, (before, now) in sorted(done.logs.items()):
        trust = case.look().trust.get(log)
        role = "none" if trust is None else trust.role.value
        words = "not vouched for" if role == "none" else role
        if trust is not None and trust.pin is not None:
            words += f", revoked beyond {manners.count(trust.pin[0], 'entry', 'entries')}"
        manners.row("log", log[:16], manners.count(now - before, "new entry", "new entries"), words)
        if words == "not vouched for" and not dry_run:
            manners.talk(
                f"hint: if you know whose it is: aigaq enrol {manners.clean(case.path)} {log[:16]} --role member"
            )
    for log in sorted(set(done.forks)):
        manners.row("forked", log[:16], "its key has signed two histories; both are kept")
    for one in done.refused:
        manners.row("not taken", one.where, one.what)
    for item in done.destroyed:
        gone = "would go" if dry_run else "are gone"
        manners.row("shredded", item[:16], f"its bytes and what was written about it {gone} from this copy")
    verb = "would come in" if dry_run else "came in"
    size = "" if dry_run else f", {done.size:,} bytes"
    manners.say(f"{manners.count(done.blobs, 'blob')}{size} {verb}" if done.anything or done.blobs else "nothing new")


@click.command()
@only_case_argument
@click.option(
    "-o", "--output", "out", metavar="FILE", required=True, type=click.Path(path_type=Path), help="The file to make."
)
@click.option(
    "--since",
    metavar="HEAD",
    multiple=True,
    help="Only what is new since: LOG:ENTRIES, a checkpoint file, or a copy of the case.",
)
def bundle(folder: Path, out: Path, since: tuple[str, ...]) -> None:
    """Put the case, or what is new in it, into one file to carry to another device.

    Longer ones are split into FILE.001, FILE.002, … of 2 GiB, which any stick can hold. The file is not encrypted:
    whoever has it reads it. Take it in with `aigaq merge`.

    \b
    Example:
      aigaq bundle town -o /media/stick/town.bundle
      aigaq bundle town -o new.bundle --since 9a60f549:120
    """
    from aigaq.case.bundle import write_bundle

    case = open_case(folder)
    known: dict[str, int] = {}
    for one in since:
        known |= _heads(case, one)
    with progress() as step:
        made = write_bundle(
            case, out, since=known, progress=lambda done, total: step("bundling, MB", done // MB, total // MB)
        )
    for path in made:
        manners.say(manners.clean(path))
    manners.talk("note: the file is not encrypted")


def _heads(case: Case, text: str) -> dict[str, int]:
    """What the receiver has: log → entries."""
    from aigaq.case.disk import files, layout
    from aigaq.case.joining import find_log
    from aigaq.case.log.logs import logs_of
    from aigaq.case.standards import note

    path = Path(text)
    if (path / layout.CASE_FILE).is_file():
        return {log.id: log.head().size for log in logs_of(path)}
    if path.is_file():
        with suppress(FormatError):
            head = note.parse_head(note.parse_note(files.read_at_most(path, note.MAX_NOTE) or b"").text)
            return {layout.log_id(head.origin): head.size}
    log, colon, size = text.partition(":")
    if not colon or not (size.isascii() and size.isdigit()):
        raise UsageError(
            "not a head",
            where=text,
            hint="LOG:ENTRIES as `aigaq status` prints them, a checkpoint file, or a copy of the case",
        )
    return {find_log(case, log): int(size)}


@click.command()
@case_argument
@click.argument("item", metavar="ITEM")
@click.option("--yes", is_flag=True, help="Do it; without, it is only said what would be destroyed.")
def shred(folder: Path, item: str, yes: bool) -> None:
    """Destroy an item and what was written about it, here and in every copy that merges.

    The log keeps that there was an item of this hash, and that it was destroyed. This cannot be undone. What somebody
    exported, a report that was made, and what a disk keeps of deleted files are out of reach.

    \b
    Example:
      aigaq shred town 3f2a91 --yes
    """
    from aigaq.case.shredding import going
    from aigaq.case.shredding import shred as run
    from aigaq.cli.overview import name_of

    case = open_case(folder)
    known = case.item(item)
    texts = len(going(case, known.sha256))
    what = (known.sha256[:16], name_of(known), f"{known.size:,} bytes, {manners.count(texts, 'text')} about it")
    if not yes:
        manners.row("would shred", *what)
        manners.talk("hint: add --yes to do it; it cannot be undone")
        return
    run(case, known.sha256)
    manners.row("shredded", *what)
    manners.talk("note: a disk may keep what was deleted, and reports or exports made before are not changed")
    manners.talk(f"next: aigaq build {manners.clean(folder)}, then hand the case on, so that other copies shred it too")
