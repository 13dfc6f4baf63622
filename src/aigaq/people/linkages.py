"""Other ways to say who is who, kept beside the persons: partitions drawn from the doubt, and the ladder of thresholds.

A count over persons must not hide that the persons are in doubt. So linking hands on `DRAWN` sampled partitions (seed
fixed) and the persons at each threshold of the ladder (aigaq.people.linking.partitions), as one row for each record that
stands elsewhere in any of them; all other records are with their person in every one. Sampled partitions know the doubt
of compared pairs only: a pair that no key brought together is apart in all of them (docs/methods/people.md).
Proved by tests/people/test_linkages.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aigaq.statements.persons import LinkageRow

if TYPE_CHECKING:
    from aigaq.people.linking.link import Linked
    from aigaq.statements.persons import People

Numbers = NDArray[np.int64]

DRAWN = 20
SEED = 0


@dataclass(frozen=True)
class Linkages:
    """Who is who in every way that is kept, for records in one order: equal labels are one person.

    `main` [records]: the persons of the case. `drawn` [DRAWN, records]: sampled. `ladder`: threshold to [records].
    """

    main: Numbers
    drawn: Numbers
    ladder: Mapping[float, Numbers]


def rows_of_linkages(linked: Linked, ids: Sequence[str]) -> Iterator[LinkageRow]:
    """One row for each record that is elsewhere in some partition: the label of its person in each, drawn ones first.

    A label is the place of the person's first record in `ids`, which are those of the linked records by list and key.
    """
    from aigaq.people.linking.partitions import ladder, sample

    steps = ladder(linked)
    held = np.concatenate([sample(linked, DRAWN, seed=SEED), np.array([steps[one] for one in sorted(steps)])])
    for at in (held != linked.persons).any(axis=0).nonzero()[0].tolist():
        yield LinkageRow(ids[at], tuple(held[:, at].tolist()))


def linkages_of(people: People, ids: Sequence[str]) -> Linkages:
    """The linkages of a store; `ids` are those of all its records, by list and key. A record nobody linked is alone."""
    from aigaq.people.linking.partitions import THRESHOLDS

    number = {record: at for at, record in enumerate(ids)}
    main = np.arange(len(ids), dtype=np.int64)
    first: dict[str, int] = {}
    members = sorted((number[record], person) for record, person in people.memberships() if record in number)
    for at, person in members:
        main[at] = first.setdefault(person, at)
    steps = sorted(THRESHOLDS)
    held = np.tile(main, (DRAWN + len(steps), 1))
    for row in people.linkages():
        held[:, number[row.record]] = row.labels
    return Linkages(main, held[:DRAWN], {step: held[DRAWN + at] for at, step in enumerate(steps)})
