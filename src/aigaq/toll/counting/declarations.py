"""Which lists may count as independent: lists that drew on one another are one family, and what nobody declared is named.

Two lists of which one copied the other overlap because of the copying, not because of the number of the dead; two that
took rows from one source overlap because of that source. Counted as two lists they make the uncounted vanish. So lists
tied by a chain of "drew on", also through a source outside the case, are joined into one list before anything is
estimated (Bishop, Fienberg and Holland 1975, ch. 6.5, on dependent lists; design: "sources that go back to one origin; a
family counts once"). Proved by tests/toll/counting/test_declarations.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from aigaq.accounts.explanations import text_in
from aigaq.toll.counting.policy import ListDeclared, check_declarations, read_declarations
from aigaq.toll.family import Code, Finding, Outcome
from aigaq.values.scripts import fold

__all__ = [
    "FIELDS",
    "ListFamily",
    "check_declarations",
    "families_of",
    "findings_of",
    "read_declarations",
    "undeclared",
]

FIELDS = ("keeper", "begins", "gathered", "drew_on")
"""What must be declared of a list before a number that rests on it stands without a warning."""


@dataclass(frozen=True, slots=True)
class ListFamily:
    """Lists that count as one, in the order of the table, and the words for sources outside through which they are tied."""

    lists: tuple[str, ...]
    through: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What the joined list is called (`Table.joined`)."""
        return " + ".join(self.lists)


def families_of(declared: Iterable[ListDeclared], lists: Sequence[str] | None = None) -> tuple[ListFamily, ...]:
    """The families of two lists or more.

    Args:
        declared: in any order; a list that another names and nobody declares ties them all the same.
        lists: the lists of the table in their order; else those declared.
    """
    told = list(declared)
    names = list(lists) if lists is not None else [one.name for one in told]
    known = {*names, *(one.name for one in told)}
    words: dict[str, str] = {}
    parent: dict[tuple[bool, str], tuple[bool, str]] = {}

    def root(node: tuple[bool, str]) -> tuple[bool, str]:
        parent.setdefault(node, node)
        while parent[node] != node:
            node = parent[node]
        return node

    for one in told:
        for word in one.drew_on or ():
            source = (True, word) if word in known else (False, _folded(word))
            if not source[0]:
                words.setdefault(source[1], word)
            ends = sorted((root((True, one.name)), root(source)))
            parent[ends[1]] = ends[0]
    groups: dict[tuple[bool, str], list[str]] = defaultdict(list)
    for name in names:
        groups[root((True, name))].append(name)
    outside: dict[tuple[bool, str], list[str]] = defaultdict(list)
    for folded in words:
        outside[root((False, folded))].append(words[folded])
    return tuple(
        ListFamily(tuple(group), tuple(sorted(_shared(outside[at], group, told))))
        for at, group in groups.items()
        if len(group) > 1
    )


def _shared(outside: Iterable[str], group: Sequence[str], told: Iterable[ListDeclared]) -> list[str]:
    """The sources outside on which two lists of a family drew, or more."""
    drawn = [{_folded(word) for word in one.drew_on or ()} for one in told if one.name in group]
    return [word for word in outside if sum(_folded(word) in one for one in drawn) > 1]


def undeclared(declared: Iterable[ListDeclared], lists: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The lists of which something is not declared, in their order, each with the names of the missing fields."""
    told = {one.name: one for one in declared}
    missing = {name: tuple(field for field in FIELDS if not _said(told.get(name), field)) for name in lists}
    return {name: fields for name, fields in missing.items() if fields}


def findings_of(declared: Iterable[ListDeclared], lists: Sequence[str]) -> tuple[Finding, ...]:
    """What the declarations of a table's lists find: lists counted as one, and what nobody declared."""
    told = list(declared)
    found = []
    families = families_of(told, lists)
    if families:
        joined = "; ".join(family.label for family in families)
        # They are counted as one, which is right: it is said, and no reason against the number.
        found.append(_finding(Code.COPIES, Outcome.REPORTED, {"lists": joined, "families": len(families)}))
    missing = undeclared(told, lists)
    if missing:
        found.append(_finding(Code.UNDECLARED, Outcome.WITH_WARNINGS, _named(missing)))
    return tuple(found)


def _named(missing: Mapping[str, tuple[str, ...]]) -> dict[str, str | int | float]:
    """What the words need: under `lists` those of which nothing at all is declared, under each field those that lack it
    alone or with others. Fields are named by their codes; `wording` says them."""
    named: dict[str, str | int | float] = {"number": len(missing)}
    bare = [name for name, fields in missing.items() if fields == FIELDS]
    if bare:
        named["lists"] = "; ".join(bare)
    for field in FIELDS:
        lacking = [name for name, fields in missing.items() if field in fields and fields != FIELDS]
        if lacking:
            named[field] = "; ".join(lacking)
    return named


def _finding(code: Code, outcome: Outcome, named: Mapping[str, str | int | float]) -> Finding:
    return Finding(code, outcome, MappingProxyType(dict(named)))


def _said(one: ListDeclared | None, field: str) -> bool:
    """Whether a field was declared; that a list drew on nothing is a declaration too."""
    value = None if one is None else getattr(one, field)
    if field == "drew_on":
        return value is not None
    return value is not None and bool(text_in(value, "en")[0].strip())


def _folded(word: str) -> str:
    return " ".join(fold(word).split())
