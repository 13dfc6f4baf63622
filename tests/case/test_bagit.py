"""Names in bags: whatever a file was called, its name in the bag is one that every file system and manifest takes."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.case.disk.bagit import BAGIT, BagWriter, format_info, format_manifest, safe_name
from tests.shared import shared

ACCEPTED = {"v1.0/invalid/bagit-with-invalid-whitespace"}
"""What bagit.py calls valid and the suite does not; docs/formats/exports.md says why no bag of ours is touched by it."""

HOSTILE = [
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\Windows\\system32",
    "~root",
    "a\nb\rc",
    "100%25.txt",
    "\u202egnp.exe",
    "caf\u0065\u0301.txt",
    ".hidden",
    "...",
    " ",
    "",
    "\udcff.txt",
    "я" * 300 + ".docx",
    "x" * 300,
    "a." + "b" * 300,
    "nul\0l",
]


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_hostile_names(name: str) -> None:
    holds(name)


@given(st.text(max_size=200))
def test_any_name(name: str) -> None:
    holds(name)


def holds(name: str) -> None:
    safe = safe_name(name)
    assert not set(safe) & set('/\\\r\n%*?"<>|:\0~')
    assert safe not in (".", "..")
    assert safe.strip(". ") == safe or not safe.strip(". ")
    assert len(safe.encode()) <= 140
    assert unicodedata.is_normalized("NFC", safe)
    assert all(unicodedata.category(letter)[0] not in "C" for letter in safe)
    assert safe == "" or (PurePosixPath(safe).name == safe and PureWindowsPath(safe).name == safe)


def test_what_is_readable_stays_readable() -> None:
    assert safe_name("Протокол № 5, 2022.docx") == "Протокол № 5, 2022.docx"
    assert safe_name("я" * 300 + ".docx") == "я" * 60 + ".docx"


def test_a_value_cannot_say_more_than_its_line() -> None:
    said = format_info([("External-Description", "Town\nPayload-Oxum: 0.0\r\nBagging-Date: never")])
    assert said == b"External-Description: Town Payload-Oxum: 0.0 Bagging-Date: never\n"


def test_a_manifest_is_in_order() -> None:
    assert format_manifest({"data/b": "2" * 64, "data/a": "1" * 64}) == (
        b"1" * 64 + b"  data/a\n" + b"2" * 64 + b"  data/b\n"
    )


def test_an_empty_bag_is_a_bag(tmp_path: Path) -> None:
    import bagit

    bag = BagWriter(tmp_path)
    bag.finish([])
    bagit.Bag(str(tmp_path)).validate()
    assert (tmp_path / "data").is_dir()


@pytest.mark.shared
def test_how_far_bagit_can_be_trusted() -> None:
    """It refuses every invalid bag of the conformance suite for 1.0 but the one that is listed, with its reason."""
    import logging

    import bagit

    logging.getLogger("bagit").setLevel(logging.CRITICAL)
    suite = shared("bench/case/bagit-conformance")
    bags = [path for path in sorted((suite / "v1.0" / "invalid").iterdir()) if path.is_dir()]
    accepted = set()
    for path in bags:
        try:
            bagit.Bag(str(path)).validate()
        except (bagit.BagError, OSError, UnicodeError):
            continue
        accepted.add(path.relative_to(suite).as_posix())
    assert len(bags) > len(ACCEPTED)
    assert accepted == ACCEPTED
    assert b" :" in (suite / "v1.0/invalid/bagit-with-invalid-whitespace/bagit.txt").read_bytes()
    assert BAGIT == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
