"""Records: cleaned alike for everybody, keys once in a list, columns that say nothing left out, who has a name."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import FormatError
from aigaq.people.linking import Kind, Records
from aigaq.people.linking.records import Texts, cleaned

ONE_LIST = ("first",)


def records(*columns: tuple[str, Kind, Texts], keys: tuple[str, ...] | None = None) -> Records:
    size = len(columns[0][2])
    return Records(ONE_LIST, np.zeros(size, np.int64), keys or tuple(map(str, range(size))), columns)


@given(st.lists(st.none() | st.text(max_size=12)))
def test_cleaning_is_done_once_and_for_all(texts: list[str | None]) -> None:
    once = cleaned(texts)
    assert len(once) == len(texts)
    assert all(text is None or (text == " ".join(text.split()) and text) for text in once)
    assert [text for text, made in zip(texts, once, strict=True) if made is None] == [
        text for text in texts if not (text or "").split()
    ]
    for text, made in zip(texts, once, strict=True):
        if made is not None and text is not None:
            assert made == " ".join(unicodedata.normalize("NFC", text).lower().split())


def test_letters_written_in_two_ways_are_one() -> None:
    assert len(set(cleaned(["Айғ\u0443\u0306л  X", "айғ\u045eл x"]))) == 1
    assert cleaned(["  ", "\t", "", None]) == [None] * 4


def test_a_key_stands_once_in_a_list_and_may_stand_in_another() -> None:
    column = ("surname", Kind.SURNAME, ("a", "b"))
    with pytest.raises(FormatError, match="two rows have the key '7'"):
        records(column, keys=("7", "7"))
    both = Records(("first", "second"), np.array([0, 1]), ("7", "7"), (column,))
    assert len(both) == 2


def test_a_column_that_says_nothing_is_no_field() -> None:
    made = records(
        ("sex", Kind.SEX, ("male", "male", None)),
        ("place", Kind.PLACE, (None, None, None)),
        ("surname", Kind.SURNAME, ("Norsund", None, "Radulm")),
        ("age", Kind.AGE, ("3", "4", "")),
    )
    assert [field.name for field in made.fields] == ["surname", "age"]
    assert records(("sex", Kind.SEX, ("male", None))).fields == ()


def test_names_stand_first_and_share_a_vocabulary() -> None:
    made = records(
        ("age", Kind.AGE, ("3", "4")),
        ("given", Kind.GIVEN, ("Fandor", "Pelgor")),
        ("surname", Kind.SURNAME, ("Norsund", "Radulm")),
    )
    assert [field.name for field in made.fields] == ["given", "surname", "age"]
    assert made.fields[0].column.values == made.fields[1].column.values == ("fandor", "norsund", "pelgor", "radulm")


def test_a_row_has_a_name_where_any_part_of_it_has_a_letter() -> None:
    made = records(
        ("given", Kind.GIVEN, ("Fandor", None, "", "?", None)),
        ("surname", Kind.SURNAME, (None, "қайыпов", None, "123", None)),
        ("age", Kind.AGE, ("3", "4", "5", "6", "7")),
    )
    assert made.named.tolist() == [True, True, False, False, False]
