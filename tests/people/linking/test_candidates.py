"""Rules of meeting: few pairs by chance, no rule within another, every pair once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import pytest

from aigaq.people.linking.candidates import CHANCE, FEW, Key, candidates, choose, keys_of, pairs_in_all
from tests.people.linking.made import made


def test_rules_are_rare_enough_and_none_holds_another() -> None:
    records, _ = made(300)
    offered = [key for field in records.fields for key in keys_of(field)]
    pairs = pairs_in_all(records.list_of, within=True)
    rules = choose(offered, pairs)
    named = [{key.name for key in rule} for rule in rules]
    assert rules
    for rule in rules:
        assert pairs * np.prod([key.chance() for key in rule]) <= max(CHANCE * len(records), FEW)
        assert len({key.family for key in rule}) == len(rule)
    assert not any(a < b or b < a for a, b in combinations(named, 2))


def test_a_file_of_hundreds_of_columns_asks_for_a_bounded_number_of_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def counted(offered: Sequence[Key], count: int) -> Iterator[tuple[Key, ...]]:
        for rule in combinations(offered, count):
            asked.append(len(rule))
            assert len(asked) < 100_000
            yield rule

    monkeypatch.setattr("aigaq.people.linking.candidates.combinations", counted)
    wide = np.arange(4_000) % 4
    offered = [Key(f"column {at}", f"column {at}", (wide,), 4) for at in range(400)]
    rules = choose(offered, pairs_in_all(np.zeros(4_000, np.int64), within=True))
    assert 3 in asked
    assert rules == []


def test_keys_that_are_rules_alone_leave_the_sets_to_the_others() -> None:
    narrow, wide, few = np.arange(4_000), np.arange(4_000) % 4, np.arange(4_000) % 40
    numbers = [Key(f"number {at}", f"number {at}", (narrow,), 4_000) for at in range(200)]
    others = [Key("a", "a", (few,), 40), Key("b", "b", (np.arange(4_000) // 100,), 40), Key("c", "c", (wide,), 4)]
    rules = choose([*numbers, *others], pairs_in_all(np.zeros(4_000, np.int64), within=True))
    assert [tuple(key.name for key in rule) for rule in rules][200:] == [("a", "b")]


def test_every_pair_once_and_in_order_and_between_lists_only_where_asked() -> None:
    records, _ = made(300)
    within = candidates(records.fields, records.list_of, within=True)
    between = candidates(records.fields, records.list_of, within=False)
    for found in (within, between):
        pairs = list(zip(found.one.tolist(), found.other.tolist(), strict=True))
        assert pairs == sorted(set(pairs))
        assert all(a < b for a, b in pairs)
    lists = records.list_of
    assert (lists[between.one] != lists[between.other]).all()
    assert (lists[within.one] == lists[within.other]).any()


def test_a_slip_in_any_single_field_leaves_the_pair_a_candidate() -> None:
    records, truth = made(200, wrong=0.0, missing=0.0)
    for at, (name, kind, texts) in enumerate(records.columns):
        broken = tuple(
            "qxqx" if records.list_of[row] and text and name != "sex" and name != "birth" else text
            for row, text in enumerate(texts)
        )
        columns = (*records.columns[:at], (name, kind, broken), *records.columns[at + 1 :])
        spoiled = type(records)(records.lists, records.list_of, records.keys, columns)
        met = candidates(spoiled.fields, spoiled.list_of, within=False)
        right = int((truth[met.one] == truth[met.other]).sum())
        every = sum(int((truth[:, None] == truth[None, :])[a, b]) for a, b in combinations(range(len(truth)), 2))
        assert right >= 0.97 * every, name


def test_pairs_in_all() -> None:
    lists = np.array([0, 0, 1, 1, 1])
    assert pairs_in_all(lists, within=True) == 10
    assert pairs_in_all(lists, within=False) == 6
