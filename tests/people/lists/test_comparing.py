"""From records to what is compared: names in parts or whole, ages from dates, nothing of what is no name."""

from __future__ import annotations

from typing import Any

import pytest

from aigaq.people.lists.comparing import comparable, records_of
from aigaq.statements.persons import Record


def record(key: str, of: str = "made", **fields: Any) -> Record:
    return Record(list=of, key=key, item="ab" * 32, sheet="s", row=1, cells=(), **fields)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("  Brander   Abrin ", "Brander Abrin"), ("\u202eBrander", "Brander"), ("x" * 201, None), ("???", None), ("12", None),
        ("n/a", None), ("unknown", None), ("Unidentified woman", None), ("белгісіз", None), ("Неизвестный мужчина", None),
        ("Unknownsson", "Unknownsson"), (None, None), ("", None), ("не установлен", None), ("Не опознана, женщина", None),
        ("ФИО не установлено", None), ("Неустановленное лицо", None),
    ],
)  # fmt: skip
def test_what_is_a_name(text: str | None, wanted: str | None) -> None:
    assert comparable(text) == wanted


def columns(*records: Record) -> dict[str, tuple[str | None, ...]]:
    return {name: texts for name, _, texts in records_of(records).columns}


def test_a_whole_name_fills_the_parts_in_the_order_of_its_list() -> None:
    made = [
        record(str(at), "first", name=name) for at, name in enumerate(("Брандеров Абрин Белторович", "Целбостов Абрин"))
    ]
    made += [record("1", "second", surname="Дрокринов", given="Кадмир", name="something else")]
    found = columns(*made)
    assert found["patronymic"] == ("белторович", None, None)
    assert found["surname"][2] == "Дрокринов" and found["given"][2] == "Кадмир", "their own columns go first"
    assert all(found["surname"][at] and found["given"][at] for at in range(2))


def test_a_column_of_patronymics_leaves_the_rest_to_the_whole_name() -> None:
    found = columns(record("1", name="Abrin BRANDEROV", patronymic="Beltorovich"), record("2", name="Kadmir DROKRINOV"))
    assert found["patronymic"] == ("Beltorovich", None)
    assert all(found["surname"]) and all(found["given"])


def test_ages_follow_from_dates() -> None:
    found = columns(
        record("1", age=30), record("2", birth="1990-01-06", death="2022-01-05"), record("3", birth="1990-01-06")
    )
    assert found["age"] == ("30", "31", "31"), "who lived on is as old as on the middle day"


def test_columns_meet_whatever_list_they_are_of() -> None:
    given = record("1", "a", surname="Brander", given="Abrin", sex="male")
    made = records_of([given, record("1", "b", surname="unknown", age=4, birth="2017-03-04")])
    assert (made.lists, made.list_of.tolist(), made.keys) == (("a", "b"), [0, 1], ("1", "1"))
    told = {name: texts for name, _, texts in made.columns}
    assert told["surname"] == ("Brander", None) and told["age"] == (None, "4")
    assert made.named.tolist() == [True, False]
