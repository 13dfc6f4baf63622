"""Archives: what zip and tar wrote comes out byte for byte; every cut, bomb and trap ends in words or is passed over."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import shutil
import stat
import struct
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigaq.case.adding.archive_reading import BUFFER
from aigaq.case.adding.archives import Limits, Member, Raw, kind_of, members, shipped_limits
from aigaq.case.adding.folder import Skipped
from aigaq.errors import Error, FormatError, UsageError

KINDS = ("zip", "tar", "gzip", "bzip2", "xz")
ENDINGS = {"zip": ".zip", "tar": ".tar", "gzip": ".tar.gz", "bzip2": ".tar.bz2", "xz": ".tar.xz"}
PACK: dict[str, Callable[[bytes], bytes]] = {
    "tar": lambda data: data,
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
}
FILES = {"a.txt": b"invented", "folder/b.bin": bytes(range(256)) * 2000, "folder/deep/c": b"", "x" * 150: b"long name"}


def made(kind: str, contents: dict[str, bytes] = FILES) -> bytes:
    out = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in contents.items():
                archive.writestr(name, data)
        return out.getvalue()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, data in contents.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return PACK[kind](out.getvalue())


def read(data: bytes, kind: str, limits: Limits | None = None) -> tuple[dict[str, bytes], dict[str, str]]:
    """Members and what was passed over."""
    out: dict[str, bytes] = {}
    passed: dict[str, str] = {}
    raw = Raw(io.BytesIO(data), limits or shipped_limits())
    for one in members(raw, kind, limits=limits):
        if isinstance(one, Member):
            pieces = []
            while piece := one.stream.read(1 << 30):
                assert len(piece) <= BUFFER
                pieces.append(piece)
            out[one.path] = b"".join(pieces)
        else:
            assert isinstance(one[1], Skipped)
            passed[one[0]] = one[1].reason
    return out, passed


def few(**changed: int) -> Limits:
    values = {name: getattr(shipped_limits(), name) for name in Limits.__slots__}
    return Limits(**(values | changed))


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_put_in_comes_out(kind: str) -> None:
    assert read(made(kind), kind) == (FILES, {})


@pytest.mark.parametrize("kind", KINDS)
def test_programs_of_others(kind: str, tmp_path: Path) -> None:
    """Made by tar and zip as they are on the machine."""
    program = "zip" if kind == "zip" else "tar"
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    folder = tmp_path / "in"
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    (folder / "link").symlink_to("/etc/passwd")
    out = tmp_path / f"out{ENDINGS[kind]}"
    words = ["zip", "-qry", str(out), "."] if kind == "zip" else ["tar", "caf", str(out), "."]
    if subprocess.run(words, cwd=folder, check=False, capture_output=True).returncode:
        pytest.skip(f"{program} here cannot make {out.suffix}")
    contents, passed = read(out.read_bytes(), kind)
    assert {name.removeprefix("./"): data for name, data in contents.items()} == FILES
    assert {name.removeprefix("./"): why for name, why in passed.items()} == {"link": "a link, not followed"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_cut_ends_in_words(kind: str) -> None:
    whole = made(kind, {"a.txt": b"invented " * 99, "b": bytes(3000), "c": b"end"})
    step = max(1, len(whole) // 400)
    end = len(whole)
    if kind == "tar":  # what follows the first empty block is padding
        end = whole.rstrip(b"\0").__len__() + 512
    for size in range(0, end - (1 if kind != "tar" else 512), step):
        with pytest.raises(FormatError, match="cut or damaged"):
            read(whole[:size], kind)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=150)
@given(data=st.data())
def test_changed_bytes_never_end_in_more_than_words(kind: str, data: st.DataObject) -> None:
    whole = bytearray(made(kind, {"a.txt": b"invented " * 20, "b": b"end"}))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        read(bytes(whole), kind)
    except Error as error:
        assert isinstance(error, FormatError | UsageError)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("data", [b"", b"no archive at all", bytes(100), b"PK\3\4" + bytes(50)], ids=ascii)
def test_what_is_no_archive(kind: str, data: bytes) -> None:
    with pytest.raises(FormatError):
        read(data, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_names_are_text_and_nothing_more(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["../../up.txt", "/etc/absolute", "a\nb", "\u202egnp.exe", "C:\\x.txt", "~/home", "ә/қ.txt"]
    contents, passed = read(made(kind, {name: name.encode() for name in names}), kind)
    assert [data.decode() for data in contents.values()] == names
    assert list(contents) == names
    assert not passed
    assert not list(tmp_path.iterdir())


def test_names_that_are_no_text_or_endless() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT, encoding="utf-8") as tar:
        for name in ("\udcf2\udce5.txt", "y" * 50_000):
            tar.addfile(tarfile.TarInfo(name))
    contents, _ = read(out.getvalue(), "tar")
    assert list(contents) == ["\\xf2\\xe5.txt", "y" * shipped_limits().name]


def test_what_a_tar_may_hold_beside_files_is_passed_over() -> None:
    out = io.BytesIO()
    kinds = {
        "sym": tarfile.SYMTYPE, "hard": tarfile.LNKTYPE, "fifo": tarfile.FIFOTYPE, "char": tarfile.CHRTYPE,
        "block": tarfile.BLKTYPE, "folder": tarfile.DIRTYPE,
    }  # fmt: skip
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, kind in kinds.items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            tar.addfile(info)
        tar.addfile(tarfile.TarInfo("good"))
    contents, passed = read(out.getvalue(), "tar")
    assert list(contents) == ["good"]
    assert set(passed) == {"sym", "hard", "fifo", "char", "block"}


def test_what_a_zip_may_hold_beside_files_is_passed_over() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, mode in (("link", stat.S_IFLNK), ("device", stat.S_IFCHR), ("good", stat.S_IFREG)):
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 3, mode << 16
            archive.writestr(info, b"/etc/passwd")
        archive.writestr("folder/", b"")
        archive.writestr("secret", b"invented")
        archive.writestr("odd", b"invented")
    data = bytearray(out.getvalue())
    places = {name: [at for at in range(len(data)) if data.startswith(name, at)] for name in (b"secret", b"odd")}
    local, central = places[b"secret"]
    for at in (local - 30 + 6, central - 46 + 8):
        data[at] |= 1
    local, central = places[b"odd"]
    for at in (local - 30 + 8, central - 46 + 10):
        struct.pack_into("<H", data, at, 97)
    contents, passed = read(bytes(data), "zip")
    assert contents == {"good": b"/etc/passwd"}
    assert passed == {
        "link": "a link, not followed",
        "device": "neither a file nor a folder",
        "secret": "encrypted",
        "odd": "compressed by a method not known here (97)",
    }


@pytest.mark.parametrize("kind", KINDS)
def test_bombs(kind: str) -> None:
    zeros = made(kind, {"zeros": bytes(3_000_000)})
    with pytest.raises(UsageError, match="more than 2,000,000 bytes come out"):
        read(zeros, kind, few(bytes=2_000_000))
    if kind != "tar":
        with pytest.raises(UsageError, match="more than 100 times its size"):
            read(zeros, kind, few(ratio=100, ratio_from=1000))
        assert read(zeros, kind, few(ratio=100))[0] == {"zeros": bytes(3_000_000)}
    with pytest.raises(UsageError, match="more than 3 members"):
        read(made(kind), kind, few(members=3))


def test_members_that_overlap_count_each_time() -> None:
    """One deflated kernel that many entries of the list name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("kernel", bytes(1_000_000))
        archive.filelist *= 50
    with pytest.raises((UsageError, FormatError)):
        read(out.getvalue(), "zip", few(bytes=10_000_000))


