"""Where what a sentence says begins, past the line that says where and when it was written, or a label before it.

Proved by tests/reading/test_floor.py.
"""

from __future__ import annotations

from aigaq.reading.text.units import Line

_DATELINE = 10
_LABEL = 3
_LINE = ("UP", "DATE", "NUM", "COMMA", "PLACE", "STOP", "NAMEY", "SRC", "LPAR", "RPAR", "OUTLET", "HYPHEN")
_PHRASE = 8
_NO_PHRASE = (
    "COMMA",
    "QC",
    "QO",
    "DASH",
    "STOP",
    "SEMI",
    "COLON",
    "AUX",
    "NUM",
    "PREP",
    "CONJ",
    "SAY",
    "SUBORD",
    "THAT",
)


def opening(line: Line) -> int:
    """The unit past "HARROW, Norvale - " or "UPDATE: ", else the first."""
    dash = next((at for at in line.where("DASH") if at < _DATELINE), None)
    if dash and all(line.has(at, *_LINE) for at in range(dash)) and line.has(0, "UP", "SRC", "PLACE"):
        return dash + 1
    colon = next((at for at in line.where("COLON") if at < _LABEL), None)
    if colon and all(line.has(at, "UP", "NOTEHEAD") for at in range(colon)):
        return colon + 1
    return 0


def before_phrase(line: Line, number: int) -> int:
    """The unit before the noun phrase that a cue begins in: ", the Norway-based group X said"."""
    at = number - 1
    while at >= 0 and number - at < _PHRASE and not line.has(at, *_NO_PHRASE):
        at -= 1
    return at
