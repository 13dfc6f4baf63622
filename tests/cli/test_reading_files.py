"""`aigaq read` over a folder: killed and gone on with, one broken file among many, rows that do not fit into memory."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aigaq.cli import reading_files
from aigaq.cli.reading_files import Spool, Task, work
from aigaq.errors import NotReadable
from aigaq.reading.files import Means

COUNT = 120


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "aigaq", "read", *words]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("many")
    for number in range(COUNT):
        path = root / f"{number % 7}" / f"f{number:03}.txt"
        path.parent.mkdir(exist_ok=True)
        text = f"Invented. Police said {number + 2} people were killed, {number % 5 + 2} of them women.\n\n" * 40
        path.write_text("" if number % 60 == 7 else text)
    (root / "3" / "picture.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(60))
    (root / "3" / "other.txt").write_text("در این رویداد ۱۲ نفر کشته شدند و بسیاری زخمی شدند.", encoding="utf8")
    return root


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str, int]:
    out = tmp_path_factory.mktemp("whole") / "out.jsonl"
    done = subprocess.run(command(str(folder), "-o", str(out)), capture_output=True, text=True)
    return out.read_bytes(), done.stdout, done.returncode


def test_a_folder(folder: Path, whole: tuple[bytes, str, int]) -> None:
    rows, said, code = whole
    assert code == NotReadable.exit_code
    found = [json.loads(line) for line in rows.splitlines()]
    assert [row["file"] for row in found] == sorted(row["file"] for row in found), "in the order of the files"
    assert len({row["file"] for row in found}) == COUNT - COUNT // 60
    assert "not read (fa)   1 file" in said
    assert said.count("the file is empty") == COUNT // 60
    assert "picture.jpg" in said


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_killed_and_gone_on_with(
    folder: Path, whole: tuple[bytes, str, int], tmp_path: Path, how: signal.Signals
) -> None:
    """However often it is stopped: the same rows in the same order as in one go."""
    out = tmp_path / "out.jsonl"
    done = out.with_name("out.jsonl.done")
    stopped = 0
    for goal in (10, 40, 80, COUNT * 2):
        words = [str(folder), "-o", str(out), *(["--resume"] if done.exists() else [])]
        running = subprocess.Popen(command(*words), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        while running.poll() is None and (not done.exists() or done.read_bytes().count(b"\n") < goal):
            time.sleep(0.01)
        if running.poll() is None:
            running.send_signal(how)
            stopped += 1
        said = running.communicate(timeout=120)[0]
        if how is signal.SIGINT and goal < COUNT:
            assert running.returncode == 130
    assert stopped
    assert out.read_bytes() == whole[0]
    assert (said, running.returncode) == whole[1:]


def test_many_rows_go_through_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f.txt"
    path.write_text("Invented. Police said nine people were killed.\n\n" * 50)
    spool = tmp_path / "spool"
    spool.mkdir()
    small, _ = work(Task(path, "f", Means(), "jsonl", spool))
    assert small.spooled is None and small.statements == 50
    monkeypatch.setattr(reading_files, "HELD", 1000)
    large, _ = work(Task(path, "f", Means(), "jsonl", spool))
    assert large.spooled is not None and large.rows == b""
    assert b"".join(large.take()) == small.rows
    assert list(spool.iterdir()) == []


def test_a_reader_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f.txt"
    path.write_text("Police said nine people were killed.\n\n" * 50)
    monkeypatch.setattr(reading_files, "HELD", 10)

    def fail(*_: object) -> str:
        raise ValueError("broken")

    monkeypatch.setattr(reading_files, "_notes", fail)
    outcome, error = work(Task(path, "f", Means(), "jsonl", tmp_path))
    assert error is not None and "the reader failed: ValueError: broken" in error[1]["what"]
    assert outcome.statements == 0
    assert [one.name for one in tmp_path.iterdir()] == ["f.txt"]


def test_a_spool_keeps_the_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_files, "HELD", 8)
    spool = Spool(tmp_path)
    for word in ("one ", "two ", "three ", "four "):
        spool.write(word)
    rows, path = spool.close()
    assert rows == b"" and path is not None and path.read_bytes() == b"one two three four "
