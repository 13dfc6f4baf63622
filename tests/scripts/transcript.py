"""Plays terminal transcripts: each command is run by a shell, and what it printed is compared with what is written.

    # a comment
    ? unprivileged                  a condition; where it does not hold, the script is skipped with the reason
    $ aigaq status nowhere          a command
    a line of stdout
    ! aigaq: no case here, …        a line of stderr
    = 3                             the exit code; 0 where none is written

`…` inside a line stands for any characters, alone on a line for any number of lines. Blank lines do not count. The
same machine plays the ```console blocks of the docs, where stdout and stderr stand together as a reader sees them.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SECONDS = 120


@dataclass(slots=True)
class Step:
    """One command and what it should print."""

    line: int
    command: str
    out: list[str] = field(default_factory=list)
    err: list[str] = field(default_factory=list)
    code: int = 0


@dataclass(slots=True)
class Script:
    """The steps of one transcript and the conditions under which it can be played."""

    conditions: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


def parse(text: str) -> Script:
    """Read a transcript."""
    script = Script()
    for number, line in enumerate(text.splitlines(), 1):
        match line[:2]:
            case "$ ":
                script.steps.append(Step(number, line[2:]))
            case "? ":
                script.conditions.append(line[2:].strip())
            case "! ":
                script.steps[-1].err.append(line[2:])
            case "= ":
                script.steps[-1].code = int(line[2:])
            case _ if line.strip() and not line.startswith("#"):
                script.steps[-1].out.append(line)
    return script


def console_blocks(markdown: str) -> Iterator[Script]:
    """The ```console blocks of a page, each as a script."""
    for block in re.finditer(r"^```console\n(.*?)^```", markdown, re.MULTILINE | re.DOTALL):
        before = markdown[: block.start(1)].count("\n")
        script = parse("\n" * before + block.group(1))
        yield script


def world(home: Path) -> dict[str, str]:
    """The environment of a stranger's machine: own home, no aigaq settings, our tools on the path."""
    tools = home / "bin"
    tools.mkdir(parents=True, exist_ok=True)
    commands = {"aigaq": "-m aigaq", "python": ""}
    commands |= {tool.stem: shlex.quote(str(tool)) for tool in sorted((HERE / "tools").glob("*.py"))}
    for name, words in commands.items():
        path = tools / name
        path.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {words} "$@"\n', encoding="utf-8")
        path.chmod(0o755)
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TMPDIR") if name in os.environ}
    paths = os.pathsep.join((str(tools), os.environ.get("PATH", os.defpath)))
    modules = os.pathsep.join((str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])))
    return kept | {
        "PATH": paths,
        "HOME": str(home),
        "COLUMNS": "100",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": modules,
    }


def play(step: Step, *, folder: Path, env: Mapping[str, str], together: bool = False) -> str:
    """Run one step; returns what differs, in words, or nothing."""
    done = subprocess.run(
        ["sh", "-c", step.command],
        cwd=folder,
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if together else subprocess.PIPE,
        timeout=SECONDS,
        text=True,
        encoding="utf-8",
        check=False,
    )
    wrong = [
        f"{name}:\n  wanted {wanted}\n  got    {got}"
        for name, wanted, got, right in (
            ("exit code", step.code, done.returncode, done.returncode == step.code),
            ("stdout", step.out, _lines(done.stdout), matches(step.out, done.stdout)),
            ("stderr", step.err, _lines(done.stderr or ""), together or matches(step.err, done.stderr or "")),
        )
        if not right
    ]
    heard = f"\nstderr was: {done.stderr}" if wrong and done.stderr else ""
    return f"line {step.line}: $ {step.command}\n" + "\n".join(wrong) + heard if wrong else ""


def matches(wanted: list[str], printed: str) -> bool:
    """Whether printed text is what a transcript says, wildcards and blank lines considered."""
    pattern = "".join(r"(?:.*\n)*" if line.strip() == "…" else _line_pattern(line) for line in wanted)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in _lines(printed))) is not None


def _line_pattern(line: str) -> str:
    return ".*".join(re.escape(part) for part in line.rstrip().split("…")) + r"\n"


def _lines(printed: str) -> list[str]:
    return [line.rstrip() for line in printed.splitlines() if line.strip()]
