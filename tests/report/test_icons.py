"""Marks of statements: side, standing, exactness, machine; beside words they are drawn without whiskers."""

from __future__ import annotations

from aigaq.report.icons import icon_of, mark_of
from aigaq.statements import Side, Standing
from tests.report.made_up import decided, material


def test_the_mark_of_a_statement() -> None:
    gone = next(said for said in material().said if said.standing is Standing.WITHDRAWN)
    mark = mark_of(gone)
    assert (mark.side, mark.standing, mark.qualifier, mark.machine) == ("official", "withdrawn", "exact", True)
    least = next(said for said in material().said if mark_of(said).qualifier == "at_least")
    assert "whisk" not in icon_of(least)


def test_a_decided_statement_has_no_ring() -> None:
    assert not any(mark_of(said).machine for said in decided(material(), "figure").by_kind("figure"))


def test_icons_are_decoration() -> None:
    for side in Side:
        assert 'aria-hidden="true"' in icon_of(side)
