"""The documented count: of the case, as a range over linkages, and what is told apart and in no sum."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from aigaq.statements.persons import Record
from aigaq.toll.counting.documented import WHOLE, documented_of
from aigaq.toll.counting.policy import Inclusion, Policy, Stratum
from tests.toll.making import DEAD, record, tallies


def test_the_range_is_that_of_the_sampled_linkages_and_the_count_that_of_the_case() -> None:
    of = [record("a", "dead", key=str(at)) for at in range(4)]
    told = documented_of(tallies(of, [0, 0, 2, 3], [0, 1, 2, 3], [0, 0, 2, 2], [0, 0, 2, 3]))[WHOLE]
    assert (told.documented, told.low, told.high, told.drawn) == (3, 2, 4, (4, 2, 3))
    assert told.ladder == ((0.5, 3),)


def test_what_is_told_apart_is_in_no_sum() -> None:
    of = [
        record("a", "dead"),
        record("a", "dead", named=False),
        record("b", "alive"),
        record("a", "dead", key="d"),
        record("b", "alive", key="d"),
        record("b", "missing"),
        record("b", "alive", named=False),
    ]
    told = documented_of(tallies(of, [0, 1, 2, 3, 3, 5, 6]))[WHOLE]
    assert (told.documented, told.unnamed, told.alive, told.undecided) == (1, 1, 1, 1)
    assert told.lists == (("a", 1), ("b", 0))


def test_a_nameless_row_that_a_decision_ties_to_a_name_is_counted_with_it() -> None:
    told = documented_of(tallies([record("a", "dead"), record("b", "dead", named=False)], [0, 0]))[WHOLE]
    assert (told.documented, told.unnamed, told.lists) == (1, 0, (("a", 1), ("b", 1)))


def test_how_many_rest_on_what_nobody_tells() -> None:
    policy = Policy(inclusion=Inclusion(words="x", where=("almaty",), since="2022-01-05", until="2022-01-11"))
    of = [
        record("a", "dead", key="1"),
        record("a", "dead", key="2", places=("almaty",)),
        record("a", "dead", key="3", death="2022-01-06"),
        record("a", "dead", key="4", places=("taraz",)),
        record("a", "dead", key="5", places=("almaty",), death="2022-01-06"),
        record("b", "injured", key="5", places=("taraz",), death="2022-01-06"),
        record("b", "alive", key="6", places=("taraz",)),
        record("b", "alive", key="7"),
    ]
    told = documented_of(tallies(of, [0, 1, 2, 3, 4, 4, 6, 7], policy=policy))[WHOLE]
    assert (told.documented, told.open_place, told.open_date, told.differing, told.other_fates) == (4, 2, 2, 1, 1)
    assert told.alive == 1, "whom a list places elsewhere is alive elsewhere"


def test_without_a_question_nothing_rests_on_its_answer() -> None:
    told = documented_of(tallies([record("a", "dead")], [0]))[WHOLE]
    assert (told.open_place, told.open_date, told.outside) == (0, 0, 0)


SEXES = st.sampled_from(["female", "male", None])
STRATA = Policy(inclusion=DEAD.inclusion, strata=(Stratum(name="women", sex="female"), Stratum(name="men", sex="male")))


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), SEXES, st.booleans()), min_size=1, max_size=8), st.data())
def test_strata_and_those_in_none_make_up_the_whole(
    told: Sequence[tuple[str, str | None, bool]], data: st.DataObject
) -> None:
    of: list[Record] = [
        record(name, "dead", key=str(at), sex=sex, named=named) for at, (name, sex, named) in enumerate(told)
    ]
    labels = st.lists(st.integers(0, len(of) - 1), min_size=len(of), max_size=len(of))
    made = tallies(of, data.draw(labels), *data.draw(st.lists(labels, max_size=3)), policy=STRATA)
    found = documented_of(made)
    whole = found.pop(WHOLE)
    assert whole.documented == whole.outside + sum(one.documented for one in found.values())
    parts = zip(*(one.drawn for one in found.values()), strict=True)
    assert all(total >= sum(part) for total, part in zip(whole.drawn, parts, strict=True))
    assert all(sum(tally.cells.values()) == tally.documented for tally in made.main.values())
