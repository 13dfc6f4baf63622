"""Sides that a case sets: by name, by institution, by a noun for a role; never guessed."""

from __future__ import annotations

import pytest

from aigaq.reading import Chunk, Document, read
from aigaq.reading.voices.sides import Sides, read_sides
from aigaq.statements.records import Figure
from aigaq.statements.vocabulary import Side
from tests.reading.helpers import ITEM


def side(text: str, payload: bytes, language: str = "en") -> Side:
    sides = Sides(read_sides(payload))
    document = Document(ITEM, [Chunk(text)], language=language)
    (figure,) = [one for one in read(document, sides=sides).statements if isinstance(one, Figure)]
    return figure.speakers[0].side


@pytest.mark.parametrize(
    ("text", "payload", "wanted"),
    [
        ("Mira Toss said nine people were killed.", b'"Mira Toss" = "ngo"', Side.NGO),
        ("The health ministry said nine people were killed.", b'"health ministry" = "armed_group"', Side.ARMED_GROUP),
        ("The mayor of the town said nine people were killed.", b'mayor = "other"', Side.OTHER),
        (
            "The mayor, Ola Finn, said nine people were killed.",
            b'mayor = "other"\n"Ola Finn" = "witness"',
            Side.WITNESS,
        ),
        ("The mayor said nine people were killed.", b'"deputy mayor" = "other"', Side.OFFICIAL),
        ("The mayor said nine people were killed.", b"", Side.OFFICIAL),
        ("A reader said nine people were killed.", b'{"sides": {"reader": "unknown"}}', Side.UNKNOWN),
    ],
)
def test_what_is_set(text: str, payload: bytes, wanted: Side) -> None:
    assert side(text, payload) is wanted


def test_the_longest_name_wins() -> None:
    payload = b'ministry = "other"\n"health ministry" = "ngo"'
    assert side("The health ministry said nine people were killed.", payload) is Side.NGO
    assert side("The ministry said nine people were killed.", payload) is Side.OTHER


def test_in_another_form_of_the_word() -> None:
    text = "По данным министерства здравоохранения, погибли девять человек."
    assert side(text, '"министерство здравоохранения" = "other"'.encode(), "ru") is Side.OTHER
