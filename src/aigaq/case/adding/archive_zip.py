"""Zip archives by zipfile: the members that can be read, and why the others are passed over. APPNOTE 6.3.10.

Proved by tests/case/test_archives.py.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO, cast

from aigaq.case.adding.archive_reading import Budget, Member, MemberStream, Passed, Raw, in_words
from aigaq.case.adding.folder import Skipped

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_LINK, _KIND = 0o120000, 0o170000
_EXTENDED_TIME = 0x5455


def zip_members(raw: Raw, budget: Budget) -> Iterator[Member | Passed | None]:
    with in_words():
        archive = zipfile.ZipFile(cast(BinaryIO, raw))
    with archive:
        for info in archive.infolist():
            if info.is_dir():
                yield None
            elif why := _why_not_zip(info):
                yield info.filename, Skipped(why)
            else:
                with in_words(info.filename):
                    stream = archive.open(info)
                with stream:
                    member = MemberStream(cast(BinaryIO, stream), info.filename, budget)
                    yield Member(info.filename, _zip_time(info.extra), cast(BinaryIO, member))


def _why_not_zip(info: zipfile.ZipInfo) -> str:
    kind = info.external_attr >> 16 & _KIND if info.create_system == 3 else 0
    if kind == _LINK:
        return "a link, not followed"
    if kind not in (0, 0o100000):
        return "neither a file nor a folder"
    if info.flag_bits & _ENCRYPTED:
        return "encrypted"
    if info.compress_type not in _METHODS:
        return f"compressed by a method not known here ({info.compress_type})"
    return ""


def _zip_time(extra: bytes) -> int | None:
    """The time of change in UTC, where a zip has it; its usual times are those of a clock of nobody knows which zone."""
    with suppress(struct.error):
        while len(extra) >= 4:
            tag, size = struct.unpack_from("<HH", extra)
            if tag == _EXTENDED_TIME and size >= 5 and extra[4] & 1:
                return int(struct.unpack_from("<i", extra, 5)[0])
            extra = extra[4 + size :]
    return None
