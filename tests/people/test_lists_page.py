"""The normative page on lists: every field and word is on it, and its vectors read back byte for byte."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from aigaq.people.linkages import DRAWN
from aigaq.people.linking.explaining import DOUBT
from aigaq.people.lists.comparing import LONGEST
from aigaq.statements.pairing import (
    BondState,
    FateDecision,
    PairDecision,
    RowSeen,
    decode_on_rows,
    encode_on_rows,
)
from aigaq.statements.persons import Fate, FateSaid, Issue, Record
from tests.shared import ROOT

PAGE = (Path(ROOT) / "docs" / "formats" / "lists.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("record", [Record, FateSaid, Issue, PairDecision, FateDecision, RowSeen])
def test_every_field_is_documented(record: type[msgspec.Struct]) -> None:
    section = re.search(rf"^###? {record.__name__}[^\n]*\n(.*?)(?=^#|\Z)", PAGE, re.S | re.M)
    assert section is not None
    told = dict(re.findall(r"^\| `(\w+)` \| (.*?) \| .+ \|$", section[1], re.M))
    fields = {field.name: field.required for field in msgspec.structs.fields(record)}
    assert {name: "required" in words for name, words in told.items()} == fields


def test_every_word_is_documented() -> None:
    (row,) = re.findall(r"^\| Fate \| (.*) \|$", PAGE, re.M)
    assert re.findall(r"`(\w+)`", row) == [str(one) for one in Fate]
    states = PAGE.partition("| state | when |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", states, re.M) == [str(one) for one in BondState]


def test_the_vectors_read_back() -> None:
    vectors = re.findall(r"```json on-rows\n(.*?)\n```", PAGE, re.S)
    assert len(vectors) == 2
    for vector in vectors:
        assert encode_on_rows(decode_on_rows(vector.encode())).decode() == vector


def test_the_numbers_are_those_of_the_program() -> None:
    assert f"A name of more than {LONGEST} characters" in PAGE
    assert f"between {DOUBT[0]} and {DOUBT[1]}" in PAGE
    assert f"keeps {DRAWN} sampled partitions" in PAGE
