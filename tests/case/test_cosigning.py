"""Cosigning: what was read whole is said to be seen and cosigned once; what does not continue it never is."""

from __future__ import annotations

import errno
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aigaq.case import Case, Verdict, verify
from aigaq.case.cosigning import PINS, seen_entries
from aigaq.case.disk import files
from aigaq.case.log.entries import MAX_ENTRY, encode
from aigaq.case.log.kinds import Pin, SeenHeads
from aigaq.case.log.logs import LogFolder
from aigaq.case.merging.merge_marks import cosignature_line, cosigner_id
from aigaq.case.standards import note
from tests.case.conftest import clock
from tests.case.devices import Device, copy, founder, joined
from tests.case.test_faults import Faults, Killed


def seen_by(device: Device) -> list[Pin]:
    entries = [view.typed for view in device.open().entries() if view.log == device.log]
    return [pin for entry in entries if isinstance(entry, SeenHeads) for pin in entry.heads]


def lines_of(device: Device, cosigner: Device) -> dict[str, Path]:
    """`<log>/<size>-<root>` → file, of the cosignatures by one device."""
    own = cosigner_id(cosigner.keys.identity(cosigner.log).cosigner.vkey)
    return {f"{path.parts[-3]}/{path.parts[-2]}": path for path in (device.path / "cosig").glob(f"*/*/{own}")}


def newest(device: Device, log: str) -> note.Head:
    return LogFolder(device.path / "logs" / log, log).head()


