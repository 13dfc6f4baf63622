"""A sentence as the figure grammar sees it, and how a number of it becomes a draft. Proved by tests/reading/test_grammar.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from aigaq.reading.counts.counted import Counted
from aigaq.reading.counts.drafts import Draft
from aigaq.reading.lexis.patterns import Match
from aigaq.reading.lexis.rules import Rule
from aigaq.reading.text.units import Line
from aigaq.reading.text.zones import Zones
from aigaq.values.quantities import Quantity


@dataclass(slots=True)
class Sentence:
    """A sentence with its zones and counted numbers; `topic` is the measure that a question or count before set.

    `constructions` are the matches of the rules `[[counted]]`, which two steps ask for.
    """

    line: Line
    zones: Zones
    items: dict[int, Counted]
    topic: str | None = None
    constructions: Sequence[tuple[Rule, Match]] = ()
    repeated: list[Draft] = field(default_factory=list)

    @property
    def language(self) -> str:
        """The language of the pack."""
        return self.line.lexicon.language


def make_draft(sentence: Sentence, number: int, measure: str, span: tuple[int, int], made_by: list[str]) -> Draft:
    """A draft for the number at a unit; `span` are the units of the words that make it a figure."""
    line, item = sentence.line, sentence.items[number]
    quantity = quantity_of(line, number)
    start, end = line.span(*span)
    scopes = [line.units[head].attr("scope") for head in item.heads]
    scope = tuple(dict.fromkeys(code for code in scopes if code))
    if item.head is not None and line.has(item.head, "BODIES"):
        scope = ()
    return Draft(quantity, number, measure, min(start, quantity.phrase_start), end, made_by, scope)


def quantity_of(line: Line, number: int) -> Quantity:
    """The quantity of a number's unit."""
    quantity: Quantity = line.units[number].value
    return quantity


def value_of(line: Line, number: int) -> float:
    """The number by which a unit's quantity is compared in size."""
    quantity = quantity_of(line, number)
    return float(quantity.low if quantity.low is not None else quantity.high or 0)


def can_hold(draft: Draft, value: float) -> bool:
    """Whether a part of this size fits into a figure."""
    return draft.value == 0 or value <= draft.value
