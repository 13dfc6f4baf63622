"""The likeliest sounds of Latin letters. The measure is bench/people_names.py; here is what must hold for any word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.people.names.guessing import MOST, contexts, guesses


@pytest.mark.parametrize(
    ("latin", "key"),
    [("thatcher", "tatcar"), ("schneider", "wnadar"), ("giovanni", "javana"), ("philip", "falap")],
)
def test_letters_that_are_not_said_as_they_are_written(latin: str, key: str) -> None:
    assert key in guesses(latin)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=40))
def test_always_some_and_never_many(word: str) -> None:
    assert len(guesses(word)) <= MOST
    assert guesses(word) == guesses(word)
    assert all(set(key) <= set("abcdfghjklmnprstvwz") for key in guesses(word))


def test_the_longest_context_decides_first() -> None:
    found = contexts("^^abc$$", 3)
    assert found[0] == ("a", "b", "c$") and found[-1] == ("", "b", "")
