"""From statements to a sheet and back: what a row holds, and which answers are stale."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from aigaq.build import build
from aigaq.case import Case, Keystore
from aigaq.cli.review_sheet import Answer, Trouble, read_review, write_review
from aigaq.cli.reviewing import fingerprint, lines, take
from aigaq.reading.document import Document, Reading
from aigaq.statements import Figure, Outcome, Store, TextSpan
from aigaq.statements.decide import Decider, log

TEXT = "This text is invented. On the first day 12 people died, and on the second 30."


def reading(*measures: str, rule: str = "rule:one") -> object:
    """A reader that finds the numbers of TEXT, as so many of these."""

    def read(document: Document, **using: object) -> Reading:
        found = []
        for number, measure in zip(("12", "30"), measures, strict=False):
            start = TEXT.index(number)
            span = TextSpan(start=start, end=start + 2, quote=number)
            value = int(number)
            found.append(
                Figure(item=document.item, span=span, num=span, measure=measure, low=value, high=value, made_by=(rule,))
            )
        return Reading(tuple(found), ())

    return read


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    read_by(monkeypatch, "killed", "injured")
    made = Case.create(tmp_path / "case", title="An invented case", keys=Keystore(tmp_path / "keys"))
    with made.writing() as batch:
        batch.add(io.BytesIO(TEXT.encode()), media="text/plain")
    build(made)
    return made


def read_by(monkeypatch: pytest.MonkeyPatch, *measures: str, rule: str = "rule:one") -> None:
    monkeypatch.setattr("aigaq.reading.read", reading(*measures, rule=rule))
    monkeypatch.setattr("aigaq.reading.version", lambda: f"{rule} {measures}")


@pytest.fixture
def answers(case: Case, tmp_path: Path) -> tuple[Answer, ...]:
    """The rows of a sheet, each rejected for a reason."""
    path = tmp_path / "review.xlsx"
    with Store.open(case) as store:
        rows = list(lines(store, short=lambda row: row[:8], name=lambda item: "notice.txt", kind=None))
        filled = [replace(one, texts={**one.texts, "decision": "reject", "reason": "wrong"}) for one in rows]
        assert write_review(path, filled) == 2
    return read_review(path)


@pytest.fixture
def store(case: Case) -> Iterator[Store]:
    with Store.open(case) as opened:
        yield opened


def test_what_a_row_holds(answers: tuple[Answer, ...], store: Store) -> None:
    (first, _), row = answers, next(store.statements())
    assert first.texts["id"] == row.id[:8]
    assert (first.texts["says"], first.texts["said by"]) == ("12 killed", "nobody named")
    seen = [first.texts[name] for name in ("before", "quote", "after")]
    assert (seen[1], " ".join(seen).split()) == ("12", TEXT.split())
    assert (first.texts["kind"], first.texts["standing"], first.texts["document"]) == (
        "figure",
        "standing",
        "notice.txt",
    )
    assert first.texts["fingerprint"] == fingerprint(row.statement)


def test_answers_become_decisions(case: Case, answers: tuple[Answer, ...], store: Store) -> None:
    taken = take(answers, Decider(case, store), reason=None)
    assert (len(taken.prepared), taken.troubles) == (2, ())
    assert {one.decision.verdict for one in taken.prepared} == {"reject"}
    assert len(log(case, taken.prepared)) == 2


def test_a_rule_of_another_name_makes_nothing_stale(
    case: Case, answers: tuple[Answer, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    read_by(monkeypatch, "killed", "injured", rule="rule:two")
    build(case)
    with Store.open(case) as again:
        assert take(answers, Decider(case, again), reason=None).troubles == ()


def test_stale_rows_are_named_with_their_cells(
    case: Case, answers: tuple[Answer, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    read_by(monkeypatch, "detained")
    build(case)
    with Store.open(case) as again:
        taken = take(answers, Decider(case, again), reason=None)
    assert taken.prepared == ()
    assert taken.troubles == (
        Trouble("A2", "the statement reads otherwise now: 12 detained; write the sheet again"),
        Trouble("A3", "the statement is no longer there; write the sheet again"),
    )


def test_a_row_twice_is_one_too_many(case: Case, answers: tuple[Answer, ...], store: Store) -> None:
    taken = take([answers[0], answers[0]], Decider(case, store), reason=None)
    assert [one.what for one in taken.troubles] == ["decided twice in this sheet, also in row 2"]


def test_without_the_hidden_columns_the_id_is_enough(case: Case, answers: tuple[Answer, ...], store: Store) -> None:
    bare = replace(answers[0], texts={name: answers[0].texts[name] for name in ("id", "decision", "reason")})
    assert len(take([bare], Decider(case, store), reason=None).prepared) == 1
    gone = replace(bare, texts={**bare.texts, "id": "00000000"})
    assert "no statement has this id" in take([gone], Decider(case, store), reason=None).troubles[0].what


def test_disputed_statements_are_asked_again(case: Case, answers: tuple[Answer, ...], store: Store) -> None:
    prepared = take(answers[:1], Decider(case, store), reason=None).prepared
    other = replace(answers[0], texts={**answers[0].texts, "decision": "accept"})
    log(case, [*prepared, *take([other], Decider(case, store), reason=None).prepared])
    build(case)
    with Store.open(case) as again:
        rows = list(lines(again, short=lambda row: row[:8], name=lambda item: "", kind="figure"))
        assert [one.texts["decided so far"] for one in rows] == ["disputed", ""]
        taken = take(answers, Decider(case, again), reason=None)
        assert taken.troubles == ()
        log(case, taken.prepared)
    build(case)
    with Store.open(case) as settled:
        assert [row.decision for row in settled.statements(rejected=True)] == [Outcome.REJECTED] * 2
