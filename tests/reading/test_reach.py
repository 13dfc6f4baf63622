"""How far words reach: what a withdrawal takes back, what place a clause hands on and how places are named, what day a heading sets."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from aigaq.reading import Reading
from aigaq.statements.records import Figure, Withdrawal
from aigaq.statements.spans import TextSpan
from aigaq.statements.vocabulary import Standing
from tests.reading.helpers import read_text, words

REACH = Path(__file__).parent / "reach"


def _texts(name: str) -> list[Any]:
    rows = tomllib.loads((REACH / f"{name}.toml").read_text(encoding="utf8"))["text"]
    missed = pytest.mark.xfail(reason="not read yet", strict=True)
    return [pytest.param(row, marks=missed if row.get("missed") else (), id=row["text"][:50]) for row in rows]


def _read(row: dict[str, Any]) -> Reading:
    return read_text(row["text"], "2031-01-10", language=row["language"])


def _figures(row: dict[str, Any]) -> list[Figure]:
    return [one for one in _read(row).statements if isinstance(one, Figure)]


@pytest.mark.parametrize("row", [*_texts("withdrawn"), *_texts("disavowals")])
def test_what_is_taken_back(row: dict[str, Any]) -> None:
    """`superseded`: numbers that only grew; they were not wrong."""
    grew = row.get("superseded", [])
    withdrawals = [one for one in _read(row).statements if isinstance(one, Withdrawal)]
    found = sorted(
        {(at.start, at.quote, one.becomes) for one in withdrawals if isinstance(at := one.target.span, TextSpan)}
    )
    taken = dict.fromkeys((start, number) for start, number, _ in found if number not in grew)
    assert [number for _, number in taken] == row["withdrawn"]
    assert [(number, one) for _, number, one in found if number in grew] == [(n, Standing.SUPERSEDED) for n in grew]


@pytest.mark.parametrize("row", _texts("place"))
def test_where_a_number_counts(row: dict[str, Any]) -> None:
    found = [[words(one.num), *(one.places or ("",))] for one in _figures(row)]
    assert found == row["places"]


@pytest.mark.parametrize("row", _texts("named"))
def test_places_no_gazetteer_knows(row: dict[str, Any]) -> None:
    assert [[words(one.num), one.place or ""] for one in _figures(row)] == row["named"]


@pytest.mark.parametrize("row", _texts("as_of"))
def test_the_day_a_heading_sets(row: dict[str, Any]) -> None:
    assert [[words(one.num), one.as_of or ""] for one in _figures(row)] == row["as_of"]
