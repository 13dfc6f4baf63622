"""Decisions bound to records: what binds, what stands against what, and that no order makes a difference."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.people.deciding import OnRecords, bind_all, crossings
from aigaq.statements import Verdict
from aigaq.statements.pairing import FateDecision, OnRows, PairDecision, RowSeen, pair_of, seen
from aigaq.statements.persons import Fate, Record

SAME, DIFFERENT, CANNOT = Verdict.SAME, Verdict.DIFFERENT, Verdict.CANNOT_TELL


def record(key: str, name: str = "made", said: str = "x", born: str = "1980") -> Record:
    cells = (("name", said), ("born", born), ("town", f"town of {born}"))
    return Record(list=name, key=key, item="ab" * 32, sheet="s", row=1, cells=cells)


RECORDS = [record(key) for key in "abcdefgh"]
BY_KEY = {one.key: one for one in RECORDS}
IDS = {one.key: one.id for one in RECORDS}


def decision(one: str, other: str, verdict: Verdict) -> PairDecision:
    rows = pair_of(seen(BY_KEY[one]), seen(BY_KEY[other]))
    return PairDecision(verdict=verdict, one=rows[0], other=rows[1], reason="made up")


def bound(*told: tuple[str, str, Verdict], records: Sequence[Record] = RECORDS) -> OnRecords:
    return bind_all([(f"e{number}", decision(*one)) for number, one in enumerate(told)], records)


def states(found: OnRecords) -> list[str]:
    return [found.bonds[entry].state for entry in sorted(found.bonds)]


def keys(pairs: Sequence[tuple[str, str]]) -> set[str]:
    names = {record: key for key, record in IDS.items()}
    return {"".join(sorted((names[a], names[b]))) for a, b in pairs}


def test_verdicts_and_what_follows_from_them() -> None:
    found = bound(("a", "b", SAME), ("c", "b", SAME), ("c", "d", DIFFERENT), ("e", "f", CANNOT))
    assert states(found) == ["applied"] * 4
    assert keys(found.of(SAME)) == {"ab", "bc", "ac"}
    assert keys(found.of(DIFFERENT)) == {"ad", "bd", "cd"}
    assert keys(found.of(CANNOT)) == {"ef"}


def test_two_verdicts_on_one_pair_are_a_dispute_and_none_is_applied() -> None:
    found = bound(("a", "b", SAME), ("b", "a", DIFFERENT), ("c", "d", SAME), ("d", "c", SAME))
    assert states(found) == ["disputed", "disputed", "applied", "applied"]
    assert found.bonds["e0"].against == ("e1",)
    assert keys(found.of(SAME)) == {"cd"} and found.of(DIFFERENT) == []


def test_a_chain_of_same_between_two_that_are_different() -> None:
    found = bound(("a", "b", SAME), ("b", "c", SAME), ("a", "c", DIFFERENT), ("c", "d", SAME))
    assert states(found) == ["crossed", "crossed", "crossed", "applied"]
    assert found.bonds["e2"].against == ("e0", "e1")
    assert keys(found.of(SAME)) == {"cd"}


def test_every_chain_of_a_contradiction_is_found() -> None:
    found = bound(("a", "b", SAME), ("b", "d", SAME), ("a", "c", SAME), ("c", "d", SAME), ("a", "d", DIFFERENT))
    assert states(found) == ["crossed"] * 5


def test_a_row_that_reads_otherwise_now_stays_decided_and_says_so() -> None:
    other = [record("a", said="another"), *RECORDS[1:]]
    found = bound(("a", "b", SAME), ("c", "d", SAME), records=other)
    assert [bond.changed for _, bond in sorted(found.bonds.items())] == [True, False]
    assert states(found) == ["applied", "applied"]


def test_a_decision_never_passes_to_somebody_else_under_the_same_key() -> None:
    other = [record("a", said="another", born="1991"), *RECORDS[1:]]
    assert states(bound(("a", "b", SAME), records=other)) == ["unbound"]


def test_a_row_that_is_nowhere() -> None:
    found = bound(("a", "b", SAME), records=RECORDS[1:])
    assert states(found) == ["unbound"] and found.pairs == {}
    assert found.bonds["e0"].named == ("made:a", "made:b")


def test_of_two_lists_of_one_name_the_row_that_reads_the_same() -> None:
    both = [record("a", "made~1111", "x"), record("a", "made~2222", "y"), record("b", "made~1111", "x")]
    found = bound(("a", "b", SAME), records=both)
    assert list(found.pairs) == [tuple(sorted((both[0].id, both[2].id)))]
    twice = [record("a", "made~1111", "x"), record("a", "made~2222", "x"), record("b", "made~1111", "x")]
    assert states(bound(("a", "b", SAME), records=twice)) == ["unbound"]


def test_what_a_row_says_of_its_person() -> None:
    told: list[tuple[str, OnRows]] = [
        ("e0", FateDecision(verdict=Verdict.ACCEPT, row=seen(BY_KEY["a"]), status=Fate.ALIVE)),
        ("e1", FateDecision(verdict=Verdict.REJECT, row=seen(BY_KEY["b"]), status=Fate.DEAD)),
        ("e2", FateDecision(verdict=Verdict.ACCEPT, row=seen(BY_KEY["b"]), status=Fate.DEAD)),
        ("e3", FateDecision(verdict=Verdict.ACCEPT, row=RowSeen(list="made", key="zz", item="x"), status=Fate.DEAD)),
    ]
    found = bind_all(told, RECORDS)
    assert found.fates == {IDS["a"]: Verdict.ACCEPT}
    assert states(found) == ["applied", "disputed", "disputed", "unbound"]


TOLD = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"), st.sampled_from([SAME, DIFFERENT, CANNOT])),
    max_size=14,
)


@given(TOLD.map(lambda told: [one for one in told if one[0] != one[1]]), st.randoms(use_true_random=False))
def test_what_is_applied_never_contradicts_itself_and_knows_no_order(
    told: list[tuple[str, str, Verdict]], draw: random.Random
) -> None:
    made = [(f"e{number:02}", decision(*one)) for number, one in enumerate(told)]
    found = bind_all(made, RECORDS)
    assert not set(found.of(SAME)) & set(found.of(DIFFERENT))
    assert crossings(found.pairs) == {}
    assert sorted(found.bonds) == [entry for entry, _ in made], "none is lost"
    assert all(bond.against for bond in found.bonds.values() if bond.state in ("disputed", "crossed"))
    draw.shuffle(made)
    again = bind_all(made, list(reversed(RECORDS)))
    assert (again.pairs, again.fates, again.bonds) == (found.pairs, found.fates, found.bonds)


@pytest.mark.parametrize("verdict", [SAME, DIFFERENT])
def test_one_decision_alone_always_holds(verdict: Verdict) -> None:
    assert keys(bound(("b", "a", verdict)).of(verdict)) == {"ab"}
