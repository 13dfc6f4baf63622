"""The tables of the derived store, and how its file is opened.

`of` names the partition a row belongs to; it is a number inside one file and enters no digest. The write-ahead log is
used while building and left behind at the end, so that a finished store can be read from a read-only disk.
The indexes by `of` are in the order of the digest, so that no text is sorted. Proved by tests/statements/test_store.py.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from aigaq.errors import FormatError, StorageError, os_error

FILE = "aigaq.sqlite"
SCHEMA = 11  # another number: another build
_APPLICATION = 0x61696761  # "aiga": the file says whose it is

# Table: its columns in the order of the digest, and the columns its rows are sorted by.
TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "renditions": (("item", "extractor", "version", "encoding", "assumed", "parts"), ("item",)),
    "facts": (("item", "place", "field", "value", "basis", "origin", "used"), ("item", "place")),
    "chunks": (("item", "part", "offset", "text"), ("item", "part", "offset")),
    "cells": (("item", "sheet", "row", "text"), ("item", "sheet", "row")),
    "statements": (("id", "body"), ("id",)),
    "decided": (("id", "decision", "unbound", "body"), ("id",)),
    "decisions": (("entry", "item", "verdict", "reading", "shown", "reason", "body"), ("entry",)),
    "standing": (("id", "item", "standing", "by", "replaced_by", "targets"), ("id",)),
    "not_read": (("item", "reason", "detail", "start", "end"), ("item", "start", "end", "reason", "detail")),
    "sources": (("key", "item", "sheet", "row", "body"), ("item", "sheet", "row", "key")),
    "sheets": (("item", "sheet", "kind", "mapping", "header", "rows", "made", "assumed"), ("item", "sheet", "mapping")),
    "holdings": (("item", "taken", "addresses"), ("item",)),
    "known": (("id", "first", "known", "taken", "dated", "basis", "subject", "part_of"), ("id",)),
    "quotes": (("item", "body"), ("item", "body")),
    "problems": (("item", "sheet", "row", "cell", "what", "text", "dropped"), ("item", "sheet", "row", "cell", "what")),
    "editions": (
        (
            "list",
            "place",
            "item",
            "sheet",
            "keeper",
            "edition",
            "said",
            "rows",
            "unnamed",
            "added",
            "changed",
            "dropped",
        )
        + ("single", "public"),
        ("list", "place"),
    ),
    "records": (("id", "body"), ("id",)),
    "pairs": (("one", "other", "probability", "gain", "together", "why", "verdict", "weights"), ("one", "other")),
    "persons": (("id", "records", "lists", "fates", "undecided", "named"), ("id",)),
    "members": (("record", "person"), ("record",)),
    "bonds": (
        ("entry", "verdict", "one", "other", "named", "state", "changed", "against", "reason"),
        ("entry",),
    ),
    "linkings": (
        ("records", "named", "compared", "doubtful", "persons", "prior", "left_out", "why"),
        ("records",),
    ),
    "linkages": (("record", "labels"), ("record",)),
    "tolls": (("stratum", "what", "body"), ("stratum", "what")),
    "blackouts": (("what", "key", "body"), ("what", "key")),
    "marks": (("id", "kind", "place", "mark", "body"), ("id", "kind", "place")),
}

_DDL = """
CREATE TABLE partitions (id INTEGER PRIMARY KEY, stage TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL,
  version TEXT NOT NULL, output TEXT NOT NULL, UNIQUE (stage, key));
CREATE TABLE renditions (item TEXT PRIMARY KEY, extractor TEXT NOT NULL, version TEXT NOT NULL, encoding TEXT NOT NULL,
  assumed TEXT, parts TEXT NOT NULL, of INTEGER NOT NULL);
CREATE TABLE facts (n INTEGER PRIMARY KEY, item TEXT NOT NULL, place INTEGER NOT NULL, field TEXT NOT NULL,
  value TEXT NOT NULL, basis TEXT NOT NULL, origin TEXT NOT NULL, used INTEGER NOT NULL, of INTEGER NOT NULL);
