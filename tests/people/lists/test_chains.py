"""Which items are editions of one list, and names: a merge may bring two lists of one name."""

from __future__ import annotations

from pathlib import Path

import pytest

from aigaq.case import Case
from aigaq.case.adding import thoughts
from aigaq.case.editions import record_edition
from aigaq.people.lists.chains import chains, ids_of_lists, names_of_lists, plain_name
from tests.build.conftest import new_case
from tests.people.lists.making import add_list

A, B, C = ("id,surname\n1,Brander\n", "id,surname\n1,Brandar\n", "id,surname\n2,Celbost\n")


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return new_case(tmp_path / "case")


def ids(case: Case) -> list[list[str]]:
    return sorted([item.sha256 for item in chain.items] for chain in chains(case))


def test_editions_are_one_chain_in_their_order(case: Case) -> None:
    one = add_list(case, A)
    two = add_list(case, B, after=one)
    three = add_list(case, C, after=two)
    assert ids(case) == [[one, two, three]]
    with case.writing() as batch:
        thoughts.set_aside(batch, two, "a draft")
    assert ids(case) == [[one, three]], "an edition that is set aside is passed over"
    with case.writing() as batch:
        thoughts.set_aside(batch, three, "a draft too")
    assert ids(case) == [[one]]


def test_two_editions_that_lead_to_one(case: Case) -> None:
    one, two = add_list(case, A), add_list(case, B)
    three = add_list(case, C, after=one)
    with case.writing() as batch:
        record_edition(batch, two, three)
    assert ids(case) == [[*sorted((one, two)), three]]


def test_a_ring_of_editions_ends(case: Case) -> None:
    one = add_list(case, A)
    two = add_list(case, B, after=one)
    with case.writing() as batch:
        record_edition(batch, two, one)
    assert sorted(item for chain in ids(case) for item in chain) == sorted((one, two))


def test_lists_of_one_name_are_told_apart(case: Case) -> None:
    one, two = add_list(case, A, "hospital"), add_list(case, B, "hospital")
    three = add_list(case, C, "morgue")
    names = names_of_lists(case, chains(case))
    assert names == {
        (one, "hospital"): f"hospital~{one[:8]}",
        (two, "hospital"): f"hospital~{two[:8]}",
        (three, "morgue"): "morgue",
    }
    assert {plain_name(name) for name in names.values()} == {"hospital", "morgue"}


def test_a_mapping_that_cannot_be_read_names_nothing(case: Case) -> None:
    one = add_list(case, A, mapped=False)
    assert ids_of_lists(case, one) == ()
    with case.writing() as batch:
        batch.set("mapping", b"no toml", item=one)
    assert ids_of_lists(case, one) == ()
    assert names_of_lists(case, chains(case)) == {}
