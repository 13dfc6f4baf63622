"""Folders: order, relative paths, and a reason for everything left out."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from aigaq.case import Added, Description, Skipped, add_folder, find_files, verify
from aigaq.case.disk import files
from tests.case.conftest import Made


def tree(folder: Path) -> Path:
    for name in ("b.txt", "a/z.html", "a/y/deep.csv", "a.txt", "ә/қ.txt", ".hidden"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"invented {name}")
    return folder


def test_every_file_comes_in_with_its_relative_path_in_the_description_only(made: Made, tmp_path: Path) -> None:
    case = made.open()
    with case.writing() as batch:
        got = dict(add_folder(batch, tree(tmp_path / "in"), description=Description(publisher="Invented Press")))
    assert list(got) == [".hidden", "a.txt", "a/y/deep.csv", "a/z.html", "b.txt", "ә/қ.txt"]
    for relative, added in got.items():
        assert isinstance(added, Added)
        description = case.item(added.item).description
        assert (description.path, description.file_name) == (relative, relative.rpartition("/")[2])
        assert description.publisher == "Invented Press"
    assert not any(b"deep" in view.raw or b"in/" in view.raw for view in case.entries())
    assert verify(made.path).exit_code == 0


def test_what_is_left_out_is_said(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good").write_text("x")
    (folder / "link").symlink_to("good")
    (folder / "loop").symlink_to(".")
    os.mkfifo(folder / "pipe")
    (folder / "locked").write_text("y")
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
    real = files.open_file

    def refuse(path: str) -> int:
        if path.endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(files, "open_file", refuse)
    with made.open().writing() as batch:
        got = dict(add_folder(batch, folder))
    assert isinstance(got.pop("good"), Added)
    reasons = {name: one.reason for name, one in got.items() if isinstance(one, Skipped)}
    assert reasons == {
        "link": "a symbolic link, not followed",
        "loop": "a symbolic link, not followed",
        "pipe": "neither a file nor a folder",
        "socket": "neither a file nor a folder",
        "locked": "permission denied",
    }


def test_the_case_itself_is_not_brought_in(made: Made, tmp_path: Path) -> None:
    found = {one.relative: one.skipped for one in find_files(tmp_path, leave_out=made.path)}
    assert found["case"] == Skipped("the case itself")
    assert not any(name.startswith("case/") for name in found)


def test_names_that_are_no_utf_8(made: Made, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt"))).write_text("x")
    with made.open().writing() as batch:
        ((name, added),) = add_folder(batch, folder)
    assert name == "caf\\xe9.txt"
    assert isinstance(added, Added)
    assert made.open().item(added.item).description.file_name == name


def test_a_folder_that_cannot_be_listed(tmp_path: Path) -> None:
    ((one),) = find_files(tmp_path / "gone")
    assert one.skipped == Skipped("no such file or folder")
