"""How near two dates are: equal, one slip of the pen, the same year or the same day of the year, years within one.

Dates are EDTF calendar dates of any precision (`1984`, `1984-03`, `1984-03-05`); two are compared at the coarser of
their precisions, and equal years alone are never more than "same year". Proved by tests/people/linking/test_dates.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from aigaq.people.linking.values import Floats, Ids, Levels

SLIP, YEAR, CLOSE = 3, 2, 1
_DRAWN = 400_000  # pairs of values that are drawn, with a fixed seed, to find how often each level comes about
_WIDTH = 8
_TURNED = 4  # digits that differ at the most where day and month are swapped
_ALL, _YEAR, _LOWEST = np.uint64(2**64 - 1), np.uint64(2**32 - 1), np.uint64(0x0101010101010101)
_DIGITS = re.compile(r"^\s*(\d{4})(?:[-/.](\d{2})(?:[-/.](\d{2}))?|(\d{2})(\d{2}))?(?:T.*)?\s*$")
_DAY_FIRST = re.compile(r"^\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\s*$")


def day_text(text: str) -> str | None:
    """A date as its digits: `YYYY`, `YYYYMM` or `YYYYMMDD`; None where the text is none.

    A day that no calendar has is kept: a slip of the pen is what is looked for.
    """
    if found := _DIGITS.match(text):
        return "".join(part for part in found.groups() if part)
    if found := _DAY_FIRST.match(text):
        day, month, year = found.groups()
        return f"{year}{int(month):02}{int(day):02}"
    return None


class Days:
    """Levels of dates given as digits."""

    top = 4

    def __init__(self, values: Sequence[str]) -> None:
        self.size = len(values)
        padded = [value.ljust(_WIDTH)[:_WIDTH] for value in values]
        self._digits = np.array([list(value.encode("ascii", "replace")) for value in padded], np.uint8).reshape(
            -1, _WIDTH
        )
        self._packed = np.ascontiguousarray(self._digits).view("<u8").ravel()  # the first digit is the lowest byte
        self._known = ((self._digits != ord(" ")) * np.uint8(255)).view("<u8").ravel()
        self._year = np.array([int(value[:4]) for value in values], np.int32)

    def levels(self, one: Ids, other: Ids) -> Levels:
        """See the words of this level in `fields.WORDS`."""
        both = self._known[one] & self._known[other]
        unlike = (self._packed[one] ^ self._packed[other]) & both
        slips = np.bitwise_count(_bytes(unlike))
        whole, dated = both == _ALL, both > _YEAR
        years = np.abs(self._year[one] - self._year[other])
        level = np.zeros(len(one), np.uint8)
        level[years <= 1] = CLOSE
        level[(years == 0) | (whole & (unlike <= _YEAR))] = YEAR
        level[whole & (slips == 1)] = SLIP
        few = np.flatnonzero(whole & (slips > 1) & (slips <= _TURNED))
        level[few[_swapped(self._digits[one[few]], self._digits[other[few]], slips[few])]] = SLIP
        level[(one == other) & dated] = self.top
        level[~whole & (slips == 0) & dated & (level < SLIP)] = SLIP
        return level

    def chances(self, share: Floats) -> Floats:
        """By drawing pairs of values with a fixed seed; equal is exact: Σ p²."""
        draw = np.random.default_rng(0)
        one, other = (draw.choice(self.size, _DRAWN, p=share).astype(np.int32) for _ in range(2))
        found = np.bincount(self.levels(one, other), minlength=self.top + 1) / _DRAWN
        found[self.top] = (share**2).sum()
        return found


def _bytes(packed: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A bit for each byte that is not 0."""
    for by in (4, 2, 1):
        packed = packed | (packed >> np.uint64(by))
    return packed & _LOWEST


def _swapped(a: Levels, b: Levels, slips: Levels) -> Levels:
    """Two neighbouring digits swapped, or day and month swapped."""
    unlike = a != b
    crossed = np.zeros(len(a), bool)
    for at in range(_WIDTH - 1):
        crossed |= (a[:, at] == b[:, at + 1]) & (a[:, at + 1] == b[:, at]) & unlike[:, at] & unlike[:, at + 1]
    turned = (a[:, 4:6] == b[:, 6:8]).all(1) & (a[:, 6:8] == b[:, 4:6]).all(1) & ~unlike[:, :4].any(1)
    either: Levels = (crossed & (slips == 2)) | turned
    return either
