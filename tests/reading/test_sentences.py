"""Sentences written before the reader saw them, one pack after the other: every figure, and no other."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from aigaq.reading import Reading
from aigaq.statements.codes import measure_is_a
from aigaq.statements.records import Figure
from tests.reading.helpers import read_text, source, words

FILES = sorted((Path(__file__).parent / "sentences").glob("*.toml"))
# A pack may miss what is listed in `misses` of its file; a sentence that is read rightly must leave that list.


def rows() -> list[tuple[str, str, list[list[str]], bool]]:
    found = []
    for path in FILES:
        table = tomllib.loads(path.read_text(encoding="utf8"))
        for row in table["sentence"]:
            found.append((path.stem.rstrip("0123456789"), row["text"], row["figures"], bool(row.get("missed"))))
    return found


def as_rows(reading: Reading) -> list[tuple[str, str, str]]:
    figures = [statement for statement in reading.statements if isinstance(statement, Figure)]
    return [(words(figure.num), figure.measure, source(figure) or "") for figure in figures]


def fits(got: tuple[str, str, str], expected: list[str]) -> bool:
    number, measure, who, _ = expected
    same = measure_is_a(got[1], measure) or measure_is_a(measure, got[1])
    named = (
        who.casefold() in got[2].casefold() or got[2].casefold() in who.casefold() if who and got[2] else who == got[2]
    )
    return got[0].casefold() == number.casefold() and same and named


@pytest.mark.parametrize(("language", "text", "expected", "missed"), rows())
def test_sentence(language: str, text: str, expected: list[list[str]], missed: bool) -> None:
    got = as_rows(read_text(text, language=language))
    right = len(got) == len(expected) and all(any(fits(one, row) for one in got) for row in expected)
    assert right is not missed, got
