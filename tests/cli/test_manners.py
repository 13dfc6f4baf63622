"""The manners: what is printed, where, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.cli import main, manners
from aigaq.errors import NotACase


def test_an_error_is_one_line_and_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    code = manners.complain(NotACase("there is no case here", where="to\nwn\x1b[2J", hint="`aigaq new` makes one"))
    out, err = capsys.readouterr()
    assert (code, out) == (3, "")
    assert err == "aigaq: there is no case here, to wn\N{REPLACEMENT CHARACTER}[2J\nhint: `aigaq new` makes one\n"


@given(st.text())
def test_nothing_others_wrote_moves_the_cursor(text: str) -> None:
    shown = manners.clean(text)
    assert not any(ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 for letter in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


@given(st.text())
def test_ordinary_letters_stay(text: str) -> None:
    kept = [letter for letter in text if letter.isalnum()]
    assert [letter for letter in manners.clean(text) if letter.isalnum()] == kept


@pytest.mark.parametrize("text", ["плен\u202e", "\x9b31m", "line\nbreak", "қазақ", "\ud800"])
def test_json_is_json_and_steers_nothing(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    manners.say_json({"text": text})
    printed = capsys.readouterr().out
    assert json.loads(printed) == {"text": text}
    assert not set(printed) & set("\u202e\x9b\x1b")


def test_a_reader_that_goes_away_ends_us_quietly() -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "aigaq", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    assert program.wait() == manners.READER_GONE
    assert program.stderr.read() == b""
    program.stderr.close()


def test_no_words_print_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr().out.startswith("Usage: aigaq")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["stat"], "no such command 'stat', did you mean 'status'?"),
        (["status", "x", "--nn"], "no such option '--nn'"),
        (["new", "x"], "missing option '--title'"),
        (["show", "x"], "missing argument 'ID'"),
        (["set", "x", "nothing", "file"], "invalid value for 'WHAT'"),
    ],
)
def test_words_that_do_not_fit(words: list[str], what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"aigaq: {what}")
    assert err.splitlines()[-1].startswith("hint: aigaq")
    assert err.splitlines()[-1].endswith("--help")


def test_a_fault_of_ours_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from aigaq.case import Case

    def broken(path: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Case, "open", broken)
    assert main(["status", "town"]) == manners.OUR_FAULT
    assert "this is a fault in aigaq" in capsys.readouterr().err


def test_interrupted(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from aigaq.case import Case

    def interrupted(path: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Case, "open", interrupted)
    assert main(["status", "town"]) == manners.INTERRUPTED
    assert capsys.readouterr().err == "aigaq: interrupted\n"


def test_a_full_disk_under_stdout() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "aigaq", "--help"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 5
    assert done.stderr.startswith("aigaq: the disk is full")
