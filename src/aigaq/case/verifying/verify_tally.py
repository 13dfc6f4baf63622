"""What the entries of all logs need and say, gathered bundle by bundle while a case is verified."""

from __future__ import annotations

from dataclasses import dataclass, field

from aigaq.case.log.entries import blobs_of, typed_all
from aigaq.case.log.kinds import (
    AnyEntry,
    Describe,
    Enrol,
    ItemEntry,
    Open,
    Pin,
    Revoke,
    SeenHeads,
    Set,
    SetAside,
    Shred,
)
from aigaq.case.log.vouching import Said, Vouching, opened
from aigaq.case.standards.merkle import leaf_hash


@dataclass(slots=True)
class Tally:
    """`items`: item → size; `texts`: blob → the item it is about, None where of none or of several; `sealed`: items whose bytes are a
    ciphertext; `shreds`: (log, entry) of every destruction; `seen`: (log that says so, place in it, head)."""

    items: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str | None] = field(default_factory=dict)
    sealed: set[str] = field(default_factory=set)
    shreds: list[tuple[str, Shred]] = field(default_factory=list)
    seen: list[tuple[str, int, Pin]] = field(default_factory=list)
    opens: dict[str, tuple[str, Open]] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)

    def take(self, log: str, index: int, raws: list[bytes]) -> None:
        """Take the entries index… of a log."""
        items, texts = self.items, self.texts
        for number, entry in enumerate(typed_all(raws)):
            if type(entry) is ItemEntry:
                items[entry.item] = entry.size
                blob, item = entry.description, entry.item
                if blob is not None and texts.setdefault(blob, item) != item:
                    texts[blob] = None  # several items share it, so destroying one of them does not excuse its absence
                if entry.handling == "sealed":
                    self.sealed.add(entry.item)
            elif entry is None:
                self.unknown[log] = self.unknown.get(log, 0) + 1
            else:
                self._other(log, index + number, raws[number], entry)

    def _other(self, log: str, number: int, raw: bytes, entry: AnyEntry) -> None:
        match entry:
            case Open() if number == 0:
                self.opens[log] = opened(self.opens.get(log), (leaf_hash(raw).hex(), entry))
            case Enrol() | Revoke():
                self.said.append(Said(log, number, entry))
            case Shred():
                self.shreds.append((log, entry))
            case SeenHeads(heads=heads):
                self.seen += [(log, number, pin) for pin in heads]
            case Describe(item=item, description=blob) | SetAside(item=item, reason=blob):
                self._name(blob, item)
            case Set(item=about, blob=blob):
                self._name(blob, about)
            case _:
                for blob in blobs_of(entry):
                    if blob not in self.items:
                        self._name(blob, None)

    def _name(self, blob: str, about: str | None) -> None:
        """A blob that is said to be about two things is about none: else who adds an entry could excuse its absence."""
        if self.texts.setdefault(blob, about) != about:
            self.texts[blob] = None

    def founders(self) -> dict[str, Open]:
        """The openings that begin a case, by entry id."""
        return {entry_id: opening for entry_id, opening in self.opens.values() if opening.case is None}

    def vouching(self, case_id: str, forked: dict[str, int]) -> Vouching:
        """Whose logs these are."""
        return Vouching(case_id, self.opens, self.said, forked)

    def destroyed(self, shredders: set[str]) -> set[str]:
        """The items and blobs that these logs have destroyed."""
        done = [entry for log, entry in self.shreds if log in shredders]
        return {entry.item for entry in done}.union(*(entry.blobs for entry in done))
