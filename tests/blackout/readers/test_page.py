"""The normative page on series: every field, word, format and limit of the program is on it."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from aigaq.blackout.readers import gathered, grid, opening, telling
from aigaq.blackout.readers.stated import Stated
from aigaq.blackout.readers.tables import NAMES, table
from aigaq.blackout.readers.telling import Rejected, Why
from aigaq.blackout.series import Kind, NetworkKind
from tests.shared import ROOT

PAGE = (Path(ROOT) / "docs" / "formats" / "series.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("record", [Stated, Rejected])
def test_every_field_is_documented(record: type[msgspec.Struct]) -> None:
    section = re.search(rf"^### {record.__name__}\n(.*?)(?=^#|\Z)", PAGE, re.S | re.M)
    assert section is not None
    told = dict(re.findall(r"^\| `(\w+)` \| (.*?) \| .+ \|$", section[1], re.M))
    fields = {field.name: field.required for field in msgspec.structs.fields(record)}
    assert {name: "required" in words for name, words in told.items()} == fields


def test_every_reason_and_word_is_documented() -> None:
    reasons = PAGE.partition("| reason | what |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", reasons, re.M) == [str(one) for one in Why]
    for vocabulary in (Kind, NetworkKind):
        (row,) = re.findall(rf"^\| {vocabulary.__name__} \| (.*) \|$", PAGE, re.M)
        assert re.findall(r"`(\w+)`", row) == [str(one) for one in vocabulary]


def test_every_format_is_documented_with_what_tells_it() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (?:series|stated)", PAGE, re.M)
    assert {name for name, _ in rows} == set(NAMES)
    told = {name: " ".join(words for one, words in rows if one == name) for name in NAMES}
    for name in ("monash", "investigated", "intervals", "ooni"):
        assert all(f"`{column}`" in told[name] for column in table(name)["signature"])
    assert all(f"`{columns[0]}`" in told["stop"] for columns in table("stop")["signature"])
    assert all(f"`{key}`" in told["ioda"] for key in table("ioda")["alerts"]["required"])
    assert all(f"`{key}`" in told["atlas"] for key in table("atlas")["lists"])


def test_the_sources_of_stated_intervals_are_those_of_the_readers() -> None:
    (words,) = re.findall(r"^\| `source` \|.*\| which reader: (.*) \|$", PAGE, re.M)
    folder = Path(grid.__file__).parent
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    used = set(re.findall(r'source="(\w+)"', code)) | set(re.findall(r'_stated\(\s*"(\w+)"', code))
    assert set(re.findall(r"`(\w+)`", words)) == used


def test_the_numbers_are_those_of_the_program() -> None:
    for words in (
        f"fewer than {grid.KEPT} of the times",
        f"within {grid.JITTER} of a step",
        f"more than {grid.BINS} bins",
        f"quoted to {telling.SHOWN} characters",
        f"not listed: {telling.LISTED} are",
        f"JSON file of more than {opening.LARGEST >> 20} MB",
        f"table of more than {gathered.SAMPLES} rows or {gathered.SERIES} series",
        f"intervals of more than {opening.ROWS} rows",
    ):
        assert words in " ".join(PAGE.split()), words
