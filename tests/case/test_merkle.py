"""Trees and proofs against the transparency-dev vectors, RFC 6962's definition, and each other."""

from __future__ import annotations

import json
from base64 import b64decode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.case.standards import merkle
from tests.shared import shared


def vectors(kind: str) -> list[tuple[str, dict[str, Any]]]:
    folder = shared("bench/case/merkle-testdata/testdata") / kind
    found = [
        (path.relative_to(folder.parent).as_posix(), json.loads(path.read_text())) for path in folder.rglob("*.json")
    ]
    assert len(found) > 60
    return sorted(found, key=lambda pair: pair[0])


def hashes(values: list[str] | None) -> list[bytes]:
    return [b64decode(value) for value in values or []]


@pytest.mark.shared
def test_inclusion_vectors() -> None:
    for name, v in vectors("inclusion"):
        leaf, root = b64decode(v["leafHash"] or ""), b64decode(v["root"] or "")
        good = merkle.check_inclusion(v["leafIdx"], v["treeSize"], leaf, hashes(v["proof"]), root)
        assert good is not v["wantErr"], (name, v["desc"])


@pytest.mark.shared
def test_consistency_vectors() -> None:
    for name, v in vectors("consistency"):
        old, new = (v["size1"], b64decode(v["root1"] or "")), (v["size2"], b64decode(v["root2"] or ""))
        good = merkle.check_consistency(old, new, hashes(v["proof"]))
        assert good is not v["wantErr"], (name, v["desc"])


def definition(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word."""
    if len(leaves) <= 1:
        return sha256(b"\0" + leaves[0]).digest() if leaves else sha256(b"").digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\1" + definition(leaves[:k]) + definition(leaves[k:])).digest()


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_root_is_the_definition(leaves: list[bytes]) -> None:
    assert merkle.root(merkle.leaf_hashes(leaves)) == definition(leaves)


@given(st.integers(1, 80), st.data())
def test_what_is_proved_is_checked_and_nothing_else(size: int, data: st.DataObject) -> None:
    leaves = merkle.leaf_hashes(b"%d" % number for number in range(size))
    head = merkle.root(leaves)
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.prove_inclusion(index, leaves)
    assert merkle.check_inclusion(index, size, leaves[index], proof, head)
    other = data.draw(st.integers(0, size - 1))
    assert merkle.check_inclusion(other, size, leaves[index], proof, head) is (other == index)
    assert not merkle.check_inclusion(index, size, merkle.leaf_hash(b"x"), proof, head)
    first = data.draw(st.integers(1, size))
    old = merkle.root(leaves[:first])
    steps = merkle.prove_consistency(first, leaves)
    assert merkle.check_consistency((first, old), (size, head), steps)
    assert not merkle.check_consistency((first, merkle.leaf_hash(b"x")), (size, head), steps)


def test_outside_the_tree_there_is_no_proof(tmp_path: Path) -> None:
    for index in (-1, 3):
        with pytest.raises(IndexError):
            merkle.prove_inclusion(index, [b"", b"", b""])
    for size in (0, 4):
        with pytest.raises(IndexError):
            merkle.prove_consistency(size, [b"", b"", b""])
