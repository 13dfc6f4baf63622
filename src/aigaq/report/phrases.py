"""What a statement says in a few words of the reader's language, and numbers as they were given.

Words of sources stand in quotation marks. Proved by tests/report/test_phrases.py.
"""

from __future__ import annotations

from collections.abc import Callable

from aigaq.report.dates import written
from aigaq.report.words import Words
from aigaq.statements import (
    AnyStatement,
    Claim,
    Connectivity,
    Designation,
    Event,
    Figure,
    Number,
    Position,
    Qualifier,
    Stance,
    Target,
    Withdrawal,
)

Places = Callable[[tuple[str, ...]], str]


def quantity(low: Number | None, high: Number | None, qualifier: Qualifier, words: Words) -> str:
    """A number with its exactness in words; neither bound known is said so."""
    first = low if low is not None else high
    if first is None:
        return words("figures.not_known")
    last = high if high is not None else first
    if qualifier in (Qualifier.RANGE, Qualifier.VAGUE) and low is not None and high is not None and low != high:
        return words("figures.range", low=words.number(first), high=words.number(last))
    patterns = {
        Qualifier.AT_LEAST: "figures.at_least",
        Qualifier.MORE_THAN: "figures.more_than",
        Qualifier.UP_TO: "figures.up_to",
        Qualifier.ABOUT: "figures.about",
        Qualifier.VAGUE: "figures.about",
    }
    pattern = patterns.get(qualifier)
    shown = words.number(last if qualifier is Qualifier.UP_TO else first)
    return words(pattern, n=shown) if pattern else shown


def number_of(figure: Figure, words: Words) -> str:
    """The number of a figure as given; in the source's words where it has no bounds."""
    if figure.low is None and figure.high is None and figure.value_text:
        shown = words("figures.vague", words=words.quoted(figure.value_text))
    else:
        shown = quantity(figure.low, figure.high, figure.qualifier, words)
    return words("figures.denied_number", number=shown) if figure.stance is Stance.DENIES else shown


def counted(figure: Figure, words: Words) -> str:
    """What a figure says, without its place: 225 killed."""
    number, measure = number_of(figure, words), words.word("measure", figure.measure)
    pattern = "figures.says"
    unit = ""
    if figure.unit == "hours" or figure.unit.isupper():
        pattern, unit = "figures.says_unit", words.unit(figure.unit, figure.low or figure.high or 0)
    return capital(words(pattern, number=number, measure=measure, unit=unit))


def scope_words(scope: tuple[str, ...], words: Words) -> str:
    """The scope codes in words, without `all`, joined by commas; empty where everyone is meant."""
    return ", ".join(words.word("scope", code) for code in scope if code != "all")


def place_of(statement: AnyStatement, words: Words, places: Places) -> str:
    """The places of a statement by name; where no code is known, the words of the source."""
    named = places(statement.places)
    return named or (words.quoted(statement.place) if statement.place else "")


def _figure(figure: Figure, words: Words, places: Places) -> str:
    parts = (counted(figure, words), scope_words(figure.scope, words), place_of(figure, words, places))
    return ", ".join(part for part in parts if part)


def _target(target: Target, words: Words, places: Places) -> str:
    parts = []
    if target.low is not None or target.high is not None:
        parts.append(quantity(target.low, target.high, Qualifier.UNKNOWN, words))
    if target.measure:
        parts.append(words.word("measure", target.measure))
    if target.places:
        parts.append(places(target.places))
    if target.speaker:
        parts.append(words("card.target_by", speaker=target.speaker))
    quote = getattr(target.span, "quote", None)
    if quote and not parts:
        parts.append(words.quoted(quote))
    if target.key:
        parts.append(words("card.key_of", key=target.key))
    return ", ".join(parts)


def target_words(target: Target, words: Words, places: Places) -> str:
    """The description of another statement, in words."""
    return _target(target, words, places) or words("none.value")


def _event(event: Event, words: Words, places: Places) -> str:
    head = capital(words.word("event_type", event.type))
    parts = [head, place_of(event, words, places)]
    return ", ".join(part for part in parts if part)


def _position(position: Position, words: Words) -> str:
    parts = (words.word("change", position.change), position.post, position.org)
    return f"{position.person}: " + ", ".join(part for part in parts if part)


def _connectivity(spell: Connectivity, words: Words, places: Places) -> str:
    parts = (capital(words.word("state", spell.state)), place_of(spell, words, places))
    return ", ".join(part for part in parts if part)


def _withdrawal(withdrawal: Withdrawal, words: Words, places: Places) -> str:
    quote = getattr(withdrawal.span, "quote", None)
    told = words.quoted(quote) if quote else target_words(withdrawal.target, words, places)
    return f"{capital(words.word('standing', withdrawal.becomes))}: {told}"


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def summary(statement: AnyStatement, words: Words, places: Places) -> str:
    """What a statement says in a few words."""
    match statement:
        case Figure():
            return _figure(statement, words, places)
        case Event():
            return _event(statement, words, places)
        case Position():
            return _position(statement, words)
        case Connectivity():
            return _connectivity(statement, words, places)
        case Designation():
            return words.quoted(statement.words) + (f": {statement.who}" if statement.who else "")
        case Withdrawal():
            return _withdrawal(statement, words, places)
        case Claim():
            return statement.what


def speakers_of(statement: AnyStatement) -> str:
    """The first speaker, as printed; empty where none is named."""
    return statement.speakers[0].name if statement.speakers else ""


def bounds(pair: tuple[str, str] | None, words: Words, unknown: str) -> str:
    """An onset or an end with its earliest and latest moment."""
    if pair is None or set(pair) <= {"", ".."}:
        return words(unknown)
    first, last = pair
    if first == last:
        return written(first, words)
    if ".." in pair:
        return written(f"{first}/{last}", words)
    return words("days.between", first=written(first, words), last=written(last, words))
