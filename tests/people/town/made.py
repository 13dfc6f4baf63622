"""Towns for the tests: rates of one list as asked, and a town on disk. Everybody in them is invented."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from aigaq.people.town import make, read_rates, shipped_rates
from aigaq.people.town.persons import Person, Town
from aigaq.people.town.rates import List, Rates

PERFECT = """
[[list]]
name = "perfect"
keeper = "Nobody (invented)"
language = "ru"
share = 0.5
spellings = [["ru", "own", 1.0]]
columns = [
  ["no", "number"], ["name", "name", "SURNAME given patronymic"], ["sex", "sex"], ["birth", "birth", "dd.mm.yyyy"],
  ["age", "age"], ["death", "death", "yyyy-mm-dd"], ["place", "place"], ["status", "status"], ["cause", "cause"],
  ["note", "note"], ["person", "person"],
]
"""


def rates_of(text: str) -> Rates:
    """Rates of a file with this text."""
    return read_rates(text.encode(), where="test.toml")


def one_list(more: str = "") -> List:
    """The list without mistakes, and what the text adds to it."""
    return rates_of(PERFECT + more).list[0]


@cache
def people(count: int = 2000) -> tuple[Person, ...]:
    """The first persons of the shipped town."""
    return tuple(Town(shipped_rates(), 1).persons(count))


def town(folder: Path, persons: int = 400, *, seed: int = 1, rates: Rates | None = None) -> Path:
    """A town on disk; returns its folder."""
    folder.mkdir(parents=True)
    make(folder, rates or shipped_rates(), persons=persons, seed=seed)
    return folder


def rows_of(path: Path) -> list[Mapping[str, str]]:
    """The rows of a list by column."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
