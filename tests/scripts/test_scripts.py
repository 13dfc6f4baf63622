"""Every transcript in this folder is what the program does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.scripts.transcript import HERE, Step, matches, parse, play, world

SCRIPTS = sorted(HERE.glob("*.txt"))
CONDITIONS = {"unprivileged": (os.geteuid() != 0, "root may write to read-only folders")}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_transcript(path: Path, tmp_path: Path) -> None:
    script = parse(path.read_text(encoding="utf-8"))
    for condition in script.conditions:
        holds, reason = CONDITIONS[condition]
        if not holds:
            pytest.skip(reason)
    folder = tmp_path / "work"
    folder.mkdir()
    env = world(tmp_path / "home")
    for step in script.steps:
        wrong = play(step, folder=folder, env=env)
        assert not wrong, f"{path.name}, {wrong}"


def test_the_machine_notices_a_difference(tmp_path: Path) -> None:
    env = world(tmp_path / "home")
    right = Step(1, "echo one two; echo three >&2; exit 4", ["one …"], ["…", "three"], 4)
    assert not play(right, folder=tmp_path, env=env)
    for wrong in (
        Step(1, right.command, ["one"], right.err, 4),
        Step(1, right.command, right.out, [], 4),
        Step(1, right.command, right.out, right.err),
    ):
        assert play(wrong, folder=tmp_path, env=env)


def test_wildcards() -> None:
    assert matches(["a", "…", "z"], "a\nb\nc\nz\n")
    assert matches(["a", "…", "z"], "a\nz\n")
    assert not matches(["a", "…", "z"], "a\nb\n")
    assert matches(["id … of 3"], "id 8ff1 of 3\n")
    assert not matches(["id … of 3"], "id 8ff1 of 4\n")
    assert not matches(["(a.b)"], "(axb)\n")
