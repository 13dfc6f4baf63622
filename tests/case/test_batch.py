"""Adding, describing and setting; what is the same and what is another acquisition; what is refused."""

from __future__ import annotations

import io
import os
from hashlib import sha256
from pathlib import Path

import pytest

from aigaq.case import Dated, Description, Handling, Role, verify
from aigaq.errors import FormatError, NotFound, StorageError, UsageError
from tests.case.conftest import Made, add

TEXT = "Invented: nobody was hurt. Ойдан шығарылған.".encode()


def test_bytes_come_back_as_they_were(made: Made) -> None:
    case = made.open()
    contents = [b"", TEXT, bytes(range(256)) * 300, b"x" * 65_535, b"x" * 65_536, b"x" * 65_537, b"y" * 2_500_000]
    for handling in (Handling.PUBLIC, Handling.INTERNAL):
        items = add(case, *contents, handling=handling)
        assert items == [sha256(data).hexdigest() for data in contents]
    for item, data in zip(items, contents, strict=True):
        with made.open().open_item(item) as stream:
            assert stream.read() == data
        assert case.item(item).size == len(data)
        assert case.item(item).handling is Handling.INTERNAL
    assert verify(made.path).exit_code == 0


def test_a_stream_that_gives_little_at_a_time(made: Made) -> None:
    class Slow(io.RawIOBase):
        def __init__(self) -> None:
            self.left = 200_000

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            view = memoryview(buffer)  # type: ignore[arg-type]
            count = min(len(view), self.left, 7_777)
            view[:count] = b"s" * count
            self.left -= count
            return count

    with made.open().writing() as batch:
        added = batch.add(Slow())  # type: ignore[arg-type]
    assert added.item == sha256(b"s" * 200_000).hexdigest()


def test_same_bytes_with_another_description_are_another_acquisition(made: Made) -> None:
    case = made.open()
    said = Description(title="A", published=Dated("2022-01-07", "shown"))
    other = Description(title="A", published=Dated("2022-01-08", "stated"), publisher="B")
    with case.writing() as batch:
        first = batch.add(io.BytesIO(TEXT), description=said)
        again = batch.add(io.BytesIO(TEXT), description=said)
        second = batch.add(io.BytesIO(TEXT), description=other)
    assert (first.known, again.known, second.known) == (False, True, True)
    assert first.entry == again.entry != second.entry
    item = made.open().item(first.item)
    assert set(item.acquisitions) == {first.entry, second.entry}
    assert set(item.descriptions) == {said, other}
    assert item.description == Description(title="A", publisher="B")
    assert item.disputed == ("published",)
    with case.writing() as batch:
        assert batch.add(io.BytesIO(TEXT), description=said).entry == first.entry
    assert sum(entry.kind == "item" for entry in case.entries()) == 2
    assert sum(path.name == first.item for path in made.path.rglob("*")) == 1


def test_the_most_closed_handling_holds(made: Made) -> None:
    case = made.open()
    (item,) = add(case, TEXT, handling=Handling.PUBLIC)
    assert case.item(item).handling is Handling.PUBLIC
    add(case, TEXT, handling=Handling.INTERNAL)
    add(case, TEXT, handling=Handling.PUBLIC)
    assert case.item(item).handling is Handling.INTERNAL


def test_media_type_and_role_can_be_corrected(made: Made) -> None:
    case = made.open()
    (item,) = add(case, TEXT)
    with case.writing() as batch:
        batch.add(io.BytesIO(TEXT), role=Role.TABLE, media="text/csv")
        batch.add(io.BytesIO(TEXT), media="text/plain;charset=cp1251")
    assert (case.item(item).media, case.item(item).role) == ("text/plain;charset=cp1251", Role.DOCUMENT)
    for media in ("text/plain; charset=utf-8", "Text/Plain", "a b"):
        with case.writing() as batch, pytest.raises(FormatError):
            batch.add(io.BytesIO(TEXT), media=media)
    assert verify(made.path).exit_code == 0


def test_a_file_brings_its_name_and_time(made: Made, tmp_path: Path) -> None:
    path = tmp_path / "bulletin 1.txt"
    path.write_bytes(TEXT)
    os.utime(path, (1_641_384_000, 1_641_384_000))
    with made.open().writing() as batch:
        added = batch.add(path, description=Description(title="A"))
    item = made.open().item(added.item)
    assert item.media == "text/plain"
    assert item.description == Description(title="A", file_name="bulletin 1.txt", modified="2022-01-05T12:00:00Z")


