"""Files for the user: never overwritten unasked, never half, never inside a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from aigaq.cli.output import require_outside, write_file, writing_file
from aigaq.errors import StorageError, UsageError


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file"
    write_file(path, b"one")
    with pytest.raises(UsageError, match="a file here already"):
        write_file(path, b"two")
    assert path.read_bytes() == b"one"
    write_file(path, b"two", force=True)
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


def test_a_link_to_nowhere_is_there_too(tmp_path: Path) -> None:
    path = tmp_path / "link"
    path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(UsageError):
        write_file(path, b"one")
    write_file(path, b"one", force=True)
    assert not (tmp_path / "nowhere").exists()


def test_a_fault_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_file(path, b"one")

    def fail(*words: object) -> None:
        raise OSError(28, "invented")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(StorageError, match="the disk is full"):
        write_file(path, b"two", force=True)
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(StorageError):
        write_file(tmp_path / "folder", b"one", force=True)


def test_a_place_inside_a_case(tmp_path: Path) -> None:
    for inside in ("town", "town/x", "town/../town/x"):
        with pytest.raises(UsageError, match="inside the case"):
            require_outside(tmp_path / inside, tmp_path / "town")
    for outside in ("x", "town-x", "town/../x"):
        require_outside(tmp_path / outside, tmp_path / "town")


@pytest.mark.parametrize("end", [KeyboardInterrupt(), OSError(28, "invented"), ValueError("invented")])
def test_what_ends_the_writing_of_rows_leaves_what_was_there(tmp_path: Path, end: BaseException) -> None:
    path = tmp_path / "file"
    write_file(path, b"one")
    with pytest.raises(StorageError if isinstance(end, OSError) else type(end)), writing_file(path) as file:
        file.write("two\n")
        raise end
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]
    with writing_file(path) as file:
        file.write("two\n")
    assert path.read_bytes() == b"two\n"
    assert list(tmp_path.iterdir()) == [path]
