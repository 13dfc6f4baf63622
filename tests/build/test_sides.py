"""Sides of publishers: the case's own word, else the kind of source."""

import pytest

from aigaq.errors import FormatError
from aigaq.reading.voices.sides import read_sides, side_of
from aigaq.statements import Side


def test_forms() -> None:
    sides = {"the example": Side.NGO, "пример": Side.OFFICIAL}
    assert read_sides(b'{"The Example": "ngo", "\\u041f\\u0440\\u0438\\u043c\\u0435\\u0440": "official"}') == sides
    assert read_sides('"The EXAMPLE" = "ngo"\n"Пример" = "official"'.encode()) == sides
    assert read_sides('[sides]\n"The Example" = "ngo"\n"Пример" = "official"'.encode()) == sides
    assert read_sides(None) == read_sides(b"") == {}


@pytest.mark.parametrize("payload", [b"[1]", b"\xff", b"a b", b'x = "left"', b"x = 3"])
def test_refused(payload: bytes) -> None:
    with pytest.raises(FormatError) as caught:
        read_sides(payload)
    assert caught.value.where == "setting sides"


def test_what_goes_first() -> None:
    assert side_of("THE EXAMPLE", "media", {"the example": Side.NGO}) is Side.NGO
    assert side_of("The Example", "media", {}) is Side.MEDIA
    assert side_of("The Example", None, {}) is Side.UNKNOWN
