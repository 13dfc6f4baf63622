"""Conflicts: what observers say of the network that cannot all be so, named and never settled.

Each is found by a rule over fields, whoever and wherever it is about; `conflicts_of` applies all of them. Names and words
are data (data/conflicts.toml). docs/formats/blackouts.md describes the records.
"""

from aigaq.blackout.conflicts.finding import conflicts_of
from aigaq.blackout.conflicts.telling import Conflict, Hours, Kind, Said, Saying, Side, wording

__all__ = ["Conflict", "Hours", "Kind", "Said", "Saying", "Side", "conflicts_of", "wording"]
