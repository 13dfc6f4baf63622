"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from aigaq.errors import FormatError, UsageError

if TYPE_CHECKING:
    from aigaq.case import Case

Command = TypeVar("Command", bound=Callable[..., object])
EXAMPLE_DATES = "2022-01-19, 2022-01 or 2022-01-19T14:00+06:00"


def case_argument(command: Command) -> Command:
    """CASE, the folder, where other arguments follow it."""
    return click.argument("folder", metavar="CASE", type=click.Path(path_type=Path))(command)


def only_case_argument(command: Command) -> Command:
    """CASE where nothing else follows, so that it may come from the environment."""
    argument = click.argument("folder", metavar="CASE", type=click.Path(path_type=Path), envvar="AIGAQ_CASE")
    return argument(command)


def json_option(command: Command) -> Command:
    """--json, for programs that read us."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON value instead of text.")(command)


def picture_option(help_text: str) -> Callable[[Command], Command]:
    """--picture FILE.svg; another ending is refused, for what is inside would not be what the name says."""

    def svg(context: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
        if value is not None and value.suffix.lower() != ".svg":
            raise UsageError("a picture is written as SVG", where=value, hint=f"name it {value.stem}.svg")
        return value

    return click.option("--picture", metavar="FILE.svg", type=click.Path(path_type=Path), callback=svg, help=help_text)


def open_case(folder: Path) -> Case:
    """The case at a path, for reading or writing."""
    from aigaq.case import Case

    return Case.open(folder)


def edtf(value: str | None, *, option: str) -> str | None:
    """A date given on the command line, in canonical form; UsageError names the option."""
    if value is None:
        return None
    from aigaq.values import format_when, parse_when

    try:
        return format_when(parse_when(value))
    except FormatError as error:
        raise UsageError(error.what, where=option, hint=f"write a date as {EXAMPLE_DATES}") from error
