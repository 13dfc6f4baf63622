"""The town on disk: whole or not at all, and only a town's own files are ever replaced."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aigaq.cli import main
from aigaq.people.town import make as made_by


def run(*words: str) -> int:
    return main(["town", *words])


def test_what_is_printed_is_what_truth_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(tmp_path / "t"), "--persons", "50", "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == json.loads((tmp_path / "t/truth/truth.json").read_text(encoding="utf-8"))
    assert (printed["persons"], printed["seed"], printed["invented"]) == (50, 1, True)


def test_another_file_in_a_town_is_left_when_the_town_is_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "t"
    assert run(str(folder), "--persons", "20") == 0
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    assert run(str(folder), "--persons", "20", "--lists", "1", "--force") == 0
    assert (folder / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in (folder / "lists").iterdir()] == ["invented-official.csv"]


def test_a_folder_that_is_there_and_empty_is_used(tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    assert run(str(tmp_path / "t"), "--persons", "5") == 0


def test_a_link_that_leads_nowhere_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "t").symlink_to(tmp_path / "elsewhere")
    assert run(str(tmp_path / "t"), "--persons", "5") == 2
    assert not (tmp_path / "elsewhere").exists()


def test_interrupted_work_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(folder: Path, *_: object, **__: object) -> None:
        (folder / "README.md").write_text("half", encoding="utf-8")
        raise KeyboardInterrupt

    assert callable(made_by)
    monkeypatch.setattr("aigaq.people.town.make", interrupted)
    assert run(str(tmp_path / "t"), "--persons", "5") == 130
    assert list(tmp_path.iterdir()) == []


def test_a_truth_of_something_else_makes_no_town(tmp_path: Path) -> None:
    (tmp_path / "t/truth").mkdir(parents=True)
    (tmp_path / "t/truth/truth.json").write_text('{"format": "of another program"}', encoding="utf-8")
    assert run(str(tmp_path / "t"), "--persons", "5", "--force") == 2


@pytest.mark.parametrize("words", [("--persons", "0"), ("--seed", "-1"), ("--dead", "1.5"), ("--lists", "0")])
def test_what_cannot_be_is_refused(tmp_path: Path, words: tuple[str, str]) -> None:
    assert run(str(tmp_path / "t"), *words) == 2
    assert list(tmp_path.iterdir()) == []
