"""What `aigaq blackout` does: reads the files, has them searched and judged, says the answer.

Proved by tests/cli/test_blackout.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aigaq.cli import manners
from aigaq.errors import UsageError

if TYPE_CHECKING:
    from aigaq.blackout.answer import Answer
    from aigaq.blackout.readers import Columns

_HINT = "write the first and the last day, as 2021-12-01/2021-12-31"
_MOVES = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")  # manners, rule 10


def run(paths: Sequence[Path], given: Mapping[str, Any]) -> None:
    """One run of the command with its options."""
    import msgspec

    _check(paths, given)
    found = _answered(paths, given)
    if given["as_json"]:
        _say_json(msgspec.json.encode(found, order="sorted"))
    else:
        from aigaq.cli.blackout_saying import say

        say(msgspec.to_builtins(found))


def _answered(paths: Sequence[Path], given: Mapping[str, Any]) -> Answer:
    from aigaq.blackout.answer import Asked
    from aigaq.blackout.answering import answer
    from aigaq.blackout.brought import read_brought
    from aigaq.blackout.detecting import reference_days
    from aigaq.blackout.judging import nothing_brought
    from aigaq.blackout.readers import read_series
    from aigaq.blackout.series import Kind
    from aigaq.cli.blackout_absent import hinted
    from aigaq.cli.progress import progress

    days, zone = _days(given), given["time_zone"]
    kind = None if given["kind"] is None else Kind(given["kind"])
    brought = nothing_brought if given["context"] is None else read_brought(given["context"], time_zone=zone)
    read = read_series(
        paths,
        time_zone=zone,
        kind=kind,
        columns=_columns(given["columns"]),
        absent_is_zero=given["absent_is_zero"],
    )
    read = hinted(read)
    _talk_of(read)
    asked = Asked(
        files=tuple(str(path) for path in paths),
        reference=None if days is None else (days[0].isoformat(), days[1].isoformat()),
        time_zone=zone,
        seasonal=given["seasonal"],
        kind=kind,
        context=None if given["context"] is None else str(given["context"]),
    )
    period = None if days is None else reference_days(*days, time_zone=zone)
    if read.series:
        say_if_compiling()
    with progress() as step:
        found = answer(read, asked=asked, reference=period, circumstances=brought, talk=step)
    if given["picture"] is not None:
        from aigaq.cli.blackout_drawing import write_picture

        write_picture(given["picture"], found, read, reference=period)
        manners.talk(f"wrote {manners.clean(given['picture'])}")
    return found


def _check(paths: Sequence[Path], given: Mapping[str, Any]) -> None:
    """What can be said to be wrong with the picture before anything is read."""
    path = given["picture"]
    if path is None:
        return
    if path.resolve() in {one.resolve() for one in paths}:
        raise UsageError("the picture would replace a file that is read", where=path, hint="name another file")
    if path.exists() and not given["force"]:
        raise UsageError("it is there already", where=path, hint="give --force to replace it")
    if not path.parent.is_dir():
        raise UsageError("there is no such folder to write into", where=path, hint="make it first")


def _days(given: Mapping[str, Any]) -> tuple[date, date] | None:
    """The first and the last day declared good."""
    text = given["reference"]
    if text is None:
        return None
    if given["seasonal"]:
        raise UsageError(
            "days declared good and a baseline that follows the series do not go together",
            where="--reference, --seasonal",
            hint="give one of them",
        )
    first, stroke, last = text.partition("/")
    try:
        days = date.fromisoformat(first.strip()), date.fromisoformat(last.strip())
    except ValueError as error:
        raise UsageError("these are no two days", where=f"--reference {text}", hint=_HINT) from error
    if days[1] < days[0]:
        raise UsageError("the last day lies before the first", where=f"--reference {text}", hint=_HINT)
    if days[1] == date.max or days[0] == date.min:
        raise UsageError("days without a day beside them", where=f"--reference {text}", hint=_HINT)
    return days


def _columns(said: Sequence[str]) -> Columns:
    """Names of columns, from words like `value=packets`."""
    from dataclasses import fields

    from aigaq.blackout.readers import Columns

    names = [field.name for field in fields(Columns)]
    told: dict[str, str] = {}
    for one in said:
        what, _, name = one.partition("=")
        if what.strip() not in names or not name.strip():
            raise UsageError("no word for a column", where=f"--column {one}", hint=f"write WHAT=NAME; WHAT is one of {', '.join(names)}")  # fmt: skip
        told[what.strip()] = name.strip()
    return Columns(**told)


def _talk_of(read: Any) -> None:
    places = len({(one.parent, one.entity) for one in read.series})
    manners.talk(f"read: {manners.count(len(read.series), 'series', 'series')} of {manners.count(places, 'place or network', 'places and networks')}")  # fmt: skip
    if read.stated:
        manners.talk(f"  {manners.count(len(read.stated), 'interval')} that files state")
    for words in read.noticed[:_LINES]:
        manners.talk(f"  noticed: {manners.clean(words)}")
    for one in read.rejected[:_LINES]:
        row = f", row {one.row}" if one.row else ""
        manners.talk(f"  rejected: {manners.clean(one.file)}{row}: {manners.clean(one.words)}")
    more = max(len(read.noticed) - _LINES, 0) + sum(one.count for one in read.rejected[_LINES:])
    if more:
        manners.talk(f"  and {more:,} more: --json lists all")


_LINES = 8  # remarks and rejected rows that are talked of one by one


def say_if_compiling() -> None:
    """The first search after an installation compiles, which is said because nothing else would explain the wait."""
    from aigaq.blackout.detecting.kernel import windows

    folder = windows.stats.cache_path
    if folder is not None and not any(Path(folder).glob("kernel.windows-*.nbi")):
        manners.talk("note: the first run compiles code for this computer, which takes some seconds once")


def _say_json(text: bytes) -> None:
    """One JSON value as `manners.say_json` prints it, and soon enough for thousands of outages."""
    import msgspec

    whole = msgspec.json.format(text, indent=2).decode("utf-8")
    manners.say(_MOVES.sub(lambda found: f"\\u{ord(found[0]):04x}", whole))
