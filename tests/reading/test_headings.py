"""Headings that say whose text it is."""

from __future__ import annotations

from aigaq.statements.records import Figure
from aigaq.statements.vocabulary import Side
from tests.reading.helpers import of_kind, source


def test_a_testimony_belongs_to_whom_its_heading_names() -> None:
    (figure,) = of_kind("TESTIMONY OF A FISHERMAN, 44\n\nWe buried 12 people behind the school.", Figure)
    assert (source(figure), figure.speakers[0].side) == ("FISHERMAN", Side.WITNESS)


def test_a_statement_says_on_which_side_we_is() -> None:
    text = "STATEMENT BY THE FREEDOM FOUNDATION\n\nWe have documented 12 deaths."
    (figure,) = of_kind(text, Figure)
    assert (source(figure), figure.speakers[0].side) == ("We", Side.NGO)


def test_who_is_asked_may_stand_before_the_verb() -> None:
    text = "Ilse Marrow runs the clinic. She talked to Dan Reeve.\n\nI counted 12 bodies in the gym."
    (figure,) = of_kind(text, Figure)
    assert [link.name for link in figure.speakers] == ["Ilse Marrow", "Dan Reeve"]