CREATE TABLE chunks (n INTEGER PRIMARY KEY, item TEXT NOT NULL, part TEXT NOT NULL, offset INTEGER NOT NULL,
  text TEXT NOT NULL, of INTEGER NOT NULL, UNIQUE (item, part, offset));
CREATE TABLE cells (n INTEGER PRIMARY KEY, item TEXT NOT NULL, sheet TEXT NOT NULL, row INTEGER NOT NULL,
  text TEXT NOT NULL, of INTEGER NOT NULL, UNIQUE (item, sheet, row));
CREATE TABLE statements (id TEXT PRIMARY KEY, item TEXT NOT NULL, kind TEXT NOT NULL, part TEXT NOT NULL,
  start INTEGER NOT NULL, measure TEXT, places TEXT NOT NULL, said TEXT, body TEXT NOT NULL, of INTEGER NOT NULL);
CREATE TABLE decided (id TEXT PRIMARY KEY, item TEXT NOT NULL, kind TEXT NOT NULL, part TEXT NOT NULL,
  start INTEGER NOT NULL, measure TEXT, places TEXT NOT NULL, said TEXT, body TEXT NOT NULL, decision TEXT NOT NULL,
  unbound INTEGER NOT NULL, of INTEGER NOT NULL);
CREATE TABLE decisions (n INTEGER PRIMARY KEY, entry TEXT NOT NULL, item TEXT NOT NULL, verdict TEXT NOT NULL,
  reading TEXT, shown TEXT, reason TEXT NOT NULL, body TEXT, of INTEGER NOT NULL);
CREATE TABLE standing (id TEXT PRIMARY KEY, item TEXT NOT NULL, standing TEXT NOT NULL, by TEXT NOT NULL,
  replaced_by TEXT NOT NULL, targets TEXT NOT NULL, of INTEGER NOT NULL);
CREATE TABLE not_read (n INTEGER PRIMARY KEY, item TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
  start INTEGER, end INTEGER, of INTEGER NOT NULL);
CREATE TABLE sources (n INTEGER PRIMARY KEY, key TEXT NOT NULL, item TEXT NOT NULL, sheet TEXT NOT NULL,
  row INTEGER NOT NULL, body TEXT NOT NULL, of INTEGER NOT NULL);
CREATE TABLE sheets (n INTEGER PRIMARY KEY, item TEXT NOT NULL, sheet TEXT NOT NULL, kind TEXT NOT NULL,
  mapping TEXT NOT NULL, header INTEGER NOT NULL, rows INTEGER NOT NULL, made INTEGER NOT NULL, assumed TEXT NOT NULL,
  of INTEGER NOT NULL);
CREATE TABLE problems (n INTEGER PRIMARY KEY, item TEXT NOT NULL, sheet TEXT NOT NULL, row INTEGER NOT NULL,
  cell TEXT NOT NULL, what TEXT NOT NULL, text TEXT NOT NULL, dropped INTEGER NOT NULL, of INTEGER NOT NULL);
CREATE TABLE quotes (n INTEGER PRIMARY KEY, item TEXT NOT NULL, body TEXT NOT NULL, of INTEGER NOT NULL);
CREATE TABLE holdings (item TEXT PRIMARY KEY, taken TEXT NOT NULL, addresses TEXT NOT NULL, of INTEGER NOT NULL);
CREATE TABLE known (id TEXT PRIMARY KEY, item TEXT NOT NULL, kind TEXT NOT NULL, first TEXT, known TEXT NOT NULL,
  taken TEXT NOT NULL, dated TEXT NOT NULL, basis TEXT NOT NULL, key TEXT, subject TEXT, part_of TEXT NOT NULL, low REAL,
  high REAL, of INTEGER NOT NULL);
CREATE TABLE editions (n INTEGER PRIMARY KEY, list TEXT NOT NULL, place INTEGER NOT NULL, item TEXT NOT NULL,
  sheet TEXT NOT NULL, keeper TEXT NOT NULL, edition TEXT NOT NULL, said TEXT NOT NULL, rows INTEGER NOT NULL,
  unnamed INTEGER NOT NULL, added INTEGER NOT NULL, changed INTEGER NOT NULL, dropped INTEGER NOT NULL,
  single INTEGER NOT NULL, public INTEGER NOT NULL, of INTEGER NOT NULL, UNIQUE (list, place));
