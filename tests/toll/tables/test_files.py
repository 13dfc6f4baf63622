"""Files of lists: what is read as what, what is said, and what is wrong with a file, by row and cell."""

from __future__ import annotations

import tracemalloc
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import Error, FormatError, NotReadable, StorageError, UsageError
from aigaq.toll.tables import record_rows
from aigaq.toll.tables.files import Kind, Tables, read_tables
from aigaq.toll.tables.record_rows import BLOCK
from aigaq.toll.tables.table import MOST_PERSONS, Table
from tests.shared import shared

COUNTS = "A,B,C,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,4\n1,0,1,2\n"
CELLS: dict[tuple[int, ...], int] = {(1, 0, 0): 40, (0, 1, 0): 30, (0, 0, 1): 20, (1, 1, 0): 4, (1, 0, 1): 2}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def written(folder: Path, text: str, *, name: str = "t.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def read(folder: Path, text: str, **told: object) -> Tables:
    return read_tables(written(folder, text), **told)  # type: ignore[arg-type]


def refused(folder: Path, text: str, **told: object) -> Error:
    with pytest.raises((FormatError, UsageError)) as raised:
        read(folder, text, **told)
    return raised.value


def workbook(folder: Path, rows: Sequence[Sequence[object]]) -> Path:
    path = folder / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return path


def counted(tables: Tables) -> Mapping[tuple[int, ...], int]:
    table = tables.whole
    assert isinstance(table, Table)
    return table.counted()


def records(cells: Mapping[tuple[int, ...], int], lists: str = "ABC") -> str:
    rows = [",".join(map(str, cell)) for cell, count in cells.items() for _ in range(count)]
    return "\n".join((",".join(lists), *rows, ""))


# What is read.


def test_counts_and_records_give_the_same_table(folder: Path) -> None:
    one, other = read(folder, COUNTS), read(folder, records(CELLS))
    assert (one.kind, other.kind) == (Kind.COUNTS, Kind.RECORDS)
    assert one.lists == other.lists == ("A", "B", "C")
    assert counted(one) == counted(other) == CELLS
    assert (one.rows, other.rows) == (5, 96)
    assert one.noticed == other.noticed == ()


@given(
    st.dictionaries(st.tuples(*[st.integers(0, 1)] * 3).filter(any), st.integers(1, 9), min_size=1).filter(
        lambda cells: all(any(cell[at] for cell in cells) for at in range(3))
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_rows_and_columns_plays_no_part(
    tmp_path_factory: pytest.TempPathFactory, cells: dict[tuple[int, ...], int], random: object
) -> None:
    folder = tmp_path_factory.mktemp("order")
    lines = records(cells).splitlines()
    body = lines[1:]
    random.shuffle(body)  # type: ignore[attr-defined]
    shuffled = read(folder, "\n".join((lines[0], *body, "")), lists=["A", "B", "C"])
    assert counted(shuffled) == cells
    turned = ["count,C,B,A", *(f"{count},{cell[2]},{cell[1]},{cell[0]}" for cell, count in cells.items())]
    back = read(folder, "\n".join((*turned, "")))
    assert back.lists == ("C", "B", "A")
    assert counted(back) == {cell[::-1]: count for cell, count in cells.items()}


def test_published_tables_are_read(folder: Path) -> None:
    tables = read_tables(shared("bench/toll/lcmcr_kosovo.csv"))
    assert tables.lists == ("EXH", "ABA", "OSCE", "HRW")
    assert sum(counted(tables).values()) == 4400
    assert len(counted(tables)) == 15


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_marks_of_order_and_other_separators(folder: Path, encoding: str, separator: str) -> None:
    text = COUNTS.replace("A,B,C", "Морг,Больница,Семьи").replace(",", separator)
    tables = read_tables(written(folder, text, encoding=encoding), encoding=None)
    assert tables.lists == ("Морг", "Больница", "Семьи")
    assert counted(tables) == CELLS
    assert any("between cells" in words for words in tables.noticed)


def test_a_workbook_holds_numbers_with_a_fraction_and_truths(folder: Path) -> None:
    rows: list[list[object]] = [
        ["A", "B", "C", "Count"],
        [1.0, 0.0, 0, 40.0],
        [False, True, "", 30],
        ["0", " 1 ", 1, "2.0"],
    ]
    tables = read_tables(workbook(folder, rows))
    assert counted(tables) == {(1, 0, 0): 40, (0, 1, 0): 30, (0, 1, 1): 2}
    assert tables.noticed == ("empty cells of lists mean 0 (1 of them)",)


def test_parquet_is_read_like_any_table(folder: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    path = folder / "t.parquet"
    pq.write_table(pa.table({"name": ["x", "y", "z"], "A": [1, 1, 0], "B": [True, False, True]}), path)
    tables = read_tables(path)
    assert tables.lists == ("A", "B")
    assert counted(tables) == {(1, 1): 1, (1, 0): 1, (0, 1): 1}


def test_columns_that_are_no_lists_are_left_aside(folder: Path) -> None:
    rows = "".join(f"p{at},{at % 2},{1 - at % 2},{20 + at},,\n" for at in range(40))
    tables = read(folder, f"who,A,B,age,note,\n{rows}")
    assert tables.lists == ("A", "B")
    assert counted(tables) == {(1, 0): 20, (0, 1): 20}


def test_lists_can_be_named(folder: Path) -> None:
    text = "A,B,dead\n" + "1,0,1\n0,1,1\n1,1,0\n0,0,1\n" * 2
    assert read(folder, text).lists == ("A", "B", "dead")
    named = read(folder, text, lists=["B", " A "])
    assert named.lists == ("B", "A")
    assert counted(named) == {(0, 1): 2, (1, 0): 2, (1, 1): 2}
    assert named.on_no_list == 2


def test_of_counts_the_columns_left_out_are_summed_over(folder: Path) -> None:
    named = read(folder, COUNTS, lists=["A", "B"])
    assert counted(named) == {(1, 0): 42, (0, 1): 30, (1, 1): 4}
    assert named.on_no_list == 20
    assert named.noticed == ("persons on no list are left out (20 of 96)",)


def test_persons_on_no_list_are_said_and_left_out(folder: Path) -> None:
    tables = read(folder, "name,A,B\n" + "x,1,0\ny,0,0\nz,,\n,,\nw,0,1\n" * 3)
    assert counted(tables) == {(1, 0): 3, (0, 1): 3}
    assert (tables.rows, tables.on_no_list) == (12, 6)
    assert "persons on no list are left out (6 of 12)" in tables.noticed


def test_strata_are_tables_of_their_own(folder: Path) -> None:
    text = "A,B,C,place,count\n1,0,0,south,4\n1,0,0,north,7\n0,1,0,north,2\n0,0,1,north,1\n1,1,0,,3\n0,0,1,west,0\n"
    tables = read(folder, text, strata="place")
    assert tables.by == "place"
    assert list(tables.strata) == ["not stated", "north", "south"]
    assert [table.stratum for table in tables.strata.values()] == list(tables.strata)
    assert tables.strata["north"].counted() == {(1, 0, 0): 7, (0, 1, 0): 2, (0, 0, 1): 1}
    assert tables.strata["south"].lists == ("A",)
    assert "nobody of west stands on a list" in tables.noticed
    assert "of south nobody stands on C: not one of its lists" in tables.noticed
    assert tables.whole == tables.strata


def test_strata_of_records(folder: Path) -> None:
    text = "A,B,place\n" + "1,0,north\n0,1, north\n1,1,south\n0,0,south\n0,1,south\n" * 2
    strata = read(folder, text, strata="place").strata
    assert {name: table.observed for name, table in strata.items()} == {"north": 4, "south": 4}


def test_impossible_cells(folder: Path) -> None:
    tables = read(folder, COUNTS, zeros=["B + C", "A+B+C", "C+B"])
    table = tables.whole
    assert isinstance(table, Table)
    assert table.zeros.tolist() == [[0, 1, 1], [1, 1, 1]]
    joined = read(folder, COUNTS.replace("A,B,C", "A,B,A + B"), zeros=["A + B+B"]).whole
    assert isinstance(joined, Table)
    assert joined.zeros.tolist() == [[0, 1, 1]]
    assert "not lists joined by +: B+D" in str(refused(folder, COUNTS, zeros=["B+D"]))
    assert "4 persons in a cell declared impossible" in str(refused(folder, COUNTS, zeros=["A+B"]))


def test_one_list_and_lists_apart_are_no_errors(folder: Path) -> None:
    assert counted(read(folder, "A,count\n1,7\n")) == {(1,): 7}
    assert counted(read(folder, "A\n1\n1\n0\n")) == {(1,): 2}
    assert read(folder, "A,B,C,count\n1,1,0,7\n0,0,1,5\n").lists == ("A", "B", "C")


def test_large_counts_stay_exact(folder: Path) -> None:
    tables = read(folder, f"A,B,count\n1,0,{MOST_PERSONS}\n0,1,{MOST_PERSONS - 1}\n")
    assert counted(tables) == {(1, 0): MOST_PERSONS, (0, 1): MOST_PERSONS - 1}


def test_digits_of_other_scripts(folder: Path) -> None:
    assert counted(read(folder, "A,B,count\n١,٠,٤٠\n0,1,3\n")) == {(1, 0): 40, (0, 1): 3}


def test_many_records_need_no_more_memory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many blocks, with a column of names and one that is empty at first and text at the end."""
    monkeypatch.setattr(record_rows, "BLOCK", 1000)
    rows, late = 30_000, 1500
    path = folder / "t.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("who,A,B,note\n")
        for at in range(rows):
            file.write(f"person {at},{at % 2},{int(at % 3 == 0)},{'seen' if at > late else ''}\n")
    tracemalloc.start()
    tables = read_tables(path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert tables.lists == ("A", "B")
    assert tables.rows == rows
    assert sum(counted(tables).values()) + tables.on_no_list == tables.rows
    assert most < 4 * 2**20, "the names alone are more"


# What is wrong, and where.

HEAD = "A,B,C,count\n1,0,0,40\n0,1,0,30\n"


@pytest.mark.parametrize(
    ("row", "said", "cell"),
    [
        ("0,0,1,-3", "a count of -3 persons", "D4"),
        ("0,0,1,\N{MINUS SIGN}3", "a count of \N{MINUS SIGN}3 persons", "D4"),
        ("0,0,1,2.5", "a count of 2.5 persons", "D4"),
        ('0,0,1,"2,5"', "a count of 2,5 persons", "D4"),
        ("0,0,1,1e3", "a count of 1e3 persons", "D4"),
        ("0,0,1,many", "`many` is no count", "D4"),
        ("0,0,1,nan", "a count of nan persons", "D4"),
        ("0,0,1,1 000", "`1 000` is no count", "D4"),
        ("0,0,1,", "the row has no count", "D4"),
        (f"0,0,1,{MOST_PERSONS + 1}", "too large to be one", "D4"),
        (f"0,0,1,{'9' * 5000}", "999… persons is too large to be one", "D4"),
        ("0,0,x,3", "`x` in the column C, where only 0 and 1 can stand", "C4"),
        ("0,0,2,3", "`2` in the column C", "C4"),
        ("0,yes,1,3", "`yes` in the column B", "B4"),
        ("Total,,,70", "`Total` in the column A", "A4"),
        ("0,0,0,3", "3 persons who stand on no list", "D4"),
        ("0,0,1,3,9", "`9` stands under no column", "E4"),
    ],
)
def test_a_wrong_cell_of_counts_is_named(folder: Path, row: str, said: str, cell: str) -> None:
    error = refused(folder, f"{HEAD}{row}\n")
    assert said in error.what
    assert error.where == f"t.csv row 4, cell {cell}"
    assert error.hint
    assert "\n" not in str(error)


def test_a_cell_that_stands_twice_names_both_rows(folder: Path) -> None:
    error = refused(folder, f"{HEAD}1,1,0,4\n0,0,1,9\n1,1,0,5\n")
    assert error.what == "rows 4 and 6 count the same cell, A + B"
    parted = "A,B,place,count\n1,0,x,1\n1,0,y,1\n0,1,x,1\n1,0, x,1\n"
    assert "rows 2 and 5 count the same cell, A of x" in str(refused(folder, parted, strata="place"))
    assert "`x` in the column place" in str(refused(folder, parted))
    assert "rows 2 and 5" in str(refused(folder, parted, lists=["A", "B"])), "equal rows, though places are summed over"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0,0,0,3\n1,0,0,5\n", "the first row names no columns"),
        ("A,B,C,count\n", "there is no row below the header"),
        ("A,B,C\n", "there is no row below the header"),
        ("count\n3\n", "there is no list in it"),
        ("who,age\nx,30\ny,40\n", "no column holds only 0 and 1"),
        ("A,B,count\n1,0,0\n0,1,0\n", "nobody stands on any list"),
        ("A,B\n0,0\n0,0\n", "no column holds only 0 and 1|nobody stands on any list"),
        ("A,B,C,count\n1,0,0,4\n0,1,0,5\n", "nobody stands on the list C"),
        ("A,B,C\n1,0,0\n0,1,0\n1,1,0\n1,1,0\n", "nobody stands on the list C"),
        ("A,B,A,count\n1,0,0,4\n0,1,1,5\n", "two columns named A: A1 and C1"),
        ("A,A\n1,0\n0,1\n1,1\n", "two columns named A: A1 and B1"),
        ("A,,count\n1,0,4\n0,1,5\n", "a list without a name"),
        ("A,B,count,Count\n1,0,4,4\n0,1,5,5\n", "two columns named count"),
        ("A,B,count,count\n1,0,4,4\n0,1,5,5\n", "two columns named count"),
        ('A,B,count\n1,0,"4\n0,1,5\n', "quotes"),
        (",".join(f"L{at}" for at in range(61)) + "\n" + ",".join("1" * 61) + "\n", "at most 60 can be read"),
    ],
)
def test_a_wrong_file_is_refused(folder: Path, text: str, said: str) -> None:
    error = refused(folder, text)
    assert any(words in error.what for words in said.split("|")), error.what
    assert error.where is not None
    assert error.where.startswith("t.csv")
    assert error.hint


@pytest.mark.parametrize(
    "text",
    [
        "A,B,C,n\n1,0,0,40\n0,1,0,30\n0,0,1,20\n",
        "A,B,C,met\n1,0,0,40\n0,1,0,30\n0,0,1,20\n",
        "A,B,place,freq\n1,0,x,40\n0,1,x,30\n1,0,y,20\n0,1,y,3\n",
        "A,B,Число\n1,0,40\n0,1,30\n",
    ],
)
def test_rows_that_may_be_counts_are_asked_for(folder: Path, text: str) -> None:
    error = refused(folder, text)
    assert "may hold counts, or every row be one person" in error.what
    assert error.hint is not None
    assert "--lists-columns A,B" in error.hint
    assert read(folder, text, lists=["A", "B"]).kind is Kind.RECORDS


def test_a_running_number_is_no_count(folder: Path) -> None:
    assert counted(read(folder, "no,A,B\n1,1,0\n2,0,1\n3,1,1\n")) == {(1, 0): 1, (0, 1): 1, (1, 1): 1}


def test_a_wrong_cell_of_records_is_named_wherever_it_stands(folder: Path) -> None:
    rows = ["A,B", *["1,0", "0,1"] * (BLOCK // 2 + 3)]
    rows[BLOCK + 2] = "x,1"
    error = refused(folder, "\n".join((*rows, "")))
    assert error.what == "`x` in the column A, where only 0 and 1 can stand"
    assert error.where == f"t.csv row {BLOCK + 3}, cell A{BLOCK + 3}"
    few = refused(folder, "A,B,kind\n1,0,a\n0,1,b\n1,1,c\n", lists=["A", "kind"])
    assert few.where == "t.csv row 2, cell C2"


def test_columns_that_are_told_must_be_there(folder: Path) -> None:
    assert "no column 'D' for --lists-columns" in str(refused(folder, COUNTS, lists=["A", "D"]))
    assert "no column 'place' for --strata" in str(refused(folder, COUNTS, strata="place"))
    assert "A is named twice" in str(refused(folder, COUNTS, lists=["A", "A"]))
    assert "count is named twice, or is no list" in str(refused(folder, COUNTS, lists=["A", "count"]))
    assert "the counts are no strata" in str(refused(folder, COUNTS, strata="count"))


def test_strata_are_few(folder: Path) -> None:
    text = "A,B,who\n" + "".join(f"{at % 2},1,p{at}\n" for at in range(1002))
    assert "the column who has more than 1,000 values" in str(refused(folder, text, strata="who"))


def test_a_formula_without_its_value_is_no_nought(folder: Path) -> None:
    path = folder / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate((["A", "B", "count"], [1, 0, 4], [0, 1, 5])):
            sheet.write_row(at, 0, row)
        sheet.write_formula("B2", "=C1", None, "")
    with pytest.raises(FormatError) as raised:
        read_tables(path)
    assert "value was not saved" in str(raised.value) or "error" in str(raised.value)
    assert raised.value.where == "t.xlsx row 2, cell B2"


def test_files_that_are_no_tables(folder: Path) -> None:
    with pytest.raises(NotReadable):
        read(folder, "")
    with pytest.raises(NotReadable):
        read_tables(written(folder, "\x00\x01\x02", name="t.bin"))
    with pytest.raises(StorageError):
        read_tables(folder / "gone.csv")


@given(st.text(st.sampled_from('AB01,;\n\t"x. -'), max_size=60))
def test_whatever_is_given_ends_in_a_table_or_an_error_of_ours(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    try:
        tables = read(tmp_path_factory.mktemp("any"), text)
    except Error as error:
        assert "\n" not in error.what
    else:
        assert sum(table.observed for table in tables.strata.values()) > 0
