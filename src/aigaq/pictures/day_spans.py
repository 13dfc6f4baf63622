"""The stretches of a timeline: where some days hold most of it, they are drawn wide and the years about them closer.

The busy days are those in which no fortnight passes without an event. The change of scale is written out over each
stretch (visual rules, section 5). Proved by tests/pictures/test_day_spans.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

LONGEST = 62
"""Days; a longer range has an axis of months."""

_PAUSE = 14.0  # days without an event that end a run of busy days
_FEW = 6  # with fewer events there is nothing to set apart


class Span(NamedTuple):
    """Days `first` to `last` (not drawn). `busy`: they hold most of the events, beside longer and emptier stretches."""

    first: int
    last: int
    busy: bool = False


def spans(first: int, last: int, starts: Iterable[float]) -> list[Span]:
    """The range in one stretch, or its busy days and what lies before and after them.

    Args:
        starts: where each event begins, as a day number.
    """
    whole = [Span(first, last)]
    ordered = sorted(at for at in starts if first <= at < last)
    if last - first <= LONGEST or len(ordered) < _FEW:
        return whole
    run = max(_runs(ordered), key=len)
    low, high = max(first, int(run[0]) - 1), min(last, int(run[-1]) + 2)
    if 2 * len(run) < len(ordered) or high - low > LONGEST:
        return whole
    before = [Span(first, low)] if first < low and ordered[0] < low else []
    after = [Span(high, last)] if high < last else []
    return [*before, Span(low, high, busy=True), *after]


def _runs(ordered: Sequence[float]) -> list[list[float]]:
    runs = [[ordered[0]]]
    for before, at in zip(ordered, ordered[1:], strict=False):
        if at - before > _PAUSE:
            runs.append([])
        runs[-1].append(at)
    return runs
