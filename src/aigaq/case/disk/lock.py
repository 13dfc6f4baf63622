"""One writer at a time, by an advisory lock on a file that is never replaced. The only POSIX call of the project.

The lock ends with the process, however it ends. Proved by tests/case/test_lock.py with a second process.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aigaq.errors import Busy


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of `path` for the block.

    Raises:
        Busy: another process, or another block of this one, holds it.
        OSError: the file cannot be opened.
    """
    import fcntl

    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                raise
            raise Busy(
                "another process is writing to the case", where=path, hint="wait until it has finished, then try again"
            ) from None
        yield
    finally:
        os.close(descriptor)
