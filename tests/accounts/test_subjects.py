"""What a figure counts: what makes two subjects one, and what keeps them apart."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.accounts import Subject, subject_from, subject_of
from aigaq.errors import FormatError
from aigaq.statements import Dated
from tests.accounts.making import figure

WORDS = st.text(max_size=6)


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({}, "killed/all/kz"),
        ({"scope": ("all",)}, "killed/all/kz"),
        ({"scope": ("dead",)}, "killed/all/kz"),
        ({"measure": "attackers", "scope": ("alleged_attackers",)}, "attackers/all/kz"),
        ({"scope": ("alleged_attackers",)}, "killed/alleged_attackers/kz"),
        ({"scope": ("all", "children")}, "killed/children/kz"),
        ({"scope": ("police", "army")}, "killed/army+police/kz"),
        ({"places": ("shymkent", "almaty")}, "killed/all/almaty+shymkent"),
        ({"places": ()}, "killed/all/?"),
        ({"measure": "damage_cost", "unit": "KZT"}, "damage_cost/all/kz/KZT"),
        ({"as_of": "2022-01-09"}, "killed/all/kz"),
        ({"about": "2022-01-05"}, "killed/all/kz@2022-01-05"),
        ({"period": "2022-01-05", "about": "2022-01-06"}, "killed/all/kz@2022-01-05"),
        ({"period": "2022-01-05/2022-01-05"}, "killed/all/kz@2022-01-05"),
        ({"scope": ("last_24_hours",), "as_of": "2022-01-12"}, "killed/all/kz@2022-01-11/2022-01-12"),
        (
            {"scope": ("last_24_hours",), "as_of": "2022-01-12T08:00+06:00"},
            "killed/all/kz@2022-01-11T08:00+06:00/2022-01-12T08:00+06:00",
        ),
        (
            {"scope": ("last_24_hours",), "said": Dated("2022-01-12T23:40+06:00")},
            "killed/all/kz@2022-01-11/2022-01-12",
        ),
        ({"scope": ("last_24_hours",)}, "killed/all/kz@?"),
        ({"scope": ("last_24_hours",), "as_of": "2022-01-12/.."}, "killed/all/kz@?"),
        ({"measure": "a/b", "scope": ("c+d",), "places": ("?",)}, "a%2Fb/c%2Bd/%3F"),
    ],
)
def test_what_is_counted(fields: dict[str, Any], key: str) -> None:
    assert subject_of(figure(1, **fields)).key == key


@pytest.mark.parametrize(
    "other",
    [
        {"measure": "injured"},
        {"scope": ("children",)},
        {"places": ("almaty",)},
        {"places": ("kz", "almaty")},
        {"unit": "bodies"},
        {"period": "2022-01-05"},
    ],
)
def test_equal_values_never_make_equal_subjects(other: dict[str, Any]) -> None:
    assert subject_of(figure(149)) != subject_of(figure(149, **other))


def test_neither_number_nor_date_nor_words_are_part_of_it() -> None:
    first = figure(164, "2022-01-09", as_of="2022-01-09", scope_text="deaths in the unrest", place="Kazakhstan")
    second = figure(225, "2022-01-15", as_of="2022-01-14", scope_text="bodies in morgues", place="the republic")
    assert subject_of(first) == subject_of(second)


def test_what_is_not_compared() -> None:
    assert subject_of(figure(1)).compared
    assert not subject_of(figure(1, places=())).compared
    assert not subject_of(figure(1, scope=("last_24_hours",))).compared


@given(
    measure=st.text(min_size=1, max_size=6),
    scope=st.lists(WORDS, max_size=3),
    places=st.lists(WORDS, max_size=3),
    unit=WORDS,
    period=st.none() | st.sampled_from(["2022-01-05", "2022-01-05/2022-01-07", "?", "no date @ all"]),
)
def test_a_key_names_one_subject(
    measure: str, scope: list[str], places: list[str], unit: str, period: str | None
) -> None:
    subject = subject_of(figure(1, measure=measure, scope=tuple(scope), places=tuple(places), unit=unit, period=period))
    assert subject_from(subject.key) == subject
    assert subject_from(subject.key).id == subject.id


@pytest.mark.parametrize("text", ["", "killed", "killed/all", "killed//kz", "killed/all/kz@", "a/b/c/d/e"])
def test_what_is_no_key(text: str) -> None:
    with pytest.raises(FormatError):
        subject_from(text)


def test_keys_are_sorted_sets() -> None:
    one = Subject("killed", frozenset({"b", "a"}), frozenset({"d", "c"}))
    assert one.key == "killed/a+b/c+d"
    assert one == Subject("killed", frozenset({"a", "b"}), frozenset({"c", "d"}))
