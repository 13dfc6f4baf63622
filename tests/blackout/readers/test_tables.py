"""The data files: each names its source, and every word in them is one the program knows."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from aigaq.blackout.outage import State
from aigaq.blackout.readers import tables
from aigaq.blackout.readers.tables import column, every, kinds, table
from aigaq.blackout.series import NetworkKind
from aigaq.statements.vocabulary import Layer, NetworkState, TimePrecision


def test_every_file_is_listed() -> None:
    found = {one.name.removesuffix(".toml") for one in (files("aigaq.blackout.readers") / "data").iterdir()}
    assert found == set(tables.NAMES)


@pytest.mark.parametrize("name", tables.NAMES)
def test_every_file_names_its_format_its_source_and_a_date(name: str) -> None:
    text = (files("aigaq.blackout.readers") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    assert table(name)["format"] == name
    assert re.search(r"^# Source: .+", text, re.M) and re.search(r"20\d\d-\d\d", text)


def test_the_words_are_those_of_the_program() -> None:
    for entry in table("ioda")["datasources"].values():
        assert kinds(entry)[1] is not NetworkKind.UNKNOWN
    known = table("intervals")
    assert {State(state) for state in known["states"].values()} <= set(State) and set(known["states"]) <= set(
        NetworkState
    )
    assert {Layer(layer) for layer in known["layers"]} <= set(Layer)
    assert {TimePrecision(word) for word in known["around"]} <= set(TimePrecision)
    for one in (*known["layers"].values(), list(table("generic")["networks"]), list(table("stop")["kinds"])):
        assert {NetworkKind(kind) for kind in one} <= set(NetworkKind)


def test_columns_are_found_whatever_their_case_blanks_and_order() -> None:
    header = ("Time ", "shutdown_type", "Shutdown  Type", "x")
    assert column(header, ["timestamp", "time"]) == 0
    assert every(header, ["shutdown type", "X"]) == [1, 2, 3]
    assert column(header, ["value"]) is None
