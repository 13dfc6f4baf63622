"""Fathers, sexes and stems, the same from every spelling."""

import pytest

from aigaq.people.names.endings import PATRONYMIC, SURNAME, apart, ending, father_stem
from aigaq.people.names.readings import readings

FATHERS = [
    (
        "kaben",
        "male",
        ["Кабенұлы", "Кабенулы", "Кабенович", "Kabenuly", "Kabenulı", "Kabenovich", "Kabenowitsch", "Kabenovitch"],
    ),
    (
        "kaben",
        "female",
        ["Кабенқызы", "Кабенкызы", "Кабеновна", "Kabenqyzy", "Kabenkyzy", "Kabenqızı", "Kabenovna", "Kabenowna"],
    ),
    ("serg", "male", ["Сергеевич", "Sergeevich", "Sergeyevich"]),
    ("serg", "female", ["Сергеевна", "Sergeyevna"]),
    ("il", "male", ["Ильич", "Ilyich", "Ilich"]),
    ("il", "female", ["Ильинична", "Ilinichna"]),
    ("lv", "male", ["Львович", "Lvovich"]),
    ("nur", "male", ["Нуриұлы", "Нуриевич", "Nuriuly"]),
    ("samed", "male", ["Самедоглы", "Самедоғлы", "Samedoglu", "Samedogly"]),
]


@pytest.mark.parametrize(("father", "sex", "spellings"), FATHERS)
def test_patronymics(father: str, sex: str, spellings: list[str]) -> None:
    for spelling in spellings:
        told = [ending(reading) for reading in readings(spelling)]
        assert (father, sex) in {(one.stem, one.sex) for one in told if one.kind == PATRONYMIC}, spelling


@pytest.mark.parametrize(
    ("name", "stem"), [("sergei", "serg"), ("ilia", "il"), ("nuri", "nur"), ("kaben", "kaben"), ("li", "li")]
)
def test_a_father_is_named_as_his_childrens_patronymics_show_him(name: str, stem: str) -> None:
    assert father_stem(name) == stem


@pytest.mark.parametrize(
    ("name", "stem", "sex"),
    [
        ("kaipov", "kaipov", "male"),
        ("kaipova", "kaipov", "female"),
        ("seraleva", "seralev", "female"),
        ("ozerski", "ozerski", "male"),
        ("ozerskaia", "ozerski", "female"),
        ("sorokin", "sorokin", None),
        ("sorokina", "sorokin", "female"),
    ],
)
def test_surnames_have_a_form_both_sexes_share(name: str, stem: str, sex: str | None) -> None:
    told = ending(name)
    assert (told.kind, told.stem, told.sex) == (SURNAME, stem, sex)


@pytest.mark.parametrize("name", ["askar", "eva", "pauli", "ovic", "lev", "rov", ""])
def test_what_is_too_short_for_an_ending_has_none(name: str) -> None:
    assert ending(name).kind == ""


def test_words_written_apart() -> None:
    assert apart("uli") == apart("ogli") == "male"
    assert apart("kizi") == "female"
    assert apart("askar") is None
