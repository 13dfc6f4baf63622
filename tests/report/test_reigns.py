"""As known on: from when a statement counts, what it was on each day, and that every day has one state only."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from aigaq.report.book import Book
from aigaq.report.known import Reign, changes, known_of, periods, reigns, since, turns
from aigaq.report.material import Material, Said
from aigaq.statements import Figure, Standing
from tests.report.conftest import book_of
from tests.report.made_up import material

DAYS = st.lists(st.dates().map(str), unique=True, min_size=1).map(sorted)


@given(DAYS, st.data())
def test_on_every_day_one_state_holds_and_it_is_the_last_that_began(days: Sequence[str], data: st.DataObject) -> None:
    values = {day: data.draw(st.integers(0, 2)) for day in days}
    made = reigns(days, values.__getitem__)
    for day in days:
        holding = [one for one in made if one.since <= day and (not one.until or day < one.until)]
        assert [one.value for one in holding] == [values[day]]
    assert made[-1].until == ""
    assert all(before.value != after.value for before, after in zip(made, made[1:], strict=False))


def january_figure(whole: Material, low: int, day: str) -> Said:
    found = [
        said
        for said in whole.by_kind("figure")
        if isinstance(said.statement, Figure) and said.statement.low == low and since(said, whole) == day
    ]
    return found[0]


def test_the_number_of_an_evening_stood_until_it_was_taken_back(january: Material) -> None:
    said = january_figure(january, 164, "2022-01-09")
    assert turns(said, january)[-1].value is Standing.WITHDRAWN
    assert turns(said, january)[0] == Reign(Standing.WITHDRAWN, "2022-01-09"), "taken back on the day it was said"


def test_a_statement_of_a_case_without_days_is_known_on_any() -> None:
    whole = material()
    said = whole.said[0]
    assert (since(said, whole), turns(said, whole), periods(said, whole)) == ("", (Reign(said.standing),), ())
    assert known_of(book_of(whole), whole.said) is None


def test_the_control_counts_what_was_said_by_each_day(january: Material, january_book: Book) -> None:
    known = known_of(january_book, january.said)
    assert known is not None and known.count == str(len(january.said))
    counted = [int(n.replace(" ", "").replace(",", "")) for _, _, n in known.days]
    assert counted == sorted(counted) and counted[0] >= 1 and counted[-1] == len(january.said)
    for day, _, n in known.days:
        assert int(n) == sum(since(said, january) <= day for said in january.said)
    assert [day for day, _, _ in known.days] == changes(january.said, january)


def test_the_control_says_how_many_rest_on_inferred_dates(january: Material, january_book: Book) -> None:
    known = known_of(january_book, january.said)
    inferred = sum(told.basis is not None and told.basis.value == "inferred" for told in january.told.values())
    assert known is not None and inferred > 1
    assert f"{inferred} rest on inferred dates." in known.note


def test_a_drawing_names_each_standing_in_turn(january: Material) -> None:
    taken_back = [said for said in january.by_kind("figure") if len(turns(said, january)) > 1]
    assert taken_back
    for said in taken_back:
        made = periods(said, january, lambda standing: standing.value)
        assert [one.start for one in made] == [one.since for one in turns(said, january)]
        assert made[-1].detail == said.standing.value
