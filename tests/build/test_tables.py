"""Tables in a build: mappings, editions, quotes by hand, sources nobody has; a change makes again what it touches."""

from typing import Any

import pytest

from aigaq.build import Built, build
from aigaq.case import Case, Role
from aigaq.case.adding import thoughts
from aigaq.case.editions import record_edition
from aigaq.errors import Reason
from aigaq.statements import Figure, Standing, Store, TextSpan
from aigaq.statements.rows import ProblemRow
from tests.build.conftest import add

pytestmark = pytest.mark.usefixtures("reader")

FIGURES = 'aigaq = "mapping 1"\n[[sheet]]\nid = "f"\nkind = "figure"\nname = "f"\n[sheet.columns]\n' + "".join(
    f'"{name}" = "{field}"\n'
    for name, field in {
        "id": "key", "what": "measure", "n": "value", "from": "cited", "words": "quote", "in": "quote_item",
        "status": "status", "who": "speaker", "through": "via",
    }.items()
)  # fmt: skip
HEADER = "id,what,n,from,words,in,status,who,through\n"
SOURCES = (
    'aigaq = "mapping 1"\n[[sheet]]\nid = "s"\nkind = "source"\n[sheet.columns]\n"id" = "key"\n"title" = "title"\n'
)


def add_table(case: Case, text: str, mapping: str | None = FIGURES, **told: Any) -> str:
    item = add(case, text, media="text/csv", role=Role.TABLE, **told)
    if mapping is not None:
        with case.writing() as batch:
            batch.set("mapping", mapping.encode(), item=item)
    return item


def figures(case: Case) -> list[Figure]:
    with Store.open(case) as store:
        return [row.statement for row in store.statements("figure") if isinstance(row.statement, Figure)]


def problems(case: Case) -> list[ProblemRow]:
    with Store.open(case) as store:
        return list(store.problems())


def done(built: Built) -> dict[str, int]:
    return {stage.name: len(stage.done) for stage in built.stages if stage.done}


def test_rows_become_statements_with_their_standing(case: Case) -> None:
    item = add_table(case, HEADER + "F1,killed,5,,,,withdrawn,A Minister,\nF2,killed,6,,,,,,\n")
    built = build(case)
    assert built.not_read == ()
    with Store.open(case) as store:
        rows = list(store.statements("figure"))
        assert [(row.statement.key, row.standing) for row in rows] == [
            ("F1", Standing.WITHDRAWN),
            ("F2", Standing.STANDING),
        ]
        assert store.counts() == {"figure": 2, "withdrawal": 1}
        assert rows[0].statement.item == item
        assert [(sheet.rows, sheet.made) for sheet in store.sheets()] == [(2, 2)]
    assert done(build(case)) == {}
    assert build(case).digest == built.digest


def test_a_table_without_a_mapping_is_listed(case: Case) -> None:
    item = add_table(case, HEADER, None)
    (missed,) = build(case).not_read
    assert (missed.item, missed.reason) == (item, Reason.UNKNOWN)
    assert missed.detail.startswith("no mapping is set for this table: `aigaq map`")
    with case.writing() as batch:
        batch.set("mapping", FIGURES.encode())
    assert build(case).not_read == ()


def test_a_mapping_that_cannot_be_read_is_listed(case: Case) -> None:
    add_table(case, HEADER, "no toml")
    (missed,) = build(case).not_read
    assert missed.detail.startswith("no mapping: ")


def test_what_is_no_table_is_listed(case: Case) -> None:
    item = add(case, b"\x89PNG\r\n\x1a\n", role=Role.TABLE, media="text/csv")
    with case.writing() as batch:
        batch.set("mapping", FIGURES.encode(), item=item)
    (missed,) = build(case).not_read
    assert missed.reason is Reason.BINARY


def test_another_mapping_reads_that_table_again(case: Case) -> None:
    item = add_table(case, HEADER + "F1,killed,5,,,,,,\n")
    add_table(case, HEADER + "F2,killed,6,,,,,,\n")
    build(case)
    with case.writing() as batch:
        batch.set("mapping", FIGURES.replace('id = "f"', 'id = "g"').encode(), item=item)
    assert done(build(case))["tables"] == 1
    assert {one.made_by for one in figures(case)} == {("mapping:g",), ("mapping:f",)}


def test_a_source_nobody_has(case: Case) -> None:
    add_table(case, HEADER + "F1,killed,5,a;b,,,,,\n")
    build(case)
    assert problems(case) == []
    sources = add_table(case, "id,title\na,A title\n", SOURCES)
    build(case)
    assert [(one.row, one.cell, one.what) for one in problems(case)] == [(2, "D2", "no source has the id b")]
    newer = add_table(case, "id,title\na,A title\nb,Another\n", SOURCES)
    with case.writing() as batch:
        record_edition(batch, sources, newer)
    build(case)
    assert problems(case) == []
    with Store.open(case) as store:
        assert [(source.key, source.item) for source in store.sources()] == [("a", newer), ("b", newer)]


