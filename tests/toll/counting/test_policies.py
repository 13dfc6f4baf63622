"""Policies of a case over time: what changed when; what is undone or stands against another is not forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from aigaq.case import Case
from aigaq.case.adding.thoughts import undo
from aigaq.case.log.kinds import VERSION, Set
from aigaq.errors import FormatError
from aigaq.toll.counting.policies import policies_of
from tests.build.conftest import new_case

FIRST = 'aigaq = "policy 1"\n[inclusion]\nwords = "Everybody killed"\n[[list]]\nname = "a"\n'
SECOND = (
    FIRST.replace("killed", "killed in January").replace("[[list]]", "until = 2022-01-31\n[[list]]") + "drew_on = []\n"
)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return new_case(tmp_path / "case")


def put(case: Case, text: str) -> str:
    with case.writing() as batch:
        return batch.set("policy", text.encode())


def test_without_a_policy_the_dead_are_counted_and_that_nobody_set_it_is_known(case: Case) -> None:
    policies = policies_of(case)
    assert (policies.is_set, policies.history, policies.current.inclusion.words) == (False, (), "")


def test_each_change_is_named(case: Case) -> None:
    entries = [put(case, text) for text in (FIRST, SECOND, FIRST)]
    policies = policies_of(case)
    assert [one.entry for one in policies.history] == entries
    assert [(one.stands, one.used) for one in policies.history] == [(False, False), (False, False), (True, True)]
    assert [one.changed for one in policies.history] == [(), ("words", "until", "list a"), ("words", "until", "list a")]
    assert all(one.at for one in policies.history) and policies.conflict == ()
    assert policies.current.inclusion.words == "Everybody killed"


def test_an_undone_policy_stays_in_the_history_and_the_one_before_holds(case: Case) -> None:
    first, second = put(case, FIRST), put(case, SECOND)
    with case.writing() as batch:
        undo(batch, (second,))
    policies = policies_of(case)
    ends = {one.entry: (one.stands, one.undone) for one in policies.history}
    assert ends == {first: (True, False), second: (False, True)}
    assert policies.current.inclusion.words == "Everybody killed"


def test_two_that_stand_are_a_conflict_and_the_greatest_entry_is_used(case: Case) -> None:
    entries = [put(case, FIRST)]
    with case.writing() as batch:
        blob = batch.keep(SECOND.encode())
        entries.append(batch.append(Set(v=VERSION, at=batch.at(), what="policy", blob=blob)))
    policies = policies_of(case)
    assert policies.conflict and set(policies.conflict) == set(entries)
    (used,) = (one for one in policies.history if one.used)
    assert used.entry == max(entries) and used.policy == policies.current


def test_a_policy_of_before_that_cannot_be_read_is_kept_without_its_rule(case: Case) -> None:
    put(case, "no policy at all")
    with pytest.raises(FormatError, match="no TOML"):
        policies_of(case)
    put(case, FIRST)
    assert [one.policy is None for one in policies_of(case).history] == [True, False]
