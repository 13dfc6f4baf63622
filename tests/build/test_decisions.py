"""Decisions in a case: none is lost and none returns, whatever is read tomorrow; clean builds equal incremental ones."""

import dataclasses
import importlib
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from aigaq.build import build
from aigaq.case import Case, Keystore, Role
from aigaq.errors import UsageError
from aigaq.intake import Chunk
from aigaq.intake import render as rendered
from aigaq.reading.document import Document, Reading
from aigaq.statements import (
    Decision,
    Figure,
    Outcome,
    Standing,
    Store,
    TextSpan,
    Verdict,
    decode_decision,
    encode_decision,
)
from aigaq.statements.decide import Decider, Wish, log
from aigaq.statements.schema import FILE
from tests.build.conftest import add, new_case, simple_reader

pytestmark = pytest.mark.usefixtures("reader")
PERSON = "Somebody Invented"


def decide(case: Case, wanted: Callable[[Any], bool], verdict: Verdict, **changes: str) -> int:
    """Decide so on every statement that is wanted; gives their number."""
    with Store.open(case) as store:
        decider = Decider(case, store, PERSON)
        rows = [row for row in store.statements(rejected=True) if wanted(row.statement)]
        prepared = [decider.prepare(Wish(row.id, verdict, "as read", changes)) for row in rows]
    return len(log(case, prepared))


def is_figure(low: int) -> Callable[[Any], bool]:
    return lambda statement: isinstance(statement, Figure) and statement.low == low


def anything(statement: Any) -> bool:
    return True


def shown(case: Case, *, rejected: bool = False) -> list[tuple[Any, Any, Any]]:
    with Store.open(case) as store:
        rows = store.statements(rejected=rejected)
        return [(getattr(row.statement, "low", None), row.decision, row.standing) for row in rows]


def anew(case: Case) -> str:
    """The digest of a clean build."""
    shutil.rmtree(case.derived)
    return build(case).digest


def other_reader(document: Document, **using: object) -> Reading:
    """A reader of another version: other rules, other phrases, other measures, and it does not see every third number."""
    found = simple_reader(document)
    text = "".join(chunk.text for chunk in document.chunks)
    statements = []
    for statement in found.statements:
        if not isinstance(statement, Figure):
            continue
        span = statement.num
        assert isinstance(span, TextSpan)
        end = text.find(".", span.end)
        phrase = msgspec.structs.replace(span, end=end, quote=text[span.start : end])
        measure = "killed" if statement.low == 7 else ("injured" if int(statement.low or 0) % 2 else "killed")
        if int(statement.low or 0) % 3:
            made_by = ("rule:other",)
            statements.append(msgspec.structs.replace(statement, span=phrase, measure=measure, made_by=made_by))
    return Reading(tuple(statements), found.not_read)


LETTERS = "bcdfghjklm"
HUNDRED = "".join(
    f"In {LETTERS[n // 10]}a{LETTERS[n % 10]}o there were people with {n + 100} of them. " for n in range(100)
)


