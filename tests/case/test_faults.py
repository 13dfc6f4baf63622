"""A fault at every create, write, fsync and rename once: nothing acknowledged is lost, verify is clean, the next add works.

A fault is an error of the disk (the call raises OSError) or a kill (nothing runs after it, not even clean-up: simulated
by an exception that no clean-up code may touch the disk under). Writes fail half done.
"""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aigaq.case import Added, Case, Handling, Keystore, add_folder, verify
from aigaq.case.disk import files
from aigaq.case.log.kinds import Undo
from aigaq.errors import StorageError
from tests.case.conftest import Made, add, clock, make

STEPS = ("create", "write", "fsync", "rename")


class Killed(BaseException):
    """The process is gone."""


class Faults:
    """Counts the steps and fails the one that is due; after a kill every later step fails too."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, fail_at: int, kill: bool) -> None:
        self.count = 0
        self.fail_at = fail_at
        self.kill = kill
        self.dead = False
        for name in (*STEPS, "unlink"):
            monkeypatch.setattr(files, name, self._wrap(name, getattr(files, name)))

    def _wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any) -> Any:
            if self.dead:
                raise Killed
            if name in STEPS:
                self.count += 1
                if self.count == self.fail_at:
                    self._fail(name, args)
            return real(*args)

        return step

    def _fail(self, name: str, args: tuple[Any, ...]) -> None:
        if name == "write":
            os.write(args[0], bytes(args[1])[: len(args[1]) // 2])
        if self.kill:
            self.dead = True
            raise Killed
        raise OSError(errno.ENOSPC, "No space left on device")


def batch_of(made: Made) -> list[str]:
    """Mixed files: large and small internal ones, loose; then a folder of public ones, the small ones of it in a pack that
    also holds what is said of them."""
    folder = made.path.with_name("in")
    folder.mkdir()
    for number in range(18):
        (folder / f"{number}.txt").write_bytes(b"public %d" % number)
    (folder / "large.bin").write_bytes(b"large" * 30_000)
    items = add(made.open(), b"large" * 40_000, b"small")
    with made.open().writing() as batch:
        added = [one for _, one in add_folder(batch, folder, handling=Handling.PUBLIC)]
        batch.set("sides", b"{}")
    return items + [one.item for one in added if isinstance(one, Added)]


def check_after(made: Made, acknowledged: list[str]) -> None:
    for keys in (None, made.keys):
        assert verify(made.path, keys=keys).exit_code == 0
    case = made.open()
    assert set(acknowledged) <= {item.sha256 for item in case.items()}
    (again,) = add(case, b"after the fault")
    with Case.open(made.path, keys=made.keys).open_item(again) as stream:
        assert stream.read() == b"after the fault"
    after = verify(made.path, keys=made.keys)
    assert after.exit_code == 0
    assert not [finding for finding in after.findings if "not finished" in finding.what]
    for digest in acknowledged:
        with case.open_item(digest) as stream:
            assert stream.read()


def steps_of(tmp_path: Path, work: Callable[[Path], object]) -> int:
    with pytest.MonkeyPatch.context() as monkeypatch:
        faults = Faults(monkeypatch, fail_at=0, kill=False)
        work(tmp_path)
        return faults.count


FEWER = 6  # steps that chance may spare: two for each folder that is there already


@pytest.mark.parametrize("kill", [False, True], ids=["disk full", "killed"])
def test_writing_survives_a_fault_at_every_step(tmp_path: Path, kill: bool) -> None:
    base = make(tmp_path / "base")
    before = add(base.open(), b"before")
    with base.open().writing() as batch:  # nearly a full tile, so that the batches under test fill it
        for size in range(240):
            batch.append(Undo(v=1, at=batch.at(), replaces=(f"{size:064x}",)))
    (tmp_path / "count").mkdir()
    total = steps_of(tmp_path, lambda _: batch_of(base.copy(tmp_path / "count")))
    assert total > 60
    assert list((tmp_path / "count" / "case" / "packs").iterdir())
    for fail_at in range(1, total + 1):
        folder = tmp_path / f"at-{fail_at}"
        folder.mkdir()
        made = base.copy(folder)
        with pytest.MonkeyPatch.context() as monkeypatch:
            faults = Faults(monkeypatch, fail_at=fail_at, kill=kill)
            try:
                batch_of(made)
            except (Killed, StorageError) as error:
                assert isinstance(error, Killed if kill else StorageError)
            else:  # salted blobs share a folder by chance: a run may have a step or two less than the one counted
                assert total - FEWER <= faults.count < fail_at
        check_after(made, before)


@pytest.mark.parametrize("kill", [False, True], ids=["disk full", "killed"])
def test_making_a_case_leaves_a_whole_one_or_none(tmp_path: Path, kill: bool) -> None:
    total = steps_of(tmp_path, lambda folder: make(folder / "count"))
    for fail_at in range(1, total + 1):
        folder = tmp_path / f"at-{fail_at}"
        with pytest.MonkeyPatch.context() as monkeypatch:
            Faults(monkeypatch, fail_at=fail_at, kill=kill)
            with pytest.raises(Killed if kill else StorageError):
                make(folder)
        if (folder / "case").exists():
            check_after(Made(folder / "case", Keystore(folder / "keys")), [])
        else:
            check_after(make(folder), [])


def test_a_batch_left_in_the_middle_leaves_the_case_as_it_was(made: Made) -> None:
    (kept,) = add(made.open(), b"kept")
    case = made.open()
    with pytest.raises(KeyboardInterrupt), case.writing() as batch:
        batch.add(io.BytesIO(b"never acknowledged"))
        raise KeyboardInterrupt
    assert [item.sha256 for item in case.items()] == [kept]
    check_after(made, [kept])


def test_a_batch_that_waits_to_be_signed_is_completed(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is durable and in the keystore, but the head was not published: the next batch signs it first."""
    real = files.put

    def no_publishing(path: Path, data: bytes, **rest: Any) -> None:
        if path.parent.name == "checkpoints":
            raise OSError(errno.EIO, "Input/output error")
        real(path, data, **rest)

    monkeypatch.setattr(files, "put", no_publishing)
    with pytest.raises(StorageError, match="could not be read or written"):
        add(made.open(), b"waits")
    monkeypatch.undo()
    waiting = verify(made.path, keys=made.keys)
    assert waiting.exit_code == 0
    assert any("waits to be signed" in finding.what for finding in waiting.findings)
    add(made.open(), b"next")
    assert len(Case.open(made.path, keys=made.keys, clock=clock).items()) == 2


def test_a_batch_of_many_tiles_survives_a_fault_while_they_are_written(made: Made, tmp_path: Path) -> None:
    """More files than are made durable one by one: they are all written before the first is waited for."""

    def grow(case: Case) -> None:
        with case.writing() as batch:
            for size in range(20 * 256):
                batch.append(Undo(v=1, at=batch.at(), replaces=(f"{size:064x}",)))

    (tmp_path / "count").mkdir()
    total = steps_of(tmp_path, lambda _: grow(made.copy(tmp_path / "count").open()))
    assert total > 3 * 40
    for fail_at in range(1, total + 1, 7):
        folder = tmp_path / f"at-{fail_at}"
        folder.mkdir()
        copy = made.copy(folder)
        with pytest.MonkeyPatch.context() as monkeypatch:
            Faults(monkeypatch, fail_at=fail_at, kill=True)
            with pytest.raises(Killed):
                grow(copy.open())
        check_after(copy, [])
