"""Keepers: the odds of being listed, copying, second rows and editions, each against its rate."""

from collections.abc import Mapping

import pytest

from aigaq.people.town import shipped_rates
from aigaq.people.town.keepers import Entry, Keeper
from aigaq.people.town.persons import Person
from aigaq.people.town.telling import Told
from tests.people.town.made import PERFECT, one_list, people, rates_of

PEOPLE = people()
EVENT = shipped_rates().event
NOBODY: Mapping[str, Told] = {}


def keeper(more: str = "") -> Keeper:
    return Keeper(one_list(more), EVENT, 1)


def entries(more: str = "") -> list[Entry]:
    own = keeper(more)
    return [entry for person in PEOPLE for entry in own.hears(person, NOBODY)]


def test_odds_multiply() -> None:
    own = keeper("[list.odds]\nfemale = 3.0\ndead = 2.0\n")
    for person in PEOPLE[:300]:
        odds = 1.0 * (3 if person.sex == "female" else 1) * (2 if person.status == "dead" else 1) * person.hidden
        assert own.chance(person) == pytest.approx(odds / (1 + odds))


def test_as_many_are_listed_as_the_chances_say() -> None:
    own = keeper()
    expected = sum(own.chance(person) for person in PEOPLE)
    listed = len(entries())
    assert abs(listed - expected) < 3 * (sum((p := own.chance(x)) * (1 - p) for x in PEOPLE)) ** 0.5


def test_odds_of_nought_keep_a_group_out() -> None:
    assert all(entry.person.sex == "male" for entry in entries("[list.odds]\nfemale = 0.0\n"))


def test_second_rows_are_of_the_same_person() -> None:
    twice = entries("[list.errors]\nduplicate = 1.0\n")
    assert all(one.person is other.person for one, other in zip(twice[::2], twice[1::2], strict=True))


def test_copying_takes_the_share_of_the_other_lists_rows() -> None:
    copier = PERFECT.replace('"perfect"', '"copier"').replace(
        "share = 0.5", "share = 0.001\ncopies = { perfect = 0.4 }"
    )
    source, other = (Keeper(one, EVENT, 1) for one in rates_of(PERFECT + copier).list)
    listed = copied = by_himself = 0
    for person in PEOPLE:
        first = list(source.hears(person, NOBODY))
        found = list(other.hears(person, {"perfect": first[0].told} if first else NOBODY))
        listed += bool(first)
        copied += bool(found and first)
        by_himself += bool(found and not first)
    assert abs(copied / listed - 0.4) < 0.05
    assert by_himself < 10


def test_one_edition_has_newest_rows_only() -> None:
    assert all(entry.earlier is None and entry.newest is not None for entry in entries())


def test_editions_add_change_and_drop_as_often_as_their_rates_say() -> None:
    found = entries("editions = { added = 0.2, changed = 0.1, dropped = 0.1 }\n[list.errors]\nno_patronymic = 0.5\n")
    size = len(found)
    added = sum(entry.earlier is None for entry in found)
    dropped = sum(entry.newest is None for entry in found)
    changed = sum(None not in (one.earlier, one.newest) and one.earlier != one.newest for one in found)
    assert abs(added / size - 0.2) < 0.04
    assert abs(dropped / size - 0.8 * 0.1) < 0.03
    assert 0 < changed / size < 0.8 * 0.9 * 0.1 + 0.02


def test_a_change_is_of_one_field() -> None:
    found = entries("editions = { added = 0.0, changed = 1.0, dropped = 0.0 }\n[list.errors]\ntyping = 0.5\n")
    fields = ("surname", "given", "patronymic", "birth", "age", "place", "cause")
    for entry in found:
        assert entry.earlier is not None and entry.newest is not None
        assert sum(getattr(entry.earlier, name) != getattr(entry.newest, name) for name in fields) <= 1


def test_who_stands_as_missing_first_is_dead_in_the_newest_edition() -> None:
    found = entries("editions = { added = 0.0, changed = 0.0, dropped = 0.0 }\n[list.errors]\nlate_status = 1.0\n")
    for entry in found:
        assert entry.earlier is not None and entry.newest is not None
        if entry.person.status == "dead":
            assert (entry.earlier.status, entry.newest.status) == ("missing", "dead")
            assert entry.earlier.death is None


def test_lists_depend_on_each_other_through_who_is_hard_to_find() -> None:
    text = PERFECT + PERFECT.replace('"perfect"', '"other"')
    one, other = (Keeper(about, EVENT, 1) for about in rates_of(text).list)

    def has(own: Keeper, person: Person) -> bool:
        return any(True for _ in own.hears(person, NOBODY))

    pairs = [(has(one, person), has(other, person)) for person in people(2000)]
    both = sum(a and b for a, b in pairs) / len(pairs)
    apart = (sum(a for a, _ in pairs) / len(pairs)) * (sum(b for _, b in pairs) / len(pairs))
    assert both > apart + 0.005
