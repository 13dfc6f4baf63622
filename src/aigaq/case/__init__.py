"""The evidence store: items by their SHA-256, an append-only signed log of what was done, and a verifier.

Design §4; normative text: docs/formats/entries.md. `case` is the door, `verify` the part a sceptic reads.
"""

from aigaq.case.acquiring import Added
from aigaq.case.batch import Batch, Clock, utc_now
from aigaq.case.case import Case
from aigaq.case.descriptions import Dated, Description
from aigaq.case.entries import EntryView
from aigaq.case.findings import Finding, Verdict, Verification
from aigaq.case.folder import FoundFile, Skipped, add_folder, find_files
from aigaq.case.index import Acquisition, Item
from aigaq.case.keys import Keystore
from aigaq.case.verify import verify
from aigaq.case.vocabulary import Handling, Role, What

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
