"""Costs of sounds: Kazakh-Russian pairs are near, other names are not; symmetric; bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.people.names.costs import FATHER, How, distance, likeness, pair, sounds_alike

SOUNDS = st.text("aeioubcdfghjklmnprstvwz", max_size=12)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("бақыт", "бахыт"),
        ("шыңғыс", "чингиз"),
        ("жақып", "джакуп"),
        ("қабиболла", "кабибулла"),
        ("ахмет", "ахмед"),
        ("мұхаммед", "магомед"),
        ("əлібек", "алибек"),
        ("сейітжан", "сеиджан"),
        ("дүйсен", "дюсен"),
        ("ысқақ", "исхак"),
        ("ыбырайым", "ибрагим"),
        ("рақым", "рахим"),
        ("нурлан", "нурланов"),
    ],
)
def test_near_in_sound(one: str, other: str) -> None:
    assert pair(one, other).likeness >= 0.75


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("серик", "сергей"),
        ("ерлан", "нурлан"),
        ("оспанов", "дюсенов"),
        ("алия", "әсия"),
        ("бақыт", "болат"),
        ("markus", "martin"),
    ],
)
def test_not_near_in_sound(one: str, other: str) -> None:
    assert pair(one, other).likeness < 0.75


def test_ways_to_be_alike() -> None:
    assert pair("ерлан", "ерлан").how is How.SAME
    assert pair("ерлан", "yerlan").how is How.SOUND
    assert pair("schneider", "шнайдер").likeness >= 0.75
    assert pair("кабенович", "кабен").likeness <= FATHER


def test_an_ending_thousands_share_says_little() -> None:
    assert pair("оспанов", "дюсенов").likeness < pair("оспан", "оспанов").likeness


def test_initials_that_may_be_one_sound() -> None:
    assert sounds_alike("k", "h") and not sounds_alike("k", "m")


@given(SOUNDS, SOUNDS)
def test_a_distance(one: str, other: str) -> None:
    there, back = distance(one, other), distance(other, one)
    assert there == pytest.approx(back)
    assert 0 <= there <= len(one) + len(other)
    assert distance(one, one) == 0
    assert there > 0 or one == other


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_a_pair_is_the_same_either_way(one: str, other: str) -> None:
    assert pair(one, other).likeness == pair(other, one).likeness
    assert 0 <= pair(one, other).likeness <= 1


def test_signs_no_table_reads_are_compared_as_they_stand() -> None:
    assert pair("山中太郎", "山口太郎").likeness < 0.8
    assert pair("გიორგი", "გიორგი").how is How.SAME


def test_likeness_of_tokens_as_printed() -> None:
    assert likeness("ЕРЛАН", "Yerlan") == pair("ерлан", "yerlan").likeness
    assert likeness("Ерлан", "Ерлан") == likeness("12", "12") == 1
    assert likeness("Ерлан", "🙂") == 0
