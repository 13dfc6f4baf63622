"""Whatever a reader makes of a text tomorrow, every decision is bound to one reading or stands unbound, and none is lost."""

import random
from dataclasses import dataclass, replace
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigaq.statements import AnyStatement, CellSpan, Designation, Figure, TextSpan, Verdict, make_anchor, row_id
from aigaq.statements.applying import Application, apply, content
from aigaq.statements.decisions import Decision, Logged, Outcome
from aigaq.statements.places import NO_TEXT, Texts
from tests.statements.making import ITEM, figure, text_span

SENTENCES = [f"On day {n} of it, {n * 7 + 20} people were counted near gate {chr(97 + n)}. " for n in range(12)]
TEXT = "".join(SENTENCES)
APPLIED = {Verdict.ACCEPT: Outcome.ACCEPTED, Verdict.AMEND: Outcome.AMENDED, Verdict.REJECT: Outcome.REJECTED}


def texts(text: str) -> Texts:
    return Texts(("text",), lambda part: text)


def entry(number: int) -> str:
    return f"{number:064x}"


def decide(
    statement: AnyStatement,
    verdict: Verdict = Verdict.REJECT,
    *,
    number: int = 0,
    text: str = TEXT,
    amended: AnyStatement | None = None,
) -> Logged:
    anchor = make_anchor(statement, lambda part, start, end: text[max(0, start) : end])
    decision = Decision(
        verdict=verdict,
        target=anchor,
        statement=amended or statement,
        reading=None if amended is None else statement,
        reason=f"reason {number}",
    )
    return Logged(entry(number), decision)


def number_at(index: int, measure: str = "killed", text: str = TEXT, **fields: Any) -> Figure:
    value = index * 7 + 20
    return figure(value, start=text.index(f" {value} people") + 1, measure=measure, **fields)


def phrase_at(index: int, words: str = "people were counted", text: str = TEXT) -> Designation:
    start = text.index(words, text.index(f"On day {index} "))
    return Designation(item=ITEM, span=text_span(words, start), words="counted", who="people", made_by=("rule:d",))


def outcomes(application: Application) -> dict[str, tuple[Outcome, bool]]:
    return {row_id(one.statement): (one.outcome, one.unbound) for one in application.decided}


@pytest.mark.parametrize("verdict", [Verdict.ACCEPT, Verdict.REJECT])
def test_a_decision_binds_to_its_reading(verdict: Verdict) -> None:
    reading = number_at(3)
    application = apply([decide(reading, verdict)], [number_at(2), reading, number_at(4)], texts(TEXT))
    assert outcomes(application) == {row_id(reading): (APPLIED[verdict], False)}
    assert [(one.reading, one.shown) for one in application.applied] == [(reading, row_id(reading))]


def test_what_was_amended_stands_in_place_of_the_reading() -> None:
    reading = number_at(3)
    amended = msgspec.structs.replace(reading, measure="injured")
    application = apply([decide(reading, Verdict.AMEND, amended=amended)], [reading], texts(TEXT))
    assert [(one.statement, one.outcome) for one in application.decided] == [(amended, Outcome.AMENDED)]
    assert [(one.reading, one.shown) for one in application.applied] == [(reading, row_id(amended))]


def test_a_better_reading_does_not_undo_a_decision() -> None:
    reading, better = number_at(3), number_at(3, measure="injured", scope=("children",), made_by=("rule:new",))
    application = apply([decide(reading, Verdict.ACCEPT)], [better], texts(TEXT))
    assert outcomes(application) == {row_id(reading): (Outcome.ACCEPTED, False)}
    assert application.applied[0].reading == better


def test_what_is_not_read_any_more_stands_unbound() -> None:
    reading = number_at(3)
    application = apply([decide(reading)], [number_at(2)], texts(TEXT))
    assert outcomes(application) == {row_id(reading): (Outcome.REJECTED, True)}
    assert application.applied[0].reading is None


def test_two_readings_of_one_number_are_two_targets() -> None:
    killed, injured = number_at(3), number_at(3, measure="injured")
    decisions = [decide(killed, Verdict.ACCEPT, number=1), decide(injured, Verdict.REJECT, number=2)]
    both = apply(decisions, [injured, killed], texts(TEXT))
    assert outcomes(both) == {
        row_id(killed): (Outcome.ACCEPTED, False),
        row_id(injured): (Outcome.REJECTED, False),
    }
    # A reader that gives one of them up leaves the other decision alone.
    one = apply(decisions, [killed], texts(TEXT))
    assert outcomes(one) == {row_id(killed): (Outcome.ACCEPTED, False), row_id(injured): (Outcome.REJECTED, True)}


def test_of_several_alike_the_one_that_reads_as_before() -> None:
    north, south = number_at(3, places=("north",)), number_at(3, places=("south",))
    north_now = msgspec.structs.replace(north, made_by=("rule:other",))
    application = apply([decide(north)], [south, north_now], texts(TEXT))
    assert application.applied[0].reading == north_now
    assert apply([decide(number_at(3))], [south, north_now], texts(TEXT)).applied[0].reading is None


