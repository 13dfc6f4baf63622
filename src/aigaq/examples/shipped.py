"""A shipped example: its text, and what is to be said of it. Proved by tests/cli/test_demo.py."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePosixPath


@dataclass(frozen=True, slots=True)
class Example:
    """One case as data.

    `description` has the fields of an item's description as the options of `aigaq add` name them; `text` is the
    file's bytes.
    """

    name: str
    title: str
    languages: tuple[str, ...]
    file: str
    text: bytes
    description: dict[str, str]


def load(name: str = "made-up-bulletin") -> Example:
    """The shipped example of this name."""
    folder = files("aigaq.examples").joinpath(str(PurePosixPath(name)))
    about = tomllib.loads(folder.joinpath("example.toml").read_text(encoding="utf-8"))
    return Example(
        name=name,
        title=about["title"],
        languages=tuple(about["languages"]),
        file=about["file"],
        text=folder.joinpath(about["file"]).read_bytes(),
        description=dict(about["description"]),
    )
