"""What became of statements across documents: the one rule, applied to no more than it can reach."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigaq.accounts import Reading, Turn
from aigaq.accounts.reach import fates
from aigaq.statements import AnyStatement, Dated, Standing, Target, became, row_id
from tests.accounts.making import ITEM, MINISTRY, OTHER, figure, row, span, stored, taken_back

NUMBERS = st.integers(1, 4)
DAYS = st.dates(date(2022, 1, 1), date(2022, 1, 9)).map(str)
MEASURES = st.sampled_from(["injured", "hospitalised", "killed"])
TARGETS = st.builds(
    Target,
    low=st.none() | NUMBERS,
    high=st.none() | NUMBERS,
    measure=st.none() | MEASURES,
    speaker=st.sampled_from([None, MINISTRY.name, "ministry", "somebody else"]),
    span=st.none() | st.just(span("1" * 30, 0)),
    key=st.sampled_from([None, None, "F1"]),
)
FIGURES = st.builds(
    lambda low, said, measure, item, start: (
        row(low, said, "F1", measure=measure, item=item)
        if start == 0
        else figure(low, said, measure=measure, item=item, start=start)
    ),
    NUMBERS,
    st.none() | DAYS,
    MEASURES,
    st.sampled_from([ITEM, OTHER]),
    st.sampled_from([0, 10, 20]),
)
WITHDRAWALS = st.builds(
    lambda target, instead, time, item, becomes: taken_back(
        target, time, replaced_by=instead, item=item, becomes=becomes
    ),
    TARGETS,
    st.none() | TARGETS,
    DAYS,
    st.sampled_from([ITEM, OTHER]),
    st.sampled_from(list(Standing)),
)
SAID = st.lists(st.one_of(FIGURES, WITHDRAWALS), max_size=7)


@settings(max_examples=40)
@given(said=SAID, day=DAYS)
def test_it_is_the_rule_of_statements(said: list[AnyStatement], day: str) -> None:
    with stored(said) as store:
        for as_of in (day, None):
            found = fates(store, Reading.SAID, None if as_of is None else date.fromisoformat(as_of))
            whole = became(said, as_of)
            for one, what in whole.items():
                judged = found[one].became if one in found else type(what)()
                assert (judged.standing, judged.by, judged.replaced_by) == (what.standing, what.by, what.replaced_by)


@settings(max_examples=20)
@given(said=SAID)
def test_turns_tell_the_standing_of_every_day(said: list[AnyStatement]) -> None:
    with stored(said) as store:
        found = fates(store, Reading.SAID, None)
        for number in range(1, 10):
            day = f"2022-01-0{number}"
            for one, what in became(said, day).items():
                past = [turn.standing for turn in (found[one].turns if one in found else ()) if turn.day <= day]
                assert (past[-1] if past else Standing.STANDING) is what.standing


def test_across_documents_by_description() -> None:
    dead, again = figure(164, "2022-01-09"), figure(164, "2022-01-11", item=OTHER, start=7)
    withdrawal = taken_back(Target(measure="killed", low=164), "2022-01-09", item="c3" * 32)
    with stored([dead, again, withdrawal]) as store:
        found = fates(store, Reading.SAID, None)
    assert found[row_id(dead)].turns == (Turn("2022-01-09", Standing.WITHDRAWN),)
    assert row_id(again) not in found


def test_a_place_in_a_text_reaches_only_its_document() -> None:
    there, elsewhere = figure(164, start=10), figure(164, start=10, item=OTHER)
    with stored([there, elsewhere, taken_back(Target(span=span("164", 10)), "2022-01-09")]) as store:
        assert {row_id(there)} == {one for one, fate in fates(store, Reading.SAID, None).items() if fate.became.by}


def test_an_undated_withdrawal_counts_from_the_day_it_was_taken_in() -> None:
    dead = figure(164, "2022-01-09")
    with stored([dead, taken_back(Target(low=164), item=OTHER)], taken={OTHER: "2023-05-01"}) as store:
        found = fates(store, Reading.SAID, date(2023, 4, 30))
        assert found[row_id(dead)].became.standing is Standing.STANDING
        assert found[row_id(dead)].turns == (Turn("2023-05-01", Standing.WITHDRAWN),)
        later = fates(store, Reading.SAID, date(2023, 5, 1))
        assert later[row_id(dead)].became.standing is Standing.WITHDRAWN


def test_held_a_withdrawal_counts_when_we_hold_it() -> None:
    dead = figure(164, "2022-01-09")
    withdrawal = taken_back(Target(low=164), "2022-01-09", item=OTHER)
    with stored([dead, withdrawal], taken={ITEM: "2022-02-01", OTHER: "2022-03-01"}) as store:
        found = fates(store, Reading.HELD, date(2022, 2, 28))
        assert found[row_id(dead)].became.standing is Standing.STANDING
        assert found[row_id(dead)].turns == (Turn("2022-03-01", Standing.WITHDRAWN),)


def test_each_turn_of_a_number_that_was_taken_back_twice() -> None:
    dead = figure(20000, "2022-01-07")
    said: list[AnyStatement] = [
        dead,
        taken_back(Target(low=20000), "2022-01-09"),
        taken_back(Target(low=20000), "2022-06-05", becomes=Standing.DISOWNED, said=Dated("2022-06-05")),
        taken_back(Target(low=20000), "2022-07-05", becomes=Standing.DENIED),
    ]
    with stored(said) as store:
        turns = fates(store, Reading.SAID, None)[row_id(dead)].turns
    assert [(turn.day, turn.standing.value) for turn in turns] == [
        ("2022-01-09", "withdrawn"),
        ("2022-06-05", "disowned"),
    ]


@pytest.mark.parametrize("value", [10**400, -(10**400)])
def test_numbers_beyond_the_index(value: int) -> None:
    dead: Any = figure(value, "2022-01-09")
    with stored([dead, taken_back(Target(low=value), "2022-01-10")]) as store:
        assert fates(store, Reading.SAID, None)[row_id(dead)].became.standing is Standing.WITHDRAWN
