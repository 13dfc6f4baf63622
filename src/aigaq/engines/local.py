"""The engine of one machine: processes, nothing to start, nothing to stop.

One worker, or few items: the caller's own process does the work, with the same results and the same errors. Proved by
tests/engines/test_local.py.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import TypeVar

from aigaq.engines.outcomes import Outcome, outcome
from aigaq.errors import Error

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 16  # items that are done sooner than processes are started
WATCH = 0.5  # seconds between a worker's looks at whether its caller is still there
AHEAD = 4  # items a worker may be ahead of what was asked for


@dataclass(frozen=True, slots=True)
class Local:
    """Maps over processes; `workers` None takes as many as the machine has processors."""

    workers: int | None = None

    def map(self, fn: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """See `Engine.map`."""
        workers = self.workers or os.cpu_count() or 1
        rest = iter(items)
        first = list(islice(rest, FEW))
        if workers < 2 or len(first) < FEW:
            return (outcome(fn, item).result() for item in chain(first, rest))
        return _spread(fn, chain(first, rest), workers)


def _spread(fn: Callable[[Item], Result], items: Iterator[Item], workers: int) -> Iterator[Result]:
    kinds = multiprocessing.get_all_start_methods()
    # Forked workers need no import of the caller's program; elsewhere the platform's own way is taken.
    context = multiprocessing.get_context("fork" if "fork" in kinds else None)
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_die_with_caller, initargs=(os.getpid(),))
    try:
        yield from _windowed(pool, partial(outcome, fn), items, workers * AHEAD)
    except BrokenProcessPool as error:
        hint = "it may have run out of memory: close other programs and run the command again"
        raise Error("a worker process died", hint=hint) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _windowed(
    pool: ProcessPoolExecutor, fn: Callable[[Item], Outcome[Result]], items: Iterator[Item], size: int
) -> Iterator[Result]:
    waiting: deque[Future[Outcome[Result]]] = deque()
    for item in items:
        waiting.append(pool.submit(fn, item))
        if len(waiting) >= size:
            yield waiting.popleft().result().result()
    while waiting:
        yield waiting.popleft().result().result()


def _die_with_caller(caller: int) -> None:
    """A worker stops at once at an interrupt, which the caller alone turns into an orderly end; and it ends when the
    caller is gone, for a caller that is killed cannot say so and its workers would wait for it for ever."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_without, args=(caller,), daemon=True).start()


def _end_without(caller: int) -> None:
    while os.getppid() == caller:
        time.sleep(WATCH)
    os._exit(1)
