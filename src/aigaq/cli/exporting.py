"""The command export: a case or a log in forms that programs of others check. Proved by tests/scripts/export.txt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aigaq.cli import manners
from aigaq.cli.options import case_argument, open_case
from aigaq.cli.progress import progress
from aigaq.errors import UsageError

if TYPE_CHECKING:
    from aigaq.case import Case

MB = 1_000_000
_FOLDER = click.Path(path_type=Path)


@click.command()
@case_argument
@click.argument("log", metavar="[LOG]", required=False)
@click.option("--bagit", metavar="DIR", type=_FOLDER, help="Make a BagIt bag of the items in this folder.")
@click.option("--log", "log_folder", metavar="DIR", type=_FOLDER, help="Copy one log into this folder.")
@click.option("--public-only", is_flag=True, help="With --bagit: only items that are public, without names of people.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
def export(
    folder: Path, log: str | None, bagit: Path | None, log_folder: Path | None, public_only: bool, dry_run: bool
) -> None:
    """Copy a case into a form that other programs check. The folder must not exist.

    --bagit: the items that are here, public and internal, as a bag (BagIt 1.0), with what is said of them and the
    signed heads. What is shredded, set aside, sealed or not in this copy is left out, and named. A bag is for those who
    may see the case; it is no publication.

    --log: one log as a plain tlog-tiles folder. LOG is its name, or the beginning of its id, where there are several.

    \b
    Example:
      aigaq export town --bagit town-bag
      aigaq export town --log town-log
    """
    if (bagit is None) == (log_folder is None):
        raise UsageError("name one folder to make", hint="--bagit DIR, or --log DIR")
    if log_folder is None and log is not None:
        raise UsageError("a log is named, and the bag holds all", where=log, hint="--log DIR copies one log")
    if bagit is None and public_only:
        raise UsageError("a log holds no items", where="--public-only", hint="--public-only goes with --bagit")
    case = open_case(folder)
    if bagit is not None:
        _bag(case, bagit, public_only=public_only, dry_run=dry_run)
    elif log_folder is not None:
        _log(case, log_folder, log, dry_run=dry_run)


def _bag(case: Case, out: Path, *, public_only: bool, dry_run: bool) -> None:
    from aigaq import __version__
    from aigaq.case.export import export_bag, plan_bag

    if dry_run:
        bagged = plan_bag(case, public_only=public_only).summary()
    else:
        with progress() as step:
            bagged = export_bag(
                case,
                out,
                public_only=public_only,
                software=f"aigaq {__version__}",
                progress=lambda done, total: step("copying, MB", done // MB, total // MB),
            )
    for why, number in bagged.left_out.items():
        manners.row("left out", f"{manners.count(number, 'item')}: {why}")
    said = f"{manners.count(bagged.items, 'item')}, {manners.count(bagged.octets, 'byte')}"
    manners.row("would write" if dry_run else "wrote", out, said)
    if not public_only and bagged.items:
        manners.warn("the bag is not encrypted, and holds what is internal: --public-only leaves that out")


def _log(case: Case, out: Path, wanted: str | None, *, dry_run: bool) -> None:
    from aigaq.case.export import choose_log, export_log

    log = choose_log(case.path, wanted)
    if dry_run:
        head = log.head()
    else:
        with progress() as step:
            head = export_log(
                case.path, out, log=log, progress=lambda done, total: step("copying, entries", done, total)
            )
    manners.row("log", head.origin)
    manners.row("key", str(log.vkey()))
    manners.row("head", f"{head.size:,} entries, root {head.root.hex()}")
    manners.row("would write" if dry_run else "wrote", out)
