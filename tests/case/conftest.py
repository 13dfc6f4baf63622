"""A keystore of its own, a clock that stands still, and a small case that has one of everything."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from aigaq.case import Case, Description, Handling, Keystore
from aigaq.case.disk import files


def clock() -> datetime:
    return datetime(2022, 1, 5, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Made:
    """A case on disk with its keystore, and how to copy both."""

    path: Path
    keys: Keystore

    def copy(self, to: Path) -> Made:
        shutil.copytree(self.path, to / "case")
        shutil.copytree(self.keys.path, to / "keys")
        return Made(to / "case", Keystore(to / "keys"))

    def open(self) -> Case:
        return Case.open(self.path, keys=self.keys, clock=clock)


def make(folder: Path, *, title: str = "Invented case") -> Made:
    keys = Keystore(folder / "keys")
    Case.create(folder / "case", title=title, keys=keys, clock=clock)
    return Made(folder / "case", keys)


def add(case: Case, *contents: bytes, handling: Handling = Handling.INTERNAL) -> list[str]:
    with case.writing() as batch:
        return [
            batch.add(io.BytesIO(data), handling=handling, description=Description(title=f"invented {data[:8]!r}")).item
            for data in contents
        ]


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written is read back by the same machine while it runs, so no test waits for the disk."""
    monkeypatch.setattr(files, "fsync", lambda descriptor: None)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path)


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """More than 512 entries, several heads, loose blobs and packs. Not to be written to: copy it."""
    made = make(tmp_path_factory.mktemp("rich"))
    case = made.open()
    add(case, b"one", b"two" * 50_000)
    add(case, *(b"public %d" % number for number in range(20)), handling=Handling.PUBLIC)
    add(case, *(b"public %d" % number for number in range(20, 250)), handling=Handling.PUBLIC)
    add(case, b"three")
    add(case, *(b"public %d" % number for number in range(250, 530)), handling=Handling.PUBLIC)
    with case.writing() as batch:
        batch.describe(case.item(sha256(b"three").hexdigest()).sha256, Description(title="described again"))
    yield made
