"""What is odd about a statement: codes no list knows, and fields that do not fit together.

Decoding refuses only what is no statement. Everything else is kept and said: `check` names it in words and changes
nothing, so that a newer code or a strange row is shown and never lost. Rules: docs/formats/statements.md, "Checks".
Proved by tests/statements/test_checks.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aigaq.errors import FormatError
from aigaq.statements.codes import code_list
from aigaq.statements.records import AnyStatement, Connectivity, Event, Figure, Number, Position, Withdrawal
from aigaq.statements.spans import Span, TextSpan
from aigaq.statements.vocabulary import Qualifier
from aigaq.values.dates import parse_when

_CURRENCY = re.compile(r"[A-Z]{3}")
_BOTH = {Qualifier.EXACT, Qualifier.ABOUT}
_LOW_ONLY = {Qualifier.AT_LEAST, Qualifier.MORE_THAN}


def check(statement: AnyStatement) -> list[str]:
    """Everything odd about a statement, in words, in a fixed order; empty where nothing is."""
    return [*_codes(statement), *_spans(statement), *_numbers(statement), *_dates(statement)]


def _codes(statement: AnyStatement) -> Iterator[str]:
    for name, code in _used_codes(statement):
        if code not in code_list(name) and not (name == "units" and _CURRENCY.fullmatch(code)):
            yield f"code not in list {name}: {code}"


def _used_codes(statement: AnyStatement) -> Iterator[tuple[str, str]]:
    yield from (("hedges", hedge.type) for hedge in statement.hedges)
    if statement.medium is not None:
        yield "mediums", statement.medium
    match statement:
        case Figure():
            yield "measures", statement.measure
            yield "units", statement.unit
            yield from (("scopes", scope) for scope in statement.scope)
        case Event():
            yield "events", statement.type
            if statement.point is not None:
                yield "place_precisions", statement.point.precision
        case Position() if statement.how_code is not None:
            yield "hows", statement.how_code
        case Connectivity() if statement.observer_kind is not None:
            yield "observers", statement.observer_kind


def _spans(statement: AnyStatement) -> Iterator[str]:
    for name, span in _named_spans(statement):
        if isinstance(span, TextSpan) and (span.start < 0 or span.end - span.start != len(span.quote)):
            yield f"quote of {name} has not the length of its span"
    if isinstance(statement, Figure) and not _holds(statement.span, statement.num):
        yield "num lies outside span"


def _named_spans(statement: AnyStatement) -> Iterator[tuple[str, Span]]:
    yield "span", statement.span
    if isinstance(statement, Figure):
        yield "num", statement.num
    yield from ((f"speakers[{i}]", link.span) for i, link in enumerate(statement.speakers) if link.span is not None)
    for i, hedge in enumerate(statement.hedges):
        yield f"hedges[{i}]", hedge.span
        yield f"hedges[{i}].hedged", hedge.hedged


def _holds(outer: Span, inner: Span) -> bool:
    if isinstance(outer, TextSpan) and isinstance(inner, TextSpan):
        return outer.part == inner.part and outer.start <= inner.start and inner.end <= outer.end
    return True


def _numbers(statement: AnyStatement) -> Iterator[str]:
    if not isinstance(statement, Figure):
        return
    low, high, how = statement.low, statement.high, statement.qualifier
    if low is not None and high is not None and low > high:
        yield "low is greater than high"
    if not _fits(how, low, high):
        yield f"low and high do not fit qualifier {how}"


def _fits(qualifier: Qualifier, low: Number | None, high: Number | None) -> bool:
    if qualifier in _BOTH:
        return low is not None and low == high
    if qualifier in _LOW_ONLY:
        return low is not None and high is None
    if qualifier is Qualifier.UP_TO:
        return low is None and high is not None
    if qualifier is Qualifier.RANGE:
        return low is not None and high is not None
    return True


def _dates(statement: AnyStatement) -> Iterator[str]:
    for name, text in _named_dates(statement):
        try:
            parse_when(text)
        except FormatError:
            yield f"{name} is no date: {text}"


def _named_dates(statement: AnyStatement) -> Iterator[tuple[str, str]]:
    if statement.said is not None:
        yield "said", statement.said.date
    for name in ("about", "as_of", "period", "time"):
        value = getattr(statement, name, None)
        if isinstance(value, str) and not (name == "time" and not isinstance(statement, Event | Withdrawal)):
            yield name, value
    if isinstance(statement, Connectivity):
        for name in ("start", "end"):
            bounds: tuple[str, str] | None = getattr(statement, name)
            yield from ((name, date) for date in bounds or () if date != "..")
