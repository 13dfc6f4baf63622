"""The normative page on tables and answers: its examples are read, its fields and columns are those of the program."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import numpy as np
import pytest

from aigaq.toll.estimates.exporting import FORMAT, PARTITIONS_FORMAT, Drawn, write_draws, write_partitions
from aigaq.toll.estimates.schema import answer_type
from aigaq.toll.family import FamilyName, Outcome
from aigaq.toll.tables.files import NOT_STATED, Kind, read_tables
from aigaq.toll.tables.record_rows import MOST_STRATA
from aigaq.toll.tables.table import MOST_LISTS, MOST_PERSONS, Table
from tests.shared import ROOT

PAGE = (Path(ROOT) / "docs" / "formats" / "toll.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    found = re.search(rf"^##+ {title}\n(.*?)(?=^#|\Z)", PAGE, re.S | re.M)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("kind", Kind)
def test_the_examples_are_read(kind: Kind, tmp_path: Path) -> None:
    (example,) = re.findall(rf"```csv {kind}\n(.*?)```", PAGE, re.S)
    path = tmp_path / "example.csv"
    path.write_text(example, encoding="utf-8")
    found = read_tables(path)
    assert found.kind is kind
    assert found.lists == ("morgue", "press", "families")
    assert isinstance(found.whole, Table)
    assert found.whole.observed == {Kind.COUNTS: 366, Kind.RECORDS: 3}[kind]


def test_every_field_of_the_answer_is_named() -> None:
    named = re.findall(r"^\| `(\w+)` \|", section("Answer"), re.M)
    assert sorted(named) == sorted(field.name for field in msgspec.structs.fields(answer_type()))
    for word in (*Outcome, *FamilyName):
        assert f"`{word}`" in PAGE


def test_the_numbers_are_those_of_the_program() -> None:
    text = " ".join(section("Input").split())
    assert f"At most {MOST_LISTS} lists" in text
    assert f"from 0 to {MOST_PERSONS:,}" in text
    assert f"at most {MOST_STRATA:,} of them" in text
    assert f"stratum `{NOT_STATED}`" in text


def test_the_columns_of_parquet_are_those_written(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    told = re.findall(r"^\| `(\w+)` \| (\w+) \|", section("Parquet"), re.M)
    written = list[tuple[str, str]]()
    write_draws(tmp_path / "draws.parquet", [Drawn(family=FamilyName.LATENT_CLASS, draws=np.array([[5]], np.int64))])
    write_partitions(tmp_path / "partitions.parquet", np.array([[0, 0]], np.int64))
    for name, form in (("draws", FORMAT), ("partitions", PARTITIONS_FORMAT)):
        held = pq.read_schema(tmp_path / f"{name}.parquet")
        assert held.metadata[b"aigaq"].decode() == form
        assert f"metadata `aigaq` =\n`{form}`" in PAGE or f"metadata `aigaq` = `{form}`" in PAGE
        written += [(field.name, str(field.type)) for field in held]
    assert told == written
