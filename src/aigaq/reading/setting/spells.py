"""Stretches of time with both ends said: "from 10 March to 12 March", "between Monday and Friday".

Proved by tests/reading/test_kinds.py.
"""

from __future__ import annotations

from aigaq.reading.setting.days import dated
from aigaq.reading.text.units import Line

_NEAR = 8


def spell_near(line: Line, at: tuple[int, int], published: str | None) -> tuple[str, str] | None:
    """The first and last day of a stretch said in or near units at[0]..at[1]; None where only one end is said."""
    for unit in line.where("DATE"):
        if not at[0] - _NEAR <= unit <= at[1] + _NEAR:
            continue
        said = dated(line, unit, published)
        if said is None:
            continue
        if "/" in said.date and not said.date.startswith("..") and not said.date.endswith(".."):
            first, _, last = said.date.partition("/")
            if first and last:
                return first, last
        until = dated(line, unit + 2, published) if line.has(unit + 1, "TILL") and line.has(unit + 2, "DATE") else None
        if until is not None and line.has(unit - 1, "SINCEW"):
            return said.date, until.date
    return None
