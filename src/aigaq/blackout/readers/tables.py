"""The data files of the readers: names of fields and columns, words for missing, kinds of signals. Read once, on demand.

Each file of `data/` names its source and the date on which its format was read. Proved by
tests/blackout/readers/test_tables.py.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from aigaq.blackout.series import Kind, NetworkKind

NAMES = ("atlas", "generic", "intervals", "investigated", "ioda", "mlab", "monash", "ooni", "radar", "stop")


@cache
def table(name: str) -> dict[str, Any]:
    """One data file by its name."""
    return tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def kinds(entry: dict[str, Any]) -> tuple[Kind, NetworkKind]:
    """The kind of value and of network that an entry of a data file names."""
    return Kind(entry.get("kind", "unknown")), NetworkKind(entry.get("network", "unknown"))


def plain(name: str) -> str:
    """A column's name as it is compared: case, blanks and underscores play no part."""
    return " ".join(name.replace("_", " ").split()).casefold()


def column(header: tuple[str, ...], names: list[str]) -> int | None:
    """The place of the first of these names that the header has."""
    found = every(header, names)
    return found[0] if found else None


def every(header: tuple[str, ...], names: list[str]) -> list[int]:
    """The places of all of these names that the header has, in the order of the names."""
    places = [plain(name) for name in header]
    wanted = dict.fromkeys(plain(name) for name in names)
    return [at for name in wanted for at, one in enumerate(places) if one == name]
