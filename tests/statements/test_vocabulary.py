"""The closed vocabularies: those of the facts, and an unknown in each."""

import csv
from enum import StrEnum

import pytest

from aigaq.statements import vocabulary
from tests.shared import shared

ENUMS = sorted(
    (
        one
        for one in vars(vocabulary).values()
        if isinstance(one, type) and issubclass(one, StrEnum) and one is not StrEnum
    ),
    key=lambda one: one.__name__,
)
NO_UNKNOWN = {"Standing", "Seen"}  # derived, never asked; `not_stated` is its unknown


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.__name__)
def test_unknown_is_a_member(enum: type[StrEnum]) -> None:
    assert ("unknown" in set(enum)) is (enum.__name__ not in NO_UNKNOWN)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "column", "enum"),
    [
        ("figures.csv", "side", vocabulary.Side),
        ("figures.csv", "qualifier", vocabulary.Qualifier),
        ("figures.csv", "stance", vocabulary.Stance),
        ("figures.csv", "status", vocabulary.Standing),
        ("figures.csv", "confidence", vocabulary.Confidence),
        ("events.csv", "time_precision", vocabulary.TimePrecision),
        ("positions.csv", "change", vocabulary.Change),
        ("positions.csv", "legal_status", vocabulary.LegalStatus),
        ("shutdown.csv", "state", vocabulary.NetworkState),
        ("shutdown.csv", "layer", vocabulary.Layer),
        ("shutdown_detail.csv", "layer", vocabulary.Layer),
        ("sources.csv", "seen", vocabulary.Seen),
    ],
)
def test_the_facts_use_these_words(file: str, column: str, enum: type[StrEnum]) -> None:
    with shared(f"facts/{file}").open(encoding="utf-8", newline="") as rows:
        used = {row[column] for row in csv.DictReader(rows)} - {""}
    assert used
    assert used <= set(enum)
