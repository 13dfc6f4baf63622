"""From records and decisions to pairs and persons: deterministic, decided pairs hold, alive and dead is undecided."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest

from aigaq.people.linked import AnyPeopleRow, rows_of_people
from aigaq.statements import Verdict
from aigaq.statements.pairing import FateDecision, OnRows, PairDecision, pair_of, seen
from aigaq.statements.persons import BondRow, Fate, FateSaid, LinkingRow, MemberRow, PairRow, PersonRow, Record
from tests.people.lists.making import poor, rows

ITEM = "ab" * 32


def record(name: str, row: dict[str, str], **changes: Any) -> Record:
    fate = FateSaid(status=Fate(changes.pop("status", row["status"])), item=ITEM, sheet="s", row=1, current=True)
    told: dict[str, Any] = {
        "surname": row["surname"], "given": row.get("given") or None, "place": row["place"], "birth": row["born"] or None,
        "death": row.get("died") or None, "sex": {"m": "male", "f": "female"}.get(row.get("sex", "")), "named": True,
    }  # fmt: skip
    cells = tuple(sorted(row.items()))
    return Record(list=name, key=row["id"], item=ITEM, sheet="s", row=1, cells=cells, fates=(fate,), **(told | changes))


@cache
def town() -> tuple[Record, ...]:
    """Forty-five persons of whom two lists know most, and a third a few by little more than their surname."""
    made = [record("hospital", row) for row in rows(range(45), "h")]
    made += [record("morgue", row) for row in rows(range(15, 60), "m", slips=True)]
    made += [record("poor", row) for row in poor(range(0, 45, 4), "p")]
    return tuple(made)


def by_key(records: Sequence[Record]) -> dict[str, Record]:
    return {one.key: one for one in records}


def pair(one: Record, other: Record, verdict: Verdict) -> PairDecision:
    first, second = pair_of(seen(one), seen(other))
    return PairDecision(verdict=verdict, one=first, other=second, reason="made up")


def run(records: Sequence[Record], *decisions: OnRows, single: Sequence[str] = ()) -> list[AnyPeopleRow]:
    told = [(f"e{number}", one) for number, one in enumerate(decisions)]
    return list(rows_of_people(records, told, single=single))


def of(kind: type, found: list[AnyPeopleRow]) -> list[Any]:
    return [row for row in found if isinstance(row, kind)]


def together(found: list[AnyPeopleRow], one: Record, other: Record) -> bool:
    person: dict[str, str] = {row.record: row.person for row in of(MemberRow, found)}
    return person[one.id] == person[other.id]


def test_every_record_is_of_one_person_and_counts_agree() -> None:
    found = run(town())
    members, persons, (linking,) = of(MemberRow, found), of(PersonRow, found), of(LinkingRow, found)
    assert sorted(row.record for row in members) == sorted(one.id for one in town())
    assert sum(row.records for row in persons) == len(town()) == linking.records
    assert {row.person for row in members} == {row.id for row in persons}
    assert linking.persons == len(persons) < len(town())
    keys = by_key(town())
    assert all(together(found, keys[f"h{number}"], keys[f"m{number}"]) for number in range(15, 45))
    doubt = [row for row in of(PairRow, found) if row.why == "doubt"]
    assert doubt and all(0.1 <= row.probability < 0.9 and row.gain > 0 for row in doubt)
    assert linking.doubtful == len(doubt)


def test_the_weights_of_a_pair_add_up_to_its_probability() -> None:
    for row in of(PairRow, run(town())):
        bits = sum(weight.bits for weight in row.weights)
        assert row.probability == pytest.approx(1 / (1 + 2**-bits), abs=1e-4)
        assert row.weights[0].field == "" and {"surname", "birth"} <= {one.field for one in row.weights}


def test_no_order_of_records_or_decisions_makes_a_difference() -> None:
    keys = by_key(town())
    decisions = [pair(keys["h1"], keys["h2"], Verdict.SAME), pair(keys["h20"], keys["m20"], Verdict.DIFFERENT)]
    wanted = sorted(map(repr, run(town(), *decisions)))
    mixed = list(town())
    random.Random(3).shuffle(mixed)
    assert sorted(map(repr, run(mixed, *decisions))) == wanted


def test_decided_pairs_hold() -> None:
    keys = by_key(town())
    found = run(
        town(),
        pair(keys["h1"], keys["h2"], Verdict.SAME),
        pair(keys["h20"], keys["m20"], Verdict.DIFFERENT),
        pair(keys["h21"], keys["m21"], Verdict.CANNOT_TELL),
    )
    assert together(found, keys["h1"], keys["h2"])
    assert not together(found, keys["h20"], keys["m20"])
    told = {(row.verdict, row.why): row for row in of(PairRow, found) if row.verdict}
    assert set(told) == {("same", "decided"), ("different", "decided"), ("cannot_tell", "decided")}
    assert all(row.gain == 0 for row in told.values()), "nothing is asked again"
    assert [row.state for row in of(BondRow, found)] == ["applied"] * 3


def test_a_declaration_that_a_decision_contradicts_is_shown() -> None:
    keys = by_key(town())
    chain = pair(keys["h20"], keys["m20"], Verdict.SAME), pair(keys["m20"], keys["h21"], Verdict.SAME)
    found = run(town(), *chain, single=("hospital",))
    states = [row.state for row in of(BondRow, found)]
    held = together(found, keys["h20"], keys["m20"]), together(found, keys["m20"], keys["h21"])
    assert states == ["applied" if one else "crossed" for one in held]


def test_alive_against_dead_is_undecided_until_somebody_decides() -> None:
    known = {row["id"]: row for row in rows(range(45), "h")}
    records = [record("hospital", {**row, "status": "alive" if key == "h20" else "dead"}) for key, row in known.items()]
    records += [record("morgue", row) for row in rows(range(15, 60), "m", slips=True)]
    keys = by_key(records)

    def person(*decisions: OnRows) -> PersonRow:
        found = run(records, *decisions)
        here = {row.record: row.person for row in of(MemberRow, found)}[keys["h20"].id]
        (one,) = [row for row in found if isinstance(row, PersonRow) and row.id == here]
        return one

    assert (person().undecided, person().fates) == (True, ("alive", "dead"))
    (asked,) = [row for row in of(PairRow, run(records)) if row.why == "undecided"]
    assert {asked.one, asked.other} == {keys["h20"].id, keys["m20"].id} and asked.together
    accepted = FateDecision(verdict=Verdict.ACCEPT, row=seen(keys["h20"]), status=Fate.ALIVE)
    rejected = FateDecision(verdict=Verdict.REJECT, row=seen(keys["h20"]), status=Fate.ALIVE)
    assert (person(accepted).undecided, person(accepted).fates) == (False, ("alive",))
    assert (person(rejected).undecided, person(rejected).fates) == (False, ("dead",))
    both = FateDecision(verdict=Verdict.ACCEPT, row=seen(keys["m20"]), status=Fate.DEAD)
    assert person(accepted, both).undecided
    apart = pair(keys["h20"], keys["m20"], Verdict.DIFFERENT)
    assert not person(apart).undecided


def test_rows_without_a_name_are_never_linked_by_machine() -> None:
    bare = {"surname": None, "given": None, "named": False}
    records = [*town(), record("poor", rows([1], "n1-")[0], **bare), record("poor", rows([1], "n2-")[0], **bare)]
    found, keys = run(records), by_key(records)
    assert not together(found, keys["n1-1"], keys["n2-1"]) and not together(found, keys["n1-1"], keys["h1"])
    assert sum(not row.named for row in of(PersonRow, found)) == 2
    told = run(records, pair(keys["n1-1"], keys["h1"], Verdict.SAME))
    assert together(told, keys["n1-1"], keys["h1"]), "a person may say who it is"


@pytest.mark.parametrize("count", [0, 1, 5])
def test_nothing_tells_the_rows_apart(count: int) -> None:
    row = {"id": "", "surname": "Brander", "place": "Mill Hill", "born": "1990", "status": "dead"}
    records = [record("made", {**row, "id": str(number)}) for number in range(count)]
    found = run(records)
    (linking,) = of(LinkingRow, found)
    assert linking.persons == len(of(PersonRow, found)) == count
    assert bool(linking.why) == (count != 1)
    if count == 5:
        told = run(records, pair(records[0], records[3], Verdict.SAME), pair(records[3], records[4], Verdict.SAME))
        assert together(told, records[0], records[4]) and len(of(PersonRow, told)) == 3
