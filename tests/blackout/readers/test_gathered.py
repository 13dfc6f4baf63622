"""Rows by series against a dict of lists."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.blackout.readers import gathered
from aigaq.blackout.readers.gathered import Gathered, Key
from aigaq.blackout.readers.grid import Rows
from aigaq.errors import NotReadable

KEYS: list[Key] = [(name, "", "") for name in "abcde"]
ROW = st.tuples(st.sampled_from(KEYS), st.integers(-(10**10), 10**10) | st.integers(0, 2**32 - 1), st.floats(0, 9))


@given(st.lists(st.lists(ROW, min_size=1, max_size=20), min_size=1, max_size=6), st.booleans())
def test_each_series_has_its_rows_in_the_order_of_the_file(
    blocks: list[list[tuple[Key, int, float]]], one: bool
) -> None:
    held = Gathered()
    wanted: dict[Key, list[tuple[int, float, int]]] = {}
    number = 1
    for block in blocks:
        block = [(block[0][0], *row[1:]) for row in block] if one else block
        keys, times, values = zip(*block, strict=True)
        numbers = np.arange(number, number + len(block), dtype=np.uint32)
        rows = Rows(np.array(times, np.int64), np.array(values), numbers)
        held.add(keys[0] if one else list(keys), rows, where="x")
        for row, at in zip(block, numbers.tolist(), strict=True):
            wanted.setdefault(row[0], []).append((row[1], row[2], at))
        number += len(block) + 3
    assert held.met() == list(wanted) and held.size == sum(map(len, blocks))
    for key in held.met():
        found = held.rows(key)
        assert (
            list(zip(found.times.tolist(), found.values.tolist(), found.numbers.tolist(), strict=True)) == wanted[key]
        )


def test_what_cannot_be_held_is_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = Rows(np.arange(5, dtype=np.int64), np.zeros(5), np.arange(5, dtype=np.uint32))
    monkeypatch.setattr(gathered, "SAMPLES", 8)
    held = Gathered()
    held.add(KEYS[0], rows, where="x")
    with pytest.raises(NotReadable, match="more than 8 rows"):
        held.add(KEYS[0], rows, where="x")
    monkeypatch.setattr(gathered, "SERIES", 4)
    with pytest.raises(NotReadable, match="more than 4 series"):
        Gathered().add(KEYS, rows, where="x")
