"""What devices say of each other: cosignatures, wrapped keys, seen heads, forks; every byte of them, and what is missing."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from aigaq.case import Case, Keystore, Verdict, verify
from aigaq.case.joining import join, revoke
from aigaq.case.log.entries import ItemEntry
from aigaq.case.log.kinds import Open, Pin, Revoke, SeenHeads, Shred
from aigaq.case.log.logs import LogFolder
from aigaq.case.log.vocabulary import DeviceRole
from aigaq.case.merging.merge_marks import cosigner_id
from aigaq.case.standards import note
from aigaq.case.verifying.findings import Verification
from tests.case.conftest import clock
from tests.case.devices import Device, copy, founder, joined

CIPHERTEXT = b"age-encryption.org/v1 -- invented ciphertext"
KEYS = (b"a wrapped key, invented", b"another wrapped key, invented")


def key_name(item: str, data: bytes, recipients: str = "c" * 64) -> str:
    return f"keys/{item}/{recipients}-{sha256(data).hexdigest()}.age"


@dataclass(frozen=True)
class World:
    """Two devices that have seen and cosigned each other; a sealed item with two wrapped keys, and one with one."""

    one: Device
    two: Device
    sealed: tuple[str, str]


def seal(device: Device, data: bytes) -> str:
    """A sealed item as a later version will write it: entry, ciphertext."""
    item = sha256(data).hexdigest()
    path = device.path / "blobs" / "sha256" / item[:2] / item
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    with device.open().writing() as batch:
        batch.append(
            ItemEntry(v=1, at="2022-01-05", item=item, size=len(data), media="application/octet-stream", role="testimony",
                      handling="sealed", batch=batch.id, commitment="d" * 64)
        )  # fmt: skip
    return item


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Not to be written to."""
    folder = tmp_path_factory.mktemp("world")
    one = founder(folder / "a")
    two = joined(one, folder / "b")
    two.add(b"by the other")
    one.take(two)
    first, second = seal(one, CIPHERTEXT), seal(one, CIPHERTEXT + b" again")
    for item, data in ((first, KEYS[0]), (first, KEYS[1]), (second, KEYS[0])):
        path = one.path / key_name(item, data)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    two.take(one)
    two.add(b"so that it cosigns")
    one.take(two)
    found = verify(one.path, keys=one.keys)
    assert found.exit_code == 0 and found.counts["cosignatures"] > 2, found.findings
    yield World(one, two, (first, second))


def named(found: Verification, verdict: Verdict) -> set[str]:
    return {finding.where for finding in found.by_verdict().get(verdict, ())}


def marks(device: Device) -> list[Path]:
    return sorted(path for room in ("cosig", "keys") for path in (device.path / room).rglob("*") if path.is_file())


