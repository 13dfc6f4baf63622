"""An unfinished verification, continued: which blobs and packs were hashed good in an earlier sitting of it.

    {"began":…,"case":…,"folder":…,"verification":1}
    ["blobs/sha256/ab/ab…",size,mtime_ns,ctime_ns,inode,chain]

One line of JSON for each file, in the order it was hashed; `chain` is the beginning of a hash over all lines before and
this one, so damage shows. A file counts only while it has size, times and inode it had then; everything else, and every
log, is read anew. The file lies outside the case, is removed when the verification completes, and proves nothing to
anybody else: who can write it can claim anything. Proved by tests/case/test_resume.py.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from aigaq.case.disk import files, layout
from aigaq.errors import FormatError, UsageError

VERSION = 1
_CHAIN = 16
_EACH = 32 << 20  # bytes hashed between two writings of the file
_HINT = "remove it, or name another file, and the verification begins anew"
State = tuple[int, int, int, int]
"""Size, time of change, time of change of the inode, inode."""


def state_of(status: os.stat_result) -> State:
    """What must not have changed since."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


class Sitting:
    """One sitting of a verification that can be continued. `since`: when the first began; `earlier`: bytes taken from it."""

    def __init__(self, known: dict[str, State], *, chain: bytes, stream: BinaryIO, since: str) -> None:
        self.since = since
        self.earlier = 0
        self._known = known
        self._chain = chain
        self._stream = stream
        self._waiting: list[bytes] = []
        self._bytes = 0

    def knows(self, name: str, state: State) -> bool:
        """True where an earlier sitting has hashed the file, and found it good, as it lies here now."""
        known = self._known.get(name) == state
        if known:
            self.earlier += state[0]
        return known

    def good(self, name: str, state: State) -> None:
        """A file was hashed and is good."""
        if self._known.get(name) == state:
            return
        text, self._chain = _line(name, state, self._chain)
        self._waiting.append(text)
        self._bytes += state[0]
        if self._bytes > _EACH:
            self.save()

    def save(self) -> None:
        """Write what is known by now."""
        if self._waiting:
            self._stream.write(b"".join(self._waiting))
            self._stream.flush()
            self._waiting, self._bytes = [], 0


def _line(name: str, state: State, chain: bytes) -> tuple[bytes, bytes]:
    """A line and the chain after it."""
    values = json.dumps([name, *state], separators=(",", ":"))
    after = sha256(chain + values.encode()).digest()
    return f'{values[:-1]},"{after.hex()[:_CHAIN]}"]\n'.encode(), after


@contextmanager
def sitting(file: Path | None, case: Path, *, now: Callable[[], datetime] | None = None) -> Iterator[Sitting | None]:
    """Continue the verification that `file` tells of, or begin one; None where there is no file to be kept.

    Raises:
        UsageError: the file lies in the case.
        FormatError: it tells of another case or folder, is damaged, or is something else.
    """
    if file is None:
        yield None
        return
    folder = case.resolve()
    if file.resolve().is_relative_to(folder):
        raise UsageError(
            "verifying writes nothing into the case", where=file, hint="name a file outside the case's folder"
        )
    mark = {
        "case": sha256(files.read_if_there(case / layout.CASE_FILE) or b"").hexdigest(),
        "folder": str(folder),
        "verification": VERSION,
    }
    data = files.read_if_there(file)
    began = (now or (lambda: datetime.now(UTC)))().strftime("%Y-%m-%dT%H:%M:%SZ")
    if data:
        known, chain, since, whole = _read(data, mark, file)
    else:
        head = _head(mark, began)
        known, chain, since, whole = {}, sha256(head).digest(), began, 0
    with file.open("r+b" if data else "wb") as stream:
        if whole:
            stream.truncate(whole)
            stream.seek(whole)
        else:
            stream.write(head)
        one = Sitting(known, chain=chain, stream=stream, since=since)
        try:
            yield one
        except BaseException:
            with suppress(OSError):
                one.save()
            raise
    files.unlink(file)


def _head(mark: dict[str, object], began: str) -> bytes:
    return json.dumps({**mark, "began": began}, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _read(data: bytes, mark: dict[str, object], file: Path) -> tuple[dict[str, State], bytes, str, int]:
    """What a file tells: states by name, the chain, when it began, and how many of its bytes are whole lines."""
    whole = data.rfind(b"\n") + 1  # what comes after was being written when the sitting ended
    first, *lines = data[:whole].split(b"\n")[:-1] or [b""]
    try:
        head = json.loads(first)
        since = head["began"]
        if not isinstance(since, str) or _head({name: head[name] for name in mark}, since) != first + b"\n":
            raise KeyError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise FormatError("this is not the file of an unfinished verification", where=file, hint=_HINT) from None
    if head != {**mark, "began": since}:
        raise FormatError("this is the unfinished verification of another case or folder", where=file, hint=_HINT)
    known: dict[str, State] = {}
    chain = sha256(first + b"\n").digest()
    for line in lines:
        try:
            name, size, changed, inode_changed, inode, _ = json.loads(line)
            state = (size, changed, inode_changed, inode)
            text, chain = _line(name, state, chain)
        except (ValueError, TypeError, RecursionError):
            text = b""
        if text != line + b"\n":
            raise FormatError("the file of the unfinished verification is damaged", where=file, hint=_HINT)
        known[name] = state
    return known, chain, since, whole
