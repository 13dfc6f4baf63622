"""Records as the toll sees them, written in one line each. Nobody is meant by any of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from aigaq.people.linkages import Linkages
from aigaq.statements.decisions import Verdict
from aigaq.statements.persons import Fate, FateSaid, Record
from aigaq.toll.counting.documented import Tallies, tallies_of
from aigaq.toll.counting.inclusion import Persons, persons_of, rows_of
from aigaq.toll.counting.policy import Inclusion, Policy
from aigaq.values.places import Gazetteer

DEAD = Policy(inclusion=Inclusion(words="Everybody killed"))


def record(name: str = "a", *fates: str, **told: object) -> Record:
    """A record of a list with these fates, all current; a key of its own where none is given."""
    said = tuple(FateSaid(status=Fate(one), item="", sheet="", row=0, current=True) for one in fates)
    given = {"key": "1", "item": "", "sheet": "", "row": 0, "cells": (), "named": True, "fates": said, **told}
    return Record(list=name, **given)  # type: ignore[arg-type]


def persons(*of: Sequence[Record], policy: Policy = DEAD, verdicts: Mapping[str, Verdict] | None = None) -> Persons:
    """The persons who have these records."""
    records = [one for group in of for one in group]
    labels = np.array([at for at, group in enumerate(of) for _ in group], np.int64)
    lists = sorted({one.list for one in records})
    rows = rows_of(records, policy, lists=lists, places=Gazetteer.shipped(), verdicts=verdicts)
    return persons_of(rows, labels)


def tallies(
    records: Sequence[Record],
    main: Sequence[int],
    *drawn: Sequence[int],
    policy: Policy = DEAD,
    lists: Sequence[str] | None = None,
) -> Tallies:
    """The tallies of records under a linkage and sampled ones; the ladder has one step, the main linkage."""
    names = sorted({one.list for one in records}) if lists is None else lists
    rows = rows_of(records, policy, lists=names, places=Gazetteer.shipped())
    labels = np.array(main, np.int64)
    sampled = np.array(drawn, np.int64).reshape(len(drawn), len(records))
    return tallies_of(rows, Linkages(labels, sampled, {0.5: labels}))
