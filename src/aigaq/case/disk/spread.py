"""The same work for many files at once: by threads where hashing lets other threads run, by processes where it does not.

Results come in the order of the files, whoever was done first. Ctrl-C ends it at once. Progress is told by the calling
thread alone. Proved by tests/case/test_spread.py.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from aigaq.errors import Error

if TYPE_CHECKING:
    from concurrent.futures import Future

Result = TypeVar("Result")
AHEAD = 4  # files a worker may be ahead of what was asked for
TELL = 0.2  # seconds between two tellings of progress while a large file is read


class Stopped(Exception):
    """The work is not wanted any more."""


class Work:
    """What one thread has done of its work so far, and a buffer it may use."""

    def __init__(self) -> None:
        self.count = 0
        self.told = 0
        self.stopped = False
        self._buffer = bytearray()

    def buffer(self, size: int) -> bytearray:
        """A buffer of this size, the same for each file."""
        if len(self._buffer) != size:
            self._buffer = bytearray(size)
        return self._buffer

    def done(self, count: int) -> None:
        """So many bytes more."""
        if self.stopped:
            raise Stopped
        self.count += count

    def tell(self, step: Callable[[int], None]) -> None:
        """Tell what has not been told."""
        new = self.count - self.told
        if new:
            self.told += new
            step(new)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def by_threads(
    fn: Callable[[str, Work], Result],
    paths: Sequence[str],
    large: Callable[[str], bool],
    step: Callable[[int], None],
) -> Generator[Result]:
    """`fn` of each path; of large files, several at a time."""
    own, workers = Work(), processors()
    if workers < 2 or len(paths) < 2:
        yield from _in_turn(fn, paths, own, step)
        return
    from concurrent.futures import ThreadPoolExecutor

    idle = [Work() for _ in range(workers)]
    all_work = list(idle)
    pool = ThreadPoolExecutor(workers)

    def run(path: str) -> Result:
        work = idle.pop()
        try:
            return fn(path, work)
        finally:
            idle.append(work)

    waiting: deque[Future[Result] | str] = deque()

    def first() -> Result:
        one = waiting.popleft()
        if isinstance(one, str):
            result = fn(one, own)
            own.tell(step)
            return result
        return _result(one, all_work, step)

    try:
        for path in paths:
            waiting.append(pool.submit(run, path) if large(path) else path)
            if len(waiting) >= workers * AHEAD:
                yield first()
        while waiting:
            yield first()
    finally:
        for work in all_work:
            work.stopped = True
        pool.shutdown(wait=True, cancel_futures=True)
    for work in all_work:
        work.tell(step)


def _in_turn(
    fn: Callable[[str, Work], Result], paths: Sequence[str], work: Work, step: Callable[[int], None]
) -> Generator[Result]:
    for path in paths:
        yield fn(path, work)
        work.tell(step)


def _result(future: Future[Result], all_work: Sequence[Work], step: Callable[[int], None]) -> Result:
    """The result, while progress is told."""
    while True:
        try:
            result = future.result(timeout=TELL)
        except TimeoutError:
            if future.done():
                raise
        else:
            for work in all_work:
                work.tell(step)
            return result
        for work in all_work:
            work.tell(step)


def by_processes(fn: Callable[..., Result], calls: Sequence[tuple[Any, ...]], *, alone: bool) -> Generator[Result]:
    """`fn(*call)` of each; in this process where it works alone. Function and results must be such as can be pickled."""
    workers = min(processors(), len(calls))
    if alone or workers < 2:
        for call in calls:
            yield fn(*call)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    kinds = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in kinds else None)
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_die_with_ctrl_c)
    waiting: deque[Future[Result]] = deque()
    try:
        for call in calls:
            waiting.append(pool.submit(fn, *call))
            if len(waiting) >= workers * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        hint = "it may have run out of memory: close other programs and run the command again"
        raise Error("a worker process died", hint=hint) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _die_with_ctrl_c() -> None:
    """A worker stops at once; the caller alone turns an interrupt into an orderly end."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
