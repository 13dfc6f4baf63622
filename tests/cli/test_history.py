"""What entries did, in words: of several logs, of many entries undone at once, and where a blob is not here."""

from __future__ import annotations

import io
import json
from pathlib import Path

import msgspec
import pytest

from aigaq.case import Case, Description, Keystore
from aigaq.case.adding import thoughts
from aigaq.case.log.kinds import Revoke
from aigaq.case.log.logs import LogFolder
from aigaq.case.log.vocabulary import Outcome
from aigaq.case.observations import Seen, observe
from aigaq.cli.history import Teller
from aigaq.cli.program import main


@pytest.fixture
def case(tmp_path: Path) -> Case:
    case = Case.create(tmp_path / "case", title="Invented", keys=Keystore(tmp_path / "keys"))
    with case.writing() as batch:
        for number in range(5):
            batch.add(io.BytesIO(b"invented %d" % number), description=Description(title=f"Invented {number}"))
    return case


def lines(case: Case, *words: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert main(["history", str(case.path), *words]) == 0
    return capsys.readouterr().out.splitlines()


def test_an_undo_of_many_says_how_many(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    batch_id = case.items()[0].acquired[0].batch
    reached = thoughts.foreseen(case.index(), "batch", batch_id)
    with case.writing() as batch:
        (entry,) = thoughts.undo(batch, [view.id for view in reached])
    said = lines(case, capsys=capsys)
    assert said[-1].startswith(entry[:8])
    assert said[-1].endswith("  and 2 more")
    assert sum(line.endswith(f"undone by {entry[:8]}") for line in said) == 5
    assert lines(case, batch_id[:12], capsys=capsys) == said[2:]
    made = json.loads("\n".join(lines(case, entry, "--json", capsys=capsys)))
    assert [one["id"] for one in made] == [*(view.id for view in reached), entry]
    assert made[0]["undone_by"] == [entry]


def test_logs_are_told_apart(case: Case, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert not any(line.startswith("log ") for line in lines(case, capsys=capsys))
    views = list(case.entries())
    other = [*views[:3], *(msgspec.structs.replace(view, log="f" * 64) for view in views[3:])]
    monkeypatch.setattr(Case, "entries", lambda self: iter(other))
    said = lines(case, capsys=capsys)
    assert [number for number, line in enumerate(said) if line.startswith("log ")] == [0, 4]
    assert said[0].endswith("  admin")
    assert said[4] == f"log {'f' * 16}  not vouched for"


def test_what_was_written_and_is_not_here(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    item = case.items()[0].sha256
    with case.writing() as batch:
        thoughts.set_aside(batch, item, "an invented doubt")
        observe(
            batch, Seen(locator="https://x.example", interval="2031", observer="A. Reader"), outcome=Outcome.ANSWERED
        )
    for view in case.entries():
        for blob in (view.fields.get("reason"), view.fields.get("seen")):
            if blob is not None:
                (case.path / "blobs" / "sha256" / blob[:2] / blob).unlink()
    said = lines(case, capsys=capsys)
    assert [line.rpartition("  ")[2] for line in said[-2:]] == ["what was written is not here"] * 2
    last = list(case.entries())[-1]
    assert Teller(case).told(last) == {"unreadable": True}


def test_words_of_others_cannot_move_the_cursor(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    with case.writing() as batch:
        thoughts.set_aside(batch, case.items()[0].sha256, "a\x1b[2J\nforgery \u202e")
    assert lines(case, capsys=capsys)[-1].endswith("“a\ufffd[2J forgery \ufffd”")


def test_what_lies_beyond_a_revocation_is_marked(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    log = next(case.entries()).log
    with case.writing() as batch:
        root = LogFolder(case.path / "logs" / log, log).root_at(5)
        batch.append(Revoke(v=1, at=batch.at(), log=log, size=5, root=(root or b"").hex()))
    said = lines(case, capsys=capsys)
    marked = [number for number, line in enumerate(said) if line.endswith("without effect: its log was revoked before")]
    assert marked == [5, 6, 7]
    assert lines(case, said[6][:8], capsys=capsys) == [said[6]]
    assert Teller(case).role(log) == "admin, revoked beyond 5 entries"
    made = json.loads("\n".join(lines(case, "--json", capsys=capsys)))
    assert [number for number, one in enumerate(made) if one.get("revoked_before")] == marked
