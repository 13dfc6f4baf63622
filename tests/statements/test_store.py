"""The derived store: what goes in comes out, slices equal the text, digests know no order."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigaq.errors import FormatError, NotFound, Reason, StorageError
from aigaq.statements import Standing, Store, TextSpan, encode, row_id
from aigaq.statements.rows import AnyRow, ChunkRow, NotReadRow, RenditionRow, StandingRow, StatementRow
from aigaq.statements.schema import FILE, TABLES
from aigaq.statements.stage import Partition, digest_of
from aigaq.statements.standing import Became
from aigaq.statements.writing import finish, scrub, writing
from tests.statements.making import ITEM, figure

OTHER = "cd" * 32


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path) as made:
        yield made


def put(store: Store, stage: str, key: str, *rows: AnyRow) -> None:
    with writing(store) as writer:
        writer.replace(stage, "1", Partition(key, digest_of(key)), rows)
        writer.step()


def chunk_rows(text: str, size: int, item: str = ITEM) -> list[AnyRow]:
    return [ChunkRow(item, "text", at, text[at : at + size]) for at in range(0, len(text), size)]


def test_rows_come_back(store: Store) -> None:
    rendition = RenditionRow(ITEM, "text", "1", "cp1251", "by its letters", ("text",))
    missed = NotReadRow(ITEM, Reason.LANGUAGE, "fr", 3, 9)
    withdrawn = Became(Standing.WITHDRAWN, by=("b",), replaced_by=("c",), targets=())
    statements = [figure(5, start=90), figure(7, start=10), figure(7, start=10, measure="injured")]
    put(store, "intake", ITEM, rendition, *chunk_rows("some text", 4))
    put(store, "reading", ITEM, *map(StatementRow, statements), missed)
    put(store, "standing", ITEM, StandingRow(ITEM, row_id(statements[0]), withdrawn))
    assert list(store.renditions()) == [rendition]
    assert list(store.renditions(OTHER)) == []
    assert store.not_read() == store.not_read(ITEM) == [missed]
    rows = list(store.statements())
    assert [row.statement for row in rows] == [*sorted(statements[1:], key=row_id), statements[0]]
    assert (rows[-1].standing, rows[-1].by_ids, rows[-1].replaced_ids) == (Standing.WITHDRAWN, ("b",), ("c",))
    assert rows[0].standing is Standing.STANDING
    assert all(row.id == row_id(row.statement) for row in rows)
    assert store.statement(rows[1].id) == rows[1]
    assert list(store.statements(kind="event")) == []
    assert list(store.statements(kind="figure", item=ITEM)) == rows
    assert store.counts() == {"figure": 3}
    assert list(store.chunks(ITEM)) == [("text", 0, "some"), ("text", 4, " tex"), ("text", 8, "t")]
    assert (store.length(ITEM), store.length(OTHER)) == (9, 0)


def test_one_statement_read_twice_is_one_row(store: Store) -> None:
    put(store, "reading", ITEM, StatementRow(figure(5)), StatementRow(figure(5)))
    assert store.counts() == {"figure": 1}


def test_no_such_statement(store: Store) -> None:
    with pytest.raises(NotFound, match="no such statement"):
        store.statement("ff" * 32)


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1, max_size=60), st.integers(1, 20), st.data())
def test_slices_equal_the_text(
    tmp_path_factory: pytest.TempPathFactory, text: str, size: int, data: st.DataObject
) -> None:
    with Store.create(tmp_path_factory.mktemp("store")) as store:
        put(store, "intake", ITEM, *chunk_rows(text, size))
        for _ in range(5):
            start, end = data.draw(st.integers(-3, 70)), data.draw(st.integers(-3, 70))
            assert store.text(ITEM, "text", start, end) == text[max(0, start) : max(0, end)]
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start, len(text)))
        span = TextSpan(start=start, end=end, quote=text[start:end])
        around = store.context(ITEM, span, 7, 9)
        assert around.quote == span.quote
        assert around.before + around.quote + around.after == text[max(0, start - 7) : end + 9]
        assert store.text(OTHER, "text", 0, 9) == store.text(ITEM, "page 2", 0, 9) == ""


PARTS = [("reading", f"{n:064x}", n) for n in range(6)]


def fill(store: Store, order: list[tuple[str, str, int]]) -> str:
    for stage, key, value in order:
        rows = [StatementRow(figure(value + n, item=key, start=n)) for n in range(3)]
        put(store, stage, key, *(rows if value % 2 else reversed(rows)), *chunk_rows("text of it", 3, key))
    return store.digest()


@settings(max_examples=10, deadline=None)
@given(st.permutations(PARTS), st.sampled_from(PARTS))
def test_the_digest_knows_no_order(
    tmp_path_factory: pytest.TempPathFactory, order: list[tuple[str, str, int]], again: tuple[str, str, int]
) -> None:
    with Store.create(tmp_path_factory.mktemp("store")) as one, Store.create(tmp_path_factory.mktemp("store")) as two:
        digest = fill(one, PARTS)
        assert fill(two, order) == digest
        put(two, "reading", again[1], StatementRow(figure(99, item=again[1])))
        assert two.digest() != digest
        assert fill(two, [again]) == digest
        assert two.damaged() == []


@pytest.mark.parametrize("table", sorted(TABLES))
def test_rows_are_hashed_without_being_sorted(store: Store, table: str) -> None:
    """A sorter would hold the whole of a long text."""
    columns, key = TABLES[table]
    query = f"EXPLAIN QUERY PLAN SELECT {', '.join(columns)} FROM {table} WHERE of = 1 ORDER BY {', '.join(key)}"
    plan = [row[3] for row in store.connection.execute(query)]
    assert any(f"{table}_of" in step for step in plan)
    assert not [step for step in plan if "TEMP B-TREE" in step]


def test_removed_partitions_leave_nothing(store: Store, tmp_path: Path) -> None:
    empty = store.digest()
    put(store, "intake", ITEM, *chunk_rows("the secret word is Quartzite", 9))
    with writing(store) as writer:
        writer.remove("intake", ITEM)
        writer.remove("intake", OTHER)
    scrub(store)
    finish(store)
    assert store.digest() == empty
    assert store.search("Quartzite") == []
    store.close()
    assert b"uartzite" not in (tmp_path / FILE).read_bytes().lower()


def test_a_changed_row_is_found(store: Store) -> None:
    put(store, "reading", ITEM, StatementRow(figure(5)))
    put(store, "reading", OTHER, StatementRow(figure(5, item=OTHER)))
    body = encode(figure(6, item=OTHER)).decode()
    store.connection.execute("UPDATE statements SET body = ? WHERE item = ?", (body, OTHER))
    assert [done.key for done in store.damaged()] == [OTHER]


def test_a_build_that_dies_keeps_whole_groups_only(store: Store) -> None:
    put(store, "reading", ITEM, StatementRow(figure(5)))
    with pytest.raises(KeyboardInterrupt), writing(store) as writer:
        writer.replace("reading", "1", Partition(OTHER, "x"), [StatementRow(figure(5, item=OTHER))])
        raise KeyboardInterrupt
    assert [done.key for done in store.partitions("reading")] == [ITEM]
    assert store.counts() == {"figure": 1}


def test_reading_needs_a_build(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nothing has been built"):
        Store.open(tmp_path)


def test_a_finished_store_can_be_read_where_nothing_can_be_written(store: Store, tmp_path: Path) -> None:
    put(store, "reading", ITEM, StatementRow(figure(5)))
    finish(store)
    store.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [FILE]
    with Store.open(tmp_path) as read:
        assert read.counts() == {"figure": 1}
        with pytest.raises(StorageError), writing(read):
            pass


@pytest.mark.parametrize("damage", [b"this is no database at all, but long enough to be one" * 30, b""])
def test_another_file_in_its_place(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE).write_bytes(damage)
    with pytest.raises(FormatError, match="damaged or of another version"):
        Store.open(tmp_path)


def test_another_schema(tmp_path: Path) -> None:
    Store.create(tmp_path).close()
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    for opened in (Store.open, Store.create):
        with pytest.raises(FormatError, match="another version"):
            opened(tmp_path)


def test_a_full_disk(store: Store) -> None:
    put(store, "reading", ITEM, StatementRow(figure(5)))
    pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
    store.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError, match="the disk is full") as caught:
        put(store, "intake", ITEM, *chunk_rows("long " * 20_000, 1000))
    assert caught.value.hint is not None and caught.value.where == str(store.path)
    assert store.counts() == {"figure": 1}
    assert store.length(ITEM) == 0


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError):
        Store.create(tmp_path / "file" / "derived")
