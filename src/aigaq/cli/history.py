"""What the entries of a case did, for `history`: in words, with what was undone or replaced marked.

Proved by tests/scripts/second-thoughts.txt and tests/cli/test_history.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aigaq.cli import manners
from aigaq.cli.ids import Ids, ids_of
from aigaq.cli.naming import thing
from aigaq.cli.options import case_argument, json_option, open_case
from aigaq.cli.overview import name_of
from aigaq.errors import FormatError, NotFound

if TYPE_CHECKING:
    from aigaq.case import Case, EntryView
    from aigaq.case.log.kinds import AnyEntry

NAMED = 3
"""How many of the entries an undo names are printed."""


@click.command()
@case_argument
@click.argument("short", metavar="[ID]", required=False)
@json_option
def history(folder: Path, short: str | None, as_json: bool) -> None:
    """List what was done, oldest first: the entries of each log, and what has been undone or replaced since.

    ID is an item, an entry, a batch (what one `add` brought in), or a locator that was observed: then only the entries
    about it. An entry is never changed. Its time is the claim of the computer that wrote it.

    \b
    Example:
      aigaq history town 3f2a91
    """
    case = open_case(folder)
    teller = Teller(case)
    about = None if short is None else _about(case, short, teller)
    entries = [view for view in case.entries() if about is None or view.id in about]
    if as_json:
        manners.say_json([teller.plain(view) for view in entries])
        return
    logs = {view.log for view in case.entries()}
    log = ""
    for view in entries:
        if view.log != log and len(logs) > 1:
            manners.say(f"log {view.log[:16]}  {teller.role(view.log)}")
        log = view.log
        manners.say(teller.line(view))


def _about(case: Case, short: str, teller: Teller) -> set[str]:
    """The entries about one thing, and the undos that name them."""
    what, full = thing(case, None, short)
    if what == "locator":
        about = teller.observing(full)
    else:
        about = {full, *(view.id for view in case.entries() if full in _names(view))}
        about |= {one for view in case.entries() if view.id == full for one in _replaced(view)}
    return about | {view.id for view in case.entries() if view.kind == "undo" and not about.isdisjoint(_replaced(view))}


def _names(view: EntryView) -> set[str]:
    """All ids an entry names in its fields."""
    values = view.fields
    return {one for one in values.values() if isinstance(one, str)} | set(_replaced(view))


def _replaced(view: EntryView) -> tuple[str, ...]:
    old = view.fields.get("replaces", ())
    return tuple(one for one in old if isinstance(one, str)) if isinstance(old, list) else ()


@dataclass
class Teller:
    """Puts the entries of a case into words."""

    case: Case

    @cached_property
    def ids(self) -> Ids:
        """The ids of the case."""
        return ids_of(self.case)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What people call each item."""
        return {item.sha256: name_of(item) for item in self.case.items()}

    @cached_property
    def undone_by(self) -> Mapping[str, tuple[str, ...]]:
        """The undos in effect that name an entry."""
        from aigaq.case.adding.thoughts import undoing

        return undoing(self.case.index())

    @cached_property
    def _replacers(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        return self.case.index().replacers()

    @cached_property
    def _beyond(self) -> frozenset[tuple[str, int]]:
        return frozenset((view.log, view.index) for view in self.case.look().beyond)

    def role(self, log: str) -> str:
        """What a log is to the case, in words."""
        trust = self.case.look().trust.get(log)
        role = "none" if trust is None else trust.role.value
        revoked = "" if trust is None or trust.pin is None else f", revoked beyond {trust.pin[0]:,} entries"
        return f"{'not vouched for' if role == 'none' else role}{revoked}"

    def replaced_by(self, view: EntryView) -> tuple[str, ...]:
        """The entries in effect that stand instead of an entry."""
        from aigaq.case.log.index import scope_of

        entry = view.typed
        return () if entry is None else self._replacers.get((scope_of(entry), view.id), ())

    def observing(self, locator: str) -> set[str]:
        """The entries that observed an address, undone ones too, and those that brought in what lies at it."""
        from aigaq.accounts.addresses import address
        from aigaq.cli.naming import located

        place = address(locator)
        looks = {view.id for view in self.case.entries() if view.kind == "observe" and self._at(view) == place}
        return looks | {entry for item in located(self.case, locator) for entry in item.acquisitions}

    def _at(self, view: EntryView) -> str:
        from aigaq.accounts.addresses import address

        return address(str(self.told(view).get("locator", "")))

    def told(self, view: EntryView) -> dict[str, Any]:
        """What a person wrote in the blob of an entry: a reason, an observation, a verdict; empty where it is not here."""
        from aigaq.case.log.kinds import Decide, Observe, SetAside, Undo

        try:
            match view.typed:
                case SetAside(reason=blob) | Undo(reason=str(blob)):
                    reason = self.case.payload(blob).decode("utf-8", "replace")
                    return {"reason": reason} if reason else {}
                case Observe(seen=blob):
                    return self._seen(blob)
                case Decide(blob=blob):
                    return self._decided(blob)
        except (NotFound, FormatError):
            return {"unreadable": True}
        return {}

    def _seen(self, blob: str) -> dict[str, Any]:
        import msgspec

        from aigaq.case.observations import decode_seen

        seen: dict[str, Any] = msgspec.to_builtins(decode_seen(self.case.salted(blob)))
        return seen

    def _decided(self, blob: str) -> dict[str, Any]:
        from aigaq.cli.phrases import gist
        from aigaq.statements import decode_decision

        payload = self.case.payload(blob)
        on_rows = _on_rows(payload)
        if on_rows is not None:
            return on_rows
        made = decode_decision(payload)
        told = {"verdict": made.verdict.value, "statement": gist(made.statement), "reason": made.reason}
        return {name: value for name, value in told.items() if value}

    def plain(self, view: EntryView) -> dict[str, Any]:
        """An entry as plain data, with what became of it."""
        more = {
            "undone_by": list(self.undone_by.get(view.id, ())),
            "replaced_by": list(self.replaced_by(view)),
            "told": self.told(view),
            "revoked_before": (view.log, view.index) in self._beyond,
        }
        return {
            "id": view.id,
            "log": view.log,
            "index": view.index,
            **view.fields,
            **{name: value for name, value in more.items() if value},
        }

    def line(self, view: EntryView) -> str:
        """An entry in one line."""
        head = (self.ids.short(view.id), manners.clean(view.at), f"{manners.clean(view.kind):8}")
        words = (manners.clean(word) for word in (*self.did(view), *self.since(view)))
        return "  ".join((*head, *(word for word in words if word))).rstrip()

    def since(self, view: EntryView) -> Iterator[str]:
        """What became of an entry."""
        if (view.log, view.index) in self._beyond:
            yield "without effect: its log was revoked before"
        elif by := self.undone_by.get(view.id):
            yield f"undone by {self.ids.short(by[0])}"
        elif by := self.replaced_by(view):
            yield f"replaced by {self.ids.short(by[-1])}"

    def did(self, view: EntryView) -> Iterator[str]:
        """What an entry did, in words."""
        entry = view.typed
        if entry is None:
            yield "not understood"
            return
        told = self.told(view)
        yield from self._of(entry)
        if "verdict" in told:
            yield f"{told['verdict']}: {told['statement']}"
        if "locator" in told:
            yield told["locator"]
            yield f"{_outcome(view, told)}, {told['observer']}, {told['interval']}"
        if "reason" in told:
            yield f"“{told['reason']}”"
        if "unreadable" in told:
            yield "what was written is not here"

    def _of(self, entry: AnyEntry) -> Iterator[str]:
        from aigaq.case.log import kinds

        match entry:
            case kinds.ItemEntry(item=item, batch=batch):
                yield from (*self._item(item), f"batch {batch[:8]}")
            case kinds.Describe(item=item) | kinds.SetAside(item=item) | kinds.Shred(item=item):
                yield from self._item(item)
            case kinds.Set(what=what, item=about):
                yield from (what, *(() if about is None else self._item(about)))
            case kinds.Derive(source=source, item=item, how=how):
                yield from (how, f"{self.ids.short(source)} → {self.ids.short(item)}", self.names.get(item, ""))
            case kinds.Undo(replaces=old):
                yield ", ".join(self._called(one) for one in old[:NAMED])
                yield f"and {len(old) - NAMED} more" if len(old) > NAMED else ""
            case kinds.Enrol(log=log, role=role):
                yield from (log[:16], role)
            case kinds.Revoke(log=log, size=size):
                yield from (log[:16], f"beyond {size} entries")

    def _item(self, item: str) -> tuple[str, str]:
        return self.ids.short(item), self.names.get(item, "")

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        named = {one for view in self.case.entries() if view.kind == "undo" for one in _replaced(view)}
        return {view.id: view.kind for view in self.case.entries() if view.id in named}

    def _called(self, entry: str) -> str:
        return f"{self._kinds.get(entry, 'unknown')} {self.ids.short(entry)}"


def _on_rows(payload: bytes) -> dict[str, Any] | None:
    """A decision on rows of lists: the rows by list and key, and nothing of what stands in them."""
    from aigaq.people.decide import rows_of
    from aigaq.statements.pairing import FateDecision, decode_on_rows

    try:
        made = decode_on_rows(payload)
    except FormatError:
        return None
    said = [f"{row.list}:{row.key}" for row in rows_of(made)]
    said += [made.status.value] if isinstance(made, FateDecision) else []
    told = {"verdict": made.verdict.value, "statement": " ".join(said), "reason": made.reason}
    return {name: value for name, value in told.items() if value}


def _outcome(view: EntryView, told: Mapping[str, Any]) -> str:
    values = view.fields
    parts = (values.get("outcome", ""), values.get("code", ""), told.get("notice", ""))
    return " ".join(str(part).replace("_", " ") for part in parts if part != "")
