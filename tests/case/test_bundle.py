"""Bundles: a whole case or what is new, in one file or in parts; cut, hostile and foreign ones end in a clear line."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import tarfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest

from aigaq.case import verify
from aigaq.case.bundle import HEAD, write_bundle
from aigaq.case.disk.parts import parts_of
from aigaq.case.merge import merge
from aigaq.errors import Error, FormatError, OtherCase, StorageError, UsageError
from tests.case.devices import Device, copy, founder, joined
from tests.case.test_faults import Faults, Killed


def test_a_whole_bundle_is_a_case_to_tar_and_to_merge(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    old = copy(one, tmp_path / "old")
    one.add(b"large" * 30_000, b"small")
    one.add(*(b"public %d" % number for number in range(20)), public=True)
    (made,) = write_bundle(one.open(), tmp_path / "bundle")
    (tmp_path / "out").mkdir()
    subprocess.run(["tar", "xf", str(made), "-C", str(tmp_path / "out")], check=True)
    assert verify(tmp_path / "out").exit_code == 0
    merge(old.open(), made)
    assert old.listing() == one.listing()
    assert verify(old.path).exit_code == 0


def test_only_what_is_new_goes_in(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    one.add(*(b"old %d" % number for number in range(300)))
    far = copy(one, tmp_path / "far")
    one.add(b"new " * 20_000, b"new too")
    size = far.open().heads()[0].size
    (whole,) = write_bundle(one.open(), tmp_path / "whole")
    (part,) = write_bundle(one.open(), tmp_path / "new", since={one.log: size})
    assert part.stat().st_size < whole.stat().st_size / 2
    with tarfile.open(part) as tar:
        names = tar.getnames()
    assert sum(name.startswith("blobs/") for name in names) == 4, "two items and their descriptions"
    merge(far.open(), part)
    assert far.listing() == one.listing()
    assert verify(far.path).exit_code == 0


def test_a_bundle_since_a_head_needs_the_entries_before_it(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    empty = copy(one, tmp_path / "empty")
    one.add(*(b"old %d" % number for number in range(300)))
    size = one.open().heads()[0].size
    one.add(b"new")
    (part,) = write_bundle(one.open(), tmp_path / "new", since={one.log: size})
    done = merge(empty.open(), part)
    assert done.refused and not done.logs
    assert verify(empty.path).exit_code == 0
    with pytest.raises(UsageError, match="the receiver has"):
        write_bundle(one.open(), tmp_path / "more", since={one.log: size + 1000})


def test_parts_are_found_from_any_of_them(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    old = copy(one, tmp_path / "old")
    one.add(bytes(range(256)) * 1000, b"small")
    made = write_bundle(one.open(), tmp_path / "bundle", part=50_000)
    assert [path.name for path in made[:2]] == ["bundle.001", "bundle.002"] and len(made) > 4
    assert all(path.stat().st_size <= 50_000 for path in made)
    for name in (tmp_path / "bundle", made[0], made[2]):
        assert parts_of(name) == list(made)
    merge(old.open(), made[1])
    assert old.listing() == one.listing()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_missing_part_and_a_cut_one_are_said_and_nothing_is_taken(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    old = copy(one, tmp_path / "old")
    before = old.listing()
    one.add(bytes(range(256)) * 1000)
    made = write_bundle(one.open(), tmp_path / "bundle", part=50_000)
    third = made[2].read_bytes()
    made[2].unlink()
    with pytest.raises(FormatError, match="missing") as caught:
        merge(old.open(), made[0])
    assert "bundle.003" in str(caught.value.hint)
    made[2].write_bytes(third[:-1])
    with pytest.raises(FormatError):
        merge(old.open(), made[0])
    assert old.listing() == before
    assert not (old.path / "unfinished").exists() or not list((old.path / "unfinished").iterdir())


def test_a_bundle_cut_anywhere_ends_in_one_clear_line(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    old = copy(one, tmp_path / "old")
    before = old.listing()
    one.add(b"one", b"two")
    (made,) = write_bundle(one.open(), tmp_path / "bundle")
    data = made.read_bytes()
    for end in range(0, data.index(b"aigaq-bundle.end"), 512 * 7 + 3):
        made.write_bytes(data[:end])
        with pytest.raises(FormatError):
            merge(old.open(), made)
        assert old.listing() == before


def test_names_that_lead_outside_are_not_followed(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    (made,) = write_bundle(one.open(), tmp_path / "bundle")
    hostile = tmp_path / "hostile"
    with tarfile.open(made) as source, tarfile.open(hostile, "w", format=tarfile.USTAR_FORMAT) as target:
        for member in source.getmembers():
            target.addfile(member, source.extractfile(member))
        for name in ("../outside", "/tmp/aigaq-outside", "logs/../../outside", "derived/store", "unfinished/x"):
            info = tarfile.TarInfo(name)
            info.size = 3
            target.addfile(info, io.BytesIO(b"bad"))
        link = tarfile.TarInfo("blobs/sha256/aa/" + "a" * 64)
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        target.addfile(link)
    merge(one.open(), hostile)
    assert not list(tmp_path.rglob("outside")) and not Path("/tmp/aigaq-outside").exists()
    assert verify(one.path).exit_code == 0


def test_what_is_no_bundle_and_another_case(tmp_path: Path) -> None:
    one, other = founder(tmp_path / "a"), founder(tmp_path / "b")
    (made,) = write_bundle(other.open(), tmp_path / "bundle")
    with pytest.raises(OtherCase):
        merge(one.open(), made)
    for data in (b"", b"text", b"\0" * 2048, b"x" * 5000):
        (tmp_path / "odd").write_bytes(data)
        with pytest.raises(FormatError):
            merge(one.open(), tmp_path / "odd")
    with tarfile.open(tmp_path / "tar", "w") as tar:
        tar.addfile(tarfile.TarInfo(HEAD), io.BytesIO(b""))
    with pytest.raises(FormatError):
        merge(one.open(), tmp_path / "tar")
    with pytest.raises(Error):
        merge(one.open(), tmp_path / "nowhere")
    with pytest.raises(UsageError):
        write_bundle(one.open(), tmp_path / "odd")


def test_three_devices_share_by_bundles_alone(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    others: list[Device] = [joined(one, tmp_path / name) for name in ("b", "c")]
    for number, device in enumerate((one, *others)):
        device.add(b"from %d" % number)
    for number, device in enumerate(others):
        merge(one.open(), write_bundle(device.open(), tmp_path / f"in-{number}")[0])
    (out,) = write_bundle(one.open(), tmp_path / "out")
    for device in others:
        merge(device.open(), out)
    assert one.listing() == others[0].listing() == others[1].listing()


def test_a_small_bundle_cannot_fill_the_disk(tmp_path: Path) -> None:
    """A file with holes takes a few bytes in an archive and as many as it says outside of it."""
    one = founder(tmp_path / "a")
    (made,) = write_bundle(one.open(), tmp_path / "bundle")
    hostile = tmp_path / "hostile"
    with tarfile.open(made) as source, tarfile.open(hostile, "w", format=tarfile.PAX_FORMAT) as target:
        first = source.next()
        assert first is not None
        target.addfile(first, source.extractfile(first))
        info = tarfile.TarInfo(f"blobs/sha256/aa/{'a' * 64}")
        info.pax_headers = {
            "GNU.sparse.major": "0",
            "GNU.sparse.minor": "1",
            "GNU.sparse.map": "0,0",
            "GNU.sparse.size": str(1 << 50),
        }
        target.addfile(info)
    with pytest.raises(FormatError, match="holes"):
        merge(one.open(), hostile)
    assert not list((one.path / "unfinished").iterdir()) if (one.path / "unfinished").exists() else True


def test_any_changed_byte_ends_in_a_clear_line_or_changes_nothing(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    old = copy(one, tmp_path / "old")
    one.add(b"one", b"two")
    (made,) = write_bundle(one.open(), tmp_path / "bundle")
    data = made.read_bytes()
    draw = random.Random(11)
    for number in range(120):
        changed = bytearray(data)
        place = (
            draw.randrange(len(data) // 512) * 512 + draw.randrange(200) if number % 2 else draw.randrange(len(data))
        )
        changed[min(place, len(data) - 1)] ^= 1 << draw.randrange(8)
        made.write_bytes(changed)
        target = copy(old, tmp_path / "target")
        with suppress(Error):
            merge(target.open(), made)
        assert verify(target.path).exit_code in (0, 10)
        shutil.rmtree(tmp_path / "target")


def test_names_longer_than_old_archives_know(tmp_path: Path) -> None:
    """Of a wrapped key the name alone has 133 characters; and what a sync tool left beside it is no part of the case."""
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    data = b"a wrapped key, invented"
    name = f"keys/{'e' * 64}/{'c' * 64}-{sha256(data).hexdigest()}.age"
    (one.path / name).parent.mkdir(parents=True)
    (one.path / name).write_bytes(data)
    (one.path / f"{name}.sync-conflict-20220105-120000-ABCDEFG").write_bytes(data)
    (one.path / "forks" / ("f" * 64)).mkdir(parents=True)
    (one.path / "forks" / ("f" * 64) / ("long name " * 20)).write_bytes(b"junk")
    (made,) = write_bundle(one.open(), tmp_path / "bundle")
    (tmp_path / "out").mkdir()
    subprocess.run(["tar", "xf", str(made), "-C", str(tmp_path / "out")], check=True)
    assert (tmp_path / "out" / name).read_bytes() == data
    merge(two.open(), made)
    assert (two.path / name).read_bytes() == data
    assert not list(two.path.rglob("*long name*")) and not list(two.path.rglob("*conflict*"))


def test_nothing_that_is_there_is_overwritten_and_the_case_is_no_place_for_it(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    one.add(bytes(range(256)) * 1000)
    (tmp_path / "bundle.002").write_bytes(b"of an older bundle")
    with pytest.raises(UsageError, match="a file here already") as caught:
        write_bundle(one.open(), tmp_path / "bundle", part=50_000)
    assert str(caught.value.where).endswith("bundle.002")
    assert (tmp_path / "bundle.002").read_bytes() == b"of an older bundle"
    (tmp_path / "link").symlink_to(one.path)
    for out in (one.path / "bundle", one.path / "logs" / "bundle", tmp_path / "link" / "bundle"):
        with pytest.raises(UsageError, match="case itself"):
            write_bundle(one.open(), out)


def test_the_hint_names_the_part_that_is_missing_whichever_was_named(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    one.add(bytes(range(256)) * 1000)
    made = write_bundle(one.open(), tmp_path / "bundle", part=50_000)
    for path in made[3:]:
        path.unlink()
    for name in (tmp_path / "bundle", made[0], made[2]):
        with pytest.raises(FormatError) as caught:
            merge(one.open(), name)
        assert str(caught.value.hint).endswith("bundle.004")


@pytest.mark.parametrize("kill", [False, True], ids=["disk full", "killed"])
def test_a_fault_while_it_is_written_leaves_no_half_of_one(tmp_path: Path, kill: bool) -> None:
    one = founder(tmp_path / "a")
    one.add(bytes(range(256)) * 400)
    with pytest.MonkeyPatch.context() as monkeypatch:
        faults = Faults(monkeypatch, fail_at=0, kill=False)
        made = write_bundle(one.open(), tmp_path / "bundle", part=50_000)
    data = b"".join(path.read_bytes() for path in made)
    for path in made:
        path.unlink()
    for fail_at in range(1, faults.count + 1):
        with pytest.MonkeyPatch.context() as monkeypatch:
            Faults(monkeypatch, fail_at=fail_at, kill=kill)
            with pytest.raises(Killed if kill else StorageError):
                write_bundle(one.open(), tmp_path / "bundle", part=50_000)
        for path in tmp_path.glob("bundle*"):  # a name is given when all parts are durable
            assert path.read_bytes() in data
            path.unlink()
    assert b"".join(path.read_bytes() for path in write_bundle(one.open(), tmp_path / "bundle", part=50_000)) == data
    assert not list(tmp_path.glob(".bundle*"))
