"""The language of a paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.reading.lexis.language import language_of


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The governor said that nobody was hurt in the fire."),
        ("ru", "Губернатор сообщил, что в результате пожара никто не пострадал."),
        ("kk", "Облыс әкімі өрттен ешкім зардап шеккен жоқ деп мәлімдеді."),
        ("uk", "Губернатор повідомив, що внаслідок пожежі ніхто не постраждав і її загасили."),
        ("de", "Der Gouverneur sagte, dass bei dem Brand niemand verletzt wurde."),
        ("fr", "Le gouverneur a déclaré que personne n'a été blessé dans l'incendie."),
        ("fa", "استاندار گفت که در این آتش سوزی کسی آسیب ندیده است"),
        ("zh", "省长说火灾中没有人受伤"),
        ("el", "Ο κυβερνήτης είπε ότι κανείς δεν τραυματίστηκε"),
    ],
)
def test_known_languages(code: str, text: str) -> None:
    assert language_of(text) == code


def test_a_hint_decides_what_the_text_does_not() -> None:
    assert language_of("12 dead", "en") == "en"
    assert language_of("Valdora, Hest", "en") == "en"
    assert language_of("FIFTEEN DIE IN TUNNEL FIRE", "en") == "en"
    assert language_of("Open Harbour, a legal aid group, counts 128 arrests.", "en") == "en"
    assert language_of("Губернатор сообщил, что никто не пострадал.", "en") == "ru"


def test_no_letters_no_language() -> None:
    assert language_of("12 345 — 6.") is None


@given(st.text(max_size=200), st.sampled_from([None, "en", "xx"]))
def test_any_text_has_an_answer(text: str, hint: str | None) -> None:
    found = language_of(text, hint)
    assert found is None or found
