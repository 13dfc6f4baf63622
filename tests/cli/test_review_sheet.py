"""The review sheet: everything is text, drop-downs for decisions, and it comes back whatever is done to its rows."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from python_calamine import load_workbook

from aigaq.cli.review_sheet import (
    COLUMNS,
    HIDDEN,
    LONGEST,
    SHEET,
    Line,
    changes_of,
    read_review,
    verdict_of,
    write_review,
)
from aigaq.errors import FormatError, NotReadable, UsageError

NASTY = ["=1+1", "+7 700", "-5", "@SUM(A1)", "\t=1", "{=1}", "https://example.org", "12", "'quoted", "<b>&amp;", "a\nb", "\x07"]  # fmt: skip


def line(number: int = 0, **texts: str) -> Line:
    return Line({"id": f"{number:08x}", "says": "5 killed", "fingerprint": "f", "item": "i", "place": "p", **texts})


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "review.xlsx"
    write_review(path, [line(n, quote=words, document=words, says=words) for n, words in enumerate(NASTY)])
    with zipfile.ZipFile(path) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "hyperlink" not in sheet
    # Only the header's and the body's strings: nothing is a number.
    assert set(re.findall(r'<c [^>]*?t="(\w+)"', sheet)) == {"s"}
    assert len(re.findall(r"<c ", sheet)) == len(re.findall(r'<c [^>]*?t="s"', sheet))
    rows = load_workbook(str(path)).get_sheet_by_name(SHEET).to_python()
    quotes = [row[list(COLUMNS).index("quote")] for row in rows[1:]]
    assert quotes[:-1] == NASTY[:-1]


def test_the_sheet_offers_the_decisions(tmp_path: Path) -> None:
    path = tmp_path / "review.xlsx"
    assert write_review(path, [line(1), line(2)]) == 2
    with zipfile.ZipFile(path) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    assert '<dataValidation type="list"' in sheet and 'sqref="B2:B3"' in sheet
    assert '"accept,amend,reject"' in sheet.replace("&quot;", '"')
    assert len(re.findall(r'<col [^>]*hidden="1"', sheet)) == 1, "the last columns, side by side"
    rows = load_workbook(str(path)).get_sheet_by_name(SHEET).to_python()
    assert rows[0] == [*COLUMNS, *HIDDEN]
    assert [row[1] for row in rows[1:]] == ["", ""]


def test_the_same_statements_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "one.xlsx", tmp_path / "other.xlsx"
    for path in (one, other):
        write_review(path, [line(1)])
    assert one.read_bytes() == other.read_bytes()


def test_nothing_to_decide_is_a_sheet_too(tmp_path: Path) -> None:
    path = tmp_path / "review.xlsx"
    assert write_review(path, []) == 0
    assert read_review(path) == ()


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    path = tmp_path / "review.xlsx"
    path.write_bytes(b"mine")
    with pytest.raises(UsageError, match="something here already"):
        write_review(path, [line()])
    assert path.read_bytes() == b"mine"
    write_review(path, [line()], force=True)
    assert path.read_bytes() != b"mine"


def test_long_texts_are_cut(tmp_path: Path) -> None:
    path = tmp_path / "review.xlsx"
    write_review(path, [line(quote="x" * 40_000)])
    rows = load_workbook(str(path)).get_sheet_by_name(SHEET).to_python()
    assert rows[1][list(COLUMNS).index("quote")] == "x" * LONGEST + " …"


def test_answers_are_read_from_a_csv_with_rows_moved(tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    path.write_text(
        "reason,ID,Decision,changes\nwhy,00000002,Reject,\n,00000003,,\nbetter,00000001,amend,measure=injured; low=12\n",
        encoding="utf-8",
    )
    answers = read_review(path)
    assert [(one.row, one.texts["id"], verdict_of(one)) for one in answers] == [
        (2, "00000002", "reject"),
        (4, "00000001", "amend"),
    ]
    assert changes_of(answers[1]) == {"measure": "injured", "low": "12"}
    assert (answers[1].at("decision"), answers[1].at("gone")) == ("C4", "row 4")


def test_words_that_are_no_decision_are_named_with_their_cell(tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    path.write_text("id,decision,changes\n0001,rejct,\n0002,no,\n0003,amend,injured\n", encoding="utf-8")
    first, second, third = read_review(path)
    assert str(verdict_of(first)).find("B2") > 0 and "did you mean reject" in str(verdict_of(first))
    assert "one of accept, amend, reject" in str(verdict_of(second))
    assert "C4" in str(changes_of(third)) and "field=value" in str(changes_of(third))


def test_another_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("name,date\nx,2022\n", encoding="utf-8")
    with pytest.raises(FormatError, match="no review sheet"):
        read_review(path)
    path.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(NotReadable):
        read_review(path)
