"""The lines under a card: every field of a statement that says something, named in the reader's language.

Proved by tests/report/test_facts.py, which holds that no stored field of any kind is silently left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aigaq.report.dates import written
from aigaq.report.material import Said
from aigaq.report.phrases import bounds, number_of, scope_words, target_words
from aigaq.statements import (
    AnyStatement,
    Change,
    Claim,
    Confidence,
    Connectivity,
    Designation,
    Event,
    Figure,
    Layer,
    LegalStatus,
    Position,
    Seen,
    Stance,
    Withdrawal,
)

if TYPE_CHECKING:
    from aigaq.report.views import Viewer


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and a value. `foreign` values are words of a source and are isolated by the template."""

    label: str
    value: str
    foreign: bool = False


def facts_of(said: Said, viewer: Viewer) -> Iterator[Fact]:
    """The facts of a statement: its own kind first, then what all kinds have in common."""
    statement = said.statement
    for key, value, foreign in (*_own(statement, viewer), *_common(statement, viewer)):
        if value:
            yield Fact(viewer.words(f"card.{key}"), value, foreign)


Line = tuple[str, str | None, bool]


def _own(statement: AnyStatement, viewer: Viewer) -> Iterator[Line]:
    match statement:
        case Figure():
            return _figure(statement, viewer)
        case Event():
            return _event(statement, viewer)
        case Position():
            return _position(statement, viewer)
        case Connectivity():
            return _connectivity(statement, viewer)
        case Withdrawal():
            return _withdrawal(statement, viewer)
        case Claim():
            return _claim(statement, viewer)
        case Designation():
            return iter((("words", statement.words, True), ("who", statement.who, True)))


def _figure(figure: Figure, viewer: Viewer) -> Iterator[Line]:
    words = viewer.words
    yield "says", f"{number_of(figure, words)} · {words.word('measure', figure.measure)}", False
    yield "qualifier", words.word("qualifier", figure.qualifier), False
    yield "scope", scope_words(figure.scope, words) or None, False
    yield "scope", figure.scope_text, True
    if figure.unit != "people":
        yield "unit", words.unit(figure.unit, figure.low or figure.high or 0), False
    yield "value_text", figure.value_text, True
    yield "as_of", written(figure.as_of, words) if figure.as_of else None, False
    yield "period", written(figure.period, words) if figure.period else None, False
    if figure.part_of is not None:
        yield "part_of", target_words(figure.part_of, words, viewer.places), False
    if figure.stance is not Stance.ASSERTS:
        yield "stance", words.word("stance", figure.stance), False


def _event(event: Event, viewer: Viewer) -> Iterator[Line]:
    words = viewer.words
    yield "type", words.word("event_type", event.type), False
    yield "what", event.what, True
    precision = words.word("precision", event.time_precision)
    yield "time", f"{written(event.time, words)} ({precision})" if event.time else words("date.unknown"), False
    yield "time_words", event.time_words, True
    yield "time", event.offset, False
    if event.point is not None:
        place = words.word("place_precision", event.point.precision)
        yield "place", f"{event.point.lat}, {event.point.lon} ({place})", False
    yield "seen_from", ", ".join(words.word("side", side) for side in event.seen_from) or None, False


def _position(position: Position, viewer: Viewer) -> Iterator[Line]:
    words = viewer.words
    yield "person", position.person, True
    yield "relation", words.word("relation", position.relation) if position.relation else None, False
    if position.change is not Change.UNKNOWN:
        yield "change", words.word("change", position.change), False
    yield "post", position.post, True
    yield "org", position.org, True
    yield "how", words.word("how_code", position.how_code) if position.how_code else None, False
    yield "how", position.how, True
    if position.legal_status is not LegalStatus.NONE:
        yield "legal", words.word("legal_status", position.legal_status), False


def _connectivity(spell: Connectivity, viewer: Viewer) -> Iterator[Line]:
    words = viewer.words
    yield "state", words.word("state", spell.state), False
    if spell.layer is not Layer.NOT_STATED:
        yield "layer", words.word("layer", spell.layer), False
    yield "networks", ", ".join(spell.networks) or None, True
    yield "observer", words.word("observer", spell.observer_kind) if spell.observer_kind else None, False
    yield "what", spell.what, True
    yield "starts", bounds(spell.start, words, "days.start_unknown"), False
    yield "ends", bounds(spell.end, words, "days.end_unknown"), False
    yield "same_as", words("card.key_of", key=spell.same_as) if spell.same_as else None, False


def _withdrawal(withdrawal: Withdrawal, viewer: Viewer) -> Iterator[Line]:
    words = viewer.words
    yield "becomes", words.word("standing", withdrawal.becomes), False
    yield "target", target_words(withdrawal.target, words, viewer.places), False
    if withdrawal.replaced_by is not None:
        yield "replaced_by", target_words(withdrawal.replaced_by, words, viewer.places), False
    yield "time", written(withdrawal.time, words) if withdrawal.time else None, False
    yield "why", withdrawal.why, True


def _claim(claim: Claim, viewer: Viewer) -> Iterator[Line]:
    yield "what", claim.what, True
    yield "question", viewer.words.word("question", claim.question) if claim.question else None, False
    yield "answer", viewer.words.word("answer", claim.answer) if claim.answer else None, False


def _common(statement: AnyStatement, viewer: Viewer) -> Iterator[Line]:
    words = viewer.words
    named = viewer.places(statement.places)
    yield "place", named or None, False
    if statement.place and statement.place.casefold() != named.casefold():
        yield "place", words.quoted(statement.place), True
    yield "about", written(statement.about, words) if statement.about else None, False
    yield "said", viewer.date(statement.said) if statement.said else None, False
    for hedge in statement.hedges:
        quote = getattr(hedge.span, "quote", "")
        yield "hedges", words("card.hedge", words=quote, type=words.word("hedge", hedge.type)), False
    yield "medium", words.word("medium", statement.medium) if statement.medium else None, False
    yield "key", statement.key, True
    if statement.confidence is not Confidence.UNKNOWN:
        yield "confidence", statement.confidence.value, False
    if statement.seen is not Seen.NOT_STATED:
        yield "seen", words.word("seen", statement.seen), False
    yield "note", statement.note, True
