"""Accounts: what was said of each subject, by whom, what became of it, and as known on which day.

Rules and their reasons: docs/methods/accounts.md. Proved by tests/accounts. The room reads rows of the derived store and
changes nothing; `stage` makes the rows it reads.
"""

from aigaq.accounts.accounts import Accounts, Listing, accounts, all_told, listing, relations_of
from aigaq.accounts.knowing import DatedBy, Reading
from aigaq.accounts.plain import plain_accounts, plain_line, plain_subject, plain_timeline
from aigaq.accounts.reach import Fate, Turn
from aigaq.accounts.relations import Basis, Relation
from aigaq.accounts.subjects import Subject, subject_from, subject_of
from aigaq.accounts.timeline import Timeline, timeline
from aigaq.accounts.told import Citation, Happening, Point, Spell, SubjectAccount, SubjectLine, Tally, Told

__all__ = [
    "Accounts",
    "Basis",
    "Citation",
    "DatedBy",
    "Fate",
    "Happening",
    "Listing",
    "Point",
    "Reading",
    "Relation",
    "Spell",
    "Subject",
    "SubjectAccount",
    "SubjectLine",
    "Tally",
    "Timeline",
    "Told",
    "Turn",
    "accounts",
    "all_told",
    "listing",
    "plain_accounts",
    "plain_line",
    "plain_subject",
    "plain_timeline",
    "relations_of",
    "subject_from",
    "subject_of",
    "timeline",
]
