"""The header is found where it stands."""

from hypothesis import given
from hypothesis import strategies as st

from aigaq.intake.grids import Box, Row, column_number, letters
from aigaq.intake.headers import find_header, header_at


def rows(*cells: tuple[str, ...]) -> list[Row]:
    return [Row(number, one) for number, one in enumerate(cells, 1)]


def test_first_row() -> None:
    found = find_header(rows(("id", "name", "city"), ("1", "a", "b")))
    assert (found.row, [column.name for column in found.columns]) == (1, ["id", "name", "city"])
    assert [column.letters for column in found.columns] == ["A", "B", "C"]


def test_below_a_title() -> None:
    found = find_header(rows(("A list of everything", "", ""), ("", "", ""), ("", "name", "city"), ("1", "a", "b")))
    assert (found.row, [column.name for column in found.columns]) == (3, ["column A", "name", "city"])


def test_wanted_names_tell() -> None:
    table = rows(
        ("First", "Second", "Third"), ("made by", "somebody", "here"), ("ID", "Город", "Погибло"), ("1", "Алматы", "5")
    )
    assert find_header(table).row == 1
    assert find_header(table, wanted=("город", "id")).row == 3
    assert find_header(table, wanted=("nothing", "of this")).row == 1


def test_numbers_make_no_header() -> None:
    assert find_header(rows(("2020", "2021", "2022"), ("year", "dead", "hurt"), ("1", "2", "3"))).row == 2
    assert find_header(rows(("1", "2"), ("3", "4"))).row == 1


def test_merged_over_two_rows() -> None:
    table = rows(("city", "dead", "dead", "dead"), ("city", "men", "women", "children"), ("a", "1", "2", "3"))
    merged = (Box(1, 2, 1, 4), Box(1, 1, 2, 1))
    found = find_header(table, merged=merged)
    assert found.height == 2
    assert [column.name for column in found.columns] == ["city", "dead / men", "dead / women", "dead / children"]
    plain = header_at(rows(("t", "t"), ("1", "2")), 1, merged=(Box(1, 1, 1, 2),))
    assert plain.height == 1


def test_names_of_their_own() -> None:
    found = find_header(rows(("a", "a", "b", "a"), ("1", "2", "3", "4")), wanted=("a", "b"))
    assert [column.name for column in found.columns] == ["a", "a (2)", "b", "a (3)"]


def test_nothing() -> None:
    assert find_header([]).row == 0
    assert find_header(rows(("", ""), (" ",))).columns == ()


@given(st.lists(st.lists(st.sampled_from(["a", "b", "", "5", "a (2)", "x y"]), min_size=1, max_size=6), max_size=6))
def test_any_table_has_columns_with_names_of_their_own(cells: list[list[str]]) -> None:
    table = rows(*(tuple(one) for one in cells))
    found = find_header(table, wanted=("b",))
    names = [column.name for column in found.columns]
    assert len(set(names)) == len(names)
    assert all(names)
    assert (found.row == 0) == (not any(cell.strip() for row in table for cell in row.cells))


@given(st.integers(1, 16384))
def test_letters_and_back(number: int) -> None:
    assert column_number(letters(number)) == number
