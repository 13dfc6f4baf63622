"""Search finds words where they stand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from aigaq.statements import Store
from aigaq.statements.rows import ChunkRow
from aigaq.statements.stage import Partition
from aigaq.statements.writing import writing

TEXTS = {
    "a": "В городе погибли 12 человек. Погибших опознали.",
    "b": "Қалада 12 адам қаза тапты, «деп хабарлады» министрлік.",
    "c": "In the town 12 people were killed; killing went on.",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path) as made:
        with writing(made) as writer:
            for item, text in TEXTS.items():
                halves = [ChunkRow(item, "text", 0, text[:20]), ChunkRow(item, "text", 20, text[20:])]
                writer.replace("intake", "1", Partition(item, "1"), halves)
        yield made


def quotes(store: Store, words: str, limit: int = 100) -> list[str]:
    return [TEXTS[found.item][found.start : found.end] for found in store.search(words, limit)]


@pytest.mark.parametrize(
    ("words", "finds"),
    [
        ("погиб", ["погибли", "Погибших"]),
        ("ПОГИБШИХ", ["Погибших"]),
        ("12", ["12", "12", "12"]),
        ("қаза", ["қаза"]),
        ("kill on", ["killed", "killing"]),
        ('"деп хабарлады"', ["деп хабарлады"]),
        ('"хабарлады деп"', []),
        ("town never", []),
        ("", []),
        ('" * OR "', []),
        ("NEAR(", []),
        ('unclosed "town', []),
    ],
)
def test_finds(store: Store, words: str, finds: list[str]) -> None:
    assert quotes(store, words) == finds


def test_limit(store: Store) -> None:
    assert quotes(store, "12", limit=2) == ["12", "12"]
