"""The build is a function of the set of entries: incremental equals clean, twice equals once, order plays no part."""

import dataclasses
import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import pytest

from aigaq.build import Progress, build
from aigaq.case import Case, Description, Role
from aigaq.case.adding import thoughts
from aigaq.engines import Local
from aigaq.errors import Busy, FormatError, NotFound, Reason
from aigaq.statements import Standing, Store
from aigaq.statements.schema import FILE
from tests.build.conftest import add, new_case

pytestmark = pytest.mark.usefixtures("reader")
Item = TypeVar("Item")
Result = TypeVar("Result")
TEXTS = [f"Report {number}: {number * 3} dead; later not {number * 3}." for number in range(1, 25)]


def anew(case: Case) -> str:
    """The digest of a clean build, in another folder."""
    kept = case.derived.with_name("kept")
    case.derived.rename(kept)
    try:
        return build(case).digest
    finally:
        shutil.rmtree(case.derived)
        kept.rename(case.derived)


def statements(case: Case) -> list[tuple[str, Standing]]:
    with Store.open(case) as store:
        return [(row.id, row.standing) for row in store.statements()]


def test_clean_equals_incremental_and_twice_equals_once(case: Case) -> None:
    digests = []
    for number, text in enumerate(TEXTS):
        add(case, text, published=f"2022-01-{number + 1:02}")
        if number % 6 == 0:
            built = build(case)
            assert anew(case) == built.digest
            digests.append(built.digest)
    built = build(case)
    assert (built.digest, built.done) == (anew(case), 4 * 5)
    again = build(case)
    assert (again.digest, again.done, again.kept) == (
        built.digest,
        0,
        4 * len(TEXTS) + 1,
    )  # one of the whole case: no list
    assert len(set(digests)) == len(digests)


def test_two_orders_of_adding_give_the_same_statements(tmp_path: Path) -> None:
    found = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        case = new_case(tmp_path / name / "case")
        texts = sorted(TEXTS)
        random.Random(name).shuffle(texts)
        for text in texts:
            add(case, text)
        found.append((build(case).digest, statements(case)))
    assert found[0] == found[1]


@pytest.mark.parametrize("workers", [1, 2])
def test_the_engine_changes_nothing(case: Case, workers: int) -> None:
    for text in TEXTS:
        add(case, text)
    built = build(case, engine=Local(workers=workers))
    assert built.digest == anew(case)
    assert len(statements(case)) == 3 * len(TEXTS)


