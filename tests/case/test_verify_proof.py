"""What is said of a proof: exit codes, what is proved and what is not, and that a damaged stamp is never passed over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aigaq.case.log import keys, proof
from aigaq.case.log.proof import Standing
from aigaq.case.standards import note
from aigaq.case.verifying.verify_proof import verify_proof
from tests.case.test_proof import ITEM, SECRET, made
from tests.case.tsa import Authority


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("tsa") / "authority")


def test_the_codes_and_words_of_each_outcome() -> None:
    data = proof.format_proof(made(tokens=()))
    other = keys.SecretKey(b"7" * 32, note.ED25519).vkey
    valid = verify_proof(data, [SECRET.vkey], item=ITEM)
    assert (valid.exit_code, valid.verdict) == (0, Standing.VALID)
    assert "the file given is these bytes" in valid.proved
    assert any("elsewhere than the proof" in line for line in valid.not_proved)
    unknown, strange = verify_proof(data), verify_proof(data, [other])
    assert (unknown.exit_code, strange.exit_code) == (13, 13)
    assert "whose it is: consistent, key not known to you" in unknown.not_proved
    assert "whose it is: consistent, not signed by the key you gave" in strange.not_proved
    for broken in (verify_proof(data, [SECRET.vkey], item="0" * 64), verify_proof(data[:-3])):
        assert (broken.exit_code, broken.proved) == (11, ())
        assert broken.checked.why


def test_a_stamp_of_the_head(authority: Authority) -> None:
    one = made(cosigned=True)
    stamped = replace(one, tokens=(authority.stamp(proof.kept_checkpoint(one.checkpoint)),))
    found = verify_proof(proof.format_proof(stamped), [SECRET.vkey])
    assert len(found.anchors) == 1
    assert found.unchecked == 0
    assert any("CN=Invented authority for stamping" in line for line in found.proved)
    assert not any("claim of the device" in line for line in found.not_proved)


def test_a_stamp_of_something_else_breaks_the_proof(authority: Authority) -> None:
    one = made()
    for of in (one.checkpoint[:-1], one.entry):
        found = verify_proof(proof.format_proof(replace(one, tokens=(authority.stamp(of),))), [SECRET.vkey])
        assert (found.exit_code, found.checked.why) == (11, "the time stamp is of another file")


def test_a_stamp_that_cannot_be_checked_here_is_said(authority: Authority) -> None:
    bare = authority.stamp(made().checkpoint, certificate=False)
    found = verify_proof(proof.format_proof(made(tokens=(bare,))), [SECRET.vkey])
    assert (found.exit_code, found.unchecked, found.anchors) == (0, 1, ())
    assert any("cannot be checked here" in line for line in found.not_proved)
