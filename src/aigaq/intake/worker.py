"""Takes files apart in a child process, so that a hostile or broken file ends in a reason and never ends the caller.

One child serves many files: starting it costs as much as reading a hundred pages. It is ended when it runs over its
budget, dies, or has read enough files; the next file starts a new one. Processor time and memory are limited by the
system where it can (`limits`), the clock everywhere. A file on which a used child fails is tried once more in a fresh
one, so that no answer depends on what was read before it. Proved by tests/intake/test_worker.py and test_budget.py.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

import msgspec

from aigaq.errors import NotReadable, Reason
from aigaq.intake import frames
from aigaq.intake.budgets import Budgets, budgets
from aigaq.intake.extracting import Asked, Extracted, Refused

Open = Callable[[], BinaryIO]

BLOCK = 1 << 20
_AGAIN = (Reason.MEMORY, Reason.FAILED)
_BESIDE = "save its words as a .txt file and add that beside it"


class Worker:
    """A child process and how much it has read; starts one when it is asked, and another when that is gone."""

    def __init__(self, limits: Budgets | None = None) -> None:
        self.budgets = limits or budgets()
        self.started = 0  # children so far
        self._child: subprocess.Popen[bytes] | None = None
        self._read = 0
        self._owner = os.getpid()
        self._lock = threading.Lock()

    def extract(self, opened: Open, extractor: str, *, encoding: str | None = None) -> Extracted:
        """The parts and facts of a file.

        Raises:
            NotReadable: it cannot be read, or costs more than it may.
            OSError: the file itself cannot be opened or read.
        """
        asked = Asked(extractor, encoding, self.budgets)
        with self._lock:
            used = self._read > 0
            answer = self._ask(opened, asked)
            if used and isinstance(answer, Refused) and answer.reason in _AGAIN:
                self.close()
                answer = self._ask(opened, asked)
        if isinstance(answer, Refused):
            raise NotReadable(answer.what, reason=answer.reason, hint=answer.hint)
        return answer

    def close(self) -> None:
        """End the child, if it is this process's own."""
        child, self._child, self._read = self._child, None, 0
        if child is None or self._owner != os.getpid():
            return
        child.kill()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                _close(stream)
        child.wait()

    def _ask(self, opened: Open, asked: Asked) -> Extracted | Refused:
        child = self._ready()
        self._read += 1
        try:
            with _watched(child, asked.budgets.clock) as over:
                try:
                    return self._exchange(child, opened, asked)
                except (frames.Broken, BrokenPipeError, msgspec.DecodeError):
                    return _death(child, over.is_set())
        except BaseException:
            self.close()  # a question half asked: nothing this child says can be trusted to be the answer
            raise
        finally:
            if child.poll() is not None or self._read >= asked.budgets.files:
                self.close()

    def _exchange(self, child: subprocess.Popen[bytes], opened: Open, asked: Asked) -> Extracted | Refused:
        to, back = child.stdin, child.stdout
        assert to is not None
        assert back is not None
        frames.send(to, msgspec.msgpack.encode(asked))
        size = 0
        with opened() as stream:
            while block := stream.read(BLOCK):
                size += len(block)
                if size > asked.budgets.file:
                    self.close()
                    return Refused(Reason.TOO_LARGE, f"the file is larger than {asked.budgets.file:,} bytes", _BESIDE)
                frames.send(to, block)
        frames.send(to, b"")
        to.flush()
        kind, body = msgspec.msgpack.decode(frames.receive(back), type=tuple[str, msgspec.Raw])
        if kind == "extracted":
            return msgspec.msgpack.decode(body, type=Extracted)
        return msgspec.msgpack.decode(body, type=Refused)

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():  # this process was forked: the child is its parent's
            self._child, self._read, self._owner = None, 0, os.getpid()
        if self._child is None:
            self._child = _start()
            self.started += 1
        return self._child


def _start() -> subprocess.Popen[bytes]:
    # `-P` keeps the folder the user stands in from being imported; aigaq itself is found where it was found here.
    home = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(part for part in (home, os.environ.get("PYTHONPATH", "")) if part)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "aigaq.intake.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )


@contextmanager
def _watched(child: subprocess.Popen[bytes], seconds: float) -> Iterator[threading.Event]:
    """End the child when the clock runs out; the event then is set."""
    over, done = threading.Event(), threading.Event()

    def end() -> None:
        if not done.is_set():
            over.set()
            child.kill()

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield over
    finally:
        done.set()
        timer.cancel()


def _death(child: subprocess.Popen[bytes], over: bool) -> Refused:
    """Why the child died in the middle of a file, as far as that can be told."""
    try:
        code = child.wait(timeout=5)
    except subprocess.TimeoutExpired:
        child.kill()
        code = child.wait()
    if over or code == -getattr(signal, "SIGXCPU", 0):
        return Refused(Reason.TIME, "reading it took too long, and was given up", _BESIDE)
    if code == -getattr(signal, "SIGKILL", 0):
        return Refused(Reason.MEMORY, "the system ended its reader, as it does when memory runs out", _BESIDE)
    return Refused(Reason.FAILED, "its reader broke down on it, or ran out of memory", _BESIDE)


def _close(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except OSError:
        return


_worker: Worker | None = None


def worker() -> Worker:
    """The one worker of this process."""
    global _worker
    if _worker is None:
        _worker = Worker()
        atexit.register(_worker.close)
    return _worker
