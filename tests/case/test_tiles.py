"""Tiles against tessera's log, the specification's examples, and the independent reader tlog-scales on logs of ours."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.case import Keystore
from aigaq.case.log import keys
from aigaq.case.log.append import Appender
from aigaq.case.log.logs import LogFolder
from aigaq.case.standards import merkle, note, tiles
from aigaq.errors import FormatError
from tests.shared import shared


def test_the_path_of_the_specification() -> None:
    assert tiles.Tile("0", 1234067).path == "tile/0/x001/x234/067"
    assert tiles.Tile("entries", 273, 112).path == "tile/entries/273.p/112"


def test_the_tree_of_the_specification() -> None:
    """70,000 entries: 273 full and one of 112; one full and one of 17; one of 1."""
    assert list(tiles.level_widths(70_000)) == [(0, 273, 112), (1, 1, 17), (2, 0, 1)]
    assert list(tiles.level_widths(256)) == [(0, 1, 0), (1, 0, 1)]


@given(st.sampled_from(["0", "1", "63", "entries"]), st.integers(0, 10**15), st.integers(1, 256))
def test_paths_go_both_ways(level: str, index: int, width: int) -> None:
    tile = tiles.Tile(level, index, width)
    assert tiles.parse_path(tile.path) == tile


@pytest.mark.parametrize(
    "path",
    ["", "tile", "tile/0", "tile/00/000", "tile/64/000", "tile/x/000", "tile/0/00", "tile/0/x000/000", "tile/0/001/000",
     "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000.p/1/2", "tile/0/٠٠٠"],
)  # fmt: skip
def test_what_is_no_path(path: str) -> None:
    with pytest.raises(FormatError):
        tiles.parse_path(path)


@given(st.lists(st.binary(max_size=40), max_size=256))
def test_bundles_go_both_ways(entries: list[bytes]) -> None:
    assert tiles.parse_bundle(tiles.format_bundle(entries)) == entries


@given(st.binary(max_size=200))
def test_no_bundle_is_more_than_a_format_error(data: bytes) -> None:
    with suppress(FormatError):
        assert tiles.format_bundle(tiles.parse_bundle(data)) == data


def test_too_long_an_entry_is_refused() -> None:
    with pytest.raises(FormatError):
        tiles.format_bundle([bytes(65_536)])


@given(st.lists(st.integers(0, 700), max_size=5))
def test_an_edge_grown_in_steps_is_the_tree(steps: list[int]) -> None:
    leaves: list[bytes] = []
    edge = tiles.Edge()
    written: dict[str, bytes] = {}
    for step in steps:
        more = merkle.leaf_hashes(b"%d" % (len(leaves) + n) for n in range(step))
        leaves += more
        written |= {tile.path: data for tile, data in edge.extend(more).items()}
        assert edge.root() == merkle.root(leaves)
    levels = tiles.tree_levels(leaves)
    assert tiles.edge_of(levels, len(leaves)).root() == merkle.root(leaves)
    for tile in tiles.tiles_of(len(leaves)):
        if tile.level != tiles.ENTRIES:
            below = levels[int(tile.level)][tile.index * 256 : tile.index * 256 + tile.width]
            assert written[tile.path] == b"".join(below)


@pytest.mark.shared
def test_the_log_of_tessera() -> None:
    log = shared("bench/case/tessera/testdata/log")
    for path in sorted(log.glob("checkpoint.*")):
        head = note.parse_head(note.parse_note(path.read_bytes()).text)
        if head.size:
            data = (log / tiles.Tile("0", 0, head.size).path).read_bytes()
            entries = tiles.parse_bundle((log / tiles.Tile(tiles.ENTRIES, 0, head.size).path).read_bytes())
            assert merkle.leaf_hashes(entries) == tiles.parse_hashes(data)
            assert merkle.root(tiles.parse_hashes(data)) == head.root


def written(folder: Path, sizes: list[int]) -> tuple[LogFolder, keys.Identity]:
    """A log of ours, grown through these sizes."""
    identity = keys.Identity.new()
    store = Keystore(folder / "keys")
    store.store(identity, "0" * 64)
    log = LogFolder(folder / "log", identity.log_id)
    for name in ("checkpoints", "tile"):
        (log.path / name).mkdir(parents=True)
    (folder / "unfinished").mkdir()
    (log.path / "vkey").write_text(f"{identity.log.vkey}\n")
    appender = Appender(log, keys=store, identity=identity, unfinished=folder / "unfinished")
    for start, end in zip([0, *sizes], sizes, strict=False):
        appender.append([b"entry %d" % number for number in range(start, end)])
    return log, identity


@pytest.mark.parametrize("sizes", [[1], [255], [256], [257], [100, 256, 300, 513], [70_000]], ids=str)
def test_tlog_scales_reads_our_log(tmp_path: Path, sizes: list[int]) -> None:
    from tlog_scales import backend, reader, signing

    log, identity = written(tmp_path, sizes)
    size = sizes[-1]
    leaves = merkle.leaf_hashes(b"entry %d" % number for number in range(size))
    root = merkle.root(leaves)
    other = reader.TilesReader(backend.LocalBackend(log.path))
    checkpoint = other.get_checkpoint()
    checkpoint.verify(signing.Vkey.from_string(str(identity.log.vkey)))
    assert (checkpoint.size, checkpoint.root_hash) == (size, root) == (size, other.calculate_root_hash())
    for index in sorted({0, size // 3, size // 2, size - 1}):
        assert other.get_entry(index) == b"entry %d" % index
        proof = merkle.prove_inclusion(index, leaves)
        other.get_inclusion_proof(index, size).check(leaves[index], root)
        assert proof == list(other.get_inclusion_proof(index, size).node_hashes)
        assert merkle.check_inclusion(index, size, leaves[index], proof, root)


def test_tlog_scales_checks_our_cosignature(tmp_path: Path) -> None:
    from tlog_scales import signing, tlog

    _, identity = written(tmp_path, [5])
    root = bytes(range(32))
    text = note.format_head(note.Head("aigaq.invalid/x", 7, root))
    vkey = identity.cosigner.vkey
    line = note.cosign(text, vkey.name, identity.cosigner.seed, time=1_641_384_000)
    signed = note.format_note(text, (line,)).decode()
    tlog.Checkpoint.from_text(signed).verify(signing.Vkey.from_string(str(vkey)))


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=20), st.slices(20))
def test_hashes_in_one_piece_are_as_a_list_of_them(hashes: list[bytes], part: slice) -> None:
    packed = tiles.Hashes(b"".join(hashes))
    assert list(packed) == hashes
    assert len(packed) == len(hashes)
    assert packed[part] == hashes[part]
    assert [packed[-1 - at] for at in range(len(hashes))] == hashes[::-1]
    with pytest.raises(IndexError):
        packed[len(hashes)]