def test_one_more_document_opens_no_other(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Building again costs what is new: no bytes and no text of other items are looked at."""
    for text in TEXTS:
        add(case, text)
    build(case)
    item = add(case, "One more: 77.")
    looked: list[str] = []
    queries: list[str] = []
    opened, chunks, create = case.open_item, Store.chunks, Store.create

    def open_item(sha256: str) -> BinaryIO:
        looked.append(sha256)
        return opened(sha256)

    def chunks_of(store: Store, one: str) -> Iterator[tuple[str, int, str]]:
        looked.append(one)
        return chunks(store, one)

    def traced(folder: Path) -> Store:
        store = create(folder)
        store.connection.set_trace_callback(queries.append)
        return store

    monkeypatch.setattr(case, "open_item", open_item)
    monkeypatch.setattr(Store, "chunks", chunks_of)
    monkeypatch.setattr(Store, "create", traced)
    assert build(case).done == 4
    assert set(looked) == {item}
    assert [one for one in queries if "FROM chunks" in one]
    # Every query of texts is bound to one partition.
    assert [one for one in queries if "FROM chunks" in one and " WHERE of = " not in one] == []


def test_standing_is_kept(case: Case) -> None:
    add(case, "It says 7 dead, then: not 7, but 9.")
    build(case)
    with Store.open(case) as store:
        rows = list(store.statements())
        seven, withdrawal, nine = rows
        assert [row.standing for row in rows] == [Standing.WITHDRAWN, Standing.STANDING, Standing.STANDING]
        assert (seven.by_ids, withdrawal.target_ids) == ((withdrawal.id,), (seven.id,))
        assert store.text(nine.statement.item, "text", 3, 7) == "says"


def test_what_is_gone_leaves_nothing(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, gone = add(case, "There were 5."), add(case, "Quartzite hid 6.")
    before = build(case)
    items = case.items()
    monkeypatch.setattr(case, "items", lambda: tuple(item for item in items if item.sha256 == kept))
    after = build(case)
    assert [stage.removed for stage in after.stages if stage.removed] == [(gone,)] * 4
    assert after.digest not in (before.digest,)
    assert anew(case) == after.digest
    assert b"uartzite" not in (case.derived / FILE).read_bytes()
    with Store.open(case) as store:
        assert store.search("Quartzite") == []


@pytest.mark.parametrize("flag", [{"shredded": True}, {"set_aside": True}])
def test_shredded_and_set_aside_items_are_not_built(
    case: Case, monkeypatch: pytest.MonkeyPatch, flag: dict[str, Any]
) -> None:
    add(case, "There were 5.")
    build(case)
    items = tuple(dataclasses.replace(item, **flag) for item in case.items())
    monkeypatch.setattr(case, "items", lambda: items)
    built = build(case)
    assert (statements(case), built.not_read) == ([], ())


def test_what_is_not_read_is_listed(case: Case) -> None:
    items = {
        Reason.BINARY: add(case, b"\x89PNG\r\n\x1a\n"),
        Reason.EMPTY: add(case, b""),
        Reason.ENCODING: add(case, "Ұлы".encode("kz1048")),
        Reason.KIND: add(case, '<?xml version="1.0"?><note>5</note>'),
        Reason.DAMAGED: add(case, "%PDF-1.4"),
        Reason.LANGUAGE: add(case, "There were 5. <Il y en avait 6.>"),
    }
    add(case, "a crash of 5")
    items[Reason.UNKNOWN] = add(case, "name,dead\nx,5\n", role=Role.TABLE)  # no mapping fits
    built = build(case)
    found = {row.reason: row.item for row in built.not_read if "crash" not in row.detail}
    assert found == items
    assert [row.detail for row in built.not_read if "crash" in row.detail] == ["the reader failed: KeyError: 'crash'"]
    stretch = next(row for row in built.not_read if row.reason is Reason.LANGUAGE)
    assert (stretch.start, stretch.end, stretch.detail) == (14, 32, "fr")
    assert build(case).not_read == built.not_read


def test_bytes_that_were_missing_are_read_when_they_come(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    add(case, "There were 5.")

    def missing(item: str) -> None:
        raise NotFound("its bytes are not here", where=item)

    with monkeypatch.context() as patch:
        patch.setattr(case, "open_item", missing)
        assert [row.reason for row in build(case).not_read] == [Reason.MISSING]
        assert build(case).done == 1
    built = build(case)
    assert (built.not_read, len(statements(case))) == ((), 1)
    assert built.digest == anew(case)


def test_a_new_version_of_a_stage_reads_again(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    add(case, "There were 5.")
    build(case)
    monkeypatch.setattr("aigaq.reading.version", lambda: "another")
    ran = {stage.name: len(stage.done) for stage in build(case).stages if stage.done}
    assert ran == {"reading": 1}


class Dies:
    """An engine that is interrupted after some results."""

    def __init__(self, after: int) -> None:
        self.after = after

    def map(self, fn: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        for count, item in enumerate(items):
            if count == self.after:
                raise KeyboardInterrupt
            yield fn(item)


@pytest.mark.parametrize("after", [0, 3, 70])
def test_a_build_that_dies_leaves_a_usable_store(case: Case, after: int) -> None:
    for number in range(80):
        add(case, f"There were {number}.")
    with pytest.raises(KeyboardInterrupt):
        build(case, engine=Dies(after))
    with Store.open(case) as store:
        assert store.damaged() == []
        assert store.counts().get("figure", 0) == after // 64 * 64
    built = build(case)
    assert built.anew is None
    assert built.digest == anew(case)
    assert {stage.name: stage.kept for stage in built.stages}["intake"] == 80


def damage_head(path: Path) -> None:
    path.write_bytes(b"no database" + path.read_bytes()[11:])


def damage_end(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:8192])


def damage_pages(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [damage_head, damage_end, damage_pages])
def test_a_damaged_store_is_built_anew_and_said(case: Case, damage: Callable[[Path], None]) -> None:
    add(case, "There were 5.")
    built = build(case)
    damage(case.derived / FILE)
    again = build(case)
    assert again.anew is not None and "damaged" in again.anew
    assert (again.digest, again.done) == (built.digest, 5)
    assert build(case).anew is None


def test_an_empty_store_is_filled(case: Case) -> None:
    add(case, "There were 5.")
    built = build(case)
    empty(case.derived / FILE)
    assert build(case).digest == built.digest


def test_one_build_at_a_time(case: Case) -> None:
    for text in TEXTS:
        add(case, text)

    def build_again(progress: Progress) -> None:
        with pytest.raises(Busy, match="another build"):
            build(case)

    assert build(case, progress=build_again).done == 4 * len(TEXTS) + 1


def test_progress_is_told(case: Case) -> None:
    add(case, "There were 5.")
    add(case, "There were 6.")
    told: list[Progress] = []
    build(case, progress=told.append)
    steps = [(progress.stage, progress.done, progress.total) for progress in told]
    of_items = [(stage, done, 2) for stage in ("intake", "reading", "standing", "accounts") for done in (1, 2)]
    assert steps == [*of_items, ("toll", 1, 1)]


def test_an_empty_case(case: Case) -> None:
    built = build(case)
    assert (built.done, built.kept, built.not_read) == (0, 0, ())
    assert statements(case) == []


def test_a_setting_that_cannot_be_read_is_an_error(case: Case) -> None:
    add(case, "There were 5.")
    with case.writing() as batch:
        batch.set("sides", b"{not toml, not json")
    with pytest.raises(FormatError, match="neither TOML nor JSON"):
        build(case)
    with Store.open(case) as store:
        assert [rendition.encoding for rendition in store.renditions()] == ["utf-8"]


def test_setting_aside_takes_statements_out_and_undoing_it_brings_them_back(case: Case) -> None:
    kept, item = add(case, "There were 5."), add(case, "There were 6 quartz.", published="2022-01-07")
    before = build(case)
    with case.writing() as batch:
        entry = thoughts.set_aside(batch, item, "a forgery")
    aside = build(case)
    assert {one for stage in aside.stages for one in stage.removed} == {item}
    with Store.open(case) as store:
        assert [row.statement.item for row in store.statements()] == [kept]
    assert b"quartz" not in (case.derived / FILE).read_bytes()
    assert (build(case).done, anew(case)) == (0, aside.digest)
    with case.writing() as batch:
        thoughts.undo(batch, [entry])
    back = build(case)
    assert back.digest == before.digest
    assert anew(case) == before.digest


def test_an_undone_batch_is_as_if_it_had_not_been_added(case: Case) -> None:
    add(case, "There were 5.")
    before = build(case)
    item = add(case, "There were 7.")
    with case.writing() as batch:
        described = batch.describe(item, Description(publisher="The Invented Courier"))
    after = build(case)
    named = case.item(item).acquired[0].batch
    with case.writing() as batch:
        undos = thoughts.undo(batch, [view.id for view in thoughts.foreseen(case.index(), "batch", named)])
    assert build(case).digest == before.digest
    with case.writing() as batch:
        thoughts.undo(batch, undos)
    assert build(case).digest == after.digest
    with case.writing() as batch:
        thoughts.undo(batch, [described])
    assert build(case).digest != after.digest