CREATE TABLE records (id TEXT PRIMARY KEY, list TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL,
  of INTEGER NOT NULL);
CREATE TABLE pairs (n INTEGER PRIMARY KEY, one TEXT NOT NULL, other TEXT NOT NULL, probability REAL NOT NULL,
  gain REAL NOT NULL, together INTEGER NOT NULL, why TEXT NOT NULL, verdict TEXT NOT NULL, weights TEXT NOT NULL,
  of INTEGER NOT NULL, UNIQUE (one, other));
CREATE TABLE persons (id TEXT PRIMARY KEY, records INTEGER NOT NULL, lists TEXT NOT NULL, fates TEXT NOT NULL,
  undecided INTEGER NOT NULL, named INTEGER NOT NULL, of INTEGER NOT NULL);
CREATE TABLE members (record TEXT PRIMARY KEY, person TEXT NOT NULL, of INTEGER NOT NULL);
CREATE TABLE bonds (entry TEXT PRIMARY KEY, verdict TEXT NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL,
  named TEXT NOT NULL, state TEXT NOT NULL, changed INTEGER NOT NULL, against TEXT NOT NULL, reason TEXT NOT NULL,
  of INTEGER NOT NULL);
CREATE TABLE linkings (n INTEGER PRIMARY KEY, records INTEGER NOT NULL, named INTEGER NOT NULL,
  compared INTEGER NOT NULL, doubtful INTEGER NOT NULL, persons INTEGER NOT NULL, prior REAL NOT NULL,
  left_out INTEGER NOT NULL, why TEXT NOT NULL, of INTEGER NOT NULL);
CREATE TABLE linkages (record TEXT PRIMARY KEY, labels TEXT NOT NULL, of INTEGER NOT NULL);
CREATE TABLE tolls (n INTEGER PRIMARY KEY, stratum TEXT NOT NULL, what TEXT NOT NULL, body TEXT NOT NULL,
  of INTEGER NOT NULL, UNIQUE (stratum, what));
CREATE TABLE blackouts (n INTEGER PRIMARY KEY, what TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL,
  of INTEGER NOT NULL, UNIQUE (what, key));
CREATE TABLE marks (n INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, place TEXT NOT NULL,
  mark TEXT NOT NULL, body TEXT NOT NULL, of INTEGER NOT NULL, UNIQUE (id, kind, place));
