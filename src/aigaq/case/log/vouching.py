"""Whose logs these are: the founder's, those an admin enrolled, others; and up to where each is trusted. Pure.

    founder    the log whose entry 0 is the case id: an admin
    enrol      counts where an admin's log says it before the head at which that admin was revoked
    revoke     counts wherever a log says it that was ever enrolled as admin: revocations only add up, so no order of
               merging and no clock plays a part. The lowest pin holds
    a pin      is a head, not a size: of a log with another history only what lies under that head counts, and where
               no history with that head is here, nothing

So whoever steals an admin's key can take trust away, never give it to what lies beyond the pin. Design §4;
docs/methods/threats.md. Proved by tests/case/test_vouching.py with hypothesis over shuffled entries.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from aigaq.case.log.entries import Enrol, EntryView, Open, Revoke
from aigaq.case.log.vocabulary import DeviceRole, device_role_of
from aigaq.case.standards import tiles

RANK = (DeviceRole.NONE, DeviceRole.UNKNOWN, DeviceRole.FIELD, DeviceRole.MEMBER, DeviceRole.ADMIN)
"""From least to most: of several enrolments of one log the highest role holds."""
SHREDDERS = (DeviceRole.ADMIN, DeviceRole.MEMBER)
"""The roles whose `shred` entries are carried out."""
Head = tuple[int, str]
"""Size and root of the head of a log at which it is revoked."""


@dataclass(frozen=True, slots=True)
class Trust:
    """How far a log is trusted: its role, and the head beyond which nothing counts (None: no such head)."""

    role: DeviceRole
    pin: Head | None = None


NOBODY = Trust(DeviceRole.NONE)
"""Of a log nobody says anything of."""


@dataclass(frozen=True, slots=True)
class Said:
    """An `enrol` or `revoke` entry: the log that says it, its place there."""

    by: str
    index: int
    entry: Enrol | Revoke


@dataclass(slots=True)
class Vouching:
    """The openings, enrolments and revocations of a case, and what follows from them.

    `opens`: log → (entry id, opening); `forked`: log → the place from which it has two histories, where nobody is
    enrolled any more.
    """

    case_id: str
    opens: dict[str, tuple[str, Open]] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    forked: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, case_id: str, views: Iterable[EntryView], *, forked: Mapping[str, int] | None = None) -> Vouching:
        """From the entries of a case."""
        made = cls(case_id, forked=dict(forked or {}))
        for view in views:
            if not view.index or b'"enrol"' in view.raw or b'"revoke"' in view.raw:
                entry = view.typed
                if isinstance(entry, Open) and not view.index:
                    made.opens[view.log] = opened(made.opens.get(view.log), (view.id, entry))
                elif isinstance(entry, Enrol | Revoke):
                    made.said.append(Said(view.log, view.index, entry))
        return made

    def founders(self) -> set[str]:
        """The log that begins the case."""
        return {log for log, (entry, opening) in self.opens.items() if entry == self.case_id and opening.case is None}

    def ever(self) -> dict[str, DeviceRole]:
        """The role of each log as if nobody had been revoked."""
        return self._roles(lambda said: True)

    def pins(self) -> dict[str, Head]:
        """The lowest head at which each log was revoked, by a log that was ever an admin's."""
        ever, found = self.ever(), dict[str, Head]()
        for said in self.said:
            if isinstance(said.entry, Revoke) and ever.get(said.by) is DeviceRole.ADMIN:
                pin = said.entry.size, said.entry.root
                found[said.entry.log] = min(pin, found.get(said.entry.log, pin))
        return found

    def trust(self, *, shown: Callable[[str, Head], bool] = lambda log, pin: True) -> dict[str, Trust]:
        """Every log that is opened, enrolled or revoked, and how far it is trusted.

        Args:
            shown: True where a history of the log is here that has this head. Where none has it, what is here may be
                another history, so nobody is enrolled by it.
        """
        pins = self.pins()
        ends = {log: pin[0] if shown(log, pin) else 0 for log, pin in pins.items()}
        for log, place in self.forked.items():
            ends[log] = min(place, ends.get(log, place))
        roles = self._roles(lambda said: said.index < ends.get(said.by, said.index + 1))
        logs = {*self.opens, *roles, *pins}
        return {log: Trust(roles.get(log, DeviceRole.NONE), pins.get(log)) for log in sorted(logs)}

    def shredders(self) -> set[str]:
        """The logs whose `shred` entries are carried out: those ever enrolled as admin or member.

        Revocation takes nothing back here: bytes that are gone in one copy must not come back from another.
        """
        return {log for log, role in self.ever().items() if role in SHREDDERS}

    def _roles(self, counts: Callable[[Said], bool]) -> dict[str, DeviceRole]:
        """Roles that follow from the founder's and from the enrolments that count, until nothing new follows."""
        roles: dict[str, DeviceRole] = dict.fromkeys(self.founders(), DeviceRole.ADMIN)
        enrolments = [(said.by, said.entry) for said in self.said if isinstance(said.entry, Enrol) and counts(said)]
        grown = True
        while grown:
            grown = False
            for by, entry in enrolments:
                role, had = device_role_of(entry.role), roles.get(entry.log, DeviceRole.NONE)
                if roles.get(by) is DeviceRole.ADMIN and RANK.index(role) > RANK.index(had):
                    roles[entry.log], grown = role, True
        return roles


def opened(one: tuple[str, Open] | None, other: tuple[str, Open]) -> tuple[str, Open]:
    """Of the openings of two histories of one log always the same, whichever is read first."""
    return other if one is None else min(one, other, key=lambda said: (said[1].case is not None, said[0]))


def under_pin(histories: Iterable[Sequence[EntryView]], pin: Head) -> frozenset[tuple[int, str]] | None:
    """Place and id of the entries under the head at which a log was revoked; None where no history here has that head."""
    size, root = pin
    for history in histories:
        if len(history) >= size:
            leaves = [bytes.fromhex(view.id) for view in history[:size]]
            if tiles.edge_of(tiles.tree_levels(leaves), size).root().hex() == root:
                return frozenset((view.index, view.id) for view in history[:size])
    return None


def in_effect(
    views: Iterable[EntryView], under: Mapping[str, Collection[tuple[int, str]] | None]
) -> tuple[list[EntryView], list[EntryView]]:
    """Entries that count, and those beyond the head at which their log was revoked.

    Args:
        under: of each revoked log what `under_pin` gives.
    """
    if not under:
        return list(views), []
    good: list[EntryView] = []
    beyond: list[EntryView] = []
    for view in views:
        counts = view.log not in under or (view.index, view.id) in (under[view.log] or ())
        (good if counts else beyond).append(view)
    return good, beyond
