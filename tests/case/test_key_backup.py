"""Key backups: the normative vector, every slip is named with its line, restoring overwrites nothing and signs nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.case import Case, Keystore, verify
from aigaq.case.disk import files
from aigaq.case.key_backup import (
    ALPHABET,
    KeyBackup,
    backup_lines,
    backup_of,
    claim_newest,
    format_backup,
    parse_backup,
    restore,
    write_private,
)
from aigaq.case.log.keys import Identity, SecretKey
from aigaq.case.standards import note
from aigaq.errors import Behind, CaseError, FormatError, KeyMissing, StorageError, UsageError
from tests.case.conftest import Made, add, clock

PAGE = Path(__file__).parents[2] / "docs" / "formats" / "keys.md"


def made_up(log: bytes = bytes(range(32)), cosigner: bytes = bytes(range(32, 64)), case: str = "ab" * 32) -> KeyBackup:
    return KeyBackup(Identity(SecretKey(log, note.ED25519), SecretKey(cosigner, note.COSIGNATURE)), case)


TEXT = format_backup(made_up())
NUMBERED = "".join(f"{number}: {line}\n" for number, line in enumerate(backup_lines(made_up()), 1))


def test_the_vector_of_the_format() -> None:
    block = re.search(r"^```json\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert block is not None
    vector = json.loads(block[1])
    backup = made_up(bytes.fromhex(vector["log_seed"]), bytes.fromhex(vector["cosigner_seed"]), vector["case"])
    assert list(backup_lines(backup)) == vector["lines"]
    assert backup.identity.log.vkey.name == vector["log"]
    assert backup.identity.log.text() == vector["log_key_file"]
    assert backup.identity.cosigner.text() == vector["cosigner_key_file"]
    assert parse_backup("\n".join(f"{n} {line}" for n, line in enumerate(vector["lines"], 1))) == backup


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_it_goes_both_ways(log: bytes, cosigner: bytes, case: bytes) -> None:
    backup = made_up(log, cosigner, case.hex())
    assert parse_backup(format_backup(backup)) == backup
    assert parse_backup(format_backup(backup).lower().replace(" ", "").replace("aigaqkeybackup1", "")) == backup


@pytest.mark.parametrize(
    "typed",
    [
        NUMBERED,
        NUMBERED.lower(),
        NUMBERED.replace(":", ""),
        NUMBERED.replace(": ", ") ").replace(" ", "-").replace(")-", ") "),
        NUMBERED.replace("0", "O").replace("1", "l").replace("l:", "1:"),
        NUMBERED.translate(str.maketrans("ABEKMHPCTXY", "АВЕКМНРСТХУ")),
        "".join(reversed(NUMBERED.splitlines(keepends=True))),
        NUMBERED.replace("\n", "\r\n\r\n"),
    ],
    ids=["plain", "small", "no colon", "hyphens", "look-alikes", "Cyrillic", "order", "Windows"],
)
def test_ways_to_type_it(typed: str) -> None:
    assert parse_backup(typed) == made_up()


def test_every_slip_is_named_with_its_line() -> None:
    """Each of the 208 letters replaced by another, one at a time."""
    lines = backup_lines(made_up())
    for number, line in enumerate(lines, 1):
        for at, letter in enumerate(line):
            if letter == " ":
                continue
            other = ALPHABET[(ALPHABET.index(letter) + 1) % 32]
            wrong = line[:at] + other + line[at + 1 :]
            with pytest.raises(FormatError) as caught:
                parse_backup(NUMBERED.replace(line, wrong))
            assert f"line {number} " in caught.value.what or (number == 7 and "not of one sheet" in caught.value.what)


@given(st.permutations(range(7)))
def test_lines_under_each_other_s_number_are_named(order: list[int]) -> None:
    lines = backup_lines(made_up())
    typed = "".join(f"{number}: {lines[at]}\n" for number, at in enumerate(order, 1))
    if order == list(range(7)):
        assert parse_backup(typed) == made_up()
        return
    with pytest.raises(FormatError) as caught:
        parse_backup(typed)
    moved = {number for number, at in enumerate(order, 1) if at != number - 1}
    assert {int(number) for number in re.findall(r"line (\d)", caught.value.what)} == moved


def test_lines_of_two_sheets_do_not_mix() -> None:
    other = backup_lines(made_up(log=b"\7" * 32))
    typed = NUMBERED.replace(backup_lines(made_up())[0], other[0]).replace(backup_lines(made_up())[1], other[1])
    with pytest.raises(FormatError, match="not of one sheet"):
        parse_backup(typed)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("4: ", "4: U"), "line 4 has the letter U"),
        (lambda text: text.replace("4: ", "4: 0"), "line 4 has 33 letters and digits instead of 32"),
        (lambda text: re.sub("(?m)^2:.*\n", "", text), "line 2 is missing"),
        (lambda text: text + "3: " + "0" * 32 + "\n", "line 3 is mistyped"),
        (lambda text: text.replace("backup 1", "backup 2"), "version 2"),
        (lambda text: "", "no numbered line"),
        (lambda text: "\udcff\0 nothing of the kind", "no numbered line"),
    ],
    ids=["letter", "length", "missing", "twice", "version", "empty", "other"],
)
def test_what_else_is_wrong_is_said(change: object, said: str) -> None:
    assert callable(change)
    with pytest.raises(FormatError, match=said):
        parse_backup(change(TEXT))


@given(st.text(max_size=300))
def test_no_text_is_more_than_a_format_error(text: str) -> None:
    with pytest.raises(FormatError):
        parse_backup(text)


def test_the_file_says_no_name_and_is_private(made: Made, tmp_path: Path) -> None:
    backup = backup_of(made.keys, made.open().id, [path.name for path in (made.path / "logs").iterdir()])
    write_private(tmp_path / "key.txt", format_backup(backup), case=made.path)
    assert (tmp_path / "key.txt").stat().st_mode & 0o777 == 0o600
    assert made.open().title not in (tmp_path / "key.txt").read_text()
    assert parse_backup((tmp_path / "key.txt").read_text()) == backup
    before = (tmp_path / "key.txt").read_bytes()
    with pytest.raises(UsageError, match="something here already"):
        write_private(tmp_path / "key.txt", "other", case=made.path)
    assert (tmp_path / "key.txt").read_bytes() == before
    with pytest.raises(UsageError, match="kept outside the case"):
        write_private(made.path / "key.txt", "other", case=made.path)
    with pytest.raises(StorageError):
        write_private(tmp_path / "gone" / "key.txt", "other", case=made.path)


def lost(made: Made) -> tuple[KeyBackup, Keystore]:
    """The backup of a case's key, and an empty keystore elsewhere."""
    logs = [path.name for path in (made.path / "logs").iterdir()]
    return backup_of(made.keys, made.open().id, logs), Keystore(made.path.parent / "elsewhere")


