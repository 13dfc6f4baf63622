"""What `status` tells of a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from aigaq.case import Case, Dated, Description, Keystore, Role
from aigaq.cli import overview as module
from aigaq.cli.overview import overview


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    case = Case.create(tmp_path / "town", title="An invented town")
    (tmp_path / "note.txt").write_text("Invented: nobody was hurt.", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01")
    described = Description(publisher="The Courier", published=Dated(date="2019-03-14"))
    with case.writing() as batch:
        batch.add(tmp_path / "note.txt", description=described)
        batch.add(tmp_path / "empty.txt")
        batch.add(tmp_path / "photo.jpg", role=Role.MEDIA)
    return case


def test_of_a_new_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    seen = overview(Case.create(tmp_path / "town", title="An invented town"))
    assert (seen.title, seen.items, seen.derived) == ("An invented town", 0, None)
    assert seen.key is not None
    assert seen.key.startswith(str(tmp_path / "home"))
    assert seen.next == f"aigaq add {tmp_path / 'town'} FILE"


def test_before_it_is_built(case: Case) -> None:
    seen = overview(case)
    assert seen.roles == {"document": 2, "media": 1}
    assert seen.handling == {"internal": 3}
    assert [(one.name, one.lacks) for one in seen.not_described] == [("empty.txt", ("published", "publisher"))]
    assert [(one.name, one.reason) for one in seen.not_read] == [("empty.txt", "empty")]
    assert seen.next.startswith("aigaq build")
    assert [log.entries for log in seen.logs] == [5]


def test_after_it_is_built(case: Case) -> None:
    from aigaq.build import build

    built = build(case)
    seen = overview(case)
    assert seen.derived is not None
    assert (seen.derived.digest, seen.derived.not_built) == (built.digest, 0)
    assert [(one.name, one.reason) for one in seen.not_read] == [("empty.txt", "empty")]
    assert seen.next.startswith("aigaq report")


def test_too_many_to_look_into(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOOK", 1)
    assert overview(case).not_read == ()


def test_on_a_computer_without_the_key(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "other"))
    assert Keystore().path.is_relative_to(tmp_path / "other")
    assert overview(Case.open(case.path)).key is None
