"""docs/formats/blackouts.md is the records: every field, kind and word is on it."""

from __future__ import annotations

import re

import msgspec
import pytest

from aigaq.blackout.conflicts import Conflict, Hours, Kind, Side
from aigaq.blackout.fusing import Beginning, Gap, Service, Spell, Telling, Window
from aigaq.blackout.fusing.onsets import Dating
from aigaq.blackout.marking import By, Mark, Why
from aigaq.blackout.telling import Basis, Judgement
from aigaq.statements.blackouts import Heard, Shade
from tests.shared import ROOT

PAGE = (ROOT / "docs/formats/blackouts.md").read_text(encoding="utf-8")
RECORDS = [Basis, Spell, Window, Telling, Gap, Beginning, Dating, Conflict, Side, Hours, Judgement, Mark]


def section(name: str) -> str:
    return PAGE.split(f"\n### {name}\n")[1].split("\n### ")[0].split("\n## ")[0]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_is_named_in_order(record: type[msgspec.Struct]) -> None:
    table = section(record.__name__).split("| field | meaning |")[1].split("\n\n")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == record.__struct_fields__


def test_every_kind_of_row_and_conflict_is_named() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", PAGE.split("| `what` |")[1].split("\n\n")[0], re.MULTILINE)
    assert sorted(rows) == sorted(Heard)
    kinds = section("Conflict").split("| kind | found where |")[1]
    assert re.findall(r"^\| `(\w+)` \|", kinds, re.MULTILINE) == [kind.value for kind in Kind]


def test_every_word_is_named() -> None:
    mark = section("Mark")
    for word in (*Shade, *Why, *By):
        assert f"`{word.value}`" in mark
    assert all(f"`{word.value}`" in section("Spell") for word in Service)
