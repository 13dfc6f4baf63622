"""The toll in a build: made again only where its question changed, the same from any order, and without a name.

What is estimated is proved elsewhere: here the estimate is replaced by a count of how often it is asked.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from aigaq.build import build
from aigaq.case import Case, Keystore
from aigaq.case.adding.thoughts import undo
from aigaq.cli.demo import take_in
from aigaq.errors import FormatError
from aigaq.examples import load
from aigaq.people.decide import RowDecider, log_on_rows
from aigaq.statements import Store, Verdict
from aigaq.statements.persons import People
from aigaq.statements.tolls import Told, Tolls
from aigaq.toll.counting import answering
from aigaq.toll.counting.answering import Asked
from tests.build.conftest import add, new_case
from tests.build.test_tables import done
from tests.people.lists.making import add_list, csv, person, rows

POLICY = """aigaq = "policy 1"
[inclusion]
words = "Everybody killed in January 2022"
until = 2022-01-31
[[list]]
name = "hospital"
drew_on = []
"""
STRATA = POLICY + "".join(f'[[strata]]\nname = "{sex}"\nsex = "{sex}"\n' for sex in ("female", "male"))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Asked]:
    """Every question that was asked of the estimate, in the order in which it was."""
    heard = list[Asked]()

    def answer_of(one: Asked) -> str:
        heard.append(one)
        return json.dumps({"observed": 0 if one.main is None else one.main.observed})

    monkeypatch.setattr(answering, "answer_of", answer_of)
    monkeypatch.setattr(answering, "total_of", lambda answers, **more: json.dumps({"of": list(answers), **more}))
    return heard


@pytest.fixture
def town(tmp_path: Path) -> Case:
    case = new_case(tmp_path / "case")
    add_list(case, csv(rows(range(30), "h")), "hospital", publisher="The hospital")
    add_list(case, csv(rows(range(10, 40), "m", slips=True)), "morgue")
    add_list(case, csv(rows(range(0, 40, 3), "p")), "paper")
    return case


def put(case: Case, text: str) -> str:
    with case.writing() as batch:
        return batch.set("policy", text.encode())


def told(case: Case, what: Told, stratum: str = "") -> dict[str, object]:
    with Store.open(case) as store:
        body = Tolls(store).body(what, stratum)
    assert body is not None
    found: dict[str, object] = json.loads(body)
    return found


def anew(case: Case) -> str:
    shutil.rmtree(case.derived)
    return build(case).digest


def test_what_is_documented_agrees_with_the_persons_of_the_case(town: Case, asked: list[Asked]) -> None:
    build(town)
    with Store.open(town) as store:
        people = [one for one in People(store).persons() if one.named and "dead" in one.fates and not one.undecided]
    documented, (question,) = told(town, Told.DOCUMENTED), asked
    assert documented["documented"] == len(people) > 0
    assert question.main is not None and question.main.observed == len(people)
    assert len(question.drawn) == 20 == len(documented["drawn"])  # type: ignore[arg-type]
    assert [one.observed for one in question.drawn] == documented["drawn"]
    assert told(town, Told.RULE)["is_set"] is False


def test_a_policy_counts_anew_and_links_nobody_anew(town: Case, asked: list[Asked]) -> None:
    build(town)
    put(town, POLICY)
    assert done(build(town)) == {"counting": 1, "toll": 1}, "what is declared of a list is part of the question"
    put(town, POLICY.replace("Everybody killed", "All who were killed"))
    assert done(build(town)) == {"counting": 1}, "other words are no other table"
    assert told(town, Told.ANSWER) == {"observed": told(town, Told.DOCUMENTED)["documented"]}
    assert [one.get("changed", []) for one in told(town, Told.RULE)["history"]] == [[], ["words"]]  # type: ignore[attr-defined]
    assert done(build(town)) == {} and len(asked) == 2
    assert anew(town) == build(town).digest


def test_each_stratum_is_a_question_of_its_own(town: Case, asked: list[Asked]) -> None:
    put(town, STRATA)
    assert done(build(town))["toll"] == 2
    assert sorted(one.stratum for one in asked) == ["female", "male"]
    documented = {name: told(town, Told.DOCUMENTED, name) for name in ("", "female", "male")}
    assert documented[""]["documented"] == sum(
        int(str(one))
        for one in (*(documented[name]["documented"] for name in ("female", "male")), documented[""]["outside"])
    )
    assert told(town, Told.TOTAL) == {"of": ["female", "male"], "outside": documented[""]["outside"], "claimed": []}
    woman = next(at for at in range(200, 300) if person(at)["sex"] == "f")
    add_list(town, csv(rows([woman], "x")), "extra")
    asked.clear()
    build(town)
    tables = {one.stratum: one.main for one in asked}
    assert tables["female"] is not None and "extra" in tables["female"].lists
    assert anew(town) == build(town).digest


def test_a_stratum_whose_tables_stay_is_not_asked_again(town: Case, asked: list[Asked]) -> None:
    put(town, STRATA)
    build(town)
    asked.clear()
    put(town, STRATA.replace('name = "male"', 'name = "men"'))
    assert done(build(town)) == {"counting": 1, "toll": 1, "totals": 1}
    assert [one.stratum for one in asked] == ["men"]


def test_from_strata_to_none_and_back(town: Case, asked: list[Asked]) -> None:
    put(town, STRATA)
    build(town)
    entry = put(town, POLICY)
    build(town)
    with Store.open(town) as store:
        held = [(row.stratum, row.what) for row in Tolls(store).rows()]
    assert held == [("", what) for what in ("answer", "declared", "documented", "rule", "tables")]
    with town.writing() as batch:
        undo(batch, (entry,))
    digest = build(town).digest
    assert anew(town) == digest
    with Store.open(town) as store:
        assert Tolls(store).strata(Told.ANSWER) == ["female", "male"]


def test_a_decision_on_a_fate_reaches_the_count(town: Case, asked: list[Asked]) -> None:
    add_list(town, csv([{**row, "status": "alive", "died": ""} for row in rows([3], "s")]), "seen")
    build(town)
    before = told(town, Told.DOCUMENTED)
    assert before["undecided"] == 1
    with Store.open(town) as store:
        row = People(store).find("seen", "s3") or ""
        log_on_rows(town, [RowDecider(town, store).fate(row, Verdict.REJECT, "a namesake")])
    build(town)
    after = told(town, Told.DOCUMENTED)
    assert (after["undecided"], after["documented"]) == (0, int(str(before["documented"])) + 1)


def test_the_keeper_of_a_description_is_declared(town: Case, asked: list[Asked]) -> None:
    put(town, POLICY)
    build(town)
    declared = told(town, Told.DECLARED)
    assert declared["described"] == ["hospital"]
    assert declared["missing"][0] == {"list": "hospital", "fields": ["begins", "gathered"]}  # type: ignore[index]
    assert next(one.keeper for one in asked[0].declared if one.name == "hospital") == "The hospital"


def test_a_policy_that_cannot_be_read_is_an_error_of_the_build(town: Case, asked: list[Asked]) -> None:
    put(town, "nonsense =")
    with pytest.raises(FormatError, match="setting policy: no TOML"):
        build(town)


def test_no_name_stands_in_any_row(tmp_path: Path, asked: list[Asked]) -> None:
    case = take_in(load("made-up-town"), tmp_path / "case", Keystore(tmp_path / "keys"))
    put(case, STRATA.replace("hospital", "ngo"))
    build(case)
    with Store.open(case) as store:
        words = set(re.findall(r"\w+", " ".join(row.body for row in Tolls(store).rows()).casefold()))
        names = {
            word.casefold()
            for one in People(store).records()
            for text in (one.name, one.surname, one.given, one.patronymic)
            for word in (text or "").split()
            if len(word) > 3
        }
    assert len(names) > 300
    assert names & words == set()


def test_without_lists_there_is_a_refusal_and_why(tmp_path: Path, asked: list[Asked]) -> None:
    case = new_case(tmp_path / "case")
    assert done(build(case)) == {}, "an empty case is asked nothing"
    add(case, "There were 5.")
    build(case)
    answer = told(case, Told.ANSWER)
    assert answer["outcome"] == "refused"
    assert [one["code"] for one in answer["reasons"]] == ["no_lists"]  # type: ignore[attr-defined]
    add_list(case, csv(rows(range(5), "h")), "hospital")
    build(case)
    assert told(case, Told.ANSWER) == {"observed": 5}
    assert len(asked) == 1 and anew(case) == build(case).digest


def test_the_case_of_january_says_how_many_lists_are_only_counted(tmp_path: Path) -> None:
    case = take_in(load("bloody-january"), tmp_path / "case", Keystore(tmp_path / "keys"))
    build(case)
    answer = told(case, Told.ANSWER)
    assert answer["outcome"] == "refused"
    reason = answer["reasons"][0]  # type: ignore[index]
    with Store.open(case) as store:
        counted = sum(getattr(row.statement, "measure", "") == "names_listed" for row in store.statements("figure"))
    assert (reason["code"], reason["named"]) == ("no_lists", {"counted": counted}) and counted > 0
