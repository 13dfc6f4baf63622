"""Joining a case, vouching, revoking, going on from an old log; a fault at any step leaves a valid case."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aigaq.case import Keystore, Verdict, verify
from aigaq.case.disk.lock import locked
from aigaq.case.joining import Joined, enrol, find_log, join, revoke
from aigaq.case.log.kinds import Enrol, Open, Revoke
from aigaq.case.log.logs import LogFolder
from aigaq.case.log.vocabulary import DeviceRole
from aigaq.errors import Busy, KeyMissing, NotFound, StorageError, UsageError
from tests.case.devices import Device, copy, founder, joined
from tests.case.test_faults import Faults, Killed


def role(device: Device, log: str) -> DeviceRole:
    return device.open().look().trust[log].role


def unjoined(of: Device, folder: Path) -> Device:
    """A copy of the folder, with a keystore that knows nothing."""
    shutil.copytree(of.path, folder / "case")
    return Device(folder / "case", Keystore(folder / "keys"))


def test_a_fresh_log_names_the_case_and_its_keys(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = unjoined(one, tmp_path / "b")
    with pytest.raises(KeyMissing):
        two.add(b"no key yet")
    made = join(two.open(), keys=two.keys)
    assert made == Joined(made.log, None, DeviceRole.NONE, pinned=False)
    (opening,) = [view.typed for view in two.open().entries() if view.log == made.log]
    identity = two.keys.identity(made.log)
    assert isinstance(opening, Open)
    assert (opening.log, opening.cosigner) == (str(identity.log.vkey), str(identity.cosigner.vkey))
    assert (opening.case, opening.succeeds) == (two.open().id, None)
    assert role(two, made.log) is DeviceRole.NONE
    (item,) = two.add(b"counts all the same")
    assert item in {one.sha256 for one in two.open().items()}
    found = verify(two.path, keys=two.keys)
    assert found.exit_code == 0 and found.key_known
    assert any("no admin" in finding.what for finding in found.by_verdict()[Verdict.NOT_VOUCHED])


def test_joining_twice_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    before = one.listing()
    with pytest.raises(UsageError, match="has a log in the case already") as caught:
        join(one.open(), keys=one.keys)
    assert one.log[:8] in str(caught.value.hint)
    two = joined(one, tmp_path / "b", role=None)
    with pytest.raises(UsageError):
        join(two.open(), keys=two.keys, succeeds=one.log)
    assert one.listing() == before and len(list(one.keys.path.iterdir())) == 1


def test_an_admin_vouches_and_a_member_does_not(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two, three = joined(one, tmp_path / "b"), joined(one, tmp_path / "c", role=None)
    assert role(one, two.log) is DeviceRole.MEMBER
    two.take(three)
    enrol(two.open(), three.log, DeviceRole.ADMIN)
    one.take(two)
    assert role(one, three.log) is DeviceRole.NONE
    for wrong in (DeviceRole.NONE, DeviceRole.UNKNOWN):
        with pytest.raises(UsageError, match="no role a log can have"):
            enrol(one.open(), three.log, wrong)
    enrol(one.open(), three.log, DeviceRole.FIELD)
    assert role(one, three.log) is DeviceRole.FIELD


def test_find_log_needs_four_digits_that_name_one(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    with one.open().writing() as batch:
        batch.append(Enrol(v=1, at=batch.at(), log=one.log[:8] + "0" * 56, role="member"))
    case = one.open()
    assert find_log(case, one.log.upper()) == one.log
    for short, why in (("", "no log"), (one.log[:3], "no log"), ("zzzz", "no log"), (one.log[:8], "more than one")):
        with pytest.raises(NotFound, match=why):
            find_log(case, short)


def test_a_revocation_pins_a_head_that_is_here(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    two.add(b"one", b"two")
    one.take(two)
    size = LogFolder(one.path / "logs" / two.log, two.log).head().size
    for log, at in ((two.log, size + 1), ("f" * 64, None), ("../" + two.log, None), (two.log, -1)):
        with pytest.raises(NotFound, match="no such head"):
            revoke(one.open(), log, size=at)
    revoke(one.open(), two.log, size=1)
    revoke(one.open(), two.log)
    said = [view.typed for view in one.open().entries() if isinstance(view.typed, Revoke)]
    folder = LogFolder(one.path / "logs" / two.log, two.log)
    assert [(entry.size, entry.root) for entry in said if isinstance(entry, Revoke)] == [
        (at, (folder.root_at(at) or b"").hex()) for at in (1, size)
    ]
    assert one.open().look().trust[two.log].pin == (1, (folder.root_at(1) or b"").hex())
    assert verify(one.path).exit_code == 0


def test_of_a_forked_log_only_the_common_part_can_be_pinned(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    other = copy(two, tmp_path / "other")
    two.add(b"left")
    other.add(b"right")
    one.take(two)
    one.take(other)
    common = one.open().look().forked[two.log]
    with pytest.raises(UsageError, match="two histories"):
        revoke(one.open(), two.log, size=common + 1)
    revoke(one.open(), two.log)
    pin = one.open().look().trust[two.log].pin
    assert pin is not None and pin[0] == common
    assert not one.open().items()


@pytest.mark.parametrize("attempt", range(4))  # keys are random, and so is which of the two logs has the smaller name
def test_an_admin_hands_its_role_on_and_the_old_log_is_closed(tmp_path: Path, attempt: int) -> None:
    one = founder(tmp_path / "a")
    old = one.log
    one.add(b"by the old log")
    size = LogFolder(one.path / "logs" / old, old).head().size
    made = join(one.open(), keys=one.keys, succeeds=old)
    assert made == Joined(made.log, old, DeviceRole.ADMIN, pinned=True)
    assert role(one, made.log) is DeviceRole.ADMIN
    pin = one.open().look().trust[old].pin
    head = LogFolder(one.path / "logs" / old, old).head()
    assert pin == (head.size, head.root.hex()) and head.size == size + 1, "the old log's last word is the enrolment"
    assert one.log == made.log
    (item,) = one.add(b"by the new log")
    assert LogFolder(one.path / "logs" / old, old).head().size == size + 1
    assert len(one.open().items()) == 2 and item in {one.sha256 for one in one.open().items()}
    two = joined(one, tmp_path / "b", role=DeviceRole.MEMBER)
    assert role(one, two.log) is DeviceRole.MEMBER, "the new log vouches for others"
    found = verify(one.path, keys=one.keys)
    assert found.exit_code == 0


def test_a_member_goes_on_and_is_vouched_for_anew(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    old = two.log
    made = join(two.open(), keys=two.keys, succeeds=old)
    assert made == Joined(made.log, old, DeviceRole.NONE, pinned=False)
    two.add(b"by the new log")
    assert two.log == made.log
    one.take(two)
    assert role(one, made.log) is DeviceRole.NONE and role(one, old) is DeviceRole.MEMBER


def test_a_revoked_admin_hands_nothing_on(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b", role=DeviceRole.ADMIN)
    one.take(two)
    revoke(one.open(), two.log)
    two.take(one)
    made = join(two.open(), keys=two.keys, succeeds=two.log)
    assert (made.enrolled, made.pinned) == (DeviceRole.NONE, False)
    assert role(two, made.log) is DeviceRole.NONE


def test_a_device_whose_folder_is_an_old_copy_goes_on_in_a_new_log(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    old = copy(one, tmp_path / "old")
    one.add(b"lost with the disk")
    restored = Device(old.path, one.keys)
    made = join(restored.open(), keys=restored.keys, succeeds=restored.log)
    assert (made.enrolled, made.pinned) == (DeviceRole.NONE, False), "the old log cannot be written to"
    (item,) = restored.add(b"goes on")
    assert [one.sha256 for one in restored.open().items()] == [item]
    restored.take(one)
    assert len(restored.open().items()) == 2
    assert verify(restored.path, keys=restored.keys).exit_code == 0


def test_an_heir_goes_on_from_somebody_elses_log(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    heir = unjoined(one, tmp_path / "b")
    made = join(heir.open(), keys=heir.keys, succeeds=one.log)
    assert (made.succeeds, made.enrolled, made.pinned) == (one.log, DeviceRole.NONE, False)
    assert not (one.keys.folder(one.log) / "retired").exists()


def test_another_process_is_writing(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = unjoined(one, tmp_path / "b")
    with locked(two.path / "case.toml"), pytest.raises(Busy):
        join(two.open(), keys=two.keys)
    assert not list(two.keys.path.glob("*/log.key"))


@pytest.mark.parametrize("kill", [False, True], ids=["disk full", "killed"])
@pytest.mark.parametrize("how", ["fresh", "succeeds"])
def test_a_fault_at_any_step_leaves_a_valid_case(tmp_path: Path, how: str, kill: bool) -> None:
    base = founder(tmp_path / "base")
    (kept,) = base.add(b"kept")

    def start(folder: Path) -> Device:
        folder.mkdir()
        return unjoined(base, folder / "b") if how == "fresh" else copy(base, folder / "b")

    def run(device: Device) -> str:
        return join(device.open(), keys=device.keys, succeeds=None if how == "fresh" else base.log).log

    counted = start(tmp_path / "count")
    with pytest.MonkeyPatch.context() as monkeypatch:
        faults = Faults(monkeypatch, fail_at=0, kill=False)
        run(counted)
    assert faults.count > 20
    for fail_at in range(1, faults.count + 1):
        device = start(tmp_path / f"at {fail_at}")
        with pytest.MonkeyPatch.context() as monkeypatch:
            Faults(monkeypatch, fail_at=fail_at, kill=kill)
            try:
                run(device)
            except Killed:
                assert kill
            except StorageError:
                assert not kill
        for keys in (None, device.keys):
            found = verify(device.path, keys=keys)
            assert found.exit_code == 0, (fail_at, found.findings)
        assert kept in {item.sha256 for item in device.open().items()}
        try:
            own = device.log
        except KeyMissing:
            own = run(device)
        (item,) = device.add(b"goes on")
        assert device.log == own
        assert item in {one.sha256 for one in device.open().items()}
        found = verify(device.path, keys=device.keys)
        assert found.exit_code == 0 and not [one for one in found.findings if "not finished" in one.what]
        mine = [log for log in device.keys.path.iterdir() if (device.path / "logs" / log.name).exists()]
        logs = {path.name for path in (device.path / "logs").iterdir()}
        assert logs - {log.name for log in mine} <= {base.log}, "a log without a key of its own is left"
