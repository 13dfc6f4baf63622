"""The command name: a name taken apart, or two names compared word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from aigaq.cli import manners
from aigaq.cli.options import json_option

if TYPE_CHECKING:
    from aigaq.people.names import Comparison, Name, Token


@click.command()
@click.argument("text", metavar="NAME")
@click.option("--compare", "other", metavar="NAME", help="A second name: how near the two are, and why.")
@json_option
def name(text: str, other: str | None, as_json: bool) -> None:
    """Take a name apart, in any spelling and script, or compare two.

    Each word is shown with its role and what told it, with what it sounds like, and with the keys under which other
    spellings of it are found. With --compare the words of two names are put beside each other. A score of 0.8 or more
    means the same name; it never means the same person.

    \b
    Examples:
      aigaq name "ҚАЙЫПОВ Бақыт Кабенұлы"
      aigaq name "ҚАЙЫПОВ Бақыт Кабенұлы" --compare "Kaipov Bakhyt Kabenovich"
    """
    from aigaq.people.names import compare, parse

    if other is None:
        _show(parse(text), as_json)
    else:
        _show_both(compare(text, other), as_json)


def _show(found: Name, as_json: bool) -> None:
    if as_json:
        manners.say_json(_name(found))
        return
    if not found.tokens:
        manners.row("no name", "there is no letter in it")
        return
    for token in found.tokens:
        manners.say(_line(token.text, *_said(token)))
    if found.father:
        manners.row("father", " or ".join(sorted(found.father)))
    if found.sex:
        manners.row("sex", found.sex)
    if found.persons > 1:
        manners.warn(f"this seems to name {found.persons} persons", hint="give them one by one")


def _said(token: Token) -> tuple[str, ...]:
    role = f"{token.role} ({token.why})" if token.why else str(token.role)
    if token.role in ("initial", "particle"):
        return (role,)
    return (role, f"sounds {_list(token.skeletons)}", f"keys {_list(token.keys)}")


def _line(*cells: str) -> str:
    """Cells in columns of 14 characters, wider where a cell is."""
    return "  ".join(f"{manners.clean(cell):<14}" for cell in cells).rstrip()


def _list(values: frozenset[str]) -> str:
    return ", ".join(sorted(values))


def _show_both(found: Comparison, as_json: bool) -> None:
    from aigaq.people.names import THRESHOLD, alignment, reasons

    lines, said = alignment(found), reasons(found)
    if as_json:
        rows = [{"one": at.one, "other": at.other, "likeness": at.likeness, "why": at.why} for at in lines]
        both = {"one": _name(found.one), "other": _name(found.other), "words": rows, "reasons": list(said)}
        manners.say_json({**both, "score": round(found.score, 3), "verdict": found.verdict, "threshold": THRESHOLD})
        return
    for line in lines:
        likeness = "" if line.likeness is None else f"{line.likeness:.2f}"
        manners.say(_line(line.one or "–", line.other or "–", likeness, line.why))
    manners.row("score", f"{found.score:.2f}", found.verdict.replace("_", " "))
    for reason in said:
        manners.row("", reason)


def _name(found: Name) -> dict[str, Any]:
    tokens = [
        {
            "text": token.text,
            "role": token.role,
            "why": token.why,
            "skeletons": sorted(token.skeletons),
            "keys": sorted(token.keys),
        }
        for token in found.tokens
    ]
    return {
        "text": found.text,
        "tokens": tokens,
        "father": sorted(found.father),
        "sex": found.sex,
        "persons": found.persons,
    }
