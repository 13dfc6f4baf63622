"""The people of a town, family by family, as a stream: who they are, and what became of them.

A family shares surname, father and custom; in some the father himself is among them. Namesakes take the name of
somebody met not long before. Nothing is kept of the stream but the last few. Proved by tests/people/town/test_persons.py.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from aigaq.people.town import naming, tables
from aigaq.people.town.dice import Dice, Shares
from aigaq.people.town.naming import FEMALE, MALE, Given, Spelled, Surname, Tradition
from aigaq.people.town.rates import AGES, Rates

_REMEMBERED = 2000  # names from which a namesake takes one
_FATHER = (22, 40)  # years between a father and his eldest among them
_APART = (1, 9)  # years between brothers and sisters
_OLD = 95  # years that nobody exceeds whom the family brings in
_WEEKS = 42  # days within which the later deaths fall
_YEAR = 365.2425


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the town. `hidden` are odds of being found that no column tells of."""

    number: int
    family: int
    sex: str
    surname: Spelled
    given: Spelled
    patronymic: Spelled | None
    birth: date
    age: int
    death: date | None
    place: int
    status: str
    cause: str
    hidden: float

    @property
    def id(self) -> str:
        """What the truth column holds."""
        return f"P{self.number:07}"

    @property
    def stratum(self) -> tuple[str, str, str, int]:
        """Sex, group of age, fate, place: what the odds of a list go by."""
        group = next(name for name, before in AGES if self.age < before)
        return self.sex, group, self.status, self.place


@dataclass(frozen=True, slots=True)
class _Family:
    """What the members of a family share."""

    number: int
    tradition: Tradition
    surname: Surname
    father: Given
    custom: str
    place: int
    size: int


class Town:
    """Draws persons."""

    def __init__(self, rates: Rates, seed: int) -> None:
        people = rates.persons
        self._rates, self._dice = people, Dice(seed, "persons")
        self._event = rates.event
        self._traditions = Shares((naming.tradition(name), share) for name, share in people.traditions.items())
        self._sizes = Shares((number + 1, share) for number, share in enumerate(people.families))
        self._ages = Shares(((first, last), share) for first, last, share in people.ages)
        self._status = Shares(people.status.items())
        self._causes = Shares(people.causes.items())
        self._hidden = Shares((odds, share) for share, odds in people.hidden)
        self._places = Shares((at, float(row["share"])) for at, row in enumerate(tables.rows("places")))
        self._oldest = rates.event.start - timedelta(days=int(_OLD * _YEAR))
        self._met: deque[tuple[str, Spelled, Spelled, Spelled | None]] = deque(maxlen=_REMEMBERED)

    def persons(self, count: int) -> Iterator[Person]:
        """So many persons, numbered from 1."""
        number = family = 0
        while number < count:
            family += 1
            for person in self._members(self._family(family), number):
                if number == count:
                    return
                number += 1
                yield person

    def _family(self, number: int) -> _Family:
        dice, tradition = self._dice, self._traditions.draw(self._dice)
        surname, father = tradition.surname(dice), tradition.given(dice, MALE)
        size = self._sizes.draw(dice)
        return _Family(number, tradition, surname, father, tradition.custom(dice), self._places.draw(dice), size)

    def _members(self, family: _Family, before: int) -> Iterator[Person]:
        """The members, the youngest first and the father last; no two of them bear the same given name."""
        dice, borne = self._dice, set[Given]()
        birth = self._birth()
        headed = family.size > 1 and dice.chance(self._rates.parents)
        for at in range(family.size):
            born = self._before(birth, _FATHER)
            if headed and at == family.size - 1 and born > self._oldest:
                father = family.tradition.given(dice, MALE)
                yield self._person(family, before + at + 1, MALE, family.father, father, born)
                return
            sex = FEMALE if dice.chance(self._rates.women) else MALE
            given = family.tradition.given(dice, sex)
            while given in borne or given is family.father:
                given = family.tradition.given(dice, sex)
            borne.add(given)
            yield self._person(family, before + at + 1, sex, given, family.father, birth)
            if not dice.chance(self._rates.twins):
                birth = max(self._before(birth, _APART), self._oldest)

    def _person(self, family: _Family, number: int, sex: str, given: Given, father: Given, birth: date) -> Person:
        dice = self._dice
        names = (
            family.surname.by_sex[sex],
            given.spelled,
            family.tradition.patronymic(father, sex, family.custom),
        )
        if family.size == 1 and self._met and dice.chance(self._rates.namesakes):
            other = dice.pick(self._met)
            sex, names = other[0], other[1:]
        self._met.append((sex, *names))
        status = self._status.draw(dice)
        death = self._death() if status == "dead" else None
        on = death or self._event.start
        age = max(0, on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day)))
        cause, hidden = self._causes.draw(dice), self._hidden.draw(dice)
        return Person(number, family.number, sex, *names, birth, age, death, family.place, status, cause, hidden)

    def _birth(self) -> date:
        first, last = self._ages.draw(self._dice)
        years = self._dice.between(first, last) + self._dice.random()
        return self._event.start - timedelta(days=int(years * _YEAR) + 1)

    def _before(self, birth: date, years: tuple[int, int]) -> date:
        """Some years earlier."""
        return birth - timedelta(days=int((self._dice.between(*years) + self._dice.random()) * _YEAR))

    def _death(self) -> date:
        within = self._dice.below(self._event.days)
        if self._dice.chance(self._event.later):
            within = self._event.days + self._dice.below(_WEEKS)
        return self._event.start + timedelta(days=within)
