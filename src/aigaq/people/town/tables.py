"""Reads the data files of this room: TOML for rules and words, TSV for tables. Each is read once, when first asked for.

Proved by tests/people/town/test_tables.py, which also checks that every file says its source, licence and reason.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

Row = dict[str, str]


def text(file: str) -> str:
    """The text of a data file."""
    return (resources.files("aigaq.people.town") / "data" / file).read_text(encoding="utf-8")


@cache
def toml(name: str) -> dict[str, Any]:
    """The content of `data/<name>.toml`."""
    return tomllib.loads(text(f"{name}.toml"))


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of `data/<name>.tsv` by column; comments are left out."""
    lines = [line.split("\t") for line in text(f"{name}.tsv").splitlines() if line and not line.startswith("#")]
    return tuple(dict(zip(lines[0], line, strict=True)) for line in lines[1:])


def nothing(sign: str) -> str:
    """A cell that may stand for nothing."""
    return "" if sign == "_" else sign
