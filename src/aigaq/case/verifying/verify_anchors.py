"""Verifying anchors: every time stamp is the file its name says, of a head that is kept here, and its signature holds.

    anchors/<SHA-256 of the checkpoint file>/<SHA-256 of this file>.tsr

Whether the authority is to be believed is left to the reader; each anchor names it. Normative: docs/formats/anchors.md.
Proved by changing, cutting and swapping every byte of a token (tests/case/test_verify_anchors.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from aigaq.case.disk import files
from aigaq.case.log.provable import Anchor
from aigaq.case.standards import tokens
from aigaq.case.verifying.findings import Findings, Verdict
from aigaq.errors import FormatError

_ANCHOR = re.compile("anchors/([0-9a-f]{64})/([0-9a-f]{64})[.]tsr", re.ASCII)
Head = tuple[str, int, bytes]
"""Log, size and root of a kept head."""


def check_anchors(
    case: Path, names: Iterable[str], heads: Mapping[str, Head], findings: Findings, step: Callable[[int], None]
) -> tuple[Anchor, ...]:
    """Check every file under anchors/; returns the good time stamps, the earliest first.

    Args:
        names: the files, relative to the case.
        heads: the kept heads, by the SHA-256 of the checkpoint file.
        step: told how many bytes more have been read.
    """
    good: list[Anchor] = []
    for name in names:
        found = _ANCHOR.fullmatch(name)
        if found is None:
            findings.add(Verdict.NOT_UNDERSTOOD, name, "the format knows no such file")
            continue
        with files.open_raw(case / name) as stream:
            data = stream.read(tokens.MAX_TOKEN + 1)
        step(len(data))
        if len(data) > tokens.MAX_TOKEN:
            findings.add(Verdict.TAMPERED, name, "longer than a time stamp may be")
        elif sha256(data).hexdigest() != found[2]:
            findings.add(Verdict.TAMPERED, name, "the bytes are not those the name says")
        elif found[1] not in heads:
            findings.add(Verdict.NOT_VOUCHED, name, "a time stamp of a head that is not kept here")
        elif (anchor := _checked(name, data, found[1], heads[found[1]], findings)) is not None:
            good.append(anchor)
    findings.counts["anchors"] += len(good)
    return tuple(sorted(good))


def _checked(name: str, data: bytes, digest: str, head: Head, findings: Findings) -> Anchor | None:
    try:
        token = tokens.check_token(data, bytes.fromhex(digest))
    except tokens.NotCheckable as error:
        findings.add(Verdict.NOT_UNDERSTOOD, name, f"{error.what}; `openssl ts -verify` may")
    except FormatError as error:
        findings.add(Verdict.TAMPERED, name, error.what)
    else:
        return anchor_of(name, token, head)
    return None


def anchor_of(name: str, token: tokens.Token, head: Head) -> Anchor:
    """A good token as the anchor of its head."""
    log, size, root = head
    return Anchor(token.latest, log, size, root.hex(), token.authority, token.serial, token.fingerprint, name)