def test_the_next_batch_says_what_was_seen_and_cosigns_it(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    two.add(b"by the other device")
    one.take(two)
    assert newest(two, two.log).size not in {pin.size for pin in seen_by(one)}, "a merge appends nothing"
    one.add(b"own")
    head = newest(two, two.log)
    assert Pin(two.log, head.root.hex(), head.size) in seen_by(one)
    path = lines_of(one, one)[f"{two.log}/{head.size}-{head.root.hex()}"]
    vkey = one.keys.identity(one.log).cosigner.vkey
    line = cosignature_line(path.read_bytes())
    assert note.check_note(note.Note(note.format_head(head), (line,)), vkey)
    assert int.from_bytes(line.value[:8], "big") == int(clock().timestamp())
    assert one.keys.cosigned(one.log, two.log) == (head.size, head.root)
    before = {path: path.read_bytes() for path in one.path.rglob("*") if path.is_file()}
    with one.open().writing(witness=True):
        pass
    assert before == {path: path.read_bytes() for path in one.path.rglob("*") if path.is_file()}, "once is enough"
    found = verify(one.path, keys=one.keys)
    assert found.exit_code == 0 and found.counts["cosignatures"] >= 2


def test_tlog_scales_checks_the_line_beside_the_head(tmp_path: Path) -> None:
    from tlog_scales import signing, tlog

    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    one.add(b"own")
    for name, path in lines_of(one, one).items():
        log, _, head = name.partition("/")
        text = (one.path / "logs" / log / "checkpoints" / head).read_bytes() + path.read_bytes()
        checkpoint = tlog.Checkpoint.from_text(text.decode())
        for key in (one.keys.identity(one.log).cosigner.vkey, two.keys.identity(two.log).log.vkey):
            checkpoint.verify(signing.Vkey.from_string(str(key)))
        assert note.check_note(note.parse_note(text), one.keys.identity(one.log).cosigner.vkey)


def test_without_a_word_of_its_own_it_cosigns_where_it_is_asked_to(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    two.add(b"other")
    one.take(two)
    size = newest(one, one.log).size
    with one.open().writing():
        pass
    assert newest(one, one.log).size == size
    with one.open().writing(witness=True):
        pass
    assert newest(one, one.log).size == size + 1
    assert newest(two, two.log).size in {pin.size for pin in seen_by(one)}


@pytest.mark.parametrize("how", ["rolled back", "forked", "forked, with tiles of the other"])
def test_what_does_not_continue_the_remembered_head_is_not_cosigned(tmp_path: Path, how: str) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    old = copy(two, tmp_path / "old")
    two.add(b"seen")
    one.take(two)
    one.add(b"own")
    honest = newest(two, two.log)
    assert one.keys.cosigned(one.log, two.log) == (honest.size, honest.root)
    if how != "rolled back":
        old.add(b"another history")
        old.add(b"and longer")
    shutil.rmtree(one.path / "logs" / two.log)
    shutil.copytree(old.path / "logs" / two.log, one.path / "logs" / two.log)
    if (
        how == "forked, with tiles of the other"
    ):  # only entries are bound to the head: nothing may be told by other files
        edge = Path("logs") / two.log / "tile" / "0" / "000.p" / str(honest.size)
        (one.path / edge).unlink(missing_ok=True)
        shutil.copy(two.path / edge, one.path / edge)
    before = lines_of(one, one)
    one.add(b"goes on")
    assert lines_of(one, one) == before
    assert one.keys.cosigned(one.log, two.log) == (honest.size, honest.root)
    shutil.rmtree(one.keys.path / one.log / "cosigned")  # a restored keystore: the own log still says what was seen
    one.add(b"goes on again")
    assert lines_of(one, one) == before
    found = verify(one.path, keys=one.keys)
    assert found.verdict is (Verdict.MISSING if how == "rolled back" else Verdict.FORKED)
    if how == "rolled back":
        one.take(two)
        one.add(b"the whole log is here again")
        assert verify(one.path, keys=one.keys).exit_code == 0


def test_a_head_that_was_not_read_is_not_cosigned(tmp_path: Path) -> None:
    """A sync tool brings a newer head while a batch is written: its entries have not been looked at."""
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    one.add(b"own")
    newer = copy(two, tmp_path / "newer")
    newer.add(b"newer")
    case = one.open()
    with case.writing() as batch:
        batch.set("sides", b"{}")
        shutil.rmtree(one.path / "logs" / two.log)
        shutil.copytree(newer.path / "logs" / two.log, one.path / "logs" / two.log)
    size = newest(newer, two.log).size
    assert size not in {pin.size for pin in seen_by(one) if pin.log == two.log}
    assert not [name for name in lines_of(one, one) if name.startswith(f"{two.log}/{size}-")]
    one.add(b"now it is read")
    assert size in {pin.size for pin in seen_by(one) if pin.log == two.log}


def test_the_own_log_and_a_forked_one_are_not_cosigned(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    other = copy(two, tmp_path / "other")
    two.add(b"left")
    other.add(b"right")
    one.take(two)
    one.take(other)
    before = lines_of(one, one)
    one.add(b"own")
    assert lines_of(one, one) == before
    assert not [name for name in before if name.startswith(one.log)]


@pytest.mark.parametrize("kill", [False, True], ids=["disk full", "killed"])
def test_a_fault_at_any_step_and_the_next_batch_completes_it(tmp_path: Path, kill: bool) -> None:
    base_one = founder(tmp_path / "a")
    base_two = joined(base_one, tmp_path / "b")
    base_two.add(b"other")
    base_one.take(base_two)
    head = newest(base_two, base_two.log)

    def run(device: Device) -> None:
        with device.open().writing(witness=True):
            pass

    counted = copy(base_one, tmp_path / "count")
    with pytest.MonkeyPatch.context() as monkeypatch:
        faults = Faults(monkeypatch, fail_at=0, kill=False)
        run(counted)
    assert faults.count > 15
    name = f"{base_two.log}/{head.size}-{head.root.hex()}"
    for fail_at in range(1, faults.count + 1):
        one = copy(base_one, tmp_path / f"at {fail_at}")
        with pytest.MonkeyPatch.context() as monkeypatch:
            Faults(monkeypatch, fail_at=fail_at, kill=kill)
            try:
                run(one)
            except (Killed, Exception) as error:
                assert isinstance(error, Killed) or type(error).__name__ == "StorageError"
        assert verify(one.path, keys=one.keys).exit_code == 0
        run(one)
        assert name in lines_of(one, one)
        assert [pin.size for pin in seen_by(one) if pin.log == base_two.log].count(head.size) == 1
        found = verify(one.path, keys=one.keys)
        assert found.exit_code == 0 and found.counts["cosignatures"] == len(list((one.path / "cosig").glob("*/*/*")))


def test_a_batch_is_recorded_also_where_cosigning_fails(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    one.take(joined(one, tmp_path / "b", role=None))
    real = files.make_folders

    def full(path: str | Path, mode: int = 0o777) -> list[str]:
        if "cosig" in str(path):
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, mode)

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(files, "make_folders", full)
        (item,) = one.add(b"recorded")
    assert item in {one.sha256 for one in one.open().items()}
    assert not lines_of(one, one)
    one.add(b"next")
    assert len(lines_of(one, one)) == 1


def test_a_clock_before_1970_is_no_error(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    joined(one, tmp_path / "b")
    early = Case.open(one.path, keys=one.keys, clock=lambda: datetime(1969, 1, 5, tzinfo=UTC))
    with early.writing(witness=True):
        pass
    assert lines_of(one, one)
    assert verify(one.path).exit_code == 0


@pytest.mark.parametrize("count", [0, 1, PINS, PINS + 1, 3 * PINS])
def test_many_heads_go_into_several_entries(count: int) -> None:
    heads = [(f"{number:064x}", note.Head("x", (1 << 63) - 1 - number, bytes(32))) for number in range(count)]
    made = list(seen_entries(heads, set(), at="2022-01-05T12:00:00Z"))
    assert all(len(encode(one)) <= MAX_ENTRY for one in made)
    pins = [pin for one in made for pin in one.heads]
    assert len(pins) == count == len({pin.log for pin in pins})
    again = {(pin.log, pin.size, pin.root) for pin in pins}
    assert not list(seen_entries(heads, again, at="2022-01-05T12:00:00Z"))
