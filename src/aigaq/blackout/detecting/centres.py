"""The loops of a profile, compiled: the middle of many values, and the centre of each slot of a day or week.

No fastmath and no parallel sums: one machine gives one answer. Proved by tests/blackout/detecting/test_kernel.py against
numpy.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit


@njit(cache=True)
def middle(held: Any, n: int) -> float:
    """The median of the first n values, which are put into another order (Hoare's selection, 1961)."""
    want = n // 2
    lo = 0
    hi = n - 1
    while lo < hi:
        pivot = held[(lo + hi) // 2]
        i = lo
        j = hi
        while i <= j:
            while held[i] < pivot:
                i += 1
            while held[j] > pivot:
                j -= 1
            if i <= j:
                kept = held[i]
                held[i] = held[j]
                held[j] = kept
                i += 1
                j -= 1
        if want <= j:
            hi = j
        elif want >= i:
            lo = i
        else:
            break
    upper = held[want]
    if n % 2:
        return float(upper)
    lower = held[0]
    for i in range(want):
        lower = max(lower, held[i])
    return float((lower + upper) / 2)


@njit(cache=True)
def slot_centres(values: Any, slot: Any, period: int, near: int, by_mean: bool, few: float) -> Any:
    """[period] the centre of each slot and its neighbours `near` on either side (round the clock); NaN where empty.

    The centre is the median; for counts (`by_mean`) whose median is under `few` it is the mean of values capped at
    4 + 3·(mean), since a median of small counts jumps by whole ones and one burst must not lift it.
    Values near a slot are kept in their order, from which one slot is taken and to which one is added at each step.
    """
    starts = np.zeros(period + 1, np.int64)
    for s in slot:
        starts[s + 1] += 1
    for s in range(period):
        starts[s + 1] += starts[s]
    place = starts[:-1].copy()
    ordered = np.empty(len(values))
    for i in range(len(values)):
        ordered[place[slot[i]]] = values[i]
        place[slot[i]] += 1
    near = min(near, (period - 1) // 2)
    rising = ordered.copy()
    for s in range(period):
        _sort(rising[starts[s] : starts[s + 1]])
    held = np.empty(len(values))
    n = _gather(ordered, starts, 0, near, held)
    held[:n].sort()
    other = np.empty(len(values))
    centres = np.full(period, np.nan)
    mixed = np.empty(len(values) if by_mean else 0)
    for s in range(period):
        if s:
            out = (s - 1 - near) % period
            come = (s + near) % period
            n = _moved(held, n, rising[starts[out] : starts[out + 1]], rising[starts[come] : starts[come + 1]], other)
            held, other = other, held
        if n:
            centres[s] = held[n // 2] if n % 2 else (held[n // 2 - 1] + held[n // 2]) / 2
            if by_mean and centres[s] < few:
                _gather(ordered, starts, s, near, mixed)
                middle(mixed, n)  # the sum is that of values in this order, to the last bit
                centres[s] = _capped_mean(mixed, n)
    return centres


@njit(cache=True)
def _gather(ordered: Any, starts: Any, s: int, near: int, held: Any) -> int:
    """The values of a slot and its neighbours, and how many they are."""
    n = 0
    for shift in range(-near, near + 1):
        at = (s + shift) % (len(starts) - 1)
        for i in range(starts[at], starts[at + 1]):
            held[n] = ordered[i]
            n += 1
    return n


@njit(cache=True)
def _sort(values: Any) -> None:
    """Values put in their order: few by insertion."""
    if len(values) > 24:
        values.sort()
        return
    for i in range(1, len(values)):
        value = values[i]
        j = i
        while j and values[j - 1] > value:
            values[j] = values[j - 1]
            j -= 1
        values[j] = value


@njit(cache=True)
def _moved(held: Any, n: int, gone: Any, new: Any, into: Any) -> int:
    """`held` [n] without the values of `gone` and with those of `new`, all of them in their order; how many there are."""
    g = 0
    w = 0
    k = 0
    for i in range(n):
        value = held[i]
        if g < len(gone) and value == gone[g]:
            g += 1
            continue
        while w < len(new) and new[w] <= value:
            into[k] = new[w]
            w += 1
            k += 1
        into[k] = value
        k += 1
    while w < len(new):
        into[k] = new[w]
        w += 1
        k += 1
    return k


@njit(cache=True)
def _capped_mean(held: Any, n: int) -> float:
    total = 0.0
    for i in range(n):
        total += held[i]
    cap = 4 + 3 * total / n
    total = 0.0
    for i in range(n):
        total += min(held[i], cap)
    return total / n