def test_any_changed_byte_of_a_cosignature_or_a_wrapped_key_is_found(world: World, tmp_path: Path) -> None:
    case = copy(world.one, tmp_path / "c")
    draw = random.Random(7)
    for path in marks(case):
        data, name = path.read_bytes(), path.relative_to(case.path).as_posix()
        changes = [(place, bytes([data[place] ^ 1 << draw.randrange(8)])) for place in range(len(data))]
        versions = [data[:place] + new + data[place + 1 :] for place, new in changes[:: 1 if "keys" in name else 3]]
        versions += [data[:-1], data[: len(data) // 2], b"", data + b"\n", data * 2, b"\xff" * 9]
        path.unlink()
        for changed in versions:
            path.write_bytes(changed)
            found = verify(case.path)
            assert found.verdict is Verdict.TAMPERED, (name, changed)
            assert named(found, Verdict.TAMPERED) == {name}
        path.write_bytes(data)
    assert verify(case.path).exit_code == 0


def test_any_two_swapped_are_found(world: World, tmp_path: Path) -> None:
    case = copy(world.one, tmp_path / "c")
    every = marks(case)
    for path in every:
        other = every[every.index(path) - 1]
        one, two = path.read_bytes(), other.read_bytes()
        if one == two:
            continue
        for target, data in ((path, two), (other, one)):
            target.unlink()
            target.write_bytes(data)
        found = verify(case.path)
        assert found.verdict is Verdict.TAMPERED
        assert named(found, Verdict.TAMPERED) == {one.relative_to(case.path).as_posix() for one in (path, other)}
        for target, data in ((path, one), (other, two)):
            target.unlink()
            target.write_bytes(data)
    assert verify(case.path).exit_code == 0


def test_a_cosignature_under_another_name(world: World, tmp_path: Path) -> None:
    case = copy(world.one, tmp_path / "c")
    path = next(path for path in marks(case) if "cosig" in path.parts)
    data = path.read_bytes()
    log, head, _ = path.parts[-3:]
    others = [one for one in (case.path / "logs" / log / "checkpoints").iterdir() if one.name != head]
    moved = path.parent.with_name(others[0].name) / path.name if others else path.parent / ("e" * 64)
    moved.parent.mkdir(parents=True, exist_ok=True)
    path.rename(moved)
    assert named(verify(case.path), Verdict.TAMPERED) == {moved.relative_to(case.path).as_posix()}
    moved.rename(path)
    for name, verdict in (
        (f"cosig/{log}/{head}/{'e' * 64}", Verdict.NOT_VOUCHED),
        (f"cosig/{'e' * 64}/{head}/{path.name}", Verdict.MISSING),
        (f"cosig/{log}/{head}/{path.name}.txt", Verdict.NOT_UNDERSTOOD),
        (f"cosig/{log}/0{head}/{path.name}", Verdict.NOT_UNDERSTOOD),
        ("cosig/readme", Verdict.NOT_UNDERSTOOD),
    ):
        extra = case.path / name
        extra.parent.mkdir(parents=True, exist_ok=True)
        extra.write_bytes(data)
        assert name in named(verify(case.path), verdict), name
        extra.unlink()


def test_a_missing_wrapped_key_a_strange_one_and_one_of_a_destroyed_item(world: World, tmp_path: Path) -> None:
    case = copy(world.one, tmp_path / "c")
    first, second = world.sealed
    (case.path / key_name(first, KEYS[1])).unlink()
    assert verify(case.path).exit_code == 0, "one of two is enough"
    (case.path / key_name(second, KEYS[0])).unlink()
    found = verify(case.path)
    assert found.verdict is Verdict.MISSING and named(found, Verdict.MISSING) == {f"keys/{second}"}
    (case.path / key_name(second, KEYS[0])).write_bytes(KEYS[0])
    (item,) = case.add(b"internal, not sealed")
    for about in (item, "e" * 64):
        name = key_name(about, KEYS[0])
        (case.path / name).parent.mkdir()
        (case.path / name).write_bytes(KEYS[0])
        found = verify(case.path)
        assert name in named(found, Verdict.NOT_VOUCHED) and found.exit_code == 0
    for name in (f"keys/{first}/x.age", f"keys/{first}.age", f"keys/{first}/{'c' * 64}.age"):
        (case.path / name).write_bytes(KEYS[0])
        assert name in named(verify(case.path), Verdict.NOT_UNDERSTOOD)
    with case.open().writing() as batch:
        batch.append(Shred(v=1, at=batch.at(), item=first))
    found = verify(case.path)
    assert found.exit_code == 0
    assert {key_name(first, KEYS[0]), first} <= named(found, Verdict.SHREDDED)
    with case.open().writing():
        pass
    found = verify(case.path)
    assert not (case.path / "keys" / first / Path(key_name(first, KEYS[0])).name).exists()
    assert found.exit_code == 0 and named(found, Verdict.SHREDDED) == {first}


def replace_log(case: Device, log: str, by: Device | None) -> None:
    shutil.rmtree(case.path / "logs" / log)
    if by is not None:
        shutil.copytree(by.path / "logs" / log, case.path / "logs" / log)


def test_a_tail_that_others_have_seen_is_missing_here(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    old = copy(two, tmp_path / "old")
    two.add(b"dropped")
    one.take(two)
    one.add(b"has seen it")
    size, left = (LogFolder(device.path / "logs" / two.log, two.log).head().size for device in (one, old))
    replace_log(one, two.log, old)
    found = verify(one.path, keys=one.keys)
    assert found.verdict is Verdict.MISSING
    said = [finding.what for finding in found.by_verdict()[Verdict.MISSING] if finding.where == f"logs/{two.log}"]
    assert sorted(said) == sorted(
        f"log {one.log[:16]} has {how} {size} entries of it, here are {left}" for how in ("seen", "cosigned")
    )
    replace_log(one, two.log, None)
    found = verify(one.path, keys=one.keys)
    assert found.verdict is Verdict.MISSING and f"logs/{two.log}" in named(found, Verdict.MISSING)
    shutil.rmtree(one.path / "cosig")
    assert f"logs/{two.log}" in named(verify(one.path), Verdict.MISSING), "the own log still says what was seen"


def test_a_history_that_others_have_seen_otherwise_is_a_fork(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    other = copy(two, tmp_path / "other")
    two.add(b"seen")
    one.take(two)
    one.add(b"has seen it")
    other.add(b"another history")
    replace_log(one, two.log, other)
    found = verify(one.path, keys=one.keys)
    assert found.verdict is Verdict.FORKED and named(found, Verdict.FORKED) == {f"logs/{two.log}"}


@pytest.mark.parametrize("role", [None, DeviceRole.MEMBER])
def test_a_strangers_word_of_what_was_seen_weighs_nothing(tmp_path: Path, role: DeviceRole | None) -> None:
    """Neither a stranger nor a thief beyond the pin makes a sound case look incomplete or forked."""
    one = founder(tmp_path / "a")
    other = joined(one, tmp_path / "b", role=role)
    if role is not None:
        revoke(one.open(), other.log)
    with other.open().writing() as batch:
        pins = (Pin(one.log, "1" * 64, 10_000), Pin(one.log, "2" * 64, 1), Pin("f" * 64, "3" * 64, 5))
        batch.append(SeenHeads(v=1, at=batch.at(), heads=pins))
    secret = other.keys.identity(other.log).cosigner
    head = note.Head(one.keys.identity(one.log).log.vkey.name, 10_000, bytes(32))
    line = note.cosign(note.format_head(head), secret.vkey.name, secret.seed, time=1)
    path = other.path / "cosig" / one.log / f"10000-{'00' * 32}" / cosigner_id(secret.vkey)
    path.parent.mkdir(parents=True)
    path.write_bytes(note.format_signature(line).encode())
    one.take(other)
    found = verify(one.path, keys=one.keys)
    assert found.exit_code == 0, found.findings
    what = " ".join(finding.what for finding in found.by_verdict()[Verdict.NOT_VOUCHED])
    assert "has seen 10000 entries" in what and "has cosigned 10000 entries" in what and "another history of 1" in what


def test_a_stranger_who_names_anothers_cosigner_hides_nothing(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    old = copy(two, tmp_path / "old")
    two.add(b"dropped")
    one.take(two)
    one.add(b"has seen it")
    shutil.copytree(one.path, tmp_path / "s" / "case")
    stranger = Device(tmp_path / "s" / "case", Keystore(tmp_path / "s" / "keys"))
    cosigner = str(one.keys.identity(one.log).cosigner.vkey)
    for _ in range(6):  # whatever order the logs' names give
        with pytest.MonkeyPatch.context() as monkeypatch:
            monkeypatch.setattr("aigaq.case.joining.Open", lambda **said: Open(**said | {"cosigner": cosigner}))
            shutil.rmtree(stranger.keys.path, ignore_errors=True)
            join(stranger.open(), keys=stranger.keys)
    one.take(stranger)
    assert verify(one.path).exit_code == 0
    dated = [finding.where for finding in verify(one.path).by_verdict().get(Verdict.UNANCHORED, ())]
    assert f"logs/{two.log}" not in dated
    replace_log(one, two.log, old)
    for path in (one.path / "logs" / one.log / "tile" / "entries").rglob("*"):
        assert path.exists()
    found = verify(one.path)
    assert any("has cosigned" in finding.what for finding in found.by_verdict()[Verdict.MISSING])


def test_numbers_that_no_log_can_have_end_nowhere(tmp_path: Path) -> None:
    """Once these kept `verify` busy for ever, or ended it with a traceback."""
    one = founder(tmp_path / "a")
    with one.open().writing() as batch:
        at = batch.at().encode()
        for size, root in ((b"-1", b"1" * 64), (b"-99999999999999999999", b"1" * 64), (b"1e400", b"1" * 64),
                           (b"5", b"z" * 64), (b"9" * 40, b"1" * 64), (b"5", b"1" * 63), (b"9223372036854775807", b"1" * 64)):  # fmt: skip
            pin = b'{"log":"%s","root":"%s","size":%s}' % (one.log.encode(), root, size)
            batch._append(b'{"at":"%s","heads":[%s],"kind":"seen","v":1}' % (at, pin))
            revoked = (b"f" * 64, root, size)
            batch._append(b'{"at":"%s","kind":"revoke","log":"%s","root":"%s","size":%s,"v":1}' % (at, *revoked))
    found = verify(one.path)
    assert found.verdict is Verdict.MISSING, "the largest number that can be is one"
    assert any("12 entries of kinds or fields" in finding.what for finding in found.findings)
    assert one.open().look().trust["f" * 64].pin == (9223372036854775807, "1" * 64)
    assert one.listing()


def test_revoked_logs_are_said(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two, three, four, five = (joined(one, tmp_path / name) for name in "bcde")
    two.add(b"more")
    one.take(two)
    revoke(one.open(), two.log)
    revoke(one.open(), three.log, size=1)
    with one.open().writing() as batch:
        batch.append(Revoke(v=1, at=batch.at(), log=four.log, size=1, root="1" * 64))
        batch.append(Revoke(v=1, at=batch.at(), log=five.log, size=10_000, root="1" * 64))
    three.add(b"beyond", b"and more")
    one.take(three)
    found = verify(one.path)
    assert found.exit_code == 0
    said = {finding.where: finding.what for finding in found.by_verdict()[Verdict.NOT_VOUCHED]}
    size = LogFolder(one.path / "logs" / two.log, two.log).head().size
    assert said[f"logs/{two.log}"] == f"revoked at its head of {size} entries"
    assert "beyond the head of 1 at which it was revoked: they have no effect" in said[f"logs/{three.log}"]
    assert said[f"logs/{four.log}"] == "revoked at a head of 1 entries that it never had"
    assert said[f"logs/{five.log}"] == "revoked beyond entry 10000, which is not here"


def forked(tmp_path: Path) -> tuple[Device, str]:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    other = copy(two, tmp_path / "other")
    two.add(b"left", b"left too")
    other.add(b"right")
    one.take(two)
    one.take(other)
    return one, two.log


def test_any_byte_of_another_history_is_found(tmp_path: Path) -> None:
    one, log = forked(tmp_path)
    before = verify(one.path)
    assert before.verdict is Verdict.FORKED and not before.by_verdict().get(Verdict.TAMPERED)
    draw = random.Random(3)
    (greatest,) = (path.read_bytes() for path in (one.path / "forks" / log).glob("*/checkpoint"))
    files = [path for path in (one.path / "forks").rglob("*") if path.is_file()]
    assert len(files) >= 6
    for path in files:
        data, name = path.read_bytes(), path.relative_to(one.path).as_posix()
        for changed in (*(_flipped(data, draw) for _ in range(4)), data[:-1], b"", None):
            if changed is None and path.parent.name == "checkpoints" and path.read_bytes() != greatest:
                continue  # what leaves no trace: docs/formats/entries.md
            path.unlink()
            if changed is not None:
                path.write_bytes(changed)
            found = verify(one.path)
            verdict = Verdict.MISSING if changed is None else Verdict.TAMPERED
            wrong = {finding.where for finding in set(found.findings) - set(before.findings)}
            assert any(finding.verdict is verdict for finding in set(found.findings) - set(before.findings)), (
                name,
                changed,
            )
            assert any(where.startswith("/".join(name.split("/")[:3])) for where in wrong)
            assert Case.open(one.path, keys=one.keys, clock=clock).look().forked[log] is not None
        path.write_bytes(data)
    assert verify(one.path) == before


def _flipped(data: bytes, draw: random.Random) -> bytes:
    place = draw.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << draw.randrange(8)]) + data[place + 1 :]


def test_a_history_that_lies_here_twice_accuses_nobody(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    one.add(b"one")
    head = LogFolder(one.path / "logs" / one.log, one.log).head()
    for name in (head.root.hex(), "e" * 64):
        shutil.copytree(one.path / "logs" / one.log, one.path / "forks" / one.log / name)
        found = verify(one.path, keys=one.keys)
        assert found.exit_code == 0
        assert f"forks/{one.log}/{name}" in named(found, Verdict.NOT_UNDERSTOOD)
    one.take(copy(one, tmp_path / "b"))
    assert not (one.path / "forks" / one.log / "e").exists() and not list((one.path / "forks" / one.log).iterdir())


def test_a_log_of_which_only_another_history_is_left(tmp_path: Path) -> None:
    one, log = forked(tmp_path)
    shutil.rmtree(one.path / "logs" / log)
    found = verify(one.path)
    assert f"logs/{log}" in named(found, Verdict.MISSING)
    assert one.open().look().forked[log] == 0


def test_a_folder_under_forks_has_the_name_of_its_head(tmp_path: Path) -> None:
    one, log = forked(tmp_path)
    (branch,) = (one.path / "forks" / log).iterdir()
    branch.rename(branch.with_name("e" * 64))
    assert f"forks/{log}/{'e' * 64}" in named(verify(one.path), Verdict.NOT_UNDERSTOOD)
    one.take(copy(one, tmp_path / "c"))
    assert [path.name for path in (one.path / "forks" / log).iterdir()] == [branch.name]
