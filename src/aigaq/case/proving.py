"""Making the proof of one entry of a case, for somebody who has neither the case nor this program.

Of the kept heads that cover the entry, the one with the earliest time stamp is taken; where none has one, the greatest. Its
time stamps and cosignatures go along. The proof is checked before it is given out. Proved by tests/case/test_proving.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigaq.case.anchored import Kept, cosignatures, kept_heads, tokens_of
from aigaq.case.disk import files, layout
from aigaq.case.log import proof
from aigaq.case.log.auditing import Auditor
from aigaq.case.log.entries import EntryView
from aigaq.case.log.logs import LogFolder
from aigaq.case.log.provable import Anchor
from aigaq.case.standards import note
from aigaq.errors import CaseError, FormatError, NotFound

if TYPE_CHECKING:
    from aigaq.case.case import Case

_HINT = "`aigaq verify` says what is wrong"


def entry_to_prove(case: Case, short_id: str) -> EntryView:
    """The entry of this id; of an item, its first acquisition, by (at, log, place). NotFound where none or several."""
    what, full = case.resolve(short_id)
    wanted = full if what == "entry" else case.index().item(full).acquisitions[0]
    found = next((view for view in case.entries() if view.id == wanted), None)
    if found is None:
        raise NotFound("nothing in the case has this id", where=short_id)
    return found


def prove(case: Case, entry: EntryView) -> proof.Proof:
    """The proof of an entry of this case.

    Raises:
        CaseError: no kept head covers the entry, or the log's tiles do not give its root.
        FormatError: the entry is not one a proof can hold.
    """
    log = LogFolder(case.path / layout.LOGS / entry.log, entry.log)
    with files.in_words():
        kept, stamps = _best_head(case, log, entry.index)
        try:
            path = tuple(Auditor(log, kept.head.size).path(entry.index))
        except FormatError as error:
            raise CaseError(error.what, where=error.where, hint=_HINT) from None
        signed = note.parse_note(kept.data)
        checkpoint = note.format_note(signed.text, (*signed.signatures, *cosignatures(case.path, kept)))
        vkey = log.vkey()
    made = proof.Proof(entry.raw, str(vkey), tuple(stamps), entry.index, path, checkpoint)
    checked = proof.check(proof.parse_proof(proof.format_proof(made)), [vkey])
    if checked.standing is not proof.Standing.VALID:
        raise CaseError(checked.why, where=log.path, hint=_HINT)
    return made


def _best_head(case: Case, log: LogFolder, index: int) -> tuple[Kept, list[bytes]]:
    there = set(files.names(case.path / layout.ANCHORS))
    best: tuple[Anchor, Kept, list[bytes]] | None = None
    for kept in kept_heads(log, digests=there) if there else ():
        stamps = sorted(tokens_of(case.path, kept)) if kept.head.size > index else []
        if stamps and (best is None or stamps[0][0] < best[0]):
            best = stamps[0][0], kept, [data for _, data in stamps]
    if best is not None:
        return best[1:]
    greatest = next(kept_heads(log), None)
    if greatest is None or greatest.head.size <= index:
        raise CaseError("no signed head covers the entry", where=log.path, hint=_HINT)
    return greatest, []
