"""Proofs: as the specification has them, made and checked by tlog-scales too, and with every byte changed or cut."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.case.log import keys, proof
from aigaq.case.log.proof import Proof, Standing
from aigaq.case.standards import merkle, note
from aigaq.errors import FormatError

SEED = bytes(range(32))
SECRET = keys.SecretKey(SEED, note.ED25519)
COSIGNER = keys.SecretKey(bytes(32), note.COSIGNATURE)
ITEM = sha256(b"invented").hexdigest()
ENTRIES = [json.dumps({"item": ITEM, "kind": "item", "n": number}).encode() for number in range(7)]


def made(index: int = 3, *, tokens: tuple[bytes, ...] = (b"an invented token",), cosigned: bool = False) -> Proof:
    leaves = merkle.leaf_hashes(ENTRIES)
    name = SECRET.vkey.name
    head = note.Head(name, len(leaves), merkle.root(leaves))
    checkpoint = note.sign_note(note.format_head(head), name, SEED)
    if cosigned:
        signed = note.parse_note(checkpoint)
        line = note.cosign(signed.text, COSIGNER.vkey.name, COSIGNER.seed, time=1_641_384_000)
        checkpoint = note.format_note(signed.text, (*signed.signatures, line))
    path = tuple(merkle.prove_inclusion(index, leaves))
    return Proof(ENTRIES[index], str(SECRET.vkey), tokens, index, path, checkpoint)


def test_it_is_written_as_the_specification_says() -> None:
    one = made()
    lines = proof.format_proof(one).decode().split("\n")
    assert lines[0] == "c2sp.org/tlog-proof@v1"
    assert lines[1].startswith("extra ")
    assert lines[2] == "index 3"
    assert [b64decode(line) for line in lines[3:6]] == list(one.path)
    assert lines[6] == ""
    assert "\n".join(lines[7:]).encode() == one.checkpoint
    extra = json.loads(b64decode(lines[1].removeprefix("extra ")))
    assert extra["entry"].encode() == ENTRIES[3]
    assert b64decode(extra["tokens"][sha256(b"an invented token").hexdigest()]) == b"an invented token"


def test_tlog_scales_checks_what_it_holds() -> None:
    from tlog_scales import tlog
    from tlog_scales.signing import Vkey

    one = made()
    checkpoint = tlog.Checkpoint.from_text(proof.format_proof(one).decode().partition("\n\n")[2])
    checkpoint.verify(Vkey.from_string(one.log))
    included = tlog.InclusionProof(one.index, checkpoint.size, list(one.path))
    included.check(sha256(b"\0" + one.entry).digest(), checkpoint.root_hash)
    with pytest.raises(tlog.InclusionProofInvalid):
        included.check(sha256(b"\0other").digest(), checkpoint.root_hash)


@given(
    index=st.integers(0, 6), tokens=st.lists(st.binary(max_size=40), max_size=3, unique=True), cosigned=st.booleans()
)
def test_reading_gives_what_was_written(index: int, tokens: list[bytes], cosigned: bool) -> None:
    one = made(index, tokens=tuple(sorted(tokens, key=lambda token: sha256(token).hexdigest())), cosigned=cosigned)
    assert proof.parse_proof(proof.format_proof(one)) == one
    checked = proof.check(one, [SECRET.vkey, COSIGNER.vkey], item=ITEM)
    assert checked.standing is Standing.VALID
    assert checked.cosigned == (((COSIGNER.vkey.name, 1_641_384_000),) if cosigned else ())
    assert checked.head is not None
    assert checked.head.size == 7


def test_whose_key_it_is() -> None:
    one = made(cosigned=True)
    other = keys.SecretKey(b"7" * 32, note.ED25519).vkey
    assert proof.check(one).standing is Standing.KEY_UNKNOWN
    assert proof.check(one, [COSIGNER.vkey]).standing is Standing.KEY_UNKNOWN
    assert proof.check(one, [other]).standing is Standing.OTHER_KEY
    assert proof.check(one, [other, SECRET.vkey]).standing is Standing.VALID
    assert proof.check(one, [SECRET.vkey]).unknown == 1
    assert proof.check(one, [SECRET.vkey], item="0" * 64).standing is Standing.BROKEN


def test_time_stamps_are_of_the_head_with_its_own_signature_alone() -> None:
    assert made(cosigned=True).kept_name == made().kept_name == sha256(made().checkpoint).hexdigest()


def outcome(data: bytes) -> tuple[Standing, str | None, str]:
    try:
        one = proof.parse_proof(data)
    except FormatError:
        return Standing.BROKEN, None, ""
    checked = proof.check(one, [SECRET.vkey])
    return checked.standing, one.item, one.entry_id


def test_every_changed_or_cut_byte_is_found() -> None:
    data = proof.format_proof(made())
    assert outcome(data)[0] is Standing.VALID
    for place in range(len(data)):
        for mask in (0x01, 0x20, 0x80):
            changed = bytearray(data)
            changed[place] ^= mask
            assert outcome(bytes(changed))[0] is Standing.BROKEN, (place, mask)
        assert outcome(data[:place])[0] is Standing.BROKEN, place
    for more in (b"\n", b" ", b"x"):
        assert outcome(data + more)[0] is Standing.BROKEN


def test_a_cosignature_nobody_knows_may_be_changed_but_proves_nothing_else() -> None:
    """Signed notes ignore signatures of unknown keys; so what is proved must stay what it was."""
    data = proof.format_proof(made(cosigned=True))
    good = outcome(data)
    line = data.rindex("—".encode())
    kept = 0
    for place in range(line, len(data)):
        changed = bytearray(data)
        changed[place] ^= 0x01
        found = outcome(bytes(changed))
        assert found == good or found[0] is Standing.BROKEN, place
        kept += found == good
    assert kept
    changed = bytearray(data)
    changed[-40] ^= 0x01
    one = proof.parse_proof(bytes(changed))
    assert proof.check(one, [SECRET.vkey, COSIGNER.vkey]).standing is Standing.BROKEN


def with_extra(change: Callable[[dict[str, object]], object]) -> bytes:
    data = proof.format_proof(made())
    magic, extra, rest = data.split(b"\n", 2)
    values = json.loads(b64decode(extra.removeprefix(b"extra ")))
    change(values)
    text = json.dumps(values, sort_keys=True, separators=(",", ":")).encode()
    return b"\n".join((magic, b"extra " + b64encode(text), rest))


@pytest.mark.parametrize(
    "change",
    [
        lambda values: values.pop("entry"),
        lambda values: values.pop("v"),
        lambda values: values.update(v=2),
        lambda values: values.update(v=True),
        lambda values: values.update(v=1.0),
        lambda values: values.update(more=1),
        lambda values: values.update(entry="\ud800"),
        lambda values: values.update(entry="ы"),
        lambda values: values.update(entry=3),
        lambda values: values.update(log=str(COSIGNER.vkey)),
        lambda values: values.update(log=str(keys.SecretKey(b"7" * 32, note.ED25519).vkey)),
        lambda values: values.update(log=[]),
        lambda values: values.update(tokens=[]),
        lambda values: values.update(tokens={"0" * 64: "AAAA"}),
        lambda values: values.update(tokens={"0" * 64: 3}),
    ],
)
def test_another_extra_is_refused(change: Callable[[dict[str, object]], object]) -> None:
    assert outcome(with_extra(lambda values: None))[0] is Standing.VALID
    assert outcome(with_extra(change))[0] is Standing.BROKEN


def test_a_key_under_another_name_is_refused() -> None:
    """A log's name is made from its key; a key that merely says so would let anybody sign in its place."""
    name = "aigaq.invalid/" + "a" * 26
    vkey = note.VerifierKey(name, note.ED25519, SECRET.vkey.key)
    one = made()
    head = note.parse_head(note.parse_note(one.checkpoint).text)
    text = note.format_head(note.Head(name, head.size, head.root))
    forged = Proof(one.entry, str(vkey), (), one.index, one.path, note.sign_note(text, name, SEED))
    assert proof.check(forged, [vkey]).standing is Standing.BROKEN


def test_garbage_ends_in_our_own_error() -> None:
    magic = proof.MAGIC
    for data in (b"", b"x", magic, magic + b"\n", magic + b"\n\n", magic + b"\nextra e30=\nindex 0\n\n", magic * 3):
        with pytest.raises(FormatError):
            proof.parse_proof(data)
    with pytest.raises(FormatError, match="longer than a proof"):
        proof.parse_proof(magic + b"\n" + b"x" * proof.MAX_PROOF)


@given(st.binary(max_size=200))
def test_any_bytes_after_the_first_line(data: bytes) -> None:
    assert outcome(proof.MAGIC + b"\n" + data)[0] is Standing.BROKEN
