"""Audit paths from tiles: the same as the plain recursion gives and as tlog-scales gives, with few tiles read."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.case.log.auditing import Auditor
from aigaq.case.log.logs import LogFolder
from aigaq.case.standards import merkle, tiles
from aigaq.errors import FormatError


def leaves_of(count: int) -> list[bytes]:
    return [sha256(b"%d" % number).digest() for number in range(count)]


def log_with(folder: Path, leaves: list[bytes]) -> tuple[LogFolder, tiles.Edge]:
    edge = tiles.Edge()
    for tile, data in edge.extend(leaves).items():
        path = folder / tile.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return LogFolder(folder, "0" * 64), edge


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[LogFolder, list[bytes]]:
    """Three levels of tiles: 2^16 leaves make one whole tile of the second."""
    leaves = leaves_of(2**16 + 2**8 + 3)
    return log_with(tmp_path_factory.mktemp("large"), leaves)[0], leaves


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 255, 256, 257, 511, 513])
def test_the_path_is_that_of_the_recursion(size: int, tmp_path: Path) -> None:
    leaves = leaves_of(size)
    auditor = Auditor(log_with(tmp_path, leaves)[0], size)
    for index in {*range(min(size, 9)), size // 2, size - 1}:
        assert auditor.path(index) == merkle.prove_inclusion(index, leaves)


@given(data=st.data())
def test_any_leaf_of_any_earlier_tree(data: st.DataObject, large: tuple[LogFolder, list[bytes]]) -> None:
    log, leaves = large
    size = data.draw(st.integers(1, len(leaves)))
    index = data.draw(st.integers(0, size - 1))
    path = Auditor(log, size).path(index)
    root = log.edge(size).root()
    assert merkle.check_inclusion(index, size, leaves[index], path, root)


def test_tlog_scales_makes_the_same(large: tuple[LogFolder, list[bytes]]) -> None:
    from tlog_scales.backend import LocalBackend
    from tlog_scales.reader import TilesReader

    log, leaves = large
    reader = TilesReader(LocalBackend(log.path))
    reader.set_size(len(leaves))
    auditor = Auditor(log, len(leaves))
    for index in (0, 1, 255, 256, 65_535, 65_536, 65_791, 65_792, len(leaves) - 1):
        assert auditor.path(index) == reader.get_inclusion_proof(index, len(leaves)).node_hashes


def test_few_tiles_are_read(large: tuple[LogFolder, list[bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    log, leaves = large
    read: list[tiles.Tile] = []
    own = LogFolder.read_tile

    def counted(self: LogFolder, tile: tiles.Tile) -> bytes | None:
        read.append(tile)
        return own(self, tile)

    monkeypatch.setattr(LogFolder, "read_tile", counted)
    Auditor(log, len(leaves)).path(12_345)
    assert len(read) <= 8


def test_outside_the_tree_and_missing_tiles(tmp_path: Path) -> None:
    leaves = leaves_of(300)
    log, _ = log_with(tmp_path, leaves)
    for index in (-1, 300):
        with pytest.raises(IndexError):
            Auditor(log, 300).path(index)
    (tmp_path / "tile/0/000").unlink()
    with pytest.raises(FormatError, match="hashes are missing"):
        Auditor(log, 300).path(2)
