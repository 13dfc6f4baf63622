"""Shipped cases as data: their items with what is said of each, and what they are read with.

Proved by tests/cli/test_demo.py and tests/examples/test_tables.py.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePosixPath

NAMES = ("bloody-january", "made-up-bulletin", "made-up-town")
"""The shipped cases; the first is the one shown where none is named."""


@dataclass(frozen=True, slots=True)
class ShippedItem:
    """One file. `description` has the fields of a description as the options of `aigaq add` name them; a table or a list
    has the `mapping` that `set mapping` takes.

    `replaces`: the file, earlier in the order, of which this is the next edition.
    """

    file: str
    data: bytes
    description: Mapping[str, str]
    role: str
    mapping: bytes | None = None
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A case: its profile, its items in the order in which they are taken in, its settings.

    `explanations`, `policy`: the bytes that `set` takes, where the case has some.
    """

    name: str
    title: str
    languages: tuple[str, ...]
    places: tuple[str, ...]
    items: tuple[ShippedItem, ...]
    explanations: bytes | None = None
    policy: bytes | None = None

    def item(self, file: str) -> ShippedItem:
        """The item of this file."""
        return next(one for one in self.items if one.file == file)

    @property
    def lists(self) -> tuple[ShippedItem, ...]:
        """The newest edition of each list of persons."""
        old = {one.replaces for one in self.items}
        return tuple(one for one in self.items if one.role == "list" and one.file not in old)


def load(name: str = NAMES[0]) -> Example:
    """The shipped example of this name."""
    folder = files("aigaq.examples").joinpath(str(PurePosixPath(name)))
    about = tomllib.loads(folder.joinpath("example.toml").read_text(encoding="utf-8"))

    def data(file: str | None) -> bytes | None:
        return None if file is None else folder.joinpath(file).read_bytes()

    return Example(
        name=name,
        title=about["title"],
        languages=tuple(about["languages"]),
        places=tuple(about.get("places", ())),
        items=tuple(
            ShippedItem(
                file=row["file"],
                data=data(row["file"]) or b"",
                description=row["description"],
                role=row.get("role", "table" if "mapping" in row else "document"),
                mapping=data(row.get("mapping")),
                replaces=row.get("replaces"),
            )
            for row in about["item"]
        ),
        explanations=data(about.get("explanations")),
        policy=data(about.get("policy")),
    )
