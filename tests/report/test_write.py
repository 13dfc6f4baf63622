"""Folders: the same bytes twice, only a former report is replaced, nothing is left behind by a failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from aigaq.errors import StorageError, UsageError
from aigaq.report import write as room
from aigaq.report.write import placed, write
from tests.report.made_up import material, place_name


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def make(out: Path) -> Path:
    return write(material(), out, place_name=place_name).parent


def test_the_same_case_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    assert contents(make(tmp_path / "elsewhere")) == contents(folder)


def test_nothing_is_left_beside_it(tmp_path: Path) -> None:
    make(tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_first_language_is_at_the_root(tmp_path: Path) -> None:
    index = write(material(), tmp_path / "out", languages=("kk", "en", "kk"), place_name=place_name)
    assert 'lang="kk"' in index.read_text(encoding="utf-8")[:60]
    assert (tmp_path / "out" / "en" / "index.html").is_file()
    assert not (tmp_path / "out" / "kk").exists()


def test_no_path_of_anybody_is_printed(folder: Path) -> None:
    for name, data in contents(folder).items():
        assert str(Path.home()).encode() not in data and str(folder).encode() not in data, name


@pytest.mark.parametrize("place", ["case", "case/deep/er", "."])
def test_a_report_lies_outside_its_case(tmp_path: Path, place: str) -> None:
    (tmp_path / "case").mkdir()
    with pytest.raises(UsageError, match="outside its case"):
        placed(tmp_path / place, tmp_path / "case", force=True)


def test_a_link_into_the_case_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "case" / "derived").mkdir(parents=True)
    (tmp_path / "way").symlink_to(tmp_path / "case" / "derived")
    with pytest.raises(UsageError, match="outside its case"):
        placed(tmp_path / "way" / "out", tmp_path / "case", force=False)


def test_what_is_no_report_is_never_replaced(tmp_path: Path) -> None:
    case, out = tmp_path / "case", tmp_path / "out"
    case.mkdir()
    out.mkdir()
    assert placed(out, case, force=False) == out.resolve(), "an empty folder may be filled"
    (out / "letter.txt").write_text("mine")
    for force in (False, True):
        with pytest.raises(UsageError, match="no report"):
            placed(out, case, force=force)
    with pytest.raises(UsageError, match="not a folder"):
        placed(out / "letter.txt", case, force=True)
    (out / "report.json").write_text('{"format": "aigaq report 1"}')
    with pytest.raises(UsageError, match="no report"):
        placed(out, case, force=True)


def test_a_former_report_is_replaced_only_when_asked(tmp_path: Path) -> None:
    case, out = tmp_path / "case", tmp_path / "out"
    case.mkdir()
    make(out)
    with pytest.raises(UsageError, match="here already") as refused:
        placed(out, case, force=False)
    assert refused.value.hint is not None and "--force" in refused.value.hint
    (out / "index.html").write_text("old")
    assert placed(out, case, force=True) == out.resolve()
    make(out)
    assert (out / "index.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_stranger_in_a_former_report_stops_it(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    out = make(tmp_path / "out")
    (out / "ru" / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="no report made") as refused:
        placed(out, tmp_path / "case", force=True)
    assert refused.value.where is not None and refused.value.where.endswith("notes.txt")


def test_a_failure_leaves_the_former_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = make(tmp_path / "out")
    before = contents(out)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(room, "_statics", full)
    with pytest.raises(StorageError, match="the disk is full"):
        make(out)
    assert contents(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_unknown_or_no_languages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no words"):
        write(material(), tmp_path / "out", languages=("en", "xx"), place_name=place_name)
    with pytest.raises(UsageError, match="no language"):
        write(material(), tmp_path / "out", languages=(), place_name=place_name)
    assert not list(tmp_path.iterdir())
