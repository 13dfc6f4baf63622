"""Where a document plays: its country by the places its first paragraphs name, or the place that stands out."""

import pytest

from aigaq.statements.records import Figure
from tests.reading.helpers import read_text


def places(text: str, language: str = "en") -> list[tuple[str | None, tuple[str, ...]]]:
    return [(one.place, one.places) for one in read_text(text, language=language).statements if isinstance(one, Figure)]


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("Nineteen people drowned.\n\nBells rang in Musoma on Sunday, and in Mwanza too.", "en", "tz"),
        ("Погибли девять горняков.\n\nШахта под Перником закрыта.", "ru", "bg"),
        ("Ченнаи, 2025 жылғы 14 ақпан.\n\nФабрикадағы өрттен 29 адам қаза тапты.", "kk", "in"),
    ],
)
def test_a_town_that_a_table_knows_tells_the_country(text: str, language: str, code: str) -> None:
    assert places(text, language) == [(None, (code,))]


def test_the_number_of_a_headline_has_the_place_named_below_it() -> None:
    assert places("Nine dead in ferry disaster\n\nThe ferry sank off the coast of Chile on Sunday.") == [
        (None, ("cl",))
    ]


def test_a_country_named_in_the_headline_outweighs_its_neighbour() -> None:
    text = "Quake strikes Nepal\n\nIt was felt in India.\n\nForty people were killed."
    assert places(text) == [(None, ("np",))]


def test_where_no_country_is_known_the_place_named_most_stands_for_the_document() -> None:
    text = "Riot in Tarnwick prison\n\nShots were heard in Tarnwick at noon.\n\nThe guards beat 12 inmates to death."
    assert places(text) == [("Tarnwick", ())]


def test_two_places_named_alike_stand_for_nothing() -> None:
    assert places("Shots were heard in Tarnwick and in Ossgard.\n\nTwelve people died.") == [(None, ())]


def test_a_name_that_many_countries_have_yields_to_one_that_is_named() -> None:
    assert places("Fire in Richmond\n\nThe president of Malta spoke.\n\nTwelve people died.") == [(None, ("mt",))]
