"""The options by which a person says what a file is, shared by `add` and `describe`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from aigaq.cli.options import EXAMPLE_DATES, edtf
from aigaq.errors import UsageError

if TYPE_CHECKING:
    from aigaq.case import Description, Item

Command = TypeVar("Command", bound=Callable[..., object])

BASES = ("shown", "address", "stated", "inferred", "none", "unknown")
RELATIONS = ("original", "syndicated", "translation", "copy")
SEEN = ("full", "excerpt", "headline")
FILE_FACTS = ("file_name", "path", "modified")
OF_ONE_FILE = ("title", "locator", "locator_read")

_OPTIONS = (
    click.option("--title", help="Its title, as it stands on it."),
    click.option("--publisher", help="Who published it."),
    click.option("--author", help="Who wrote it."),
    click.option("--published", metavar="DATE", help=f"When it was published: {EXAMPLE_DATES}."),
    click.option("--published-basis", type=click.Choice(BASES), help="How that date is known.  [default: stated]"),
    click.option("--language", metavar="CODE", help="The language it is in: en, ru, kk, …"),
    click.option(
        "--kind", metavar="CODE", help="What kind of source it is, a code: news_article, official_statement, …"
    ),
    click.option("--locator", help="Where it was found: an address, an archive's shelf mark."),
    click.option("--origin", help="Where it first appeared, if it is not the original."),
    click.option("--relation", type=click.Choice(RELATIONS), help="How it relates to where it first appeared."),
    click.option("--obtained", help="How you came by it."),
    click.option("--seen", type=click.Choice(SEEN), help="How much of it you saw."),
    click.option("--note", "notes", help="Anything else worth knowing."),
)


def description_options(command: Command) -> Command:
    """Add the options; they arrive as keyword arguments and go to `given`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def given(words: dict[str, str | None]) -> dict[str, object]:
    """The fields of a description that were said, checked; UsageError names the option that is wrong."""
    fields: dict[str, object] = {name: value for name, value in words.items() if value is not None}
    basis = fields.pop("published_basis", None)
    date = edtf(words.get("published"), option="--published")
    if date is not None:
        fields["published"] = _dated(date, str(basis or "stated"))
    elif basis is not None:
        raise UsageError(
            "--published-basis says how a date is known, and no date is given", hint="add --published DATE"
        )
    _check_kind(words.get("kind"))
    if "title" in fields:
        fields["title_basis"] = "stated"
    return fields


def _check_kind(kind: str | None) -> None:
    if kind is None:
        return
    from aigaq.statements import code_list

    known = code_list("source_kinds")
    if kind not in known:
        raise UsageError("no kind of source has this code", where=kind, hint=f"one of {', '.join(known)}")


def for_many(fields: dict[str, object], files: int) -> None:
    """Refuse to give many files what can be true of one only."""
    alone = [name for name in OF_ONE_FILE if name in fields]
    if files > 1 and alone:
        raise UsageError(
            f"--{alone[0]} describes one file, and {files} were named",
            hint="add them one by one, or use `aigaq describe` afterwards",
        )


def _dated(date: str, basis: str) -> object:
    from aigaq.case import Dated

    return Dated(date=date, basis=basis)


def describe_with(fields: dict[str, object], old: Description | None = None) -> Description:
    """A description with these fields, on top of an older one."""
    import msgspec

    from aigaq.case import Description

    return msgspec.structs.replace(old if old is not None else Description(), **fields)


def corrected(item: Item, fields: dict[str, object]) -> Description:
    """The description of an item with these fields changed.

    Where current descriptions differ, nothing is chosen silently: the fields on which they do must be given.

    Raises:
        UsageError: they differ on a field that is not given.
    """
    open_still = [name for name in item.disputed if name not in fields and name not in FILE_FACTS]
    if open_still:
        raise UsageError(
            f"earlier descriptions differ on {', '.join(open_still)}",
            where=item.sha256[:12],
            hint=f"say which is right: --{open_still[0].replace('_', '-')}",
        )
    kept = {name: getattr(item.descriptions[0], name) for name in item.disputed if name in FILE_FACTS}
    return describe_with({**kept, **fields}, item.description)
