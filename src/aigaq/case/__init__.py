"""The evidence store: items by their SHA-256, an append-only signed log of what was done, and a verifier.

Design §4; normative text: docs/formats/entries.md. `case` is the door, `verify` the part a sceptic reads.
"""

from aigaq.case.adding.acquiring import Added
from aigaq.case.adding.batch import Batch, Clock, utc_now
from aigaq.case.adding.folder import FoundFile, Skipped, add_folder, find_files
from aigaq.case.case import Case
from aigaq.case.log.descriptions import Dated, Description
from aigaq.case.log.entries import EntryView
from aigaq.case.log.index import Acquisition, Item
from aigaq.case.log.keys import Keystore
from aigaq.case.log.vocabulary import Handling, Role, What
from aigaq.case.verifying.findings import Finding, Verdict, Verification
from aigaq.case.verifying.verify import verify

__all__ = [
    "Acquisition",
    "Added",
    "Batch",
    "Case",
    "Clock",
    "Dated",
    "Description",
    "EntryView",
    "Finding",
    "FoundFile",
    "Handling",
    "Item",
    "Keystore",
    "Role",
    "Skipped",
    "Verdict",
    "Verification",
    "What",
    "add_folder",
    "find_files",
    "utc_now",
    "verify",
]