def test_nothing_a_person_wrote_is_in_the_log(made: Made, tmp_path: Path) -> None:
    path = tmp_path / "secretname.txt"
    path.write_bytes(b"x")
    case = made.open()
    with case.writing() as batch:
        added = batch.add(path, description=Description(title="secrettitle", locator="https://secrethost.example/"))
        batch.describe(added.item, Description(notes="secretnotes"))
        batch.set("profile", b'{"title": "secretprofile"}')
    for entry in case.entries():
        assert b"secret" not in entry.raw
        assert b"invented" not in entry.raw.lower()
    blobs = [p.read_bytes() for p in (made.path / "blobs").rglob("*") if p.is_file()]
    assert sum(b"secret" in blob and b'"salt":"' in blob for blob in blobs) == 3


def test_describing_again_replaces_what_was_said(made: Made) -> None:
    case = made.open()
    (item,) = add(case, TEXT)
    with case.writing() as batch:
        batch.describe(item, Description(title="second"))
    assert case.item(item).descriptions == (Description(title="second"),)
    with case.writing() as batch:
        batch.describe(item, Description(title="beside"), replaces=())
    assert case.item(item).disputed == ("title",)
    assert case.item(item).description.title is None
    with case.writing() as batch:
        batch.describe(item, Description(title="last"))
    assert made.open().item(item).description == Description(title="last")


def test_settings(made: Made) -> None:
    case = made.open()
    (item,) = add(case, TEXT)
    with case.writing() as batch:
        batch.set("lexicon", b"\xff\x00binary")
        batch.set("mapping", b"one", item=item)
    with case.writing() as batch:
        batch.set("mapping", b"two", item=item)
    again = made.open()
    assert again.settings("lexicon") == b"\xff\x00binary"
    assert again.settings("mapping", item) == b"two"
    assert again.settings("mapping") is None
    assert again.index().conflicts() == ()


def test_refusals(made: Made, tmp_path: Path) -> None:
    case = made.open()
    with case.writing() as batch:
        with pytest.raises(UsageError, match="sealing is not built"):
            batch.add(io.BytesIO(b"x"), role=Role.TESTIMONY)
        with pytest.raises(UsageError, match="not encrypted"):
            batch.add(io.BytesIO(b"x"), handling=Handling.SEALED)
        with pytest.raises(UsageError):
            batch.add(io.BytesIO(b"x"), handling=Handling.UNKNOWN)
        with pytest.raises(UsageError, match="can be set"):
            batch.set("anything", b"")
        for item in ("0" * 64, "zz", "../../etc"):
            with pytest.raises(NotFound):
                batch.describe(item, Description())
        with pytest.raises(StorageError, match="no such file"):
            batch.add(tmp_path / "vanished")
        with pytest.raises(StorageError, match="is a folder"):
            batch.add(tmp_path)
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(UsageError, match="neither a file nor a folder"):
            batch.add(tmp_path / "pipe")
        kept = batch.add(io.BytesIO(b"kept"))
    assert [item.sha256 for item in case.items()] == [kept.item]
    assert verify(made.path, keys=made.keys).exit_code == 0


def test_a_stream_that_breaks_leaves_the_rest_of_the_batch(made: Made) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return b"y" * 65_536

        def readinto(self, buffer: object) -> int:
            raise OSError(5, "Input/output error")

    case = made.open()
    with case.writing() as batch:
        with pytest.raises(StorageError):
            batch.add(Broken())
        batch.add(io.BytesIO(b"whole"))
    assert len(case.items()) == 1
    assert verify(made.path, keys=made.keys).exit_code == 0
    assert not (made.path / "unfinished").exists()


def test_an_empty_batch_signs_nothing(made: Made) -> None:
    before = sorted(made.path.rglob("*"))
    with made.open().writing():
        pass
    assert sorted(made.path.rglob("*")) == before


def test_blobs_are_read_only(made: Made) -> None:
    add(made.open(), TEXT)
    modes = {path.stat().st_mode & 0o777 for path in (made.path / "blobs").rglob("*") if path.is_file()}
    assert modes == {0o444}


def test_a_missing_blob_comes_back_when_it_is_brought_in_again(made: Made) -> None:
    case = made.open()
    (item,) = add(case, TEXT)
    (made.path / "blobs" / "sha256" / item[:2] / item).unlink()
    with pytest.raises(NotFound, match="not in this copy"):
        case.open_item(item)
    add(case, TEXT)
    assert verify(made.path).exit_code == 0
