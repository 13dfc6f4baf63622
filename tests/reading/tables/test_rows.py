"""Whole sheets: what is odd is listed with its address, nothing in a row disappears, nothing ends in a traceback."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aigaq.reading.tables import Context, SheetMapping, fit
from aigaq.reading.tables.fields import KINDS, fields_of
from aigaq.statements import decode, encode, row_id
from aigaq.statements.codes import code_list
from aigaq.statements.rows import ProblemRow, SheetRow, SourceRow, StatementRow
from tests.reading.tables.helpers import lost_cells, made, mapping, plan, problems, statements, table

FIGURE = {"id": "key", "what": "measure", "number": "value"}


def test_columns_without_a_field_go_to_the_note() -> None:
    sheet = table(("id", "what", "weather", "number", "moon"), ("F1", "killed", "rain; wind", "5", ""))
    rows = made(fit(sheet, mapping("figure", FIGURE)))
    assert statements(rows)[0].note == "weather: rain; wind"
    assert problems(rows) == []


def test_what_a_field_cannot_hold_goes_to_the_note() -> None:
    columns = {**FIGURE, "side": "side", "as of": "as_of", "unit": "unit", "remark": "note"}
    (figure,) = statements(
        rows := made(plan("figure", columns, ("F1", "killed", "5", "ours", "soon", "n/a", "a remark")))
    )
    assert figure.note == "a remark; side: ours; unit: n/a; as of: soon"
    assert problems(rows) == [(2, "D2", "no word for side: ours", False), (2, "E2", "no date: soon", False)]


def test_a_code_no_list_knows_stays_and_is_listed() -> None:
    rows = made(plan("figure", FIGURE, ("F1", "eaten", "5")))
    assert statements(rows)[0].measure == "eaten"
    assert problems(rows) == [(2, "B2", "no code of the list measures: eaten", False)]


def test_what_does_not_fit_together_is_listed() -> None:
    columns = {"min": "low", "how": "qualifier", "what": "measure"}
    rows = made(plan("figure", columns, ("5", "exact", "killed")))
    assert problems(rows) == [(2, "", "low and high do not fit qualifier exact", False)]


def test_keys_that_stand_twice_and_keys_no_row_has() -> None:
    columns = {**FIGURE, "part": "part_of", "by": "superseded_by", "status": "status"}
    rows = made(
        plan("figure", columns, ("1", "killed", "5", "2", "", ""), ("2", "killed", "9", "7", "", ""),
             ("1", "killed", "6", "", "8", "corrected"))
    )  # fmt: skip
    assert problems(rows) == [
        (4, "A4", "the key 1 stands in row 2 too", False),
        (3, "D3", "no row has the key 7, named as part_of", False),
        (4, "E4", "no row has the key 8, named as superseded_by", False),
    ]
    assert len(statements(rows)) == 4


def test_a_source_nobody_knows() -> None:
    one = plan("claim", {"what": "what", "from": "cited"}, ("x", "a;b"))
    assert problems(made(one, Context(cited=frozenset("a")))) == [(2, "B2", "no source has the id b", False)]
    assert problems(made(one)) == []


def test_broken_rows_are_kept_whole() -> None:
    sheet = table(("id", "what", "number"), ("F1", "killed", "5", "6"), ("F2", "killed", "7"))
    rows = made(fit(sheet, mapping("figure", FIGURE)))
    (broken,) = [row for row in rows if isinstance(row, ProblemRow)]
    assert (broken.row, broken.cell, broken.dropped) == (2, "D2", True)
    assert broken.text == "id: F1; what: killed; number: 5; 6"
    assert [figure.key for figure in statements(rows)] == ["F2"]


def test_lost_letters_are_said_once() -> None:
    rows = made(plan("claim", {"what": "what"}, ("Т?ра?ты",), ("fine?",), ("?ала ж?не",)))
    (said,) = problems(rows)
    assert said[0] == 0
    assert "in 2 cells (A2, A4): letters were lost" in said[2]


def test_day_numbers_are_said_once() -> None:
    from aigaq.reading.tables import Dates

    rows = made(plan("claim", {"what": "what", "d": "said"}, ("x", "44566"), ("y", "44567"), dates=Dates(serials=1900)))
    assert [one.said.date for one in statements(rows)] == ["2022-01-05", "2022-01-06"]
    assert problems(rows) == [(0, "", "day numbers are read as dates, counted from 1900, in 2 cells (B2, B3)", False)]


def test_the_sheet_is_counted() -> None:
    rows = made(plan("figure", FIGURE, ("1", "killed", "5"), ("", "", ""), ("2", "killed", "x")))
    (sheet,) = [row for row in rows if isinstance(row, SheetRow)]
    assert (sheet.rows, sheet.made, sheet.header, sheet.kind, sheet.mapping) == (2, 1, 1, "figure", "test")


def test_a_list_of_persons_makes_no_statement() -> None:
    rows = made(plan("list", {"name": "name"}, ("Invented Person",)))
    (sheet,) = rows
    assert isinstance(sheet, SheetRow)
    assert (sheet.rows, sheet.made) == (1, 0)


WORDS = ["", " ", "5", "около 30", "1,2,3", "9–5", "2022-01-05", "31.02.22", "05/01/22", "almaty", "Алматы+Астана", "killed", "withdrawn",
         "официально", "=1+1", "@x", "a;b", "?", "n/a", "43,2", "16:37", "+06:00", "да", "\u202e5", "x" * 3000, "a\nb", "\ufeff", "٥", "1e9", "-1"]  # fmt: skip
CELLS = st.sampled_from(WORDS) | st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)


@st.composite
def sheets(draw: st.DrawFn) -> Any:
    """A mapping of any kind over random columns, and random rows."""
    kind = draw(st.sampled_from([one for one in KINDS if one != "list"]))
    fields = [name for name in fields_of(kind) if not name.startswith("quote")]
    used = draw(st.lists(st.sampled_from(fields), min_size=1, max_size=8))
    columns = {f"c{number}": field for number, field in enumerate(used) if draw(st.integers(0, 5))}
    names = [f"c{number}" for number in range(len(used))]
    measures = {"m": "killed"} if kind == "figure" and draw(st.booleans()) else {}
    constant = {"figure": {"measure": "killed", "value": "5"}, "event": {"what": "w"}, "claim": {"what": "w"},
                "position": {"person": "p"}, "connectivity": {"state": "down", "start": "2022"}, "source": {"key": "k", "title": "t"}}[kind]  # fmt: skip
    sheet = SheetMapping(id="t", kind=kind, columns=columns, measures=measures, constant=constant, language="ru")
    width = len(names) + len(measures)
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=4))
    return fit(table([*names, *measures], *rows), sheet)


@given(sheets())
def test_nothing_in_a_row_disappears(one: Any) -> None:
    rows = made(one, Context(cited=frozenset({"a"})))
    assert lost_cells(one, rows) == []
    numbers = {row.number for row in one.sheet.rows()}
    seen = {row.row for row in rows if isinstance(row, ProblemRow) and row.dropped}
    seen |= {row.source.row for row in rows if isinstance(row, SourceRow)}
    seen |= {getattr(row.statement.span, "row", 0) for row in rows if isinstance(row, StatementRow)}
    assert numbers <= seen


@given(sheets())
def test_statements_are_whole_and_the_same_again(one: Any) -> None:
    rows = made(one)
    assert rows == made(one)
    for statement in statements(rows):
        assert decode(encode(statement)) == decode(encode(decode(encode(statement))))
        assert len(row_id(statement)) == 64
        assert statement.made_by == ("mapping:t",)


@given(
    st.lists(st.sampled_from(list(code_list("measures"))), min_size=1, max_size=5),
    st.lists(st.integers(0, 10**9), min_size=5, max_size=5),
)
def test_plain_figures_round_trip(measures: list[str], numbers: list[int]) -> None:
    lines = [(f"F{at}", measure, str(numbers[at])) for at, measure in enumerate(measures)]
    rows = made(plan("figure", FIGURE, *lines))
    assert [(one.key, one.measure, str(one.low)) for one in statements(rows)] == lines
    assert problems(rows) == []
