"""Having heads of logs time-stamped: which heads want it, the queue of those that wait, and keeping the answers.

    <keystore>/<own log>/anchor-queue      names of kept heads that wait, one a line; a head that is stamped takes all
                                           smaller ones with it, for its tree contains theirs

A stamp is kept only where it holds for a head that is kept here, byte for byte as the authority sent it. Keeping one needs
no key and appends nothing. Normative: docs/formats/anchors.md. Proved by tests/case/test_anchoring.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from aigaq.case.anchored import Kept, kept_heads, tokens_of
from aigaq.case.disk import files, layout
from aigaq.case.disk.lock import locked
from aigaq.case.log.keys import Keystore
from aigaq.case.log.logs import logs_of
from aigaq.case.standards import tokens
from aigaq.case.standards.authorities import Authority, ask
from aigaq.case.standards.tokens import Token
from aigaq.errors import Error, FormatError, NotFound

QUEUE = "anchor-queue"
_PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking one authority about one head: a time stamp that is kept now, or what was wrong."""

    kept: Kept
    authority: Authority
    token: Token | None
    problem: str = ""


def newest(case: Path) -> tuple[Kept, ...]:
    """The greatest head of each log."""
    with files.in_words():
        return tuple(kept for log in logs_of(case) if (kept := next(kept_heads(log), None)) is not None)


def unanchored(case: Path) -> tuple[Kept, ...]:
    """The greatest head of each log that has no time stamp yet."""
    heads = newest(case)
    with files.in_words():
        return tuple(kept for kept in heads if next(tokens_of(case, kept), None) is None)


def queued(keys: Keystore, log: str) -> tuple[str, ...]:
    """The names of the heads of this device's log that wait."""
    with files.in_words():
        text = files.read_if_there(keys.folder(log) / QUEUE) or b""
    return tuple(line for line in text.decode("ascii", "replace").splitlines() if _size_in(line) is not None)


def _size_in(name: str) -> int | None:
    """The size in the name of a kept head; None where it is no such name."""
    size, dash, root = name.partition("-")
    return int(size) if dash and size.isascii() and size.isdigit() and len(root) == 64 else None


def enqueue(keys: Keystore, heads: Iterable[Kept]) -> tuple[Kept, ...]:
    """Note that these heads wait; returns those of logs whose key is here. The others have no place to be noted."""
    own = tuple(kept for kept in heads if keys.knows(kept.log.id))
    for kept in own:
        with files.in_words(), locked(keys.folder(kept.log.id) / "log.key"):
            waiting = queued(keys, kept.log.id)
            if kept.name not in waiting:
                _write_queue(keys, kept.log.id, (*waiting, kept.name))
    return own


def dequeue(keys: Keystore, kept: Kept) -> None:
    """A head is stamped: it waits no more, and no smaller one of its log does."""
    if not keys.knows(kept.log.id) or not queued(keys, kept.log.id):
        return
    with files.in_words(), locked(keys.folder(kept.log.id) / "log.key"):
        waiting = queued(keys, kept.log.id)
        _write_queue(keys, kept.log.id, tuple(one for one in waiting if (_size_in(one) or 0) > kept.head.size))


def _write_queue(keys: Keystore, log: str, names: Sequence[str]) -> None:
    path = keys.folder(log) / QUEUE
    text = "".join(f"{name}\n" for name in names).encode()
    files.put(path, text, via=path.with_name(f"{QUEUE}.new"), mode=_PRIVATE)


def store(case: Path, kept: Kept, response: bytes) -> Token:
    """Keep a time stamp of a head.

    Raises:
        FormatError: it does not hold for this head.
        Busy: another process is writing to the case.
        StorageError: the disk refuses.
    """
    token = tokens.check_token(response, bytes.fromhex(kept.digest))
    folder = case / layout.ANCHORS / kept.digest
    path = folder / f"{sha256(response).hexdigest()}.tsr"
    with files.in_words(), locked(case / layout.CASE_FILE):
        if files.read_if_there(path) != response:
            unfinished = case / layout.UNFINISHED
            files.clear_folder(unfinished)
            files.make_folders(unfinished)
            files.fsync_folders(files.make_folders(folder))
            files.put(path, response, via=unfinished / "anchor")
            files.clear_folder(unfinished)
    return token


def take(case: Path, response: bytes) -> tuple[Kept, Token]:
    """Keep a time stamp that was fetched by hand, for the head that it is of.

    Raises:
        FormatError: it does not hold.
        NotFound: it is of no head that is kept here.
    """
    digest = tokens.imprint_of(response).hex()
    with files.in_words():
        kept = next((one for log in logs_of(case) for one in kept_heads(log, digests={digest})), None)
    if kept is None:
        raise NotFound("the time stamp is of no head that is kept here", where=digest)
    return kept, store(case, kept, response)


def stamp(
    case: Path,
    heads: Iterable[Kept],
    authorities: Sequence[Authority],
    *,
    asking: Callable[[Authority, bytes], bytes] = ask,
) -> list[Answer]:
    """Ask each authority to stamp each head, whatever the others answer, and keep what holds.

    Only the SHA-256 of each head leaves this device.
    """
    answers = []
    for kept in heads:
        for authority in authorities:
            try:
                answers.append(Answer(kept, authority, _stamp(case, kept, authority, asking)))
            except tokens.NotCheckable as error:
                answers.append(Answer(kept, authority, None, f"{error.what}: it is not kept"))
            except Error as error:
                answers.append(Answer(kept, authority, None, error.what))
    return answers


def _stamp(case: Path, kept: Kept, authority: Authority, asking: Callable[[Authority, bytes], bytes]) -> Token:
    request, nonce = tokens.make_request(kept.data)
    response = asking(authority, request)
    if tokens.check_token(response, bytes.fromhex(kept.digest)).nonce != nonce:
        raise FormatError("the time stamp answers another request")
    return store(case, kept, response)
