"""Archives brought in: the archive and each member are items, paths stand in descriptions only, all or nothing."""

from __future__ import annotations

import io
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from aigaq.case import Added, Case, Description, Handling, Skipped, verify
from aigaq.case.adding.archives import Limits, shipped_limits
from aigaq.case.adding.unpacking import HOW, add_archive, look_into
from aigaq.case.disk import files
from aigaq.errors import Error, FormatError, StorageError, UsageError
from tests.case.conftest import Made
from tests.case.test_archives import ENDINGS, FILES, KINDS
from tests.case.test_archives import made as packed


def archive(folder: Path, kind: str = "zip", contents: dict[str, bytes] = FILES) -> Path:
    path = folder / f"invented{ENDINGS[kind]}"
    path.write_bytes(packed(kind, contents))
    return path


def take(case: Case, path: Path, **words: object) -> dict[str, Added | Skipped]:
    with case.writing() as batch:
        return dict(add_archive(batch, path, **words))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_the_archive_and_its_members_are_items(made: Made, tmp_path: Path, kind: str) -> None:
    path = archive(tmp_path, kind)
    got = take(made.open(), path, describe=lambda path: Description(publisher="Invented Press"))
    case = made.open()
    items = {name: one.item for name, one in got.items() if isinstance(one, Added)}
    assert items.pop(path.name) == sha256(path.read_bytes()).hexdigest()
    assert items == {f"{path.name}/{name}": sha256(data).hexdigest() for name, data in FILES.items()}
    for name, digest in items.items():
        with case.open_item(digest) as stream:
            assert stream.read() == FILES[name.removeprefix(f"{path.name}/")]
        description = case.item(digest).description
        assert (description.path, description.file_name) == (name, name.rpartition("/")[2])
        assert description.publisher == "Invented Press"
    links = {(one.source, one.item, one.how) for _, one in case.index().derived()}
    assert links == {(sha256(path.read_bytes()).hexdigest(), item, HOW) for item in items.values()}
    assert not any(b"folder" in view.raw or b"invented" in view.raw for view in case.entries())
    assert verify(made.path).exit_code == 0


def test_the_same_again_says_nothing_new(made: Made, tmp_path: Path) -> None:
    path = archive(tmp_path)
    take(made.open(), path)
    before = len(list(made.open().entries()))
    got = take(made.open(), path)
    assert all(isinstance(one, Added) and one.known for one in got.values())
    assert len(list(made.open().entries())) == before


def test_the_same_bytes_twice_are_one_item(made: Made, tmp_path: Path) -> None:
    path = archive(tmp_path, contents={"a": b"same", "b/a": b"same", "c": b"other"})
    take(made.open(), path)
    case = made.open()
    assert len(case.items()) == 3
    assert len(case.index().derived()) == 2
    twice = case.item(sha256(b"same").hexdigest())
    assert sorted(one.path or "" for one in twice.descriptions) == ["invented.zip/a", "invented.zip/b/a"]


def test_small_public_members_lie_in_packs(made: Made, tmp_path: Path) -> None:
    path = archive(tmp_path, contents={f"{n}.txt": b"invented %d" % n for n in range(300)})
    take(made.open(), path, handling=Handling.PUBLIC)
    assert len(made.open().items()) == 301
    assert list((made.path / "packs").iterdir())
    assert verify(made.path).exit_code == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_archive_leaves_nothing(made: Made, tmp_path: Path, kind: str) -> None:
    before = sorted(path.relative_to(made.path) for path in made.path.rglob("*"))
    path = archive(tmp_path, kind)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(FormatError, match="cut or damaged") as caught:
        take(made.open(), path)
    assert caught.value.where == str(path)
    assert sorted(path.relative_to(made.path) for path in made.path.rglob("*")) == before
    assert not made.open().items()


def test_a_bomb_leaves_nothing(made: Made, tmp_path: Path) -> None:
    path = archive(tmp_path, contents={"zeros": bytes(1_000_000)})
    values = {name: getattr(shipped_limits(), name) for name in Limits.__slots__}
    with pytest.raises(UsageError, match="not unpacked"):
        take(made.open(), path, limits=Limits(**{**values, "bytes": 1000}))
    assert not made.open().items()
    assert verify(made.path).exit_code == 0


def test_an_archive_in_an_archive_is_an_item(made: Made, tmp_path: Path) -> None:
    inner = packed("zip", {"deep.txt": b"invented"})
    take(made.open(), archive(tmp_path, contents={"inner.zip": inner}))
    case = made.open()
    assert {item.sha256 for item in case.items()} >= {sha256(inner).hexdigest()}
    assert sha256(b"invented").hexdigest() not in {item.sha256 for item in case.items()}


def test_no_member_is_held_in_memory(made: Made, tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "large.zip"
    with zipfile.ZipFile(path, "w") as out, out.open("large", "w", force_zip64=True) as member:
        for number in range(64):
            member.write(number.to_bytes(4, "big") * (1 << 18))
    tracemalloc.start()
    take(made.open(), path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20
    assert {item.size for item in made.open().items()} == {64 << 20, path.stat().st_size}


def test_a_full_disk_ends_in_words(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive(tmp_path)

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files, "write", full)
        with pytest.raises(StorageError, match="the disk is full"):
            take(made.open(), path)
    assert not made.open().items()
    take(made.open(), path)


def test_an_archive_that_changes_while_it_is_read(made: Made, tmp_path: Path) -> None:
    path = archive(tmp_path)

    def changing(name: str) -> Description:
        if name.endswith("c"):
            with path.open("ab") as file:
                file.write(b"more")
        return Description()

    with pytest.raises(StorageError, match="changed while it was read"):
        take(made.open(), path, describe=changing)
    assert not made.open().items()


def test_looking_adds_nothing(tmp_path: Path) -> None:
    found = dict(look_into(archive(tmp_path), relative="in/invented.zip"))
    assert found == {f"in/invented.zip/{name}": len(data) for name, data in FILES.items()}
    (tmp_path / "no.zip").write_bytes(b"no archive")
    with pytest.raises(Error, match="cut or damaged"):
        list(look_into(tmp_path / "no.zip"))


def test_progress_ends_at_the_whole(made: Made, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = archive(tmp_path)
    take(made.open(), path, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (path.stat().st_size, path.stat().st_size)
    assert all(done <= total for done, total in told)


def test_what_is_no_archive_by_name(made: Made, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(packed("zip"))
    with pytest.raises(UsageError, match="not the name of an archive"):
        take(made.open(), tmp_path / "a.docx")
    assert io.BytesIO(packed("zip")).read(2) == b"PK"
