"""Reads the tables of this package: TOML for letters, endings, costs; TSV for what was counted. Each is read once.

Every file says its source, licence and reason; tests/people/names/test_tables.py holds them to it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@cache
def toml(name: str) -> dict[str, Any]:
    """The content of `data/<name>.toml`."""
    file = resources.files("aigaq.people.names") / "data" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def rows(name: str) -> Iterator[list[str]]:
    """The rows of `data/<name>.tsv` as cells, without comments and the header."""
    file = resources.files("aigaq.people.names") / "data" / f"{name}.tsv"
    lines = (line for line in file.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#"))
    next(lines)
    return (line.split("\t") for line in lines)


@dataclass(frozen=True, slots=True)
class Groups:
    """Letter groups and what each stands for; the longest group that fits is taken."""

    values: dict[str, str]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, values: dict[str, str]) -> Groups:
        """From a table; `$` at the end of a group binds it to the end of the word."""
        ordered = sorted(values, key=lambda group: (-len(group), group))
        spelled = (re.escape(group.removesuffix("$")) + ("$" if group.endswith("$") else "") for group in ordered)
        plain = {group.removesuffix("$"): value for group, value in values.items() if group.endswith("$")}
        return cls({**plain, **values}, re.compile("|".join(spelled)))

    def read(self, word: str) -> str:
        """The word with every group replaced; letters without a group stay."""
        return self.pattern.sub(lambda found: self.values[found[0]], word)


@dataclass(frozen=True, slots=True)
class System:
    """One way to write names: its letter groups, and the signs by which a token is known to follow it or not to."""

    id: str
    name: str
    groups: Groups
    needs: tuple[str, ...]
    excludes: tuple[str, ...]

    def fits(self, word: str) -> bool:
        """Whether the signs allow that the word is written so."""
        wanted = not self.needs or any(sign in word for sign in self.needs)
        return wanted and not any(sign in word for sign in self.excludes)


@cache
def systems(name: str) -> tuple[System, ...]:
    """The systems of `data/<name>.toml`, in its order."""
    letters: dict[str, dict[str, str]] = {}
    found = []
    for row in toml(name)["system"]:
        letters[row["id"]] = {**letters.get(row.get("base", ""), {}), **row["letters"]}
        groups = Groups.of(letters[row["id"]])
        found.append(System(row["id"], row["name"], groups, tuple(row.get("needs", ())), tuple(row.get("not", ()))))
    return tuple(found)
