"""Statements with what became of them by their own text, given out while the text is still being read.

A withdrawal reaches back a few sentences only (`withdrawals`), so a statement is settled once some more have followed:
a text of any length passes in bounded memory. Proved by tests/reading/test_settled.py: the same as settling it whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aigaq.reading.document import Reading
from aigaq.statements.canonical import row_id
from aigaq.statements.records import AnyStatement
from aigaq.statements.standing import standing
from aigaq.statements.vocabulary import Standing

HELD = 64
"""How many statements are held back: several times the figures that a withdrawal may choose its target from."""


def settled(readings: Iterable[Reading]) -> Iterator[tuple[AnyStatement, Standing]]:
    """Every statement of the readings, in order, with its standing within their text."""
    given: list[AnyStatement] = []
    held: list[AnyStatement] = []
    for reading in readings:
        held += reading.statements
        became = standing([*given, *held])
        ready, held = held[:-HELD], held[-HELD:]
        yield from ((one, became[row_id(one)]) for one in ready)
        # What was given out last may still say what became of what is held.
        given = [*given, *ready][-HELD:]
    became = standing([*given, *held])
    yield from ((one, became[row_id(one)]) for one in held)
