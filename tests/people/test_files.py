"""Lists from files: rows as records, columns that meet, bad files."""

from __future__ import annotations

from pathlib import Path

import pytest

from aigaq.errors import FormatError, NotReadable, StorageError, UsageError
from aigaq.people.files import read_lists, records_of
from aigaq.people.linking import Kind, link

FIRST = """id,Surname,Given,DOB,Date of death,City,person
1,Тестов,Асан,1990-02-03,2031-01-05,Ombria,a
2,Пробина,Айгүл,1985-11-20,2031-01-06,Corvel,b
3,Образцов,Марат,1971-07-07,2031-01-05,Ombria,c
"""
SECOND = """No;Full name;Age;Gender;City;person
x1;Asan TESTOV;40;m;Ombria;a
x2;Aigul Probina;45;f;Corvel;b
x3;;30;m;Ombria;d
"""


def written(folder: Path, **files: str) -> list[Path]:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return [folder / f"{name}.csv" for name in files]


def test_columns_of_two_lists_meet_in_fields(tmp_path: Path) -> None:
    lists = read_lists(written(tmp_path, first=FIRST, second=SECOND), apart=["person"])
    records = records_of(lists)
    assert records.lists == ("first.csv", "second.csv")
    assert records.keys == ("1", "2", "3", "x1", "x2", "x3")
    held = {name: (kind, texts) for name, kind, texts in records.columns}
    assert "person" not in held
    assert held["surname"][0] is Kind.SURNAME
    assert held["given"][1][3] == "asan"
    assert held["surname"][1][3:] == ("testov", "probina", None)
    assert held["age"][1] == ("40", "45", "59", "40", "45", "30")  # of the first list from birth and death
    assert held["sex"][1] == (None, None, None, "male", "female", "male")
    assert records.named.tolist() == [True, True, True, True, True, False]
    assert link(records, within=False).persons.tolist()[5] == 5


def test_what_is_told_holds_for_the_files_that_have_the_column(tmp_path: Path) -> None:
    paths = written(tmp_path, first=FIRST, second=SECOND)
    lists = read_lists(paths, told={"No": "skip"})
    assert "No" not in lists[0].layout.fields
    assert lists[1].layout.fields["No"] == "skip"
    with pytest.raises(UsageError, match="no column 'Name'"):
        read_lists(paths, told={"Name": "name"})


def test_parquet_is_read_like_any_table(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    path = tmp_path / "list.parquet"
    pq.write_table(pa.table({"Surname": ["Test", None], "Given": ["A", "B"], "Age": [30, None]}), path)
    (one,) = read_lists([path])
    assert one.columns == {"Surname": ["Test", None], "Given": ["A", "B"], "Age": ["30", None]}
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(NotReadable, match="no Parquet file"):
        read_lists([path])


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        read_lists([tmp_path / "gone.csv"])
    with pytest.raises(StorageError):
        read_lists([tmp_path / "gone.parquet"])
    with pytest.raises(NotReadable):
        read_lists(written(tmp_path, empty=""))


def test_keys_that_stand_twice_are_named(tmp_path: Path) -> None:
    (one,) = read_lists(written(tmp_path, twice="id,Surname\n1,Test\n1,Trial\n"), told={"id": "key"})
    with pytest.raises(FormatError, match="two rows have the key '1'"):
        records_of([one])


def test_no_column_to_compare(tmp_path: Path) -> None:
    (one,) = read_lists(written(tmp_path, none="colour,shade\nred,\nred,\n"))
    with pytest.raises(FormatError, match="no column can be compared"):
        records_of([one])


def test_a_name_of_any_length_and_signs_of_direction_are_taken(tmp_path: Path) -> None:
    long = "Тест" * 200
    text = f"id,Surname,Given\n1,{long},A\n2,\u202eTest\u202c,B\n3,Test,B\n4,{'😀' * 5},C\n"
    records = records_of(read_lists(written(tmp_path, odd=text)))
    assert len(link(records).persons) == 4
