"""Happenings and words from a file, and what of them is of an outage."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from aigaq.blackout.brought import Brought, read_brought
from aigaq.blackout.outage import Outage, State
from aigaq.errors import FormatError, NotReadable, StorageError

FILE = """
[[happening]]
kind = "protest"
when = "2031-05-14/2031-05-16"
entity = " northland"
what = "a march"
[[happening]]
kind = "storm"
when = "2031-05-15"
[[words]]
speaker = "official"
says = "ordered"
when = "2031-05-15"
entity = "Upper"
source = "The ministry"
"""


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def brought(tmp_path: Path, text: str = FILE, zone: str | None = "Asia/Almaty") -> Brought:
    path = tmp_path / "context.toml"
    path.write_text(text, encoding="utf-8")
    return read_brought(path, time_zone=zone)


def outage(entity: str, day: str) -> Outage:
    start = at(f"{day}T10:00")
    return Outage(
        entity=entity, signal="s", start=(start, start), end=(start + 3600, start + 4000), depth=1, area=1, state=State.OFF
    )  # fmt: skip


def test_what_is_of_an_outage_is_by_its_entity_or_its_parent(tmp_path: Path) -> None:
    found = brought(tmp_path)
    context, said = found(outage("Upper", "2031-05-15"), "Northland")
    assert [one.kind for one in context] == ["protest", "storm"]
    assert [(one.speaker, one.says, one.source) for one in said] == [("official", "ordered", "The ministry")]
    context, said = found(outage("Lower", "2031-05-15"), "Southland")
    assert [one.kind for one in context] == ["storm"]
    assert said == ()


def test_words_are_of_the_time_they_speak_of(tmp_path: Path) -> None:
    assert brought(tmp_path)(outage("Upper", "2031-05-17"), "")[1] == ()


def test_days_are_days_of_the_zone(tmp_path: Path) -> None:
    (context, *_), _ = brought(tmp_path)(outage("Upper", "2031-05-15"), "northland")
    assert context.when == (at("2031-05-13T19:00"), at("2031-05-16T18:59") + 59)
    (context, *_), _ = brought(tmp_path, zone=None)(outage("Upper", "2031-05-15"), "northland")
    assert context.when[0] is not None and context.when[0] <= at("2031-05-14T00:00")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("x = [", "no file of happenings and words"),
        ('[[happening]]\nkind = "march"\nwhen = "2031-05-14"', "march"),
        ('[[happening]]\nkind = "protest"', "when"),
        ('[[happening]]\nkind = "protest"\nwhen = "14 May"', "14 May"),
        ('[[happening]]\nkind = "protest"\nwhen = "2031-05-14"\nplace = "x"', "place"),
        ('[[words]]\nspeaker = "witness"\nsays = "ordered"\nwhen = "2031"', "witness"),
        ("[[happening]]\nkind = 3\nwhen = 2031-05-14", "no file of happenings and words"),
    ],
)
def test_what_is_no_such_file(tmp_path: Path, text: str, wrong: str) -> None:
    with pytest.raises(FormatError, match=wrong):
        brought(tmp_path, text)


def test_no_file_and_no_text(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        read_brought(tmp_path / "gone.toml")
    (tmp_path / "b.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FormatError):
        read_brought(tmp_path / "b.toml")
    (tmp_path / "l.toml").write_bytes(b"#" * ((1 << 24) + 1))
    with pytest.raises(NotReadable):
        read_brought(tmp_path / "l.toml")
