"""How near two names are across scripts and spellings: against the definition pair by pair, then by invented examples."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigaq.people.linking.spellings import ALIKE, FITS, SAME, SOMEWHAT, TOP, near_names
from aigaq.people.names import keys, skeletons

TOKENS = [
    "бақыт",
    "bakhyt",
    "бахыт",
    "bakyt",
    "ержан",
    "yerzhan",
    "erzhan",
    "серіков",
    "serikov",
    "сериков",
    "serikof",
    "қайыпов",
    "kaipov",
    "каипов",
    "айгүл",
    "aigul",
    "айгуль",
    "нұрланұлы",
    "nurlanovich",
    "нурланович",
    "norsund",
    "norsud",
    "к",
    "k",
    "б",
    "ş",
]
NAMES = st.lists(
    st.lists(st.sampled_from(TOKENS), min_size=1, max_size=2).map(" ".join), unique=True, min_size=2, max_size=9
).map(sorted)


def level(one: str, other: str, *others: str) -> int:
    """The level of two names in a vocabulary of these."""
    values = sorted({one, other, *others})
    a, b = (np.array([values.index(text)], np.int32) for text in (one, other))
    return int(near_names(values).levels(a, b)[0])


def initial(name: str) -> bool:
    return len(name) == 1


def spelled(name: str) -> set[str]:
    """Every choice of a skeleton for each token."""
    return {" ".join(one) for one in product(*(sorted(skeletons(token)) for token in name.split()))}


@given(NAMES)
@settings(deadline=None, max_examples=60)
def test_one_name_in_two_spellings_is_a_shared_skeleton(values: list[str]) -> None:
    for one, other in combinations(values, 2):
        found = level(one, other, *values)
        if initial(one) or initial(other):
            assert found in (0, FITS)
        elif len(spelled(one)) <= 16 and len(spelled(other)) <= 16:
            assert (found == SAME) == bool(spelled(one) & spelled(other)), (one, other)


@given(NAMES)
@settings(deadline=None, max_examples=60)
def test_a_level_does_not_depend_on_which_other_names_there_are(values: list[str]) -> None:
    for one, other in combinations(values, 2):
        assert level(one, other) == level(other, one) == level(one, other, *values)


@given(NAMES)
@settings(deadline=None, max_examples=60)
def test_a_shared_key_is_somewhat_alike_at_the_least(values: list[str]) -> None:
    for one, other in combinations(values, 2):
        if " " not in one + other and not initial(one) and not initial(other) and keys(one) & keys(other):
            assert level(one, other, *values) >= SOMEWHAT


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("қайыпов", "kaipov", SAME),
        ("серіков", "serikov", SAME),
        ("нұрланұлы", "nurlanovich", SAME),
        ("norsund", "norsnud", ALIKE),
        ("norsund", "norsud", ALIKE),
        ("norsund fandor", "norsund", ALIKE),
        ("norsund", "pelgor", 0),
        ("ержан", "айгүл", 0),
        ("б", "бақыт", FITS),
        ("b", "бақыт", FITS),
        ("k", "қайыпов", FITS),
        ("к", "ержан", 0),
    ],
)
def test_levels_of_invented_names(one: str, other: str, wanted: int) -> None:
    assert level(one, other) == level(other, one) == wanted


def test_the_same_letters_are_equal_but_an_initial_is_never_more_than_an_initial() -> None:
    assert level("ержан", "ержан", "б") == TOP
    assert level("б", "б", "ержан") == FITS
    assert level("б", "b") == FITS


def test_spellings_of_one_name_share_a_class_and_another_name_has_its_own() -> None:
    values = sorted(["қайыпов", "каипов", "kaipov", "серіков"])
    classes = dict(zip(values, near_names(values).classes.tolist(), strict=True))
    assert classes["қайыпов"] == classes["каипов"] == classes["kaipov"] != classes["серіков"]


def test_no_names() -> None:
    assert near_names([]).levels(np.empty(0, np.int32), np.empty(0, np.int32)).tolist() == []
    assert level("🙂", "🙃") == level("123", "456") == 0
