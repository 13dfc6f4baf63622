"""Parts and wholes among subjects, and on what basis."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.accounts import Basis, Relation, subject_from
from aigaq.accounts.relations import relations

KEYS = (
    "killed/all/kz",
    "killed/all/almaty",
    "killed/all/almaty+astana",
    "killed/security/kz",
    "killed/police/almaty",
    "killed/police_and_guard/kz",
    "killed/all/kz@2022-01-05",
    "killed/all/kz@2022-01-05/2022-01-06",
    "killed/all/?",
    "killed/all/kz/bodies",
    "injured/all/kz",
    "hospitalised/all/kz",
)


def found(*keys: str) -> list[tuple[str, str, set[str]]]:
    return [(one.part, one.whole, {basis.value for basis in one.by}) for one in relations(map(subject_from, keys))]


@pytest.mark.parametrize(
    ("part", "whole", "by"),
    [
        ("killed/all/almaty", "killed/all/kz", {"place"}),
        ("killed/all/almaty+shymkent", "killed/all/kz", {"place"}),
        ("killed/all/almaty", "killed/all/almaty+shymkent", {"place"}),
        ("killed/security/kz", "killed/all/kz", {"scope"}),
        ("killed/police/kz", "killed/security/kz", {"scope"}),
        ("killed/police/almaty", "killed/security/kz", {"place", "scope"}),
        ("killed/army+police/kz", "killed/security/kz", {"scope"}),
        ("hospitalised/all/kz", "injured/all/kz", {"measure"}),
        ("killed/all/kz@2022-01-05", "killed/all/kz", {"period"}),
        ("killed/all/kz@2022-01-05", "killed/all/kz@2022-01", {"period"}),
        ("killed/all/kz@?", "killed/all/kz", {"period"}),
    ],
)
def test_what_lies_within_what(part: str, whole: str, by: set[str]) -> None:
    assert found(part, whole) == [(part, whole, by)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("killed/all/almaty", "killed/all/astana"),
        ("killed/all/kz", "injured/all/kz"),
        ("killed/all/kz/bodies", "killed/all/kz"),
        ("killed/all/?", "killed/all/kz"),
        ("killed/police+children/kz", "killed/police/kz"),
        ("foreign_troops/contingent_planned/kz", "foreign_troops/all/kz"),
        ("damage_cost/whole_economy/kz/USD", "damage_cost/all/kz/USD"),
        ("killed/all/kz@2022-01-05", "killed/all/kz@2022-01-06"),
        ("killed/all/kz@2022-01-05/..", "killed/all/kz@2022"),
        ("killed/all/kz@?", "killed/all/kz@2022"),
    ],
)
def test_what_is_not_known_to_lie_within(one: str, other: str) -> None:
    assert found(one, other) == []


def test_only_the_nearest_wholes_are_named() -> None:
    assert found("killed/police/almaty", "killed/security/almaty", "killed/security/kz", "killed/all/kz") == [
        ("killed/police/almaty", "killed/security/almaty", {"scope"}),
        ("killed/security/almaty", "killed/security/kz", {"place"}),
        ("killed/security/kz", "killed/all/kz", {"scope"}),
    ]


def test_two_ways_to_a_whole_are_both_named() -> None:
    keys = ("killed/security/almaty", "killed/security/kz", "killed/all/almaty")
    assert [(part, whole) for part, whole, _ in found(*keys)] == [(keys[0], keys[2]), (keys[0], keys[1])]


def test_sets_that_cover_each_other_stand_side_by_side() -> None:
    keys = ("killed/all/almaty", "killed/all/almaty+kz", "killed/all/kz")
    assert [(part, whole) for part, whole, _ in found(*keys)] == [
        (keys[0], keys[1]),
        (keys[0], keys[2]),
        (keys[1], keys[2]),
        (keys[2], keys[1]),
    ]


def test_what_a_speaker_says() -> None:
    subjects = [subject_from("in_custody/foreigners/kz"), subject_from("in_custody/suspects/kz")]
    part, whole = (one.key for one in subjects)
    told = [(part, whole, "row 2"), (part, whole, "row 1"), (part, part, "row 3"), (part, "killed/all/kz", "row 4")]
    assert relations(subjects, told) == (Relation(part, whole, (Basis.STATED,), ("row 1", "row 2")),)


def test_both_bases_are_named() -> None:
    subjects = [subject_from("killed/all/almaty"), subject_from("killed/all/kz")]
    (one,) = relations(subjects, [("killed/all/almaty", "killed/all/kz", "row")])
    assert one.by == (Basis.STATED, Basis.PLACE)


@given(st.lists(st.sampled_from(KEYS), unique=True, max_size=6), st.randoms(use_true_random=False))
def test_order_does_not_matter(keys: list[str], random: Any) -> None:
    subjects = [subject_from(key) for key in keys]
    first = relations(subjects)
    random.shuffle(subjects)
    assert relations(subjects) == first


@given(st.lists(st.sampled_from(KEYS), unique=True, min_size=2, max_size=5))
def test_nothing_lies_within_what_lies_within_it(keys: list[str]) -> None:
    pairs = {(one.part, one.whole) for one in relations(map(subject_from, keys))}
    assert not any((whole, part) in pairs for part, whole in pairs)
    assert not any((a, b) in pairs and (b, c) in pairs and (a, c) in pairs for a, b, c in permutations(keys, 3))
