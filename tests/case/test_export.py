"""Exports against programs that are not ours: bagit.py validates the bag, tlog-scales reads the log."""

from __future__ import annotations

import io
import json
from hashlib import sha256
from pathlib import Path

import pytest

from aigaq.case import Case, Description, Handling
from aigaq.case.disk import files
from aigaq.case.export import choose_log, export_bag, export_log, plan_bag
from aigaq.case.standards import merkle
from aigaq.errors import CaseError, FormatError, NotFound, StorageError, UsageError
from tests.case.conftest import Made, add, clock

NAMES = [
    "../../../escape.txt",
    "/etc/passwd",
    "C:\\boot.ini",
    "a\nb.txt",
    "100%0A25.txt",
    "\u202egnp.exe",
    "Протокол.docx",
    "same.txt",
    "same.txt",
    "SAME.TXT",
    "",
    "x" * 400,
]


def filled(made: Made) -> Case:
    """One item for each hostile name, each of its own bytes; every other one public."""
    case = made.open()
    with case.writing() as batch:
        for number, name in enumerate(NAMES):
            batch.add(
                io.BytesIO(b"invented item %d" % number),
                handling=Handling.PUBLIC if number % 2 else Handling.INTERNAL,
                description=Description(file_name=name, author="An Invented Author", path=f"in/{name}"),
            )
    return case


def validated(folder: Path) -> dict[str, str]:
    """The payload of a bag that bagit.py found valid: path → hash of the bytes there."""
    import bagit

    bag = bagit.Bag(str(folder))
    bag.validate()
    lying = {path.relative_to(folder).as_posix() for path in (folder / "data").rglob("*") if path.is_file()}
    assert set(bag.payload_files()) == lying
    return {path: sha256((folder / path).read_bytes()).hexdigest() for path in lying}


def test_bagit_validates_the_bag(made: Made, tmp_path: Path) -> None:
    case = filled(made)
    told: list[tuple[int, int]] = []
    bagged = export_bag(case, tmp_path / "bag", progress=lambda done, total: told.append((done, total)))
    payload = validated(tmp_path / "bag")
    assert sorted(payload.values()) == [item.sha256 for item in case.items()]
    assert all(path.startswith("data/") and path.count("/") == 1 for path in payload)
    assert len({path.casefold() for path in payload}) == len(NAMES) == bagged.items
    assert (bagged.octets, bagged.left_out) == (sum(item.size for item in case.items()), {})
    assert told[-1] == (bagged.octets, bagged.octets)
    assert [one.name for one in tmp_path.iterdir() if "bag" in one.name] == ["bag"]
    assert not (tmp_path / "escape.txt").exists()


