"""Whole names of a list in parts: surname, given name, patronymic.

What a name's own form tells (`people.names.parse`) stands. Words that nothing tells apart follow the order that most of
the list's names show; where none shows any, given name before surname. An initial is a given name, a second one a
patronymic. Proved by tests/people/test_apart.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from aigaq.people.columns import Cells
from aigaq.people.linking.fields import Kind
from aigaq.people.names import Name, Role, parse

_KINDS = {Role.SURNAME: Kind.SURNAME, Role.GIVEN: Kind.GIVEN, Role.PATRONYMIC: Kind.PATRONYMIC}
PARTS = (Kind.SURNAME, Kind.GIVEN, Kind.PATRONYMIC)


def name_parts(cells: Cells) -> dict[tuple[str, Kind], Cells]:
    """The parts of each name, one column a part; a part that no name has is left out."""
    names = [parse(cell) if cell else None for cell in cells]
    surname_first = _surname_first([name for name in names if name is not None])
    rows = [{} if name is None else parts_of(name, surname_first=surname_first) for name in names]
    made = {(kind.value, kind): [row.get(kind) for row in rows] for kind in PARTS}
    return {key: texts for key, texts in made.items() if any(texts)}


def parts_of(name: Name, *, surname_first: bool = False) -> dict[Kind, str]:
    """The parts of one name; several words of a part stand with spaces between."""
    held: dict[Kind, list[str]] = {}
    loose, initials = list[str](), list[str]()
    for token in name.tokens:
        if token.role in _KINDS:
            held.setdefault(_KINDS[token.role], []).append(token.form)
        elif token.role is Role.INITIAL:
            initials.append(token.form)
        elif token.role is Role.UNKNOWN:
            loose.append(token.form)
    for kind, words in zip(_open(held, len(loose), bool(initials), surname_first), _shared(loose, held), strict=False):
        held.setdefault(kind, []).extend(words)
    for kind, initial in zip(
        [kind for kind in (Kind.GIVEN, Kind.PATRONYMIC) if kind not in held], initials, strict=False
    ):
        held[kind] = [initial]
    return {kind: " ".join(words) for kind, words in held.items()}


def _open(held: dict[Kind, list[str]], loose: int, initials: bool, surname_first: bool) -> list[Kind]:
    """The parts that loose words take, in the order of the words."""
    order = [Kind.SURNAME, Kind.GIVEN] if surname_first else [Kind.GIVEN, Kind.SURNAME]
    free = [kind for kind in order if kind not in held]
    if loose == 1 and len(free) == 2:
        return [Kind.SURNAME if initials else free[0]]
    return free


def _shared(loose: Sequence[str], held: dict[Kind, list[str]]) -> list[list[str]]:
    """Loose words over the parts they take: the last part has the last word, the first all before it."""
    if len(loose) <= 1 or Kind.SURNAME in held or Kind.GIVEN in held:
        return [list(loose)] if loose else []
    return [list(loose[:-1]), [loose[-1]]]


def _surname_first(names: Sequence[Name]) -> bool:
    votes = 0
    for name in names:
        at = {token.role: place for place, token in reversed(list(enumerate(name.tokens)))}
        if Role.SURNAME in at and Role.GIVEN in at:
            votes += 1 if at[Role.SURNAME] < at[Role.GIVEN] else -1
    return votes > 0
