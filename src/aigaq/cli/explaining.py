"""How `set explanations` looks at the file before it is logged: what it names must be there.

Proved by tests/cli/test_explaining.py and tests/scripts/set.txt.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from aigaq.cli import manners
from aigaq.errors import UsageError

if TYPE_CHECKING:
    from aigaq.accounts.explanations import Explanations
    from aigaq.case import Case
    from aigaq.statements import Store


def look_through(case: Case, payload: bytes, *, where: Path, item: str | None) -> None:
    """Read a file of explanations and compare it with what the case holds, as far as it has been built.

    Raises:
        UsageError: it is set for one item.
        FormatError: it does not fit together, or names a row or source that is not there.
    """
    from aigaq.accounts.explanations import parse_explanations
    from aigaq.cli.overview import open_store

    if item is not None:
        raise UsageError("explanations are those of a whole case, not of one item", hint="leave out --item")
    read = parse_explanations(payload, where=manners.clean(where))
    store = open_store(case)
    if store is None:
        manners.warn("nothing has been built yet, so the rows it names were not looked up")
        return
    with closing(store):
        _compare(read, store, payload, where)


def _compare(read: Explanations, store: Store, payload: bytes, where: Path) -> None:
    from aigaq.accounts.explanations import KINDS, Names, check_explanations

    rows = {
        kind: Names((row.id, row.statement.key) for row in store.statements(kind)) for kind in sorted({*KINDS.values()})
    }
    sources = frozenset(source.key for source in store.sources())
    check_explanations(read, rows, sources, payload=payload, where=manners.clean(where))