def test_the_same_case_gives_the_same_bag(made: Made, tmp_path: Path) -> None:
    case = filled(made)
    for name in ("one", "two"):
        export_bag(case, tmp_path / name)
    trees = [
        {path.relative_to(tmp_path / name).as_posix(): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in ("one", "two")
    ]
    assert trees[0] == trees[1]


def test_what_is_said_of_items_goes_with_them(made: Made, tmp_path: Path) -> None:
    case = filled(made)
    export_bag(case, tmp_path / "bag")
    said = json.loads((tmp_path / "bag" / "aigaq" / "items.json").read_text())
    for one in said["items"]:
        assert sha256((tmp_path / "bag" / one["file"]).read_bytes()).hexdigest() == one["sha256"]
        item = case.item(one["sha256"])
        assert [d["file_name"] for d in one["descriptions"]] == [item.description.file_name]
        assert [a["entry"] for a in one["acquired"]] == list(item.acquisitions)
    (head,) = case.heads()
    (checkpoint,) = (tmp_path / "bag" / "aigaq" / "heads").glob("*/checkpoint")
    assert head.origin in checkpoint.read_text()
    info = (tmp_path / "bag" / "bag-info.txt").read_text()
    assert "External-Description: Invented case\n" in info
    assert "Author" not in info


def test_a_public_bag_names_nobody_and_nothing_internal(made: Made, tmp_path: Path) -> None:
    case = filled(made)
    bagged = export_bag(case, tmp_path / "bag", public_only=True)
    payload = validated(tmp_path / "bag")
    public = {item.sha256 for item in case.items() if item.handling is Handling.PUBLIC}
    assert set(payload.values()) == public
    assert bagged.left_out == {"not public": len(NAMES) - len(public)}
    everything = b"".join(path.read_bytes() for path in (tmp_path / "bag").rglob("*") if path.is_file())
    assert b"Invented Author" not in everything
    for item in case.items():
        assert (item.sha256.encode() in everything) == (item.sha256 in public)
    assert not any("passwd" in path or "Протокол" in path for path in payload)


def test_what_is_left_out_is_named(made: Made, tmp_path: Path) -> None:
    from aigaq.case.log.entries import VERSION, SetAside

    case = filled(made)
    gone, aside, *_ = [item.sha256 for item in case.items()]
    with case.writing() as batch:
        reason = batch.keep(b"invented reason")
        batch.append(SetAside(v=VERSION, at=batch.at(), item=aside, reason=reason))
    (path,) = made.path.rglob(gone)
    path.unlink()
    bagged = export_bag(made.open(), tmp_path / "bag")
    payload = validated(tmp_path / "bag")
    assert bagged.left_out == {"not in this copy": 1, "set aside": 1}
    assert not {gone, aside} & set(payload.values())
    said = json.loads((tmp_path / "bag" / "aigaq" / "items.json").read_text())
    assert said["left_out"] == {gone: "not in this copy", aside: "set aside"}
    assert plan_bag(made.open()).summary() == bagged


def test_items_whose_hashes_begin_alike(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from aigaq.case import export

    monkeypatch.setattr(export, "DIGITS", 0)
    export_bag(filled(made), tmp_path / "bag")
    assert len(validated(tmp_path / "bag")) == len(NAMES)


def test_bytes_that_are_not_the_item_end_it(made: Made, tmp_path: Path) -> None:
    (item,) = add(made.open(), b"invented item")
    (path,) = made.path.rglob(item)
    path.chmod(0o644)
    path.write_bytes(b"something else")
    with pytest.raises(FormatError, match="not those the item is named by"):
        export_bag(made.open(), tmp_path / "bag")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["case", "keys"]


@pytest.mark.parametrize("step", ["create", "write", "rename"])
def test_a_full_disk_leaves_nothing(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    case = filled(made)

    def full(*args: object, **more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, step, full)
    for export in (
        lambda: export_bag(case, tmp_path / "out"),
        lambda: export_log(made.path, tmp_path / "out", log=choose_log(made.path, None)),
    ):
        with pytest.raises(StorageError, match="the disk is full"):
            export()
        assert sorted(one.name for one in tmp_path.iterdir()) == ["case", "keys"]


def test_nothing_is_overwritten(made: Made, tmp_path: Path) -> None:
    case = filled(made)
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to("nowhere")
    for out in ("empty", "link", "case", "case/bag", "."):
        with pytest.raises(UsageError):
            export_bag(case, tmp_path / out)
        with pytest.raises(UsageError):
            export_log(made.path, tmp_path / out, log=choose_log(made.path, None))


@pytest.mark.parametrize("entries", [2, 256, 257, 600])
def test_tlog_scales_reads_the_copied_log(made: Made, tmp_path: Path, entries: int) -> None:
    from tlog_scales import backend, reader, signing

    case = made.open()
    if entries > 2:
        with case.writing() as batch:
            for number in range(entries - 2):
                batch.set("policy", b"%d" % number)
    log = choose_log(made.path, None)
    head = export_log(made.path, tmp_path / "log", log=log)
    other = reader.TilesReader(backend.LocalBackend(tmp_path / "log"))
    checkpoint = other.get_checkpoint()
    checkpoint.verify(signing.Vkey.from_string(str(log.vkey())))
    assert (checkpoint.size, checkpoint.root_hash) == (head.size, head.root) == (entries, other.calculate_root_hash())
    views = log.entries()
    for index in sorted({0, entries // 2, entries - 1}):
        assert other.get_entry(index) == views[index].raw
        other.get_inclusion_proof(index, entries).check(merkle.leaf_hash(views[index].raw), head.root)
    wanted = {"checkpoint", *(path.relative_to(log.path).as_posix() for path in (log.path / "tile").rglob("*"))}
    got = {path.relative_to(tmp_path / "log").as_posix() for path in (tmp_path / "log").rglob("*") if path.is_file()}
    assert got <= wanted


def test_a_damaged_tile_is_not_copied(made: Made, tmp_path: Path) -> None:
    add(made.open(), b"one")
    log = choose_log(made.path, None)
    head = log.head()
    tile = log.path / "tile" / "0" / "000.p" / str(head.size)
    tile.chmod(0o644)
    tile.write_bytes(bytes(32 * head.size))
    with pytest.raises(CaseError, match="a tile is not the one"):
        export_log(made.path, tmp_path / "log", log=log)
    assert not (tmp_path / "log").exists()


def test_a_log_is_named_by_its_name_or_id(made: Made) -> None:
    (only,) = (path.name for path in (made.path / "logs").iterdir())
    log = choose_log(made.path, None)
    assert log.id == only
    for name in (only, only[:8], log.vkey().name):
        assert choose_log(made.path, name).id == only
    for name in ("ffff" if not only.startswith("f") else "0000", "", only[:2]):
        with pytest.raises(NotFound):
            choose_log(made.path, name)


def test_two_cases_side_by_side_share_nothing(made: Made, tmp_path: Path) -> None:
    other = Case.create(tmp_path / "other", title="Another", keys=made.keys, clock=clock)
    assert export_bag(other, tmp_path / "bag").items == 0
    assert validated(tmp_path / "bag") == {}
