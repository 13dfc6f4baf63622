"""Every kind of conflict and of side has words in three languages, and no word stands without its kind."""

import pytest

from aigaq.blackout.conflicts import Kind, Said, wording
from aigaq.errors import NotFound


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_everything_has_words(language: str) -> None:
    expected = {f"{part}.{one.value}" for one in Kind for part in ("kind", "why")}
    expected |= {f"says.{one.value}" for one in Said}
    assert set(wording(language)) == expected
    assert all(word == word.strip() and word for word in wording(language).values())


def test_languages_differ() -> None:
    english, russian, kazakh = (wording(language) for language in ("en", "ru", "kk"))
    assert all(len({english[code], russian[code], kazakh[code]}) == 3 for code in english)


def test_a_language_without_words_is_said() -> None:
    with pytest.raises(NotFound, match="no words"):
        wording("de")
