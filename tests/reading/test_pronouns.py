"""Whom "he", "it" and "we" mean in a sentence."""

from __future__ import annotations

import pytest

from tests.reading.helpers import seen


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Witnesses told the station that they had counted nine dead.", "Witnesses"),
        ("Nine people were killed, he said.", "he"),
        ("Of the 300 fighters he had mentioned nothing is known, the minister said.", "minister"),
        ("Ola Finn left the hall. She said nine people were killed.", "Ola Finn"),
        ("The union wants more. It says that nine people were killed.", "union"),
        ('"According to our information, nine people were killed," Mira Toss said.', "Mira Toss"),
        ('"We counted nine dead," the organisers wrote.', "organisers"),
        ("Shells hit Lower Street, and nine people were killed, he said.", "he"),
    ],
)
def test_who_is_meant(text: str, who: str) -> None:
    found = [source for _, _, source in seen(text)]
    assert found, text
    assert all(source is not None and who in source for source in found), found
