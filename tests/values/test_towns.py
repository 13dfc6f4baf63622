"""Towns of the world: a name in whatever case it stands, and the countries that have one of that name."""

import pytest

from aigaq.values import tables
from aigaq.values.towns import Towns


@pytest.mark.parametrize(
    ("words", "language", "name", "country"),
    [
        ("Musoma", "en", "Musoma", "tz"),
        ("Thies", "en", "Thies", "sn"),
        ("Jilin", "en", "Jilin", "cn"),
        ("Казанлыке", "ru", "Казанлык", "bg"),
        ("Перми", "ru", "Пермь", "ru"),
        ("Уфе", "ru", "Уфа", "ru"),
        ("Чачакта", "kk", "Чачак", "rs"),
        ("Сальтадағы", "kk", "Сальта", "ar"),
    ],
)
def test_a_town_is_known_in_every_case(words: str, language: str, name: str, country: str) -> None:
    town = Towns.shipped().find(words, language)
    assert town is not None
    assert town.name == name
    assert max(town.countries, key=lambda code: town.countries[code]) == country


@pytest.mark.parametrize(("words", "language"), [("Zarnovia", "en"), ("Police", "en"), ("Полиции", "ru"), ("", "en")])
def test_what_is_no_town_is_none(words: str, language: str) -> None:
    assert Towns.shipped().find(words, language) is None


def test_the_shares_of_a_name_that_many_have_are_parts_of_one() -> None:
    town = Towns.shipped().find("Victoria", "en")
    assert town is not None
    assert len(town.countries) > 3
    assert sum(town.countries.values()) == pytest.approx(1)


def test_every_row_names_countries_of_the_gazetteer_and_weighs_them() -> None:
    known = {row[0] for row in tables.rows("places.countries")}
    for name, countries in tables.rows("towns"):
        pairs = [pair.partition(":") for pair in countries.split("|")]
        assert name.strip() == name
        assert all(code in known and int(weight) > 0 for code, _, weight in pairs), name
