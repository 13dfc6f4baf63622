"""The demo: where it goes, what it replaces, and that its bulletin says it is invented."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest

from aigaq.cli import demo as module
from aigaq.cli import main
from aigaq.cli.demo import MARK, place, prepare
from aigaq.errors import UsageError
from aigaq.examples import load


def test_the_example_says_that_it_is_invented() -> None:
    example = load("made-up-bulletin")
    (bulletin,) = example.items
    assert bulletin.data.decode("utf-8").startswith("INVENTED")
    assert "invented" in example.title
    assert "Invented" in bulletin.description["notes"]


def test_the_bulletin_shows_every_kind_of_statement(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bulletin.txt").write_bytes(load("made-up-bulletin").item("bulletin.txt").data)
    assert (
        main(["read", str(tmp_path / "bulletin.txt"), "--jsonl", "--language", "en", "--published", "2019-03-14"]) == 0
    )
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    kinds = {row["kind"] for row in rows}
    assert kinds == {"figure", "event", "claim", "designation", "position", "connectivity", "withdrawal"}
    figures = {row["low"]: row for row in rows if row["kind"] == "figure"}
    assert figures[19]["part_of"] == figures[31]["num_start"]
    assert (figures[52]["standing"], figures[38]["standing"]) == ("withdrawn", "standing")


def test_all_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    folder = tmp_path / "demo"
    plain = ["demo", "--example", "made-up-bulletin", "-o", str(folder)]
    for words in (plain, [*plain, "--force"]):
        assert main(words) == 0
        out, err = capsys.readouterr()
        assert out == f"{folder}/report/index.html\n"
        assert Path(out.strip()).is_file()
        assert "valid" in err
    assert main(["verify", str(folder / "case")]) == 0
    assert not (tmp_path / "home").exists(), "the demo has keys of its own"


def test_nothing_is_replaced_unasked(tmp_path: Path) -> None:
    folder = prepare(tmp_path / "demo", force=False)
    with pytest.raises(UsageError, match="a demo here already"):
        prepare(folder, force=False)


@pytest.mark.parametrize("force", [False, True])
def test_what_no_demo_made_is_never_replaced(tmp_path: Path, force: bool) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "precious").write_text("invented", encoding="utf-8")
    with pytest.raises(UsageError, match="no demo made"):
        prepare(tmp_path, force=force)
    assert (tmp_path / "case" / "precious").exists()


def test_only_what_the_demo_made_is_replaced(tmp_path: Path) -> None:
    folder = prepare(tmp_path / "demo", force=False)
    (folder / "case").mkdir()
    (folder / "mine.txt").write_text("invented", encoding="utf-8")
    prepare(folder, force=True)
    assert {path.name for path in folder.iterdir()} == {MARK, "mine.txt"}


def test_a_path_with_a_space_goes_elsewhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert place(tmp_path / "demo") == tmp_path / "demo"
    other = place(tmp_path / "my files" / "demo")
    assert " " not in str(other)
    assert list(other.iterdir()) == []
    assert "goes elsewhere" in capsys.readouterr().err
    other.rmdir()


def test_no_place_without_a_space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "my temp"))
    with pytest.raises(UsageError, match="a space"):
        place(tmp_path / "my files")


def test_the_demo_is_called_as_make_calls_it() -> None:
    makefile = Path(__file__).resolve().parents[2] / "Makefile"
    assert "aigaq demo --force -o demo" in makefile.read_text(encoding="utf-8")
    assert module.demo.name == "demo"
