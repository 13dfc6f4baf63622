"""Commands that say something of what is in a case, or set what it is read with: describe, set."""

from __future__ import annotations

from pathlib import Path

import click

from aigaq.cli import manners
from aigaq.cli.customs import WHAT as READ_WITH
from aigaq.cli.customs import look_over
from aigaq.cli.descriptions import corrected, description_options, given
from aigaq.cli.explaining import look_through
from aigaq.cli.ids import ids_of
from aigaq.cli.options import case_argument, open_case
from aigaq.cli.ruling import look_at
from aigaq.errors import UsageError

SETTINGS = ("profile", "sides", "mapping", "lexicon", "gazetteer", "explanations", "policy", "blackout")


@click.command()
@case_argument
@click.argument("item", metavar="ITEM")
@description_options
def describe(folder: Path, item: str, **words: str | None) -> None:
    """Say what an item is, or correct what was said.

    ITEM is its id or the beginning of it. Only what is given changes; the earlier description stays in the history.

    \b
    Example:
      aigaq describe town 3f2a91 --publisher "The Courier" --published 2022-01
    """
    fields = given(words)
    if not fields:
        raise UsageError("nothing to say of the item", hint="give at least one option: aigaq describe --help")
    case = open_case(folder)
    known = case.item(item)
    description = corrected(known, fields)
    with case.writing() as batch:
        batch.describe(known.sha256, description)
    manners.say(f"described  {ids_of(case).short(known.sha256)}")


@click.command("set")
@case_argument
@click.argument("what", metavar="WHAT", type=click.Choice(SETTINGS))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--item", metavar="ID", help="Set it for one item only.")
def set_(folder: Path, what: str, file: Path, item: str | None) -> None:
    """Set what the case is read with, from a file.

    WHAT is one of profile, sides, mapping, lexicon, gazetteer, explanations, policy, blackout. The file goes into the case
    as it is; what was set before stays in the history.

    A policy is whom the case counts, where, from when until when ([inclusion]), in which parts ([[strata]]), and of each
    list who keeps it, since when, how it was gathered and on what it drew ([[list]]). Lists that drew on one another count
    as one; what nobody declares is named beside every number (docs/formats/policy.md).

    The setting blackout says how series of the network are read, through whose network observers looked, and where and
    when items were made (docs/formats/blackouts.md).

    \b
    Example:
      aigaq set town gazetteer places.toml
      aigaq set town policy policy.toml
    """
    from aigaq.errors import os_error

    try:
        payload = file.read_bytes()
    except OSError as error:
        raise os_error(error, where=file) from error
    case = open_case(folder)
    full = case.item(item).sha256 if item is not None else None
    if what == "explanations":
        look_through(case, payload, where=file, item=full)
    said = look_over(what, payload, where=file, item=full) if what in READ_WITH else ""
    if what == "policy":
        said = look_at(case, payload, where=file, item=full)
    if what == "blackout":
        from aigaq.blackout.settings import read_settings

        if full is not None:
            raise UsageError("the setting blackout is of the whole case", hint="leave --item out")
        read_settings(payload, where=str(file))
    with case.writing() as batch:
        batch.set(what, payload, item=full)
    manners.say("  ".join(part for part in ("set", what, said, ids_of(case).short(full) if full else "") if part))
