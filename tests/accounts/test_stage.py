"""The stage in a real case: what it depends on, and that one more document costs one partition."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from aigaq.accounts import accounts, subject_from, timeline
from aigaq.accounts.stage import addresses_of
from aigaq.build import build
from aigaq.case import Case, Dated, Description, Handling, Keystore, Role
from aigaq.statements import Outcome, Store, Verdict
from aigaq.statements.decide import Decider, Wish, log
from aigaq.values import parse_when

FIRST = "Invented. The Interior Ministry said 31 people were killed in Kazakhstan."
SECOND = "Invented. The Interior Ministry said 40 people were killed in Kazakhstan."
DEAD = subject_from("killed/all/kz")


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.create(tmp_path / "case", title="An invented event", keys=Keystore(tmp_path / "keys"))


def add(case: Case, text: str, published: str | None = "2022-01-09") -> str:
    dated = None if published is None else Dated(published, "shown")
    told = Description(published=dated, language="en", locator="https://example.org/a", publisher="The Courier")
    with case.writing() as batch:
        stream = io.BytesIO(text.encode())
        return batch.add(
            stream, role=Role.DOCUMENT, handling=Handling.PUBLIC, media="text/plain", description=told
        ).item


def done(case: Case) -> tuple[str, ...]:
    return next(stage.done for stage in build(case).stages if stage.name == "accounts")


def test_one_more_document_is_one_more_partition(case: Case) -> None:
    first = add(case, FIRST)
    assert done(case) == (first,)
    assert done(case) == ()
    second = add(case, SECOND, "2022-01-15")
    assert done(case) == (second,)
    with Store.open(case) as store:
        (one,) = accounts(store, as_known_on=parse_when("2022-01-10")).subjects
        assert [point.statement.low for point in one.points] == [31]
        assert [point.statement.low for point in accounts(store, subject=DEAD).subjects[0].points] == [31, 40]


def test_clean_and_incremental_builds_agree(case: Case) -> None:
    add(case, FIRST)
    build(case)
    add(case, SECOND, None)
    incremental = build(case).digest
    for path in case.derived.iterdir():
        path.unlink()
    assert build(case).digest == incremental


def test_a_new_date_of_publication_is_a_new_day(case: Case) -> None:
    item = add(case, FIRST, None)
    build(case)
    with Store.open(case) as store:
        assert [point.dated.value for point in accounts(store, subject=DEAD).subjects[0].points] == ["taken"]
    with case.writing() as batch:
        batch.describe(
            item, Description(published=Dated("2022-01-09", "inferred")), replaces=case.item(item).acquisitions
        )
    build(case)
    with Store.open(case) as store:
        (point,) = accounts(store, subject=DEAD).subjects[0].points
    assert (point.known, point.dated.value, point.basis) == ("2022-01-09", "said", "inferred")


def test_a_rejected_statement_counts_nowhere_and_an_amended_one_as_amended(case: Case) -> None:
    add(case, FIRST)
    add(case, SECOND, "2022-01-15")
    build(case)
    with Store.open(case) as store:
        decider = Decider(case, store)
        shown = {getattr(row.statement, "low", None): row.id for row in store.statements("figure")}
        wrong, misread = shown[31], shown[40]
        made = [
            decider.prepare(Wish(wrong, Verdict.REJECT, "not a figure")),
            decider.prepare(Wish(misread, Verdict.AMEND, "another place", {"places": "almaty"})),
        ]
    log(case, made)
    assert len(done(case)) == 2
    with Store.open(case) as store:
        assert list(store.statements_of((wrong, misread))) == []
        (one,) = accounts(store).subjects
    assert (one.subject.key, [point.statement.low for point in one.points]) == ("killed/all/almaty", [40])
    assert one.points[0].decision is Outcome.AMENDED


def test_sealed_items_leave_no_address(case: Case) -> None:
    item = case.item(add(case, FIRST))
    assert addresses_of(item) == ("example.org/a",)
    assert addresses_of(replace(item, handling=Handling.SEALED)) == ()


def test_a_case_with_nothing_in_it(case: Case) -> None:
    build(case)
    with Store.open(case) as store:
        assert (accounts(store).subjects, accounts(store).days, timeline(store).events) == ((), (), ())