def test_a_phrase_with_other_bounds_is_the_same() -> None:
    reading = phrase_at(3)
    longer = phrase_at(3, "people were counted near")
    assert apply([decide(reading)], [longer, phrase_at(4)], texts(TEXT)).applied[0].reading == longer
    # One that shares little of the place, or two that share much, are not.
    assert apply([decide(reading)], [phrase_at(3, "counted near gate d")], texts(TEXT)).applied[0].reading is None
    other = phrase_at(3, "people were counted ")
    assert apply([decide(reading)], [longer, other], texts(TEXT)).applied[0].reading is None


def test_several_current_decisions_are_a_dispute() -> None:
    reading = number_at(3)
    decisions = [decide(reading, Verdict.ACCEPT, number=1), decide(reading, Verdict.REJECT, number=2)]
    disputed = apply(decisions, [reading], texts(TEXT))
    assert outcomes(disputed) == {row_id(reading): (Outcome.DISPUTED, False)}
    assert [one.reading for one in disputed.applied] == [reading, reading]
    # Both statements stand where nothing is read there any more.
    amended = msgspec.structs.replace(reading, measure="injured")
    decisions[1] = decide(reading, Verdict.AMEND, number=2, amended=amended)
    gone = apply(decisions, [], texts(TEXT))
    assert outcomes(gone) == {row_id(one): (Outcome.DISPUTED, True) for one in (reading, amended)}


def test_decisions_that_make_two_statements_one_show_it_once() -> None:
    killed, injured = number_at(3), number_at(3, measure="injured")
    amended = msgspec.structs.replace(killed, measure="injured")
    decisions = [decide(killed, Verdict.AMEND, number=1, amended=amended), decide(injured, Verdict.ACCEPT, number=2)]
    application = apply(decisions, [killed, injured], texts(TEXT))
    assert outcomes(application) == {row_id(injured): (Outcome.AMENDED, False)}
    assert {one.shown for one in application.applied} == {row_id(injured)}
    decisions[1] = decide(injured, Verdict.REJECT, number=2)
    assert outcomes(apply(decisions, [killed, injured], texts(TEXT))) == {row_id(injured): (Outcome.DISPUTED, False)}


@pytest.mark.parametrize("verdict", [Verdict.SAME, Verdict.DIFFERENT, Verdict.CANNOT_TELL, Verdict.DISMISS])
def test_other_verdicts_leave_statements_alone(verdict: Verdict) -> None:
    reading = number_at(3)
    assert apply([decide(reading, verdict)], [reading], texts(TEXT)) == Application((), ())


def row(key: str, row_number: int, column: str = "value", item: str = ITEM) -> Figure:
    span = CellSpan(sheet="figures", row=row_number, column=column, quote="8")
    return figure(8, span=span, num=span, key=key, item=item)


def test_rows_of_tables_bind_by_key() -> None:
    decision = decide(row("F001", 7))
    readings = [row("F002", 7), row("F001", 2)]
    assert apply([decision], readings, NO_TEXT).applied[0].reading == readings[1]
    # Another mapping that takes the number from another column reads the same row.
    assert apply([decision], [row("F001", 2, "deaths")], NO_TEXT).applied[0].reading == row("F001", 2, "deaths")
    assert apply([decision], [row("F003", 2)], NO_TEXT).applied[0].reading is None


NEXT = "cd" * 32


def test_a_row_is_followed_into_the_next_edition_of_its_table() -> None:
    decision = decide(row("F001", 7), Verdict.REJECT)
    unchanged = row("F001", 9, item=NEXT)
    application = apply([decision], [unchanged, row("F002", 7, item=NEXT)], NO_TEXT)
    assert application.applied[0].reading == unchanged
    assert [(one.statement, one.outcome) for one in application.decided] == [(unchanged, Outcome.REJECTED)]
    # What a person amended is amended there too.
    amended = msgspec.structs.replace(row("F001", 7), measure="injured")
    application = apply([decide(row("F001", 7), Verdict.AMEND, amended=amended)], [unchanged], NO_TEXT)
    (shown,) = application.decided
    assert shown.statement == msgspec.structs.replace(unchanged, measure="injured")


def test_a_row_that_was_changed_is_another_statement() -> None:
    decision = decide(row("F001", 7), Verdict.ACCEPT)
    changed = msgspec.structs.replace(row("F001", 9, item=NEXT), low=9)
    application = apply([decision], [changed], NO_TEXT)
    assert application.applied[0].reading is None
    assert outcomes(application) == {row_id(row("F001", 7)): (Outcome.ACCEPTED, True)}
    # A row that the next edition has dropped is still that of its own.
    assert apply([decision], [row("F001", 7), changed], NO_TEXT).applied[0].reading == row("F001", 7)