def test_lists_and_names_that_would_fill_the_memory() -> None:
    with pytest.raises(FormatError, match="list of its members is too long"):
        read(made("zip", {f"{n}": b"" for n in range(100)}), "zip", few(list_bytes=1000))
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as tar:
        tar.addfile(tarfile.TarInfo("y" * 50_000))
    with pytest.raises(FormatError, match="too long"):
        read(out.getvalue(), "tar", few(list_bytes=1000))


def test_skipped_bytes_are_counted_too() -> None:
    """A link that claims a megabyte of its own, which nobody reads."""
    info = tarfile.TarInfo("link")
    info.type, info.linkname = tarfile.SYMTYPE, "x"
    head = bytearray(info.tobuf())
    head[124:136] = b"%011o\0" % 1_000_000
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    data = bytes(head) + bytes(1_000_000 + -1_000_000 % 512) + bytes(1024)
    with pytest.raises((UsageError, FormatError)):
        read(gzip.compress(data), "gzip", few(bytes=500_000))


@pytest.mark.parametrize("kind", KINDS[1:])
def test_bytes_after_the_end_are_said(kind: str) -> None:
    tail = made("tar", {"hidden": b"invented"})
    plain = made("tar", {"a": b"invented"})
    contents, passed = read(PACK[kind](plain + tail), kind)
    assert list(contents) == ["a"]
    assert passed == {"after the end": "bytes that belong to no member"}


def test_a_damaged_checksum_is_found() -> None:
    data = bytearray(made("zip", {"a": b"x" * 10}))
    data[14] ^= 1  # of the local header, which the list repeats
    at = data.rindex(b"PK\1\2") + 16
    data[at] ^= 1
    with pytest.raises(FormatError, match="cut or damaged at a"):
        read(bytes(data), "zip")
    packed = bytearray(made("gzip"))
    packed[-6] ^= 1
    with pytest.raises(FormatError, match="cut or damaged"):
        read(bytes(packed), "gzip")


def test_times_that_mean_an_instant() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        info = tarfile.TarInfo("a")
        info.mtime = 1_641_384_000
        tar.addfile(info)
    (member,) = members(Raw(io.BytesIO(out.getvalue()), shipped_limits()), "tar")
    assert isinstance(member, Member)
    assert member.modified == 1_641_384_000
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", b"")  # with the time of a clock of no known zone
        info_ = zipfile.ZipInfo("b")
        info_.extra = struct.pack("<HHBi", 0x5455, 5, 1, 1_641_384_000)
        archive.writestr(info_, b"")
    times = [m.modified for m in members(Raw(out, shipped_limits()), "zip") if isinstance(m, Member)]
    assert times == [None, 1_641_384_000]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.zip", "zip"),
        ("A.ZIP", "zip"),
        ("a.tgz", "gzip"),
        ("a.tar.xz", "xz"),
        ("a.docx", None),
        ("a.gz", None),
        ("zip", None),
    ],
)
def test_kinds_by_name(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


def test_a_disk_that_fails_is_no_damaged_archive() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output"):
        list(members(Raw(Failing(made("zip")), shipped_limits()), "zip"))
