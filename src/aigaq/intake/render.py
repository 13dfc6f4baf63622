"""Makes text from a file: `render` for anything that opens, `render_file` for a path.

The bytes are read two or three times and never held whole: once or twice to find the encoding, once to decode. Text is
never altered; line ends stay as they are; a byte order mark is no text. Proved by tests/intake/test_render.py, among
others with a file of one very long line under a limit of memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from aigaq.errors import NotReadable, Reason, StorageError, os_error
from aigaq.intake.chunks import LIMIT, READ, cut, decoded
from aigaq.intake.encodings import Encoded, find_encoding
from aigaq.intake.media import HEAD, Media, guess_media
from aigaq.intake.renditions import EXTRACTOR, PART, VERSION, Chunk, Rendition

Open = Callable[[], BinaryIO]


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
    try:
        with opened() as stream:
            _refuse_unread(guess_media(stream.read(HEAD), name=name, declared=media))
            stream.seek(0)
            encoded = find_encoding(stream, stated=encoding or charset(media))
    except NotReadable as error:
        raise NotReadable(error.what, reason=error.reason, where=where, hint=error.hint) from error
    except OSError as error:
        raise os_error(error, where=where) from error
    rendition = Rendition(item, EXTRACTOR, VERSION, encoded.name, encoded.assumed, (PART,))
    return rendition, _chunks(opened, encoded, where)


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


def _refuse_unread(media: Media) -> None:
    if media.read:
        return
    reason = Reason.BINARY if media.binary else Reason.UNKNOWN
    raise NotReadable(f"{media.label} is not read yet", reason=reason, hint=media.hint)


def _chunks(opened: Open, encoded: Encoded, where: str, limit: int = LIMIT) -> Iterator[Chunk]:
    try:
        with opened() as stream:
            yield from cut(decoded(stream, encoded.name, skip=encoded.skip, size=READ), limit=limit)
    except UnicodeDecodeError as error:
        raise StorageError("the file changed while it was read", where=where, hint="read it again") from error
    except OSError as error:
        raise os_error(error, where=where) from error
