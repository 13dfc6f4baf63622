"""Lists: what is called what, claims with their hedges, withdrawals."""

from __future__ import annotations

from aigaq.report.lists import called, claim, listed, taken_back
from aigaq.report.views import Viewer


def test_lists_are_cut_and_say_how_much_is_left(viewer: Viewer) -> None:
    said = viewer.material.by_kind("designation")
    made = listed(said, called, viewer, 1)
    assert (len(made.shown), made.left) == (1, 1)
    assert listed(said, called, viewer, 5).left == 0


def test_a_designation_keeps_the_words(viewer: Viewer) -> None:
    made = [called(said, viewer) for said in viewer.material.by_kind("designation")]
    assert [(one.words, one.who) for one in made] == [
        ("hooligans and wreckers", "those said to have attacked"),
        ("a week without names", ""),
    ]


def test_a_claim_names_its_hedges(viewer: Viewer) -> None:
    made = claim(viewer.material.by_kind("claim")[0], viewer)
    assert made.hedges == ("“remains unconfirmed” (unconfirmed)",)


def test_a_withdrawal(viewer: Viewer) -> None:
    made = taken_back(viewer.material.by_kind("withdrawal")[0], viewer)
    assert made.becomes == "withdrawn by its speaker"
    assert made.when == "not later than 7 March 2031"
    assert [one.standing for one in made.card.targets] == ["withdrawn by its speaker"]
