"""Whose number a sentence without any word of speech has: its subject's, or in Russian that of who spoke last."""

from __future__ import annotations

import pytest

from aigaq.statements.records import Figure
from tests.reading.helpers import read_text, source


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("en", "The health ministry came up with 12 dead.", "health ministry"),
        ("en", "Harrow's mayor settled in the end on 12 dead.", "mayor"),
        ("en", "Police carried 12 dead down to the quay.", None),
        ("en", "The ministry ordered a search for 12 missing men.", None),
        ("en", "In the ministry 12 people died.", None),
        ("ru", "Министерство остановилось на 12 погибших.", "Министерство"),
        ("ru", "Полиция вынесла 12 погибших на берег.", None),
        ("ru", "Министерство ищет 12 пропавших без вести.", None),
        ("ru", "Мэр сообщил о пожаре. Погибли 12 человек.", "Мэр"),
        ("ru", "Ранее мэр говорил о пожаре. Погибли 12 человек.", None),
    ],
)
def test_whose_number_it_is(language: str, text: str, who: str | None) -> None:
    found = [one for one in read_text(text, language=language).statements if isinstance(one, Figure)]
    assert len(found) == 1
    told = source(found[0])
    assert (who in told) if who is not None and told is not None else told == who
