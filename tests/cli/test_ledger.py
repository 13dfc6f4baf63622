"""A file of results that is gone on with: nothing twice, nothing lost, whatever the program died of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aigaq.cli.ledger import Entry, Ledger
from aigaq.errors import FormatError, UsageError

RUN = {"version": "1", "language": None}
FILES = {f"f{n}.txt": f'{{"n": {n}}}\n'.encode() * (n % 3) for n in range(9)}


def write(out: Path, *, resume: bool, most: int = 99) -> int:
    """Write what is not done, at most so many files; how many were done before."""
    with Ledger(out, RUN, resume=resume) as ledger:
        before = len(ledger.done)
        for name, rows in [item for item in FILES.items() if item[0] not in ledger.done][:most]:
            ledger.add([rows], Entry(name, rows.count(b"\n")))
    return before


@pytest.fixture
def whole(tmp_path: Path) -> tuple[bytes, bytes]:
    write(tmp_path / "whole.jsonl", resume=False)
    return (tmp_path / "whole.jsonl").read_bytes(), (tmp_path / "whole.jsonl.done").read_bytes()


def test_gone_on_with_is_as_done_in_one_go(tmp_path: Path, whole: tuple[bytes, bytes]) -> None:
    out = tmp_path / "out.jsonl"
    assert [write(out, resume=at > 0, most=2) for at in range(6)] == [0, 2, 4, 6, 8, 9]
    assert (out.read_bytes(), out.with_name("out.jsonl.done").read_bytes()) == whole


def test_cut_off_anywhere(tmp_path: Path, whole: tuple[bytes, bytes]) -> None:
    """Either file may end anywhere: in rows that are not counted, or in a line of the list that is not whole."""
    rows, lines = whole
    out, done = tmp_path / "cut.jsonl", tmp_path / "cut.jsonl.done"
    first = lines.index(b"\n") + 1
    for cut in range(first, len(lines) + 1, 7):
        done.write_bytes(lines[:cut])
        out.write_bytes(rows + b'{"torn')
        write(out, resume=True)
        assert (out.read_bytes(), done.read_bytes()) == whole
    for cut in range(0, len(rows) + 1, 5):
        done.write_bytes(lines)
        out.write_bytes(rows[:cut])
        write(out, resume=True)
        assert (out.read_bytes(), done.read_bytes()) == whole


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    write(out, resume=False)
    with pytest.raises(UsageError, match="there is a file here already"):
        write(out, resume=False)
    mine = tmp_path / "mine.jsonl"
    mine.write_text("mine\n")
    with pytest.raises(UsageError, match="not written by"):
        write(mine, resume=True)
    assert mine.read_text() == "mine\n"


def test_other_means_are_another_run(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    write(out, resume=False)
    with pytest.raises(UsageError, match="begun with other language"):
        Ledger(out, RUN | {"language": "en"}, resume=True)


def test_a_list_that_cannot_be_read(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    write(out, resume=False)
    out.with_name("out.jsonl.done").write_bytes(b"nonsense\n")
    with pytest.raises(FormatError):
        write(out, resume=True)


def test_errors_and_languages_are_kept(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    entry = Entry("f.txt", 0, ("fa",), "the file is empty", 7)
    with Ledger(out, RUN, resume=False) as ledger:
        ledger.add([], entry)
    with Ledger(out, RUN, resume=True) as ledger:
        assert ledger.done == {"f.txt": entry}
    assert json.loads(out.with_name("out.jsonl.done").read_text().splitlines()[1])["code"] == 7
