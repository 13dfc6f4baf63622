"""Parquet as a table: what pyarrow wrote comes back as the text a spreadsheet would show; damage ends in words."""

from __future__ import annotations

import builtins
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest

from aigaq.errors import NotReadable
from aigaq.intake.tables import Table, read_table

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

COLUMNS: dict[str, list[Any]] = {
    "name": ["Brander", None, 'Ұйқы, "x"\n'],
    "age": [30, 0, None],
    "share": [0.5, 2.0, None],
    "born": [dt.date(1990, 2, 3), None, dt.date(2001, 1, 1)],
    "seen": [dt.datetime(2022, 1, 5, 10, 30), None, None],  # noqa: DTZ001
    "paid": [Decimal("1.50"), None, None],
    "dead": [True, False, None],
}


def written(columns: dict[str, list[Any]]) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream, row_group_size=2)
    return stream.getvalue()


def read(data: bytes) -> Table:
    return read_table(lambda: io.BytesIO(data), item="x", name="people.parquet")


def test_values_come_back_as_text() -> None:
    table = read(written(COLUMNS))
    (sheet,) = table.sheets()
    assert (table.media, sheet.name, sheet.header) == ("parquet", "people", 1)
    assert [column.name for column in sheet.columns] == list(COLUMNS)
    assert [row.cells for row in sheet.rows()] == [
        ("Brander", "30", "0.5", "1990-02-03", "2022-01-05T10:30", "1.50", "TRUE"),
        ("", "0", "2", "", "", "", "FALSE"),
        ('Ұйқы, "x"\n', "", "", "2001-01-01", "", "", ""),
    ]
    assert [row.number for row in sheet.rows()] == [2, 3, 4]


def test_an_empty_one_has_a_header() -> None:
    (sheet,) = read(written({"name": [], "age": []})).sheets()
    assert list(sheet.rows()) == []


@pytest.mark.parametrize("cut", [4, 20, -1, -9])
def test_damage_ends_in_words(cut: int) -> None:
    with pytest.raises(NotReadable, match="no Parquet file, or a damaged one"):
        read(written(COLUMNS)[:cut])


def test_without_pyarrow_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def importing(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", importing)
    with pytest.raises(NotReadable, match="read by pyarrow, which is not installed") as caught:
        read(written_before)
    assert "CSV" in str(caught.value.hint)


written_before = written({"name": ["Brander"]})
