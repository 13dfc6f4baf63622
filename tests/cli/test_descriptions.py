"""What is said of a file on the command line."""

from __future__ import annotations

import pytest

from aigaq.cli.descriptions import describe_with, for_many, given
from aigaq.errors import UsageError


def test_only_what_is_said_is_there() -> None:
    described = describe_with(
        given({"title": "A title", "publisher": None, "published": "2022-01", "published_basis": None})
    )
    assert (described.title, described.title_basis, described.publisher) == ("A title", "stated", None)
    assert described.published is not None
    assert (described.published.date, described.published.basis) == ("2022-01", "stated")


def test_the_rest_of_an_older_description_stays() -> None:
    old = describe_with(given({"title": "A title", "publisher": "A"}))
    new = describe_with(given({"publisher": "B"}), old)
    assert (new.title, new.publisher) == ("A title", "B")


@pytest.mark.parametrize("date", ["2022-13", "19.01.2022", "yesterday", "", "2022-02-30"])
def test_a_bad_date_names_its_option(date: str) -> None:
    with pytest.raises(UsageError) as caught:
        given({"published": date})
    assert caught.value.where == "--published"
    assert caught.value.hint is not None
    assert "2022-01-19" in caught.value.hint


def test_a_basis_without_a_date() -> None:
    with pytest.raises(UsageError, match="no date is given"):
        given({"published": None, "published_basis": "shown"})


def test_what_is_true_of_one_file_only() -> None:
    for_many({"title": "A title"}, 1)
    for_many({"publisher": "A"}, 2)
    with pytest.raises(UsageError, match="--title describes one file, and 2 were named"):
        for_many({"title": "A title"}, 2)
