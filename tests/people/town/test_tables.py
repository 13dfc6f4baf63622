"""The data of the room: every file says where it is from, names are of one script, and every letter can be spelled."""

from importlib.resources import files

import pytest

from aigaq.people.town import tables

FILES = sorted(one.name for one in (files("aigaq.people.town") / "data").iterdir())
NAMES = ("given.kk", "given.ru", "surnames.ru", "stems.kk", "places")


@pytest.mark.parametrize("file", FILES)
def test_it_says_source_licence_and_reason(file: str) -> None:
    head = "\n".join(line for line in tables.text(file).splitlines()[:8] if line.startswith("#"))
    assert "Source:" in head
    assert "Reason:" in head or "Reason for each rate: beside it" in head
    assert "Licence: Apache-2.0" in head


@pytest.mark.parametrize("name", NAMES)
def test_names_are_of_one_script_and_can_be_spelled(name: str) -> None:
    letters = {row["letters"] for row in tables.rows("letters")}
    for row in tables.rows(name):
        for column, cell in row.items():
            if column in ("kk", "ru", "male", "female", "son", "daughter"):
                assert set(cell.lower()) <= letters, cell


@pytest.mark.parametrize("name", ["given.kk", "given.ru"])
def test_a_name_is_there_once(name: str) -> None:
    language = name[-2:]
    keys = [(row["sex"], row[language]) for row in tables.rows(name)]
    assert len(keys) == len(set(keys))


def test_the_people_live_somewhere() -> None:
    assert sum(float(row["share"]) for row in tables.rows("places")) == pytest.approx(1)


def test_a_lookalike_is_of_another_script() -> None:
    for row in tables.rows("lookalikes"):
        assert row["one"] not in row["other"]
        assert ord(row["one"]) > 0x400 > ord(row["other"])
