"""Families of lists: tied by any chain of copying, in whatever order they are named; and what nobody declares."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from aigaq.toll.counting.declarations import families_of, findings_of, undeclared
from aigaq.toll.counting.policy import ListDeclared
from aigaq.toll.family import Code, Outcome

NAMES = tuple("abcdef")


def declare(**drew_on: tuple[str, ...] | None) -> list[ListDeclared]:
    return [ListDeclared(name=name, drew_on=words) for name, words in drew_on.items()]


def families(declared: list[ListDeclared], lists: tuple[str, ...] | None = None) -> list[tuple[str, ...]]:
    return [family.lists for family in families_of(declared, lists)]


def test_a_copy_of_a_copy_is_of_the_family() -> None:
    declared = declare(a=(), b=("a",), c=("b",), d=())
    assert families(declared) == [("a", "b", "c")]
    assert families(declared, ("d", "c", "a")) == [("c", "a")], (
        "the list between is not in the table and ties all the same"
    )
    assert families_of(declared)[0].label == "a + b + c"


def test_a_source_outside_ties_two_lists_that_took_rows_from_it() -> None:
    declared = declare(a=("The Ministry's register",), b=("the  ministry's REGISTER", "own visits"), c=("own calls",))
    (family,) = families_of(declared)
    assert (family.lists, family.through) == (("a", "b"), ("The Ministry's register",))


def test_nobody_is_tied_to_itself_alone() -> None:
    assert families(declare(a=("a source",), b=None, c=())) == []


@given(st.dictionaries(st.sampled_from(NAMES), st.lists(st.sampled_from((*NAMES, "x", "y")), max_size=2).map(tuple)))
def test_families_are_what_chains_reach(drawn: dict[str, tuple[str, ...]]) -> None:
    """Against the closure of the relation, taken step by step (Warshall)."""
    near = {(one, other) for one, drew in drawn.items() for other in drew}
    near |= {(other, one) for one, other in near}
    nodes = (*NAMES, "x", "y")
    for middle, one, other in product(nodes, nodes, nodes):
        if (one, middle) in near and (middle, other) in near:
            near.add((one, other))
    told = {frozenset(family) for family in families(declare(**drawn), NAMES)}
    groups = {frozenset({one} | {other for other in NAMES if (one, other) in near}) for one in NAMES}
    assert told == {group for group in groups if len(group) > 1}
    assert told == {frozenset(family) for family in families(declare(**dict(reversed(drawn.items()))), NAMES)}


WHOLE = ListDeclared(name="a", keeper="A", begins="2022", gathered={"ru": "по телефону"}, drew_on=())


def test_what_nobody_declares_is_named() -> None:
    declared = [WHOLE, ListDeclared(name="b", keeper=" ", gathered="by telephone")]
    assert undeclared(declared, ("a", "b", "c")) == {
        "b": ("keeper", "begins", "drew_on"),
        "c": ("keeper", "begins", "gathered", "drew_on"),
    }
    (found,) = findings_of(declared, ("a", "b"))
    assert (found.code, found.outcome) == (Code.UNDECLARED, Outcome.WITH_WARNINGS)
    assert dict(found.named) == {"number": 1, "keeper": "b", "begins": "b", "drew_on": "b"}
    (found,) = findings_of([*declared, ListDeclared(name="d", keeper="D", begins="2022", drew_on=())], "abcde")
    assert dict(found.named) == {
        "number": 4, "lists": "c; e", "keeper": "b", "begins": "b", "gathered": "d", "drew_on": "b",
    }  # fmt: skip
    assert findings_of([WHOLE], ("a",)) == ()


def test_lists_that_count_as_one_are_said() -> None:
    copied = ListDeclared(name="b", keeper="B", begins="2022", gathered="from a", drew_on=("a",))
    (found,) = findings_of([WHOLE, copied], ("a", "b"))
    assert (found.code, dict(found.named)) == (Code.COPIES, {"lists": "a + b", "families": 1})
