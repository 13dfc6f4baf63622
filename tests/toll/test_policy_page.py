"""The normative page on policies: every field is on it, its example reads, its numbers are those of the program."""

from __future__ import annotations

import re

import msgspec
import pytest

from aigaq.people.linkages import DRAWN
from aigaq.people.linking.partitions import THRESHOLDS
from aigaq.statements.tolls import Told
from aigaq.toll.counting.declarations import FIELDS, families_of
from aigaq.toll.counting.policy import Claimed, Inclusion, Invented, ListDeclared, Policy, Stratum, read_policy
from aigaq.toll.tables.barring import MOST_LISTS
from tests.shared import ROOT

PAGE = (ROOT / "docs" / "formats" / "policy.md").read_text(encoding="utf-8")
FLAT = " ".join(PAGE.split())


@pytest.mark.parametrize("record", [Policy, Inclusion, Stratum, Claimed, Invented, ListDeclared])
def test_every_field_is_documented(record: type[msgspec.Struct]) -> None:
    section = re.search(rf"^###? {record.__name__}\n(.*?)(?=^#|\Z)", PAGE, re.S | re.M)
    assert section is not None
    told = dict(re.findall(r"^\| `(\w+)` \| (.*?) \| .+ \|$", section[1], re.M))
    fields = {field.encode_name: field.required for field in msgspec.structs.fields(record)}
    assert {name: "required" in words for name, words in told.items()} == fields


def test_the_example_reads() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.S)
    policy = read_policy(example.encode())
    assert [one.name for one in policy.strata] == ["women", "boys and men to 29"]
    assert [family.lists for family in families_of(policy.list)] == [("hospital", "newspaper")]


def test_the_numbers_are_those_of_the_program() -> None:
    assert f"beside it over {DRAWN} sampled linkages" in FLAT
    assert ", ".join(f"{one:g}" for one in THRESHOLDS).replace("0.", ".") in FLAT
    assert f"among more than {MOST_LISTS} lists" in FLAT
    assert "What is left out of `{}`, `{}`, `{}` and `{}` is **undeclared**".format(*FIELDS) in FLAT


def test_every_row_is_documented() -> None:
    table = PAGE.partition("| what | stratum | body |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.M) == [str(one) for one in Told]
