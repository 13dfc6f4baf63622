"""Morphology: lemmas and classes by the dictionary of a pack, places in the nominative, and what a broken row says."""

from __future__ import annotations

import pytest

from aigaq.errors import FormatError
from aigaq.reading.lexis.loading import shipped
from aigaq.reading.lexis.morphology import Morphology
from aigaq.statements.records import Figure
from tests.reading.helpers import read_text

ROWS = [
    {"has": "NOUN anim", "class": "HUMAN", "unless": "THING"},
    {"has": "NOUN", "lacks": "anim", "class": "THING"},
    {"has": "PRTS", "with": "TRIG", "class": "STATE"},
]


def classes(form: str, *listed: str) -> list[str]:
    morphology = Morphology("pymorphy3", "ru", ROWS, where="test")
    return morphology.classes(morphology.senses(form)[0], listed)


@pytest.mark.parametrize(
    ("form", "listed", "expected"),
    [
        ("оленеводов", (), ["HUMAN"]),
        ("собак", ("THING",), []),
        ("мостов", (), ["THING"]),
        ("убиты", ("TRIG",), ["STATE"]),
        ("убиты", (), []),
        ("мост2", (), []),
    ],
)
def test_marks_give_classes(form: str, listed: tuple[str, ...], expected: list[str]) -> None:
    assert classes(form, *listed) == expected


@pytest.mark.parametrize(
    ("form", "measure"),
    [("погибшими", "killed"), ("скончалась", "killed"), ("ранены", "injured"), ("пропавших", "missing")],
)
def test_a_group_named_by_lemma_is_known_in_every_form(form: str, measure: str) -> None:
    known = shipped("ru").known(form)
    assert measure in {entry.attrs.get("measure") for entry in known.entries}


@pytest.mark.parametrize(
    ("printed", "listed"),
    [
        ("Берате", "Берат"),
        ("площади Героев", "площадь Героев"),
        ("Северном районе", "Северный район"),
        ("Роскови", "Роскови"),
        ("северо-западе", "северо-запад"),
    ],
)
def test_places_in_the_nominative(printed: str, listed: str) -> None:
    assert shipped("ru").nominative(printed) == listed


def test_one_letter_is_written_for_two() -> None:
    assert shipped("ru").lemma("шахтёров") == shipped("ru").lemma("шахтеров")


@pytest.mark.parametrize("row", [{"has": "NOUN"}, {"class": "THING"}, {"has": 3, "class": "THING"}])
def test_a_broken_row_is_named(row: dict[str, object]) -> None:
    with pytest.raises(FormatError, match="a form needs"):
        Morphology("pymorphy3", "ru", [row], where="test")


def test_an_unknown_dictionary_is_named() -> None:
    with pytest.raises(FormatError, match="no dictionary named"):
        Morphology("nobody's", "ru", [], where="test")


def test_a_letter_without_a_name_is_read_past() -> None:
    text = "Погибли 12 человек. \U00017000\U00017001 \U00017000а."
    assert [figure.low for figure in read_text(text, language="ru").statements if isinstance(figure, Figure)] == [12]
