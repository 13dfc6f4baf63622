"""The rule of inclusion: case by case as docs/formats/policy.md says, and against a slow reading of the same words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigaq.errors import FormatError
from aigaq.statements.decisions import Verdict
from aigaq.statements.persons import Fate, Record
from aigaq.toll.counting.inclusion import rows_of
from aigaq.toll.counting.policy import Inclusion, Missing, Policy, Stratum
from aigaq.values.places import Gazetteer
from tests.toll.making import DEAD, persons, record


def rule(**told: object) -> Policy:
    return Policy(inclusion=Inclusion(words="x", **told))  # type: ignore[arg-type]


def counted(*of: Sequence[Record], policy: Policy = DEAD, verdicts: dict[str, Verdict] | None = None) -> list[bool]:
    found: list[bool] = persons(*of, policy=policy, verdicts=verdicts).counted.tolist()
    return found


def test_who_is_dead_in_one_list_is_dead_unless_another_says_alive() -> None:
    of = [record("a", "dead")], [record("a", "injured"), record("b", "dead")], [record("a", "missing")], [record("a")]
    assert counted(*of) == [True, True, False, False]
    both = [record("a", "dead"), record("b", "alive")]
    assert counted(both) == [False]
    assert persons(both).undecided.tolist() == [True]
    assert counted(both, policy=rule(whom=(Fate.DEAD, Fate.ALIVE))) == [False], "undecided persons are never counted"


def test_what_was_decided_holds() -> None:
    dead, alive = record("a", "dead", key="1"), record("b", "alive", key="2")
    assert counted([dead, alive], verdicts={alive.id: Verdict.REJECT}) == [True]
    assert counted([dead, alive], verdicts={dead.id: Verdict.REJECT}) == [False]
    assert counted([dead, alive], verdicts={dead.id: Verdict.ACCEPT}) == [True]
    assert counted([dead, alive], verdicts={alive.id: Verdict.ACCEPT}) == [False]
    assert persons([dead, alive], verdicts={dead.id: Verdict.REJECT}).on.tolist() == [0]


ALMATY = rule(where=("almaty",))


@pytest.mark.parametrize(
    ("places", "met", "left"),
    [
        ([("almaty",)], True, True),
        ([("taraz",)], False, False),
        ([()], True, False),
        ([("kz",)], True, False),  # around it: it may be there
        ([("nowhere-known",)], True, False),
        ([("taraz", "almaty")], True, True),  # one of several places of a record
        ([("taraz",), ("almaty",)], True, True),  # records that differ: one within is enough
        ([("taraz",), ()], False, False),  # the only place that is known lies elsewhere
    ],
)
def test_where(places: list[tuple[str, ...]], met: bool, left: bool) -> None:
    of = [record("a", "dead", places=one) for one in places]
    leave = rule(where=("almaty",), missing=Missing.LEAVE_OUT)
    assert (counted(of, policy=ALMATY), counted(of, policy=leave)) == ([met], [left])


def test_a_place_lies_in_those_around_it() -> None:
    assert counted([record("a", "dead", places=("almaty",))], policy=rule(where=("kz",))) == [True]


SPAN = rule(since="2022-01-05", until="2022-01-11")


@pytest.mark.parametrize(
    ("death", "met", "left"),
    [
        ("2022-01-05", True, True),
        ("2022-01-11", True, True),
        ("2022-01-04", False, False),
        ("2022-01-12", False, False),
        ("2022-01", True, False),
        ("2022-02", False, False),
        ("2021", False, False),
        ("2022-01-06/2022-01-08", True, True),
        ("../2022-01-06", True, False),
        (None, True, False),
        ("no date", True, False),
    ],
)
def test_from_when_until_when(death: str | None, met: bool, left: bool) -> None:
    of = [record("a", "dead", death=death)]
    leave = rule(since="2022-01-05", until="2022-01-11", missing=Missing.LEAVE_OUT)
    assert (counted(of, policy=SPAN), counted(of, policy=leave)) == ([met], [left])


def test_one_end_of_a_span_may_be_open() -> None:
    of = [record("a", "dead", death="2022-01-04")]
    assert (counted(of, policy=rule(since="2022-01-05")), counted(of, policy=rule(until="2022-01-05"))) == (
        [False],
        [True],
    )


def test_a_person_stands_in_the_first_stratum_that_holds() -> None:
    strata = (
        Stratum(name="children", ages=(0, 17)),
        Stratum(name="women", sex="female"),
        Stratum(name="early in almaty", where=("almaty",), until="2022-01-06"),
    )
    policy = Policy(inclusion=DEAD.inclusion, strata=strata)
    of = (
        [record("a", "dead", sex="female", age=17)],
        [record("a", "dead", sex="female", age=18)],
        [record("a", "dead", age=18), record("b", "dead", sex="female")],
        [record("a", "dead", places=("almaty",)), record("b", "dead", death="2022-01-05")],
        [record("a", "dead", places=("kz",), death="2022-01-05")],
        [record("a", "dead", birth="2010-05-05", death="2022-01-06")],
        [record("a", "dead")],
    )
    assert persons(*of, policy=policy).stratum.tolist() == [0, 1, 1, 2, -1, 0, -1]


def test_the_last_of_sixty_strata_is_found() -> None:
    strata = tuple(Stratum(name=str(at), ages=(at, at)) for at in range(60))
    found = persons([record("a", "dead", age=59)], policy=Policy(inclusion=DEAD.inclusion, strata=strata))
    assert found.stratum.tolist() == [59]


def test_too_many_lists() -> None:
    with pytest.raises(FormatError, match="61 lists; at most 60"):
        rows_of([], DEAD, lists=[str(at) for at in range(61)], places=Gazetteer.shipped())


def test_nobody() -> None:
    assert counted() == []


FATES = st.lists(st.sampled_from(["dead", "alive", "missing"]), max_size=2, unique=True)
PLACES = st.sampled_from([(), ("almaty",), ("taraz",), ("kz",), ("almaty", "taraz")])
DEATHS = st.sampled_from([None, "2022-01-04", "2022-01-06", "2022-01", "2023"])
DRAWN = st.builds(
    lambda name, fates, places, death: record(name, *fates, places=places, death=death),
    st.sampled_from("abc"),
    FATES,
    PLACES,
    DEATHS,
)


def slowly(of: Sequence[Record], policy: Policy) -> bool:
    """The words of docs/formats/policy.md, "Who is counted", one after the other."""
    fates = {said.status for one in of for said in one.fates}
    if Fate.DEAD not in fates or Fate.ALIVE in fates:
        return False
    places = [code for one in of for code in one.places]
    days = [one.death for one in of]
    here, there = (
        "almaty" in places,
        "taraz" in places and any("taraz" in p.places and "almaty" not in p.places for p in of),
    )
    then, another = "2022-01-06" in days, bool({"2022-01-04", "2023"} & set(days))
    open_place, open_day = not here and not there, not then and not another
    if policy.inclusion.missing is Missing.LEAVE_OUT and (open_place or open_day):
        return False
    return (here or open_place) and (then or open_day)


@settings(deadline=None)
@given(st.lists(st.lists(DRAWN, min_size=1, max_size=3), max_size=5), st.sampled_from(Missing))
def test_whole_arrays_say_what_the_words_say(of: list[list[Record]], missing: Missing) -> None:
    policy = rule(where=("almaty",), since="2022-01-05", until="2022-01-20", missing=missing)
    found = persons(*of, policy=policy)
    assert found.counted.tolist() == [slowly(group, policy) for group in of]
    lists = sorted({one.list for group in of for one in group})
    for group, on, met in zip(of, found.on.tolist(), found.counted.tolist(), strict=True):
        says = {one.list for one in group if any(said.status is Fate.DEAD for said in one.fates)}
        assert {name for at, name in enumerate(lists) if on >> at & 1} == says
        assert says or not met, "whoever is counted stands on one list at least"
