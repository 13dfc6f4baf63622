"""One tree of errors. A message says what went wrong and where; a hint says the next step.

    Error                 1   everything aigaq raises on purpose
    ├── UsageError        2   the words of a call do not fit together
    ├── CaseError         3   the folder is no case, or cannot be used as one
    │   ├── NotACase      3
    │   ├── NewerFormat   3   written by a newer aigaq
    │   ├── Behind        3   folder and keystore disagree; nothing may be appended
    │   ├── Forked        3   this device's log has two histories; nothing may be appended
    │   ├── OtherCase     3   what is to be merged belongs to another case
    │   └── KeyMissing    3   this device holds no key for the case
    ├── Busy              4   another process is writing to the case
    ├── StorageError      5   full disk, read-only folder, vanished file
    ├── NotFound          6   an id names nothing, or more than one thing
    ├── FormatError       7   bytes that do not follow the format they should
    │   └── NotReadable   7   a file that cannot be read as text; `reason` says why
    └── NotVerified       10 missing here · 11 tampered · 12 forked

The number is the exit code of the program (`docs/reference/exit-codes.md`). Outside input ends in one of these,
never in a ValueError or a traceback. `os_error` is the one place where an OSError is put into words.
Proved by tests/test_errors.py and tests/scripts/.
"""

from __future__ import annotations

import errno
from enum import StrEnum
from pathlib import Path
from typing import ClassVar


class Error(Exception):
    """What went wrong, where, and the next step.

    Args:
        what: lower case, no full stop, one line.
        where: the file, entry, row or field concerned.
        hint: what the user can do next, where there is something to do.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, *, where: str | Path | None = None, hint: str | None = None) -> None:
        self.what = what
        self.where = None if where is None else str(where)
        self.hint = hint
        super().__init__(str(self))

    @property
    def advice(self) -> str:
        """What went wrong and the next step, where whoever reads it knows the place."""
        return self.what if self.hint is None else f"{self.what}; {self.hint}"

    def __str__(self) -> str:
        return self.what if self.where is None else f"{self.where}: {self.what}"


class UsageError(Error):
    """The words of a call do not fit together."""

    exit_code = 2


class CaseError(Error):
    """The folder cannot be used as a case."""

    exit_code = 3


class NotACase(CaseError):
    """There is no case at this path."""


class NewerFormat(CaseError):
    """The case was written by a newer aigaq."""


class Behind(CaseError):
    """Folder and keystore disagree on the head of the log; nothing may be appended."""


class Forked(CaseError):
    """The log of this device has two histories; nothing may be appended to either."""


class OtherCase(CaseError):
    """What is to be merged belongs to another case."""


class KeyMissing(CaseError):
    """This device holds no key for the case."""


class Busy(Error):
    """Another process is writing to the case."""

    exit_code = 4


class StorageError(Error):
    """The disk, the folder or a file failed us."""

    exit_code = 5


class NotFound(Error):
    """An id names nothing, or more than one thing."""

    exit_code = 6


class FormatError(Error):
    """Bytes that do not follow the format they should."""

    exit_code = 7


class Reason(StrEnum):
    """Why a file is not read. A closed list; `unknown` is a member."""

    EMPTY = "empty"
    BINARY = "binary"
    ENCODING = "encoding fits two ways"
    LANGUAGE = "language not read"
    MISSING = "missing here"
    TOO_LARGE = "too large"
    NO_TEXT = "no text layer"
    LOCKED = "protected by a password"
    DAMAGED = "damaged"
    TIME = "took too long"
    MEMORY = "took too much memory"
    FAILED = "its reader failed"
    KIND = "kind of file not read"
    ATTACHED = "attached, not read"
    UNKNOWN = "unknown"


class NotReadable(FormatError):
    """A file that cannot be read as text; it is kept, and listed with the reason."""

    def __init__(self, what: str, *, reason: Reason, where: str | Path | None = None, hint: str | None = None) -> None:
        self.reason = reason
        super().__init__(what, where=where, hint=hint)


_OS_WORDS: dict[int, tuple[str, str | None]] = {
    errno.ENOSPC: ("the disk is full", "free some space and run the command again; nothing acknowledged is lost"),
    errno.EDQUOT: (
        "the disk quota is used up",
        "free some space and run the command again; nothing acknowledged is lost",
    ),
    errno.EROFS: ("the file system is read-only", "remount it writable, or copy the case to another disk"),
    errno.EACCES: ("permission denied", "check who owns the file or folder"),
    errno.EPERM: ("operation not permitted", "check who owns the file or folder"),
    errno.ENOENT: ("no such file or folder", "check the path; it may have been moved while we read it"),
    errno.EISDIR: ("is a folder, not a file", "name a file"),
    errno.ENOTDIR: ("is a file, not a folder", "name a folder"),
    errno.EIO: ("the disk could not be read or written", "copy what you can to another disk before anything else"),
    errno.ENAMETOOLONG: ("the name is too long for this file system", "use a shorter path"),
    errno.EMFILE: ("too many open files", "close other programs, or raise `ulimit -n`"),
    errno.ELOOP: ("too many symbolic links", "name the file itself"),
}


def os_error(error: OSError, *, where: str | Path | None = None) -> StorageError:
    """Put an OSError into words: what, where, next step."""
    what, hint = _OS_WORDS.get(error.errno or 0, ((error.strerror or "the system refused").lower(), None))
    return StorageError(what, where=where if where is not None else error.filename, hint=hint)
