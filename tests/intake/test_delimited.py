"""CSV in: quoting, separators, encodings, rows numbered as spreadsheet programs do, bounded memory."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import NotReadable, Reason, UsageError
from aigaq.intake.delimited import separator_named
from aigaq.intake.grids import Row
from aigaq.intake.tables import Table, read_table

PLAIN = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t\r\n"), max_size=12)


def table(data: bytes, **told: str) -> Table:
    return read_table(lambda: io.BytesIO(data), item="ab" * 32, name="t.csv", **told)


def rows(data: bytes, **told: str) -> list[Row]:
    return list(table(data, **told).grids[0].rows())


def cells(data: bytes, **told: str) -> list[tuple[str, ...]]:
    return [row.cells for row in rows(data, **told)]


def test_quoting() -> None:
    data = b'id,what\r\n1,"a ""b"", c\nnext line"\r\n\r\n2,"",\n3,last'
    assert [(row.number, row.cells) for row in rows(data)] == [
        (1, ("id", "what")),
        (2, ("1", 'a "b", c\nnext line')),
        (3, ()),
        (4, ("2", "", "")),
        (5, ("3", "last")),
    ]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "id,город\n1,Алматы\n"),
        ("utf-8-sig", "id,город\n1,Алматы\n"),
        ("utf-16", "id,город\n1,Алматы\n"),
        ("utf-16-le", "id,what\n1,abc def\n2,xyz\n"),
        ("cp1251", "id,город\n1,Алматы и другие города страны\n"),
        ("kz1048", "id,қала\n1,Қызылорда, Өскемен және Үштөбе қалалары\n".replace(", Ө", " Ө")),
    ],
)
def test_encodings(encoding: str, text: str) -> None:
    assert cells(text.encode(encoding)) == [tuple(line.split(",")) for line in text.splitlines()]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_separators_are_found(sign: str) -> None:
    data = sign.join(("a", "b", "c")) + "\n" + sign.join(("1,5" if sign != "," else "1", "2", "3")) + "\n"
    assert [len(row) for row in cells(data.encode())] == [3, 3]


def test_what_was_assumed_is_said() -> None:
    assert table(b"a;b\n1;2\n").assumed == ("semicolon between cells",)
    assert table(b"a,b\n1,2\n").assumed == ()
    assert table(b"a\nb c\n").assumed == ()
    assert table("город;число\nАлматы и Астана;2\n".encode("cp1251")).assumed[0].startswith("windows-1251")


def test_two_separators_that_fit_are_refused() -> None:
    data = b"a,b;c,d\n1,2;3,4\n"
    with pytest.raises(NotReadable, match="comma or by semicolon|semicolon or by comma") as refused:
        table(data)
    assert refused.value.reason is Reason.ENCODING
    assert "--separator" in str(refused.value.hint)
    assert cells(data, separator="semicolon") == [("a,b", "c,d"), ("1,2", "3,4")]
    assert cells(data, separator=",")[0] == ("a", "b;c", "d")


def test_decimal_commas_do_not_make_two_readings() -> None:
    assert cells(b"city;a;b\nx;1,5;2,5\ny;3,0;4,1\n") == [("city", "a", "b"), ("x", "1,5", "2,5"), ("y", "3,0", "4,1")]


def test_the_file_says_its_separator() -> None:
    found = rows(b"sep=;\r\na,b;c,d\r\n1,2;3,4\r\n")
    assert [(row.number, row.cells) for row in found] == [(1, ("a,b", "c,d")), (2, ("1,2", "3,4"))]


def test_broken_quotes_are_listed_and_the_next_row_is_read() -> None:
    found = rows(b'a,b\n1,"x"y\n2,z\n')
    assert found[1].problem.startswith("the quotes of the row do not close")
    assert found[1].cells == ('1,"x"y',)
    assert found[2].cells == ("2", "z")


def test_a_quote_that_never_closes() -> None:
    found = rows(b'a,b\n1,"x\n2,z\n')
    assert [bool(row.problem) for row in found] == [False, True]
    assert "2,z" in found[1].cells[0]


def test_refused() -> None:
    with pytest.raises(NotReadable) as empty:
        table(b"")
    assert empty.value.reason is Reason.EMPTY
    with pytest.raises(NotReadable) as binary:
        table(b"%PDF-1.4 and so on")
    assert "no table" in binary.value.what
    with pytest.raises(NotReadable) as long:
        rows(b"a,b\n" + b"x" * (1 << 20) + b"x,1\n")
    assert long.value.reason is Reason.TOO_LARGE
    with pytest.raises(UsageError):
        separator_named("pipe")


@given(st.lists(st.lists(PLAIN, min_size=2, max_size=4), min_size=1, max_size=5), st.sampled_from([",", ";", "\t"]))
def test_what_the_standard_library_writes_reads_back(table_: list[list[str]], sign: str) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=sign, quoting=csv.QUOTE_ALL).writerows(table_)
    found = cells(stream.getvalue().encode("utf-8-sig"), separator=sign, media="text/csv;charset=utf-8")
    assert found == [tuple(row) for row in table_]


@given(st.binary(max_size=200))
def test_any_bytes_end_in_rows_or_words(data: bytes) -> None:
    try:
        for row in rows(data):
            assert isinstance(row.cells, tuple)
    except NotReadable as refused:
        assert refused.what
