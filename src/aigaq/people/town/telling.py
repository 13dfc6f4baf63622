"""What a keeper takes down of one person: spelled his way, with what he does not know left out, and with mistakes.

Mistakes of fact (a wrong year) belong to what is told and travel with a copy; mistakes of the hand come with every
writing. Proved by tests/people/town/test_telling.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from aigaq.people.town import mistakes, spelling, tables
from aigaq.people.town.dice import Dice, Shares
from aigaq.people.town.naming import Spelled
from aigaq.people.town.naming import spelling as spelled_in
from aigaq.people.town.persons import Person
from aigaq.people.town.rates import ALIVE, List
from aigaq.people.town.spelling import OWN, spell

Thing = TypeVar("Thing")
Day = tuple[int, int, int] | tuple[int]
"""Year, month, day as written down, which need be no day of the calendar; or the year alone."""


@dataclass(frozen=True, slots=True)
class Told:
    """One row as its keeper holds it. None is not known; a row without a name has `surname` and `given` None."""

    surname: str | None
    given: str | None
    patronymic: str | None
    letters: str
    sex: str | None
    birth: Day | None
    age: int | None
    death: date | None
    place: int | None
    status: str | None
    cause: str | None
    initials: bool = False


class Teller:
    """How one keeper takes down persons."""

    def __init__(self, about: List, event: date, dice: Dice) -> None:
        self._errors, self._dice, self._event = about.errors, dice, event
        self._what = frozenset(column[1] for column in about.columns)
        self._years_only = any(column[1:] == ("birth", "yyyy") for column in about.columns)
        self._spellings = Shares(((language, letters), share) for language, letters, share in about.spellings)
        self._wrong_status = (ALIVE, "dead", "missing", "injured")
        self._places = len(tables.rows("places"))

    def tell(self, person: Person) -> Told:
        """The row of a person, first hand."""
        dice, errors = self._dice, self._errors
        language, letters = self._spellings.draw(dice)
        nameless = dice.chance(errors.nameless)
        birth = self._birth(person)
        told = Told(
            surname=None if nameless else self._first_hand(person.surname, language, letters),
            given=None if nameless else self._first_hand(person.given, language, letters),
            patronymic=None if nameless else self._patronymic(person, language, letters),
            letters=letters,
            sex=self._known("sex", person.sex),
            birth=birth,
            age=self._age(person.age),
            death=self._death(person),
            place=self._place(person),
            status=self._status(person),
            cause=self._known("cause", person.cause) if person.status == "dead" else None,
            initials=not nameless and dice.chance(errors.initials),
        )
        return self._swapped(told)

    def retell(self, told: Told, person: Person) -> Told:
        """The row of another keeper's row: his facts, his mistakes, his words in our letters, and our slips on top."""
        _, letters = self._spellings.draw(self._dice)
        again = None if told.letters == OWN or letters != OWN else self.tell(person)
        named = again or replace(
            told,
            surname=self._second_hand(told.surname, told.letters, letters),
            given=self._second_hand(told.given, told.letters, letters),
            patronymic=self._second_hand(told.patronymic, told.letters, letters),
        )
        if told.surname is None:
            named = told
        birth = told.birth if "birth" in self._what else None
        return replace(
            told,
            surname=named.surname,
            given=named.given,
            patronymic=named.patronymic,
            letters=letters if told.letters == OWN or again else told.letters,
            sex=told.sex if "sex" in self._what else None,
            birth=birth[:1] if birth and self._years_only else birth,
            age=self._age_of(told),
            death=told.death if "death" in self._what else None,
            place=told.place if "place" in self._what else None,
            status=told.status if "status" in self._what else None,
            cause=told.cause if "cause" in self._what else None,
        )

    def _first_hand(self, name: Spelled, language: str, letters: str) -> str:
        return self._slips(spell(spelled_in(name, language), letters))

    def _second_hand(self, text: str | None, before: str, letters: str) -> str | None:
        if text is None:
            return None
        return self._slips(spell(text, letters) if before == spelling.OWN else text)

    def _slips(self, word: str) -> str:
        dice, errors = self._dice, self._errors
        if dice.chance(errors.sound):
            word = mistakes.sound(dice, word)
        if dice.chance(errors.typing):
            word = mistakes.typing(dice, word)
        if dice.chance(errors.lookalike):
            word = mistakes.lookalike(dice, word)
        return word

    def _patronymic(self, person: Person, language: str, letters: str) -> str | None:
        if person.patronymic is None or self._dice.chance(self._errors.no_patronymic):
            return None
        return self._first_hand(person.patronymic, language, letters)

    def _swapped(self, told: Told) -> Told:
        if told.surname is None or not self._dice.chance(self._errors.swapped):
            return told
        return replace(told, surname=told.given, given=told.surname)

    def _known(self, what: str, thing: Thing) -> Thing | None:
        if what not in self._what or self._dice.chance(self._errors.missing.get(what, 0.0)):
            return None
        return thing

    def _birth(self, person: Person) -> Day | None:
        dice, errors, born = self._dice, self._errors, self._known("birth", person.birth)
        if born is None:
            return None
        year, month, day = born.year, born.month, born.day
        if dice.chance(errors.wrong_digit):
            year = mistakes.wrong_digit(dice, year)
        if self._years_only or dice.chance(errors.year_only):
            return (year,)
        if dice.chance(errors.day_month):
            month, day = (day, month) if day <= 12 else (month, day)
        return year, month, day

    def _age(self, age: int) -> int | None:
        dice, errors, known = self._dice, self._errors, self._known("age", age)
        if known is None:
            return None
        if dice.chance(errors.age_off):
            known = max(0, known + (1 if dice.chance(0.5) else -1))
        return 5 * ((known + 2) // 5) if dice.chance(errors.age_round) else known

    def _age_of(self, told: Told) -> int | None:
        if "age" not in self._what or told.age is not None or told.birth is None:
            return told.age if "age" in self._what else None
        on = told.death or self._event
        year, *rest = told.birth
        return max(0, on.year - year - (tuple(rest) > (on.month, on.day)))

    def _death(self, person: Person) -> date | None:
        died = None if person.death is None else self._known("death", person.death)
        if died is not None and self._dice.chance(self._errors.death_off):
            return died + timedelta(days=1 if self._dice.chance(0.5) else -1)
        return died

    def _place(self, person: Person) -> int | None:
        if self._dice.chance(self._errors.wrong_place):
            return self._known("place", self._dice.below(self._places))
        return self._known("place", person.place)

    def _status(self, person: Person) -> str | None:
        if self._dice.chance(self._errors.wrong_status):
            return self._known("status", self._dice.pick(self._wrong_status))
        return self._known("status", person.status)
