"""One look at a case: what lies beyond a revocation has no effect and is shown; two histories of one log count once each."""

from __future__ import annotations

import shutil
from pathlib import Path

from aigaq.case import Case, Description, Verdict, verify
from aigaq.case.joining import enrol, revoke
from aigaq.case.log.entries import ItemEntry
from aigaq.case.log.kinds import Enrol, Shred
from aigaq.case.log.vocabulary import DeviceRole, What
from aigaq.case.standards.note import VerifierKey, sign_note
from tests.case.devices import Device, copy, founder, joined


def titles(device: Device) -> set[str | None]:
    return {item.description.title for item in device.open().items()}


def test_what_lies_beyond_a_revocation_has_no_effect_and_is_shown(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    (kept,) = two.add(b"before")
    one.take(two)
    size = one.open().heads()[[head.origin for head in one.open().heads()].index(name_of(two))].size
    revoke(one.open(), two.log)
    (late,) = two.add(b"after")
    with two.open().writing() as batch:
        batch.describe(kept, Description(title="said by a thief"))
        batch.set(What.PROFILE, b'{"title": "a thief\'s case"}')
        decision = batch.decide(b'{"invented": "decision"}')
    one.take(two)
    case = one.open()
    assert {item.sha256 for item in case.items()} == {kept}
    assert titles(one) == {"invented b'before'"}
    assert case.title == "Invented case"
    assert decision not in {entry for entry, _ in case.index().decisions()}
    every = [view for view in case.entries() if view.log == two.log]
    assert [view.index for view in every] == list(range(len(every)))
    beyond = case.look().beyond
    assert {view.index for view in beyond} == set(range(size, len(every)))
    assert late in {view.typed.item for view in beyond if isinstance(view.typed, ItemEntry)}
    assert case.resolve(decision[:12]) == ("entry", decision)
    found = verify(one.path, keys=one.keys)
    assert found.exit_code == 0
    assert any("beyond the head" in finding.what for finding in found.by_verdict()[Verdict.NOT_VOUCHED])
    (more,) = one.add(b"the other goes on")
    assert more in {item.sha256 for item in case.items()} and late not in {item.sha256 for item in one.open().items()}


def name_of(device: Device) -> str:
    return device.keys.identity(device.log).log.vkey.name


def test_a_thiefs_history_under_the_size_of_the_pin_has_no_effect(tmp_path: Path) -> None:
    """A pin is a head: whoever has the key forks the log below it, and is found out."""
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b", role=DeviceRole.ADMIN)
    thief = copy(two, tmp_path / "thief")
    three = joined(one, tmp_path / "c")
    (honest,) = two.add(b"honest")
    two.add(*(b"more %d" % number for number in range(5)))
    one.take(two)
    revoke(one.open(), two.log)
    (forged,) = thief.add(b"forged")
    enrol(thief.open(), three.log, DeviceRole.ADMIN)
    for order in ((one, thief), (thief, one)):
        target = copy(three, tmp_path / f"target {order[0].path.parent.name}")
        for source in order:
            target.take(source)
        case = target.open()
        assert honest in {item.sha256 for item in case.items()}
        assert forged not in {item.sha256 for item in case.items()}
        assert case.look().trust[three.log].role is DeviceRole.MEMBER
        assert forged in {view.typed.item for view in case.look().beyond if isinstance(view.typed, ItemEntry)}
        assert verify(target.path).verdict is Verdict.FORKED
    # Only the thief's history is here, and the revocation: nobody can tell where the two part.
    shutil.copytree(one.path / "logs" / one.log, tmp_path / "part" / "logs" / one.log)
    alone = copy(thief, tmp_path / "alone")
    alone.take(tmp_path / "part")
    case = alone.open()
    assert forged not in {item.sha256 for item in case.items()}
    assert case.look().trust[three.log].role is DeviceRole.MEMBER


def test_both_histories_of_a_forked_log_count_once_each(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    (common,) = two.add(b"common")
    other = copy(two, tmp_path / "other")
    (left,), (right,) = two.add(b"left"), other.add(b"right")
    results = []
    for number, order in enumerate([(two, other), (other, two)]):
        target = copy(one, tmp_path / f"target {number}")
        for source in order:
            target.take(source)
        case = target.open()
        every = [view for view in case.entries() if view.log == two.log]
        assert len({view.id for view in every}) == len(every)
        assert {common, left, right} <= {item.sha256 for item in case.items()}
        assert all(len(item.acquired) == 1 for item in case.items())
        place = case.look().forked[two.log]
        assert sum(view.index < place for view in every) == place
        results.append([(view.log, view.index, view.id) for view in case.entries()])
    assert results[0] == results[1]


def test_where_a_log_has_two_histories_it_vouches_for_nobody_beyond(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b", role=DeviceRole.ADMIN)
    three = joined(one, tmp_path / "c", role=None)
    other = copy(two, tmp_path / "other")
    two.add(b"left")
    two.take(three)
    enrol(two.open(), three.log, DeviceRole.MEMBER)
    other.add(b"right")
    one.take(two)
    assert one.open().look().trust[three.log].role is DeviceRole.MEMBER
    one.take(other)
    assert one.open().look().trust[three.log].role is DeviceRole.NONE
    assert verify(one.path).by_verdict()[Verdict.FORKED]


def test_a_signed_head_without_its_entries_is_a_fork_from_the_first_entry_on(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b", role=DeviceRole.ADMIN)
    three = joined(one, tmp_path / "c", role=None)
    one.take(three)
    one.take(two)
    enrol(one.open(), three.log, DeviceRole.MEMBER)
    two.take(one)
    secret = one.keys.identity(one.log).log
    log = one.log
    size = next(head.size for head in one.open().heads() if head.origin == secret.vkey.name)
    part = tmp_path / "part"
    shutil.copytree(one.path / "logs" / log, part / "logs" / log)
    shutil.copy(one.path / "case.toml", part)
    shutil.rmtree(part / "logs" / log / "tile")
    for path in (part / "logs" / log / "checkpoints").iterdir():
        path.unlink()
    text = f"{secret.vkey.name}\n{size - 1}\n{'A' * 43}=\n".encode()
    data = sign_note(text, secret.vkey.name, secret.seed)
    (part / "logs" / log / "checkpoint").unlink()
    (part / "logs" / log / "checkpoint").write_bytes(data)
    assert isinstance(secret.vkey, VerifierKey)
    done = two.take(part)
    assert done.forks == [log]
    assert two.open().look().forked == {log: 0}
    assert two.open().look().trust[three.log].role is DeviceRole.NONE
    assert verify(two.path).verdict is Verdict.FORKED


def test_only_those_who_may_destroy_make_an_item_destroyed(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    (item,) = one.add(b"kept")
    field = joined(one, tmp_path / "b", role=DeviceRole.FIELD)
    with field.open().writing() as batch:
        batch.append(Shred(v=1, at=batch.at(), item=item))
    one.take(field)
    for device in (one, field):
        assert not device.open().item(item).shredded
        assert not device.open().look().gone
    field.add(b"kept")
    assert verify(field.path).exit_code == 0 and Verdict.SHREDDED not in verify(field.path).by_verdict()
    with one.open().writing() as batch:
        batch.append(Shred(v=1, at=batch.at(), item=item))
    assert one.open().item(item).shredded


def test_one_look_is_enough_until_a_log_grows(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    case = one.open()
    first = case.look()
    assert case.look() is first
    one.add(b"by another process")
    assert case.look() is not first
    before = case.look()
    with case.writing() as batch:
        batch.append(Enrol(v=1, at=batch.at(), log="f" * 64, role="member"))
    assert case.look() is not before and case.look().trust["f" * 64].role is DeviceRole.MEMBER


def test_what_sync_tools_and_file_managers_leave_does_not_hide_the_case(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    (item,) = one.add(b"one")
    for name in ("logs/.DS_Store", f"logs/{one.log} (1)/checkpoint", "forks/Thumbs.db", f"forks/{'a' * 64}/.DS_Store",
                 "blobs/sha256/.DS_Store", "blobs/.DS_Store", "packs/.DS_Store", "cosig/.DS_Store", "anchors/x/.DS_Store",
                 f"logs/{one.log}/checkpoints/.DS_Store", "keys/.DS_Store"):  # fmt: skip
        path = one.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"junk")
    assert [one.sha256 for one in Case.open(one.path, keys=one.keys).items()] == [item]
    assert item in "".join(one.listing())
    two = copy(one, tmp_path / "b")
    assert not two.take(one).anything
    two.add(b"two")
    assert one.take(two).logs
    assert verify(one.path).exit_code == 0