def test_editions(case: Case) -> None:
    old = add_table(case, HEADER + "F1,killed,5,,,,,,\nF2,killed,6,,,,,,\nF3,killed,7,,,,,,\n")
    build(case)
    new = add_table(case, HEADER + "F3,killed,7,,,,,,\nF1,killed,8,,,,,,\nF4,killed,9,,,,,,\n")
    with case.writing() as batch:
        record_edition(batch, old, new)
    build(case)
    found = {(one.key, one.low): one for one in figures(case)}
    assert set(found) == {("F1", 8), ("F2", 6), ("F3", 7), ("F4", 9)}
    assert (found["F2", 6].item, found["F2", 6].note) == (old, "not in the next edition of the table")
    assert [(one.item, one.row, one.what) for one in problems(case)] == [(old, 2, "changed in the next edition: n")]


def test_a_quote_by_hand_is_the_documents_statement(case: Case) -> None:
    document = add(case, "There was nobody <dixdix>. Invented: about ten were hurt.", file_name="a.txt")
    table = add_table(case, HEADER + "F1,injured,10,,about ten were hurt,a.txt,,,\n", author="A. Reader")
    build(case)
    (figure,) = figures(case)
    assert (figure.item, figure.key, figure.made_by) == (document, "F1", ("person:A. Reader",))
    with Store.open(case) as store:
        assert isinstance(figure.span, TextSpan)
        assert store.text(document, "text", figure.span.start, figure.span.end) == "about ten were hurt"
        assert [row.id for row in store.statements(item=table)] == []
    again = build(case)
    assert done(again) == {}
    add(case, "Another text that says about ten were hurt.", file_name="b.txt")
    assert set(done(build(case))) == {"intake", "reading", "tables", "standing", "accounts"}


def test_a_quote_twice_is_listed(case: Case) -> None:
    add(case, "Ten were hurt. Ten were hurt.", file_name="a.txt")
    add_table(case, HEADER + "F1,injured,10,,Ten were hurt,a.txt,,,\n")
    build(case)
    (odd,) = problems(case)
    assert (odd.cell, odd.dropped) == ("E2", True)
    assert "stands more than once" in odd.what
    assert figures(case) == []


def test_the_sides_of_the_case(case: Case) -> None:
    add_table(case, HEADER + "F1,killed,5,,,,,A Minister,The Courier\n")
    with case.writing() as batch:
        batch.set("sides", b'"The Courier" = "media"')
    build(case)
    assert [link.side for link in figures(case)[0].speakers] == ["unknown", "media"]


def test_incremental_and_clean_builds_agree(case: Case) -> None:
    add(case, "Invented: about ten were hurt.", file_name="a.txt")
    old = add_table(case, HEADER + "F1,killed,5,,,,withdrawn,,\nF2,injured,10,,about ten were hurt,a.txt,,,\n")
    build(case)
    new = add_table(case, HEADER + "F1,killed,8,,,,,,\n")
    with case.writing() as batch:
        record_edition(batch, old, new)
    digest = build(case).digest
    (case.derived / "aigaq.sqlite").unlink()
    assert build(case).digest == digest


def test_the_same_bytes_as_document_and_table(case: Case) -> None:
    text = HEADER + "F1,killed,5,,,,,,\n"
    assert add(case, text) == add_table(case, text)
    build(case)
    with Store.open(case) as store:
        assert {row.statement.made_by for row in store.statements("figure")} >= {("mapping:f",), ("rule:test",)}


def set_aside(case: Case, item: str) -> str:
    with case.writing() as batch:
        return thoughts.set_aside(batch, item, "an invented doubt")


def undo(case: Case, entry: str) -> None:
    with case.writing() as batch:
        thoughts.undo(batch, [entry])


def test_an_edition_that_is_set_aside_is_passed_over(case: Case) -> None:
    old, middle, new = (add_table(case, HEADER + f"F1,killed,{number},,,,,,\n") for number in (5, 6, 7))
    with case.writing() as batch:
        record_edition(batch, old, middle)
        record_edition(batch, middle, new)
    before = build(case)
    assert [one.low for one in figures(case)] == [7]
    entries = [set_aside(case, middle)]
    build(case)
    assert [one.low for one in figures(case)] == [7]
    entries.append(set_aside(case, new))
    build(case)
    assert [one.low for one in figures(case)] == [5]
    for entry in entries:
        undo(case, entry)
    assert build(case).digest == before.digest
    edition = [view.id for view in case.entries() if view.kind == "derive"]
    undo(case, edition[1])
    build(case)
    assert sorted(one.low or 0 for one in figures(case)) == [6, 7]


def test_a_document_that_is_set_aside_is_quoted_by_nobody_and_hides_no_other(case: Case) -> None:
    document = add(case, "Invented: about ten were hurt.", file_name="a.txt")
    add_table(case, HEADER + "F1,injured,10,,about ten were hurt,a.txt,,,\n")
    before = build(case)
    assert [one.item for one in figures(case) if one.key == "F1"] == [document]
    double = add(case, "Invented: another text, about ten were hurt.", file_name="a.txt")
    build(case)
    assert [one.what for one in problems(case)] == ["2 held items are called a.txt: give the id of one"]
    entry = set_aside(case, double)
    assert build(case).digest == before.digest
    first = set_aside(case, document)
    build(case)
    assert [one.what for one in problems(case)] == ["no held item is called a.txt"]
    assert figures(case) == []
    undo(case, first)
    assert build(case).digest == before.digest
    undo(case, entry)
    build(case)
    assert problems(case) != []
