"""Every rule that makes a statement is found in its data file, or is the engine's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from aigaq.reading.lexis.loading import shipped
from aigaq.reading.lexis.origins import origin_of
from tests.reading.helpers import read_text

TEXTS = sorted((Path(__file__).parent / "texts").glob("en_*.txt"))
ENGINE = (
    "place.",
    "speech.",
    "en.list",
    "en.ellipsis.including",
    "en.wrecked",
    "told.after",
    "own.denial",
    "overtaken",
)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_where_rules_come_from(path: Path) -> None:
    made = {rule for one in read_text(path.read_text(encoding="utf8")).statements for rule in one.made_by}
    assert made
    for rule in made:
        name = rule.removeprefix("rule:")
        assert origin_of(shipped("en"), name) is not None or name.startswith(ENGINE), name


def test_a_trigger_is_told_with_its_words() -> None:
    origin = origin_of(shipped("en"), "en.kill.after")
    assert origin is not None
    assert (origin.file, origin.kind) == ("triggers.toml", "words")
    assert "kill" in origin.says
