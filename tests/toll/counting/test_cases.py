"""The question of a case and the answer its build keeps: the one is what the other was asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from aigaq.build import build
from aigaq.case import Case
from aigaq.cli import main
from aigaq.errors import NotFound
from aigaq.statements import Store
from aigaq.toll.counting.cases import CaseQuestion, partitions_of, question_of, stored_answer, tell_case
from aigaq.toll.estimates import pooling, running
from aigaq.toll.estimates.answer import tell
from aigaq.toll.estimates.estimate import estimate
from aigaq.toll.estimates.schema import answer_type
from aigaq.toll.latent import Effort, latent_class
from aigaq.toll.tables.table import Table
from tests.build.conftest import add, new_case
from tests.people.lists.making import add_list, csv, rows

RULE = 'aigaq = "policy 1"\n[inclusion]\nwords = "Everybody killed"\n'
STRATA = RULE + "".join(f'[[strata]]\nname = "{sex}"\nsex = "{sex}"\n' for sex in ("female", "male"))
APART = RULE + '[[list]]\nname = "hospital"\nnot_with = ["morgue"]\n'


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sampler at a small effort: what it finds plays no part here."""

    def sampled(table: Table, *, settings: Any, **told: Any) -> Any:
        return latent_class(table, settings=settings, effort=Effort(2, 50, 50, 20))

    monkeypatch.setattr(running, "latent_class", sampled)
    monkeypatch.setattr(pooling, "EACH", 2000)


@pytest.fixture
def town(tmp_path: Path) -> Case:
    case = new_case(tmp_path / "case")
    add_list(case, csv(rows(range(30), "h")), "hospital", publisher="The hospital")
    add_list(case, csv(rows(range(10, 40), "m", slips=True)), "morgue")
    add_list(case, csv(rows(range(0, 40, 3), "p")), "paper")
    return case


def put(case: Case, text: str) -> None:
    with case.writing() as batch:
        batch.set("policy", text.encode())


def read(case: Case) -> tuple[CaseQuestion, dict[str, Any] | None]:
    with Store.open(case) as store:
        return question_of(store), stored_answer(store)


def spoken(capsys: pytest.CaptureFixture[str], case: Case, *words: str) -> Any:
    capsys.readouterr()
    assert main(["toll", str(case.path), *words]) == 0
    out = capsys.readouterr().out
    if "--json" not in words:
        return out
    answer = json.loads(out)
    msgspec.convert(answer, answer_type())
    return answer


def test_the_answer_that_is_kept_is_that_of_the_question(town: Case, capsys: pytest.CaptureFixture[str]) -> None:
    put(town, RULE)
    build(town)
    question, stored = read(town)
    assert isinstance(question.tables, Table)
    assert len(question.linkages) == 20
    assert stored is not None
    found = estimate(question.tables, linkages=question.linkages, declared=question.declared)
    made = tell(found)
    assert stored["observed"] == made["observed"] == question.documented[""].documented
    assert stored["families"]["loglinear"].get("median") == made["families"]["loglinear"].get("median")
    answer = spoken(capsys, town, "--json")
    assert answer["rule"]["words"] == "Everybody killed"
    assert answer["documented"][""]["documented"] == stored["observed"]
    again = spoken(capsys, town, "--json", "--claimed", "5")
    assert again["outcome"] == answer["outcome"]
    text = spoken(capsys, town)
    assert "rule            Everybody killed\n" in text
    assert f"documented      {stored['observed']}  persons with a name" in text


def test_strata_and_who_is_in_none(town: Case, capsys: pytest.CaptureFixture[str]) -> None:
    put(town, STRATA)
    build(town)
    question, stored = read(town)
    assert isinstance(question.tables, dict)
    assert list(question.tables) == ["female", "male"]
    assert all(set(one) == {"female", "male"} for one in question.linkages)
    assert stored is not None
    assert list(stored["strata"]) == ["female", "male"]
    assert not {"kept", "ladder"} & set(stored["strata"]["male"])
    answer, again = (spoken(capsys, town, "--json", *words) for words in ((), ("--claimed", "9")))
    assert list(answer["strata"]) == list(again["strata"])
    assert answer["observed"] == again["observed"]
    assert {one["code"] for one in answer["reasons"]} == {one["code"] for one in again["reasons"]}


def test_a_case_without_lists_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = new_case(tmp_path / "case")
    add(case, "The ministry published a list with 238 names.")
    build(case)
    question, stored = read(case)
    assert question.tables is None and stored is None
    assert [one.code for one in question.refusals] == ["no_lists"]
    assert tell_case(question, language="kk")["outcome"] == "refused"
    answer = spoken(capsys, case, "--json")
    assert (answer["outcome"], answer["families"], answer["undocumented"]) == ("refused", {}, None)
    text = spoken(capsys, case)
    assert text.splitlines()[0].split()[1] == "refused:"
    assert "next: ask for the lists themselves" in text
    assert "documented      0" in text
    empty = new_case(tmp_path / "empty")
    build(empty)
    assert [one.code for one in read(empty)[0].refusals] == ["no_lists"]


def test_declarations_that_are_set_aside_are_said(town: Case, capsys: pytest.CaptureFixture[str]) -> None:
    put(town, APART)
    build(town)
    assert any("set aside because it is not: hospital + morgue" in words for words in read(town)[0].noticed)
    assert main(["toll", str(town.path)]) == 0
    assert "assumed: declared to be impossible" in capsys.readouterr().err


def test_partitions_of_a_case(town: Case, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    build(town)
    with Store.open(town) as store:
        partitions, keys = partitions_of(store)
    assert partitions.shape == (20, len(keys)) == (20, 74)
    assert (keys[0][0], keys[-1][0]) == ("hospital", "paper")
    path = tmp_path / "partitions.parquet"
    assert main(["toll", str(town.path), "--partitions", str(path)]) == 0
    assert pq.read_table(path).num_rows == 20 * 74


def test_a_case_must_be_built(town: Case) -> None:
    with pytest.raises(NotFound):
        Store.open(town)
    assert main(["toll", str(town.path)]) == 6
