"""Descriptions of small public items that come together share blobs; all others have blobs of their own."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.case import Description, Handling, Role, Verdict, add_folder, verify
from aigaq.case.adding import acquiring
from aigaq.case.adding.acquiring import SHARED_FROM, TOGETHER, Said, Taken, encode_all, shared
from aigaq.case.disk.packs import MEMBER_LIMIT
from aigaq.case.log import entries
from aigaq.case.log.descriptions import NOTHING, decode_shared
from aigaq.case.log.kinds import ItemEntry
from tests.case.conftest import Made

HEX = st.text("0123456789abcdef", min_size=64, max_size=64)
TAKEN = st.builds(
    Taken,
    HEX,
    st.integers(0, 1 << 60),
    st.builds(
        Said,
        st.sampled_from(Role),
        st.sampled_from(Handling),
        st.sampled_from(["text/plain", "text/plain;charset=cp1251", "application/pdf"]),
        st.just(NOTHING),
    ),
)


@given(st.lists(TAKEN, max_size=20), st.lists(HEX, min_size=20, max_size=20), st.data())
def test_entries_written_by_the_batch_are_those_written_one_by_one(
    taken: list[Taken], hashes: list[str], data: st.DataObject
) -> None:
    blobs = {one.item: blob for one, blob in zip(taken, hashes, strict=False) if data.draw(st.booleans())}
    at, batch = "2022-01-05T12:00:00Z", "0" * 32
    expected = [
        entries.encode(
            ItemEntry(
                v=1, at=at, item=one.item, size=one.size, media=one.said.media, role=one.said.role.value,
                handling=one.said.handling.value, batch=batch, description=blobs.get(one.item),
            )
        )
        for one in taken
    ]  # fmt: skip
    assert encode_all(taken, blobs, at=at, batch=batch) == expected


def public(count: int, *, title: str = "invented", size: int = 10) -> list[Taken]:
    said = [Description(title=f"{title} {number}") for number in range(count)]
    return [
        Taken(f"{number:064x}", size, Said(Role.DOCUMENT, Handling.PUBLIC, "text/plain", one))
        for number, one in enumerate(said)
    ]


@given(st.integers(0, 2 * SHARED_FROM), st.sampled_from([1, 1000, 40_000]))
def test_a_shared_blob_fits_into_a_pack_and_says_what_was_said(count: int, length: int) -> None:
    taken = public(count, title="x" * length)
    found: dict[str, str] = {}
    for blob, items in shared(taken):
        assert len(blob) < MEMBER_LIMIT
        said = decode_shared(blob)
        assert said is not None
        assert set(said) == set(items)
        found |= {item: json.loads(bytes(said[item]))["title"] for item in items}
    if count < SHARED_FROM:
        assert not found
    else:
        assert found == {one.item: one.said.description.title for one in taken}


def test_what_is_too_long_for_a_pack_is_in_no_shared_blob() -> None:
    taken = public(SHARED_FROM, title="x" * MEMBER_LIMIT)
    assert list(shared(taken)) == []


def test_large_internal_and_undescribed_items_share_nothing() -> None:
    others = [
        *public(SHARED_FROM, size=MEMBER_LIMIT),
        *(
            Taken(f"{number:064x}", 1, Said(Role.DOCUMENT, Handling.INTERNAL, "text/plain", Description(title="x")))
            for number in range(SHARED_FROM)
        ),
        *(
            Taken(f"{number:064x}", 1, Said(Role.DOCUMENT, Handling.PUBLIC, "text/plain", NOTHING))
            for number in range(99)
        ),
    ]
    assert list(shared(others)) == []


def add_public(made: Made, count: int, *, say: str = "invented") -> list[acquiring.Added]:
    with made.open().writing() as batch:
        return [
            batch.add(io.BytesIO(b"%d" % n), handling=Handling.PUBLIC, description=Description(title=f"{say} {n}"))
            for n in range(count)
        ]


def test_a_thousand_items_have_four_blobs_of_descriptions(made: Made) -> None:
    added = add_public(made, 1000)
    case = made.open()
    acquired = case.index().acquired
    assert len({one.description for item in added for one in acquired[item.item]}) == -(-1000 // TOGETHER)
    for number, one in enumerate(added):
        assert case.item(one.item).description == Description(title=f"invented {number}")
        assert case.item(one.item).acquisitions == (one.entry,)
    assert [view.fields["item"] for view in case.entries() if view.kind == "item"] == [one.item for one in added]
    outcome = verify(made.path)
    assert {finding.verdict for finding in outcome.findings} == {Verdict.UNANCHORED}
    assert outcome.counts["blobs"] == 1000 + 4 + 1


def test_few_items_and_internal_ones_can_be_shredded_one_by_one(made: Made) -> None:
    added = add_public(made, SHARED_FROM - 1)
    with made.open().writing() as batch:
        added += [batch.add(io.BytesIO(b"internal %d" % n), description=Description(title=f"{n}")) for n in range(40)]
    acquired = made.open().index().acquired
    assert len({acquired[one.item][0].description for one in added}) == len(added)


def test_an_item_that_is_known_gets_a_blob_of_its_own(made: Made) -> None:
    """Its bytes may lie loose, and then it can be shredded with what was said of it."""
    with made.open().writing() as batch:
        for n in range(40):
            batch.add(io.BytesIO(b"%d" % n))
    added = add_public(made, 40)
    assert all(one.known for one in added)
    acquired = made.open().index().acquired
    assert len({acquired[one.item][-1].description for one in added}) == 40


def test_the_same_again_is_not_logged_again(made: Made) -> None:
    first = add_public(made, 300)
    again = add_public(made, 300)
    assert [one.entry for one in first] == [one.entry for one in again]
    assert all(one.known for one in again)
    assert [one.known for one in add_public(made, 300, say="said anew")] == [True] * 300
    case = made.open()
    assert sum(view.kind == "item" for view in case.entries()) == 600
    assert {d.title for d in case.item(first[7].item).descriptions} == {"invented 7", "said anew 7"}


def test_the_same_twice_in_one_batch(made: Made) -> None:
    with made.open().writing() as batch:
        added = [
            batch.add(
                io.BytesIO(b"%d" % (n % 30)), handling=Handling.PUBLIC, description=Description(title=f"{n // 60}")
            )
            for n in range(120)
        ]
    assert [one.known for one in added] == [False] * 30 + [True] * 90
    assert [one.entry for one in added[:30]] == [one.entry for one in added[30:60]]
    assert {one.entry for one in added[:60]}.isdisjoint(one.entry for one in added[60:])
    case = made.open()
    assert {d.title for d in case.item(added[0].item).descriptions} == {"0", "1"}
    assert verify(made.path).exit_code == 0


def test_an_entry_s_id_may_be_asked_for_at_any_time(made: Made) -> None:
    with made.open().writing() as batch:
        asked = []
        for n in range(50):
            added = batch.add(io.BytesIO(b"%d" % n), handling=Handling.PUBLIC, description=Description(title=f"{n}"))
            if n % 20 == 19:
                asked.append(added.entry)
                batch.describe(added.item, Description(title="corrected"))
        assert [view.kind for view in batch.views].count("item") == 50
    case = made.open()
    ids = {view.id for view in case.entries()}
    assert set(asked) <= ids
    assert sum(item.description.title == "corrected" for item in case.items()) == 2


def test_a_shared_blob_that_is_gone_is_missing_also_where_one_of_its_items_is_shredded(made: Made) -> None:
    from aigaq.case.log.kinds import Shred

    added = add_public(made, 20)
    case = made.open()
    blob = case.index().acquired[added[0].item][0].description
    with case.writing() as batch:
        batch.append(Shred(v=1, at=batch.at(), item=added[-1].item))
    from aigaq.case.disk import packs

    (pack,) = (made.path / "packs").iterdir()
    with pack.open("rb") as stream:
        members = {digest: (at, size) for digest, at, size in packs.scan(stream)}
    data = pack.read_bytes()
    kept = {digest: data[at : at + size] for digest, (at, size) in members.items() if digest != blob}
    name, pieces = packs.build(kept)
    pack.unlink()
    (pack.parent / f"{name}.tar").write_bytes(b"".join(pieces))
    missing = {finding.where for finding in verify(made.path).findings if finding.verdict is Verdict.MISSING}
    assert missing == {blob}
    assert made.open().item(added[0].item).description == NOTHING


def test_a_folder_s_names_and_paths_are_shared(made: Made, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "below").mkdir(parents=True)
    for n in range(60):
        (folder / "below" / f"{n:02d}.txt").write_bytes(b"invented %d" % n)
    (folder / "large.bin").write_bytes(b"l" * (MEMBER_LIMIT + 1))
    with made.open().writing() as batch:
        added = dict(add_folder(batch, folder, handling=Handling.PUBLIC, description=Description(publisher="A")))
    case = made.open()
    said = {name: case.item(one.item).description for name, one in added.items() if isinstance(one, acquiring.Added)}
    assert {name: (d.path, d.publisher) for name, d in said.items()} == {name: (name, "A") for name in added}
    blobs = [case.index().acquired[case.item(one.item).sha256][0].description for one in added.values()]  # type: ignore[union-attr]
    assert len(set(blobs)) == 2


@pytest.mark.parametrize("size", [0, 1, MEMBER_LIMIT - 1, MEMBER_LIMIT])
def test_files_at_the_edge_of_small(made: Made, tmp_path: Path, size: int) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(20):
        (folder / f"{n}").write_bytes(bytes([n]) * size)
    with made.open().writing() as batch:
        list(add_folder(batch, folder, handling=Handling.PUBLIC))
    case = made.open()
    for item in case.items():
        with case.open_item(item.sha256) as stream:
            assert len(stream.read()) == size
    assert verify(made.path).exit_code == 0
