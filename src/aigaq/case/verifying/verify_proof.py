"""Verifying a proof file: is it whole, who signed, which bytes does it speak of, by when did they exist.

`proof` holds the checks of tree and signature; here the time stamps are added, and what all of it proves is put into words.
Exit codes: 0 valid, 11 not consistent, 13 consistent but the key is not known. Normative: docs/formats/proof.md. Proved by
changing every byte of a proof (tests/case/test_verify_proof.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from aigaq.case.disk import layout
from aigaq.case.log.proof import Checked, Proof, Standing, check, parse_proof
from aigaq.case.log.provable import Anchor, claimed
from aigaq.case.standards import note, tokens
from aigaq.case.verifying.verify_anchors import anchor_of
from aigaq.errors import FormatError

EXIT_CODES = {Standing.VALID: 0, Standing.KEY_UNKNOWN: 13, Standing.OTHER_KEY: 13, Standing.BROKEN: 11}


@dataclass(frozen=True, slots=True)
class ProofVerification:
    """What came of one proof file. `item`: a file was compared with the item. `unchecked`: time stamps that cannot be checked here."""

    proof: Proof | None
    checked: Checked
    anchors: tuple[Anchor, ...] = ()
    unchecked: int = 0
    item: bool = False

    @property
    def verdict(self) -> Standing:
        """How far the proof holds."""
        return self.checked.standing

    @property
    def exit_code(self) -> int:
        """The exit code of this verdict."""
        return EXIT_CODES[self.verdict]

    @property
    def proved(self) -> tuple[str, ...]:
        """What the proof proves, in lines."""
        if self.proof is None or self.checked.head is None or self.verdict is Standing.BROKEN:
            return ()
        head, held = self.checked.head, self.verdict is Standing.VALID
        whose = "the key you gave" if held else "a key that lies in the proof itself"
        lines = [f"entry {self.proof.index} is under the head of {head.size} entries that was signed by {whose}"]
        if self.proof.item is not None:
            lines.append(f"the entry names bytes with the SHA-256 {self.proof.item}")
        if self.item:
            lines.append("the file given is these bytes")
        lines += [one.said for one in self.anchors]
        seen = [(name, claimed(time)) for name, time in self.checked.cosigned]
        lines += [f"the head was cosigned by {name}, at {time} by its clock" for name, time in seen]
        return tuple(lines)

    @property
    def not_proved(self) -> tuple[str, ...]:
        """What it does not prove, in lines."""
        lines = [
            "that what the bytes say is true, or that a site or person they name ever said it",
            "that nothing was left out before it was logged",
        ]
        if not self.anchors:
            lines.append("when it was logged: the time in the entry is the claim of the device that wrote it")
        if self.unchecked:
            lines.append(f"what {self.unchecked} of its time stamps say: they cannot be checked here")
        if self.checked.unknown:
            lines.append(f"who wrote {self.checked.unknown} cosignatures: their keys are not known to you")
        if self.verdict is not Standing.VALID:
            lines.append(f"whose it is: {self.verdict.value}")
        lines.append("that the key is whose you think: it must come from elsewhere than the proof")
        return tuple(lines)


def verify_proof(data: bytes, keys: Iterable[note.VerifierKey] = (), *, item: str | None = None) -> ProofVerification:
    """Check a proof file.

    Args:
        data: the bytes of the file, which must begin as a proof does (`proof.is_proof`).
        keys: verifier keys that came from elsewhere than the proof.
        item: the SHA-256 of a file the proof should be of.
    """
    try:
        proof = parse_proof(data)
    except FormatError as error:
        return ProofVerification(None, Checked(Standing.BROKEN, error.what))
    checked = check(proof, keys, item=item)
    if checked.head is None or checked.standing is Standing.BROKEN:
        return ProofVerification(proof, checked)
    try:
        anchors, unchecked = _anchors(proof, checked.head)
    except FormatError as error:
        return ProofVerification(proof, Checked(Standing.BROKEN, error.what, checked.head))
    return ProofVerification(proof, checked, anchors, unchecked, item is not None)


def _anchors(proof: Proof, head: note.Head) -> tuple[tuple[Anchor, ...], int]:
    """The time stamps, the earliest first, and how many cannot be checked here. FormatError where one does not hold."""
    stamped, log = proof.kept_name, layout.log_id(head.origin)
    found: list[Anchor] = []
    for token in proof.tokens:
        name = f"{layout.ANCHORS}/{stamped}/{sha256(token).hexdigest()}.tsr"
        try:
            checked = tokens.check_token(token, bytes.fromhex(stamped))
        except tokens.NotCheckable:
            continue
        found.append(anchor_of(name, checked, (log, head.size, head.root)))
    return tuple(sorted(found)), len(proof.tokens) - len(found)
