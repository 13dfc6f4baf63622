"""Making, opening, short ids, and that reading writes nothing."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from aigaq.case import Case, Keystore
from aigaq.case.log import entries
from aigaq.errors import CaseError, NewerFormat, NotACase, NotFound, UsageError
from tests.case.conftest import Made, add, clock, make


def test_a_new_case(made: Made) -> None:
    case = made.open()
    assert case.title == "Invented case"
    assert case.items() == ()
    first, second = case.entries()
    assert (first.kind, second.kind) == ("open", "set")
    assert case.id == first.id
    assert first.at == "2022-01-05T12:00:00Z"
    assert (made.path / "case.toml").read_text() == f'format = 1\ncase = "{case.id}"\n'
    assert not case.derived.exists()


def test_a_case_is_made_in_an_empty_folder_but_not_over_anything(tmp_path: Path) -> None:
    keys = Keystore(tmp_path / "keys")
    (tmp_path / "empty").mkdir()
    assert Case.create(tmp_path / "empty", title="x", keys=keys).title == "x"
    for taken in (tmp_path / "empty", tmp_path):
        with pytest.raises(UsageError):
            Case.create(taken, title="y", keys=keys)
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError):
        Case.create(tmp_path / "file", title="y", keys=keys)
    assert Case.create(tmp_path / "a" / "b", title="Күз", keys=keys).title == "Күз"


def test_what_is_no_case(tmp_path: Path, made: Made) -> None:
    for path in (tmp_path, tmp_path / "nothing", made.path / "logs"):
        with pytest.raises(NotACase):
            Case.open(path)
    (made.path / "case.toml").chmod(0o644)
    (made.path / "case.toml").write_text(f'format = 2\ncase = "{"0" * 64}"\n')
    with pytest.raises(NewerFormat):
        Case.open(made.path)
    (made.path / "case.toml").write_text("format = 1\n")
    with pytest.raises(NotACase):
        Case.open(made.path)


def test_short_ids(rich: Made) -> None:
    case = rich.open()
    item = case.items()[0].sha256
    entry = next(case.entries()).id
    assert case.resolve(item[:12].upper()) == ("item", item)
    assert case.resolve(entry[:12]) == ("entry", entry)
    assert case.item(item[:12]).sha256 == item
    acquisition = case.items()[3].acquisitions[0]
    assert case.item(acquisition).sha256 == case.items()[3].sha256
    ids = sorted([view.id for view in case.entries()] + [one.sha256 for one in case.items()])
    several = next((a[:4] for a, b in zip(ids, ids[1:], strict=False) if a[:4] == b[:4]), None)
    for bad in ("", "abc", "xyz1", "0" * 64, *([several] if several else [])):
        with pytest.raises(NotFound):
            case.resolve(bad)
    with pytest.raises(NotFound, match="of an entry"):
        case.item(entry)
    with pytest.raises(NotFound):
        case.open_item(entry)


def test_reading_writes_nothing(rich: Made) -> None:
    before = {path: path.stat().st_mtime_ns for path in rich.path.rglob("*")}
    case = Case.open(rich.path, keys=Keystore(rich.path / "nowhere"))
    assert case.title
    assert len(case.items()) == 533
    for item in case.items()[:5]:
        case.open_item(item.sha256).close()
    assert item.description.title
    assert {path: path.stat().st_mtime_ns for path in rich.path.rglob("*")} == before


def test_items_are_sorted_and_the_same_when_opened_again(rich: Made) -> None:
    items = rich.open().items()
    assert [item.sha256 for item in items] == sorted(item.sha256 for item in items)
    assert items == rich.open().items()


def test_another_process_s_batch_is_seen(made: Made) -> None:
    one, other = made.open(), made.open()
    assert one.items() == ()
    add(other, b"new")
    assert len(one.items()) == 1
    add(one, b"newer")
    assert len(other.items()) == 2


def test_a_log_that_does_not_fit_its_head_is_not_read(made: Made) -> None:
    (bundle,) = made.path.rglob("entries/000.p/*")
    bundle.chmod(0o644)
    bundle.write_bytes(bundle.read_bytes().replace(b"2022-01-05", b"2022-01-06"))
    with pytest.raises(CaseError, match="do not give the signed head") as error:
        made.open().items()
    assert "verify" in str(error.value.hint)


def test_several_current_settings_use_the_greatest_entry_id(made: Made) -> None:
    case = made.open()
    with case.writing() as batch:
        for title in ("one", "two"):
            blob = batch.keep(title.encode())
            batch.append(entries.Set(v=1, at=batch.at(), what="sides", blob=blob))
    ids = sorted((view.id, view.fields["blob"]) for view in case.entries() if view.fields.get("what") == "sides")
    assert case.index().conflicts() == (("sides", None),)
    assert case.settings("sides") == case.payload(ids[-1][1])


def test_a_case_can_be_moved(made: Made, tmp_path: Path) -> None:
    made.path.rename(tmp_path / "moved")
    case = Case.open(tmp_path / "moved", keys=made.keys, clock=clock)
    with case.writing() as batch:
        batch.add(io.BytesIO(b"after the move"))
    assert len(case.items()) == 1


def test_titles_of_any_script(tmp_path: Path) -> None:
    for number, title in enumerate(["", "Қаңтар «2022»", "ا", '"\\\n', "😀"]):
        made = make(tmp_path / str(number), title=title)
        assert made.open().title == title
