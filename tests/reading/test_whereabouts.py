"""Which place a number counts at, where the place stands in another sentence, or beside another place."""

from __future__ import annotations

import pytest

from aigaq.statements.records import Figure
from tests.reading.helpers import read_text, words


def places(text: str) -> dict[str, str | None]:
    """The place of each number of a text, as words."""
    found = [one for one in read_text(text, language="en").statements if isinstance(one, Figure)]
    return {words(one.num): one.place for one in found}


@pytest.mark.parametrize(
    ("text", "number", "place"),
    [
        ("Clashes broke out in Quernby, the mayor said. There 12 people were killed.", "12", "Quernby"),
        ("Clashes broke out in Quernby, the mayor said. There were 12 people killed in Elmstow.", "12", "Elmstow"),
        ("In Quernby, capital of the province of Elmstow, 12 people were killed.", "12", "Quernby"),
        (
            "In Elmstow 12 people were killed; five other people perished elsewhere, the mayor of Kenya said.",
            "12",
            "Elmstow",
        ),
        ("Forty bodies were recovered on Elmstow.", "Forty", "Elmstow"),
        ("Storm Elmstow: 45 dead after floods in Quernby", "45", "Quernby"),
    ],
)
def test_place_of_a_number(text: str, number: str, place: str) -> None:
    assert places(text)[number] == place


def test_town_that_speaks_is_where_it_counts() -> None:
    assert places("Nairobi says 16 people were picked up in the city.")["16"] == "Nairobi"
    assert places("Nairobi says 16 people were picked up.")["16"] != "Nairobi"


def test_seat_of_an_office_of_many_countries_is_no_place() -> None:
    text = "Kenya is in mourning. An envoy of the UN rights office in Geneva said 16 people had died."
    assert places(text)["16"] != "Geneva"


def test_elsewhere_is_in_the_country() -> None:
    text = "Kenya is in mourning. Forty bodies were recovered on Elmstow, and five people perished elsewhere."
    found = places(text)
    assert found["Forty"] == "Elmstow"
    assert found["five"] != "Elmstow"
