"""Answers of the program follow their schema, and what does not is none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec
import numpy as np
import pytest

from aigaq.toll.counting.policy import ListDeclared
from aigaq.toll.estimates import pooling, running
from aigaq.toll.estimates.answer import tell
from aigaq.toll.estimates.estimate import estimate
from aigaq.toll.estimates.schema import OWN, answer_type, schema
from aigaq.toll.family import UNBOUNDED, FamilyName
from aigaq.toll.latent import Effort, latent_class
from aigaq.toll.tables.table import Table

CELLS: dict[tuple[int, ...], int] = {
    (1, 0, 0): 131, (0, 1, 0): 84, (0, 0, 1): 109, (1, 1, 0): 32, (1, 0, 1): 38, (0, 1, 1): 29, (1, 1, 1): 13,
}  # fmt: skip
PLAIN = Table.of(("morgue", "press", "families"), CELLS)
DECLARED = (
    ListDeclared(name="morgue", keeper="An office", begins="2031-01-05", gathered="by hand", drew_on=()),
    ListDeclared(name="press", drew_on=("families",)),
)
QUESTIONS: dict[str, tuple[Table | Mapping[str, Table], dict[str, Any]]] = {
    "reported": (PLAIN, {"claimed": (500, 10_000)}),
    "joined": (PLAIN, {"declared": DECLARED}),
    "two lists": (Table.of("AB", {(1, 0): 9, (0, 1): 4, (1, 1): 3}), {}),
    "one list": (Table.of("A", {(1,): 9}), {}),
    "nothing shared": (Table.of("ABC", {(1, 0, 0): 5, (0, 1, 0): 5, (0, 0, 1): 5}), {}),
    "strata": ({"north": PLAIN, "south": PLAIN}, {}),
    "a stratum refused": ({"north": PLAIN, "south": Table.of("AB", {(1, 0): 9, (1, 1): 3, (0, 1): 1})}, {}),
    "linkages": (PLAIN, {"linkages": [{"": PLAIN}, {"": PLAIN}]}),
}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sampler at a small effort: what it finds plays no part here."""
    monkeypatch.setattr(running, "latent_class", _quick)
    monkeypatch.setattr(pooling, "EACH", 2000)


def _quick(table: Table, **told: Any) -> Any:
    return latent_class(table, settings=told["settings"], effort=Effort(2, 100, 100, 20))


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("name", QUESTIONS)
def test_answers_follow_the_schema(name: str) -> None:
    tables, told = QUESTIONS[name]
    found = estimate(tables, **told)
    for show_withheld in (False, True):
        answer = tell(found, show_withheld=show_withheld, language="kk" if show_withheld else "en")
        msgspec.convert(json.loads(msgspec.json.encode(answer)), answer_type())
        assert ("withheld" in answer) == show_withheld


@pytest.mark.usefixtures("quick")
def test_what_does_not_follow_it_is_none() -> None:
    answer = json.loads(msgspec.json.encode(tell(estimate(QUESTIONS["two lists"][0]))))
    without = {name: value for name, value in answer.items() if name != "outcome"}
    family = {**answer["families"], "bounds": {**answer["families"]["bounds"], "total": 5}}
    for wrong in ({**answer, "estimate": 5}, {**answer, "outcome": "likely"}, without, {**answer, "families": family}):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(wrong, answer_type())


def test_the_schema_names_every_field_of_every_family() -> None:
    held = schema()
    for name, own in OWN.items():
        family = held["$defs"][f"{own.__name__}Family"]
        assert {field.encode_name for field in msgspec.structs.fields(own)} <= set(family["properties"])
        assert {"outcome", "reasons", "assumption", "mean", "median", "interval_80", "interval_95"} <= set(
            family["properties"]
        )
        assert held["$defs"]["Families"]["properties"][name.value] == {"$ref": f"#/$defs/{own.__name__}Family"}
    assert held["$ref"] == "#/$defs/Answer"
    references = set(_references(held))
    assert references <= {f"#/$defs/{name}" for name in held["$defs"]}


@pytest.mark.usefixtures("quick")
def test_an_answer_without_an_upper_end_follows_it() -> None:
    found = estimate(PLAIN)
    endless = np.array(found.whole[FamilyName.LOGLINEAR])
    endless[:, : endless.shape[1] // 8] = UNBOUNDED
    answer = tell(replace(found, whole={**found.whole, FamilyName.LOGLINEAR: endless}))
    assert answer["families"]["loglinear"]["interval_80"][1] is None and answer["total"]["mean"] is None
    msgspec.convert(json.loads(msgspec.json.encode(answer)), answer_type())
    assert "no upper end" in schema()["$defs"]["Summary"]["description"]
    for name in ("Summary", "Row", "Undocumented"):
        ends = schema()["$defs"][name]["properties"]["interval_95"]
        assert '"null"' in json.dumps(ends.get("prefixItems", ends)), name
    for low in ([None, 5.0], ["many", None]):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert({**answer, "total": {**answer["total"], "interval_95": low}}, answer_type())


def _references(value: Any) -> Any:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from [one] if name == "$ref" else _references(one)
    elif isinstance(value, list):
        for one in value:
            yield from _references(one)
