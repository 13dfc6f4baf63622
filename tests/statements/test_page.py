"""The normative page: every field of every record, every word, every list is on it; its vectors hold."""

import json
import re
from enum import StrEnum
from typing import Any

import msgspec
import pytest

from aigaq.statements import CellAnchor, Statement, TextAnchor, decode, make_anchor, row_id, spans, standing, vocabulary
from aigaq.statements import records as records_module
from aigaq.statements.codes import LISTS
from aigaq.statements.schema import TABLES
from tests.shared import ROOT
from tests.statements.making import ITEM, figure, text_span

PAGE = (ROOT / "docs" / "formats" / "statements.md").read_text(encoding="utf-8")


def blocks(name: str) -> list[dict[str, Any]]:
    return [json.loads(block) for block in re.findall(rf"```json {name}\n(.*?)\n```", PAGE, re.S)]


def records() -> list[type[msgspec.Struct]]:
    found = [one for module in (records_module, spans) for one in vars(module).values()]
    structs = {one for one in found if isinstance(one, type) and issubclass(one, msgspec.Struct)}
    return sorted((structs - {msgspec.Struct}) | {TextAnchor, CellAnchor}, key=lambda one: one.__name__)


def documented(name: str) -> dict[str, str]:
    section = re.search(rf"^### {name}\b.*?$(.*?)(?=^##|\Z)", PAGE, re.S | re.M)
    assert section, f"no section on {name}"
    return dict(re.findall(r"^\| `(\w+)` \| (.*?) \| .+ \|$", section[1], re.M))


@pytest.mark.parametrize("record", records(), ids=lambda record: record.__name__)
def test_every_field_is_documented(record: type[msgspec.Struct]) -> None:
    inherited = {field.name for field in msgspec.structs.fields(Statement)} if record is not Statement else set()
    fields = {
        field.encode_name: field
        for field in msgspec.structs.fields(record)
        if not (issubclass(record, Statement) and field.name in inherited)
    }
    told = documented(record.__name__)
    assert list(told) == list(fields)
    for name, field in fields.items():
        assert ("required" in told[name]) is field.required, name
        if not field.required and field.default not in (None, (), "", msgspec.NODEFAULT):
            assert f"default {json.dumps(field.default)}".replace('"', "`") in told[name].replace(
                "default `", "default `"
            )


@pytest.mark.parametrize("record", records(), ids=lambda record: record.__name__)
def test_every_tag_is_documented(record: type[msgspec.Struct]) -> None:
    config = record.__struct_config__
    if config.tag is not None and record is not Statement:
        assert f"### {record.__name__} (`{config.tag_field}`: `{config.tag}`)" in PAGE


def test_every_list_is_documented() -> None:
    section = PAGE.partition("## Code lists")[2].partition("Closed vocabularies")[0]
    assert sorted(re.findall(r"^\| `(\w+)` \|", section, re.M)) == sorted(LISTS)


def test_every_table_is_documented() -> None:
    section = PAGE.partition("## Digest of derived rows")[2].partition("## Code lists")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \|$", section, re.M)
    told = {name: (tuple(re.findall(r"\w+", columns)), tuple(re.findall(r"\w+", key))) for name, columns, key in rows}
    assert told == TABLES


def test_every_word_is_documented() -> None:
    rows = dict(re.findall(r"^\| (\w+) \| (`.*`) \|$", PAGE.partition("Closed vocabularies")[2], re.M))
    enums = {
        name: [str(word) for word in one]
        for name, one in vars(vocabulary).items()
        if isinstance(one, type) and issubclass(one, StrEnum) and one is not StrEnum
    }
    assert {name: re.findall(r"`(.*?)`", words) for name, words in rows.items()} == enums


@pytest.mark.parametrize("vector", blocks("standing"), ids=lambda vector: vector["name"])
def test_standing_vectors(vector: dict[str, Any]) -> None:
    statements = [decode(json.dumps(one).encode()) for one in vector["statements"]]
    judged = standing(statements, vector["as_of"])
    assert [judged[row_id(one)] for one in statements] == vector["standing"]


def test_there_are_standing_vectors() -> None:
    assert len(blocks("standing")) >= 4


def test_anchor_vector() -> None:
    (vector,) = blocks("anchor")
    text, start = vector["text"], vector["start"]
    exact = text[start : vector["end"]]
    statement = figure(int(exact), start=start, item="a" * 64)
    anchor = make_anchor(statement, lambda part, a, b: text[a:b])
    assert msgspec.to_builtins(anchor) == vector["anchor"]
    assert text_span(exact, start) == statement.num
    assert statement.item != ITEM
