"""A town on disk: the same bytes for the same seed, and a truth that a recount of the files gives again."""

import hashlib
import json
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from aigaq.errors import StorageError
from aigaq.people.town import make, shipped_rates
from aigaq.people.town.make import ROOM
from tests.people.town.made import rows_of, town

LISTS = ("official", "families", "kazakh", "ngo", "hospital")
NUMBER = {"official": "№", "ngo": "id"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return town(tmp_path_factory.mktemp("town") / "t", 1500)


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    one = digests(town(tmp_path / "a", 200))
    assert one == digests(town(tmp_path / "b", 200))
    other = digests(town(tmp_path / "c", 200, seed=2))
    assert one.keys() == other.keys()
    assert not any(one[name] == other[name] for name in one)


def test_a_list_is_the_same_whatever_lists_come_after_it(tmp_path: Path) -> None:
    every, two = town(tmp_path / "a", 200), town(tmp_path / "b", 200, rates=shipped_rates().first_lists(2))
    for name in ("lists/invented-official.csv", "lists/invented-families.csv"):
        assert (every / name).read_bytes() == (two / name).read_bytes()


def test_the_truth_is_what_a_recount_gives(made: Path) -> None:
    truth = json.loads((made / "truth/truth.json").read_text(encoding="utf-8"))
    people = rows_of(made / "truth/invented-persons.csv")
    assert truth["invented"] is True
    assert truth["persons"] == len(people) == 1500
    assert truth["dead"] == sum(row["status"] == "dead" for row in people)
    assert truth["on_no_list"] == sum(not row["lists"] for row in people)
    assert truth["dead_on_no_list"] == sum(not row["lists"] and row["status"] == "dead" for row in people)
    listed = {row["person"]: set(row["lists"].split()) for row in people}
    histories = Counter("".join(str(int(name in lists)) for name in LISTS) for lists in listed.values())
    assert truth["histories"]["all"] == histories
    assert sum(truth["histories"]["dead"].values()) == truth["dead"]
    for about in truth["lists"]:
        name = about["name"]
        rows = rows_of(made / f"lists/invented-{name}.csv")
        earlier = made / f"earlier/invented-{name}-1.csv"
        ever = {row["person"] for row in rows} | {
            row["person"] for row in (rows_of(earlier) if earlier.exists() else [])
        }
        assert about["rows"] == len(rows)
        assert about["persons"] == len(ever) == sum(name in lists for lists in listed.values())
        assert ever == {person for person, lists in listed.items() if name in lists}


@pytest.mark.parametrize("name", ["official", "ngo"])
def test_editions_are_what_a_comparison_by_number_gives(made: Path, name: str) -> None:
    truth = json.loads((made / "truth/truth.json").read_text(encoding="utf-8"))
    (about,) = [one for one in truth["lists"] if one["name"] == name]
    key = NUMBER[name]
    before = {row[key]: row for row in rows_of(made / f"earlier/invented-{name}-1.csv")}
    now = {row[key]: row for row in rows_of(made / f"lists/invented-{name}.csv")}
    both = before.keys() & now.keys()
    assert about["editions"] == {
        "added": len(now.keys() - before.keys()),
        "dropped": len(before.keys() - now.keys()),
        "changed": sum(before[one] != now[one] for one in both),
        "same": sum(before[one] == now[one] for one in both),
    }
    assert all(before[one]["person"] == now[one]["person"] for one in both)
    assert min(about["editions"].values()) > 0


def test_every_file_and_every_row_says_that_it_is_invented(made: Path) -> None:
    assert (
        (made / "README.md")
        .read_text(encoding="utf-8")
        .splitlines()[0]
        .startswith("Everything in this folder is invented")
    )
    for path in made.rglob("*.csv"):
        assert path.name.startswith("invented-")
        for row in rows_of(path):
            assert {"invented", "вымышлено", "ойдан шығарылған"} & set(row.values())


def test_numbers_are_a_lists_own_and_the_order_says_nothing_of_the_person(made: Path) -> None:
    for path in (made / "lists").iterdir():
        rows = rows_of(path)
        assert len({next(row[key] for key in row if key in ("№", "рет", "id", "ИБ №")) for row in rows}) == len(rows)
        persons = [row["person"] for row in rows]
        assert sum(a < b for a, b in zip(persons, persons[1:], strict=False)) < 0.6 * len(persons)


def test_no_more_rows_are_held_than_have_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = import_module("aigaq.people.town.make")  # the room exports the function of this name
    monkeypatch.setattr(module, "ROOM", 10)
    held: list[int] = []
    put = module._Written.take

    def watched(self: Any, entries: list[Any]) -> None:
        put(self, entries)
        held.append(len(self._mixed._held))

    monkeypatch.setattr(module._Written, "take", watched)
    folder = town(tmp_path / "t", 300)
    assert max(held) == 10 < ROOM
    assert len(rows_of(folder / "truth/invented-persons.csv")) == 300


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    make(tmp_path, shipped_rates(), persons=2500, seed=1, progress=lambda done, of: told.append((done, of)))
    assert told == [(1000, 2500), (2000, 2500)]


def test_a_disk_that_refuses_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        make(tmp_path / "not there", shipped_rates(), persons=3, seed=1)


def test_one_person_is_a_town_too(tmp_path: Path) -> None:
    folder = town(tmp_path / "t", 1)
    assert len(rows_of(folder / "truth/invented-persons.csv")) == 1
