"""The sheet of pairs: what a row holds, and which answers are stale; nothing is a formula."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from aigaq.build import build
from aigaq.case import Case
from aigaq.cli.ids import statement_ids
from aigaq.cli.pairs import PAIRS, is_pairs, pair_lines, take_pairs
from aigaq.cli.review_sheet import Answer, Trouble, read_review, write_review
from aigaq.people.decide import RowDecider, log_on_rows
from aigaq.statements import Store, Verdict
from aigaq.statements.persons import People
from tests.build.conftest import new_case
from tests.people.lists.making import add_list, csv, poor, rows

pytestmark = pytest.mark.usefixtures("unestimated")


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = new_case(tmp_path / "case")
    add_list(made, csv(rows(range(45), "h")), "hospital")
    add_list(made, csv(poor(range(0, 45, 4), "p")), "poor")
    build(made)
    decide(made, "hospital:h1", "hospital:h2", Verdict.SAME)
    decide(made, "hospital:h2", "hospital:h3", Verdict.SAME)
    decide(made, "hospital:h1", "hospital:h3", Verdict.DIFFERENT)
    build(made)
    return made


def decide(case: Case, one: str, other: str, verdict: Verdict) -> None:
    with Store.open(case) as store:
        ids = [People(store).find(*name.split(":")) or "" for name in (one, other)]
        log_on_rows(case, [RowDecider(case, store).pair(ids[0], ids[1], verdict, "made up")])


def sheet(case: Case, path: Path, **texts: str) -> tuple[Answer, ...]:
    """The sheet as it is written, filled in so and read back."""
    with Store.open(case) as store:
        lines = list(pair_lines(case, store, statement_ids(case, store)))
    for line in lines:
        line.texts.update(texts)
    assert write_review(path, lines, form=PAIRS) == len(lines) >= 3
    return read_review(path)


def taken(case: Case, answers: tuple[Answer, ...]) -> tuple[int, list[str]]:
    with Store.open(case) as store:
        found = take_pairs(answers, RowDecider(case, store), reason=None)
        return len(log_on_rows(case, found.prepared)), [trouble.what for trouble in found.troubles]


def test_a_row_holds_both_rows_whole(case: Case, tmp_path: Path) -> None:
    answers = sheet(case, tmp_path / "p.xlsx", decision="same", reason="x")
    assert is_pairs(answers) and not is_pairs(())
    texts = answers[0].texts
    assert texts["asked because"] == "decided in contradiction"
    known = {row["id"]: row for row in rows(range(45), "h")}
    for name, column in (("first", "first row"), ("second", "second row")):
        person = known[texts[name].removeprefix("hospital:")]
        assert texts[column] == "\n".join(f"{name}: {text}" for name, text in person.items())
    assert "surname" in texts["weights"]


def test_answers_are_taken_once(case: Case, tmp_path: Path) -> None:
    answers = sheet(case, tmp_path / "p.xlsx", decision="cannot_tell", reason="too little")
    count, troubles = taken(case, answers)
    assert (count, troubles) == (len(answers), [])
    assert taken(case, answers) == (0, []), "decided already"
    build(case)
    with Store.open(case) as store:
        assert list(People(store).queue()) == []
        assert {bond.state for bond in People(store).bonds()} == {"applied"}, "the contradiction is gone"


def test_what_was_decided_since_is_stale(case: Case, tmp_path: Path) -> None:
    answers = sheet(case, tmp_path / "p.xlsx", decision="same", reason="x")
    decide(case, "hospital:h1", "hospital:h3", Verdict.CANNOT_TELL)
    _, troubles = taken(case, answers)
    assert "decided otherwise since this sheet was written" in troubles


def test_rows_that_changed_are_stale(case: Case, tmp_path: Path) -> None:
    answers = sheet(case, tmp_path / "p.xlsx", decision="same", reason="x")
    changed = [{**row, "place": "Elsewhere"} for row in rows(range(45), "h")]
    with Store.open(case) as store:
        first = People(store).editions()[0].item
    add_list(case, csv(changed), "hospital", after=first)
    build(case)
    count, troubles = taken(case, answers)
    assert count == 0 and set(troubles) == {"one of the rows reads otherwise now; write the sheet again"}


@pytest.mark.parametrize(
    ("texts", "what"),
    [
        ({"decision": "saem", "reason": "x"}, "no such decision: saem; did you mean same"),
        ({"decision": "same"}, "no reason given; write one, or give one for all with --reason"),
        ({"decision": "same", "reason": "x", "id": "0000 0000"}, "no row of a list has this id; write the sheet again"),
        ({"decision": "same", "reason": "x", "id": "0000"}, "the ids of two rows are needed; write the sheet again"),
    ],
)
def test_what_cannot_be_taken_is_named(case: Case, tmp_path: Path, texts: dict[str, str], what: str) -> None:
    count, troubles = taken(case, sheet(case, tmp_path / "p.xlsx", **texts))
    assert count == 0 and set(troubles) == {what}


def test_one_pair_twice(case: Case, tmp_path: Path) -> None:
    answers = sheet(case, tmp_path / "p.xlsx", decision="same", reason="x")
    with Store.open(case) as store:
        found = take_pairs((answers[0], answers[0]), RowDecider(case, store), reason=None)
    (trouble,) = found.troubles
    assert isinstance(trouble, Trouble) and trouble.what.startswith("decided twice in this sheet, also in row 2")


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    import zipfile

    made = new_case(tmp_path / "case")
    listed = [{**row, "id": f"={row['id']}", "place": "=1+1"} for row in rows(range(45), "h")]
    add_list(made, csv(listed), "hospital")
    build(made)
    decide(made, "hospital:=h1", "hospital:=h2", Verdict.SAME)
    decide(made, "hospital:=h2", "hospital:=h3", Verdict.SAME)
    decide(made, "hospital:=h1", "hospital:=h3", Verdict.DIFFERENT)
    build(made)
    sheet(made, tmp_path / "p.xlsx")
    with zipfile.ZipFile(io.BytesIO((tmp_path / "p.xlsx").read_bytes())) as packed:
        assert "<f>" not in packed.read("xl/worksheets/sheet1.xml").decode()
