"""The proof of a fork: made from both histories, checked alone, and of no use once a byte is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from aigaq.case.log.proof import parse_proof
from aigaq.case.merging.fork_proof import check_fork_proof, format_fork_proof, is_fork_proof, prove_fork
from aigaq.errors import Error, FormatError, NotFound
from tests.case.devices import Device, copy, founder, joined


def forked(tmp_path: Path, *, before: int = 3) -> tuple[Device, str]:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    two.add(*(b"common %d" % number for number in range(before)))
    backup = copy(two, tmp_path / "backup")
    two.add(b"left", b"left too")
    backup.add(b"right")
    one.take(two)
    one.take(backup)
    return one, two.log


@pytest.mark.parametrize("before", [1, 300])
def test_it_proves_where_the_two_differ(tmp_path: Path, before: int) -> None:
    one, log = forked(tmp_path, before=before)
    data = prove_fork(one.path, log)
    found = check_fork_proof(data)
    assert is_fork_proof(data) and found.entries[0] != found.entries[1]
    views = [view for view in one.open().entries() if view.log == log and view.index == found.index]
    assert {view.id for view in views} == set(found.entries)
    earlier = [view for view in one.open().entries() if view.log == log and view.index == found.index - 1]
    assert len(earlier) == 1, "before that place there is one history"


def test_every_changed_or_lost_byte_is_refused(tmp_path: Path) -> None:
    one, log = forked(tmp_path)
    data = prove_fork(one.path, log)
    for place in range(0, len(data), 3):
        changed = bytearray(data)
        changed[place] ^= 1
        with pytest.raises(FormatError):
            check_fork_proof(bytes(changed))
    for end in range(0, len(data), 7):
        with pytest.raises(FormatError):
            check_fork_proof(data[:end])


def test_two_proofs_that_agree_prove_nothing(tmp_path: Path) -> None:
    one, log = forked(tmp_path)
    data = prove_fork(one.path, log)
    length, _, rest = data.partition(b"\n")[2].partition(b"\n")
    half = parse_proof(rest[: int(length)])
    with pytest.raises(FormatError, match="contradict"):
        check_fork_proof(format_fork_proof(half, half))


def test_a_log_with_one_history_has_none(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    with pytest.raises(NotFound):
        prove_fork(one.path, one.log)


def test_the_forked_device_may_not_write_and_goes_on_in_a_new_log(tmp_path: Path) -> None:
    from aigaq.case import Case, Verdict, verify
    from aigaq.case.joining import join

    one, log = forked(tmp_path)
    two = Device(tmp_path / "b" / "case", Device(tmp_path / "b" / "case", one.keys).keys)
    from aigaq.case import Keystore

    two = Device(tmp_path / "b" / "case", Keystore(tmp_path / "b" / "keys"))
    two.take(one)
    with pytest.raises(Error, match="two histories"):
        two.add(b"more")
    made = join(two.open(), keys=two.keys, succeeds=log)
    assert made.succeeds == log and not made.pinned
    (item,) = two.add(b"goes on")
    assert item in {one.sha256 for one in Case.open(two.path, keys=two.keys).items()}
    found = verify(two.path, keys=two.keys)
    assert found.verdict is Verdict.FORKED and not found.by_verdict().get(Verdict.TAMPERED)
