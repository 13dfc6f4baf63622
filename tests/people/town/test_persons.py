"""The people: families, namesakes, fates and ages as the rates say, the same for the same seed."""

from collections import Counter, defaultdict

from aigaq.people.town.persons import Person, Town
from aigaq.people.town.rates import read_rates, shipped_rates

RATES = shipped_rates()


def people(count: int = 4000, seed: int = 1, text: str = "") -> list[Person]:
    rates = read_rates(text.encode(), where="-") if text else RATES
    return list(Town(rates, seed).persons(count))


PEOPLE = people()


def families(persons: list[Person]) -> dict[int, list[Person]]:
    made = defaultdict(list)
    for person in persons:
        made[person.family].append(person)
    return made


def test_the_same_seed_gives_the_same_and_more_persons_go_on_from_there() -> None:
    assert people(500) == PEOPLE[:500]
    assert people(500, seed=2) != PEOPLE[:500]


def test_numbers_run_from_one() -> None:
    assert [person.number for person in PEOPLE] == list(range(1, 4001))
    assert PEOPLE[6].id == "P0000007"


def test_a_family_shares_a_surname_and_no_two_share_a_given_name() -> None:
    for members in families(PEOPLE).values():
        assert len({(person.surname["ru"], person.sex) for person in members}) == len(
            {person.sex for person in members}
        )
        assert len({id(person.given) for person in members}) == len(members)


def test_children_share_the_father_who_may_be_among_them() -> None:
    fathers = 0
    for members in families(PEOPLE).values():
        sons = [person for person in members if person.sex == "male" and person.patronymic]
        called = {str(person.patronymic) for person in sons}
        if len(called) > 1:  # the father is among them, and is called after his own
            fathers += 1
            eldest = min(sons, key=lambda person: person.birth)
            others = [person for person in members if person is not eldest]
            assert min((person.birth - eldest.birth).days for person in others) >= 22 * 365
    assert fathers > 20


def test_twins_are_born_on_one_day() -> None:
    members = families(people(2000, text="[persons]\ntwins = 1.0\nparents = 0.0\nfamilies = [0.0, 1.0]")).values()
    assert all(one[0].birth == one[-1].birth for one in members)


def test_namesakes_beyond_chance() -> None:
    def repeated(persons: list[Person]) -> int:
        counts = Counter((str(one.surname), str(one.given), str(one.patronymic)) for one in persons)
        return sum(count - 1 for count in counts.values())

    assert repeated(people(2000, text="[persons]\nnamesakes = 0.3")) > 300 > 50 > repeated(people(2000))


def test_shares_are_those_of_the_rates() -> None:
    fates = Counter(person.status for person in PEOPLE)
    assert abs(fates["dead"] / 4000 - RATES.persons.status["dead"]) < 0.025  # three standard deviations
    women = sum(person.sex == "female" for person in PEOPLE)
    assert abs(women / 4000 - RATES.persons.women) < 0.035  # fathers are men


def test_who_died_died_when_it_happened_or_soon_after_and_has_an_age() -> None:
    start = RATES.event.start
    for person in PEOPLE:
        assert (person.death is not None) == (person.status == "dead")
        if person.death:
            assert 0 <= (person.death - start).days < RATES.event.days + 42
        assert person.birth < start
        on = person.death or start
        birthday = (on.month, on.day) >= (person.birth.month, person.birth.day)
        assert person.age == on.year - person.birth.year - (not birthday)
        assert 0 <= person.age <= 100
