"""Packs against Python's tarfile and the program tar; nothing but the canonical archive passes."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.case.disk import packs
from aigaq.errors import FormatError

# As docs/formats/entries.md gives it.
GNU_TAR = ["tar", "--format=ustar", "--owner=0", "--group=0", "--numeric-owner", "--mtime=@0", "--mode=0444", "-b1"]
CONTENTS = st.lists(st.binary(max_size=1200), min_size=1, max_size=12)


def pack_of(contents: list[bytes]) -> tuple[str, bytes, dict[str, bytes]]:
    members = {sha256(data).hexdigest(): data for data in contents}
    name, pieces = packs.build(members)
    return name, b"".join(pieces), members


@given(CONTENTS)
def test_tarfile_reads_it(contents: list[bytes]) -> None:
    name, data, members = pack_of(contents)
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        infos = tar.getmembers()
        assert [info.name for info in infos] == sorted(members)
        for info in infos:
            file = tar.extractfile(info)
            assert file is not None
            assert file.read() == members[info.name]
            assert (info.mode, info.uid, info.gid, info.mtime, info.uname, info.gname) == (0o444, 0, 0, 0, "", "")
    checked = packs.check(io.BytesIO(data), name)
    assert checked == packs.Checked({digest: len(member) for digest, member in members.items()}, [])
    assert {d: data[at : at + size] for d, at, size in packs.scan(io.BytesIO(data))} == members


@given(CONTENTS, st.data())
def test_no_byte_is_free(contents: list[bytes], data: st.DataObject) -> None:
    name, pack, _ = pack_of(contents)
    at = data.draw(st.integers(0, len(pack) - 1))
    changed = pack[:at] + bytes([pack[at] ^ 1 << data.draw(st.integers(0, 7))]) + pack[at + 1 :]
    checked = packs.check(io.BytesIO(changed), name)
    assert checked.damage or checked.bad
    cut = packs.check(io.BytesIO(pack[: data.draw(st.integers(0, len(pack) - 1))]), name)
    assert cut.damage
    assert packs.check(io.BytesIO(pack + b"\0"), name).damage
    assert packs.check(io.BytesIO(pack), "0" * 64).damage


@given(st.binary(max_size=2000))
def test_no_bytes_raise(data: bytes) -> None:
    assert packs.check(io.BytesIO(data), "0" * 64).damage
    try:
        list(packs.scan(io.BytesIO(data)))
    except FormatError:
        return


def test_tar_and_sha256sum_check_it(tmp_path: Path) -> None:
    if shutil.which("tar") is None:
        pytest.skip("tar is not here")
    name, data, members = pack_of([b"one", b"two" * 700, b""])
    (tmp_path / "pack.tar").write_bytes(data)
    listing = subprocess.run(["tar", "tf", "pack.tar"], cwd=tmp_path, check=True, capture_output=True).stdout
    assert sha256(listing).hexdigest() == name
    subprocess.run(["tar", "xf", "pack.tar"], cwd=tmp_path, check=True)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.name != "pack.tar"} == members
    if b"GNU tar" in subprocess.run(["tar", "--version"], check=True, capture_output=True).stdout:
        subprocess.run([*GNU_TAR, "-cf", "again.tar", *sorted(members)], cwd=tmp_path, check=True)
        assert (tmp_path / "again.tar").read_bytes() == data
