"""What is taken down: without rates the truth, with a rate of one the mistake in every row, and copies that carry it."""

from datetime import date

import msgspec
import pytest

from aigaq.people.town.dice import Dice
from aigaq.people.town.persons import Person
from aigaq.people.town.rates import List
from aigaq.people.town.spelling import spell
from aigaq.people.town.telling import Teller, Told
from tests.people.town.made import one_list, people

START = date(2019, 3, 14)
DEAD = [person for person in people() if person.status == "dead" and person.patronymic]


def teller(more: str = "", *, seed: int = 1) -> Teller:
    return Teller(one_list(more), START, Dice(seed, "test"))


def tell(person: Person, errors: str = "") -> Told:
    return teller(f"[list.errors]\n{errors}\n").tell(person)


def test_without_mistakes_it_is_the_truth() -> None:
    for person in DEAD[:200]:
        told = tell(person)
        assert person.patronymic is not None
        names = (person.surname["ru"], person.given["ru"], person.patronymic["ru"])
        assert (told.surname, told.given, told.patronymic) == names
        assert told.birth == (person.birth.year, person.birth.month, person.birth.day)
        facts = (person.sex, person.age, person.death, person.place, person.status, person.cause)
        assert (told.sex, told.age, told.death, told.place, told.status, told.cause) == facts


@pytest.mark.parametrize("person", DEAD[:20], ids=lambda person: person.id)
def test_each_mistake_is_made_where_its_rate_is_one(person: Person) -> None:
    true = tell(person)
    assert tell(person, "swapped = 1.0").surname == true.given
    assert tell(person, "no_patronymic = 1.0").patronymic is None
    assert tell(person, "initials = 1.0").initials
    assert tell(person, "nameless = 1.0").surname is None
    assert tell(person, "year_only = 1.0").birth == (person.birth.year,)
    assert tell(person, "wrong_digit = 1.0").birth != true.birth
    assert abs((tell(person, "age_off = 1.0").age or 0) - person.age) == 1
    assert (tell(person, "age_round = 1.0").age or 0) % 5 == 0
    died = tell(person, "death_off = 1.0").death
    assert died is not None and person.death is not None and abs((died - person.death).days) == 1
    turned = tell(person, "day_month = 1.0").birth
    day = (person.birth.day, person.birth.month)
    assert turned == ((person.birth.year, *day) if day[0] <= 12 else true.birth)
    for field in ("sex", "birth", "age", "death", "place", "status", "cause"):
        assert getattr(tell(person, f"missing = {{ {field} = 1.0 }}"), field) is None


def test_words_are_mistaken_as_often_as_the_rate_says() -> None:
    own = teller("[list.errors]\ntyping = 0.3\n")
    wrong = sum(own.tell(person).given != person.given["ru"] for person in DEAD)
    expected = 0.3 * len(DEAD)
    assert 0.8 * expected - 60 < wrong <= expected + 60  # a letter swapped with its equal leaves the word as it was


def test_a_status_may_be_the_opposite() -> None:
    own = teller("[list.errors]\nwrong_status = 1.0\n")
    assert {own.tell(person).status for person in DEAD[:100]} == {"alive", "dead", "missing", "injured"}


def test_a_copy_carries_mistakes_of_fact_and_of_the_hand_into_other_letters() -> None:
    person = DEAD[0]
    source = tell(person, "wrong_digit = 1.0\ntyping = 1.0")
    latin = Teller(latin_list(), START, Dice(1)).retell(source, person)
    assert source.surname is not None
    assert latin.surname == spell(source.surname, "press")
    assert latin.birth == source.birth
    assert latin.letters == "press"
    same = teller().retell(source, person)
    assert (same.surname, same.given, same.birth) == (source.surname, source.given, source.birth)


def test_what_a_latin_list_says_is_spelled_anew_in_other_letters() -> None:
    person = DEAD[0]
    latin = Teller(latin_list(), START, Dice(1)).tell(person)
    assert teller().retell(latin, person).surname == person.surname["ru"]


def test_a_copier_holds_only_what_his_columns_hold() -> None:
    person = DEAD[0]
    columns = (("name", "name", "given surname"), ("age", "age"))
    told = Teller(msgspec.structs.replace(latin_list(), columns=columns), START, Dice(1)).retell(tell(person), person)
    assert (told.sex, told.birth, told.death, told.place, told.status, told.cause) == (None,) * 6
    assert told.age == person.age


def test_an_age_is_reckoned_from_a_birth_date() -> None:
    person = DEAD[0]
    source = tell(person, "missing = { age = 1.0 }")
    assert teller().retell(source, person).age == person.age


def latin_list() -> List:
    return msgspec.structs.replace(one_list(), spellings=(("ru", "press", 1.0),))
