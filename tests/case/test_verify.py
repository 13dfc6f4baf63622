"""Verify finds, names and classes any change: every file of a case flipped, cut, lengthened, removed and swapped."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from aigaq.case import Case, Handling, Keystore, Verdict, verify
from aigaq.case.joining import join
from aigaq.case.log.entries import Enrol, Open, Revoke, Shred
from aigaq.errors import NewerFormat, NotACase
from tests.case.conftest import Made, add, clock, make

BAD = {Verdict.TAMPERED, Verdict.MISSING, Verdict.FORKED}


def every_file(case: Path) -> list[str]:
    return sorted(path.relative_to(case).as_posix() for path in case.rglob("*") if path.is_file())


def write(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


def named(case: Path, verdict: Verdict) -> set[str]:
    return {finding.where for finding in verify(case).findings if finding.verdict is verdict}


def positions(data: bytes, draw: random.Random) -> list[int]:
    """Every byte with AIGAQ_THOROUGH=1; else the ends and some between."""
    if len(data) <= 300 and os.environ.get("AIGAQ_THOROUGH"):
        return list(range(len(data)))
    return [0, len(data) - 1, *(draw.randrange(len(data)) for _ in range(5))]


def changes(data: bytes, draw: random.Random) -> Iterator[tuple[str, bytes]]:
    for at in positions(data, draw):
        yield f"flip {at}", data[:at] + bytes([data[at] ^ (1 << draw.randrange(8))]) + data[at + 1 :]
    for cut in {0, 1, len(data) // 2, len(data) - 1} - {len(data)}:
        yield f"cut to {cut}", data[:cut]
    yield "one byte more", data + b"\n"
    yield "512 bytes more", data + bytes(512)


def test_a_whole_case_is_valid(rich: Made) -> None:
    outcome = verify(rich.path, keys=rich.keys)
    assert outcome.exit_code == 0
    assert outcome.verdict is Verdict.VALID
    assert {finding.verdict for finding in outcome.findings} == {Verdict.UNANCHORED}
    assert outcome.counts["entries"] == 536
    assert outcome.counts["items"] == 533
    assert outcome.key_known


def test_progress_counts_every_byte_outside_derived(rich: Made) -> None:
    told: list[tuple[int, int]] = []
    outcome = verify(rich.path, progress=lambda done, total: told.append((done, total)))
    total = sum(path.stat().st_size for path in rich.path.rglob("*") if path.is_file())
    assert outcome == verify(rich.path)
    assert {one for _, one in told} == {total}
    done = [one for one, _ in told]
    assert done == sorted(set(done))
    assert done[-1] == total
    assert 5 < len(done) <= 101


def test_any_changed_byte_is_found_named_and_classed(rich: Made, tmp_path: Path) -> None:
    """Nothing but the changed file is accused, save the cache that should equal a kept head."""
    case = rich.copy(tmp_path).path
    draw = random.Random(1)
    for name in every_file(case):
        data = (case / name).read_bytes()
        for what, changed in changes(data, draw):
            write(case / name, changed)
            accused = named(case, Verdict.TAMPERED)
            assert name in accused, (name, what)
            assert all(one == name or one.endswith("/checkpoint") for one in accused), (name, what, accused)
        write(case / name, data)
    assert verify(case).exit_code == 0


def test_any_removed_file_is_missing(rich: Made, tmp_path: Path) -> None:
    """Except earlier kept heads: what they said is in the tree under the greatest one."""
    case = rich.copy(tmp_path).path
    heads = sorted(name for name in every_file(case) if "/checkpoints/" in name)
    greatest = max(heads, key=lambda name: int(Path(name).name.partition("-")[0]))
    for name in every_file(case):
        if name in heads and name != greatest:
            continue
        kept = tmp_path / "kept"
        shutil.move(case / name, kept)
        outcome = verify(case)
        assert outcome.exit_code == 10, name
        missing = named(case, Verdict.MISSING)
        assert name in missing or Path(name).name in missing or (name.startswith("packs/") and len(missing) > 20), name
        shutil.move(kept, case / name)
    assert verify(case).exit_code == 0


def test_any_two_files_swapped_are_found(rich: Made, tmp_path: Path) -> None:
    case = rich.copy(tmp_path).path
    names = every_file(case)
    for one, other in zip(names, [*names[1:], names[0]], strict=True):
        a, b = (case / one).read_bytes(), (case / other).read_bytes()
        if a == b:
            continue
        write(case / one, b)
        write(case / other, a)
        accused = named(case, Verdict.TAMPERED) | named(case, Verdict.NOT_UNDERSTOOD)
        assert {one, other} <= accused, (one, other, accused)
        write(case / one, a)
        write(case / other, b)


@pytest.mark.parametrize("level", ["0", "entries"])
def test_a_bundle_and_another_place_s_tile_changed_together(rich: Made, tmp_path: Path, level: str) -> None:
    case = rich.copy(tmp_path).path
    (log,) = (case / "logs").iterdir()
    for path in (log / "tile" / level / "000", log / "tile" / ("entries" if level == "0" else "0") / "001"):
        data = path.read_bytes()
        write(path, data[:-1] + bytes([data[-1] ^ 1]))
    assert verify(case).exit_code == 11


def test_entries_and_tiles_rewritten_to_fit_each_other_do_not_fit_the_signature(rich: Made, tmp_path: Path) -> None:
    from aigaq.case.standards import tiles
    from aigaq.case.standards.merkle import leaf_hashes

    case = rich.copy(tmp_path).path
    (log,) = (case / "logs").iterdir()
    path = log / "tile" / "entries" / "001"
    entries = tiles.parse_bundle(path.read_bytes())
    entries[3] = entries[3].replace(b"2022-01-05", b"2022-01-06")
    write(path, tiles.format_bundle(entries))
    write(log / "tile" / "0" / "001", b"".join(leaf_hashes(entries)))
    outcome = verify(case)
    assert outcome.exit_code == 11
    assert not outcome.proved


def test_extra_files_are_findings(rich: Made, tmp_path: Path) -> None:
    case = rich.copy(tmp_path).path
    (log,) = (case / "logs").iterdir()
    for place in (
        case,
        case / "blobs",
        case / "packs",
        case / "logs",
        log,
        log / "tile",
        log / "tile" / "0",
        case / "x",
    ):
        place.mkdir(exist_ok=True)
        (place / "extra").write_bytes(b"")
        name = (place / "extra").relative_to(case).as_posix()
        assert name in named(case, Verdict.NOT_UNDERSTOOD), name
        (place / "extra").unlink()
    (case / "link").symlink_to("case.toml")
    assert "link" in named(case, Verdict.NOT_UNDERSTOOD)
    (case / "derived").mkdir()
    (case / "derived" / "anything").write_bytes(b"x")
    assert verify(case).exit_code == 0


def test_a_blob_no_entry_names_is_not_vouched_for(made: Made) -> None:
    from hashlib import sha256

    digest = sha256(b"stray").hexdigest()
    path = made.path / "blobs" / "sha256" / digest[:2] / digest
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"stray")
    assert digest in named(made.path, Verdict.NOT_VOUCHED)
    assert verify(made.path).exit_code == 0


def test_two_heads_that_contradict_each_other_are_a_fork(made: Made, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    other = made.copy(tmp_path / "copy")
    add(made.open(), b"one history")
    add(other.open(), b"another history")
    (log,) = (made.path / "logs").iterdir()
    (other_log,) = (other.path / "logs").iterdir()
    for head in (other_log / "checkpoints").iterdir():
        if not (log / "checkpoints" / head.name).exists():
            shutil.copy(head, log / "checkpoints" / head.name)
            forked = head.name
    outcome = verify(made.path)
    assert outcome.exit_code == 12
    assert any(forked in finding.where for finding in outcome.findings)


def test_an_earlier_contradicting_head_is_a_fork(made: Made, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    other = made.copy(tmp_path / "copy")
    add(other.open(), b"another history")
    add(made.open(), b"one history")
    add(made.open(), b"and more of it")
    (log,) = (made.path / "logs").iterdir()
    (other_log,) = (other.path / "logs").iterdir()
    for head in (other_log / "checkpoints").iterdir():
        if not (log / "checkpoints" / head.name).exists():
            shutil.copy(head, log / "checkpoints" / head.name)
    outcome = verify(made.path)
    assert outcome.exit_code == 12
    assert outcome.verdict is Verdict.FORKED


def test_an_older_copy_is_missing_what_the_keystore_remembers(made: Made, tmp_path: Path) -> None:
    shutil.copytree(made.path, tmp_path / "old")
    add(made.open(), b"newer")
    outcome = verify(tmp_path / "old", keys=made.keys)
    assert outcome.exit_code == 10
    assert any("keystore remembers a head" in finding.what for finding in outcome.findings)
    assert verify(tmp_path / "old").exit_code == 0


def test_another_history_than_the_keystore_s_is_a_fork(made: Made, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    other = made.copy(tmp_path / "copy")
    add(made.open(), b"one history")
    add(other.open(), b"another history")
    assert verify(other.path, keys=made.keys).exit_code == 12


def test_without_the_key_it_is_only_consistent(rich: Made, tmp_path: Path) -> None:
    for keys in (None, Keystore(tmp_path)):
        outcome = verify(rich.path, keys=keys)
        assert not outcome.key_known
        assert any("key not known to you" in line and outcome.case_id in line for line in outcome.not_proved)
    assert not any("key not known" in line for line in verify(rich.path, keys=rich.keys).not_proved)


def test_unanchored_is_said_and_no_site_is_quoted_as_speaker(rich: Made) -> None:
    outcome = verify(rich.path)
    assert any("unanchored" in line for line in outcome.not_proved)
    assert any("ever said it" in line for line in outcome.not_proved)


def test_shredded_items_are_kept_apart(made: Made) -> None:
    case = made.open()
    (item,) = add(case, b"to be destroyed")
    with case.writing() as batch:
        batch.append(Shred(v=1, at=batch.at(), item=item))
    assert "still here" in next(f.what for f in verify(made.path).findings if f.verdict is Verdict.SHREDDED)
    for digest in (item, case.item(item).described[0][1]):
        (made.path / "blobs" / "sha256" / digest[:2] / digest).unlink()
    outcome = verify(made.path)
    assert outcome.exit_code == 0
    assert {f.where for f in outcome.by_verdict()[Verdict.SHREDDED]} == {item, case.item(item).described[0][1]}


def test_kinds_not_understood_are_kept_counted_and_said(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    from aigaq.case.adding import batch as batches

    monkeypatch.setattr(
        batches, "encode", lambda entry: b'{"at":"2030-01-01T00:00:00Z","kind":"from_the_future","v":1,"x":7}'
    )
    case = made.open()
    with case.writing() as batch:
        batch.append(Shred(v=1, at=batch.at(), item="0" * 64))
    monkeypatch.undo()
    outcome = verify(made.path)
    assert outcome.exit_code == 0
    assert any("1 entries of kinds or fields" in f.what for f in outcome.by_verdict()[Verdict.NOT_UNDERSTOOD])
    assert case.index().not_understood == {"from_the_future": 1}
    assert [entry.kind for entry in case.entries()][-1] == "from_the_future"
    add(made.open(), b"goes on")
    assert verify(made.path).exit_code == 0


def test_logs_of_others_are_not_vouched_for_until_an_admin_enrols_them(made: Made, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    stranger = made.copy(tmp_path / "b")
    log = join(stranger.open(), keys=Keystore(tmp_path / "other keys")).log
    shutil.copytree(stranger.path / "logs" / log, made.path / "logs" / log)
    assert f"logs/{log}" in named(made.path, Verdict.NOT_VOUCHED)
    case = made.open()
    with case.writing() as batch:
        batch.append(Enrol(v=1, at=batch.at(), log=log, role="member"))
    assert f"logs/{log}" not in named(made.path, Verdict.NOT_VOUCHED)
    with case.writing() as batch:
        batch.append(Revoke(v=1, at=batch.at(), log=log, size=1, root="0" * 64))
    assert f"logs/{log}" in named(made.path, Verdict.NOT_VOUCHED)
    assert verify(made.path).exit_code == 0


def test_a_log_of_another_case_is_not_vouched_for(made: Made, tmp_path: Path) -> None:
    stranger = make(tmp_path / "stranger")
    (log,) = (stranger.path / "logs").iterdir()
    shutil.copytree(log, made.path / "logs" / log.name)
    with made.open().writing() as batch:
        batch.append(Enrol(v=1, at=batch.at(), log=log.name, role="member"))
    assert f"logs/{log.name}" in named(made.path, Verdict.NOT_VOUCHED)


def test_no_case_and_a_newer_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path, tmp_path / "nothing", tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(NotACase):
            verify(path)
    (tmp_path / "case.toml").write_text(f'format = 2\ncase = "{"0" * 64}"\n')
    with pytest.raises(NewerFormat):
        verify(tmp_path)
    with pytest.raises(NewerFormat):
        Case.open(tmp_path)


def test_case_file_is_missing_or_names_another_case(made: Made) -> None:
    path = made.path / "case.toml"
    data = path.read_bytes()
    path.unlink()
    assert "case.toml" in named(made.path, Verdict.MISSING)
    path.write_bytes(data.replace(b"format = 1", b"format = 7"))
    assert "case.toml" in named(made.path, Verdict.TAMPERED)
    path.write_bytes(data)
    assert verify(made.path).exit_code == 0


def test_the_opening_entry_names_the_key(made: Made) -> None:
    entry = next(made.open().entries())
    assert isinstance(entry.typed, Open)
    assert entry.id == made.open().id
    assert verify(made.path, keys=made.keys).case_id == entry.id


def test_public_items_lie_in_packs(rich: Made) -> None:
    case = Case.open(rich.path, keys=rich.keys, clock=clock)
    assert sum(item.handling is Handling.PUBLIC for item in case.items()) == 530
    assert len(list((rich.path / "packs").iterdir())) == 3
