"""Marks in a case: statements by what they tell, items and looks by what a person says; a look in the dark removes nothing."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from aigaq.accounts.presence import State, presences
from aigaq.blackout.marking import By, Mark
from aigaq.build import build
from aigaq.case import Case
from aigaq.case.log.vocabulary import Outcome
from aigaq.case.observations import Seen, observations, observe
from aigaq.statements import Store
from aigaq.statements.blackouts import Blackouts, Marked, looks_in_the_dark
from tests.blackout.test_stage import EVENTS, MAPPING, NET, SEEN, add_table, put
from tests.build.conftest import new_case

PAGE = "https://example.org/post"
LOOKS = '[looks]\n"A. Observer" = "almaty"\n'


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = new_case(tmp_path / "case")
    add_table(made, NET, MAPPING)
    return made


def look(case: Case, when: str, outcome: Outcome, code: int | None, observer: str = "A. Observer") -> str:
    with case.writing() as batch:
        return observe(batch, Seen(locator=PAGE, interval=when, observer=observer), outcome=outcome, code=code)


def state(case: Case) -> State:
    build(case)
    with Store.open(case) as store:
        (one,) = presences(observations(case)[0], in_the_dark=looks_in_the_dark(store))
    return one.state


def marks(case: Case, one: str) -> list[Mark]:
    with Store.open(case) as store:
        return [msgspec.json.decode(row.body, type=Mark) for row in Blackouts(store).marks(one)]


def test_statements_are_marked_by_what_they_tell(case: Case) -> None:
    add_table(case, SEEN, EVENTS)
    build(case)
    with Store.open(case) as store:
        rows = {row.statement.key: row.id for row in store.statements(kind="event")}
    (dark,) = marks(case, rows["E1"])
    assert (dark.mark.value, dark.place, dark.by) == ("dark", "almaty", By.HAPPENED)
    assert marks(case, rows["E2"]) == [], "nobody says anything of the 20th"


def test_an_item_is_marked_where_a_person_says_when_and_where_it_was_made(case: Case) -> None:
    item = add_table(case, SEEN, EVENTS)
    build(case)
    assert marks(case, item) == []
    made = f'[[made]]\nitem = "{item[:12]}"\nplace = "almaty"\nnetwork = "mobile"\nwhen = "{{}}"\n'
    put(case, made.format("2022-01-06T22:00+06:00"))
    build(case)
    (one,) = marks(case, item)
    assert (one.mark.value, one.network) == ("dark", "mobile")
    put(case, made.format("2022-01-06"))
    build(case)
    assert [one.mark.value for one in marks(case, item)] == ["unknown"]


def test_a_page_missed_in_the_dark_is_unreachable_and_never_removed(case: Case) -> None:
    look(case, "2022-01-04T10:00Z", Outcome.ANSWERED, 200)
    look(case, "2022-01-05T20:00Z", Outcome.ANSWERED, 404)
    look(case, "2022-01-06T20:00Z", Outcome.ANSWERED, 410)
    assert state(case) is State.REMOVED, "nobody says from where they looked"
    put(case, LOOKS)
    assert state(case) is State.SEEN
    with Store.open(case) as store:
        (one,) = presences(observations(case)[0], in_the_dark=looks_in_the_dark(store))
        assert Blackouts(store).counts()[Marked.LOOK.value, "dark"] == 2
    assert [look.state for look in one.kept_back] == [State.UNREACHABLE] * 2 and not one.gone


def test_only_looks_are_touched_that_were_surely_in_the_dark_and_saw_nothing(case: Case) -> None:
    put(case, LOOKS)
    look(case, "2022-01-05T20:00Z", Outcome.ANSWERED, 200)
    assert state(case) is State.SEEN, "who saw it saw it"
    look(case, "2022-01-06T12:00Z", Outcome.ANSWERED, 404)  # in the window
    look(case, "2022-01-06", Outcome.ANSWERED, 404)  # a day with both
    look(case, "2022-01-20T12:00Z", Outcome.ANSWERED, 404)  # long after
    look(case, "2022-01-05T20:30Z", Outcome.ANSWERED, 404, observer="An Archive")  # who knows from where
    assert state(case) is State.REMOVED
    with Store.open(case) as store:
        dark = looks_in_the_dark(store)
    assert len(dark) == 1


def test_without_a_build_nothing_is_in_the_dark() -> None:
    assert looks_in_the_dark(None) == frozenset()
