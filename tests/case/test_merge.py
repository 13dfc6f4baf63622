"""Merging: what comes in, what does not, and that no order of merging makes a difference."""

from __future__ import annotations

import random
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aigaq.case import Keystore, Verdict, verify
from aigaq.case.adding import thoughts
from aigaq.case.bundle import write_bundle
from aigaq.case.disk import files, layout
from aigaq.case.disk.lock import locked
from aigaq.case.joining import enrol, join, revoke
from aigaq.case.log.keys import Identity, SecretKey
from aigaq.case.log.kinds import UNDOABLE, Open, Shred
from aigaq.case.log.logs import LogFolder
from aigaq.case.log.vocabulary import DeviceRole
from aigaq.case.merge import merge
from aigaq.case.shredding import shred
from aigaq.case.standards import note, tiles
from aigaq.errors import Busy, NotACase, OtherCase, StorageError, UsageError
from tests.case.devices import Device, copy, founder, joined


def clean(device: Device) -> None:
    for keys in (None, device.keys):
        found = verify(device.path, keys=keys)
        assert found.exit_code == 0, found.findings


def test_what_two_devices_added_is_then_in_both(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    (left,), (right,) = one.add(b"left" * 30_000), two.add(b"right")
    public = two.add(*(b"public %d" % number for number in range(20)), public=True)
    before = set(one.listing())
    done = one.take(two)
    sizes = {layout.log_id(head.origin): head.size for head in two.open().heads()}
    assert done.logs == {two.log: (1, sizes[two.log])} and not done.new_logs and not done.refused
    new = {line for line in two.listing() if line.startswith("blob")} - before
    assert done.blobs == len(new) >= 21, "21 items, and what describes them"
    two.take(one)
    assert one.listing() == two.listing()
    for device in (one, two):
        assert {left, right, *public} == {item.sha256 for item in device.open().items()}
        with device.open().open_item(right) as stream:
            assert stream.read() == b"right"
        clean(device)


def test_a_second_merge_changes_nothing(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    two.add(b"once")
    assert one.take(two).anything
    before = {path: path.read_bytes() for path in one.path.rglob("*") if path.is_file()}
    assert not one.take(two).anything
    assert before == {path: path.read_bytes() for path in one.path.rglob("*") if path.is_file()}


def test_many_entries_and_heads_come_in_whole(tmp_path: Path) -> None:
    """Over tile borders, and every kept head with the partial tiles it needs."""
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    for start in range(0, 700, 137):
        two.add(*(b"item %d" % number for number in range(start, start + 137)))
        if start == 274:
            one.take(two)
    one.take(two)
    two.take(one)
    assert one.listing() == two.listing()
    clean(one)
    for head in (two.path / "logs" / two.log / "checkpoints").iterdir():
        assert (one.path / "logs" / two.log / "checkpoints" / head.name).read_bytes() == head.read_bytes()
    two.add(b"more")
    one.take(two)
    clean(one)


def test_an_older_copy_is_brought_up_to_date_by_a_newer_one(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    one.add(b"first")
    backup = copy(one, tmp_path / "backup")
    one.add(b"second")
    restored = Device(backup.path, one.keys)
    restored.take(one)
    restored.add(b"third")
    clean(restored)


def test_another_case_or_none_is_refused(tmp_path: Path) -> None:
    one, other = founder(tmp_path / "a"), founder(tmp_path / "b")
    before = one.listing()
    with pytest.raises(OtherCase):
        one.take(other)
    (tmp_path / "nothing").mkdir()
    with pytest.raises(NotACase):
        one.take(tmp_path / "nothing")
    with pytest.raises((NotACase, StorageError)):
        one.take(tmp_path / "never")
    import os

    os.mkfifo(other.path / "logs" / "pipe")
    with pytest.raises(StorageError, match="neither"):
        one.take(other)
    assert one.listing() == before


def test_what_is_damaged_is_named_and_not_taken(tmp_path: Path) -> None:
    """Any one file of the other copy changed, cut or gone: what comes in is right, what is wrong stays out."""
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    two.add(b"large" * 20_000, b"small")
    two.add(*(b"public %d" % number for number in range(20)), public=True)
    names = sorted(path.relative_to(two.path) for path in two.path.rglob("*") if path.is_file())
    draw = random.Random(5)
    for number, name in enumerate(names):
        for how in ("changed", "cut", "gone"):
            folder = tmp_path / f"{number}-{how}"
            here, there = copy(one, folder / "one"), copy(two, folder / "two")
            data = bytearray((there.path / name).read_bytes())
            (there.path / name).unlink()
            if how == "changed" and data:
                data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
            if how != "gone":
                (there.path / name).write_bytes(data if how == "changed" else data[:-1])
            here.take(there)
            found = verify(here.path, keys=here.keys)
            assert found.exit_code in (0, 10), (name, how, found.findings)
            here.take(two)
            clean(here)
            two_again = copy(two, folder / "again")
            two_again.take(here)
            assert two_again.listing() == here.listing(), (name, how)
            shutil.rmtree(folder)


def test_a_case_file_with_a_wrong_letter_is_not_another_case(tmp_path: Path) -> None:
    """Who else's case it is, the signed logs say as well."""
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    (added,) = two.add(b"theirs")
    id_ = two.open().id
    wrong = ("0" if id_[0] != "0" else "1") + id_[1:]
    (two.path / layout.CASE_FILE).write_bytes(layout.format_case_file(wrong))
    one.take(two)
    assert added in {item.sha256 for item in one.open().items()}
    clean(one)


def test_a_fork_keeps_both_histories_and_is_a_finding(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    backup, other = copy(two, tmp_path / "backup"), copy(one, tmp_path / "c")
    (left,), (right,) = two.add(b"left history"), backup.add(b"right history")
    one.take(two)
    done = one.take(backup)
    assert done.forks == [two.log]
    assert {left, right} <= {item.sha256 for item in one.open().items()}
    found = verify(one.path, keys=one.keys)
    assert found.verdict is Verdict.FORKED
    for history in (backup, two):
        other.take(history)
    assert other.listing() == one.listing(), "whichever history came first"


def test_shredding_reaches_every_copy_that_merges(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    (secret,) = one.add(b"a secret, invented")
    two.take(one)
    shred(one.open(), secret)
    assert two.take(one).destroyed == [secret]
    for device in (one, two):
        assert not list(device.path.rglob(secret))
        assert b"a secret" not in b"".join(path.read_bytes() for path in device.path.rglob("*") if path.is_file())
        found = verify(device.path, keys=device.keys)
        assert found.exit_code == 0 and Verdict.SHREDDED in found.by_verdict()
    assert one.take(two).destroyed == []
    two.take(one)
    assert one.listing() == two.listing()


def test_a_stranger_destroys_nothing(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    (kept,) = one.add(b"kept")
    stranger = joined(one, tmp_path / "b", role=None)
    with pytest.raises(UsageError, match="only a device that an admin enrolled"):
        shred(stranger.open(), kept)
    with stranger.open().writing() as batch:
        batch.append(Shred(v=1, at=batch.at(), item=kept))
    assert one.take(stranger).destroyed == []
    assert not one.open().item(kept).shredded
    with one.open().open_item(kept) as stream:
        assert stream.read() == b"kept"


ACTIONS = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.sampled_from(["add", "same", "public", "shred", "revoke", "enrol", "undo", "merge", "bundle", "fork"]),
        st.integers(0, 4),
    ),
    max_size=14,
)


@settings(max_examples=10, suppress_health_check=list(HealthCheck), deadline=None)
@given(count=st.integers(2, 5), actions=ACTIONS, seed=st.integers(0, 999))
def test_no_order_of_merging_makes_a_difference(count: int, actions: list[tuple[int, str, int]], seed: int) -> None:
    with tempfile.TemporaryDirectory() as where:
        devices = _history(Path(where), count, actions)
        results = []
        for attempt in range(3):
            order = [device for device in devices for _ in range(1)]
            random.Random(seed + attempt).shuffle(order)
            target = copy(devices[0], Path(where) / f"target-{attempt}")
            sources = [device.path for device in order]
            if attempt == 2:
                sources = [
                    write_bundle(device.open(), device.path.with_name(f"out {number}"))[0]
                    for number, device in enumerate(order)
                ]
            for source in (*sources, *sources):
                merge(target.open(), source)
            results.append(target.listing())
            derived = [(view.id, view.log, view.index) for view in target.open().entries()]
            results.append(tuple(map(str, derived)))
            assert verify(target.path).exit_code in (0, 12)
        assert results[0] == results[2] == results[4]
        assert results[1] == results[3] == results[5]


def _history(where: Path, count: int, actions: list[tuple[int, str, int]]) -> list[Device]:
    devices = [founder(where / "0")]
    for number in range(1, count):
        role = DeviceRole.ADMIN if number % 2 else DeviceRole.MEMBER
        devices.append(joined(devices[0], where / str(number), role=role))
    items: list[tuple[int, str]] = []
    for step, (who, what, whom) in enumerate(actions):
        one, other = devices[who % len(devices)], devices[whom % len(devices)]
        data = b"invented %d" % step
        try:
            if what == "add":
                items += [(who, item) for item in one.add(data)]
            elif what == "public":
                one.add(*(data + b" %d" % n for n in range(16)), public=True)
            elif what == "shred" and items:
                shred(one.open(), items[whom % len(items)][1])
            elif what == "same":
                one.add(
                    b"the same bytes", *(b"with others %d" % n for n in range(16 * (step % 2))), public=bool(step % 2)
                )
            elif what == "revoke" and one is not other:
                revoke(one.open(), other.log, size=1 + step % 3)
            elif what == "enrol":
                enrol(one.open(), other.log, (DeviceRole.FIELD, DeviceRole.MEMBER, DeviceRole.ADMIN)[step % 3])
            elif what == "undo":
                with one.open().writing() as batch:
                    thoughts.undo(batch, [view.id for view in one.open().entries() if view.kind in UNDOABLE][-1:])
            elif what == "merge" and one is not other:
                one.take(other)
            elif what == "bundle" and one is not other:
                (made,) = write_bundle(other.open(), where / f"bundle {step}")
                one.take(made)
            elif what == "fork" and len(devices) < 5:
                devices.append(copy(one, where / f"fork-{step}"))
        except Exception as error:  # a device whose log is forked, or that has not the item: it does nothing
            if type(error).__module__ != "aigaq.errors":
                raise
    return devices


def test_the_listing_names_what_is_here(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    (item,) = one.add(b"one")
    lines = one.listing()
    assert f"blob {sha256(b'one').hexdigest()}" in lines and item in "".join(lines)
    assert sum(line.startswith("head") for line in lines) == 2


@pytest.mark.parametrize("known", ["never seen", "behind both"])
def test_two_histories_that_come_in_one_copy_stay_two(tmp_path: Path, known: str) -> None:
    """The receiver has nothing of the log, or what both histories have in common: neither goes over the other."""
    one = founder(tmp_path / "a")
    early = copy(one, tmp_path / "early")
    two = joined(one, tmp_path / "b")
    late = copy(one, tmp_path / "late")
    other = copy(two, tmp_path / "other")
    left, right = two.add(b"left", b"left too"), other.add(b"right", b"right too", b"right again")
    one.take(two)
    one.take(other)
    target = early if known == "never seen" else late
    foreseen = merge(target.open(), one.path, dry_run=True)
    done = target.take(one)
    assert done.forks == [two.log] == foreseen.forks and not done.refused
    assert {*left, *right} <= {item.sha256 for item in target.open().items()}
    assert target.listing() == one.listing()
    found = verify(target.path)
    assert found.verdict is Verdict.FORKED and not found.by_verdict().get(Verdict.TAMPERED)
    assert not target.take(one).anything


def test_nobody_speaks_for_a_log_without_its_key(tmp_path: Path) -> None:
    """A key of the attacker's own under the log's name: the folder's name is right, the signature holds, the name does not."""
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    late = copy(one, tmp_path / "late")
    secret = Identity.new().log.seed
    name = two.keys.identity(two.log).log.vkey.name
    forged = tmp_path / "forged"
    shutil.copytree(two.path, forged)
    log = LogFolder(forged / "logs" / two.log, two.log)
    for path in (log.path / "checkpoints").iterdir():
        size, _, root = path.name.partition("-")
        path.unlink()
        path.write_bytes(
            note.sign_note(note.format_head(note.Head(name, int(size), bytes.fromhex(root))), name, secret)
        )
    vkey = note.VerifierKey(name, note.ED25519, SecretKey(secret, note.ED25519).vkey.key)
    (log.path / "vkey").unlink()
    (log.path / "vkey").write_text(f"{vkey}\n")
    (log.path / "checkpoint").unlink()
    shutil.rmtree(late.path / "logs" / two.log)
    for device in (one, late):
        done = device.take(forged)
        assert any("vkey" in finding.where for finding in done.refused)
        assert not done.logs and not done.forks
    assert not (late.path / "logs" / two.log).exists()
    clean(one)


@pytest.mark.parametrize("wrong", ["case", "log"])
def test_a_log_of_another_case_or_key_is_not_taken(tmp_path: Path, wrong: str) -> None:
    one = founder(tmp_path / "a")
    shutil.copytree(one.path, tmp_path / "b" / "case")
    stranger = Device(tmp_path / "b" / "case", Keystore(tmp_path / "b" / "keys"))
    said = {"case": "f" * 64} if wrong == "case" else {"log": str(one.keys.identity(one.log).log.vkey)}
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("aigaq.case.joining.Open", lambda **told: Open(**told | said))
        log = join(stranger.open(), keys=stranger.keys).log
    done = one.take(stranger)
    assert [finding.where for finding in done.refused] == [f"logs/{log}/tile/entries"]
    assert "another key or of another case" in done.refused[0].what
    assert not (one.path / "logs" / log).exists() and not done.blobs
    clean(one)


def test_time_stamps_and_keys_that_say_nothing_are_not_taken(tmp_path: Path) -> None:
    """Whoever hands on a copy cannot make every other copy look tampered with."""
    one = founder(tmp_path / "a")
    other = copy(one, tmp_path / "b")
    digest = sha256((one.path / "logs" / one.log / "checkpoint").read_bytes()).hexdigest()
    data = b"no time stamp"
    for name in (
        f"anchors/{digest}/{sha256(data).hexdigest()}.tsr",
        f"anchors/{digest}/{'e' * 64}.tsr",
        f"keys/{'e' * 64}/{'c' * 64}-{'e' * 64}.age",
        f"cosig/{one.log}/2-{'e' * 64}/{'e' * 64}",
    ):
        (other.path / name).parent.mkdir(parents=True, exist_ok=True)
        (other.path / name).write_bytes(data)
    done = one.take(other)
    assert len(done.refused) == 4 and not done.anything
    clean(one)


def test_a_copy_that_is_the_case_itself_or_leads_to_it(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    (item,) = two.add(b"one")
    one.add(b"two")
    before = {path: path.read_bytes() for path in one.path.rglob("*") if path.is_file()}
    (tmp_path / "link").symlink_to(one.path)
    for source in (one.path, one.path / ".", tmp_path / "link", one.path / "logs" / ".."):
        assert not one.take(source).anything
    assert before == {path: path.read_bytes() for path in one.path.rglob("*") if path.is_file()}
    (tmp_path / "other").symlink_to(two.path)
    assert one.take(tmp_path / "other").blobs
    assert item in {known.sha256 for known in one.open().items()}


def test_a_copy_inside_the_case(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    (item,) = two.add(b"one")
    for room in ("unfinished", "derived"):
        shutil.copytree(two.path, one.path / room / "copy")
        with pytest.raises(UsageError, match="emptied without asking"):
            one.take(one.path / room / "copy")
        (tmp_path / "link").symlink_to(one.path / room / "copy")
        with pytest.raises(UsageError, match="emptied without asking"):
            one.take(tmp_path / "link")
        (tmp_path / "link").unlink()
        assert (one.path / room / "copy" / "case.toml").exists()
    shutil.copytree(two.path, one.path / "old copy")
    one.take(one.path / "old copy")
    assert item in {known.sha256 for known in one.open().items()}


def test_huge_files_that_are_nothing_are_not_read(tmp_path: Path) -> None:
    """Each has a terabyte; that it ends at all is the test."""
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    (item,) = two.add(b"one")
    log = f"logs/{two.log}"
    for name in (
        "junk", "logs/junk", f"{log}/junk", f"{log}/checkpoints/junk", f"{log}/checkpoints/900-{'a' * 64}",
        f"{log}/tile/entries/007", f"{log}/tile/0/007", f"packs/{'a' * 64}.tar", "packs/junk.tar", "packs/junk",
        f"blobs/sha256/aa/{'a' * 64}", "cosig/junk", f"cosig/{one.log}/1-{'a' * 64}/{'b' * 64}",
        f"anchors/{'a' * 64}/{'b' * 64}.tsr", f"keys/{'a' * 64}/{'b' * 64}-{'c' * 64}.age", f"forks/{two.log}/{'a' * 64}/checkpoint",
        f"logs/{'a' * 64}/vkey", "derived/junk",
    ):  # fmt: skip
        path = two.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            stream.truncate(1 << 40)
    (two.path / log / "checkpoint").unlink()
    with (two.path / log / "checkpoint").open("wb") as stream:
        stream.truncate(1 << 40)
    one.take(two)
    assert item in {known.sha256 for known in one.open().items()}
    clean(one)
    size = len(list((two.path / log / "tile" / "entries" / "000.p").iterdir()))
    for path in (two.path / log / "tile" / "entries" / "000.p").iterdir():
        path.unlink()
        with path.open("wb") as stream:
            stream.truncate(1 << 40)
    assert size and copy_without(one, two, tmp_path).take(two).refused


def copy_without(one: Device, two: Device, tmp_path: Path) -> Device:
    made = copy(one, tmp_path / "without")
    shutil.rmtree(made.path / "logs" / two.log)
    return made


def test_many_files_that_are_nothing_do_not_matter(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    (item,) = two.add(b"one")
    folders = [
        two.path / name for name in ("many", "packs", "blobs/sha256/aa", "cosig/x", f"logs/{two.log}/checkpoints")
    ]
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(4_000):
            (folder / f"junk {number}").touch()
    done = one.take(two)
    assert not done.refused
    assert item in {known.sha256 for known in one.open().items()}


def test_what_is_a_folder_where_a_file_should_be_and_the_other_way_round(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    items = two.add(b"one", b"two")
    there = copy(two, tmp_path / "there")
    for path in [path for path in there.path.rglob("*") if path.is_file()]:
        data, name = path.read_bytes(), path.relative_to(there.path).as_posix()
        path.unlink()
        path.mkdir()
        here = copy(one, tmp_path / "here")
        here.take(there)
        assert verify(here.path).exit_code in (0, 10), name
        shutil.rmtree(tmp_path / "here")
        path.rmdir()
        path.write_bytes(data)
    for room in ("packs", "cosig", "anchors", "keys", "forks"):
        shutil.rmtree(there.path / room, ignore_errors=True)
        (there.path / room).write_bytes(b"a file")
    one.take(there)
    assert set(items) <= {item.sha256 for item in one.open().items()}


def test_another_process_is_writing_and_a_folder_that_may_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    two.add(b"one")
    before = one.listing()
    with locked(one.path / "case.toml"), pytest.raises(Busy):
        one.take(two)
    with locked(two.path / "case.toml"):
        copy(one, tmp_path / "c").take(two)

    def refuse(path: str | Path, mode: int = 0o777) -> list[str]:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    with monkeypatch.context() as patched:
        patched.setattr(files, "make_folders", refuse)
        with pytest.raises(StorageError, match="read-only"):
            one.take(two)
    assert one.listing() == before


def test_a_damaged_log_here_takes_nothing_and_loses_nothing(tmp_path: Path) -> None:
    """A tile of hashes is damaged here: a shorter or another history must not go over what is left."""
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    old = copy(two, tmp_path / "old")
    two.add(b"one", b"two")
    one.take(two)
    log = LogFolder(one.path / "logs" / two.log, two.log)
    for tile in tiles.tiles_of(log.head().size):
        if tile.level == "0":
            (log.path / tile.path).unlink()
            (log.path / tile.path).write_bytes(b"damaged")
    before = {path: path.read_bytes() for path in log.path.rglob("*") if path.is_file()}
    for source in (old, two):
        done = one.take(source)
        assert any("damaged here" in finding.what for finding in done.refused)
        assert before == {path: path.read_bytes() for path in log.path.rglob("*") if path.is_file()}


def test_the_same_bytes_in_other_packs_are_the_same_listing(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    one.add(*(b"public %d" % number for number in range(20)), public=True)
    two.add(*(b"public %d" % number for number in range(10, 30)), public=True)
    one.take(two)
    two.take(one)
    assert one.listing() == two.listing()
    for device in (one, two):
        clean(device)
        assert len(device.open().items()) == 30


def test_damage_in_what_is_here_already_does_not_come_in_with_what_is_new(tmp_path: Path) -> None:
    """The unfinished bundle of the other copy holds entries that are here: theirs are not looked at, and not written."""
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    two.add(b"one", b"two")
    one.take(two)
    two.add(b"three")
    head = LogFolder(two.path / "logs" / two.log, two.log).head()
    tile = next(tile for tile in tiles.tiles_of(head.size) if tile.level == tiles.ENTRIES)
    path = two.path / "logs" / two.log / tile.path
    data = path.read_bytes()
    path.unlink()
    for place in range(0, len(data), 29):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        here = copy(one, tmp_path / "here")
        here.take(two)
        assert verify(here.path).exit_code in (0, 10), place
        shutil.rmtree(tmp_path / "here")
