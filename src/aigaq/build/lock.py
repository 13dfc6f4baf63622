"""One build at a time: a lock that goes with the process that holds it, on every system SQLite runs on.

Proved by tests/build/test_lock.py.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from aigaq.errors import Busy, StorageError
from aigaq.statements.schema import connect, storage_error

FILE = "build.lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder `derived/`.

    Raises:
        Busy: another build holds it.
        StorageError: the folder cannot be written.
    """
    path = folder / FILE
    with closing(connect(path)) as connection:
        try:
            connection.execute("PRAGMA busy_timeout = 0")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                hint = "wait until it has finished, then run the command again"
                raise Busy("another build of this case is running", where=folder, hint=hint) from error
            raise storage_error(error, path) from error
        except sqlite3.DatabaseError as error:
            hint = "delete it: nothing is kept in it"
            raise StorageError("the lock of the build is damaged", where=path, hint=hint) from error
        yield
