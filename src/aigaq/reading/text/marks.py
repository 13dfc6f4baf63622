"""Numbers, dates and places of a paragraph, as `aigaq.values` finds them, in one order and without overlap.

A date covers the numbers in it. Kinds: NUM (a count), PERCENT, MONEY, LABELLED (ordinals, labels, codes), DATE,
PLACE, NATION (a place as an adjective). Proved by tests/reading/test_grammar.py.
"""

from __future__ import annotations

from aigaq.reading.text.units import Mark
from aigaq.values.places import Gazetteer, Place
from aigaq.values.quantities import NumberKind, find_numbers
from aigaq.values.textdates import find_dates

_KINDS = {NumberKind.NUMBER: "NUM", NumberKind.PERCENT: "PERCENT", NumberKind.MONEY: "MONEY", NumberKind.PRONOUN: ""}


def find_marks(text: str, language: str, gazetteer: Gazetteer) -> list[Mark]:
    """The marks of a text, sorted by where they begin; none overlap."""
    dates = find_dates(text, language)
    spans = [(found.start, found.end) for found in dates]
    marks = [Mark(found.start, found.end, "DATE", found) for found in dates]
    for number in find_numbers(text, language, dates=spans):
        kind = _KINDS.get(number.kind, "LABELLED")
        if kind:
            marks.append(Mark(number.start, number.end, kind, number))
    for place in gazetteer.find(text, language):
        kind = "NATION" if place.adjective else "PLACE"
        if _uninflected(text[place.start : place.end], gazetteer.get(place.code), language):
            kind += " AS_LISTED"
        marks.append(Mark(place.start, place.end, kind, place))
    return _apart(marks)


def _uninflected(printed: str, place: Place | None, language: str) -> bool:
    """The name as the table has it: what it ends in is no ending, as in the -stan of a country."""
    return place is not None and printed.casefold() in (name.casefold() for name in place.names.get(language, ()))


def _apart(marks: list[Mark]) -> list[Mark]:
    """Sorted; of two that overlap the first one stays, the longer of two that begin together."""
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    kept: list[Mark] = []
    for mark in marks:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept
