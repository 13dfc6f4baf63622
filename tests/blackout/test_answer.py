"""Answers follow the schema, what does not is none, and the page names what the records hold."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from aigaq.blackout.answer import (
    Answer,
    Asked,
    AssessmentTold,
    BaselineTold,
    ConflictTold,
    Feature,
    OutageTold,
    Reason,
    Right,
    SideTold,
    schema,
)
from aigaq.blackout.answering import answer
from aigaq.blackout.character import Happening, Says, Speaker, Verdict, Why
from aigaq.blackout.disagreeing import Differs
from aigaq.blackout.made import made
from aigaq.blackout.readers import Read

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "formats" / "blackout.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def told() -> Any:
    read = Read(series=(made("ping", 4, weeks=2).series,), stated=(), rejected=(), noticed=())
    asked = Asked(files=("f",), reference=None, time_zone="Asia/Almaty", seasonal=False, kind=None, context=None)
    return json.loads(msgspec.json.encode(answer(read, asked=asked, workers=1)))


def test_an_answer_is_read_back(told: Any) -> None:
    assert told["outages"]
    assert json.loads(msgspec.json.encode(msgspec.convert(told, Answer))) == told


def test_what_does_not_follow_it_is_none(told: Any) -> None:
    outage = told["outages"][0]
    without = {name: value for name, value in told.items() if name != "no_data"}
    for wrong in (
        without,
        {**told, "ordered": True},
        {**told, "outages": [{**outage, "proved": True}]},
        {**told, "outages": [{**outage, "start": outage["start"][0]}]},
        {**told, "outages": [{**outage, "assessment": {**outage["assessment"], "verdict": "ordered"}}]},
    ):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(wrong, Answer)


def test_the_schema_names_every_field() -> None:
    held = schema()
    assert held["$ref"] == "#/$defs/Answer"
    for record in (Answer, OutageTold, AssessmentTold, ConflictTold, BaselineTold, Asked):
        fields = {field.encode_name for field in msgspec.structs.fields(record)}
        assert fields == set(held["$defs"][record.__name__]["properties"])
        assert held["$defs"][record.__name__]["additionalProperties"] is False
    for name in re.findall(r'"#/\$defs/(\w+)"', json.dumps(held)):
        assert name in held["$defs"]


@pytest.mark.parametrize(
    "record", [Answer, OutageTold, AssessmentTold, ConflictTold, BaselineTold, Feature, Reason, SideTold, Right]
)
def test_the_page_names_every_field(record: type[msgspec.Struct]) -> None:
    named = set(re.findall(r"`(\w+)`", PAGE))
    for field in msgspec.structs.fields(record):
        known = field.encode_name.endswith("_without_dominant")
        assert field.encode_name in named or known, field.encode_name


def test_the_page_names_every_word() -> None:
    named = set(re.findall(r"`(\w+)`", PAGE))
    for words in (Differs, Verdict, Why, Happening, Says, Speaker):
        assert {one.value for one in words} <= named
