"""Fields: every kind compares with words for its levels; what is not known is no level; chances are those of the shares."""

from __future__ import annotations

import numpy as np
import pytest

from aigaq.people.linking import Kind
from aigaq.people.linking import fields as module
from aigaq.people.linking.fields import WORDS, Field, field, name_fields
from aigaq.people.linking.values import MISSING

TEXTS: dict[Kind, list[str | None]] = {
    Kind.GIVEN: ["ержан", "yerzhan", "е", "тимур", None],
    Kind.SURNAME: ["серіков", "serikov", "serikof", "norsund", None],
    Kind.PATRONYMIC: ["нұрланұлы", "nurlanovich", "н", "маратұлы", None],
    Kind.PLACE: ["ақбұлақ", "akbulak", "akbulag", "ferry lane", None],
    Kind.BIRTH: ["1984-03-05", "05.03.1984", "1984", "2001-01-01", None],
    Kind.DATE: ["2031-01-05", "2031-01-06", "2031-01", "2031", "about noon"],
    Kind.AGE: ["0", "1", "3", "40", None],
    Kind.SEX: ["male", "female", None, "male", ""],
    Kind.TEXT: ["ferry lane 3", "ferry lane 4", "mill hill", "old quay", None],
    Kind.CODE: ["100200", "100201", "999999", "100200", None],
}


def words(one: Field) -> list[list[str]]:
    """The level in words of each record with each."""
    size = len(one.column.ids)
    every = np.arange(size)
    return [[one.word(int(level)) for level in one.levels(np.full(size, at), every)] for at in range(size)]


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_words_for_its_levels_and_nothing_is_said_of_what_is_not_known(kind: Kind) -> None:
    made = field("x", kind, TEXTS[kind])
    assert made.top == len(WORDS[kind]) - 1 < MISSING
    said = words(made)
    for at, row in enumerate(said):
        unknown = made.column.ids[at] < 0
        assert all(word == "not known" for word in row) if unknown else row[4] == "not known"
        assert [row[other] for other in range(5)] == [said[other][at] for other in range(5)], "the same both ways"
    assert any(word not in ("different", "not known") for row in said for word in row)


def test_words_of_levels() -> None:
    assert words(field("x", Kind.SURNAME, TEXTS[Kind.SURNAME]))[0] == [
        "equal",
        "same in another spelling",
        "alike",
        "different",
        "not known",
    ]
    assert words(field("x", Kind.PLACE, TEXTS[Kind.PLACE]))[0][1] == "same in another spelling"
    assert words(field("x", Kind.AGE, TEXTS[Kind.AGE]))[0][:4] == [
        "equal",
        "within one year",
        "within three years",
        "different",
    ]
    assert words(field("x", Kind.CODE, TEXTS[Kind.CODE]))[0][:4] == ["equal", "one slip", "different", "equal"]


def test_a_date_is_what_its_digits_say_whatever_its_form() -> None:
    said = words(field("x", Kind.BIRTH, TEXTS[Kind.BIRTH]))[0]
    assert said == ["equal", "equal", "same year, or same day and month", "different", "not known"]
    assert words(field("x", Kind.DATE, TEXTS[Kind.DATE]))[0][4] == "not known", "no date at all"


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.BIRTH, Kind.DATE)])
def test_chances_are_the_levels_of_all_pairs_of_records(kind: Kind) -> None:
    made = field("x", kind, TEXTS[kind])
    known = np.flatnonzero(made.column.ids >= 0)
    one, other = (grid.ravel() for grid in np.meshgrid(known, known))
    counted = np.bincount(made.levels(one, other), minlength=made.top + 1) / len(one)
    assert np.allclose(made.chances, np.maximum(counted, 1e-9))


def test_how_rare_a_value_is_counts_all_its_spellings() -> None:
    made = field("x", Kind.SURNAME, ["серіков", "serikov", "norsund", "norsund"])
    at = {text: number for number, text in enumerate(made.column.values)}
    equal, spelled = made.rare[made.top], made.rare[made.agrees_from]
    assert equal[at["norsund"]] == 0.5 and equal[at["serikov"]] == 0.25
    assert spelled[at["serikov"]] == spelled[at["серіков"]] == 0.5
    assert made.agrees_from == made.top - 1
    assert field("x", Kind.SEX, TEXTS[Kind.SEX]).rare == field("x", Kind.AGE, TEXTS[Kind.AGE]).rare == {}
    assert set(field("x", Kind.CODE, TEXTS[Kind.CODE]).rare) == {2}


def test_parts_of_names_are_compared_over_one_vocabulary() -> None:
    given, surname = name_fields(
        [("given", Kind.GIVEN, ["ержан", "serikov"]), ("surname", Kind.SURNAME, ["серіков", "yerzhan"])]
    )
    assert given.column.values == surname.column.values
    crossed = given.levels_of(given.column.ids[:1], surname.column.ids[1:])
    assert given.word(int(crossed[0])) == "same in another spelling"
    assert name_fields([]) == []


def test_a_column_without_any_value_says_nothing() -> None:
    empty = field("x", Kind.TEXT, [None, "", None])
    assert empty.levels(np.array([0, 1]), np.array([1, 2])).tolist() == [MISSING, MISSING]


def test_a_text_of_very_many_values_is_compared_for_equality_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_EXACT_ABOVE", 2)
    made = field("x", Kind.TEXT, ["ferry lane 3", "ferry lane 4", "mill hill", "ferry lane 3"])
    assert made.levels(np.array([0, 0]), np.array([1, 3])).tolist() == [0, made.top]
