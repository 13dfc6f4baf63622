"""Reads the data files of this room: TOML for words, TSV for tables. Each is read once, when first asked for.

Nothing is read at import. Proved by tests/values/test_tables.py, which also checks that every file says its source.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Any

from aigaq.values.scripts import fold

Table = dict[str, Any]
_BROUGHT: dict[str, Table] = {}


@cache
def toml(name: str) -> Table:
    """The content of `data/<name>.toml`, or what was brought by that name; empty where there is neither."""
    if name in _BROUGHT:
        return _BROUGHT[name]
    file = resources.files("aigaq.values") / "data" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def bring(language: str, *, quantities: Table, dates: Table) -> str:
    """Words of a language that is not shipped; returns the name by which this room then knows it.

    What they leave out is as in `data/plain.quantities.toml` and `data/plain.dates.toml`: digits and ISO dates. The
    name holds a hash of the words, so that other words of the same language are another name.
    """
    words = {"quantities": _laid_over("plain.quantities", quantities), "dates": _laid_over("plain.dates", dates)}
    spoken = json.dumps(words, sort_keys=True, ensure_ascii=False, default=str)
    name = f"{language}+{hashlib.sha256(spoken.encode()).hexdigest()[:16]}"
    _BROUGHT.update({f"{kind}.{name}": table for kind, table in words.items()})
    return name


def _laid_over(name: str, table: Table) -> Table:
    """A table over a plain one: tables of tables are joined, everything else is replaced."""
    plain = toml(name)
    joined = {
        key: {**value, **table[key]} if isinstance(value, dict) and isinstance(table.get(key), dict) else value
        for key, value in plain.items()
    }
    return {**plain, **table, **{key: value for key, value in joined.items() if isinstance(value, dict)}}


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
