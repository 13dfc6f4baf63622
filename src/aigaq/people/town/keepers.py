"""A keeper: whom he hears of, whose list he copies from, which rows he has twice, and what his editions say.

The odds of being listed are those of the list times those of the person's sex, age, fate and place, times the hidden
odds that all lists share: so lists depend on each other twice, through who is hard to find and through copying.
Proved by tests/people/town/test_keepers.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace

from aigaq.people.town import tables
from aigaq.people.town.dice import Dice
from aigaq.people.town.persons import Person
from aigaq.people.town.rates import Event, List
from aigaq.people.town.telling import Teller, Told

_CHANGING = ("given", "surname", "patronymic", "birth", "age", "place", "cause")
"""What a later edition puts right, or gets wrong anew; one of them in a row."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list through its editions: None where an edition does not have it.

    A list of one edition has `newest` only.
    """

    person: Person
    earlier: Told | None
    newest: Told | None

    @property
    def told(self) -> Told:
        """The row as somebody else would find it."""
        told = self.newest or self.earlier
        assert told is not None
        return told


class Keeper:
    """One list and who keeps it."""

    def __init__(self, about: List, event: Event, seed: int) -> None:
        self.about = about
        self._dice = Dice(seed, "list", about.name)
        self._teller = Teller(about, event.start, self._dice)
        self._odds: dict[tuple[str, str, str, int], float] = {}

    def hears(self, person: Person, others: Mapping[str, Told]) -> Iterator[Entry]:
        """The rows he has of a person, mostly none or one. `others`: how the lists before his tell of the person."""
        told = self._learned(person, others)
        if told is None:
            return
        yield self._entry(person, told)
        if self._dice.chance(self.about.errors.duplicate):
            yield self._entry(person, self._teller.tell(person))

    def chance(self, person: Person) -> float:
        """How likely he hears of a person himself."""
        odds = self._stratum_odds(person) * person.hidden
        return odds / (1 + odds)

    def _learned(self, person: Person, others: Mapping[str, Told]) -> Told | None:
        if self._dice.chance(self.chance(person)):
            return self._teller.tell(person)
        for name, share in self.about.copies.items():
            if name in others and self._dice.chance(share):
                return self._teller.retell(others[name], person)
        return None

    def _stratum_odds(self, person: Person) -> float:
        stratum = person.stratum
        if stratum not in self._odds:
            *labels, place = stratum
            odds = self.about.share / (1 - self.about.share)
            for label in (*labels, tables.rows("places")[place]["code"]):
                odds *= self.about.odds.get(label, 1.0)
            self._odds[stratum] = odds
        return self._odds[stratum]

    def _entry(self, person: Person, told: Told) -> Entry:
        dice, editions = self._dice, self.about.editions
        late = told.status == "dead" and dice.chance(self.about.errors.late_status)
        before = replace(told, status="missing", death=None, cause=None) if late else told
        if editions is None:
            return Entry(person, None, before)
        if dice.chance(editions.added):
            return Entry(person, None, told)
        if dice.chance(editions.dropped):
            return Entry(person, before, None)
        return Entry(person, before, self._changed(person, told) if dice.chance(editions.changed) else told)

    def _changed(self, person: Person, told: Told) -> Told:
        """One field told anew."""
        anew = self._teller.tell(person)
        if told.surname is None or anew.surname is None:
            return anew
        names = [one.name for one in fields(Told) if getattr(anew, one.name) != getattr(told, one.name)]
        changing = [name for name in _CHANGING if name in names and getattr(anew, name) is not None]
        return (
            replace(told, **{name: getattr(anew, name) for name in [self._dice.pick(changing)]}) if changing else told
        )
