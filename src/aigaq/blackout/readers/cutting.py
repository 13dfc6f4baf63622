"""The loops of reading, compiled: cells of a CSV cut from its bytes, plain times, plain numbers, equal names.

Each takes what is written in the plain manner and says where it is not; such parts are read the long way, so nothing is
refused or guessed here. A number of a mantissa below 2⁵³ and at most 22 decimals is the quotient of two exact numbers,
and so the nearest double (Clinger 1990, the fast path). Days of the calendar are counted from 1 March (Howard Hinnant,
days_from_civil). Proved by tests/blackout/readers/test_cutting.py against csv, float, datetime.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

NAIVE = 1 << 20  # in the place of an offset: the time has none
LONG = 100_000  # characters of a cell that csv takes without a word
_NEWLINE, _RETURN, _QUOTE = 10, 13, 34
_POWERS = tuple(10.0**at for at in range(23))  # exact


@njit(cache=True)
def cells(data: Any, separator: int, place: Any, wanted: int) -> Any:
    """Where wanted cells begin and end, [wanted, rows] each, and how many rows there are.

    `place` [columns]: the row of the result a column goes to, −1 where it is not wanted. Quotes are taken off. No rows (−1)
    where something is not plain: a quote or a line end inside a cell, a lone carriage return, a row that is too short.
    """
    n = len(data)
    rows = 0
    for i in range(n):
        rows += data[i] == _NEWLINE
    rows += n > 0 and data[n - 1] != _NEWLINE
    begins = np.empty((wanted, rows), np.int32)
    ends = np.empty((wanted, rows), np.int32)
    i = 0
    row = 0
    while i < n:
        column = 0
        seen = 0
        while True:
            if i < n and data[i] == _QUOTE:
                i += 1
                begin = i
                while i < n and data[i] != _QUOTE and data[i] != _NEWLINE and data[i] != _RETURN:
                    i += 1
                if i >= n or data[i] != _QUOTE:
                    return begins, ends, -1
                end = i
                i += 1
                if i < n and data[i] != separator and data[i] != _NEWLINE and data[i] != _RETURN:
                    return begins, ends, -1
            else:
                begin = i
                while i < n and data[i] != separator and data[i] != _NEWLINE and data[i] != _RETURN:
                    if data[i] == _QUOTE:
                        return begins, ends, -1
                    i += 1
                end = i
            if end - begin > LONG:
                return begins, ends, -1
            if column < len(place) and place[column] >= 0:
                begins[place[column], row] = begin
                ends[place[column], row] = end
                seen += 1
            column += 1
            if i < n and data[i] == separator:
                i += 1
                continue
            break
        if i < n and data[i] == _RETURN:
            i += 1
            if i >= n or data[i] != _NEWLINE:
                return begins, ends, -1
        i += 1
        if seen < wanted:
            return begins, ends, -1
        row += 1
    return begins, ends, row


@njit(cache=True)
def _digits(data: Any, begin: int, number: int) -> int:
    """So many digits as a number, −1 where one of them is none."""
    found = 0
    for i in range(begin, begin + number):
        digit = data[i] - 48
        if digit < 0 or digit > 9:
            return -1
        found = 10 * found + digit
    return found


@njit(cache=True)
def _days(year: int, month: int, day: int) -> int:
    """Days from 1 January 1970 to a day of the Gregorian calendar."""
    year -= month <= 2
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


@njit(cache=True)
def iso(data: Any, begins: Any, ends: Any) -> Any:
    """Times as `2022-01-05T10:30[:00][Z|+06:00|+0600]` (or a blank for T): seconds since 1970 on their own clock, seconds
    east of UTC (`NAIVE` where nothing is said), and whether all were such."""
    n = len(begins)
    seconds = np.empty(n, np.int64)
    away = np.empty(n, np.int64)
    for k in range(n):
        at = begins[k]
        size = ends[k] - at
        if size < 16 or data[at + 4] != 45 or data[at + 7] != 45 or data[at + 13] != 58:
            return seconds, away, False
        if data[at + 10] != 84 and data[at + 10] != 32:
            return seconds, away, False
        year, month, day = _digits(data, at, 4), _digits(data, at + 5, 2), _digits(data, at + 8, 2)
        hour, minute, second = _digits(data, at + 11, 2), _digits(data, at + 14, 2), 0
        rest = 16
        if size > 16 and data[at + 16] == 58:
            if size < 19:
                return seconds, away, False
            second = _digits(data, at + 17, 2)
            rest = 19
        if year < 1 or month < 1 or month > 12 or day < 1 or day > 31:
            return seconds, away, False
        if hour < 0 or hour > 23 or minute < 0 or minute > 59 or second < 0 or second > 59:
            return seconds, away, False
        if day > 28 and _days(year, month, day) >= _days(year + month // 12, month % 12 + 1, 1):
            return seconds, away, False
        seconds[k] = _days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second
        away[k] = _away(data, at + rest, size - rest)
        if away[k] < -NAIVE:
            return seconds, away, False
    return seconds, away, True


@njit(cache=True)
def _away(data: Any, at: int, size: int) -> int:
    """Seconds east of UTC that an offset names, `NAIVE` where there is none, less than −NAIVE where it is not plain."""
    if size == 0:
        return NAIVE
    if size == 1:
        return 0 if data[at] == 90 else -2 * NAIVE
    if (data[at] != 43 and data[at] != 45) or not (size == 5 or (size == 6 and data[at + 3] == 58)):
        return -2 * NAIVE
    hours, minutes = _digits(data, at + 1, 2), _digits(data, at + size - 2, 2)
    east = hours * 3600 + minutes * 60
    if hours < 0 or hours > 14 or minutes < 0 or minutes > 59 or (data[at] == 45 and east == 0):
        return -2 * NAIVE
    return east if data[at] == 43 else -east


@njit(cache=True)
def wholes(data: Any, begins: Any, ends: Any) -> Any:
    """Whole numbers of one to eighteen digits, and whether all were such."""
    found = np.empty(len(begins), np.int64)
    for k in range(len(begins)):
        size = ends[k] - begins[k]
        if size < 1 or size > 18:
            return found, False
        found[k] = _digits(data, begins[k], size)
        if found[k] < 0:
            return found, False
    return found, True


@njit(cache=True)
def decimals(data: Any, begins: Any, ends: Any) -> Any:
    """Numbers as `-12.50`, NaN where a cell is empty, and which cells are written in another manner."""
    n = len(begins)
    values = np.full(n, np.nan)
    odd = np.zeros(n, np.bool_)
    for k in range(n):
        i = begins[k]
        end = ends[k]
        if i == end:
            continue
        minus = data[i] == 45
        if minus or data[i] == 43:
            i += 1
        mantissa = 0
        digits = 0
        after = -1
        plain = True
        while i < end:
            digit = data[i] - 48
            if 0 <= digit <= 9:
                mantissa = 10 * mantissa + digit
                digits += 1
                after += after >= 0
                if mantissa >= 1 << 53:
                    plain = False
                    break
            elif data[i] == 46 and after < 0:
                after = 0
            else:
                plain = False
                break
            i += 1
        if not plain or digits == 0 or after > 22:
            odd[k] = True
            continue
        value = mantissa / _POWERS[max(after, 0)]
        values[k] = -value if minus else value
    return values, odd


@njit(cache=True)
def _same(data: Any, begins: Any, ends: Any, a: int, b: int) -> bool:
    for c in range(len(begins)):
        size = ends[c, a] - begins[c, a]
        if ends[c, b] - begins[c, b] != size:
            return False
        for i in range(size):
            if data[begins[c, a] + i] != data[begins[c, b] + i]:
                return False
    return True


@njit(cache=True)
def alike(data: Any, begins: Any, ends: Any) -> Any:
    """Rows [cells, n] with the same cells: [n] a code for each, from 0 in their order, and [codes] the first row of each.

    A table of FNV-1a hashes with open addressing; what stands under a hash is compared to the byte.
    """
    n = begins.shape[1]
    size = 16
    while size < 2 * n:
        size *= 2
    table = np.full(size, -1, np.int32)
    codes = np.empty(n, np.int32)
    firsts = np.empty(n, np.int32)
    found = 0
    for k in range(n):
        if k and _same(data, begins, ends, k, k - 1):
            codes[k] = codes[k - 1]
            continue
        held = np.uint64(14695981039346656037)
        for c in range(len(begins)):
            for i in range(begins[c, k], ends[c, k]):
                held = (held ^ np.uint64(data[i])) * np.uint64(1099511628211)
            held = (held ^ np.uint64(255)) * np.uint64(1099511628211)
        at = np.int64((held ^ (held >> np.uint64(32))) & np.uint64(size - 1))
        while table[at] >= 0 and not _same(data, begins, ends, k, firsts[table[at]]):
            at = (at + 1) & (size - 1)
        if table[at] < 0:
            table[at] = found
            firsts[found] = k
            found += 1
        codes[k] = table[at]
    return codes, firsts[:found]
