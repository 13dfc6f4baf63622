"""Endings: chains with classes, stems that soften, and what the ending of an unknown word says."""

from __future__ import annotations

import pytest

from aigaq.errors import FormatError
from aigaq.reading.lexis.endings import endings_of, tails_of
from aigaq.reading.lexis.lexicon import Lexicon
from aigaq.reading.lexis.loading import shipped

NOUN = endings_of({"soften": {"к": "г"}, "slots": ["лар лер:PLUR", "ы і:POSS", "ның нің:GENC да де:OBL:LOCAT"]}, "test")


@pytest.mark.parametrize(
    ("tail", "classes"),
    [
        ("", ()),
        ("лар", ("PLUR",)),
        ("ларының", ("PLUR", "POSS", "GENC")),
        ("де", ("OBL", "LOCAT")),
        ("дека", None),
        ("ныңлар", None),
    ],
)
def test_a_chain_gives_the_classes_of_its_endings(tail: str, classes: tuple[str, ...] | None) -> None:
    assert NOUN.of(tail) == classes


def test_a_stem_that_softens_is_one_word_in_both_forms() -> None:
    assert NOUN.stems("министрлік") == ["министрлік", "министрліг"]
    assert NOUN.stems("адам") == ["адам"]
    assert {NOUN.hardened(stem) for stem in NOUN.stems("министрлік")} == {"министрлік"}


def test_an_ending_without_classes_is_a_format_error() -> None:
    with pytest.raises(FormatError):
        endings_of({"s": 1}, "test")


def test_the_longest_tail_says_what_an_unknown_word_is() -> None:
    lexicon = Lexicon("xx", {}, shipped("kk").codes)
    lexicon.tails = tails_of({"GENC": "ның", "OBL_and_LOCAT": "да нда"})
    assert lexicon.tail_classes("баланың") == ("GENC",)
    assert lexicon.tail_classes("қоянда") == ("OBL", "LOCAT")
    assert lexicon.tail_classes("бала") == ()
    assert lexicon.tail_classes("ада") == ()


def known(form: str) -> set[str]:
    lexicon = shipped("kk")
    found = lexicon.known(form)
    return {name for name, code in list(lexicon.codes.items()) if code in found.codes}


@pytest.mark.parametrize(
    "form",
    ["адам", "адамның", "адамдарға", "адамдардан", "адаммен", "адамы", "адамдарының", "қызметкерлерінің", "баласынан"],
)
def test_nouns_in_every_case_count_people(form: str) -> None:
    assert "HUMAN" in known(form)


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("өлді", "VFIN"),
        ("өлген", "PTCP"),
        ("өліп", "CONV"),
        ("өлгендер", "PERS"),
        ("өлгендердің", "GENC"),
        ("өлгенін", "OBJC"),
        ("өлмеді", "VNEG"),
        ("ұсталды", "VFIN"),
        ("ұсталмаған", "VNEG"),
        ("жараланған", "PTCP"),
        ("жараланғандардың", "PERS"),
    ],
)
def test_verbs_in_their_forms(form: str, name: str) -> None:
    assert {"TRIG", name} <= known(form)
