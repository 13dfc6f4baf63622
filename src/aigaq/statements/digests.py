"""Digests of derived rows: what "the same rows" means.

A row is the canonical JSON array [table, column, …] and a line feed; the rows of a partition are sorted by table and
key and hashed (SHA-256): its `output`. The digest of the store hashes the lines [stage, key, output] in order. So
order of adding, incremental or clean, and SQLite's own bytes make no difference. Proved by tests/statements/test_store.py.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable

import msgspec

from aigaq.statements.schema import TABLES


def digest_of_rows(connection: sqlite3.Connection, partition: int) -> str:
    """SHA-256 in hex over the rows of a partition, read back from the store one at a time."""
    digest = hashlib.sha256()
    for table, (columns, key) in sorted(TABLES.items()):
        names = ", ".join(columns)
        query = f"SELECT {names} FROM {table} WHERE of = ? ORDER BY {', '.join(key)}"  # noqa: S608
        for row in connection.execute(query, (partition,)):
            digest.update(msgspec.json.encode((table, *row)) + b"\n")
    return digest.hexdigest()


def digest_of_partitions(partitions: Iterable[tuple[str, str, str]]) -> str:
    """SHA-256 in hex over (stage, key, output) in order."""
    digest = hashlib.sha256()
    for row in partitions:
        digest.update(msgspec.json.encode(row) + b"\n")
    return digest.hexdigest()
