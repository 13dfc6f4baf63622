"""Files of no case: which ones a path means, and what one of them says."""

from __future__ import annotations

from pathlib import Path

import pytest

from aigaq.errors import NotReadable, StorageError
from aigaq.reading.files import Means, files_of, read_file
from aigaq.statements.records import Figure

TEXT = "Invented. Police said nine people were killed.\n\nدر این رویداد ۱۲ نفر کشته شدند و بسیاری زخمی شدند.\n"


def test_a_folder_means_its_files_in_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.txt", "a.txt", ".hidden", "b/.git/x", "c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path)
    names = [str(path.relative_to(tmp_path)) for path in files_of([tmp_path])]
    assert names == ["a.txt", "b/10.txt", "b/2.txt", "c.txt"]
    again = list(files_of([tmp_path / "c.txt", tmp_path, tmp_path / "a.txt"]))
    assert [path.name for path in again] == ["c.txt", "a.txt", "10.txt", "2.txt"], "each file once"


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        list(files_of([tmp_path / "gone"]))


def test_one_file(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(TEXT, encoding="utf8")
    heard = read_file(path, Means(published="2031-01-05"))
    figures = [one for one, _ in heard.statements if isinstance(one, Figure)]
    assert [(one.low, one.said.date if one.said else None) for one in figures] == [(9, "2031-01-05")]
    assert [gap.language for gap in heard.not_read] == ["fa"]


def test_an_unreadable_file_is_an_error_at_once(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()
    with pytest.raises(NotReadable):
        read_file(path, Means())
