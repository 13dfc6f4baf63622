"""Time stamps over the network (loopback) and by hand, as a user sees them. The rest is tests/scripts/prove.txt, anchor.txt."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from aigaq.case import Case, Handling, anchoring
from aigaq.case.standards import tokens
from aigaq.cli import main
from tests.case.tsa import Answering, Authority, serving

NOTE = b"Invented: 5 people were hurt.\n"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("tsa") / "authority")


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    case = Case.create(tmp_path / "town", title="An invented town")
    with case.writing() as batch:
        batch.add(io.BytesIO(NOTE), handling=Handling.INTERNAL)
    return case


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> tuple[str, str]:
    capsys.readouterr()
    assert main(words) == code
    return capsys.readouterr()


def test_one_authority_answers_and_one_does_not(
    case: Case, authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "anchor", "town")
    (head,) = anchoring.newest(case.path)
    with serving(Answering(authority)) as good, serving(Answering(authority, status=500, body=b"")) as bad:
        out, err = said(capsys, "anchor", "town", "--online", "--authority", bad, "--authority", good)
    hosts = [url.split("/")[2] for url in (bad, good)]
    assert err.splitlines()[0] == f"asking {', '.join(hosts)}; sent is the SHA-256 of 1 signed head, nothing else"
    assert f"note: {hosts[0]}: the authority answered with status 500" in err
    assert out.startswith("stamped         3 entries of log ")
    assert "by CN=Invented authority for stamping, certificate " in out
    assert anchoring.queued(case._keys, head.log.id) == ()
    out, err = said(capsys, "anchor", "town", "--online", "--authority", good)  # there is nothing left to ask
    assert (out, err) == ("", "the newest head of every log has a time stamp\n")


def test_what_is_stamped_is_shown_as_an_interval(
    case: Case, authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    short = case.items()[0].sha256[:8]
    assert "provable" not in said(capsys, "show", "town", short)[0]
    with serving(Answering(authority.unsorted())) as url:
        said(capsys, "anchor", "town", "--online", "--authority", url)
    (line,) = [one for one in said(capsys, "show", "town", short)[0].splitlines() if one.startswith("provable")]
    assert line.startswith("provable        ../20")
    assert "by the word of CN=Invented authority for stamping" in line
    said(capsys, "prove", "town", short, "-o", "note.tlog-proof")
    Path("note.txt").write_bytes(NOTE)
    out, _ = said(capsys, "verify", "note.tlog-proof", "--key", "town", "--item", "note.txt")
    assert "whose certificate you must judge: CN=Invented authority for stamping" in out


def test_carried_by_hand(case: Case, authority: Authority, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "anchor", "town", "--request", "stick")
    (request,) = Path("stick").glob("*.tsq")
    Path("answer.tsr").write_bytes(authority.reply(request.read_bytes()))
    out, _ = said(capsys, "anchor", "town", "--answer", "answer.tsr")
    assert out.startswith("stamped")
    assert anchoring.unanchored(case.path) == ()
    Path("other.tsr").write_bytes(authority.stamp(b"another file"))
    _, err = said(capsys, "anchor", "town", "--answer", "other.tsr", code=6)
    assert "the time stamp is of no head that is kept here" in err
    Path("long.tsr").write_bytes(b"0" * (tokens.MAX_TOKEN + 5))
    said(capsys, "anchor", "town", "--answer", "long.tsr", code=7)
    said(capsys, "anchor", "town", "--answer", "nowhere.tsr", code=5)


def test_an_item_that_came_twice(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    from aigaq.case import Description

    with case.writing() as batch:
        batch.add(io.BytesIO(NOTE), description=Description(title="again"))
    item = case.items()[0]
    _, err = said(capsys, "prove", "town", item.sha256[:8], "-o", "a.tlog-proof")
    assert "brought in more than once, and this proves the first" in err
    assert item.acquisitions[1][:8] in err
    out, err = said(capsys, "prove", "town", item.acquisitions[1][:8], "-o", "b.tlog-proof")
    assert "more than once" not in err
    assert item.acquisitions[1] in out


def test_an_entry_that_brings_in_nothing_has_a_proof_and_no_page(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    opening = next(case.entries()).id
    _, err = said(capsys, "prove", "town", opening[:10], "-o", "a.tlog-proof", "--readable", "a.html", code=2)
    assert "brings in no item" in err
    assert not Path("a.tlog-proof").exists()
    said(capsys, "prove", "town", opening[:10], "-o", "a.tlog-proof")
    assert "kind            open" in said(capsys, "verify", "a.tlog-proof", "--key", "town")[0]
