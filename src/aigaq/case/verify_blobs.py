"""Verifying blobs: every loose one and every member of every pack has the bytes its name says; nothing is taken on trust.

A pack must equal, byte for byte, the canonical archive of its members.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from aigaq.case import files, packs
from aigaq.case.findings import Findings, Verdict

BUFFER = 1 << 20
_LOOSE = re.compile("blobs/sha256/([0-9a-f]{2})/(\\1[0-9a-f]{62})", re.ASCII)
_PACK = re.compile("packs/([0-9a-f]{64})[.]tar", re.ASCII)


def check_loose(case: Path, names: Iterable[str], findings: Findings) -> dict[str, int]:
    """Hash every loose blob; returns hash and size of the good ones."""
    good: dict[str, int] = {}
    buffer = bytearray(BUFFER)
    for name in names:
        found = _LOOSE.fullmatch(name)
        if found is None:
            findings.add(Verdict.NOT_UNDERSTOOD, name, "the format knows no such file")
            continue
        digest, size = _hash(case / name, buffer)
        if digest == found[2]:
            good[digest] = size
        else:
            findings.add(Verdict.TAMPERED, name, "the bytes are not those the name says")
    return good


def _hash(path: Path, buffer: bytearray) -> tuple[str, int]:
    digest, size, view = sha256(), 0, memoryview(buffer)
    with files.open_raw(path) as stream:
        while count := stream.readinto(buffer):
            digest.update(view[:count])
            size += count
    return digest.hexdigest(), size


def check_packs(case: Path, names: Iterable[str], findings: Findings) -> dict[str, int]:
    """Hash every member of every pack; returns hash and size of the good ones."""
    good: dict[str, int] = {}
    for name in names:
        found = _PACK.fullmatch(name)
        if found is None:
            findings.add(Verdict.NOT_UNDERSTOOD, name, "the format knows no such file")
            continue
        if files.size(case / name) > packs.PACK_LIMIT:
            findings.add(Verdict.TAMPERED, name, "longer than a pack may be")
            continue
        checked = packs.check(files.read(case / name), found[1])
        good |= checked.good
        if checked.damage is not None:
            findings.add(Verdict.TAMPERED, name, checked.damage)
        for digest in checked.bad:
            findings.add(Verdict.TAMPERED, name, f"the bytes of {digest} are not those the name says")
    return good
