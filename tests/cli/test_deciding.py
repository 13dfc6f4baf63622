"""At a terminal a sheet is shown first and asked about; everywhere else nothing is asked (tests/scripts/review.txt)."""

from __future__ import annotations

import io
import os
import select
import sys
import time
from pathlib import Path

import pytest

from aigaq.build import build
from aigaq.case import Case, Description, Keystore
from aigaq.cli.review_sheet import write_review
from aigaq.cli.reviewing import lines
from aigaq.statements import Store

pty = pytest.importorskip("pty", reason="terminals of this kind are known on POSIX only")
TEXT = b"This text is invented. Police said 12 people were killed in Almaty."
SECONDS = 60


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    case = Case.create(tmp_path / "town", title="Invented", keys=Keystore(tmp_path / "data" / "aigaq" / "keys"))
    with case.writing() as batch:
        batch.add(io.BytesIO(TEXT), media="text/plain", description=Description(language="en"))
    build(case)
    with Store.open(case) as store:
        rows = list(lines(store, short=lambda row: row[:8], name=lambda item: "", kind=None))
        for one in rows:
            one.texts.update(decision="accept", reason="as printed")
        write_review(tmp_path / "review.xlsx", rows)
    return tmp_path / "review.xlsx"


def at_a_terminal(sheet: Path, answer: bytes | None, *words: str) -> tuple[int, str]:
    """Run `decide --from` in a terminal; the answer is typed once the question stands there."""
    command = [sys.executable, "-m", "aigaq", "decide", "town", "--from", sheet.name, *words]
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(sheet.parent)
        os.execve(command[0], command, {**os.environ, "XDG_DATA_HOME": str(sheet.parent / "data")})
    said, end, typed = b"", time.monotonic() + SECONDS, False
    while time.monotonic() < end:
        heard_some = select.select([terminal], [], [], 5)[0]
        if typed and answer == b"\x03" and not heard_some:
            os.write(terminal, answer)  # one that comes just before the question waits is seen only with the next
        if heard_some:
            try:
                heard = os.read(terminal, 4096)
            except OSError:  # the other side is gone
                break
            if not heard:
                break
            said += heard
        if answer is not None and not typed and b"[y/N]" in said:
            os.write(terminal, answer)
            typed = True
    else:
        os.kill(child, 9)
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said.decode()


def decided(sheet: Path) -> int:
    return len(Case.open(sheet.parent / "town").index().decisions())


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # forking under threads, from Python 3.12 on
@pytest.mark.parametrize(
    ("answer", "code", "logged"), [(b"n\n", 0, 0), (b"\x03", 130, 0), (b"\x04", 130, 0), (b"y\n", 0, 1)]
)
def test_the_answer_decides(sheet: Path, answer: bytes, code: int, logged: int) -> None:
    ended, said = at_a_terminal(sheet, answer)
    assert "would accept" in said and "log 1 decision?" in said
    assert (ended, decided(sheet)) == (code, logged), said


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.parametrize(("word", "logged"), [("--yes", 1), ("--dry-run", 0)])
def test_nothing_is_asked_where_it_was_said(sheet: Path, word: str, logged: int) -> None:
    ended, said = at_a_terminal(sheet, None, word)
    assert "[y/N]" not in said
    assert (ended, decided(sheet)) == (0, logged), said
