"""How the program behaves. The rules are the specification (design §8); tests/scripts/ holds it to them.

 1. Stdout carries the result and nothing else; stderr carries talk: what is being done, what was noticed.
 2. An error is one line, `aigaq: what, where`, then `hint: the next step` where there is one. Lower case, no full stop.
 3. The exit code tells the kind of error (docs/reference/exit-codes.md); 0 means the command did what was asked.
 4. Long work shows what is done and what is left, on stderr, and only when stderr is a terminal.
 5. With --json, stdout is one JSON value and nothing else.
 6. Nothing is overwritten unasked.
 7. Nothing is asked unless stdin and stdout are terminals.
 8. Ctrl-C ends with 130 and leaves a valid case; a reader that goes away (`| head`) ends us quietly.
 9. No command touches the network without --online, and then it first names the hosts.
10. What others wrote (names, titles, texts) is printed without control characters: it cannot move the cursor, colour
    the terminal or turn the direction of a line. JSON escapes them instead.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aigaq.errors import Error

INTERRUPTED = 130
READER_GONE = 141
OUR_FAULT = 70

OUTSIDE_THE_TREE = {
    0: "the command did what was asked",
    OUR_FAULT: "a fault in aigaq itself; the traceback above the message belongs in a report of it",
    INTERRUPTED: "interrupted with Ctrl-C; the case is valid",
    READER_GONE: "the program that read our output went away",
}


def say(text: str = "") -> None:
    """Print a line of the result."""
    sys.stdout.write(f"{text}\n")


def row(name: str, *values: object) -> None:
    """Print one named line of a result; values that are empty are left out."""
    said = "  ".join(clean(value) for value in values if value not in ("", None))
    say(f"{name.replace('_', ' '):<14}  {said}".rstrip())


def count(number: int, noun: str, several: str | None = None) -> str:
    """A number and its noun; `several`: its plural, where that is not one `s` more."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {several or f'{noun}s'}"


def talk(text: str = "") -> None:
    """Print a line of talk, after the result so far, so that the two read in order where they meet."""
    sys.stdout.flush()
    sys.stderr.write(f"{text}\n")


def say_json(value: object) -> None:
    """Print the result as one JSON value: keys sorted, indented, control characters escaped."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True, default=str)
    say("".join(f"\\u{ord(letter):04x}" if _moves(letter) and letter != "\n" else letter for letter in text))


def clean(text: object) -> str:
    """Words of others on one line, for a terminal: spaces for line breaks, U+FFFD for what would move the cursor."""
    line = " ".join(str(text).split())
    if line.isprintable():
        return line
    return "".join("\N{REPLACEMENT CHARACTER}" if _moves(letter) else letter for letter in line)


def _moves(letter: str) -> bool:
    return (
        unicodedata.category(letter) in ("Cc", "Cs")
        or letter in "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


def complain(error: Error) -> int:
    """Print an error as one line and its hint; returns its exit code."""
    what = clean(error.what) if error.where is None else f"{clean(error.what)}, {clean(error.where)}"
    talk(f"aigaq: {what}")
    if error.hint:
        talk(f"hint: {clean(error.hint)}")
    return error.exit_code


def warn(what: str, *, hint: str | None = None) -> None:
    """Talk of something noticed that is no error."""
    talk(f"note: {clean(what)}")
    if hint:
        talk(f"hint: {clean(hint)}")


def settle_streams() -> None:
    """UTF-8 on both streams whatever the locale; names that are no text are escaped, never an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def leave_quietly() -> int:
    """The reader of our output is gone: nothing more can be said, and the interpreter must not try."""
    _drop_output()
    return READER_GONE


def refused(error: OSError) -> int:
    """The system refused; where it was our output that found no room, what is left of it is dropped, not tried again."""
    from aigaq.errors import os_error

    try:
        sys.stdout.flush()
    except OSError:
        _drop_output()
    return complain(os_error(error))


def _drop_output() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
