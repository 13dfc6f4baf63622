"""The vectors of docs/formats/entries.md, by plain hashlib and by our code; what may and may not be in an entry."""

from __future__ import annotations

import json
import re
from base64 import b32encode, b64encode
from hashlib import sha256
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.case.disk import layout, packs
from aigaq.case.log import entries, keys
from aigaq.case.merging.merge_marks import cosignature_line
from aigaq.case.standards import merkle, note
from aigaq.errors import FormatError
from tests.shared import ROOT

DOC = (ROOT / "docs" / "formats" / "entries.md").read_text("utf-8")
VECTORS: list[dict[str, Any]] = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", DOC, re.DOTALL)]
HASH = "0123456789abcdef" * 4
AT = "2022-01-05T12:00:00Z"


def vectors(kind: str) -> list[dict[str, Any]]:
    found = [vector for vector in VECTORS if vector["vector"] == kind]
    assert found
    return found


def test_entry_vectors() -> None:
    for vector in vectors("entry"):
        raw = vector["entry"].encode("ascii")
        assert sha256(b"\0" + raw).hexdigest() == vector["id"] == merkle.leaf_hash(raw).hex()
        assert json.dumps(json.loads(raw), sort_keys=True, separators=(",", ":")).encode() == raw
        entry = entries.typed(raw)
        assert entry is not None
        assert entries.encode(entry) == raw


def test_blob_vectors() -> None:
    for vector in vectors("blob"):
        assert sha256(vector["blob"].encode()).hexdigest() == vector["sha256"]
        assert len(json.loads(vector["blob"])["salt"]) == 32


def test_log_vectors() -> None:
    for vector in vectors("log"):
        first, second = map(bytes.fromhex, vector["entries"])
        assert sha256(b"\1" + first + second).hexdigest() == vector["root"]
        assert merkle.root([first, second]).hex() == vector["root"]


def test_head_vectors() -> None:
    for vector in vectors("head"):
        secret = keys.SecretKey(bytes.fromhex(vector["seed"]), note.ED25519)
        public = secret.vkey.key
        short = b32encode(sha256(public).digest()[:16]).decode().rstrip("=").lower()
        assert vector["name"] == f"aigaq.invalid/{short}" == secret.vkey.name
        assert vector["folder"] == sha256(vector["name"].encode()).hexdigest() == layout.log_id(vector["name"])
        assert vector["vkey"] == str(secret.vkey)
        text = f"{vector['name']}\n{vector['size']}\n{b64encode(bytes.fromhex(vector['root'])).decode()}\n"
        assert note.sign_note(text.encode(), vector["name"], secret.seed).decode() == vector["note"]
        assert note.check_note(note.parse_note(vector["note"].encode()), note.parse_vkey(vector["vkey"]))


def test_cosignature_vectors() -> None:
    for vector in vectors("cosignature"):
        secret = keys.SecretKey(bytes.fromhex(vector["seed"]), note.COSIGNATURE)
        head = note.parse_head(vector["checkpoint"].encode())
        line = note.cosign(vector["checkpoint"].encode(), secret.vkey.name, secret.seed, time=vector["time"])
        assert vector["vkey"] == str(secret.vkey) and note.format_signature(line) == vector["line"]
        name = f"{head.size}-{head.root.hex()}/{sha256(vector['vkey'].encode()).hexdigest()}"
        assert vector["file"] == f"cosig/{layout.log_id(head.origin)}/{name}"
        signed = note.Note(vector["checkpoint"].encode(), (cosignature_line(vector["line"].encode()),))
        assert note.check_note(signed, note.parse_vkey(vector["vkey"]))


def test_pack_vectors() -> None:
    for vector in vectors("pack"):
        members = {sha256(text.encode()).hexdigest(): text.encode() for text in vector["members"]}
        name, pieces = packs.build(members)
        data = b"".join(pieces)
        listing = "".join(f"{digest}\n" for digest in sorted(members))
        assert name == vector["name"] == sha256(listing.encode()).hexdigest()
        assert (sha256(data).hexdigest(), len(data)) == (vector["sha256"], vector["size"])


def test_every_kind_is_in_the_table_with_its_fields() -> None:
    rows = dict(re.findall(r"^\| `([a-z_]+)` \| (`.*?) \|", DOC, re.MULTILINE))
    kinds = {tag: kind for kind, tag in entries.KINDS.items()}
    assert kinds.keys() <= rows.keys()
    for tag, kind in kinds.items():
        named = set(re.findall(r"`([a-z]+)`", rows[tag].partition(": list of")[0]))
        assert named == set(kind.__struct_encode_fields__) - {"v", "at"}, tag


