"""Persons in a case: from all lists, again where a list or a decision changed; decisions bind, survive, and can be undone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from aigaq.build import build
from aigaq.case import Case
from aigaq.case.adding import thoughts
from aigaq.people.decide import RowDecider, log_on_rows
from aigaq.statements import Store, Verdict
from aigaq.statements.persons import BondRow, PairRow, People, PersonRow
from tests.build.conftest import new_case
from tests.build.test_tables import done
from tests.people.lists.making import add_list, csv, poor, rows

HOSPITAL = csv(rows(range(45), "h"))
MORGUE = csv(rows(range(15, 60), "m", slips=True))
POOR = csv(poor(range(0, 45, 4), "p"))
PERSON = "Somebody Invented"


@pytest.fixture
def town(tmp_path: Path) -> Case:
    case = new_case(tmp_path / "case")
    add_list(case, HOSPITAL, "hospital", published="2022-01-10")
    add_list(case, MORGUE, "morgue", published="2022-01-12")
    add_list(case, POOR, "poor")
    build(case)
    return case


def decide(case: Case, one: str, other: str, verdict: Verdict, reason: str = "the papers say so") -> str:
    with Store.open(case) as store:
        ids = [People(store).find(*name.split(":")) or "" for name in (one, other)]
        prepared = RowDecider(case, store, PERSON).pair(ids[0], ids[1], verdict, reason)
    return log_on_rows(case, [prepared])[0]


def fate(case: Case, name: str, verdict: Verdict) -> str:
    with Store.open(case) as store:
        prepared = RowDecider(case, store).fate(
            People(store).find(*name.split(":")) or "", verdict, "a call to the ward"
        )
    return log_on_rows(case, [prepared])[0]


def asked(case: Case, what: Callable[[People], object]) -> object:
    with Store.open(case) as store:
        return what(People(store))


def together(case: Case, one: str, other: str) -> bool:
    with Store.open(case) as store:
        people = People(store)
        persons = [people.person_of(people.find(*name.split(":")) or "") for name in (one, other)]
    assert None not in persons
    return persons[0] == persons[1]


def item_with(case: Case, words: bytes) -> str:
    """The item whose bytes hold these words."""
    for item in case.items():
        with case.open_item(item.sha256) as stream:
            if words in stream.read():
                return item.sha256
    raise AssertionError(words)


def bonds(case: Case) -> list[BondRow]:
    with Store.open(case) as store:
        return People(store).bonds()


def queue(case: Case) -> list[PairRow]:
    with Store.open(case) as store:
        return list(People(store).queue())


def anew(case: Case) -> str:
    shutil.rmtree(case.derived)
    return build(case).digest


def test_persons_of_all_lists(town: Case) -> None:
    with Store.open(town) as store:
        people = People(store)
        assert sum(row.records for row in people.persons()) == len(list(people.records())) == 102
        assert people.fates() == {"dead": sum(1 for _ in people.persons())}
    assert together(town, "hospital:h20", "morgue:m20") and not together(town, "hospital:h1", "hospital:h2")
    assert done(build(town)) == {}
    assert anew(town) == build(town).digest


def test_the_order_of_adding_makes_no_difference(town: Case, tmp_path: Path) -> None:
    other = new_case(tmp_path / "other")
    for name, text in (("poor", POOR), ("morgue", MORGUE), ("hospital", HOSPITAL)):
        published = {"hospital": "2022-01-10", "morgue": "2022-01-12"}.get(name)
        add_list(other, text, name, published=published)
    build(other)
    with Store.open(town) as one, Store.open(other) as two:
        assert [made.output for made in one.partitions("people")] == [made.output for made in two.partitions("people")]


def test_decisions_bind_and_survive_a_new_edition_and_a_clean_build(town: Case) -> None:
    decide(town, "hospital:h1", "hospital:h2", Verdict.SAME)
    decide(town, "hospital:h20", "morgue:m20", Verdict.DIFFERENT)
    decide(town, "poor:p4", "hospital:h4", Verdict.CANNOT_TELL)
    assert done(build(town)) == {"people": 1, "counting": 1, "toll": 1}
    assert together(town, "hospital:h1", "hospital:h2") and not together(town, "hospital:h20", "morgue:m20")
    assert [bond.state for bond in bonds(town)] == ["applied"] * 3
    listed = [row for row in rows(range(2, 50), "h") if row["id"] != "h20"]
    changed = [{**row, "place": "Elsewhere"} if row["id"] == "h2" else row for row in reversed(listed)]
    first = item_with(town, b"h44")
    add_list(town, csv(changed), "hospital", after=first)
    digest = build(town).digest
    assert together(town, "hospital:h1", "hospital:h2") and not together(town, "hospital:h20", "morgue:m20")
    assert sorted((bond.verdict, bond.state, bond.changed) for bond in bonds(town)) == [
        ("cannot_tell", "applied", False), ("different", "applied", False), ("same", "applied", True),
    ]  # fmt: skip
    assert anew(town) == digest


def test_who_decided_stands_in_the_salted_blob_alone(town: Case) -> None:
    decide(town, "hospital:h1", "hospital:h2", Verdict.SAME)
    build(town)
    held = [path for path in town.path.rglob("*") if path.is_file() and PERSON.encode() in path.read_bytes()]
    assert len(held) == 1 and "blobs" in held[0].parts


def test_a_later_decision_replaces_and_undo_brings_back(town: Case) -> None:
    first = decide(town, "hospital:h20", "morgue:m20", Verdict.DIFFERENT)
    digest = build(town).digest
    second = decide(town, "morgue:m20", "hospital:h20", Verdict.SAME, "a second look")
    build(town)
    (bond,) = bonds(town)
    assert (bond.entry, bond.verdict, bond.reason) == (second, "same", "a second look")
    assert together(town, "hospital:h20", "morgue:m20")
    with town.writing() as batch:
        thoughts.undo(batch, [second], "the first was right")
    assert build(town).digest == digest and [one.entry for one in bonds(town)] == [first]
    with town.writing() as batch:
        thoughts.undo(batch, [first])
    build(town)
    assert bonds(town) == [] and together(town, "hospital:h20", "morgue:m20")


def test_the_same_again_is_logged_once(town: Case) -> None:
    decide(town, "hospital:h1", "hospital:h2", Verdict.SAME)
    with Store.open(town) as store:
        ids = [People(store).find("hospital", key) or "" for key in ("h1", "h2")]
        prepared = RowDecider(town, store, "Another").pair(ids[1], ids[0], Verdict.SAME, "the same again")
    assert prepared.already and log_on_rows(town, [prepared]) == ()


def test_contradictions_are_shown_and_not_settled(town: Case) -> None:
    for one, other, verdict in (
        ("hospital:h1", "hospital:h2", Verdict.SAME),
        ("hospital:h2", "hospital:h3", Verdict.SAME),
        ("hospital:h1", "hospital:h3", Verdict.DIFFERENT),
    ):
        decide(town, one, other, verdict)
    build(town)
    assert [bond.state for bond in bonds(town)] == ["crossed"] * 3
    assert all(len(bond.against) == 2 for bond in bonds(town))
    assert not together(town, "hospital:h1", "hospital:h2")
    assert [pair.why for pair in queue(town)[:3]] == ["decided"] * 3, "they are asked again, before what is in doubt"


def test_two_people_who_decide_otherwise_are_a_dispute(town: Case) -> None:
    """As after a merge: neither has replaced what the other decided."""
    with Store.open(town) as store:
        ids = [People(store).find(*name) or "" for name in (("hospital", "h20"), ("morgue", "m20"))]
        told = [
            RowDecider(town, store, person).pair(ids[0], ids[1], verdict, "looked up")
            for person, verdict in (("One", Verdict.SAME), ("Another", Verdict.DIFFERENT))
        ]
    log_on_rows(town, told)
    build(town)
    assert [bond.state for bond in bonds(town)] == ["disputed"] * 2
    assert {bond.against[0] for bond in bonds(town)} == {bond.entry for bond in bonds(town)}
    assert together(town, "hospital:h20", "morgue:m20"), "neither is applied"
    settled = decide(town, "hospital:h20", "morgue:m20", Verdict.DIFFERENT)
    build(town)
    assert [(bond.entry, bond.state) for bond in bonds(town)] == [(settled, "applied")]


def test_the_queue_puts_first_where_a_decision_changes_most(town: Case) -> None:
    pairs = queue(town)
    assert len(pairs) > 1 and {pair.why for pair in pairs} == {"doubt"}
    assert [pair.gain for pair in pairs] == sorted((pair.gain for pair in pairs), reverse=True)
    with Store.open(town) as store:
        people = People(store)
        for pair in pairs:
            persons = {people.person_of(one) for one in (pair.one, pair.other)}
            size = sum(people.person(str(one)).records for one in persons)
            assert pair.gain == pytest.approx(4 * pair.probability * (1 - pair.probability) * size, rel=1e-4)
        names = [f"{people.record(one).list}:{people.record(one).key}" for one in (pairs[0].one, pairs[0].other)]
    decide(town, names[0], names[1], Verdict.CANNOT_TELL)
    build(town)
    assert (pairs[0].one, pairs[0].other) not in [(pair.one, pair.other) for pair in queue(town)]


def test_alive_against_dead(town: Case) -> None:
    row = next(one for one in rows(range(45), "h") if one["id"] == "h20")
    add_list(town, csv([{**row, "id": "r1", "status": "alive", "died": ""}]), "returned", published="2022-02-01")
    build(town)
    with Store.open(town) as store:
        (person,) = People(store).persons(undecided=True)
        assert person.fates == ("alive", "dead") and next(iter(People(store).persons())) == person
        assert People(store).fates()["undecided"] == 1
    assert queue(town)[0].why == "undecided"
    entry = fate(town, "returned:r1", Verdict.ACCEPT)
    build(town)
    with Store.open(town) as store:
        assert list(People(store).persons(undecided=True)) == []
        assert People(store).fates()["alive"] == 1
    with town.writing() as batch:
        thoughts.undo(batch, [entry])
    build(town)
    found = asked(town, lambda people: list(people.persons(undecided=True)))
    assert isinstance(found, list) and len(found) == 1 and isinstance(found[0], PersonRow)


def test_what_is_shredded_takes_its_decisions_with_it(town: Case) -> None:
    from aigaq.case.shredding import shred

    decide(town, "hospital:h20", "morgue:m20", Verdict.DIFFERENT)
    build(town)
    morgue = item_with(town, b"m59")
    shred(town, morgue)
    held = [path for path in (town.path / "blobs").rglob("*") if path.is_file() and b"m20" in path.read_bytes()]
    assert held == []
    build(town)
    with Store.open(town) as store:
        assert {record.list for record in People(store).records()} == {"hospital", "poor"}


def test_a_decision_on_lists_that_are_gone_is_kept(town: Case) -> None:
    decide(town, "hospital:h20", "morgue:m20", Verdict.DIFFERENT)
    with town.writing() as batch:
        for item in town.items():
            thoughts.set_aside(batch, item.sha256, "later")
    build(town)
    (bond,) = bonds(town)
    assert (bond.state, bond.named) == ("unbound", ("hospital:h20", "morgue:m20"))
    with Store.open(town) as store:
        assert store.not_understood() == [] and list(store.decisions()) == []
