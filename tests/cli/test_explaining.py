"""`set explanations`: looked up in what has been built; nothing is logged where it does not fit."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from aigaq.build import build
from aigaq.case import Case, Handling, Keystore, Role
from aigaq.cli.explaining import look_through
from aigaq.errors import FormatError, UsageError

TABLE = b"id,question,side,speaker,date,claim\nK1,who,witness,a baker,2031-03-03,an invented claim\n"
MAPPING = b"""aigaq = "mapping 1"
[[sheet]]
id = "claims"
kind = "claim"
[sheet.columns]
"id" = "key"
"question" = "question"
"side" = "side"
"speaker" = "speaker"
"date" = "said"
"claim" = "what"
"""
FILE = b"""aigaq = "explanations 1"
made_by = "A. Example"
[[explanation]]
id = "water"
title = "The price of water"
supports = ["K1"]
"""


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = Case.create(tmp_path / "case", title="An invented case", keys=Keystore(tmp_path / "keys"))
    with made.writing() as batch:
        added = batch.add(io.BytesIO(TABLE), role=Role.TABLE, handling=Handling.INTERNAL, media="text/csv")
        batch.set("mapping", MAPPING, item=added.item)
    return made


def test_before_the_first_build_names_are_not_looked_up_and_that_is_said(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    look_through(case, FILE.replace(b"K1", b"K9"), where=Path("x.toml"), item=None)
    assert "nothing has been built yet" in capsys.readouterr().err


def test_a_file_that_fits_passes_and_one_that_names_no_row_does_not(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    build(case)
    look_through(case, FILE, where=Path("x.toml"), item=None)
    assert capsys.readouterr().err == ""
    with pytest.raises(FormatError) as caught:
        look_through(case, FILE.replace(b"K1", b"K9"), where=Path("x.toml"), item=None)
    assert (caught.value.where, caught.value.what) == ("x.toml, line 6", "no claim has the key K9")
    assert "the nearest is K1" in str(caught.value.hint)


def test_they_are_those_of_a_whole_case(case: Case) -> None:
    with pytest.raises(UsageError, match="a whole case"):
        look_through(case, FILE, where=Path("x.toml"), item="ab" * 32)


def test_a_file_that_is_none_is_refused(case: Case) -> None:
    with pytest.raises(FormatError, match="x.toml: no explanations: "):
        look_through(case, b"supports =", where=Path("x.toml"), item=None)
