"""Sheets that describe files."""

from aigaq.reading.tables import describing
from aigaq.statements import DateBasis, Dated
from tests.reading.tables.helpers import plan

COLUMNS = {
    "file": "file",
    "title": "title",
    "who": "publisher",
    "d": "published",
    "k": "kind",
    "s": "seen",
    "id": "key",
    "n": "note",
}


def test_fields_of_a_description() -> None:
    sheet = plan(
        "source",
        COLUMNS,
        ("pages\\a.txt", "A title", "The Courier", "19.01.22", "agency", "headline", "s1", "x"),
        ("", "b", "", "", "", "", "", ""),
    )
    (row,) = describing(sheet)
    assert (row.file, row.row, row.published) == ("pages/a.txt", 2, Dated("2022-01-19", DateBasis.STATED))
    assert row.fields == {
        "title": "A title",
        "title_basis": "stated",
        "publisher": "The Courier",
        "kind": "agency",
        "seen": "headline",
        "notes": "x; id: s1",
    }
    assert row.odd == ()


def test_what_is_odd_is_said_and_kept() -> None:
    (row,) = describing(plan("source", COLUMNS, ("a.txt", "", "", "soon", "gossip", "", "", "")))
    assert row.published is None
    assert row.fields == {"kind": "gossip", "notes": "d: soon"}
    assert [(one.cell, one.what) for one in row.odd] == [
        ("D2", "no date: soon"),
        ("E2", "no code of the list source_kinds: gossip"),
    ]
