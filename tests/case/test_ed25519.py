"""Signatures against all CCTV edge cases and all Wycheproof vectors; the rule is that of dalek's verify_strict."""

from __future__ import annotations

import json

import pytest

from aigaq.case.standards import ed25519
from aigaq.errors import FormatError
from tests.shared import shared

REFUSED = {"low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "low_order_residue"}


@pytest.mark.shared
def test_cctv() -> None:
    vectors = json.loads(shared("bench/case/cctv/ed25519/ed25519vectors.json").read_text())
    assert len(vectors) == 914
    for v in vectors:
        good = ed25519.check(bytes.fromhex(v["key"]), v["msg"].encode(), bytes.fromhex(v["sig"]))
        assert good is not bool(REFUSED & set(v["flags"] or ())), v["number"]


@pytest.mark.shared
def test_wycheproof() -> None:
    folder = shared("bench/case/wycheproof")
    (path,) = folder.rglob("ed25519_test.json")
    count = 0
    for group in json.loads(path.read_text())["testGroups"]:
        key = bytes.fromhex(group["publicKey"]["pk"])
        for v in group["tests"]:
            count += 1
            good = ed25519.check(key, bytes.fromhex(v["msg"]), bytes.fromhex(v["sig"]))
            assert good is (v["result"] == "valid"), v["tcId"]
    assert count > 100


def test_rfc_8032_test_1() -> None:
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    key = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    assert ed25519.public_key(seed) == key
    assert ed25519.sign(seed, b"").hex().startswith("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155")
    assert ed25519.check(key, b"", ed25519.sign(seed, b""))
    assert not ed25519.check(key, b"x", ed25519.sign(seed, b""))
    assert not ed25519.check(key, b"", ed25519.sign(seed, b"")[:-1])


@pytest.mark.parametrize("y", [0, 1, ed25519.P - 1, ed25519.P, ed25519.P + 1, 2**255 - 1])
@pytest.mark.parametrize("sign", [0, 1 << 255])
def test_unsound_points_are_no_keys(y: int, sign: int) -> None:
    with pytest.raises(FormatError):
        ed25519.require_sound((y | sign).to_bytes(32, "little"))
