"""What a person wrote: blobs of JSON with a random 128-bit salt, so that a guessed text cannot be confirmed by its hash.

A description is {"salt":…, fields…}; those of small public items that came together may share one blob,
{"of":{item: {fields…}, …},"salt":…}; the payload of a `set` is {"encoding":…,"payload":…,"salt":…}. Sorted keys, UTF-8.
Normative text: docs/formats/entries.md. Proved by tests/case/test_descriptions.py.
"""

from __future__ import annotations

import binascii
import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence

import msgspec

from aigaq.errors import FormatError


class Dated(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """An EDTF date and how it is known: shown, address, stated, inferred, none, unknown."""

    date: str
    basis: str = "unknown"


class Description(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What a person said of an item; every field may be open.

    `title_basis`: how the title is known. `locator`: where the publisher put it; `locator_read`: where it was read.
    `kind`: code of the kind of source. `relation` to the first publisher: original, syndicated, translation, copy;
    `origin`: that first publisher. `obtained`: how it came here. `seen`: excerpt, headline, full, not_stated. `file_name`
    and `path` (relative to the folder brought in, with `/`) and `modified` (UTC) are those of the file. Fields of a newer
    aigaq are skipped, not refused: the blob keeps them.
    """

    title: str | None = None
    title_basis: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: Dated | None = None
    locator: str | None = None
    locator_read: str | None = None
    kind: str | None = None
    relation: str | None = None
    origin: str | None = None
    language: str | None = None
    obtained: str | None = None
    seen: str | None = None
    notes: str | None = None
    file_name: str | None = None
    path: str | None = None
    modified: str | None = None


class _Shared(msgspec.Struct, frozen=True):
    of: dict[str, msgspec.Raw]


class _SaltedPayload(msgspec.Struct, frozen=True):
    encoding: str
    payload: str
    salt: str


_encoder = msgspec.json.Encoder(order="sorted")
_description = msgspec.json.Decoder(Description)
_shared = msgspec.json.Decoder(_Shared)
_payload = msgspec.json.Decoder(_SaltedPayload)
_SHARED = b'{"of":'  # how a shared blob begins, as its keys are sorted
_BLOBS_KEPT = 1024  # shared blobs kept decoded: some 200,000 descriptions
NOTHING = Description()


def new_salt() -> str:
    """128 random bits in hex."""
    return os.urandom(16).hex()


def encode_description(description: Description, salt: str) -> bytes:
    """The blob of a description."""
    values = msgspec.to_builtins(description)
    values["salt"] = salt
    return _encoder.encode(values)


def encode_shared(descriptions: Mapping[str, Description], salt: str) -> bytes:
    """The blob that the descriptions of these items share."""
    return _encoder.encode({"of": descriptions, "salt": salt})


def decode_shared(blob: bytes) -> dict[str, msgspec.Raw] | None:
    """The descriptions in a shared blob by item, each as it lies; None for a blob of another form. FormatError."""
    if not blob.startswith(_SHARED):
        return None
    try:
        return _shared.decode(blob).of
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FormatError(f"not a description: {error}") from None


class Descriptions:
    """Reads descriptions out of blobs; keeps shared ones, which are asked for once for each item in them."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read
        self._kept: dict[str, dict[str, msgspec.Raw]] = {}

    def of(self, blob: str, item: str) -> Description:
        """What a blob says of an item; nothing where it is shared and names others only. FormatError, and what `read` raises."""
        shared = self._kept.get(blob)
        if shared is None:
            data = self._read(blob)
            shared = decode_shared(data)
            if shared is None:
                return decode_description(data)
            if len(self._kept) >= _BLOBS_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[blob] = shared
        said = shared.get(item)
        return NOTHING if said is None else decode_description(said)


def decode_description(blob: bytes | msgspec.Raw) -> Description:
    """Read the blob of a description; FormatError where it is none."""
    try:
        return _description.decode(blob)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FormatError(f"not a description: {error}") from None


def encode_payload(payload: bytes, salt: str) -> bytes:
    """The blob of a setting: text where the payload is UTF-8, base64 where it is not."""
    try:
        salted = _SaltedPayload("utf-8", payload.decode("utf-8"), salt)
    except UnicodeDecodeError:
        salted = _SaltedPayload("base64", b64encode(payload).decode(), salt)
    return _encoder.encode(salted)


def decode_payload(blob: bytes) -> bytes:
    """Read the blob of a setting; FormatError where it is none."""
    try:
        salted = _payload.decode(blob)
        if salted.encoding == "base64":
            return b64decode(salted.payload, validate=True)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, binascii.Error) as error:
        raise FormatError(f"not a setting: {error}") from None
    return salted.payload.encode("utf-8")


def agreed(descriptions: Sequence[Description]) -> tuple[Description, tuple[str, ...]]:
    """What several current descriptions agree on, and the names of the fields on which they do not.

    A field only some of them fill is agreed; a field they fill differently is left open and named. Nothing is chosen.
    """
    if len(descriptions) == 1:
        return descriptions[0], ()
    values: dict[str, object] = {}
    disputed = []
    for name in Description.__struct_fields__:
        said = [value for value in (getattr(d, name) for d in descriptions) if value is not None]
        if said and all(value == said[0] for value in said):
            values[name] = said[0]
        elif said:
            disputed.append(name)
    return msgspec.structs.replace(NOTHING, **values), tuple(disputed)
