"""A shipped case made of tables: each with its mapping and title. Proved by tests/examples/test_tables.py."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePosixPath


@dataclass(frozen=True, slots=True)
class ShippedTable:
    """One table: the name and bytes of its file, its mapping as `set mapping` takes it, its title."""

    file: str
    data: bytes
    mapping: bytes
    title: str


@dataclass(frozen=True, slots=True)
class TableExample:
    """A case of tables: its profile, and the tables in the order in which they are taken in."""

    name: str
    title: str
    languages: tuple[str, ...]
    places: tuple[str, ...]
    tables: tuple[ShippedTable, ...]


def load_tables(name: str = "bloody-january") -> TableExample:
    """The shipped case of this name."""
    folder = files("aigaq.examples").joinpath(str(PurePosixPath(name)))
    about = tomllib.loads(folder.joinpath("example.toml").read_text(encoding="utf-8"))
    return TableExample(
        name=name,
        title=about["title"],
        languages=tuple(about["languages"]),
        places=tuple(about["places"]),
        tables=tuple(
            ShippedTable(
                file=row["file"],
                data=folder.joinpath(row["file"]).read_bytes(),
                mapping=folder.joinpath(row["mapping"]).read_bytes(),
                title=row["title"],
            )
            for row in about["table"]
        ),
    )
