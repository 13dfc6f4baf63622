"""Notes, keys, checkpoints and cosignatures against the specifications' examples, tessera's log and torchwood's words."""

from __future__ import annotations

import re
from base64 import b64decode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.case.standards import ed25519, note
from aigaq.case.standards.merkle import check_consistency
from aigaq.errors import FormatError
from tests.shared import shared

SEED = bytes(range(32))
# The example of C2SP signed-note.
VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = (
    "This is an example message.\n\n— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
).encode()


def test_the_example_of_the_specification() -> None:
    vkey = note.parse_vkey(VKEY)
    assert str(vkey) == VKEY
    signed = note.parse_note(NOTE)
    assert signed.text == b"This is an example message.\n"
    assert note.check_note(signed, vkey)
    assert note.format_note(signed.text, signed.signatures) == NOTE


@given(st.integers(0, len(NOTE) - 1), st.integers(0, 7))
def test_no_byte_of_a_note_is_free(at: int, bit: int) -> None:
    changed = NOTE[:at] + bytes([NOTE[at] ^ 1 << bit]) + NOTE[at + 1 :]
    try:
        signed = note.parse_note(changed)
    except FormatError:
        return
    assert not note.check_note(signed, note.parse_vkey(VKEY))


@given(st.integers(0, len(VKEY) - 1), st.characters())
def test_no_character_of_a_key_is_free(at: int, other: str) -> None:
    changed = VKEY[:at] + other + VKEY[at + 1 :]
    if changed != VKEY:
        with pytest.raises(FormatError):
            note.parse_vkey(changed)


@given(st.binary(max_size=300))
def test_no_bytes_are_more_than_a_format_error(data: bytes) -> None:
    for parse in (note.parse_note, note.parse_head):
        try:
            parse(data)
        except FormatError:
            continue


@pytest.mark.shared
def test_every_checkpoint_of_tessera() -> None:
    folder = shared("bench/case/tessera")
    vkey = note.parse_vkey((folder / "vkey.txt").read_text().split()[-1])
    checkpoints = sorted((folder / "testdata/log").glob("checkpoint.*"))
    assert len(checkpoints) == 16
    for path in checkpoints:
        signed = note.parse_note(path.read_bytes())
        assert note.check_note(signed, vkey)
        head = note.parse_head(signed.text)
        assert head.size == int(path.suffix[1:])
        assert note.format_head(head) == signed.text


@pytest.mark.shared
def test_what_a_witness_of_torchwood_takes_and_refuses() -> None:
    """Its transcript: each request (old size, proof, note) with the answer; 403 is a signature that does not verify."""
    text = (shared("bench/case/torchwood") / "cmd/litewitness/testdata/litewitness.txt").read_text("utf-8")
    key = bytes.fromhex(re.findall(r"add-sigsum-log -key=([0-9a-f]{64})", text)[0])
    vkey = note.VerifierKey(f"sigsum.org/v1/tree/{sha256(key).hexdigest()}", note.ED25519, key)
    known = {0: b""}
    answers = set()
    for old, proof, signed, answer in re.findall(
        r"```\nold ([0-9]+)\n((?:\S+\n)*)\n(.*?\n)```\nHTTP ([0-9]+)", text, re.DOTALL
    ):
        answers.add(answer)
        good = takes(vkey, known, int(old), [b64decode(line) for line in proof.split()], signed.encode())
        assert good == answer, signed
    assert {"200", "403", "422"} <= answers


def takes(vkey: note.VerifierKey, known: dict[int, bytes], old: int, proof: list[bytes], data: bytes) -> str:
    """The answer of a witness, by our checks alone."""
    try:
        signed = note.parse_note(data)
    except FormatError:
        return "403"
    head = note.parse_head(signed.text)
    if head.origin != vkey.name:
        return "403"
    if not note.check_note(signed, vkey):
        return "403"
    if old > head.size:
        return "400"
    if old != max(known):
        return "409"
    if old and not check_consistency((old, known[old]), (head.size, head.root), proof):
        return "422"
    known[head.size] = head.root
    return "200"


@given(st.binary(min_size=32, max_size=32), st.integers(0, 2**62), st.integers(0, 2**62))
def test_signed_and_cosigned_heads_verify(root: bytes, size: int, time: int) -> None:
    public = ed25519.public_key(SEED)
    head = note.Head("aigaq.invalid/test", size, root)
    text = note.format_head(head)
    assert note.parse_head(text) == head
    signed = note.parse_note(note.sign_note(text, head.origin, SEED))
    assert note.check_note(signed, note.VerifierKey(head.origin, note.ED25519, public))
    cosigner = note.VerifierKey("aigaq.invalid/other", note.COSIGNATURE, public)
    line = note.cosign(text, cosigner.name, SEED, time=time)
    both = note.Note(signed.text, (*signed.signatures, line))
    assert note.check_note(both, cosigner)
    late = note.Signature(line.name, line.id, (time + 1).to_bytes(8, "big") + line.value[8:])
    assert not note.check_note(note.Note(signed.text, (late,)), cosigner)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n",
        "a\n1\n",
        "a\n01\n" + "A" * 43 + "=\n",
        "a\n-1\n" + "A" * 43 + "=\n",
        "a\n1\nAAAA\n",
        "a\n1\n" + "A" * 43 + "=\n\n",
    ],
)
def test_what_is_no_checkpoint(text: str) -> None:
    with pytest.raises(FormatError):
        note.parse_head(text.encode())


def test_extension_lines_are_read_over() -> None:
    assert note.parse_head(("a\n1\n" + "A" * 43 + "=\nmore\n").encode()) == note.Head("a", 1, bytes(32))
