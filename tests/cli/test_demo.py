"""The demo: where it goes, what it replaces, that what is invented says so, and what it tells of lists of persons."""

from __future__ import annotations

import json
import re
import shlex
import tempfile
from pathlib import Path

import pytest

from aigaq.cli import demo as module
from aigaq.cli import main
from aigaq.cli.demo import MARK, place, prepare
from aigaq.errors import UsageError
from aigaq.examples import load
from tests.report.test_no_names import found_in, words_of_names


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


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The demo of the made-up town, and what it said on the way."""
    base = tmp_path_factory.mktemp("town")
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryFile("w+") as said:
        patch.setenv("XDG_DATA_HOME", str(base / "home"))
        patch.setattr("sys.stderr", said)
        assert main(["demo", "--example", "made-up-town", "-o", str(base / "demo")]) == 0
        said.seek(0)
        return base / "demo", said.read()


def test_the_town_tells_what_became_of_its_lists(town: tuple[Path, str]) -> None:
    folder, said = town
    truth = json.loads((Path(module.__file__).parents[1] / "examples/made-up-town/truth/truth.json").read_text("utf-8"))
    assert "invented persons" in said.splitlines()[0]
    assert "verify  valid" in said
    kept = 0
    for one in truth["lists"]:
        found = one.get("editions", {"dropped": 0})
        kept += one["rows"] + found["dropped"]
        (line,) = re.findall(rf"^list    {one['name']}: (.*)$", said, re.MULTILINE)
        assert line.startswith(f"{one['rows']} rows")
        assert ("without a name" in line) >= bool(one["without_name"])
        if found["dropped"]:
            assert f"{found['dropped']} more dropped by its newest edition" in line
            changed = f"{found['added']} rows added, {found['changed']} changed, {found['dropped']} dropped"
            assert f"edition 2 of {one['name']}: {changed}" in said
    ((persons, rows),) = re.findall(r"^persons (\d+) in (\d+) rows of 5 lists", said, re.MULTILINE)
    listed = truth["persons"] - truth["on_no_list"]
    assert int(rows) == kept
    assert 0.9 * listed < int(persons) < 1.1 * listed, "persons, and no longer rows"
    assert re.search(r"^open    \d+ persons? alive in one list and dead in another", said, re.MULTILINE)
    assert re.search(r"^doubt   \d+ pairs? of rows", said, re.MULTILINE)
    assert {path.name for path in (folder / "lists").iterdir()} == {
        f"invented-{one['name']}.csv" for one in truth["lists"]
    }


def test_the_town_names_nobody_on_the_way(town: tuple[Path, str]) -> None:
    _, said = town
    texts = [one.data.decode("utf-8") for one in load("made-up-town").lists]
    assert found_in([said], {word for text in texts for word in words_of_names(text)}) == set()
    assert "P0000" not in said


def test_what_the_town_says_to_try_works(
    town: tuple[Path, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, said = town
    tries = [shlex.split(line[8:], comments=True) for line in said.splitlines() if "  # " in line]
    assert [words[1] for words in tries] == [
        "review",
        "show",
        f"XDG_DATA_HOME={folder}/keys",
        "decide",
        "build",
        "link",
    ]
    told, lists = dict[str, str](), tuple((folder / "lists").glob("*.csv"))
    for first, *words in tries:
        if first == "export":
            monkeypatch.setenv(*words[0].split("=", 1))
            continue
        given = [path for word in words for path in (sorted(map(str, lists)) if "*" in word else [word])]
        assert main(given) == 0
        told[words[0]] = capsys.readouterr().out
    assert "in doubt" in told["review"]
    assert "alive" in told["show"]
    assert "1 decision logged" in told["decide"]
    assert re.search(r"^pairs  .*f1 0\.9", told["link"], re.MULTILINE)


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
    (folder / "lists").mkdir()
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
