"""Where what a sentence says begins, past the line that says where and when it was written, or a label before it.

Proved by tests/reading/test_floor.py.
"""

from __future__ import annotations

from aigaq.reading.text.units import Line

_DATELINE = 10
_LABEL = 3
_LINE = ("UP", "DATE", "NUM", "COMMA", "PLACE", "STOP", "NAMEY", "SRC", "LPAR", "RPAR", "OUTLET", "HYPHEN")


def opening(line: Line) -> int:
    """The unit past "HARROW, Norvale - " or "UPDATE: ", else the first."""
    dash = next((at for at in line.where("DASH") if at < _DATELINE), None)
    if dash and all(line.has(at, *_LINE) for at in range(dash)) and line.has(0, "UP", "SRC", "PLACE"):
        return dash + 1
    colon = next((at for at in line.where("COLON") if at < _LABEL), None)
    if colon and all(line.has(at, "UP", "NOTEHEAD") for at in range(colon)):
        return colon + 1
    return 0
