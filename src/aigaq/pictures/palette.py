"""Colours and shapes of marks, read once from data/marks.toml.

Colours reach a drawing only as CSS custom properties with a fallback, so that the page's theme wins and a drawing
that stands alone is still right. Proved by tests/pictures/test_palette.py, which counts the contrasts.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class Colour(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A colour on light paper and on dark."""

    light: str
    dark: str


class Shape(Colour, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The shape of a side as path data, its lower half, and its colour."""

    shape: str
    half: str


class Fill(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a standing is drawn: body full or hollow; sign: half, slash, dot or none."""

    body: str
    sign: str = ""


class Whisker(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a qualifier is drawn; `turns` with the value axis or not."""

    turns: bool
    lines: str


class Palette(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of data/marks.toml."""

    paper: dict[str, Colour]
    ink: dict[str, Colour]
    line: dict[str, Colour]
    side: dict[str, Shape]
    standing: dict[str, Fill]
    whisker: dict[str, Whisker]
    estimate: dict[str, str]

    def colour(self, token: str) -> Colour:
        """The colour of a side, paper, ink or line by its name, which is also the name of its custom property."""
        for group in (self.side, self.ink, self.paper, self.line):
            if token in group:
                return group[token]
        return self.side["unknown"]


@cache
def palette() -> Palette:
    """The colours and shapes that ship with the package."""
    table = tomllib.loads(files(__package__).joinpath("data/marks.toml").read_text("utf-8"))
    return msgspec.convert(table, Palette)
