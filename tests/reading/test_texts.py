"""Invented documents on other events, written and labelled by someone else: how much is read rightly, and nothing else.

The floors are what was reached when they were written; a better reader raises them.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from aigaq.reading.lexis.loading import packs
from aigaq.statements.codes import measure_is_a
from aigaq.statements.records import Figure
from tests.reading.helpers import read_text, words

TEXTS = Path(__file__).parent / "texts"
# The same measures by other names in the labels.
ALIKE = {"hospitalized": "hospitalised", "deployed": "deployed"}
FLOORS = {"en": (0.92, 0.78, 0.05), "ru": (0.95, 0.88, 0.05), "kk": (0.97, 0.97, 0.0)}


def rows(name: str) -> list[dict[str, Any]]:
    path = TEXTS / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line.strip()]


@cache
def figures(doc: str) -> tuple[Figure, ...]:
    (row,) = [row for row in rows("docs") if row["id"] == doc]
    text = (TEXTS / row["file"]).read_text(encoding="utf8")
    found = read_text(text, row["date"], language=row["lang"]).statements
    return tuple(statement for statement in found if isinstance(statement, Figure))


def hits(figure: Figure, label: dict[str, Any], start: str = "num_start", end: str = "num_end") -> bool:
    return bool(figure.num.start < label[end] and label[start] < figure.num.end)  # type: ignore[union-attr]


def same(figure: Figure, label: dict[str, Any]) -> bool:
    measure = ALIKE.get(label["measure"], label["measure"])
    near = measure_is_a(figure.measure, measure) or measure_is_a(measure, figure.measure)
    return (
        near and hits(figure, label) and (label["modifier"] == "vague" or label["value"] in (figure.low, figure.high))
    )


@pytest.mark.parametrize("language", [code for code in FLOORS if code in packs()])
def test_figures_of_documents(language: str) -> None:
    docs = {row["id"] for row in rows("docs") if row["lang"] == language}
    gold = [row for row in rows("gold") if row["doc"] in docs and row["measure"] in ("killed", "injured", "detained")]
    others = [row for row in rows("gold") if row["doc"] in docs]
    read = [
        (doc, f)
        for doc in sorted(docs)
        for f in figures(doc)
        if f.measure in ("killed", "injured", "detained", "hospitalised", "arrested")
    ]
    right = sum(any(doc == row["doc"] and same(figure, row) for doc, figure in read) for row in gold)
    wrong = [words(f.num) for doc, f in read if not any(doc == row["doc"] and hits(f, row) for row in others)]
    negatives = [row for row in rows("negatives") if row["doc"] in docs]
    caught = sum(any(doc == row["doc"] and hits(f, row, "start", "end") for doc, f in read) for row in negatives)
    precision, recall, most = FLOORS[language]
    assert right / len(gold) >= recall
    assert right / (right + len(wrong)) >= precision
    assert caught <= most * len(negatives)
