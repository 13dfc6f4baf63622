"""Where things lie in a case folder, and the one canonical text of case.toml. Design §4; docs/formats/entries.md."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from aigaq.case.disk import files
from aigaq.errors import FormatError, NewerFormat, NotACase

FORMAT = 1
CASE_FILE = "case.toml"
LOGS, BLOBS, PACKS, KEYS, COSIG, ANCHORS, FORKS = "logs", "blobs", "packs", "keys", "cosig", "anchors", "forks"
ROOMS = (LOGS, BLOBS, PACKS, KEYS, COSIG, ANCHORS, FORKS)
"""The folders whose files are the case."""
UNFINISHED = "unfinished"
DERIVED = "derived"
_TEXT = re.compile(rb'format = ([1-9][0-9]{0,5})\ncase = "([0-9a-f]{64})"\n')


def format_case_file(case_id: str, *, version: int = FORMAT) -> bytes:
    """The text of case.toml."""
    return f'format = {version}\ncase = "{case_id}"\n'.encode()


def parse_case_file(data: bytes) -> tuple[int, str]:
    """Format and case id of case.toml; FormatError for anything but its one canonical text."""
    found = _TEXT.fullmatch(data)
    if found is None:
        raise FormatError("not the canonical text of case.toml", where=CASE_FILE)
    return int(found[1]), found[2].decode()


def read_case_id(case: Path) -> str:
    """The case id of a folder; NotACase or NewerFormat where it cannot be used."""
    with files.in_words():
        data = files.read_if_there(case / CASE_FILE)
    if data is None:
        raise NotACase("there is no case here", where=case, hint="`aigaq new` makes one")
    try:
        version, case_id = parse_case_file(data)
    except FormatError as error:
        raise NotACase(error.what, where=case / CASE_FILE, hint="`aigaq verify` says what else is wrong") from None
    if version > FORMAT:
        raise NewerFormat(
            f"the case has format {version}, this aigaq knows {FORMAT}", where=case, hint="install a newer aigaq"
        )
    return case_id


def log_id(name: str) -> str:
    """The folder name of a log: the hash of its name."""
    return sha256(name.encode()).hexdigest()


def checkpoint_name(size: int, root: bytes) -> str:
    """The file name of a kept head."""
    return f"{size}-{root.hex()}"


def blob_path(digest: str) -> str:
    """Where a loose blob lies, below the case folder."""
    return f"{BLOBS}/sha256/{digest[:2]}/{digest}"


def pack_path(name: str) -> str:
    """Where a pack lies, below the case folder."""
    return f"{PACKS}/{name}.tar"
