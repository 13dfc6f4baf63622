"""Documents written and labelled before the reader saw them: what is reached does not get worse.

The floors are what was reached once they had been looked at; a better reader raises them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.fresh import score_documents

FRESH = Path(__file__).parent / "fresh"
FLOORS = {
    "en": (0.90, 0.80, {"side": 0.85, "part of": 0.85, "as-of": 0.75, "place": 0.80}),
    "kk": (0.94, 0.90, {"side": 0.90, "part of": 0.85, "as-of": 0.90}),
}


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_fresh_documents(language: str) -> None:
    score = score_documents(FRESH / f"{language}.toml")
    f1, with_source, shares = FLOORS[language]
    assert score.f1 >= f1, score
    assert score.with_source >= with_source, score
    for name, floor in shares.items():
        share = score.shares[name]
        assert share.right >= floor * share.of, (name, share)
    alone = score.shares["numbers of nobody left alone"]
    assert alone.right >= 0.95 * alone.of
