"""Which files are taken in, and in which order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aigaq.cli.gather import Found, gather
from aigaq.errors import StorageError, UsageError


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    folder = tmp_path / "evidence"
    (folder / "b").mkdir(parents=True)
    for name in ("b/2.txt", "b/1.txt", "z.txt", ".hidden"):
        (folder / name).write_text("invented", encoding="utf-8")
    return folder


def test_a_folder_to_its_bottom(evidence: Path, tmp_path: Path) -> None:
    found = gather([evidence], case=tmp_path / "town")
    assert [one.relative for one in found.files] == [
        "evidence/.hidden",
        "evidence/z.txt",
        "evidence/b/1.txt",
        "evidence/b/2.txt",
    ]
    assert {one.size for one in found.files} == {8}


def test_a_file_has_no_relative_path(evidence: Path, tmp_path: Path) -> None:
    found = gather([evidence / "z.txt"], case=tmp_path / "town")
    assert found.files == (Found(evidence / "z.txt", 8),)


def test_links_inside_a_folder_are_named_and_not_followed(evidence: Path, tmp_path: Path) -> None:
    (evidence / "gone").symlink_to("nowhere")
    (evidence / "up").symlink_to("..")
    found = gather([evidence], case=tmp_path / "town")
    assert sorted(path.name for path in found.passed_over) == ["gone", "up"]
    assert len(found.files) == 4


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no such file or folder"):
        gather([tmp_path / "gone.txt"], case=tmp_path / "town")


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(StorageError, match="not a file or folder"):
        gather([tmp_path / "pipe"], case=tmp_path / "town")


def test_the_case_is_not_put_into_itself(evidence: Path) -> None:
    for folder in (evidence / "town", evidence):
        folder.mkdir(exist_ok=True)
        with pytest.raises(UsageError, match="the case itself"):
            gather([evidence], case=folder)


def test_a_name_that_is_no_text(evidence: Path, tmp_path: Path) -> None:
    name = os.fsdecode(b"\xf2\xe5\xea\xf1\xf2.txt")
    (evidence / name).write_text("invented", encoding="utf-8")
    relative = [one.relative for one in gather([evidence], case=tmp_path / "town").files]
    assert r"evidence/\xf2\xe5\xea\xf1\xf2.txt" in relative
