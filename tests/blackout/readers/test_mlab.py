"""M-Lab rows to tests by hour."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.blackout.readers.files import csv_file, pairs, read_series, reasons

HEADER = ["date", "id", "a.TestTime", "a.MeanThroughputMbps", "client.Geo.CountryCode", "client.Network.ASNumber"]
TEN = 1641376800


def stamp(second: int) -> str:
    minutes, seconds = divmod(second, 60)
    return f"2022-01-05 {10 + minutes // 60}:{minutes % 60:02d}:{seconds:02d}.25 UTC"


@given(st.lists(st.tuples(st.integers(0, 6 * 3600 - 1), st.sampled_from(["9198", "29355"])), min_size=1, max_size=60))
def test_tests_are_counted_by_hour_and_network(
    tmp_path_factory: pytest.TempPathFactory, tests: list[tuple[int, str]]
) -> None:
    rows = [("2022-01-05", "x", stamp(second), 9.5, "KZ", asn) for second, asn in tests]
    read = read_series([csv_file(tmp_path_factory.mktemp("mlab"), HEADER, rows)])
    counted = Counter((f"AS{asn}", TEN + second // 3600 * 3600) for second, asn in tests)
    seen = {hour for _, hour in counted}
    for series in read.series:
        assert dict(pairs(series)) == {
            at: float(counted[series.entity, at]) if at in seen else None
            for at in range(min(seen), max(seen) + 1, 3600)
        }
        assert series.parent == "KZ"
    assert {one.entity for one in read.series} == {f"AS{asn}" for _, asn in tests}


def test_bad_rows_are_named(tmp_path: Path) -> None:
    rows = [("", "", stamp(0), 1, "KZ", ""), ("", "", "never", 1, "KZ", ""), ("", "", stamp(5), 1, "", "0")]
    read = read_series([csv_file(tmp_path, HEADER, rows)])
    assert [one.entity for one in read.series] == ["KZ"]
    assert reasons(read) == {"not_a_time": 1, "no_place": 1}
