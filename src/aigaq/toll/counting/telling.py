"""What the report is told of the rule and of the lists: records that a row of the store keeps as JSON.

Proved by tests/toll/test_stage.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from aigaq.statements.persons import EditionRow
from aigaq.toll.counting.declarations import families_of, undeclared
from aigaq.toll.counting.policies import Policies, PolicySet
from aigaq.toll.counting.policy import ListDeclared, Policy


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """The rule of inclusion that is used, whether anybody set it, and all that was set, the oldest first.

    `conflict`: the entries of current policies, where several stand and the greatest is used.
    """

    is_set: bool
    policy: Policy
    conflict: tuple[str, ...] = ()
    history: tuple[PolicySet, ...] = ()


class FamilyTold(msgspec.Struct, frozen=True, kw_only=True):
    """Lists that count as one; `through`: the sources outside the case by which they are tied."""

    lists: tuple[str, ...]
    through: tuple[str, ...] = ()


class MissingTold(msgspec.Struct, frozen=True, kw_only=True):
    """A list and what nobody declared of it."""

    list: str
    fields: tuple[str, ...]


class ListTold(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a list, those dropped by its newest edition apart: how many, how many without a name, editions."""

    list: str
    rows: int
    unnamed: int
    editions: int


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """The lists of a case by name, what is declared of them, and what follows.

    `declared`: as in the policy; a keeper it does not name is the one that the description of the list names.
    `described`: the lists whose keeper is known so.
    """

    lists: tuple[str, ...] = ()
    rows: tuple[ListTold, ...] = ()
    declared: tuple[ListDeclared, ...] = ()
    described: tuple[str, ...] = ()
    families: tuple[FamilyTold, ...] = ()
    missing: tuple[MissingTold, ...] = ()


def rule_of(policies: Policies) -> Rule:
    """The rule and its history."""
    return Rule(is_set=policies.is_set, policy=policies.current, conflict=policies.conflict, history=policies.history)


def declared_of(policy: Policy, editions: Iterable[EditionRow]) -> Declared:
    """What is declared of the lists of a case, whose editions these are."""
    of: dict[str, list[EditionRow]] = {}
    for row in editions:
        of.setdefault(row.list, []).append(row)
    lists = tuple(sorted(of))
    declared, described = _with_keepers(policy.list, {name: of[name][-1].keeper for name in lists})
    return Declared(
        lists=lists,
        rows=tuple(
            ListTold(list=name, rows=of[name][-1].rows, unnamed=of[name][-1].unnamed, editions=len(of[name]))
            for name in lists
        ),
        declared=declared,
        described=described,
        families=tuple(
            FamilyTold(lists=family.lists, through=family.through) for family in families_of(declared, lists)
        ),
        missing=tuple(MissingTold(list=name, fields=fields) for name, fields in undeclared(declared, lists).items()),
    )


def _with_keepers(
    declared: Sequence[ListDeclared], keepers: dict[str, str]
) -> tuple[tuple[ListDeclared, ...], tuple[str, ...]]:
    told = {one.name: one for one in declared}
    described = []
    for name, keeper in keepers.items():
        one = told.get(name, ListDeclared(name=name))
        if one.keeper is None and keeper:
            told[name] = msgspec.structs.replace(one, keeper=keeper)
            described.append(name)
    return tuple(told[name] for name in sorted(told)), tuple(described)
