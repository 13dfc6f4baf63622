"""Names: the customs by hand, and Russian patronymics and surnames held against the dictionary of pymorphy3."""

from collections import Counter

import pymorphy3
import pytest

from aigaq.people.town import naming, tables
from aigaq.people.town.dice import Dice
from aigaq.people.town.naming import FEMALE, MALE, Given, spelling, tradition


def given_of(language: str, name: str) -> Given:
    row = next(row for row in tables.rows(f"given.{language}") if row[language] == name and row["sex"] == MALE)
    spelled: dict[str, str] = {column: row[column] for column in ("kk", "ru") if column in row}
    return Given(spelled, {MALE: row.get("son", ""), FEMALE: row.get("daughter", "")})


@pytest.mark.parametrize(
    ("language", "father", "custom", "son", "daughter"),
    [
        ("kk", "Серік", "uly", {"kk": "Серікұлы", "ru": "Серикулы"}, {"kk": "Серікқызы", "ru": "Серикқызы"}),
        ("kk", "Серік", "ovich", {"kk": "Серікович", "ru": "Серикович"}, {"kk": "Серіковна", "ru": "Сериковна"}),
        ("kk", "Абай", "ovich", {"kk": "Абаевич", "ru": "Абаевич"}, {"kk": "Абаевна", "ru": "Абаевна"}),
        ("kk", "Мұса", "ovich", {"kk": "Мұсаевич", "ru": "Мусаевич"}, {"kk": "Мұсаевна", "ru": "Мусаевна"}),
        ("kk", "Әли", "ovich", {"kk": "Әлиевич", "ru": "Алиевич"}, {"kk": "Әлиевна", "ru": "Алиевна"}),
        ("ru", "Игорь", "ovich", {"ru": "Игоревич"}, {"ru": "Игоревна"}),
        ("ru", "Дмитрий", "ovich", {"ru": "Дмитриевич"}, {"ru": "Дмитриевна"}),
        ("ru", "Григорий", "ovich", {"ru": "Григорьевич"}, {"ru": "Григорьевна"}),
        ("ru", "Илья", "ovich", {"ru": "Ильич"}, {"ru": "Ильинична"}),
    ],
)
def test_what_a_child_is_called(
    language: str, father: str, custom: str, son: dict[str, str], daughter: dict[str, str]
) -> None:
    name = given_of(language, father)
    expected = {one: text.replace("қызы", "кызы") if one == "ru" else text for one, text in daughter.items()}
    assert tradition(language).patronymic(name, MALE, custom) == son
    assert tradition(language).patronymic(name, FEMALE, custom) == expected


def test_who_bears_no_patronymic_has_none() -> None:
    assert tradition("kk").patronymic(given_of("kk", "Серік"), MALE, "none") is None


def test_russian_patronymics_and_surnames_are_those_of_the_dictionary() -> None:
    words = pymorphy3.MorphAnalyzer()

    def known(word: str, tag: str, sex: str) -> bool:
        gender = "masc" if sex == MALE else "femn"
        return any({tag, gender} <= set(one.tag.grammemes) and one.is_known for one in words.parse(word.lower()))

    unknown = [
        row[sex] for row in tables.rows("surnames.ru") for sex in naming.SEXES if not known(row[sex], "Surn", sex)
    ]
    for row in tables.rows("given.ru"):
        if row["sex"] == MALE:
            for sex in naming.SEXES:
                made = tradition("ru").patronymic(given_of("ru", row["ru"]), sex, "ovich")
                assert made is not None
                if not known(made["ru"], "Patr", sex):
                    unknown.append(made["ru"])
    assert unknown == []


def test_a_surname_is_one_for_a_man_and_a_woman_of_a_family() -> None:
    dice = Dice(1)
    for _ in range(500):
        surname = tradition("kk").surname(dice)
        for language in ("kk", "ru"):
            man, woman = (surname.by_sex[sex][language] for sex in (MALE, FEMALE))
            assert woman in (man, man + "а")
            assert not man.endswith("ыов")


def test_common_names_are_commoner() -> None:
    dice = Dice(1)
    counts = Counter(spelling(tradition("kk").given(dice, MALE).spelled, "kk") for _ in range(20_000))
    assert counts["Нұрлан"] > 3 * counts["Қасым"]
    assert len(counts) == sum(row["sex"] == MALE for row in tables.rows("given.kk"))


def test_a_language_without_a_spelling_takes_the_one_there_is() -> None:
    assert spelling({"ru": "Ольга"}, "kk") == "Ольга"
    assert naming.languages() == ("kk", "ru")