def test_restored_keys_are_the_same_and_sign_nothing_yet(made: Made) -> None:
    backup, keys = lost(made)
    assert restore(keys, backup)
    log = backup.identity.log_id
    for name in ("log.key", "cosigner.key", "case"):
        path = keys.folder(log) / name
        assert path.read_bytes() == (made.keys.folder(log) / name).read_bytes()
        assert path.stat().st_mode & 0o777 == 0o600
    assert keys.head(log) is None
    before = sorted(path.read_bytes() for path in made.path.rglob("*") if path.is_file())
    with pytest.raises(Behind, match="does not know the newest head"):
        add(Case.open(made.path, keys=keys, clock=clock), b"a second history")
    assert sorted(path.read_bytes() for path in made.path.rglob("*") if path.is_file()) == before
    assert verify(made.path, keys=keys).exit_code == 0


def test_restoring_overwrites_nothing(made: Made) -> None:
    backup, keys = lost(made)
    assert not restore(made.keys, backup)
    assert made.keys.head(backup.identity.log_id) is not None
    restore(keys, backup)
    assert not restore(keys, backup)
    other = KeyBackup(Identity(backup.identity.log, Identity.new().cosigner), backup.case_id)
    with pytest.raises(UsageError, match="another key is here already"):
        restore(keys, other)
    with pytest.raises(UsageError, match="a key of its own for the case"):
        restore(keys, KeyBackup(Identity.new(), backup.case_id))
    assert keys.identity(backup.identity.log_id) == backup.identity
    (keys.folder(backup.identity.log_id) / "retired").touch()
    assert restore(keys, KeyBackup(Identity.new(), backup.case_id))


def test_a_restore_cut_short_is_finished_by_the_next(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    backup, keys = lost(made)
    real = files.write_new
    for allowed in (0, 1, 1):  # nothing, then one file more each time
        left = [allowed]

        def failing(*args: object, left: list[int] = left, **more: object) -> None:
            if not left[0]:
                raise OSError(28, "No space left on device")
            left[0] -= 1
            real(*args, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(files, "write_new", failing)
        with pytest.raises(StorageError, match="the disk is full"):
            restore(keys, backup)
        monkeypatch.setattr(files, "write_new", real)
    assert restore(keys, backup)
    assert keys.identity(backup.identity.log_id) == backup.identity


def test_claiming_the_newest_copy_lets_it_write_again(made: Made) -> None:
    add(made.open(), b"one", b"two")
    backup, keys = lost(made)
    with pytest.raises(KeyMissing):
        claim_newest(made.path, keys, backup.identity.log_id)
    restore(keys, backup)
    size, root = claim_newest(made.path, keys, backup.identity.log_id)
    assert (size, root) == made.keys.head(backup.identity.log_id)
    add(Case.open(made.path, keys=keys, clock=clock), b"three")
    found = verify(made.path, keys=keys)
    assert found.exit_code == 0
    assert found.key_known


def test_a_log_that_is_not_whole_cannot_be_claimed(made: Made) -> None:
    add(made.open(), b"one", b"two")
    backup, keys = lost(made)
    restore(keys, backup)
    tiles = (made.path / "logs" / backup.identity.log_id / "tile" / "0").rglob("*.p/*")
    tile = max(tiles, key=lambda path: path.stat().st_size)
    tile.chmod(0o644)
    tile.write_bytes(bytes(tile.stat().st_size))
    with pytest.raises(CaseError, match="not whole"):
        claim_newest(made.path, keys, backup.identity.log_id)
    assert keys.head(backup.identity.log_id) is None


def test_a_missing_item_does_not_stand_in_the_way_of_its_log(made: Made) -> None:
    (item,) = add(made.open(), b"one")
    backup, keys = lost(made)
    restore(keys, backup)
    (made.path / "blobs" / "sha256" / item[:2] / item).unlink()
    assert claim_newest(made.path, keys, backup.identity.log_id)


def test_what_is_remembered_is_not_claimed_away(made: Made, tmp_path: Path) -> None:
    add(made.open(), b"one")
    old = made.copy(tmp_path / "old")
    add(made.open(), b"two")
    (log,) = (path.name for path in (made.path / "logs").iterdir())
    with pytest.raises(Behind, match="remembers another head"):
        claim_newest(old.path, made.keys, log)
    assert claim_newest(made.path, made.keys, log) == made.keys.head(log)
