"""What dates the heads of a case is read only where it holds: signature, root, stamp, cosignature."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from aigaq.case import anchored, anchoring
from aigaq.case.log.logs import LogFolder, logs_of
from aigaq.case.log.provable import Anchor
from aigaq.case.standards import note
from tests.case.conftest import Made, add
from tests.case.tsa import Authority


def anchors(case: Path) -> tuple[Anchor, ...]:
    """All that hold, the earliest first."""
    heads = [kept for log in logs_of(case) for kept in anchored.kept_heads(log)]
    return tuple(sorted(one for kept in heads for one, _ in anchored.tokens_of(case, kept)))


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("tsa") / "authority")


def log_of(made: Made) -> LogFolder:
    (kept,) = anchoring.newest(made.path)
    return kept.log


def stamp(made: Made, authority: Authority) -> None:
    (kept,) = anchoring.newest(made.path)
    anchoring.store(made.path, kept, authority.stamp(kept.data))


def cosign(made: Made, *, seed: bytes | None = None, text: bytes | None = None) -> None:
    """As a cosigner of the case does it."""
    log = log_of(made)
    (kept,) = anchoring.newest(made.path)
    secret = made.keys.identity(log.id).cosigner
    signed = note.parse_note(kept.data)
    line = note.cosign(text or signed.text, secret.vkey.name, seed or secret.seed, time=1_641_384_000)
    line = note.Signature(line.name, secret.vkey.id, line.value)
    path = made.path / "cosig" / log.id / kept.name / sha256(str(secret.vkey).encode()).hexdigest()
    path.parent.mkdir(parents=True)
    path.write_bytes(note.format_note(b"", (line,))[1:])


def test_the_earliest_head_that_covers_an_entry_dates_it(made: Made, authority: Authority) -> None:
    case, log = made.open(), log_of(made)
    first = anchoring.newest(made.path)[0].head.size
    add(case, b"one")
    stamp(made, authority)
    add(case, b"two")
    stamp(made, authority)
    add(case, b"three")
    assert [one.size for one in anchors(made.path)] == [first + 1, first + 2]
    for index, size in ((0, first + 1), (first, first + 1), (first + 1, first + 2)):
        found = anchored.provable_of(case, log.id, index)
        assert found.anchor is not None
        assert found.anchor.size == size
        assert found.interval is not None
        assert found.interval.startswith("../")
    assert anchored.provable_of(case, log.id, first + 2).interval is None


def test_without_stamps_nothing_is_dated(made: Made) -> None:
    assert anchors(made.path) == ()
    assert anchored.provable_of(made.open(), log_of(made).id, 0).interval is None


def test_a_cosignature_of_the_case_is_a_claim(made: Made) -> None:
    cosign(made)
    found = anchored.provable_of(made.open(), log_of(made).id, 0)
    assert found.interval is None
    assert [one.time for one in found.claims] == [1_641_384_000]


@pytest.mark.parametrize("bad", [{"seed": b"7" * 32}, {"text": b"another\n1\nAAAA\n"}])
def test_a_cosignature_that_does_not_hold_is_no_claim(made: Made, bad: dict[str, bytes]) -> None:
    cosign(made, **bad)
    assert anchored.provable_of(made.open(), log_of(made).id, 0).claims == ()


def test_a_head_by_another_key_or_of_another_tree_dates_nothing(made: Made, authority: Authority) -> None:
    log = log_of(made)
    secret = made.keys.identity(log.id).log
    good = len(list(anchored.kept_heads(log)))
    for size, root, seed in ((1, b"r" * 32, secret.seed), (2, b"s" * 32, b"7" * 32)):
        text = note.format_head(note.Head(secret.vkey.name, size, root))
        data = note.sign_note(text, secret.vkey.name, seed)
        path = log.path / "checkpoints" / f"{size}-{root.hex()}"
        path.write_bytes(data)
        token = authority.stamp(data)
        folder = made.path / "anchors" / sha256(data).hexdigest()
        folder.mkdir(parents=True)
        (folder / f"{sha256(token).hexdigest()}.tsr").write_bytes(token)
    assert len(list(anchored.kept_heads(log))) == good
    assert anchors(made.path) == ()


def test_a_damaged_stamp_dates_nothing(made: Made, authority: Authority) -> None:
    stamp(made, authority)
    (path,) = Path(made.path / "anchors").rglob("*.tsr")
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    assert anchors(made.path) == ()
