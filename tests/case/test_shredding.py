"""Shredding: of the item, and of what was written about it, nothing is left in any copy that merges; nothing else goes."""

from __future__ import annotations

import io
import json
from hashlib import sha256
from pathlib import Path

import pytest

from aigaq.case import Case, Description, Handling, Verdict, verify
from aigaq.case.adding import thoughts
from aigaq.case.bundle import write_bundle
from aigaq.case.disk import files
from aigaq.case.disk.lock import locked
from aigaq.case.joining import revoke
from aigaq.case.log.entries import ItemEntry, encode
from aigaq.case.log.kinds import Decide, Describe, SetAside, Shred, Undo
from aigaq.case.log.vocabulary import DeviceRole, What
from aigaq.case.merge import merge
from aigaq.case.shredding import BLOBS, carry_out, said_of, shred, shredded
from aigaq.errors import Busy, NotFound, UsageError
from tests.case.devices import Device, copy, founder, joined

SECRET = b"invented testimony: she saw it from the window"
WORDS = (
    "a window on the third floor",
    "mapped by the window",
    "she asked for it",
    "the third floor said so",
    "undone on the third floor",
)


def read(device: Device, item: str) -> bytes:
    with device.open().open_item(item) as stream:
        return stream.read()


def bytes_under(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def assert_nothing_left(device: Device, *texts: str | bytes) -> None:
    every = bytes_under(device.path)
    for text in (SECRET, *WORDS, *texts):
        assert (text if isinstance(text, bytes) else text.encode()) not in every, text
    assert not list(device.path.rglob(f"*{sha256(SECRET).hexdigest()}*"))


def well_known(device: Device) -> str:
    """An item with all a person can write about it, and something made from it."""
    case = device.open()
    with case.writing() as batch:
        item = batch.add(io.BytesIO(SECRET), description=Description(title="an earlier title", notes=WORDS[0])).item
    with device.open().writing() as batch:
        batch.describe(item, Description(title=WORDS[0]))
        batch.set(What.MAPPING, WORDS[1].encode(), item=item)
        batch.decide(json.dumps({"item": item, "exact": WORDS[3]}).encode())
        aside = thoughts.set_aside(batch, item, WORDS[2])
    with device.open().writing() as batch:
        batch.append(Undo(v=1, at=batch.at(), replaces=(aside,), reason=batch.keep(WORDS[4].encode())))
    (device.path / "derived").mkdir(exist_ok=True)
    (device.path / "derived" / "store.sqlite").write_bytes(SECRET)
    return item


def clean(device: Device) -> None:
    for keys in (None, device.keys):
        found = verify(device.path, keys=keys)
        assert found.exit_code == 0, found.findings


def test_nothing_is_left_of_the_item_or_of_what_was_written_about_it(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    (other,) = one.add(b"another item")
    two = joined(one, tmp_path / "b")
    item = well_known(one)
    two.take(one)
    assert SECRET in bytes_under(two.path)
    entry = shred(one.open(), item)
    assert_nothing_left(one, "an earlier title")
    assert not (one.path / "derived").exists()
    (two.path / "derived").mkdir()
    (two.path / "derived" / "store.sqlite").write_bytes(SECRET)
    assert two.take(one).destroyed == [item]
    assert_nothing_left(two, "an earlier title")
    for device in (one, two):
        clean(device)
        case = device.open()
        assert case.item(item).shredded and case.item(item).description == Description()
        with pytest.raises(NotFound, match="not in this copy"):
            case.open_item(item)
        with case.open_item(other) as stream:
            assert stream.read() == b"another item"
        assert case.item(other).description.title and case.title
        assert entry in {view.id for view in case.entries()}
        assert Verdict.SHREDDED in verify(device.path).by_verdict()
    one.take(two)
    two.take(one)
    assert one.listing() == two.listing()


def test_shredding_twice_is_once(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    item = well_known(one)
    first = shred(one.open(), item)
    before = one.listing()
    assert shred(one.open(), item) == first
    assert one.listing() == before
    with pytest.raises(NotFound):
        shred(one.open(), "f" * 64)


def test_what_is_written_later_can_be_shredded_too(tmp_path: Path) -> None:
    """A decision and a description that another device wrote before it knew."""
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    (item,) = one.add(SECRET)
    two.take(one)
    shred(one.open(), item)
    with two.open().writing() as batch:
        batch.describe(item, Description(title=WORDS[0]))
        batch.decide(json.dumps({"item": item, "exact": WORDS[3]}).encode())
    one.take(two)
    assert WORDS[0].encode() not in bytes_under(one.path), "a description goes with the merge"
    clean(one)
    second = shred(one.open(), item)
    assert_nothing_left(one)
    two.take(one)
    assert_nothing_left(two)
    assert shred(two.open(), item) != second
    for device in (one, two):
        clean(device)


def test_a_description_is_edited_while_another_device_shreds(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    item = well_known(one)
    two.take(one)
    with two.open().writing() as batch:
        batch.describe(item, Description(title="written at the same time"))
    shred(one.open(), item)
    two.take(one)
    one.take(two)
    two.take(one)
    for device in (one, two):
        assert_nothing_left(device, "written at the same time")
        clean(device)
    assert one.listing() == two.listing()


def test_an_item_with_more_decisions_than_fit_into_one_entry(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    (item,) = one.add(SECRET)
    with one.open().writing() as batch:
        for number in range(2 * BLOBS + 5):
            batch.decide(json.dumps({"item": item, "number": number}).encode())
    shred(one.open(), item)
    said = [view.typed for view in one.open().entries() if isinstance(view.typed, Shred)]
    assert len(said) == 3
    assert not [
        path for path in (one.path / "blobs").rglob("*") if path.is_file() and item.encode() in path.read_bytes()
    ]
    clean(one)


def test_what_lies_in_a_pack_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    items = one.add(*(b"public %d" % number for number in range(20)), public=True)
    before = bytes_under(one.path)
    with pytest.raises(UsageError, match="in a pack cannot be shredded") as caught:
        shred(one.open(), items[3])
    assert "set-aside" in str(caught.value.hint)
    assert bytes_under(one.path) == before


def test_bytes_that_were_shredded_do_not_come_back(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    (item,) = one.add(SECRET)
    size = len(bytes_under(two.path))
    assert size
    two.add(SECRET, *(b"public %d" % number for number in range(20)), public=True)  # there it lies in a pack
    shred(one.open(), item)
    with pytest.raises(UsageError, match="were shredded") as caught:
        one.add(b"something else", SECRET)
    assert "nothing of this batch was stored" in str(caught.value.hint)
    done = one.take(two)
    assert not done.refused
    assert_nothing_left(one)
    assert len(one.open().items()) == 21 and all(
        read(one, known.sha256) for known in one.open().items() if known.sha256 != item
    )
    clean(one)
    two.take(one)
    clean(two)  # its pack still has it, and `verify` says so
    assert any("still here" in finding.what for finding in verify(two.path).by_verdict()[Verdict.SHREDDED])
    one.take(two)
    assert one.listing() == two.listing(), "what is destroyed does not count, wherever bytes of it are left"
    (bundle,) = write_bundle(one.open(), tmp_path / "bundle")
    assert SECRET not in bundle.read_bytes()


@pytest.mark.parametrize("role", [DeviceRole.FIELD, None])
def test_who_may_not_destroy_is_refused_and_not_believed(tmp_path: Path, role: DeviceRole | None) -> None:
    one = founder(tmp_path / "a")
    (item,) = one.add(SECRET)
    two = joined(one, tmp_path / "b", role=role)
    before = two.listing()
    with pytest.raises(UsageError, match="only a device that an admin enrolled"):
        shred(two.open(), item)
    assert two.listing() == before
    with two.open().writing() as batch:
        batch.append(Shred(v=1, at=batch.at(), item=item))
    assert one.take(two).destroyed == []
    two.add(b"the next batch destroys nothing either")
    for device in (one, two):
        assert read(device, item) == SECRET
        clean(device)
        assert Verdict.SHREDDED not in verify(device.path).by_verdict()


def test_a_revoked_members_word_still_destroys(tmp_path: Path) -> None:
    """Bytes that are gone in one copy must not come back from another, whichever learnt of the revocation first."""
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    (item,) = one.add(SECRET)
    two.take(one)
    revoke(one.open(), two.log)
    shred(two.open(), item)
    assert one.take(two).destroyed == [item]
    assert one.open().item(item).shredded
    clean(one)


def test_a_strangers_word_adds_nothing_to_what_is_destroyed_and_saves_nothing(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    stranger = joined(one, tmp_path / "b", role=None)
    item = well_known(one)
    (dear,) = one.add(b"dear to all")
    stranger.take(one)
    profile = next(view.typed.blob for view in one.open().entries() if view.kind == "set")  # type: ignore[union-attr]
    (title,) = one.open().item(item).described
    with stranger.open().writing() as batch:
        at = batch.at()
        batch.append(Describe(v=1, at=at, item=item, description=dear))
        batch.append(SetAside(v=1, at=at, item=item, reason=profile))
        batch.append(Undo(v=1, at=at, replaces=(title[0],), reason=dear))
        batch.append(Describe(v=1, at=at, item=dear, description=title[1]))
        batch.append(Decide(v=1, at=at, blob=title[1]))
    one.take(stranger)
    shred(one.open(), item)
    assert_nothing_left(one)
    assert read(one, dear) == b"dear to all"
    assert one.open().title == "Invented case"
    stranger.take(one)
    assert read(stranger, dear) == b"dear to all"
    for device in (one, stranger):
        clean(device)
    (one.path / "blobs" / "sha256" / dear[:2] / dear).unlink()
    assert verify(one.path).verdict is Verdict.MISSING, "nobody excuses the absence of what was not destroyed"


def test_what_names_no_blob_removes_no_file(tmp_path: Path) -> None:
    """A member's log is only bytes: what stands where a hash should be must never become a path."""
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "file").write_bytes(b"not of the case")
    ways = [
        str(victim),
        "../" * 20 + str(victim / "file")[1:],
        f"../../{'/' * 20}{victim}",
        "\0" * 64,
        "a" * 63,
        "A" * 64,
    ]
    ways += [("/" * (64 - len(str(victim))) + str(victim))[-64:], ("./" * 40 + "x")[-64:], "a" * 64 + "\n"]
    for item in ways:
        with two.open().writing() as batch:
            for raw in (
                {"at": batch.at(), "item": item, "kind": "shred", "v": 1},
                {"at": batch.at(), "blobs": [item], "item": "a" * 64, "kind": "shred", "v": 1},
                {"at": batch.at(), "description": item, "item": "a" * 64, "kind": "describe", "v": 1},
                {"at": batch.at(), "batch": "b", "handling": "internal", "item": item, "kind": "item",
                 "media": "text/plain", "role": "document", "size": 1, "v": 1},
            ):  # fmt: skip
                data = json.dumps(raw, sort_keys=True, separators=(",", ":")).encode()
                batch._append(data)
    one.take(two)
    assert (victim / "file").read_bytes() == b"not of the case"
    assert carry_out(one.path, {str(victim): [str(victim / "file")], "../x": []}) == []
    assert (victim / "file").exists()
    case = one.open()
    assert not case.items() and not case.look().gone.keys() - {"a" * 64}
    assert case.index().not_understood["item"] == len(ways)
    clean(one)


@pytest.mark.parametrize("kill_after", range(6))
def test_a_crash_between_the_entry_and_the_last_byte(tmp_path: Path, kill_after: int) -> None:
    class Killed(BaseException):
        pass

    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    item = well_known(one)
    two.take(one)
    real, count = files.unlink, 0

    def unlink(path: str | Path) -> None:
        nonlocal count
        if "blobs" in str(path) or "derived" in str(path):
            count += 1
            if count > kill_after:
                raise Killed
        real(path)

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(files, "unlink", unlink)
        with pytest.raises(Killed):
            shred(one.open(), item)
    found = verify(one.path, keys=one.keys)
    assert found.exit_code == 0
    assert any("still here" in finding.what for finding in found.by_verdict()[Verdict.SHREDDED])
    by_merge, by_batch, by_shred = (copy(one, tmp_path / how) for how in ("merge", "batch", "shred"))
    assert by_merge.take(two).destroyed == [item]
    with by_batch.open().writing():
        pass
    shred(by_shred.open(), item)
    for device in (by_merge, by_batch, by_shred):
        assert_nothing_left(device)
        clean(device)


def test_another_process_is_writing(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    item = well_known(one)
    with locked(one.path / "case.toml"), pytest.raises(Busy):
        shred(one.open(), item)
    assert read(one, item) == SECRET


def test_wrapped_keys_go_with_the_item_and_do_not_come_back(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    two = joined(one, tmp_path / "b")
    (item,) = one.add(SECRET)
    data = b"a wrapped key, invented"
    name = Path("keys") / item / f"{'c' * 64}-{sha256(data).hexdigest()}.age"
    for device in (one, two):
        (device.path / name).parent.mkdir(parents=True)
        (device.path / name).write_bytes(data)
    shred(one.open(), item)
    assert not (one.path / name).exists()
    one.take(two)
    assert not (one.path / name).exists()
    two.take(one)
    assert not (two.path / name).exists()


def test_said_of_is_the_same_in_any_order_and_counts_only_what_is_about_it_alone(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    item = well_known(one)
    one.add(b"another item")
    views = list(one.open().entries())
    said = said_of(views, {item})
    assert said == said_of(views[::-1], {item}) and len(said[item]) == 4
    acquired = next(view.typed for view in views if isinstance(view.typed, ItemEntry) and view.typed.item == item)
    assert acquired.description in said[item]
    assert said_of(views, set()) == {} and said_of([], {item}) == {item: set()}
    assert shredded(views, {one.log}) == {}
    assert len(encode(Shred(v=1, at="2022-01-05T12:00:00Z", item=item, blobs=("a" * 64,) * BLOBS))) <= 8192


def test_a_bundle_has_nothing_of_what_was_destroyed(tmp_path: Path) -> None:
    one = founder(tmp_path / "a")
    item = well_known(one)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("aigaq.case.shredding.carry_out", lambda case, items: [])
        shred(one.open(), item)
    (bundle,) = write_bundle(one.open(), tmp_path / "bundle")
    assert SECRET not in bundle.read_bytes() and WORDS[0].encode() not in bundle.read_bytes()
    two = founder(tmp_path / "b")
    assert two.open().id != one.open().id
    assert merge(Case.open(one.path, keys=one.keys), bundle).destroyed == [item]
    assert_nothing_left(one)
    assert Handling.INTERNAL is one.open().item(item).handling
