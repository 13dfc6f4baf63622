"""Sources: what is held, what was not read and why, who is named as a speaker."""

from __future__ import annotations

from dataclasses import replace

from aigaq.report.shelves import shelves
from aigaq.report.views import Viewer
from aigaq.statements import DateBasis, Dated
from tests.report.conftest import viewer_of
from tests.report.made_up import material


def test_items_held(viewer: Viewer) -> None:
    made = shelves(viewer)
    assert [view.title for view in made.held] == ["A week in Lower Example", "Сводка", None, None]
    assert [view.statements for view in made.held] == [13, 1, 1, 0]
    facts = {fact.label: fact.value for fact in made.held[0].facts}
    assert facts["Published"] == "9 March 2031 (shown on the page)"
    assert facts["Handling"] == "public"
    assert facts["Taken in"] == "10 March 2031, 09:00 UTC, by the clock of the device"


def test_what_was_not_read_and_why(viewer: Viewer) -> None:
    made = [(one.reason, one.detail) for one in shelves(viewer).unread]
    assert made == [("the language is not read", "characters 0 to 27"), ("the bytes are not text", "")]


def test_speakers_are_counted_as_printed(viewer: Viewer) -> None:
    counts = {one.name: one.statements for one in shelves(viewer).speakers}
    assert counts["The Example Bulletin"] == 13 and counts["the police"] == 2


def test_fields_on_which_descriptions_differ_are_all_shown() -> None:
    whole = material()
    disputed = replace(whole.held[0], published=None, disputed=(("published", ("2031-03-09", "2031-03-10")),))
    view = shelves(viewer_of(replace(whole, held=(disputed, *whole.held[1:])))).held[0]
    values = [fact.value for fact in view.facts if fact.label == "Published"]
    assert values == ["not stated", "2031-03-09 | 2031-03-10"]


def test_what_an_item_says_itself_is_marked() -> None:
    whole = material()
    page = replace(
        whole.held[3],
        title="Five hurt",
        published=Dated("2031-03-09", DateBasis.STATED),
        own=("published", "title"),
        own_site="The Invented Courier",
    )
    view = shelves(viewer_of(replace(whole, held=(*whole.held[:3], page)))).held[3]
    facts = {fact.label: fact.value for fact in view.facts}
    assert view.title == facts["Title, as the item itself says"] == "Five hurt"
    assert facts["Published"] == "9 March 2031 (as the item itself says)"
    assert facts["Site, as the item itself says"] == "The Invented Courier"
    assert "Language" in facts
