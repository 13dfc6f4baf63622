"""Reads the data files of this room: TOML for words, TSV for tables. Each is read once, when first asked for.

Nothing is read at import. Proved by tests/values/test_tables.py, which also checks that every file says its source.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Any

from aigaq.values.scripts import fold

Table = dict[str, Any]


@cache
def toml(name: str) -> Table:
    """The content of `data/<name>.toml`; empty where there is no such file."""
    file = resources.files("aigaq.values") / "data" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def rows(name: str) -> Iterator[list[str]]:
    """The rows of `data/<name>.tsv` as cells, comments and the header row left out."""
    file = resources.files("aigaq.values") / "data" / f"{name}.tsv"
    lines = (line for line in file.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#"))
    next(lines)
    return (line.split("\t") for line in lines)


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first; a space stands for any run of spaces."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


def key(text: str) -> str:
    """A form as the tables are looked up: folded, one space for any run; the letters that `re` takes for an i as i."""
    return " ".join(fold(text).replace("\u0307", "").replace("ı", "i").split())