def test_a_hundred_rejected_and_none_returns(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another lexicon, then another extractor: every number stays rejected, every decision is bound or listed."""
    add(case, HUNDRED)
    build(case)
    assert decide(case, anything, Verdict.REJECT) == 100
    build(case)
    assert shown(case) == []
    monkeypatch.setattr("aigaq.reading.read", other_reader)
    monkeypatch.setattr("aigaq.reading.version", lambda: "other")
    for change in (lambda _: None, other_extractor):
        change(monkeypatch)
        built = build(case)
        assert shown(case) == [], "none returns"
        with Store.open(case) as store:
            rejected = list(store.rejected())
            unbound = store.unbound()
            assert len(rejected) == len(list(store.decisions())) == 100, "none is lost"
            bound = [one.reading for one in store.decisions() if one.reading is not None]
            assert len(set(bound)) == len(bound) == len(list(store.readings(case.items()[0].sha256))) == 67
            assert len(unbound) == 33
            # Those that are unbound are read no more, and are still where they were said.
            for row in rejected:
                assert isinstance(row.statement, Figure) and isinstance(row.statement.num, TextSpan)
                span = row.statement.num
                assert store.text(row.statement.item, "text", span.start, span.end) == span.quote
        assert anew(case) == built.digest


def other_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    """An extractor of another version, which breaks lines otherwise and writes a head over the text."""

    def render(*given: Any, **named: Any) -> Any:
        rendition, chunks = rendered(*given, **named)

        def again() -> Iterator[Chunk]:
            text = "".join(chunk.text for chunk in chunks)
            yield Chunk("text", 0, "HEAD\n\n" + text.replace(" with ", "\n   with  "))

        return rendition, again()

    intake = importlib.import_module("aigaq.intake.stage")
    monkeypatch.setattr(intake, "render", render)
    monkeypatch.setattr(intake, "stage", dataclasses.replace(intake.stage, version=lambda: "other"))


def test_only_items_with_decisions_are_touched(case: Case) -> None:
    for number in range(5):
        add(case, f"There were {number + 10}.")
    build(case)
    decide(case, is_figure(12), Verdict.ACCEPT)
    built = build(case)
    did = {stage.name: len(stage.done) for stage in built.stages}
    assert (did["intake"], did["reading"], did["decisions"], did["standing"]) == (0, 0, 1, 1)
    assert [one[:2] for one in sorted(shown(case), key=str)].count((12, Outcome.ACCEPTED)) == 1
    add(case, "There were 99.")
    did = {stage.name: len(stage.done) for stage in build(case).stages}
    assert did["decisions"] == 0
    assert build(case).done == 0


def test_incremental_equals_clean_and_orders_play_no_part(tmp_path: Path) -> None:
    texts = [f"Report {n + 40}: {n + 10} dead. Later not {n + 10}." for n in range(6)]
    digests = set()
    for seed in ("one", "two"):
        (tmp_path / seed).mkdir()
        case, order = new_case(tmp_path / seed / "case"), random.Random(seed)
        for text in order.sample(texts, len(texts)):
            add(case, text)
        build(case)
        wishes = [(n + 10, verdict) for n, verdict in enumerate([Verdict.ACCEPT, Verdict.REJECT] * 3)]
        for low, verdict in order.sample(wishes, len(wishes)):
            decide(case, is_figure(low), verdict)
            if order.random() < 0.5:
                build(case)
        built = build(case)
        assert anew(case) == built.digest
        # Entry ids hold the time and a salt: rows are compared without them.
        with Store.open(case) as store:
            rows = [(row.id, row.decision, row.unbound, row.standing) for row in store.statements(rejected=True)]
        digests.add(repr(rows))
    assert len(digests) == 1


def test_merged_logs_in_any_order(case: Case, tmp_path: Path) -> None:
    """The same entries from two devices: what is derived does not depend on which log comes first."""
    add(case, "There were 5. There were 6.")
    build(case)
    decide(case, is_figure(5), Verdict.REJECT)
    decide(case, is_figure(6), Verdict.ACCEPT)
    digest = build(case).digest
    copy = tmp_path / "copy"
    shutil.copytree(case.path, copy, ignore=shutil.ignore_patterns("derived"))
    other = Case.open(copy, keys=Keystore(tmp_path / "none"))
    index = other.index()
    mixed = list(index.views)
    random.Random(5).shuffle(mixed)
    again = type(index)(index.describe)
    again.add(mixed)
    assert again.decisions() == index.decisions()
    assert build(other).digest == digest


def test_a_later_decision_replaces(case: Case) -> None:
    add(case, "There were 5.")
    build(case)
    decide(case, is_figure(5), Verdict.REJECT)
    # Once more before anything is built, and once after.
    decide(case, is_figure(5), Verdict.ACCEPT)
    build(case)
    assert shown(case) == [(5, Outcome.ACCEPTED, Standing.STANDING)]
    decide(case, is_figure(5), Verdict.AMEND, low="6", high="6")
    build(case)
    assert shown(case) == [(6, Outcome.AMENDED, Standing.STANDING)]
    decide(case, is_figure(6), Verdict.REJECT)
    build(case)
    assert shown(case, rejected=True) == [(6, Outcome.REJECTED, Standing.STANDING)]
    assert len(case.index().decisions()) == 1
    assert len([entry for entry in case.entries() if entry.kind == "decide"]) == 4


def test_the_same_again_is_not_logged(case: Case) -> None:
    add(case, "There were 5.")
    build(case)
    assert decide(case, is_figure(5), Verdict.ACCEPT) == 1
    assert decide(case, is_figure(5), Verdict.ACCEPT) == 0
    build(case)
    assert decide(case, is_figure(5), Verdict.ACCEPT) == 0


def two_at_once(case: Case, *wishes: tuple[Verdict, dict[str, str]]) -> None:
    """Decisions that know nothing of each other, as two devices make them."""
    with Store.open(case) as store:
        (row,) = (row for row in store.statements() if isinstance(row.statement, Figure))
        decider = Decider(case, store)
        made = [decider.prepare(Wish(row.id, verdict, "mine", changes)).decision for verdict, changes in wishes]
    with case.writing() as batch:
        for decision in made:
            batch.decide(encode_decision(decision))


def test_two_decisions_are_a_dispute_until_a_third(case: Case) -> None:
    add(case, "There were 5.")
    build(case)
    two_at_once(case, (Verdict.ACCEPT, {}), (Verdict.AMEND, {"low": "6", "high": "6"}))
    build(case)
    assert shown(case) == [(5, Outcome.DISPUTED, Standing.STANDING)]
    with Store.open(case) as store:
        assert [one.verdict for one in store.disputed()] == sorted(["accept", "amend"], key=_order(store))
        assert {getattr(one.statement, "low", None) for one in store.disputed()} == {5, 6}
    decide(case, is_figure(5), Verdict.REJECT)
    build(case)
    assert shown(case, rejected=True) == [(5, Outcome.REJECTED, Standing.STANDING)]


def _order(store: Store) -> Callable[[str], str]:
    entries = {one.verdict: one.entry for one in store.decisions()}
    return lambda verdict: entries[verdict]


def test_a_dispute_without_a_reading_is_settled_on_either_side(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    add(case, "There were 5.")
    build(case)
    two_at_once(case, (Verdict.ACCEPT, {}), (Verdict.AMEND, {"low": "6", "high": "6"}))
    monkeypatch.setattr("aigaq.reading.read", lambda document: Reading((), ()))
    monkeypatch.setattr("aigaq.reading.version", lambda: "blind")
    build(case)
    assert sorted(shown(case)) == [(n, Outcome.DISPUTED, Standing.STANDING) for n in (5, 6)]
    decide(case, is_figure(6), Verdict.ACCEPT)
    build(case)
    assert shown(case) == [(6, Outcome.ACCEPTED, Standing.STANDING)]


@pytest.mark.parametrize(
    ("verdict", "standing"), [(Verdict.ACCEPT, Standing.WITHDRAWN), (Verdict.REJECT, Standing.STANDING)]
)
def test_standing_follows_what_was_decided_of_a_withdrawal(case: Case, verdict: Verdict, standing: Standing) -> None:
    add(case, "It says 7 dead, then: not 7.")
    build(case)
    decide(case, lambda statement: not isinstance(statement, Figure), verdict)
    built = build(case)
    assert [row for row in shown(case) if row[0] == 7] == [(7, None, standing)]
    assert anew(case) == built.digest


def test_a_withdrawal_may_be_amended(case: Case) -> None:
    add(case, "It says 7 dead, then: not 8.")
    build(case)
    assert shown(case)[0] == (7, None, Standing.STANDING)
    decide(case, lambda statement: not isinstance(statement, Figure), Verdict.AMEND, **{"target.low": "7"})
    build(case)
    assert shown(case)[0] == (7, None, Standing.WITHDRAWN)


def test_the_reading_stays_reachable(case: Case) -> None:
    add(case, "There were 5.")
    build(case)
    with Store.open(case) as store:
        (before,) = store.statements()
    decide(case, is_figure(5), Verdict.AMEND, low="6", high="6")
    build(case)
    with Store.open(case) as store:
        (after,) = store.statements()
        assert (after.decided, after.decision, after.unbound) == (True, Outcome.AMENDED, False)
        assert store.statement(before.id).statement == before.statement
        assert store.statement(before.id).instead == after.id
        assert store.reading(before.id) == before.statement
        assert store.counts() == {"figure": 1}
        with pytest.raises(UsageError, match="gave way"):
            Decider(case, store).prepare(Wish(before.id, Verdict.ACCEPT, "x"))


def test_who_decided_stands_in_the_blob_only(case: Case) -> None:
    add(case, "There were 5.")
    build(case)
    decide(case, is_figure(5), Verdict.ACCEPT)
    build(case)
    ((_, blob),) = case.index().decisions()
    assert decode_decision(case.payload(blob)).person == PERSON
    held = [path for path in sorted(case.path.rglob("*")) if path.is_file() and PERSON.encode() in path.read_bytes()]
    assert [path.name for path in held] == [blob]
    assert (case.derived / FILE).is_file()


def test_a_decision_that_is_not_understood_is_kept_and_named(case: Case) -> None:
    add(case, "There were 5.")
    with case.writing() as batch:
        entry = batch.decide(b'{"verdict":"of a newer program"}')
    build(case)
    with Store.open(case) as store:
        (one,) = store.not_understood()
        assert (one.entry, one.shown, one.reading) == (entry, None, None)
        assert one.reason.startswith("no decision: ")
        assert store.unbound() == []
    assert shown(case) == [(5, None, Standing.STANDING)]
    assert build(case).done == 0


@pytest.mark.parametrize("flag", ["shredded", "set_aside"])
def test_what_is_shredded_shows_no_decision(case: Case, monkeypatch: pytest.MonkeyPatch, flag: str) -> None:
    add(case, "There were 5 of quartzite.")
    build(case)
    decide(case, is_figure(5), Verdict.AMEND, note="quartzite")
    build(case)
    items = tuple(dataclasses.replace(item, **{flag: True}) for item in case.items())  # type: ignore[arg-type]
    monkeypatch.setattr(case, "items", lambda: items)
    build(case)
    assert shown(case, rejected=True) == []
    assert b"quartzite" not in (case.derived / FILE).read_bytes()


def test_a_decision_on_an_item_that_is_not_here_waits(case: Case, tmp_path: Path) -> None:
    add(case, "There were 5.")
    build(case)
    decide(case, is_figure(5), Verdict.REJECT)
    ((_, blob),) = case.index().decisions()
    payload = case.payload(blob)
    (tmp_path / "other").mkdir()
    other = new_case(tmp_path / "other" / "case")
    with other.writing() as batch:
        batch.decide(payload)
    build(other)
    assert shown(other, rejected=True) == []
    add(other, "There were 5.")
    build(other)
    assert shown(other, rejected=True) == [(5, Outcome.REJECTED, Standing.STANDING)]


def test_replaces_reaches_decisions_only(case: Case) -> None:
    add(case, "There were 5.", published="2022-01-07")
    described = next(entry.id for entry in case.entries() if entry.kind == "item")
    build(case)
    with Store.open(case) as store:
        (row,) = store.statements()
        decision: Decision = Decider(case, store).prepare(Wish(row.id, Verdict.ACCEPT, "x")).decision
    with case.writing() as batch:
        batch.decide(encode_decision(decision), replaces=(described,))
    assert [len(item.described) for item in case.items()] == [1]


MAPPING = b"""aigaq = "mapping 1"
[[sheet]]
id = "tally"
kind = "figure"
[sheet.columns]
"key" = "key"
"place" = "place"
[sheet.measures]
"killed" = "killed"
"injured" = "injured"
"""
TABLE = "key,place,killed,injured\nF1,Almaty,12,30\nF2,Almaty,5,6\nF3,Almaty,7,8\n"


def test_decisions_follow_a_table_into_its_next_edition(case: Case) -> None:
    """A row that is as it was stays decided; one that was changed is a new statement; nothing is shown twice."""
    from aigaq.case.editions import record_edition

    old = add(case, TABLE, media="text/csv", role=Role.TABLE)
    with case.writing() as batch:
        batch.set("mapping", MAPPING)
    build(case)
    assert len(shown(case)) == 6
    assert decide(case, is_figure(12), Verdict.REJECT) == decide(case, is_figure(5), Verdict.ACCEPT) == 1
    assert (
        decide(case, is_figure(8), Verdict.AMEND, low="9", high="9") == decide(case, is_figure(7), Verdict.REJECT) == 1
    )
    build(case)
    # Rows in another order, one changed, one dropped.
    new = add(case, "key,place,killed,injured\nF2,Almaty,4,6\nF1,Almaty,12,30\n", media="text/csv", role=Role.TABLE)
    with case.writing() as batch:
        record_edition(batch, old, new)
    built = build(case)
    with Store.open(case) as store:
        rows = [
            (row.statement.item == new, row.statement.key, getattr(row.statement, "low", 0), row.decision, row.unbound)
            for row in store.statements(rejected=True)
        ]
    assert sorted(rows, key=str) == sorted(
        [
            (True, "F1", 12, Outcome.REJECTED, False),
            (True, "F1", 30, None, False),
            (True, "F2", 4, None, False),
            (False, "F2", 5, Outcome.ACCEPTED, True),
            (True, "F2", 6, None, False),
            (False, "F3", 7, Outcome.REJECTED, False),
            (False, "F3", 9, Outcome.AMENDED, False),
        ],
        key=str,
    )
    assert anew(case) == built.digest
    assert build(case).done == 0


TEXTS_READ = sorted((Path(__file__).parents[1] / "reading" / "texts").rglob("*.txt"))


def test_with_the_real_reader_every_decision_binds_to_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Statements of all kinds, as they are read in the invented texts: none is mixed up with another at its place."""
    monkeypatch.undo()
    case = new_case(tmp_path / "real")
    for path in TEXTS_READ:
        add(case, path.read_bytes(), language="en", published="2031-03-09")
    build(case)
    decided = decide(case, anything, Verdict.REJECT)
    assert decided > 50
    build(case)
    with Store.open(case) as store:
        assert (list(store.statements()), store.unbound(), store.disputed()) == ([], [], [])
        assert len({row.id for row in store.rejected()}) == decided
