"""The keystore: modes, texts, what is remembered, and what happens when folder and keystore disagree."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aigaq.case import Case, Keystore, verify
from aigaq.case.log import keys
from aigaq.errors import Behind, FormatError, KeyMissing
from tests.case.conftest import Made, add


def test_folders_and_files_are_private(made: Made) -> None:
    folders = [path for path in (made.keys.path, *made.keys.path.rglob("*")) if path.is_dir()]
    files = [path for path in made.keys.path.rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert {path.name for path in files} == {"log.key", "cosigner.key", "case", "head"}


def test_nothing_of_the_keys_is_in_the_case(made: Made) -> None:
    secrets = [path.read_text().split("+", 4)[4].strip() for path in made.keys.path.rglob("*.key")]
    for path in made.path.rglob("*"):
        assert not path.is_file() or not any(secret.encode() in path.read_bytes() for secret in secrets)


def test_default_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert Keystore().path == tmp_path / "aigaq" / "keys"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Keystore().path == tmp_path / ".local" / "share" / "aigaq" / "keys"


def test_secrets_go_both_ways_and_are_not_printed() -> None:
    identity = keys.Identity.new()
    for secret in (identity.log, identity.cosigner):
        assert keys.parse_secret(secret.text()) == secret
        assert secret.seed.hex() not in repr(secret)
        with pytest.raises(FormatError):
            keys.parse_secret(secret.text().replace("aigaq", "other"))
    assert identity.log.seed != identity.cosigner.seed


def test_two_cases_share_no_key(made: Made, tmp_path: Path) -> None:
    other = Case.create(tmp_path / "other", title="Another", keys=made.keys)
    assert other.id != made.open().id
    assert len(list(made.keys.path.iterdir())) == 2
    add(made.open(), b"first")
    with other.writing() as batch:
        batch.set("policy", b"{}")
    assert verify(other.path, keys=made.keys).exit_code == 0


def test_without_the_key_a_case_can_be_read_but_not_written(made: Made, tmp_path: Path) -> None:
    add(made.open(), b"readable")
    stranger = Case.open(made.path, keys=Keystore(tmp_path / "none"))
    assert len(stranger.items()) == 1
    with pytest.raises(KeyMissing) as missing, stranger.writing():
        pass
    assert missing.value.hint


def test_an_older_copy_is_refused_and_changes_nothing(made: Made, tmp_path: Path) -> None:
    shutil.copytree(made.path, tmp_path / "old")
    add(made.open(), b"newer")
    before = sorted(path.relative_to(tmp_path) for path in (tmp_path / "old").rglob("*"))
    with pytest.raises(Behind) as behind:
        add(Case.open(tmp_path / "old", keys=made.keys), b"fork")
    assert behind.value.hint
    assert sorted(path.relative_to(tmp_path) for path in (tmp_path / "old").rglob("*")) == before
    add(made.open(), b"goes on")
    assert verify(made.path, keys=made.keys).exit_code == 0


def test_an_older_keystore_is_refused(made: Made, tmp_path: Path) -> None:
    shutil.copytree(made.keys.path, tmp_path / "backup")
    add(made.open(), b"newer")
    with pytest.raises(Behind):
        add(Case.open(made.path, keys=Keystore(tmp_path / "backup")), b"fork")


def test_another_history_is_refused(made: Made, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    other = made.copy(tmp_path / "copy")
    add(made.open(), b"one")
    add(other.open(), b"other")
    with pytest.raises(Behind):
        add(Case.open(other.path, keys=made.keys), b"mixed")


def test_a_damaged_head_in_the_keystore_is_refused(made: Made) -> None:
    (head,) = made.keys.path.rglob("head")
    head.write_text("nonsense\n")
    with pytest.raises(Behind):
        add(made.open(), b"x")
    assert verify(made.path, keys=made.keys).key_known is False
