"""Draws and partitions as Parquet: what was written is what is read, by pyarrow and by our own reader of tables."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aigaq.errors import StorageError, UsageError
from aigaq.intake.tables import table_of
from aigaq.toll.estimates.exporting import Drawn, require_pyarrow, write_draws, write_partitions
from aigaq.toll.family import FamilyName

CHAINS = np.array([[101, 102, 103], [111, 112, 2**40]], np.int64)


def rows(path: Path) -> list[dict[str, Any]]:
    pq = pytest.importorskip("pyarrow.parquet")
    found: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return found


def test_a_row_for_each_draw(tmp_path: Path) -> None:
    path = tmp_path / "draws.parquet"
    parts = [
        Drawn(family=FamilyName.LATENT_CLASS, draws=CHAINS, stratum="north", linkage=2),
        Drawn(family=FamilyName.BOUNDS, draws=np.array([[7]], np.int64)),
    ]
    assert write_draws(path, parts) == 7
    held = rows(path)
    assert list(held[0]) == ["family", "stratum", "linkage", "chain", "draw", "N"]
    first = [row for row in held if row["family"] == "latent_class"]
    assert {(row["stratum"], row["linkage"]) for row in first} == {("north", 2)}
    assert {(row["chain"], row["draw"]): row["N"] for row in first} == {
        (chain, draw): CHAINS[chain, draw] for chain in range(2) for draw in range(3)
    }
    assert held[-1] == {"family": "bounds", "stratum": "", "linkage": 0, "chain": 0, "draw": 0, "N": 7}
    (sheet,) = table_of(path).sheets()
    assert [row.cells[-1] for row in sheet.rows()][-1] == "7"


def test_no_draws_are_a_file_of_none(tmp_path: Path) -> None:
    assert write_draws(tmp_path / "draws.parquet", []) == 0
    assert rows(tmp_path / "draws.parquet") == []


def test_a_row_for_each_record_and_sample(tmp_path: Path) -> None:
    samples = np.array([[0, 0, 2, 3], [0, 1, 1, 3], [0, 1, 2, 2]], np.int64)
    path = tmp_path / "partitions.parquet"
    keys = [("morgue", "1"), ("morgue", "2"), ("press", "1"), ("press", "7")]
    assert write_partitions(path, samples, keys=keys) == 12
    held = np.full_like(samples, -1)
    for row in rows(path):
        held[row["sample"], row["record"]] = row["person"]
        assert (row["list"], row["key"]) == keys[row["record"]]
    assert held.tolist() == samples.tolist()
    assert write_partitions(path, samples[:1], force=True) == 4
    assert {row["key"] for row in rows(path)} == {""}


def test_nothing_is_replaced_unasked_and_nothing_half_is_left(tmp_path: Path) -> None:
    path = tmp_path / "draws.parquet"
    path.write_bytes(b"mine")
    with pytest.raises(UsageError, match="there is a file here already"):
        write_draws(path, [])
    assert path.read_bytes() == b"mine"
    with pytest.raises(ValueError, match="not enough values"):
        write_draws(path, [Drawn(family=FamilyName.BOUNDS, draws=np.zeros(3, np.int64))], force=True)
    assert path.read_bytes() == b"mine"
    assert [one.name for one in tmp_path.iterdir()] == ["draws.parquet"]
    assert write_draws(path, [], force=True) == 0
    with pytest.raises(StorageError):
        write_draws(tmp_path / "nowhere" / "draws.parquet", [])


def test_without_pyarrow_the_way_to_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match="not installed") as raised:
        require_pyarrow()
    assert "aigaq[parquet]" in str(raised.value.hint)
