"""Every table says where it comes from; every system reads its own letters; what was counted holds groups, no names."""

from importlib import resources

import pytest

from aigaq.people.names.tables import Groups, rows, systems, toml

DATA = resources.files("aigaq.people.names") / "data"
FILES = sorted(file.name for file in DATA.iterdir())


@pytest.mark.parametrize("name", FILES)
def test_a_table_says_source_licence_and_reason(name: str) -> None:
    head = "".join(line for line in (DATA / name).read_text(encoding="utf-8").splitlines() if line.startswith("#"))
    assert all(f"{word}:" in head for word in ("Source", "Licence", "Reason")) or "Sources:" in head
    assert "Licence:" in head and "Reason:" in head


def test_the_longest_group_is_taken_and_an_ending_only_at_the_end() -> None:
    groups = Groups.of({"s": "s", "sh": "w", "shch": "w", "in$": "IN", "i": "i", "n": "n"})
    assert groups.read("shchsin") == "wsIN"
    assert groups.read("ins") == "ins"


@pytest.mark.parametrize("name", ["cyrillic", "latin", "arabic"])
def test_readings_use_the_sounds_there_are(name: str) -> None:
    for system in systems(name):
        assert {sound for value in system.groups.values.values() for sound in value} <= set("aeioubcdfghjklmnprstvwz")


def test_a_system_is_tried_only_where_its_signs_allow() -> None:
    by_id = {system.id: system for system in systems("latin")}
    assert by_id["common"].fits("askar")
    assert by_id["kazakh-2018"].fits("dawlet") and not by_id["kazakh-2018"].fits("daulet")
    assert not by_id["german"].fits("zhanna")


def test_pairs_of_sounds_are_two_letters_and_cost_less_than_a_change() -> None:
    table = toml("sounds")
    assert all(len(pair) == 2 and 0 < cost < table["costs"]["other"] for pair, cost in table["pairs"].items())


def test_counted_sounds_are_short_contexts_with_shares() -> None:
    found = list(rows("sounds"))
    assert len(found) > 500
    for before, letter, after, said in found:
        assert len(letter) == 1 and len(before + after) <= 3
        shares = [float(one.rpartition(":")[2]) for one in said.split(" ")]
        assert all(0 < share <= 1 for share in shares) and sum(shares) <= 1.03
