"""When two locators name one publication."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.accounts.addresses import address


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://example.org/a", "http://EXAMPLE.org/a/", True),
        ("https://example.org/a#top", "https://example.org/a", True),
        (" https://example.org/a ", "https://example.org/a", True),
        ("https://example.org/a?id=1", "https://example.org/a?id=2", False),
        ("https://example.org/A", "https://example.org/a", False),
        ("https://www.example.org/a", "https://example.org/a", False),
        ("fond 5, file 12", "fond 5, file 13", False),
        ("http://[broken", "http://[broken", True),
    ],
)
def test_locators(one: str, other: str, same: bool) -> None:
    assert (address(one) == address(other)) is same


@given(st.text(max_size=40))
def test_any_text_is_an_address_of_itself(text: str) -> None:
    assert address(text) == address(f" {text}\n")
