"""Verifying blobs: every loose one and every member of every pack has the bytes its name says; nothing is taken on trust.

A pack must equal, byte for byte, the canonical archive of its members. Large loose blobs are hashed by threads, many packs
by processes; findings and results are those of one after another, in the order of the names. Only a verification that is
continued (`resume`) leaves out what its earlier sitting has hashed. Proved by tests/case/test_verify_blobs.py.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from aigaq.case.disk import files, packs
from aigaq.case.disk.spread import Work, by_processes, by_threads
from aigaq.case.verifying.findings import Findings, Verdict
from aigaq.case.verifying.resume import Sitting, State, state_of

# Lies in a processor's second cache, that of two threads too: with 1 MiB, 1 GB takes 0.35 s cpu more.
BUFFER = 256 << 10
LARGE = 1 << 20  # from here on, hashing takes longer than handing the file to a thread
MANY = 512 << 20  # bytes of packs from which on processes are worth their start: a second's work
_LOOSE = re.compile("blobs/sha256/([0-9a-f]{2})/(\\1[0-9a-f]{62})", re.ASCII)
_PACK = re.compile("packs/([0-9a-f]{64})[.]tar", re.ASCII)
Step = Callable[[int], None]
"""Called with how many bytes more have been read."""


def check_loose(
    case: Path, names: Iterable[str], findings: Findings, step: Step, sitting: Sitting | None = None
) -> dict[str, int]:
    """Hash every loose blob; returns hash and size of the good ones."""
    good: dict[str, int] = {}
    waiting: list[tuple[str, str, str]] = []
    for name in names:
        found = _LOOSE.fullmatch(name)
        if found is None:
            findings.add(Verdict.NOT_UNDERSTOOD, name, "the format knows no such file")
        elif (size := _earlier(case, name, sitting, step)) is not None:
            good[found[2]] = size
        else:
            waiting.append((name, found[2], f"{case}/{name}"))
    with closing(_hashed([path for _, _, path in waiting], step)) as hashed:
        for (name, hoped, _), (digest, state) in zip(waiting, hashed, strict=True):
            if digest != hoped:
                findings.add(Verdict.TAMPERED, name, "the bytes are not those the name says")
                continue
            good[digest] = state[0]
            if sitting is not None:
                sitting.good(name, state)
    return good


def _earlier(case: Path, name: str, sitting: Sitting | None, step: Step) -> int | None:
    """The size of a file that an earlier sitting has hashed and that lies as it lay; None for any other."""
    if sitting is None:
        return None
    state = state_of(os.lstat(f"{case}/{name}"))
    if not sitting.knows(name, state):
        return None
    step(state[0])
    return state[0]


def _hashed(paths: list[str], step: Step) -> Generator[tuple[str, State]]:
    """Hash and state of each file, in their order."""
    return by_threads(hash_file, paths, lambda path: files.size(path) >= LARGE, step)


def hash_file(path: str, work: Work) -> tuple[str, State]:
    """Hash a file through a small buffer; its size is that of what was read."""
    digest, size = sha256(), 0
    with files.open_raw(path) as stream:
        state = state_of(os.fstat(stream.fileno()))
        view = memoryview(work.buffer(BUFFER))
        while count := stream.readinto(view):
            digest.update(view[:count])
            size += count
            work.done(count)
    return digest.hexdigest(), (size, *state[1:])


def check_packs(
    case: Path, names: Iterable[str], findings: Findings, step: Step, sitting: Sitting | None = None
) -> dict[str, int]:
    """Hash every member of every pack; returns hash and size of the good ones."""
    good: dict[str, int] = {}
    waiting: list[tuple[str, str, str]] = []
    for name in names:
        found = _PACK.fullmatch(name)
        if found is None:
            findings.add(Verdict.NOT_UNDERSTOOD, name, "the format knows no such file")
        elif _earlier(case, name, sitting, step) is not None:
            with files.open_raw(case / name) as pack:
                good.update((digest, size) for digest, _, size in packs.scan(pack))
        elif files.size(case / name) > packs.PACK_LIMIT:
            findings.add(Verdict.TAMPERED, name, "longer than a pack may be")
        else:
            waiting.append((name, f"{case}/{name}", found[1]))
    total = sum(files.size(path) for _, path, _ in waiting)
    with closing(by_processes(check_pack, [one[1:] for one in waiting], alone=total < MANY)) as results:
        for (name, _, _), (checked, state) in zip(waiting, results, strict=True):
            step(state[0])
            good |= checked.good
            if checked.damage is not None:
                findings.add(Verdict.TAMPERED, name, checked.damage)
            for digest in checked.bad:
                findings.add(Verdict.TAMPERED, name, f"the bytes of {digest} are not those the name says")
            if sitting is not None and checked.damage is None and not checked.bad:
                sitting.good(name, state)
    return good


def check_pack(path: str, name: str) -> tuple[packs.Checked, State]:
    """Check one pack."""
    with files.open_raw(path) as stream:
        state = state_of(os.fstat(stream.fileno()))
        return packs.check(stream, name), state
