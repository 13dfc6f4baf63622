"""Linking invented lists: how well, in any order of rows, with decisions, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from aigaq.errors import FormatError
from aigaq.people.linking import Kind, Linked, Records, b_cubed, compared_recall, link, pair_score
from tests.people.linking.made import made


@pytest.fixture(scope="module")
def town() -> tuple[Records, np.ndarray]:
    return made()


@pytest.fixture(scope="module")
def linked(town: tuple[Records, np.ndarray]) -> Linked:
    return link(town[0], within=False, single=("first", "second"))


def shuffled(records: Records, order: np.ndarray) -> Records:
    columns = tuple((name, kind, tuple(texts[at] for at in order)) for name, kind, texts in records.columns)
    return Records(records.lists, records.list_of[order], tuple(records.keys[at] for at in order), columns)


def test_most_pairs_are_found_and_few_are_wrong(town: tuple[Records, np.ndarray], linked: Linked) -> None:
    score = pair_score(linked.persons, town[1])
    assert score.precision > 0.97
    assert score.recall > 0.9
    assert b_cubed(linked.persons, town[1]).f1 > 0.95
    assert compared_recall(linked, town[1]) > 0.97


def test_probabilities_mean_what_they_say(town: tuple[Records, np.ndarray], linked: Linked) -> None:
    met, right = linked.candidates, town[1]
    one_person = right[met.one] == right[met.other]
    assert abs(linked.probabilities.sum() - one_person.sum()) < 0.1 * one_person.sum()


def test_the_order_of_rows_does_not_matter(town: tuple[Records, np.ndarray], linked: Linked) -> None:
    records = town[0]
    order = np.random.default_rng(3).permutation(len(records))
    again = link(shuffled(records, order), within=False, single=("first", "second"))
    back = np.argsort(order)
    together = again.persons[back][:, None] == again.persons[back][None, :]
    assert (together == (linked.persons[:, None] == linked.persons[None, :])).all()


def test_no_list_holds_a_person_twice_where_that_is_declared(linked: Linked) -> None:
    rows = list(zip(linked.persons.tolist(), linked.records.list_of.tolist(), strict=True))
    assert len(rows) == len(set(rows))


def test_decisions_bind_against_any_weight(town: tuple[Records, np.ndarray], linked: Linked) -> None:
    records, _ = town
    sizes = np.bincount(linked.persons, minlength=len(records))
    first = int(np.flatnonzero(sizes == 2)[0])
    second = int(np.flatnonzero((linked.persons == first) & (np.arange(len(records)) != first))[0])
    alone = [int(at) for at in np.flatnonzero(sizes == 1) if records.list_of[at] == 1 and linked.persons[at] == at]
    far = next(at for at in alone if at not in (first, second))
    again = link(records, within=False, single=("first", "second"), same=[(first, far)], different=[(first, second)])
    assert again.persons[first] == again.persons[far]
    assert again.persons[first] != again.persons[second]


def test_rows_without_a_name_are_never_linked(town: tuple[Records, np.ndarray]) -> None:
    records, _ = town
    nameless = np.arange(0, len(records), 7)
    columns = tuple(
        (
            name,
            kind,
            tuple(
                None if at in set(nameless.tolist()) and kind in (Kind.GIVEN, Kind.SURNAME) else text
                for at, text in enumerate(texts)
            ),
        )
        for name, kind, texts in records.columns
    )
    found = link(replace(records, columns=columns), within=False)
    assert not found.records.named[nameless].any()
    assert (found.persons[nameless] == nameless).all()
    assert np.bincount(found.persons, minlength=len(records))[nameless].max() == 1


def test_rows_that_nothing_tells_apart() -> None:
    columns = (("given", Kind.GIVEN, ("ana",) * 5),)
    same = Records(("one",), np.zeros(5, np.int64), tuple("abcde"), columns)
    with pytest.raises(FormatError, match="no column tells the rows apart"):
        link(same)


def test_a_key_that_stands_twice() -> None:
    with pytest.raises(FormatError, match="two rows have the key 'a'"):
        Records(("one",), np.zeros(2, np.int64), ("a", "a"), ())


def test_two_rows_and_no_row() -> None:
    two = Records(("one",), np.zeros(2, np.int64), ("a", "b"), (("given", Kind.GIVEN, ("ana", "bela")),))
    assert link(two).persons.tolist() == [0, 1]
    none = Records(("one",), np.zeros(0, np.int64), (), (("given", Kind.GIVEN, ()),))
    with pytest.raises(FormatError):
        link(none)
