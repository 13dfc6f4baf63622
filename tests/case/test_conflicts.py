"""Conflict copies of sync tools: what is in them comes in, then they go; damaged ones are named and left."""

from __future__ import annotations

import shutil
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from aigaq.case import Verdict, verify
from aigaq.case.disk import files
from aigaq.case.log.logs import LogFolder
from aigaq.case.merge import merge
from aigaq.case.verifying.conflicts import copies, true_name
from tests.case.devices import Device, copy, founder, joined

NAMES = {
    "checkpoint.sync-conflict-20220105-120000-ABCDEFG": "checkpoint",
    "pack.sync-conflict-20220105-120000-7777777.tar": "pack.tar",
    "5.sync-conflict-20220105-120000-ABCDEF2": "5",
    "checkpoint (Aigerim's conflicted copy 2022-01-05)": "checkpoint",
    "pack (conflicted copy 2022-01-05 120000).tar": "pack.tar",
    "vkey (1)": "vkey",
    "pack (12).tar": "pack.tar",
    "checkpoint.conflict1": "checkpoint",
    "pack.tar.conflict12": "pack.tar",
}


def test_the_names_every_tool_gives() -> None:
    for name, own in NAMES.items():
        assert true_name(name) == own
        assert true_name(f"logs/{'a' * 64}/{name}") == f"logs/{'a' * 64}/{own}"
    text = (resources.files("aigaq.case") / "data" / "conflict-names.toml").read_text(encoding="utf-8")
    tools = tomllib.loads(text)["tool"]
    import re

    for tool in tools:
        assert any(re.fullmatch(tool["pattern"], name) for name in NAMES), tool["name"]
        assert tool["source"]
    for name in ("checkpoint", "000.p/5", "a" * 64, f"6-{'b' * 64}", "x001/000", "vkey", f"{'c' * 64}.tar"):
        assert true_name(name) is None
    assert true_name(f"logs/{'a' * 64} (1)/checkpoint") == f"logs/{'a' * 64}/checkpoint"


def aside(path: Path, how: str) -> Path:
    """The name a tool would give to another version of this file."""
    return path.with_name(path.name + how)


HOW = (".sync-conflict-20220105-120000-ABCDEFG", " (conflicted copy 2022-01-05)", " (2)", ".conflict1")


