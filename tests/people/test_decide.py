"""What a decision on rows needs before it is logged."""

from __future__ import annotations

from pathlib import Path

import pytest

from aigaq.build import build
from aigaq.case import Case
from aigaq.errors import NotFound, UsageError
from aigaq.people.decide import RowDecider
from aigaq.statements import Store, Verdict
from aigaq.statements.persons import People
from tests.build.conftest import new_case
from tests.people.lists.making import add_list

TEXT = "id,surname,status,died\n1,Brander,dead,\n2,Celbost,alive,2022-01-05\n3,Drocrin,,\n"


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = new_case(tmp_path / "case")
    add_list(made, TEXT)
    build(made)
    return made


def test_what_is_refused(case: Case) -> None:
    with Store.open(case) as store:
        decider = RowDecider(case, store)
        one, two, three = (str(People(store).find("hospital", key)) for key in "123")
        with pytest.raises(UsageError, match="one row"):
            decider.pair(one, one, Verdict.SAME, "x")
        with pytest.raises(UsageError, match="needs a reason"):
            decider.pair(one, two, Verdict.SAME, "  ")
        with pytest.raises(UsageError, match="cannot be decided so"):
            decider.pair(one, two, Verdict.ACCEPT, "x")
        with pytest.raises(UsageError, match="cannot be decided so"):
            decider.fate(one, Verdict.SAME, "x")
        with pytest.raises(UsageError, match="does not say what became"):
            decider.fate(three, Verdict.ACCEPT, "x")
        with pytest.raises(UsageError, match="the row itself says alive and dead"):
            decider.fate(two, Verdict.ACCEPT, "x")
        with pytest.raises(NotFound, match="no such record"):
            decider.pair(one, "00" * 32, Verdict.SAME, "x")


def test_a_decision_keeps_both_rows_as_they_are(case: Case) -> None:
    with Store.open(case) as store:
        one, two = (str(People(store).find("hospital", key)) for key in "12")
        made = RowDecider(case, store, "Somebody").pair(two, one, Verdict.DIFFERENT, " they met ")
        decision = made.decision
        assert decision.__struct_config__.tag == "pair" and (made.replaces, made.already) == ((), False)
        assert [(row.list, row.key, row.cells[1]) for row in (decision.one, decision.other)] == [  # type: ignore[union-attr]
            ("hospital", "1", ("surname", "Brander")),
            ("hospital", "2", ("surname", "Celbost")),
        ]
        assert (decision.reason, decision.person) == ("they met", "Somebody")
