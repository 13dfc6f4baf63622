"""Writes the generated pages of the docs, or with --check compares them with the program.

    docs/reference/commands.md     every command with its --help, from the command tree
    docs/reference/exit-codes.md   every exit code, from the tree of errors and the manners of the program
    docs/reference/codes.md        every code list of statements, from its data file
    docs/formats/toll.schema.json  the answer of `aigaq toll`, from its records
    docs/formats/blackout.schema.json  that of `aigaq blackout`

`make docs` writes, `make check` compares. What people write by hand (the README, the tour, the glossary) is held to the
program by tests/test_docs.py, which also plays their console blocks.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from aigaq.blackout.answer import schema as blackout_schema
from aigaq.cli import manners, program
from aigaq.errors import Error
from aigaq.statements.codes import LISTS, code_list
from aigaq.toll.estimates.schema import schema

DOCS = Path(__file__).resolve().parent
WIDTH = 100
GENERATED = "<!-- Written by docs/make.py from the program. Change the program, then run `make docs`. -->\n"

# Codes of `aigaq verify`: what it found, not what went wrong in the program. Their tree is in aigaq.errors.
FOUND_BY_VERIFY = {
    10: "`verify`: something the record names is missing here",
    11: "`verify`: bytes differ from what was recorded",
    12: "`verify`: one log has two histories",
    13: "`verify` of a proof: consistent, but the key is not known to you, or is not the one that signed",
}


def commands_page() -> str:
    """Every command with its help, as the program prints it at 100 columns."""
    parts = [GENERATED, "# Commands\n", _table(), _help(program, "aigaq")]
    context = click.Context(program, info_name="aigaq")
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        if command is not None:
            parts.append(f"## aigaq {name}\n")
            parts.append(_help(command, f"aigaq {name}"))
            if isinstance(command, click.Group):
                for below, one in command.commands.items():
                    parts += (f"### aigaq {name} {below}\n", _help(one, f"aigaq {name} {below}"))
    return "\n".join(parts)


def _table() -> str:
    rows = [f"| `{name}` | {command.get_short_help_str(200)} |" for name, command in _commands()]
    return "\n".join(["| command | what it does |", "|---|---|", *rows, ""])


def _commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(program, info_name="aigaq")
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        if command is not None:
            yield name, command


def _help(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name, terminal_width=WIDTH, help_option_names=["-h", "--help"])
    return f"```text\n{command.get_help(context).rstrip()}\n```\n"


def exit_codes_page() -> str:
    """Every exit code and what it means."""
    meanings: dict[int, list[str]] = {code: [text] for code, text in manners.OUTSIDE_THE_TREE.items()}
    for kind in _tree(Error):
        line = (kind.__doc__ or "").strip().splitlines()[0].rstrip(".")
        meanings.setdefault(kind.exit_code, []).append(
            f"{line[:1].lower()}{line[1:]}" if kind is not Error else "any other error"
        )
    for code, text in FOUND_BY_VERIFY.items():
        meanings.setdefault(code, []).append(text)
    rows = [f"| {code} | {'; '.join(meanings[code])} |" for code in sorted(meanings)]
    intro = (
        "An error is one line on stderr, `aigaq: what, where`, and mostly a second one, `hint: the next step`.\n"
        "The exit code tells which kind it was. Where `verify` finds several things, the gravest decides.\n"
    )
    return "\n".join([GENERATED, "# Exit codes\n", intro, "| code | meaning |", "|---:|---|", *rows, ""])


def _tree(kind: type[Error]) -> Iterator[type[Error]]:
    """The one tree of errors; what a room adds for itself has the code of its parent, and is there only once it is loaded."""
    yield kind
    for child in kind.__subclasses__():
        if child.__module__ == Error.__module__:
            yield from _tree(child)


def codes_page() -> str:
    """Every open code list with its labels in three languages and what each code means."""
    intro = "The open vocabularies of statements and descriptions. Each is a data file that names its sources.\n"
    parts = [GENERATED, "# Code lists\n", intro]
    for name in LISTS:
        rows = [
            f"| `{code.code}` | {' · '.join(code.labels.values())} | {code.meaning} | {', '.join(code.within)} |"
            for code in code_list(name).values()
        ]
        parts += [f"## {name}\n", "| code | en · ru · kk | meaning | within |", "|---|---|---|---|", *rows, ""]
    return "\n".join(parts)


def pages() -> dict[Path, str]:
    """All generated pages: where they lie and what they say."""
    reference = DOCS / "reference"
    return {
        reference / "commands.md": commands_page(),
        reference / "exit-codes.md": exit_codes_page(),
        reference / "codes.md": codes_page(),
        DOCS / "formats" / "toll.schema.json": json.dumps(schema(), indent=1, ensure_ascii=False) + "\n",
        DOCS / "formats" / "blackout.schema.json": json.dumps(blackout_schema(), indent=1, ensure_ascii=False) + "\n",
    }


def differing() -> list[Path]:
    """The generated pages that do not say what the program says."""
    return [path for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text]


def main(words: list[str]) -> int:
    """Write the pages, or with --check name those that differ (exit code 1)."""
    if words == ["--check"]:
        wrong = differing()
        for path in wrong:
            sys.stderr.write(f"docs/make.py: differs from the program, {path}\n")
        if wrong:
            sys.stderr.write("hint: make docs\n")
        return 1 if wrong else 0
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
