"""Accounts of subjects: what was known on a day, what became of it, who is a source, and that order plays no part."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigaq.accounts import DatedBy, accounts, listing, subject_from, subject_of
from aigaq.errors import NotFound, UsageError
from aigaq.statements import AnyStatement, DateBasis, Dated, Source, Stance, Standing, Target, row_id
from aigaq.values import parse_when
from tests.accounts.making import ITEM, OTHER, figure, stored, taken_back

DEAD = subject_from("killed/all/kz")
FIRST = figure(164, "2022-01-09")
SECOND = figure(225, "2022-01-15", start=50)
TAKEN_BACK = taken_back(Target(low=164), "2022-01-09")

NUMBERS = st.integers(1, 3)
DATES = st.sampled_from(["2022-01-03", "2022-01-05", "2022-01", "2022-01-04/2022-01-08", "2022-01-06/.."])
SAID = st.lists(
    st.one_of(
        st.builds(
            lambda low, said, place, start: figure(low, said, places=(place,), start=start),
            NUMBERS,
            st.none() | DATES,
            st.sampled_from(["kz", "almaty"]),
            st.sampled_from([0, 10, 20]),
        ),
        st.builds(lambda low, time: taken_back(Target(low=low), time), NUMBERS, st.none() | DATES),
    ),
    max_size=7,
)


def standings(said: list[AnyStatement], day: str | None) -> dict[int, str]:
    with stored(said) as store:
        made = accounts(store, as_known_on=None if day is None else parse_when(day), subject=DEAD)
    return {int(point.statement.low or 0): point.standing.value for point in made.subjects[0].points}


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2022-01-08", None),
        ("2022-01-09", {164: "withdrawn"}),
        ("2022-01-14", {164: "withdrawn"}),
        ("2022-01-15", {164: "withdrawn", 225: "standing"}),
        ("2022-01", {164: "withdrawn", 225: "standing"}),
        ("2022/..", {164: "withdrawn", 225: "standing"}),
        (None, {164: "withdrawn", 225: "standing"}),
    ],
)
def test_as_known_on(day: str | None, told: dict[int, str] | None) -> None:
    if told is None:
        with pytest.raises(NotFound):
            standings([FIRST, SECOND, TAKEN_BACK], day)
    else:
        assert standings([FIRST, SECOND, TAKEN_BACK], day) == told


def test_a_superseded_number_regains_its_standing_at_an_earlier_date() -> None:
    new = taken_back(Target(low=164), "2022-01-15", becomes=Standing.SUPERSEDED, replaced_by=Target(low=225))
    said: list[AnyStatement] = [FIRST, SECOND, new]
    assert standings(said, "2022-01-14") == {164: "standing"}
    assert standings(said, "2022-01-15") == {164: "superseded", 225: "standing"}
    with stored(said) as store:
        point = accounts(store, subject=DEAD).subjects[0].points[0]
    assert point.fate.became.replaced_by == (row_id(SECOND),)
    assert [(turn.day, turn.standing) for turn in point.turns] == [("2022-01-15", Standing.SUPERSEDED)]


@settings(max_examples=25)
@given(said=SAID, days=st.lists(st.dates(date(2022, 1, 1), date(2022, 2, 9)), min_size=2, max_size=2))
def test_what_is_known_on_a_day_is_known_on_every_later_day(said: list[AnyStatement], days: list[date]) -> None:
    with stored(said) as store:
        earlier, later = (accounts(store, as_known_on=parse_when(str(day))) for day in sorted(days))
        everything = accounts(store)
    known = [{point.row for one in made.subjects for point in one.points} for made in (earlier, later, everything)]
    assert known[0] <= known[1] <= known[2]
    assert set(earlier.days) <= set(later.days) <= set(everything.days)
    assert known[2] == {row_id(one) for one in said if one.__struct_config__.tag == "figure"}


@settings(max_examples=20)
@given(said=SAID, random=st.randoms(use_true_random=False))
def test_order_does_not_matter(said: list[AnyStatement], random: Any) -> None:
    with stored(said) as store:
        first = accounts(store), listing(store)
    random.shuffle(said)
    with stored(said) as store:
        assert (accounts(store), listing(store)) == first


@settings(max_examples=20)
@given(said=SAID, day=DATES)
def test_one_subject_is_as_in_the_account_of_all(said: list[AnyStatement], day: str) -> None:
    with stored(said) as store:
        whole = accounts(store, as_known_on=parse_when(day))
        for one in whole.subjects:
            assert accounts(store, as_known_on=parse_when(day), subject=one.subject).subjects == (one,)
        lines = listing(store, as_known_on=parse_when(day)).lines
    assert [(line.subject, line.figures) for line in lines] == [
        (one.subject, len(one.points)) for one in whole.subjects
    ]


@settings(max_examples=20)
@given(said=SAID)
def test_every_figure_stands_in_one_account_of_its_own_subject(said: list[AnyStatement]) -> None:
    with stored(said) as store:
        made = accounts(store)
    rows = [point.row for one in made.subjects for point in one.points]
    assert len(rows) == len(set(rows))
    assert all(subject_of(point.statement) == one.subject for one in made.subjects for point in one.points)


def test_what_is_possible_is_named_and_not_counted() -> None:
    month = figure(26, "2022-01")
    with stored([FIRST, month]) as store:
        made = accounts(store, as_known_on=parse_when("2022-01-10"), subject=DEAD)
    (one,) = made.subjects
    assert [point.row for point in one.points] == [row_id(FIRST)]
    assert one.possible == (row_id(month),)
    assert (made.tally.known, made.tally.possible, made.tally.later) == (1, 1, 0)


def test_the_tally_says_what_days_rest_on() -> None:
    said = [
        figure(1, Dated("2022-01-09", DateBasis.INFERRED)),
        figure(2, Dated("2022-01-09", DateBasis.SHOWN)),
        figure(3),
        figure(4, cited=("s",)),
        figure(5, "2022-01-20"),
    ]
    sources = [Source(key="s", item=ITEM, row=1, published=Dated("2022-01-05", DateBasis.INFERRED))]
    with stored(said, sources=sources, taken={ITEM: "2022-01-10"}) as store:
        tally = accounts(store, as_known_on=parse_when("2022-01-12")).tally
    assert (tally.known, tally.inferred, tally.cited, tally.undated, tally.later) == (4, 2, 1, 1, 1)


def test_held_by_us() -> None:
    said = [FIRST, figure(164, "2022-01-09", item=OTHER)]
    with stored(said, taken={ITEM: "2022-02-01", OTHER: "2022-03-01"}) as store:
        made = accounts(store, as_known_on=parse_when("2022-02"), reading="held", subject=DEAD)
        (point,) = made.subjects[0].points
    assert (point.row, point.known, made.tally.later, made.days) == (row_id(FIRST), "2022-02-01", 1, ("2022-02-01",))


def test_what_provably_existed_is_refused() -> None:
    with stored([FIRST]) as store:
        for verb in (accounts, listing):
            with pytest.raises(UsageError, match="cannot be asked"):
                verb(store, reading="provable")


@pytest.mark.parametrize(
    ("stance", "own", "source"),
    [
        (Stance.ASSERTS, True, True),
        (Stance.UNKNOWN, True, True),
        (Stance.RECALLS, False, True),
        (Stance.ATTRIBUTES, False, True),
        (Stance.REPEATS, False, False),
        (Stance.SUMS, False, False),
        (Stance.DENIES, False, False),
    ],
)
def test_stances(stance: Stance, own: bool, source: bool) -> None:
    with stored([figure(164, "2022-01-09", stance=stance)]) as store:
        (point,) = accounts(store).subjects[0].points
    assert (point.own, point.is_source) == (own, source)


def test_sources_are_held_or_cited() -> None:
    sources = [
        Source(key="s1", item=OTHER, row=2, locator="https://example.org/a", title="A notice (invented)"),
        Source(key="s2", item=OTHER, row=3, locator="https://example.org/b"),
    ]
    cites = figure(1, "2022-01-09", cited=("s1", "s2", "s3"))
    with stored([cites], sources=sources, addresses={OTHER: ("example.org/a",)}, taken={OTHER: "2022-02-01"}) as store:
        (point,) = accounts(store).subjects[0].points
        early = accounts(store, as_known_on=parse_when("2024-03-01"), reading="held").subjects[0].points[0]
    assert [(one.key, one.held, one.source is not None) for one in point.sources] == [
        ("s1", True, True),
        ("s2", False, True),
        ("s3", False, False),
    ]
    assert point.sources[0].held_by == (OTHER,)
    assert early.sources[0].held


def test_a_part_that_a_speaker_names() -> None:
    part = figure(149, "2022-01-15", start=90, places=("almaty",), part_of=Target(low=225))
    with stored([SECOND, part]) as store:
        made = accounts(store)
    whole = made.of(DEAD)
    assert whole is not None
    (relation,) = whole.parts
    assert (relation.part, [basis.value for basis in relation.by]) == ("killed/all/almaty", ["stated", "place"])
    assert relation.rows == (row_id(part),)
    town = made.of(subject_from("killed/all/almaty"))
    assert town is not None
    assert (town.wholes, town.points[0].part_of) == ((relation,), (row_id(SECOND),))


def test_undated_figures_are_listed() -> None:
    with stored([figure(9)]) as store:
        (point,) = accounts(store).subjects[0].points
    assert (point.date, point.dated, point.basis, point.speaker) == (
        None,
        DatedBy.TAKEN,
        None,
        "Ministry of Harrowmere (invented)",
    )


def test_the_same_whatever_the_clock_says(monkeypatch: pytest.MonkeyPatch) -> None:
    with stored([FIRST, figure(3)]) as store:
        first = accounts(store)
        monkeypatch.setitem(os.environ, "TZ", "Asia/Almaty")
        assert accounts(store) == first
