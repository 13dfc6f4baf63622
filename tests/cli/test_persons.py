"""What `status` tells of lists: counts, and no name or key of anybody."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from aigaq.build import build
from aigaq.case import Case, Handling
from aigaq.cli.ids import ids_of, record_named, records_from, short_statement
from aigaq.cli.overview import overview
from aigaq.cli.persons import say_people
from aigaq.errors import NotFound
from aigaq.statements import Store
from aigaq.statements.persons import People
from tests.build.conftest import new_case
from tests.people.lists.making import add_list

pytestmark = pytest.mark.usefixtures("unestimated")

FIRST = "id,surname,status\nk1,Brander,dead\nk2,Celbost,alive\nk3,,dead\n"
SECOND = "id,surname,status\nk1,Brander,dead\n"


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = new_case(tmp_path / "case")
    one = add_list(made, FIRST, handling=Handling.PUBLIC)
    add_list(made, SECOND, after=one)
    return made


def test_counts_alone(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    before = overview(case)
    assert before.derived is None
    build(case)
    seen = overview(case)
    assert seen.derived is not None and seen.derived.not_built == 0
    people = seen.derived.people
    assert people is not None
    (listed,) = people.lists
    assert (listed.name, listed.editions, listed.rows, listed.unnamed, listed.dropped, listed.public) == (
        "hospital", 2, 1, 0, 2, True,
    )  # fmt: skip
    assert (people.persons, people.nameless, people.fates) == (2, 1, {"alive": 1, "dead": 1})
    say_people(people, ids_of(case))
    told = capsys.readouterr().out + json.dumps(msgspec.to_builtins(seen))
    assert not any(word in told for word in ("Brander", "Celbost", "k1", "k2"))
    assert "1 row, 2 dropped by a later edition, kept, 2 editions, public" in told


def test_a_list_that_is_new_is_not_built(case: Case) -> None:
    build(case)
    add_list(case, "surname\nDrocrin\n", "morgue")
    derived = overview(case).derived
    assert derived is not None and derived.not_built == 1
    add_list(case, "surname\nDrocrin\nDrocrin\n", "other", mapped=False)
    build(case)
    derived = overview(case).derived
    assert derived is not None and derived.not_built == 0, "what was kept and not read is built"


def test_a_case_without_lists_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = new_case(tmp_path / "case")
    build(made)
    seen = overview(made)
    assert seen.derived is not None and seen.derived.people is None
    say_people(None, ids_of(made))
    assert capsys.readouterr().out == ""


def test_ids_of_records_and_persons(case: Case) -> None:
    build(case)
    with Store.open(case) as store:
        people = People(store)
        record = people.find("hospital", "k1")
        assert record is not None and record_named(store, "hospital:k1") == record
        assert record_named(store, "hospital:zz") is record_named(store, "hospital") is None
        assert records_from(store, record[:12].upper()) == [("record", record)]
        person = str(people.person_of(record))
        assert records_from(store, person[:12]) == [("person", person)]
        assert records_from(store, record[:3]) == []
        assert record.startswith(short_statement(ids_of(case), store, record))
        for wrong in (people.record, people.person):
            with pytest.raises(NotFound):
                wrong("00")
