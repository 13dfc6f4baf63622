"""A fault at every create, write, fsync and rename of a merge: nothing that was here is lost, the case stays valid, and
merging again gives what an undisturbed merge gives."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from aigaq.case import Case, Keystore, Verdict, verify
from aigaq.case.bundle import write_bundle
from aigaq.case.log.kinds import Undo
from aigaq.case.merge import merge
from aigaq.case.shredding import shred
from aigaq.errors import StorageError
from tests.case.devices import Device, copy, founder, joined
from tests.case.test_faults import Faults, Killed


@dataclass(frozen=True)
class World:
    """A copy that is behind, and one that has a new log, a grown one over a tile's border, another history of a third,
    loose and packed blobs, cosignatures, a wrapped key, and that has destroyed an item."""

    here: Device
    there: Path
    kept: list[str]
    secret: str


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("world")
    one = founder(folder / "a")
    two, three = joined(one, folder / "b"), joined(one, folder / "c")
    with two.open().writing() as batch:
        for number in range(250):
            batch.append(Undo(v=1, at=batch.at(), replaces=(f"{number:064x}",)))
    (secret,) = one.add(b"a secret, invented")
    kept = one.add(b"kept")
    for device in (two, three):
        one.take(device)
    there = copy(one, folder / "there")
    kept += one.add(b"here only")
    other = copy(three, folder / "other")
    three.add(b"left")
    one.take(three)
    other.add(b"right", b"right too")
    there.take(other)
    two.add(b"loose" * 20_000)
    two.add(*(b"public %d" % number for number in range(16)), public=True)
    there.take(two)
    there.take(joined(one, folder / "d", role=None))
    data = b"a wrapped key, invented"
    key = there.path / "keys" / ("e" * 64) / f"{'c' * 64}-{sha256(data).hexdigest()}.age"
    key.parent.mkdir(parents=True)
    key.write_bytes(data)
    two.take(there)
    shred(two.open(), secret)
    there.take(two)
    return World(one, there.path, kept, secret)


def linked(of: Device, folder: Path) -> Device:
    """A copy whose files are links: none is ever written to under its name, so what they were stays."""
    shutil.copytree(of.path, folder / "case", copy_function=os.link)
    shutil.copytree(of.keys.path, folder / "keys", copy_function=os.link)
    return Device(folder / "case", Keystore(folder / "keys"))


def after(world: World, here: Device) -> tuple[str, ...]:
    """The case is whole, and merging again completes it."""
    for finding in verify(here.path, keys=here.keys).findings:
        half = (
            " of it, here are " in finding.what
        )  # of one log that came in, entries of another are seen that did not yet
        assert half or finding.verdict not in (Verdict.MISSING, Verdict.TAMPERED), finding
    case = here.open()
    assert set(world.kept) <= {item.sha256 for item in case.items()}
    for item in world.kept:
        with case.open_item(item) as stream:
            assert stream.read()
    here.take(world.there)
    assert not list(here.path.rglob(f"*{world.secret}*"))
    found = verify(here.path)
    assert found.verdict is Verdict.FORKED
    assert not [finding for finding in found.findings if "not finished" in finding.what or "still here" in finding.what]
    return here.listing()


@pytest.mark.parametrize("source", ["folder", "bundle"])
@pytest.mark.parametrize("kill", [False, True], ids=["disk full", "killed"])
def test_a_merge_survives_a_fault_at_every_step(world: World, tmp_path: Path, kill: bool, source: str) -> None:
    there = world.there
    if source == "bundle":
        (there,) = write_bundle(Case.open(there, keys=Keystore(tmp_path / "none")), tmp_path / "bundle")
    whole = copy(world.here, tmp_path / "whole")
    with pytest.MonkeyPatch.context() as monkeypatch:
        faults = Faults(monkeypatch, fail_at=0, kill=False)
        merge(whole.open(), there)
    assert faults.count > 100
    wanted = after(world, whole)
    assert not whole.take(world.there).anything
    step = 1 if source == "folder" and kill else 9
    for fail_at in range(1 + faults.count % step, faults.count + 1, step):
        here = linked(world.here, tmp_path / "at")
        with pytest.MonkeyPatch.context() as monkeypatch:
            Faults(monkeypatch, fail_at=fail_at, kill=kill)
            with pytest.raises(Killed if kill else StorageError):
                merge(here.open(), there)
        assert after(world, here) == wanted, fail_at
        shutil.rmtree(tmp_path / "at")
