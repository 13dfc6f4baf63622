"""Lists in a build: records, editions and what is odd; made again where something changed, and nowhere else."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from aigaq.build import build
from aigaq.case import Case, Description, Handling
from aigaq.case.adding import thoughts
from aigaq.errors import Reason
from aigaq.statements import Store
from aigaq.statements.persons import EditionRow, People, Record
from tests.build.conftest import new_case
from tests.build.test_tables import done
from tests.people.lists.making import add_list, mapping

FIRST = "id,surname,age,status\n1,Brander,30,missing\n2,Celbost,Less than a day,dead\n3,,40,dead\n"
SECOND = "id,surname,age,status\n1,Brander,30,dead\n4,Drocrin,20,dead\n"


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return new_case(tmp_path / "case")


def records(case: Case) -> dict[str, Record]:
    with Store.open(case) as store:
        return {f"{one.list}:{one.key}": one for one in People(store).records()}


def editions(case: Case) -> list[EditionRow]:
    with Store.open(case) as store:
        return People(store).editions()


def test_rows_become_records(case: Case) -> None:
    item = add_list(case, FIRST, publisher="The Invented Hospital", published="2022-01-10")
    built = build(case)
    assert built.not_read == ()
    found = records(case)
    assert set(found) == {"hospital:1", "hospital:2", "hospital:3"}
    (fate,) = found["hospital:1"].fates
    assert (fate.status, fate.said, fate.basis, fate.keeper, fate.current) == (
        "missing", "2022-01-10", "published", "The Invented Hospital", True,
    )  # fmt: skip
    (edition,) = editions(case)
    assert (edition.item, edition.rows, edition.unnamed, edition.public) == (item, 3, 1, False)
    with Store.open(case) as store:
        assert [(row.cell, row.what, row.text) for row in store.problems()] == [
            ("C3", "an age with words, compared as 0", "")
        ]
        assert [(row.kind, row.rows, row.made) for row in store.sheets()] == [("list", 3, 3)]
        assert store.counts() == {} and list(store.statements()) == []
    assert done(build(case)) == {}


def test_names_are_in_no_index(case: Case) -> None:
    add_list(case, FIRST)
    build(case)
    with Store.open(case) as store:
        assert store.search("Brander") == [] and store.search_cells("Brander") == []
        words = [row for table in ("words", "cell_words") for row in store.rows(f"SELECT text FROM {table}")]
        assert words == []


def test_a_later_edition_and_a_third_with_the_same_bytes(case: Case) -> None:
    one = add_list(case, FIRST)
    build(case)
    before = set(records(case))
    two = add_list(case, SECOND, after=one)
    assert done(build(case)) == {"lists": 1, "people": 1, "accounts": 1, "counting": 1, "toll": 1}
    found = records(case)
    assert set(found) == before | {"hospital:4"}
    assert {key for key, record in found.items() if record.dropped} == {"hospital:2", "hospital:3"}
    assert found["hospital:1"].item == two and found["hospital:2"].item == one
    digest = build(case).digest
    add_list(case, SECOND)
    assert build(case).digest == digest and len(records(case)) == 4, "the same bytes again bring nothing"
    shutil.rmtree(case.derived)
    assert build(case).digest == digest


def test_only_what_changed_is_read_again(case: Case) -> None:
    one, other = add_list(case, FIRST), add_list(case, SECOND, "morgue")
    build(case)
    with case.writing() as batch:
        batch.set("mapping", mapping("morgue", {"surname": "surname"}).encode(), item=other)
    assert done(build(case)) == {"lists": 1, "people": 1, "counting": 1, "toll": 1}
    assert [key for key in records(case) if key.startswith("morgue:row-")]
    replaced = tuple(entry for entry, _ in case.item(one).described)
    with case.writing() as batch:
        batch.describe(one, Description(publisher="Another keeper"), replaces=replaced)
    assert done(build(case))["lists"] == 1
    assert records(case)["hospital:1"].keeper == "Another keeper"


def test_what_is_set_aside_leaves_and_comes_back(case: Case) -> None:
    item = add_list(case, FIRST)
    digest = build(case).digest
    with case.writing() as batch:
        entry = thoughts.set_aside(batch, item, "a forgery")
    build(case)
    assert records(case) == {} and editions(case) == []
    with case.writing() as batch:
        thoughts.undo(batch, [entry])
    assert build(case).digest == digest


@pytest.mark.parametrize(
    ("text", "told", "detail"),
    [
        (FIRST, None, "no mapping is set for this list"),
        (FIRST, "no toml", "no mapping"),
        ("id,surname\n1,Brander\n1,Celbost\n", mapping("hospital", {"id": "key", "surname": "surname"}), "two rows have one key: A2 and A3"),
        ("Brander,Abrin\nCelbost,Beltor\n", mapping("hospital", {"id": "key", "surname": "surname"}), "the mapping is for another sheet"),
        (FIRST, 'aigaq = "mapping 1"\n[[sheet]]\nid = "x"\nkind = "claim"\n[sheet.columns]\n"surname" = "what"\n', "its mapping has no sheet of persons"),
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_read_is_named_and_no_cell_of_it(
    case: Case, text: str, told: str | None, detail: str
) -> None:
    item = add_list(case, text, mapped=False)
    if told is not None:
        with case.writing() as batch:
            batch.set("mapping", told.encode(), item=item)
    (missed,) = build(case).not_read
    assert (missed.item, missed.reason) == (item, Reason.UNKNOWN)
    assert missed.detail.startswith(detail) and "Brander" not in missed.detail
    assert records(case) == {}


def test_an_edition_that_cannot_be_read_drops_nobody(case: Case) -> None:
    one = add_list(case, FIRST)
    add_list(case, "id,surname\n1,Brander\n1,Celbost\n", after=one)
    assert len(build(case).not_read) == 1
    assert len(records(case)) == 3 and not any(record.dropped for record in records(case).values())


def test_workbooks_and_parquet(case: Case) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq
    from xlsxwriter import Workbook

    book_of, rows = io.BytesIO(), io.BytesIO()
    with Workbook(book_of) as book:
        for name, surname in (("Ward A", "Brander"), ("Ward B", "Celbost")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ("Surname", "Born"))
            sheet.write_row(1, 0, (surname, "1990-01-05"))
    pq.write_table(pa.table({"surname": ["Drocrin", None], "age": [30, 4]}), rows)
    two = "".join(
        f'[[sheet]]\nid = "{one}"\nkind = "list"\nname = "{name}"\n[sheet.columns]\n"Surname" = "surname"\n"Born" = "birth"\n'
        for one, name in (("a", "Ward A"), ("b", "Ward B"))
    )
    for data, told in (
        (book_of.getvalue(), f'aigaq = "mapping 1"\n{two}'),
        (rows.getvalue(), mapping("c", {"surname": "surname", "age": "age"})),
    ):
        item = add_list(case, data, mapped=False)
        with case.writing() as batch:
            batch.set("mapping", told.encode(), item=item)
    assert build(case).not_read == ()
    found = sorted((one.list, one.surname or "", one.birth, one.age, one.row) for one in records(case).values())
    assert found[:2] == [("a", "Brander", "1990-01-05", None, 2), ("b", "Celbost", "1990-01-05", None, 2)]
    assert {one[0] for one in found[2:]} == {"c"} and {one[3] for one in found[2:]} == {30, 4}


def test_a_public_list_is_marked(case: Case) -> None:
    add_list(case, FIRST, handling=Handling.PUBLIC)
    build(case)
    assert [row.public for row in editions(case)] == [True]


def test_a_case_without_lists_is_as_it_was(case: Case) -> None:
    build(case)
    with Store.open(case) as store:
        assert list(store.partitions("lists")) == list(store.partitions("people")) == []
        assert People(store).linking() is None
