"""Which side a publisher or speaker is on: the case's own setting, else what its description or its words say.

The setting `sides` is TOML or JSON: names and their sides, at the top or in a table `sides`. A name is that of a
publisher or speaker, of an institution, or a noun for a role ("council elder"): it is looked for as it is written,
folded, and word by word in the base forms of the text's language. docs/formats/settings.md. Proved by
tests/reading/test_sides.py and tests/build/test_sides.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from aigaq.errors import FormatError
from aigaq.reading.lexis.payloads import decoded
from aigaq.statements.codes import code_list
from aigaq.statements.vocabulary import Side
from aigaq.values.scripts import fold

_HINT = 'write one line a name, as in "The Example" = "media", and `aigaq set` it again'
_NAMES = ", ".join(side.value for side in Side)


class Worded(Protocol):
    """A unit of a text, as `units.Unit` is."""

    @property
    def form(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Sides:
    """The sides of a setting, by folded name; of several that fit a mention the one of most words wins."""

    named: Mapping[str, Side] = field(default_factory=dict)

    def of_mention(self, name: str, units: Sequence[Worded], lemma: Callable[[str], str]) -> Side | None:
        """The side set for a speaker: for the whole name, else for words of the mention; None where none is set."""
        whole = self.named.get(fold(name))
        if whole is not None:
            return whole
        forms = " ".join(unit.form for unit in units).split()
        bases = [lemma(form) for form in forms]
        fitting = [key for key in self.named if _holds(forms, bases, key.split(), lemma)]
        return self.named[max(fitting, key=lambda key: (len(key.split()), key))] if fitting else None


def _holds(forms: list[str], bases: list[str], words: list[str], lemma: Callable[[str], str]) -> bool:
    """Whether the words stand side by side, each as written or in its base form."""
    size = len(words)
    for at in range(len(forms) - size + 1):
        pairs = zip(words, forms[at : at + size], bases[at : at + size], strict=True)
        if all(word in (form, base) or lemma(word) == base for word, form, base in pairs):
            return True
    return False


def read_sides(payload: bytes | None, *, where: str = "setting sides") -> dict[str, Side]:
    """The sides a case has set, by folded name.

    Raises:
        FormatError: neither TOML nor JSON, or a side that is none.
    """
    if not payload:
        return {}
    table = decoded(payload, where, hint=_HINT)
    inner = table.get("sides")
    return {
        fold(name): _side(name, side, where) for name, side in (inner if isinstance(inner, dict) else table).items()
    }


def _side(name: str, side: object, where: str) -> Side:
    try:
        return Side(str(side))
    except ValueError as error:
        raise FormatError(f"no such side: {name} = {side}", where=where, hint=f"one of {_NAMES}") from error


def side_of(publisher: str, kind: str | None, sides: Mapping[str, Side]) -> Side:
    """The side of a publisher; `kind` is the code of the kind of source."""
    stated = sides.get(fold(publisher))
    if stated is not None:
        return stated
    code = code_list("source_kinds").get(kind or "")
    return Side.UNKNOWN if code is None or code.side is None else Side(code.side)
