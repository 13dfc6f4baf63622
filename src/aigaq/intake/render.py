"""Makes text from a file: `render` for anything that opens, `render_file` for a path.

Plain text is read two or three times and never held whole: once or twice to find the encoding, once to decode. It is
never altered; line ends stay as they are; a byte order mark is no text. Other kinds are taken apart by a `worker`. Proved
by tests/intake/test_render.py, among others with a file of one very long line under a limit of memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from aigaq.errors import NotReadable, Reason, StorageError, os_error
from aigaq.intake.chunks import LIMIT, READ, cut, decoded
from aigaq.intake.encodings import Encoded, find_encoding
from aigaq.intake.media import HEAD, Media, guess_media, said_to_be
from aigaq.intake.renditions import EXTRACTOR, PART, VERSION, Chunk, Rendition

Open = Callable[[], BinaryIO]

# What tells cheaply that a file of a kind is one that is not read.
_LOOKS = {"office": "office names", "ole": "ole"}


def render(
    opened: Open, *, item: str, media: str | None = None, name: str | None = None, encoding: str | None = None
) -> tuple[Rendition, Iterator[Chunk]]:
    """The text of an item, in chunks of bounded size.

    Args:
        opened: gives the bytes from their start; called twice.
        item: the item's id, kept in the rendition.
        media: what was declared of it; `text/plain; charset=kz1048` also names the encoding.
        name: the file's name, where known: its ending tells more than `media`.
        encoding: the encoding a person named.

    Raises:
        NotReadable: empty, binary, not read yet, or an encoding that fits two ways; the message names `name`.
        StorageError: the bytes cannot be read.
    """
    where = name or item
    stated = encoding or charset(media)
    with _named(where):
        kind = _kind(opened, name, media)
        if kind.by is not None:
            return _extracted(opened, kind, item, stated, _though(kind, name, media))
        with opened() as stream:
            encoded = find_encoding(stream, stated=stated)
    rendition = Rendition(item, EXTRACTOR, VERSION, encoded.name, encoded.assumed, (PART,))
    return rendition, _chunks(opened, encoded, where)


def check(opened: Open, *, item: str, media: str | None = None, name: str | None = None) -> None:
    """Raise what `render` would, as far as can be told without taking the file apart; arguments as there."""
    with _named(name or item):
        by = _kind(opened, name, media).by
        if by is None:
            with opened() as stream:
                find_encoding(stream, stated=charset(media))
        elif by in _LOOKS:
            from aigaq.intake.worker import worker

            worker().extract(opened, _LOOKS[by])


def render_file(
    path: Path | str, *, media: str | None = None, encoding: str | None = None
) -> tuple[Rendition, Iterator[Chunk]]:
    """The text of a plain file; its item id is the SHA-256 of its bytes.

    Raises:
        NotReadable: as `render`.
        StorageError: there is no such file, or it cannot be read.
    """
    path = Path(path)
    try:
        with path.open("rb") as stream:
            item = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise os_error(error, where=path) from error
    return render(lambda: path.open("rb"), item=item, media=media, name=str(path), encoding=encoding)


def charset(media: str | None) -> str | None:
    """The encoding a media type names (`text/plain; charset=kz1048`), if any."""
    for parameter in (media or "").split(";")[1:]:
        key, _, value = parameter.partition("=")
        if key.strip().casefold() == "charset" and value.strip():
            return value.strip().strip('"')
    return None


@contextmanager
def _named(where: str) -> Iterator[None]:
    """Say of which file an error speaks."""
    try:
        yield
    except NotReadable as error:
        raise NotReadable(error.what, reason=error.reason, where=where, hint=error.hint) from error
    except OSError as error:
        raise os_error(error, where=where) from error


def _kind(opened: Open, name: str | None, declared: str | None) -> Media:
    with opened() as stream:
        kind = guess_media(stream.read(HEAD), name=name, declared=declared)
    if kind.read or kind.by is not None:
        return kind
    reason = Reason.BINARY if kind.binary else Reason.KIND
    raise NotReadable(f"{kind.label} is not read yet", reason=reason, hint=kind.hint)


def _though(kind: Media, name: str | None, declared: str | None) -> str | None:
    """That a file is not what it is called, where that is so."""
    said = said_to_be(name=name, declared=declared)
    if said is None or said.type == kind.type:
        return None
    return f"{kind.label}, by its bytes, though it was said to be {said.label}"


def _extracted(
    opened: Open, kind: Media, item: str, stated: str | None, though: str | None
) -> tuple[Rendition, Iterator[Chunk]]:
    from aigaq.intake.extracting import version_of
    from aigaq.intake.worker import worker

    found = worker().extract(opened, kind.by or "", encoding=stated)
    assumed = "; ".join(words for words in (though, *found.assumed) if words) or None
    rendition = Rendition(
        item=item,
        extractor=found.extractor,
        version=version_of(found.extractor),
        encoding=found.encoding,
        assumed=assumed,
        parts=tuple(name for name, _ in found.parts),
        facts=tuple(found.facts),
        missed=tuple(found.missed),
    )
    return rendition, (chunk for name, text in found.parts for chunk in cut(iter((text,)), part=name))


def _chunks(opened: Open, encoded: Encoded, where: str, limit: int = LIMIT) -> Iterator[Chunk]:
    try:
        with opened() as stream:
            yield from cut(decoded(stream, encoded.name, skip=encoded.skip, size=READ), limit=limit)
    except UnicodeDecodeError as error:
        raise StorageError("the file changed while it was read", where=where, hint="read it again") from error
    except OSError as error:
        raise os_error(error, where=where) from error
