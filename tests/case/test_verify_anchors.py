"""Anchors: every changed, cut, swapped or misplaced file is found, and nobody's authority is taken on trust."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from aigaq.case.standards import tokens
from aigaq.case.verifying.findings import Findings, Verdict
from aigaq.case.verifying.verify_anchors import Head, check_anchors
from tests.case.tsa import Authority

HEAD, OTHER = b"An invented head\n", b"Another invented head\n"
HEADS: dict[str, Head] = {
    sha256(HEAD).hexdigest(): ("a" * 64, 3, b"r" * 32),
    sha256(OTHER).hexdigest(): ("b" * 64, 5, b"s" * 32),
}


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("tsa") / "authority")


def put(case: Path, of: bytes, data: bytes, name: str | None = None) -> str:
    path = f"anchors/{sha256(of).hexdigest()}/{name or sha256(data).hexdigest()}.tsr"
    (case / path).parent.mkdir(parents=True, exist_ok=True)
    (case / path).write_bytes(data)
    return path


def check(case: Path, *names: str) -> tuple[list[tuple[str, Verdict, str]], list[tuple[str, int]]]:
    findings = Findings()
    read: list[int] = []
    good = check_anchors(case, names, HEADS, findings, read.append)
    assert findings.counts["anchors"] == len(good)
    assert sum(read) == sum(min((case / name).stat().st_size, tokens.MAX_TOKEN + 1) for name in names if ".tsr" in name)
    found = [(one.where, one.verdict, one.what) for one in findings.found]
    return found, [(one.log, one.size) for one in good]


def test_good_ones(authority: Authority, tmp_path: Path) -> None:
    names = [put(tmp_path, HEAD, authority.stamp(HEAD)), put(tmp_path, OTHER, authority.unsorted().stamp(OTHER))]
    found, good = check(tmp_path, *names)
    assert found == []
    assert sorted(good) == [("a" * 64, 3), ("b" * 64, 5)]


def test_every_changed_or_cut_byte_is_found(authority: Authority, tmp_path: Path) -> None:
    data = authority.stamp(HEAD)
    name = put(tmp_path, HEAD, data)
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 0x01
        for bad in (bytes(changed), data[:place]):
            (tmp_path / name).write_bytes(bad)
            assert check(tmp_path, name) == ([(name, Verdict.TAMPERED, "the bytes are not those the name says")], [])


def test_damage_under_a_name_that_fits_is_found_too(authority: Authority, tmp_path: Path) -> None:
    data = bytearray(authority.stamp(HEAD))
    data[-5] ^= 1
    name = put(tmp_path, HEAD, bytes(data))
    assert check(tmp_path, name) == ([(name, Verdict.TAMPERED, "the signature of the time stamp does not hold")], [])


def test_swapped_ones(authority: Authority, tmp_path: Path) -> None:
    name = put(tmp_path, OTHER, authority.stamp(HEAD))
    assert check(tmp_path, name) == ([(name, Verdict.TAMPERED, "the time stamp is of another file")], [])
    first, second = authority.stamp(HEAD), authority.stamp(HEAD)
    name = put(tmp_path, HEAD, first, sha256(second).hexdigest())
    assert check(tmp_path, name) == ([(name, Verdict.TAMPERED, "the bytes are not those the name says")], [])


def test_of_a_head_that_is_not_here(authority: Authority, tmp_path: Path) -> None:
    name = put(tmp_path, b"nowhere", authority.stamp(b"nowhere"))
    assert check(tmp_path, name) == ([(name, Verdict.NOT_VOUCHED, "a time stamp of a head that is not kept here")], [])


def test_what_is_no_time_stamp(authority: Authority, tmp_path: Path) -> None:
    refused = put(tmp_path, HEAD, authority.reply(b"garbage"))
    long = put(tmp_path, HEAD, b"\x30" * (tokens.MAX_TOKEN + 1))
    garbage = put(tmp_path, HEAD, b"\x30\x03\x02\x01\x00")
    bare = put(tmp_path, HEAD, authority.stamp(HEAD, certificate=False))
    found, good = check(tmp_path, refused, long, garbage, bare)
    assert good == []
    assert [verdict for _, verdict, _ in found] == [Verdict.TAMPERED] * 3 + [Verdict.NOT_UNDERSTOOD]
    assert "`openssl ts -verify` may" in found[3][2]
    name = f"anchors/{sha256(HEAD).hexdigest()}/x.ots"
    (tmp_path / name).write_bytes(b"x")
    assert check(tmp_path, name) == ([(name, Verdict.NOT_UNDERSTOOD, "the format knows no such file")], [])
