"""The table covers every word of the vocabularies, and a time is as exact as the words for it say."""

import re

from aigaq.blackout.fusing.limits import table
from aigaq.blackout.fusing.spells import Service
from aigaq.statements import Layer, NetworkState, TimePrecision
from aigaq.statements.codes import code_list


def test_every_layer_is_somebodys_connection_or_nobodys() -> None:
    assert set(table().networks) == {layer.value for layer in Layer}
    assert table().networks["apps"] == ()


def test_every_state_that_is_one_of_service_has_a_service() -> None:
    assert set(table().service) == {state.value for state in NetworkState} - {"statement", "unknown"}
    assert set(table().service.values()) == set(Service)


def test_a_time_is_as_exact_as_its_word_says() -> None:
    units = {"min": 60, "h": 3600}
    words = [re.fullmatch(r"(\d+)(min|h)", word.value) for word in TimePrecision]
    assert table().slack == {word[0]: int(word[1]) * units[word[2]] for word in words if word}


def test_measures_and_events_are_codes() -> None:
    asked = table().asked
    assert {asked.hours, asked.left_out} <= set(code_list("measures"))
    assert asked.unit in code_list("units")
    assert set(table().happenings) <= set(code_list("events"))
