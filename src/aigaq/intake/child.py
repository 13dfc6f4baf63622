"""The process in which files are taken apart: one question after the other, under limits, until nobody asks any more.

Started by `worker`. It gets bytes and gives text; it has no business with files, the case or the network. What a library
prints goes nowhere. Proved by tests/intake/test_worker.py and test_budget.py.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import BinaryIO

import msgspec

from aigaq.errors import NotReadable, Reason
from aigaq.intake import frames
from aigaq.intake.extracting import Asked, Extracted, Refused, bounded, extractor_named
from aigaq.intake.limits import limit_memory, limit_processor

_SPLIT = "if it is long, split it; else save its words as a .txt file and add that beside it"


def main() -> None:
    """Answer until the other side closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the caller's: it ends this process itself
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), 1)
    while True:
        try:
            asked = msgspec.msgpack.decode(frames.receive(source), type=Asked)
            limit_memory(asked.budgets.memory)
            limit_processor(asked.budgets.processor)
            answer, last = _answer(source, asked)
            frames.send(target, msgspec.msgpack.encode(answer))
            target.flush()
        except (frames.Broken, BrokenPipeError):
            return
        if last:
            return


def _answer(source: BinaryIO, asked: Asked) -> tuple[list[object], bool]:
    """The answer, as its kind and itself; and whether this process had better end now."""
    try:
        found = run(_file(source), asked)
    except MemoryError:
        return ["refused", Refused(Reason.MEMORY, "reading it took too much memory", _SPLIT)], True
    if isinstance(found, Extracted):
        return ["extracted", found], False
    return ["refused", found], False


def run(data: bytes, asked: Asked) -> Extracted | Refused:
    """One file, taken apart; whatever an extractor raises becomes a reason. MemoryError passes."""
    try:
        return bounded(extractor_named(asked.extractor)(data, asked), asked)
    except NotReadable as error:
        return Refused(error.reason, error.what, error.hint)
    except RecursionError:
        return Refused(Reason.DAMAGED, "it is nested too deeply to be read")
    except MemoryError:
        raise
    except Exception as error:
        words = f"its reader failed: {type(error).__name__}: {error}"
        return Refused(Reason.FAILED, " ".join(words.split())[:300])


def _file(source: BinaryIO) -> bytes:
    pieces = []
    while piece := frames.receive(source):
        pieces.append(piece)
    return b"".join(pieces)


if __name__ == "__main__":
    main()
