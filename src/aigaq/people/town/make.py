"""Makes a town: lists by several keepers, the truth, and a page about them. The verb of this room.

    README.md                       what this is, invented, and how to use it
    lists/invented-<list>.csv       the newest edition of each list; column `person` is the truth
    earlier/invented-<list>-1.csv   the edition before it, where a list has two
    truth/invented-persons.csv      every person, also those on no list
    truth/truth.json                how many there are, and how many are on which lists

Persons stream through, nothing grows with their number: rows are put into disorder in a buffer of fixed size. The
same rates and seed give the same bytes. Proved by tests/people/town/test_make.py.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aigaq.errors import os_error
from aigaq.people.town.about import readme
from aigaq.people.town.dice import Dice, Mixed
from aigaq.people.town.keepers import Entry, Keeper
from aigaq.people.town.naming import languages, spelling
from aigaq.people.town.persons import Person, Town
from aigaq.people.town.rates import List, Rates
from aigaq.people.town.spelling import spell, systems
from aigaq.people.town.tables import rows as table
from aigaq.people.town.telling import Told
from aigaq.people.town.writing import Style

if TYPE_CHECKING:
    from _csv import Writer

ROOM = 10_000  # rows of a list that are held to put them into disorder
FORMAT = "aigaq made-up town 1"
LISTS, EARLIER, TRUTH = "lists", "earlier", "truth"


@dataclass
class Tally:
    """What came of one list."""

    rows: int = 0
    persons: int = 0
    second_rows: int = 0
    nameless: int = 0
    editions: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Made:
    """A town on disk. `histories`: "101" (on the first and the third list) → how many persons; `dead`: of the dead."""

    persons: int
    lists: dict[str, Tally]
    histories: dict[str, int]
    dead: dict[str, int]

    @property
    def on_no_list(self) -> int:
        """How many persons are on no list."""
        return self.histories.get("0" * len(self.lists), 0)

    def truth(self, seed: int) -> dict[str, Any]:
        """What truth.json holds."""
        none = "0" * len(self.lists)
        return {
            "format": FORMAT,
            "invented": True,
            "seed": seed,
            "persons": self.persons,
            "on_no_list": self.on_no_list,
            "dead": sum(self.dead.values()),
            "dead_on_no_list": self.dead.get(none, 0),
            "lists": [
                {
                    "name": name,
                    "rows": one.rows,
                    "persons": one.persons,
                    "second_rows": one.second_rows,
                    "without_name": one.nameless,
                    **({"editions": dict(sorted(one.editions.items()))} if one.editions else {}),
                }
                for name, one in self.lists.items()
            ],
            "histories": {"all": self.histories, "dead": self.dead},
        }


Progress = Callable[[int, int], None]


def make(folder: Path, rates: Rates, *, persons: int, seed: int, progress: Progress | None = None) -> Made:
    """Write a town of so many persons into a folder that exists and is empty.

    Raises:
        StorageError: the disk refuses.
    """
    try:
        with ExitStack() as stack:
            made = _write(_Files(folder, stack), rates, persons, seed, progress)
        _text(folder / TRUTH / "truth.json", json.dumps(made.truth(seed), ensure_ascii=False, indent=2) + "\n")
        _text(folder / "README.md", readme(rates, made.truth(seed)))
    except OSError as error:
        raise os_error(error, where=folder) from error
    return made


class _Files:
    """Opens the tables of a town."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        for name in (LISTS, EARLIER, TRUTH):
            (folder / name).mkdir()

    def table(self, path: str, header: list[str]) -> Writer:
        """A CSV file with its header written."""
        file = self._stack.enter_context((self._folder / path).open("w", encoding="utf-8", newline=""))
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        return writer


class _Written:
    """One list on its way to disk."""

    def __init__(self, about: List, files: _Files, seed: int) -> None:
        self.tally, self._style, self._number = Tally(), Style(about), 0
        self._mixed = Mixed[Entry](Dice(seed, "order", about.name), ROOM)
        self._newest = files.table(f"{LISTS}/invented-{about.name}.csv", self._style.header)
        self._earlier = None
        if about.editions is not None:
            self._earlier = files.table(f"{EARLIER}/invented-{about.name}-1.csv", self._style.header)

    def take(self, entries: list[Entry]) -> None:
        """The rows of one person."""
        self.tally.persons += 1
        self.tally.second_rows += len(entries) - 1
        for entry in entries:
            self._put(self._mixed.push(entry))

    def finish(self) -> None:
        """Write what is still held."""
        self._put(self._mixed.rest())

    def _put(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self._number += 1
            before, now = (self._row(told, entry.person) for told in (entry.earlier, entry.newest))
            if now is not None:
                self._newest.writerow(now)
                self.tally.rows += 1
                self.tally.nameless += entry.told.surname is None
            if self._earlier is not None:
                if before is not None:
                    self._earlier.writerow(before)
                self.tally.editions[_fate(before, now)] += 1

    def _row(self, told: Told | None, person: Person) -> list[str] | None:
        return None if told is None else self._style.row(told, self._number, person)


def _fate(before: list[str] | None, now: list[str] | None) -> str:
    if before is None or now is None:
        return "dropped" if now is None else "added"
    return "same" if before == now else "changed"


def _write(files: _Files, rates: Rates, persons: int, seed: int, progress: Progress | None) -> Made:
    keepers = [Keeper(one, rates.event, seed) for one in rates.list]
    written = [_Written(one, files, seed) for one in rates.list]
    register = files.table(f"{TRUTH}/invented-persons.csv", _register_header())
    histories, dead = Counter[str](), Counter[str]()
    for person in Town(rates, seed).persons(persons):
        others: dict[str, Told] = {}
        for keeper, one in zip(keepers, written, strict=True):
            entries = list(keeper.hears(person, others))
            if entries:
                others[keeper.about.name] = entries[0].told
                one.take(entries)
        history = "".join("1" if keeper.about.name in others else "0" for keeper in keepers)
        histories[history] += 1
        dead[history] += person.status == "dead"
        register.writerow(_register_row(person, others))
        if progress is not None and person.number % 1000 == 0:
            progress(person.number, persons)
    for one in written:
        one.finish()
    tallies = {keeper.about.name: one.tally for keeper, one in zip(keepers, written, strict=True)}
    return Made(persons, tallies, dict(sorted(histories.items())), dict(sorted((+dead).items())))


def _register_header() -> list[str]:
    names = [f"name {language}" for language in (*languages(), systems()[1])]
    return ["person", "family", *names, "sex", "birth", "death", "place", "status", "cause", "lists", "note"]


def _register_row(person: Person, lists: Iterable[str]) -> list[str]:
    names = [_full_name(person, language) for language in languages()]
    latin = " ".join(spell(word, systems()[1]) for word in names[-1].split())
    place = table("places")[person.place]["code"]
    death = "" if person.death is None else person.death.isoformat()
    facts = [person.sex, person.birth.isoformat(), death, place, person.status, person.cause if death else ""]
    return [person.id, str(person.family), *names, latin, *facts, " ".join(lists), "invented"]


def _full_name(person: Person, language: str) -> str:
    parts = (person.surname, person.given, person.patronymic)
    return " ".join(spelling(part, language) for part in parts if part is not None)


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
