"""The rule of a case today, and what it was before: every policy that was set, with its day and what it changed.

A count that moved because its rule did must not look like a count that moved because of the dead. Nothing is forgotten: the
entries stay in the log, undone and replaced ones too. Of several current ones the greatest entry id is used and the
conflict is shown (docs/formats/entries.md, `set`). Proved by tests/toll/counting/test_policies.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from aigaq.errors import FormatError, NotFound
from aigaq.toll.counting.policy import NAME, NOTHING_SET, Policy, read_policy

if TYPE_CHECKING:
    from aigaq.case import Case, EntryView

_MARK = f'"{NAME}"'.encode()


class PolicySet(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One `set` of a policy: its entry, its moment (UTC, as the device claims) and its policy; None where it cannot be read.

    `changed`: the names of what differs from the one before: `words`, `whom`, `where`, `from`, `until`, `missing`,
    `strata`, `claimed`, `invented`, `list NAME`. `stands`: it is in effect and replaced by none. `used`: it is the one that is used.
    """

    entry: str
    at: str
    policy: Policy | None = None
    changed: tuple[str, ...] = ()
    stands: bool = False
    used: bool = False
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Policies:
    """All that was set, the oldest first, and the rule that is used."""

    history: tuple[PolicySet, ...]
    current: Policy
    is_set: bool

    @property
    def conflict(self) -> tuple[str, ...]:
        """The entries of current policies, where several stand."""
        standing = tuple(one.entry for one in self.history if one.stands)
        return standing if len(standing) > 1 else ()


def current_policy(case: Case) -> Policy | None:
    """The policy that is used; None where nothing is set.

    Raises:
        FormatError: it cannot be read.
    """
    payload = case.settings(NAME)
    return None if payload is None else read_policy(payload)


def entries_of(case: Case) -> list[tuple[str, str, str, bool, bool]]:
    """(moment, entry, blob, stands, undone) of all that was set, the oldest first: what `policies_of` depends on.

    Entries of one moment stand as in their log.
    """
    index = case.index()
    standing = {entry for entry, _ in index.settings(NAME)}
    return [
        (view.at, view.id, blob, view.id in standing, view.id in index.undone)
        for view, blob in sorted(_set(case), key=lambda one: (one[0].at, one[0].log, one[0].index))
    ]


def policies_of(case: Case) -> Policies:
    """What was set, and what is used.

    Raises:
        FormatError: the policy that is used cannot be read; an earlier one that cannot is kept without its rule.
    """
    used = next((entry for entry, _ in reversed(case.index().settings(NAME))), None)
    found = list[PolicySet]()
    before: Policy | None = None
    for at, entry, blob, stands, undone in entries_of(case):
        policy = _read(case, blob)
        found.append(
            PolicySet(
                entry=entry,
                at=at,
                policy=policy,
                changed=() if policy is None or before is None else changes(before, policy),
                stands=stands,
                used=entry == used,
                undone=undone,
            )
        )
        before = policy or before
    current = current_policy(case)
    return Policies(tuple(found), current or NOTHING_SET, current is not None)


def changes(before: Policy, after: Policy) -> tuple[str, ...]:
    """The names of what differs between two policies."""
    old, new = before.inclusion, after.inclusion
    fields = msgspec.structs.fields(type(new))
    found = [one.encode_name for one in fields if getattr(old, one.name) != getattr(new, one.name)]
    found += [one for one in ("strata", "claimed", "invented") if getattr(before, one) != getattr(after, one)]
    lists = {one.name: one for one in before.list}, {one.name: one for one in after.list}
    names = sorted({*lists[0], *lists[1]})
    return (*found, *(f"list {name}" for name in names if lists[0].get(name) != lists[1].get(name)))


def _set(case: Case) -> Iterator[tuple[EntryView, str]]:
    """(entry, blob) of every `set policy` of the case itself."""
    from aigaq.case.log.kinds import Set

    for view in case.index().views:
        if _MARK in view.raw:  # most entries are of items: they are not read again
            entry = view.typed
            if isinstance(entry, Set) and entry.what == NAME and entry.item is None:
                yield view, entry.blob


def _read(case: Case, blob: str) -> Policy | None:
    try:
        return read_policy(case.payload(blob))
    except (FormatError, NotFound):
        return None
