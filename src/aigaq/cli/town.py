"""`aigaq town`: lists of persons that do not exist, with the truth of who is who, to try linking and counting on.

Written beside its place first, so that a folder is there whole or not at all; only a town is ever replaced, and only
its own files in it. Proved by tests/cli/test_town.py and tests/scripts/town.txt.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aigaq.cli import manners
from aigaq.cli.options import json_option
from aigaq.cli.progress import progress
from aigaq.errors import UsageError, os_error

if TYPE_CHECKING:
    from aigaq.people.town import Made, Rates

MADE = ("README.md", "lists", "earlier", "truth")
MOST = 10_000_000


@click.command()
@click.argument("out", metavar="OUT", required=False, type=click.Path(path_type=Path))
@click.option(
    "--persons",
    metavar="N",
    type=click.IntRange(1, MOST),
    default=3000,
    show_default=True,
    help="How many persons the event touched, listed or not.",
)
@click.option("--lists", metavar="K", type=int, help="Only the first K lists of the rates; all of them else.")
@click.option(
    "--seed", metavar="S", type=click.IntRange(0), default=1, show_default=True, help="Another seed, another town."
)
@click.option("--dead", metavar="SHARE", type=click.FloatRange(0, 1), help="The share of the persons who died, 0 to 1.")
@click.option(
    "--like",
    metavar="FILE.toml",
    type=click.Path(path_type=Path),
    help="Rates of your own: how your keepers write and err. They are laid over the shipped ones.",
)
@click.option("--rates", "show_rates", is_flag=True, help="Print the shipped rates, with a reason for each, and stop.")
@click.option("--force", is_flag=True, help="Replace an earlier town in that folder; nothing else is ever replaced.")
@json_option
def town(
    out: Path | None,
    persons: int,
    lists: int | None,
    seed: int,
    dead: float | None,
    like: Path | None,
    show_rates: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Make lists of invented persons, with the truth beside them.

    Several keepers list the casualties of an event that never happened: an office, relatives, a newspaper, an
    organisation, a hospital. Each writes in a language and style of its own, misses some persons, copies from others,
    and makes mistakes; some publish a second edition. OUT/README.md says what is in the folder. Because the truth is
    known, the folder shows how well linking rows and counting the uncounted do, on lists like these or like yours.
    The same seed and rates give the same files on every machine.

    \b
    Examples:
      aigaq town somewhere
      aigaq town somewhere --persons 500 --lists 3 --seed 7
      aigaq town --rates > mine.toml
      aigaq town like-mine --like mine.toml
    """
    from aigaq.people.town import rates as shipped

    if show_rates:
        manners.say(shipped.rates_text().rstrip("\n"))
        return
    if out is None:
        raise UsageError("a folder to make is missing", hint="aigaq town DIR")
    rates = _rates(like)
    if lists is not None:
        rates = rates.first_lists(lists)
    if dead is not None:
        rates = rates.with_dead(dead)
    made = _make(out, rates, persons, seed, force=force)
    if as_json:
        manners.say_json(made.truth(seed))
    else:
        _say(made, out)


def _rates(like: Path | None) -> Rates:
    from aigaq.people.town import read_rates, shipped_rates

    if like is None:
        return shipped_rates()
    try:
        data = like.read_bytes()
    except OSError as error:
        raise os_error(error, where=like) from error
    return read_rates(data, where=str(like))


def _make(out: Path, rates: Rates, persons: int, seed: int, *, force: bool) -> Made:
    from aigaq.people.town import make

    _require_free(out, force=force)
    half = out.absolute().with_name(f".{out.absolute().name}.{os.getpid()}.part")
    try:
        half.mkdir(parents=True)
        try:
            with progress() as step:
                made = make(
                    half, rates, persons=persons, seed=seed, progress=lambda done, all_: step("persons", done, all_)
                )
            _put(half, out)
        finally:
            shutil.rmtree(half, ignore_errors=True)
    except OSError as error:
        raise os_error(error, where=out) from error
    return made


def _require_free(out: Path, *, force: bool) -> None:
    """UsageError where something lies at OUT that may not be replaced."""
    if not os.path.lexists(out):
        return
    if not out.is_dir():
        raise UsageError("there is a file here already", where=out, hint="name a folder to make")
    if not any(out.iterdir()):
        return
    if not _is_town(out):
        raise UsageError("there is something here that is no made-up town", where=out, hint="name another folder")
    if not force:
        raise UsageError("there is a made-up town here already", where=out, hint="name another folder, or give --force")


def _is_town(folder: Path) -> bool:
    from aigaq.people.town.make import FORMAT

    try:
        truth = json.loads((folder / "truth" / "truth.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(truth, dict) and truth.get("format") == FORMAT


def _put(half: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name in MADE:
        there = out / name
        if there.is_dir() and not there.is_symlink():
            shutil.rmtree(there)
        else:
            there.unlink(missing_ok=True)
        (half / name).replace(there)


def _say(made: Made, out: Path) -> None:
    dead = sum(made.dead.values())
    manners.row("persons", f"{made.persons:,}, all invented, {dead:,} of them dead")
    manners.row("on no list", f"{made.on_no_list:,}, {made.dead.get('0' * len(made.lists), 0):,} of them dead")
    for name, one in made.lists.items():
        editions = f", a second edition: {_editions(one.editions)}" if one.editions else ""
        manners.row(name, f"{manners.count(one.rows, 'row')}{editions}")
    manners.row("made", manners.clean(out))
    manners.talk(f"next: aigaq link {manners.clean(out)}/lists/*.csv --dedupe --truth person")


def _editions(counts: dict[str, int]) -> str:
    return ", ".join(f"{counts[what]:,} {what}" for what in ("added", "changed", "dropped") if counts.get(what))