CREATE INDEX renditions_of ON renditions (of, item);
CREATE INDEX facts_of ON facts (of, item, place);
CREATE INDEX facts_item ON facts (item, place);
CREATE INDEX chunks_of ON chunks (of, item, part, offset);
CREATE INDEX cells_of ON cells (of, item, sheet, row);
CREATE INDEX statements_of ON statements (of, id);
CREATE INDEX statements_place ON statements (item, part, start, id);
CREATE INDEX statements_kind ON statements (kind, measure);
CREATE INDEX decided_of ON decided (of, id);
CREATE INDEX decided_place ON decided (item, part, start, id);
CREATE INDEX decisions_of ON decisions (of, entry);
CREATE INDEX decisions_reading ON decisions (reading, shown);
CREATE INDEX decisions_shown ON decisions (shown);
CREATE INDEX standing_of ON standing (of, id);
CREATE INDEX not_read_of ON not_read (of, item, start, end, reason, detail);
CREATE INDEX not_read_item ON not_read (item);
CREATE INDEX sources_of ON sources (of, item, sheet, row, key);
CREATE INDEX sources_key ON sources (key, item, sheet, row);
CREATE INDEX sources_row ON sources (item, sheet, row);
CREATE INDEX sheets_of ON sheets (of, item, sheet, mapping);
CREATE INDEX quotes_of ON quotes (of, item, body);
CREATE INDEX quotes_item ON quotes (item, body);
CREATE INDEX editions_of ON editions (of, list, place);
CREATE INDEX editions_item ON editions (item);
CREATE INDEX records_of ON records (of, id);
CREATE INDEX records_key ON records (list, key);
CREATE INDEX pairs_of ON pairs (of, one, other);
CREATE INDEX pairs_other ON pairs (other);
CREATE INDEX pairs_gain ON pairs (verdict, gain);
CREATE INDEX persons_of ON persons (of, id);
CREATE INDEX persons_undecided ON persons (undecided, id);
CREATE INDEX members_of ON members (of, record);
CREATE INDEX members_person ON members (person, record);
CREATE INDEX bonds_of ON bonds (of, entry);
CREATE INDEX linkings_of ON linkings (of, records);
CREATE INDEX linkages_of ON linkages (of, record);
CREATE INDEX tolls_of ON tolls (of, stratum, what);
CREATE INDEX blackouts_of ON blackouts (of, what, key);
CREATE INDEX marks_of ON marks (of, id, kind, place);
CREATE INDEX marks_mark ON marks (kind, mark, id);
CREATE INDEX problems_of ON problems (of, item, sheet, row, cell, what);
CREATE INDEX holdings_of ON holdings (of, item);
CREATE INDEX known_of ON known (of, id);
CREATE INDEX known_item ON known (item, key);
CREATE INDEX known_kind ON known (kind, subject, known, taken, dated, basis);
CREATE INDEX known_low ON known (low) WHERE low IS NOT NULL;
CREATE INDEX known_high ON known (high) WHERE high IS NOT NULL;
CREATE INDEX known_parts ON known (subject) WHERE part_of <> '[]';
CREATE VIRTUAL TABLE words USING fts5 (text, content='chunks', content_rowid='n',
  tokenize="unicode61 remove_diacritics 0");
CREATE TRIGGER words_in AFTER INSERT ON chunks BEGIN
  INSERT INTO words (rowid, text) VALUES (new.n, new.text); END;
CREATE TRIGGER words_out AFTER DELETE ON chunks BEGIN
  INSERT INTO words (words, rowid, text) VALUES ('delete', old.n, old.text); END;
CREATE VIRTUAL TABLE cell_words USING fts5 (text, content='cells', content_rowid='n',
  tokenize="unicode61 remove_diacritics 0");
"""


_SPACE = "free some space and run the command again; nothing but what can be made again was touched"
_WORDS: dict[str, tuple[str, str | None]] = {
    "SQLITE_FULL": ("the disk is full", _SPACE),
    "SQLITE_READONLY": ("the derived store cannot be written", "check who owns it, or copy the case to another disk"),
    "SQLITE_CANTOPEN": ("the derived store cannot be opened or made here", "check who owns the folder"),
    "SQLITE_IOERR": ("the disk could not be read or written", _SPACE),
    "SQLITE_BUSY": ("another process is using the derived store", "wait until it has finished, then try again"),
}


def storage_error(error: sqlite3.Error, where: Path) -> StorageError:
    """Put what SQLite says of disk and file into words."""
    name = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
    what, hint = _WORDS.get(name, (f"the derived store cannot be used: {error}", "run `aigaq build`"))
    return StorageError(what, where=where, hint=hint)


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open the file of a store; transactions are begun and ended by name.

    Raises:
        StorageError: the file or its folder cannot be used.
    """
    try:
        if not read_only:
            path.parent.mkdir(parents=True, exist_ok=True)
        mode = "ro" if read_only else "rwc"
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=10)
    except OSError as error:
        raise os_error(error, where=path) from error
    except sqlite3.Error as error:
        raise storage_error(error, path) from error


def fits(connection: sqlite3.Connection) -> bool:
    """Whether the file holds a store of this schema; False where it holds nothing yet.

    Raises:
        FormatError: it holds something else.
        sqlite3.DatabaseError: it is damaged.
    """
    mark = tuple(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if not tables and mark == (0, 0):
        return False
    if mark != (_APPLICATION, SCHEMA) or not tables.issuperset({*TABLES, "partitions"}):
        raise FormatError("the derived store is of another version")
    return True


def create(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty file, all or none of them."""
    marks = f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {SCHEMA};"
    connection.executescript(f"BEGIN; {_DDL} {marks} COMMIT;")
