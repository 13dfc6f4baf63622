"""Cells and JSON values → float64, a block at a time; missing stays missing, and what is no finite number is refused.

Proved by tests/blackout/readers/test_numbers.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aigaq.blackout.readers.tables import table
from aigaq.blackout.readers.telling import Told, Why, quoted
from aigaq.blackout.series import Values


def cells_to_values(texts: Sequence[str], numbers: Sequence[int], told: Told) -> tuple[Values, NDArray[np.bool_]]:
    """The values [n], NaN where a cell is empty or a word for missing, and which cells were read."""
    if "_" not in "".join(texts):  # float() takes 1_000, and nobody else does
        try:
            values = np.array(list(map(float, texts)), dtype=np.float64)
        except ValueError:
            pass
        else:
            if not bool(np.isinf(values).any()):
                return values, np.ones(len(values), bool)
    missing = frozenset(table("generic")["missing"])
    values = np.full(len(texts), np.nan)
    good = np.ones(len(texts), bool)
    for at, text in enumerate(texts):
        text = text.strip()
        if text.casefold() in missing:
            continue
        number = number_of(text)
        if number is None:
            good[at] = False
            told.refuse(int(numbers[at]), Why.NOT_A_NUMBER, f"no number: {quoted(text)}")
        else:
            values[at] = number
    return values, good


def json_to_values(found: Sequence[Any], told: Told) -> Values:
    """The values [n] of a JSON list; strings that are numbers are read and said, other things refused by their place."""
    values = np.full(len(found), np.nan)
    strings = 0
    missing = frozenset(table("generic")["missing"])
    for at, one in enumerate(found):
        if one is None or (isinstance(one, str) and one.strip().casefold() in missing):
            continue
        number = number_of(one)
        if number is None:
            told.refuse(at + 1, Why.NOT_A_NUMBER, f"no number: {quoted(one)}")
            continue
        strings += isinstance(one, str)
        values[at] = number
    if strings:
        told.notice("numbers that stand as strings are read", strings)
    return values


def number_of(one: object) -> float | None:
    """A finite number, or None; true and false are none."""
    if isinstance(one, bool) or not isinstance(one, int | float | str) or (isinstance(one, str) and "_" in one):
        return None
    try:
        number = float(one)
    except (ValueError, OverflowError):
        return None
    return number if isfinite(number) else None
