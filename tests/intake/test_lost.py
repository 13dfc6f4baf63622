"""Letters lost in an export."""

import pytest

from aigaq.intake.lost import letters_lost


@pytest.mark.parametrize(
    "cell", ["Т?ра?ты", "А?айғақ", "??? алаңы", "бұл ????? жер", "к\N{REPLACEMENT CHARACTER}ше", "a??b"]
)
def test_lost(cell: str) -> None:
    assert letters_lost(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "who said so?",
        "",
        "?",
        "5?",
        "2022-01?",
        "what? when?",
        "https://example.org/page?id=a?b",
        "www.example.org/?p=x",
        "a ? b",
    ],
)
def test_not_lost(cell: str) -> None:
    assert not letters_lost(cell)
