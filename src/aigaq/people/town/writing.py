"""How a keeper writes his rows: the order of names, capitals, initials, days and words, by the columns of his list.

Proved by tests/people/town/test_writing.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from aigaq.people.town import tables
from aigaq.people.town.naming import FEMALE
from aigaq.people.town.persons import Person
from aigaq.people.town.rates import List
from aigaq.people.town.spelling import spell, systems
from aigaq.people.town.telling import Day, Told


class Style:
    """One keeper's way of writing."""

    def __init__(self, about: List) -> None:
        self.header = [column[0] for column in about.columns]
        self._cells = [(column[1], column[2] if len(column) > 2 else "") for column in about.columns]
        self._words = tables.toml("words")[about.language]
        self._places = [_place(row, about.language) for row in tables.rows("places")]
        self._writers: dict[str, Callable[[Told, str], str]] = {
            "name": self._name,
            "surname": lambda told, _: told.surname or "",
            "given": lambda told, _: _shortened(told.given, told.initials),
            "patronymic": lambda told, _: _shortened(told.patronymic, told.initials),
            "sex": lambda told, _: self._word(told.sex),
            "birth": lambda told, how: _day(told.birth, how),
            "age": lambda told, _: "" if told.age is None else str(told.age),
            "death": lambda told, how: _day(_parts(told.death), how),
            "place": lambda told, _: "" if told.place is None else self._places[told.place],
            "status": lambda told, _: self._word(told.status),
            "cause": lambda told, _: self._word(told.cause),
            "note": lambda told, _: str(self._words["invented"]),
        }

    def row(self, told: Told, number: int, person: Person) -> list[str]:
        """The cells of a row."""
        own = {"number": str(number), "person": person.id}
        woman = person.sex == FEMALE
        return [
            own[what] if what in own else self._gendered(self._writers[what](told, how), woman)
            for what, how in self._cells
        ]

    def _word(self, code: str | None) -> str:
        return "" if code is None else str(self._words.get(code, code))

    def _gendered(self, text: str, woman: bool) -> str:
        man, _, other = text.partition("|")
        return other if woman and other else man

    def _name(self, told: Told, how: str) -> str:
        if told.surname is None:
            return str(self._words["no_name"])
        parts = list[str]()
        for part in how.split():
            text = getattr(told, part.lower())
            if text is not None:
                text = text if part.lower() == "surname" else _shortened(text, told.initials)
                parts.append(text.upper() if part.isupper() else text)
        return (
            " ".join(parts).replace(". ", ".")
            if told.initials and how.split()[0].lower() == "surname"
            else " ".join(parts)
        )


def _shortened(name: str | None, initials: bool) -> str:
    return "" if name is None else f"{name[0]}." if initials else name


def _place(row: tables.Row, language: str) -> str:
    """A place in a language; where it is not tabled, the last tabled spelling in the first Latin system."""
    tabled = [text for column, text in row.items() if column not in ("code", "share")]
    return row[language] if language in row else spell(tabled[-1], systems()[1])


def _parts(day: date | None) -> Day | None:
    return None if day is None else (day.year, day.month, day.day)


def _day(day: Day | None, how: str) -> str:
    if day is None:
        return ""
    if len(day) == 1 or how == "yyyy":
        return f"{day[0]:04}"
    year, month, of_month = day
    return how.replace("yyyy", f"{year:04}").replace("mm", f"{month:02}").replace("dd", f"{of_month:02}")
