"""What a column holds, by its header and by its cells; a person's word stands."""

from __future__ import annotations

import pytest

from aigaq.errors import UsageError
from aigaq.people.columns import Cells, age_of, layout, sex_of

ROWS = 40
NAMES = {"surname": [f"surname{at % 7}" for at in range(ROWS)], "given": [f"given{at % 5}" for at in range(ROWS)]}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Surname", "surname"),
        ("last_name", "surname"),
        ("Фамилия", "surname"),
        ("Тегі", "surname"),
        ("First name", "given"),
        ("Имя", "given"),
        ("Отчество", "patronymic"),
        ("DOB", "birth"),
        ("date_of_birth", "birth"),
        ("Дата рождения", "birth"),
        ("Gender", "sex"),
        ("Жынысы", "sex"),
        ("Age", "age"),
        ("Возраст", "age"),
        ("Дата гибели", "death"),
        ("City", "place"),
        ("ФИО", "name"),
    ],
)
def test_headers_people_use(header: str, field: str) -> None:
    cells = [f"{at % 9}" for at in range(ROWS)]
    assert layout({header: cells}).fields == {header: field}


def test_cells_tell_what_a_header_does_not() -> None:
    columns: dict[str, Cells] = {
        **NAMES,
        "zip": [f"05{at % 6}00" for at in range(ROWS)],
        "visited": [f"2031-01-{1 + at % 20:02}" for at in range(ROWS)],
        "calling": ["baker" if at % 3 else "miner" for at in range(ROWS)],
        "story": [f"he was last seen near the gate number {at % 4}" for at in range(ROWS)],
        "country": ["Veldania"] * ROWS,
        "nothing": [None] * ROWS,
        "once": [f"x{at}" for at in range(ROWS)],
        "whole": [f"Given{at % 5} SURNAME{at % 7}" for at in range(ROWS)],
    }
    made = layout(columns)
    told = {header: name for header, name in made.fields.items() if header not in NAMES}
    assert told == {"zip": "code", "visited": "date", "calling": "text"}
    assert made.left_out == {
        "story": "long texts",
        "country": "the same in every row",
        "nothing": "empty",
        "once": "another one in every row",
        "whole": "restates the names",
    }


def test_a_code_that_another_list_holds_too_is_no_running_number() -> None:
    codes = [f"90{at:04}" for at in range(ROWS)]
    alone = layout({**NAMES, "passport": codes})
    assert "passport" in alone.left_out
    shared = layout({**NAMES, "passport": codes}, shared={"passport": codes[::2]})
    assert shared.fields["passport"] == "code"


def test_parts_of_names_go_before_the_whole_name() -> None:
    made = layout({"full name": [f"g{at} s{at}" for at in range(ROWS)], **NAMES})
    assert "full name" not in made.fields


def test_what_a_person_says_stands() -> None:
    cells = [f"{at % 9}" for at in range(ROWS)]
    assert layout({"Age": cells, "x": cells}, told={"Age": "skip", "x": "age"}).fields == {"Age": "skip", "x": "age"}
    with pytest.raises(UsageError, match="no column 'y'"):
        layout({"x": cells}, told={"y": "age"})
    with pytest.raises(UsageError, match="no field 'years'"):
        layout({"x": cells}, told={"x": "years"})


def test_a_key_is_another_one_in_every_row() -> None:
    assert layout({"id": [str(at) for at in range(ROWS)]}).fields == {"id": "key"}
    assert layout({"id": [str(at % 9) for at in range(ROWS)]}).left_out == {"id": "not a different one in every row"}


@pytest.mark.parametrize(
    ("cell", "years"),
    [
        ("34", "34"),
        ("34 years", "34"),
        ("34 лет", "34"),
        ("6 months", "0"),
        ("Less than a day", "0"),
        ("3 күн", "0"),
        ("~40", "40"),
        ("adult", None),
        ("1984", None),
        ("", None),
        ("9" * 5_000, None),
        ("30 " + "9" * 5_000, "30"),
    ],
)
def test_ages(cell: str, years: str | None) -> None:
    assert age_of(cell) == years


@pytest.mark.parametrize(
    ("cell", "sex"), [("M", "male"), ("Жен.", "female"), ("ер", "male"), ("әйел", "female"), ("x", None)]
)
def test_sexes(cell: str, sex: str | None) -> None:
    assert sex_of(cell) == sex