def test_decisions_on_two_editions_are_on_one_target() -> None:
    old, new = row("F001", 7), row("F001", 9, item=NEXT)
    decisions = [decide(old, Verdict.ACCEPT, number=1), decide(new, Verdict.REJECT, number=2)]
    application = apply(decisions, [new], NO_TEXT)
    assert outcomes(application) == {row_id(new): (Outcome.DISPUTED, False)}


@dataclass(frozen=True)
class Edited:
    """Readings and text after a random change of reader and extractor."""

    readings: tuple[AnyStatement, ...]
    text: str


MEASURES = st.sampled_from(["killed", "injured", "detained", "arrested"])


@st.composite
def edits(draw: st.DrawFn) -> Edited:
    """Another reader (drops, adds, renames, stretches, splits) over the text of another extractor."""
    text = draw(st.sampled_from([TEXT, TEXT.replace(". ", ".\n\n"), f"Title.\n{TEXT}", "".join(SENTENCES[2:])]))
    readings: list[AnyStatement] = []
    for index in range(len(SENTENCES)):
        if f"On day {index} " not in text:
            continue
        for measure in draw(st.lists(MEASURES, max_size=2)):
            maker = draw(st.sampled_from(["rule:test", "rule:other"]))
            readings.append(number_at(index, measure, text, made_by=(maker,)))
        for words in draw(
            st.lists(st.sampled_from(["people were counted", "were counted", "people were"]), max_size=2)
        ):
            readings.append(phrase_at(index, words, text))
    return Edited(tuple(readings), text)


def _three(index: int) -> list[AnyStatement]:
    return [number_at(index), number_at(index, "injured"), phrase_at(index)]


@st.composite
def decisions(draw: st.DrawFn) -> list[Logged]:
    """Decisions on some readings of TEXT, of every verdict on statements, some of them on one target."""
    made = []
    verdicts = st.sampled_from(sorted(APPLIED))
    for number in range(draw(st.integers(1, 10))):
        index = draw(st.integers(0, len(SENTENCES) - 1))
        reading: AnyStatement = draw(st.sampled_from(_three(index)))
        verdict = draw(verdicts)
        amended: AnyStatement | None = None
        if verdict is Verdict.AMEND:
            amended = msgspec.structs.replace(reading, note="amended")
        made.append(decide(reading, verdict, number=number, amended=amended))
    return made


@settings(max_examples=300, deadline=None)
@given(decisions(), edits(), st.randoms(use_true_random=False))
def test_every_decision_is_bound_to_one_or_stands_unbound(
    made: list[Logged], edited: Edited, shuffle: random.Random
) -> None:
    application = apply(made, edited.readings, texts(edited.text))
    shown = {row_id(one.statement): one for one in application.decided}
    known = {row_id(reading) for reading in edited.readings}
    applied = {one.logged.entry: one for one in application.applied}
    assert sorted(applied) == sorted(one.entry for one in made)
    bound: dict[str, set[str]] = {}
    for one in application.applied:
        stands = shown[one.shown]
        decided = one.logged.decision.statement
        if one.reading is None:
            assert stands.unbound or stands.outcome is Outcome.DISPUTED or len(application.decided) < len(applied)
            assert content(stands.statement) == content(decided)
        else:
            assert row_id(one.reading) in known
            bound.setdefault(row_id(one.reading), set()).add(one.shown)
            if stands.outcome is not Outcome.DISPUTED:
                assert content(stands.statement) == content(decided)
    # A reading gives way to one statement only.
    assert all(len(ways) == 1 for ways in bound.values())
    # Quotes are what stands in the text wherever the place is found there.
    for one_shown in application.decided:
        span = one_shown.statement.span
        assert isinstance(span, TextSpan)
        if not one_shown.unbound:
            assert edited.text[span.start : span.end] == span.quote
    # No order plays a part.
    mixed, readings = list(made), list(edited.readings)
    shuffle.shuffle(mixed)
    shuffle.shuffle(readings)
    assert apply(mixed, readings, texts(edited.text)) == application
    assert apply([*made, *made], edited.readings, texts(edited.text)) == application


@settings(max_examples=100, deadline=None)
@given(decisions())
def test_with_the_same_reader_nothing_is_unbound(made: list[Logged]) -> None:
    readings = [number_at(n) for n in range(12)] + [number_at(n, "injured") for n in range(12)]
    application = apply(made, [*readings, *(phrase_at(n) for n in range(12))], texts(TEXT))
    assert not [one for one in application.applied if one.reading is None]
    targets = {(one.decision.target, content(one.decision.was_read)) for one in made}
    alone = [one for one in application.decided if one.outcome is not Outcome.DISPUTED]
    assert len(alone) <= len(targets)


def test_replacing_is_left_to_the_log() -> None:
    """Only current decisions come here: the same entry twice is one decision."""
    one = decide(number_at(3))
    assert apply([one, replace(one)], [number_at(3)], texts(TEXT)).decided[0].outcome is Outcome.REJECTED
