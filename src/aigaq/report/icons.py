"""The small mark beside a name or a statement: shape is the side, fill the standing, a ring the machine.

Drawn by `pictures`; kept here is only which mark a statement has. Proved by tests/report/test_icons.py.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from markupsafe import Markup

from aigaq.pictures import Mark, icon
from aigaq.report.material import Said
from aigaq.statements import Figure, Side


def mark_of(said: Said) -> Mark:
    """The mark of a statement."""
    statement = said.statement
    qualifier = statement.qualifier.value if isinstance(statement, Figure) else "exact"
    machine = said.reading == "machine"
    return Mark(statement.said_by.value, said.standing.value, qualifier, machine)


@cache
def _drawn(mark: Mark) -> Markup:
    return Markup(icon(mark))  # noqa: S704  drawn by us from closed codes


def icon_of(subject: Said | Side | Mark) -> Markup:
    """The mark of a statement, or of a side alone, as a small drawing without words (the words stand beside it)."""
    if isinstance(subject, Mark):
        return _drawn(subject)
    if isinstance(subject, Side):
        return _drawn(Mark(subject.value))
    # Beside words the whisker is left out: the words tell how exact the number is.
    return _drawn(replace(mark_of(subject), qualifier="exact"))