def everything(device: Device) -> dict[str, bytes]:
    return {
        path.relative_to(device.path).as_posix(): path.read_bytes() for path in device.path.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("how", HOW)
def test_copies_of_what_is_here_go(tmp_path: Path, how: str) -> None:
    one = founder(tmp_path / "a")
    joined(one, tmp_path / "b")
    one.add(b"loose" * 20_000, b"small")
    one.add(*(b"public %d" % number for number in range(20)), public=True)
    before = everything(one)
    kept = [one.path / name for name in before if name != "case.toml"]
    for path in kept:
        shutil.copy(path, aside(path, how))
    found = verify(one.path)
    assert found.exit_code == 0 and len(found.by_verdict()[Verdict.NOT_UNDERSTOOD]) == len(kept)
    assert not one.take(one).anything
    assert everything(one) == before
    for path in kept:
        shutil.copy(path, aside(path, how))
    done = merge(one.open(), None)
    assert not done.anything and not done.refused
    assert everything(one) == before


@pytest.mark.parametrize("how", HOW)
def test_what_only_a_copy_holds_comes_in(tmp_path: Path, how: str) -> None:
    """A tool put aside every file that another device wrote: none of them has its own name any more."""
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    two.take(one)
    before = set(everything(two))
    two.add(b"loose" * 20_000)
    two.add(*(b"public %d" % number for number in range(20)), public=True)
    target = copy(one, tmp_path / "target")
    for name, data in everything(two).items():
        here = target.path / name
        if name not in before or not here.exists() or here.read_bytes() != data:
            here.parent.mkdir(parents=True, exist_ok=True)
            aside(here, how).write_bytes(data)
    assert copies(target.path)
    done = merge(target.open(), None)
    assert done.logs and not done.refused
    one.take(two)
    assert target.listing() == one.listing()
    assert not copies(target.path)
    assert verify(target.path).exit_code == 0
    assert not verify(target.path).by_verdict().get(Verdict.NOT_UNDERSTOOD)


def test_an_older_or_newer_cache_of_the_newest_head_is_absorbed(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    first = (one.path / "logs" / one.log / "checkpoint").read_bytes()
    one.add(b"one")
    second = (one.path / "logs" / one.log / "checkpoint").read_bytes()
    log = one.path / "logs" / one.log
    aside(log / "checkpoint", HOW[0]).write_bytes(first)
    aside(log / "checkpoint", HOW[1]).write_bytes(second)
    assert not merge(one.open(), None).refused
    assert not copies(one.path) and (log / "checkpoint").read_bytes() == second


def test_a_copy_that_holds_another_history_is_a_fork(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    other = copy(two, tmp_path / "other")
    (left,), (right,) = two.add(b"left"), other.add(b"right")
    one.take(two)
    for path in sorted((other.path / "logs" / two.log).rglob("*")):
        here = one.path / path.relative_to(other.path)
        if path.is_file() and (not here.exists() or here.read_bytes() != path.read_bytes()):
            here.parent.mkdir(parents=True, exist_ok=True)
            aside(here, HOW[0]).write_bytes(path.read_bytes())
    blobs = other.path / "blobs"
    shutil.copytree(blobs, one.path / "blobs", dirs_exist_ok=True)
    done = merge(one.open(), None)
    assert done.forks == [two.log]
    assert {left, right} <= {item.sha256 for item in one.open().items()}
    assert not copies(one.path)
    assert verify(one.path).verdict is Verdict.FORKED and not verify(one.path).by_verdict().get(Verdict.TAMPERED)
    target = copy(two, tmp_path / "target")
    target.take(other)
    target.take(one)
    one.take(target)
    assert target.listing() == one.listing()


@pytest.mark.parametrize("longer", [False, True])
def test_one_key_on_two_devices_that_a_tool_keeps_the_same(tmp_path: Path, longer: bool) -> None:
    """Kept heads have names of their own, so both lie in one folder; tiles of one name were put aside."""
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    other = copy(two, tmp_path / "other")
    (left,), (right,) = two.add(b"left"), other.add(b"right")
    if longer:
        other.add(b"right again")
    for path in sorted(other.path.rglob("*")):
        here = two.path / path.relative_to(other.path)
        if path.is_file() and not here.exists():
            here.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, here)
        elif path.is_file() and here.read_bytes() != path.read_bytes():
            aside(here, HOW[0]).write_bytes(path.read_bytes())
    done = merge(two.open(), None)
    assert done.forks
    assert {left, right} <= {item.sha256 for item in two.open().items()}
    target = copy(one, tmp_path / "target")
    target.take(two)
    found = verify(target.path)
    assert found.verdict is Verdict.FORKED and not found.by_verdict().get(Verdict.TAMPERED), found.findings
    assert {left, right} <= {item.sha256 for item in target.open().items()}


def test_damaged_copies_are_named_and_left(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    one.add(b"loose" * 20_000)
    one.add(*(b"public %d" % number for number in range(20)), public=True)
    before = everything(one)
    odd = []
    for name in before:
        if name != "case.toml" and not name.endswith("vkey"):
            made = aside(one.path / name, HOW[2])
            made.write_bytes(before[name][:-1] + b"?")
            odd.append(made)
    done = merge(one.open(), None)
    assert not done.anything
    assert {path.relative_to(one.path).as_posix() for path in odd} <= set(everything(one))
    assert {name: data for name, data in everything(one).items() if name in before} == before
    assert any("checkpoint" in finding.where for finding in done.refused)
    assert verify(one.path).exit_code == 0


def test_conflict_copies_in_another_copy_are_taken_and_left_there(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    stick = copy(one, tmp_path / "stick")
    two = joined(one, tmp_path / "b")
    two.add(b"on the stick only")
    for name, data in everything(two).items():
        path = stick.path / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            aside(path, HOW[0]).write_bytes(data)
    there = everything(stick)
    one.take(stick.path)
    direct = copy(one, tmp_path / "direct")
    assert not direct.take(two).anything
    assert everything(stick) == there


def test_large_copies_are_not_held_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    (item,) = two.add(bytes(3 << 20))
    one.take(two)
    path = one.path / "blobs" / "sha256" / item[:2] / item
    path.rename(aside(path, HOW[0]))
    real, longest = files.write, 0

    def write(descriptor: int, data: bytes) -> None:
        nonlocal longest
        longest = max(longest, len(data))
        real(descriptor, data)

    monkeypatch.setattr(files, "write", write)
    assert merge(one.open(), None).blobs == 1
    assert longest <= 1 << 20
    with one.open().open_item(item) as stream:
        assert stream.read() == bytes(3 << 20)
    assert not copies(one.path)


def test_without_conflict_copies_nothing_happens(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    before = everything(one)
    assert not merge(one.open(), None).anything
    assert everything(one) == before
    assert LogFolder(one.path / "logs" / one.log, one.log).head().size