SAMPLES: list[entries.AnyEntry] = [
    entries.Enrol(v=1, at=AT, log=HASH, role="member"),
    entries.Revoke(v=1, at=AT, log=HASH, size=3, root=HASH),
    entries.ItemEntry(
        v=1, at="2022-01-05", item=HASH, size=1024, media="application/octet-stream", role="testimony",
        handling="sealed", batch=HASH[:32], commitment=HASH,
    ),
    entries.Describe(v=1, at=AT, item=HASH, description=HASH, replaces=(HASH,)),
    entries.SetAside(v=1, at=AT, item=HASH, reason=HASH),
    entries.Set(v=1, at=AT, what="profile", blob=HASH),
    entries.Observe(v=1, at=AT, seen=HASH, method="get", outcome="answered", code=200, evidence=HASH),
    entries.Decide(v=1, at=AT, blob=HASH),
    entries.Consent(v=1, at=AT, blob=HASH, replaces=(HASH,)),
    entries.Derive(v=1, at=AT, source=HASH, item=HASH, how="redacted"),
    entries.Shred(v=1, at=AT, item=HASH),
    entries.SeenHeads(v=1, at=AT, heads=(entries.Pin(HASH, HASH, 7),)),
    entries.Undo(v=1, at=AT, replaces=(HASH,), reason=HASH),
    entries.Publish(v=1, at=AT, blob=HASH),
]  # fmt: skip


@pytest.mark.parametrize("entry", SAMPLES, ids=lambda entry: type(entry).__name__)
def test_every_kind_goes_both_ways_canonically(entry: entries.AnyEntry) -> None:
    raw = entries.encode(entry)
    assert entries.typed(raw) == entry
    assert raw.isascii()
    assert json.dumps(json.loads(raw), sort_keys=True, separators=(",", ":")).encode() == raw


@pytest.mark.parametrize(
    "words",
    ["a witness in Almaty", "https://example.org/x y", "Алматы", "../../etc/passwd", "C:\\file", "", "\n", "A" * 64],
)
def test_no_words_get_into_a_log(words: str) -> None:
    for entry in SAMPLES:
        for name in entry.__struct_fields__:
            value = getattr(entry, name)
            if isinstance(value, str | tuple):
                bad = words if isinstance(value, str) else (words,)
                with pytest.raises(FormatError):
                    entries.encode(msgspec.structs.replace(entry, **{name: bad}))


def test_too_long_an_entry_is_refused() -> None:
    with pytest.raises(FormatError):
        entries.encode(entries.Describe(v=1, at=AT, item=HASH, description=HASH, replaces=(HASH,) * 130))


def test_an_undo_of_nothing_is_refused() -> None:
    with pytest.raises(FormatError):
        entries.encode(entries.Undo(v=1, at=AT, replaces=()))


def test_every_kind_is_a_sample_and_its_blobs_are_known() -> None:
    assert {*map(type, SAMPLES), entries.Open} == entries.KINDS.keys()
    undo = entries.Undo(v=1, at=AT, replaces=(HASH,), reason="f" * 64)
    assert entries.blobs_of(undo) == ("f" * 64,)
    assert entries.blobs_of(entries.Undo(v=1, at=AT, replaces=(HASH,))) == ()
    assert entries.UNDOABLE.issubset(entries.KINDS.values())


@pytest.mark.parametrize(
    "raw",
    [b"", b"null", b"[]", b"{}", b'{"kind":"item"}', b'{"at":"x","kind":"shred","item":"","v":2}', b"\xff", b"[" * 5000,
     b'{"at":"x","item":"","kind":"shred","v":1,"new":1}', b'{"at":"x","item":"","kind":"shred","v":1.5}'],
)  # fmt: skip
def test_what_is_not_understood_is_no_error(raw: bytes) -> None:
    view = entries.EntryView("0" * 64, "0" * 64, 0, raw)
    assert view.typed is None
    assert isinstance(view.fields, dict)
    assert isinstance(view.kind + view.at, str)


@given(st.binary(max_size=100))
def test_no_bytes_raise(raw: bytes) -> None:
    entries.typed(raw)
    entries.fields(raw)
