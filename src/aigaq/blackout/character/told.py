"""What can be told from times that are known as intervals: yes, no, or not at all.

A value known to lie in [low, high] has a property if every value of the interval has it, lacks it if none has, and else it
cannot be told: nothing is taken from the middle of an interval (Moore, *Interval Analysis*, 1966; the three values are
those of Kleene, *Introduction to Metamathematics*, 1952, §64). An open side is None. Proved by
tests/blackout/character/test_told.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from math import floor, inf, isfinite

Span = tuple[int | None, int | None]  # [earliest, latest], seconds since 1970 in UTC; None where nothing bounds it


class Told(StrEnum):
    """Whether something holds, as far as it can be told."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def told(*, surely: bool, possibly: bool) -> Told:
    """Yes where it holds surely, no where it is not even possible."""
    return Told.YES if surely else Told.UNKNOWN if possibly else Told.NO


def any_of(values: Iterable[Told]) -> Told:
    """Kleene's or: yes if one is, no if all are no; no of nothing."""
    seen = set(values)
    return Told.YES if Told.YES in seen else Told.UNKNOWN if Told.UNKNOWN in seen else Told.NO


def low(span: Span) -> float:
    """The earliest end, −∞ where open."""
    return -inf if span[0] is None else span[0]


def high(span: Span) -> float:
    """The latest end, +∞ where open."""
    return inf if span[1] is None else span[1]


def in_range(lowest: float, highest: float, *, at_least: float = -inf, at_most: float = inf) -> Told:
    """Whether a value known to lie in [lowest, highest] lies in [at_least, at_most]."""
    return told(surely=at_least <= lowest and highest <= at_most, possibly=lowest <= at_most and highest >= at_least)


def recurs(lowest: float, highest: float, *, every: float, before: float, after: float) -> Told:
    """Whether a value in [lowest, highest] lies within `before` before or `after` after a multiple of `every`."""
    if not (isfinite(lowest) and isfinite(highest)):
        return Told.UNKNOWN
    width, room = highest - lowest, before + after
    phase = (lowest + before) % every  # 0 where the tolerated stretch opens, `room` where it closes
    if room >= every:
        return Told.YES
    return told(surely=phase + width <= room, possibly=phase <= room or phase + width >= every)


def multiples(lowest: float, highest: float, *, every: float, near: float) -> range:
    """The multiples of `every` that a value in [lowest, highest] may be within `near` of, as factors."""
    return range(floor((lowest - near) / every), floor((highest + near) / every) + 1)
