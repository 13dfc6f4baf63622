"""How much one file may cost: data/budgets.toml, each number with its reason. Proved by tests/intake/test_budget.py."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Budgets:
    """What one file may cost; the meaning and the reason of each stand in the data file."""

    file: int
    text: int
    processor: int
    clock: int
    memory: int
    unpacked: int
    depth: int
    pages: int
    pieces: int
    files: int


@cache
def budgets() -> Budgets:
    """The budgets as shipped."""
    data = tomllib.loads((files("aigaq.intake") / "data" / "budgets.toml").read_text(encoding="utf-8"))
    return Budgets(**{name: row["value"] for name, row in data.items()})
