"""Work spread over threads and processes gives what it gives in turn, and ends at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from aigaq.case import Handling, Verdict, verify
from aigaq.case.disk import spread
from aigaq.case.verifying import verify_blobs
from aigaq.case.verifying.findings import Findings
from aigaq.errors import Error
from tests.case.conftest import Made, add, make


@pytest.fixture
def damaged(tmp_path: Path) -> Made:
    """Large and small blobs, loose and packed; every third file has a changed byte."""
    made = make(tmp_path)
    add(made.open(), *(b"%d" % (n % 10) * 1000 + bytes([n]) * (n % 3 * 700_000) for n in range(20)))
    for batch in range(6):
        add(made.open(), *(b"public %d %d" % (batch, n) for n in range(20)), handling=Handling.PUBLIC)
    paths = [path for room in ("blobs", "packs") for path in (made.path / room).rglob("*") if path.is_file()]
    for path in sorted(paths)[::3]:
        path.chmod(0o644)
        data = bytearray(path.read_bytes())
        data[-1 if path.parent.name != "packs" else 600] ^= 1
        path.write_bytes(data)
    return made


def all_of(made: Made, step: list[int]) -> tuple[object, ...]:
    findings = Findings()
    loose = sorted(p.relative_to(made.path).as_posix() for p in (made.path / "blobs").rglob("*") if p.is_file())
    packed = sorted(p.relative_to(made.path).as_posix() for p in (made.path / "packs").iterdir())
    good = verify_blobs.check_loose(made.path, loose, findings, step.append)
    good_packed = verify_blobs.check_packs(made.path, packed, findings, step.append)
    return list(good.items()), list(good_packed.items()), findings.found


def test_the_order_of_results_and_findings_is_that_of_one_after_another(
    damaged: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify_blobs, "MANY", 0)
    outcomes, bytes_read = [], []
    for processors, large in ((1, 0), (3, 0), (3, 1 << 20), (2, 1 << 40)):
        monkeypatch.setattr(spread, "processors", lambda count=processors: count)
        monkeypatch.setattr(verify_blobs, "LARGE", large)
        steps: list[int] = []
        outcomes.append(all_of(damaged, steps))
        bytes_read.append(sum(steps))
        assert min(steps) > 0
    assert all(outcome == outcomes[0] for outcome in outcomes)
    assert len({*bytes_read}) == 1
    found = outcomes[0][2]
    assert isinstance(found, list)
    assert {finding.verdict for finding in found} == {Verdict.TAMPERED}
    assert len(found) > 8


def test_progress_is_monotone_and_told_by_the_caller(damaged: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    monkeypatch.setattr(spread, "processors", lambda: 4)
    monkeypatch.setattr(verify_blobs, "MANY", 0)
    told: list[tuple[int, int]] = []
    threads = set()

    def report(done: int, total: int) -> None:
        threads.add(threading.current_thread())
        told.append((done, total))

    verify(damaged.path, progress=report)
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert told[-1][0] == told[-1][1] == sum(p.stat().st_size for p in damaged.path.rglob("*") if p.is_file())
    assert threads == {threading.main_thread()}


def test_a_large_file_tells_progress_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "processors", lambda: 2)
    monkeypatch.setattr(spread, "TELL", 0.01)
    told: list[int] = []

    def slow(path: str, work: spread.Work) -> str:
        while not told:  # ends only when the caller has told something
            work.done(1)
            time.sleep(0.001)
        return path

    results = spread.by_threads(slow, ["a", "b"], lambda path: True, told.append)
    assert list(results) == ["a", "b"]
    assert sum(told) > 0


def test_an_error_comes_where_its_result_would_have_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "processors", lambda: 2)

    def fail(path: str, work: spread.Work) -> str:
        if path == "2":
            raise FileNotFoundError(path)
        return path

    for large in ({*"01234"}, set[str]()):
        got = []
        with pytest.raises(FileNotFoundError):
            for one in spread.by_threads(fail, list("01234"), large.__contains__, lambda count: None):
                got.append(one)
        assert got == ["0", "1"]


def test_closing_it_stops_the_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "processors", lambda: 2)
    begun: list[spread.Work] = []

    def endless(path: str, work: spread.Work) -> str:
        if path == "first":
            return path
        begun.append(work)
        while True:
            work.done(1)

    results = spread.by_threads(endless, ["first", "b", "c"], lambda path: True, lambda count: None)
    assert next(results) == "first"
    results.close()
    assert all(work.stopped for work in begun)


def test_a_worker_that_dies_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "processors", lambda: 2)
    with pytest.raises(Error, match="a worker process died"):
        list(spread.by_processes(os._exit, [(1,), (1,)], alone=False))
    assert list(spread.by_processes(divmod, [(7, 2), (9, 4)], alone=False)) == [(3, 1), (2, 1)]
    assert list(spread.by_processes(divmod, [(7, 2), (9, 4)], alone=True)) == [(3, 1), (2, 1)]


CHILD = r"""
import os
from aigaq.case.disk import spread
spread.processors = lambda: 2
def endless(path, work):
    os.write(1, b"begun\n")
    while True:
        work.done(1)
for _ in spread.by_threads(endless, ["a", "b", "c"], lambda path: True, lambda count: None):
    pass
"""


def test_ctrl_c_ends_it_at_once() -> None:
    with subprocess.Popen([sys.executable, "-c", CHILD], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        try:
            assert child.stdout.readline() == b"begun\n"
            child.send_signal(signal.SIGINT)
            _, said = child.communicate(timeout=60)
        finally:
            child.kill()
    assert child.returncode != 0
    assert b"KeyboardInterrupt" in said


def test_hashing_a_file_is_hashing_its_bytes(tmp_path: Path) -> None:
    for size in (0, 1, verify_blobs.BUFFER, verify_blobs.BUFFER + 1):
        data = os.urandom(size)
        (tmp_path / "file").write_bytes(data)
        work = spread.Work()
        digest, state = verify_blobs.hash_file(str(tmp_path / "file"), work)
        assert (digest, state[0], work.count) == (sha256(data).hexdigest(), size, size)
