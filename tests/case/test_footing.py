"""What a file system does not guarantee is said; on one that gives all nothing is."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from aigaq.case import Case, Keystore, verify
from aigaq.case.disk import files
from aigaq.case.disk.footing import file_system, weaknesses

LINE = "36 35 98:0 / {point} rw,noatime shared:1 - {kind} /dev/sdb1 rw\n"


def mounts(tmp_path: Path, *lines: tuple[str, str]) -> Path:
    path = tmp_path / "mountinfo"
    path.write_text("".join(LINE.format(point=point, kind=kind) for point, kind in lines) + "a damaged line\n")
    return path


@pytest.mark.parametrize(
    ("kind", "word"), [("vfat", "FAT"), ("exfat", "FAT"), ("nfs4", "another computer"), ("tmpfs", "memory")]
)
def test_a_weak_file_system_is_named(tmp_path: Path, kind: str, word: str) -> None:
    told = weaknesses(tmp_path, mounts=mounts(tmp_path, ("/", "ext4"), (str(tmp_path), kind)))
    assert any(word in one and kind in one for one in told)


def test_a_sound_one_is_not(tmp_path: Path) -> None:
    assert weaknesses(tmp_path, mounts=mounts(tmp_path, ("/", "ext4"))) == ()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_the_nearest_mount_counts_and_its_name_may_hold_a_space(tmp_path: Path) -> None:
    folder = tmp_path / "a stick" / "case"
    folder.mkdir(parents=True)
    escaped = str(tmp_path / "a stick").replace(" ", "\\040")
    path = mounts(tmp_path, ("/", "ext4"), (escaped, "vfat"), (str(tmp_path), "xfs"))
    assert file_system(folder, mounts=path) == "vfat"
    assert file_system(tmp_path, mounts=path) == "xfs"
    assert file_system(tmp_path, mounts=tmp_path / "nothing") == ""


def test_a_folder_that_cannot_be_waited_for_is_written_to_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fsync(descriptor: int) -> None:
        if Path(f"/proc/self/fd/{descriptor}").is_dir():
            raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(files, "fsync", fsync)
    Case.create(tmp_path / "case", title="invented", keys=Keystore(tmp_path / "keys"))
    assert verify(tmp_path / "case").exit_code == 0
    assert any("waited for" in one for one in weaknesses(tmp_path, mounts=mounts(tmp_path, ("/", "ext4"))))


def test_a_rename_that_does_not_replace_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def rename(old: object, new: object) -> None:
        raise OSError(errno.EEXIST, "File exists")

    monkeypatch.setattr(files, "rename", rename)
    assert any("replaced" in one for one in weaknesses(tmp_path, mounts=mounts(tmp_path, ("/", "ext4"))))
