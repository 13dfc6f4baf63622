"""The local engine: input order, bounded look-ahead, errors whole, one process or several alike."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aigaq.engines import Local
from aigaq.errors import Error, NotReadable, Reason, StorageError
from tests.shared import ROOT

ENGINES = [Local(workers=1), Local(workers=2)]


def square(number: int) -> int:
    return number * number


def refuse_seventeen(number: int) -> int:
    if number == 17:
        raise NotReadable("too odd", reason=Reason.ENCODING, where="item 17", hint="take 18")
    return number


def break_at_seventeen(number: int) -> int:
    return 1 // (17 - number)


def die_at_seventeen(number: int) -> int:
    if number == 17:
        os._exit(9)
    return number


def nothing(number: int) -> None:
    return None


def process(number: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: f"{engine.workers} workers")
class TestMap:
    @pytest.mark.parametrize("count", [0, 1, 15, 16, 100])
    def test_results_come_in_input_order(self, engine: Local, count: int) -> None:
        assert list(engine.map(square, range(count))) == [number * number for number in range(count)]

    def test_nothing_is_a_result(self, engine: Local) -> None:
        assert list(engine.map(nothing, range(20))) == [None] * 20

    def test_errors_come_back_whole(self, engine: Local) -> None:
        results = engine.map(refuse_seventeen, range(100))
        assert [next(results) for _ in range(17)] == list(range(17))
        with pytest.raises(NotReadable) as caught:
            next(results)
        error = caught.value
        assert (str(error), error.what, error.where) == ("item 17: too odd", "too odd", "item 17")
        assert (error.hint, error.reason) == ("take 18", Reason.ENCODING)

    def test_other_exceptions_become_ours(self, engine: Local) -> None:
        with pytest.raises(Error, match="a worker failed: ZeroDivisionError"):
            list(engine.map(break_at_seventeen, range(100)))

    def test_few_items_are_taken_ahead(self, engine: Local) -> None:
        taken = []

        def items() -> Iterator[int]:
            for number in range(10_000):
                taken.append(number)
                yield number

        results = engine.map(square, items())
        for _ in range(50):
            next(results)
        assert len(taken) <= 50 + 32
        results.close()  # type: ignore[attr-defined]


def test_several_processes_do_the_work() -> None:
    assert os.getpid() not in set(Local(workers=2).map(process, range(64)))
    assert set(Local(workers=2).map(process, range(5))) == {os.getpid()}
    assert set(Local(workers=1).map(process, range(64))) == {os.getpid()}


def test_a_worker_that_dies_is_said() -> None:
    with pytest.raises(Error, match="a worker process died") as caught:
        list(Local(workers=2).map(die_at_seventeen, range(100)))
    assert caught.value.hint is not None


def test_an_unread_rest_starts_and_stops_in_order(tmp_path: Path) -> None:
    results = Local(workers=2).map(square, range(1000))
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert list(results) == []


def test_an_error_without_a_place() -> None:
    from aigaq.engines.outcomes import outcome

    def refuse(number: int) -> int:
        raise StorageError("the disk is full")

    with pytest.raises(StorageError, match="^the disk is full$"):
        outcome(refuse, 1).result()


_ENDLESS = """
import itertools, sys
from aigaq.engines import Local
from tests.engines.test_local import square
try:
    for result in Local(workers=2).map(square, itertools.count()):
        if result == 400:
            print("working", flush=True)
except KeyboardInterrupt:
    print("ended", flush=True)
"""


@pytest.mark.parametrize("to_all", [True, False], ids=["as from a keyboard", "to the caller alone"])
def test_ctrl_c_ends_in_order(to_all: bool) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _ENDLESS], stdout=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True
    ) as process:
        assert process.stdout is not None and process.stdout.readline() == "working\n"
        if to_all:
            os.killpg(process.pid, signal.SIGINT)
        else:
            process.send_signal(signal.SIGINT)
        assert process.stdout.read() == "ended\n"
        assert process.wait(timeout=60) == 0
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_workers_end_with_a_caller_that_is_killed() -> None:
    """They hold its stdout, so reading it to the end waits for the last of them."""
    command = [sys.executable, "-c", _ENDLESS]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT) as running:
        assert running.stdout is not None
        assert running.stdout.readline().strip()
        running.kill()
        running.communicate(timeout=60)
    assert running.returncode == -signal.SIGKILL
