"""Posts: worded no further than the law has gone, in order, drawn by kind of change, put together by name only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from aigaq.report.material import Material, Said
from aigaq.report.places import shipped_name
from aigaq.report.posts import holders, picture, position_of, post_of, posts_in_order, view_of, worded
from aigaq.report.words import words
from aigaq.statements import Change, LegalStatus, row_id
from tests.report.conftest import book_of, viewer_of
from tests.report.made_up import material

LANGUAGES = ("en", "ru", "kk")


def posts(*given: dict[str, Any]) -> Material:
    """The invented case with these posts and no others."""
    whole = material()
    (said,) = whole.by_kind("position")
    made = [msgspec.structs.replace(said.statement, **one) for one in given]
    others = tuple(one for one in whole.said if one.kind != "position")
    return replace(whole, said=(*others, *(Said(row_id(one), one) for one in made)))


@pytest.mark.parametrize(
    ("change", "law", "told"),
    [
        ("detained", "suspect", "detained on suspicion"),
        ("convicted", "convicted", "convicted"),
        ("convicted", "convicted_closed_trial", "convicted in a closed trial"),
        ("detained", "none", "detained"),
        ("lost", "none", "lost"),
        ("lost", "suspect", "lost; on suspicion"),
        ("detained", "convicted_closed_trial", "detained; convicted in a closed trial"),
        ("convicted", "none", "convicted"),
        ("unknown", "suspect", "on suspicion"),
        ("unknown", "none", "not known"),
    ],
)
def test_it_is_worded_no_further_than_the_law_has_gone(change: str, law: str, told: str) -> None:
    said = posts({"change": Change(change), "legal_status": LegalStatus(law)}).by_kind("position")[0]
    assert worded(position_of(said), words("en")) == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_stage_has_its_own_words_in_every_language(language: str) -> None:
    t = words(language)
    told = {key: t(f"posts.{key}") for key in ("detained_suspect", "convicted", "convicted_closed")}
    assert len(set(told.values())) == 3
    closed = {"en": "closed", "ru": "закрытом", "kk": "жабық"}[language]
    suspicion = {"en": "suspicion", "ru": "подозрению", "kk": "күдік"}[language]
    assert closed in told["convicted_closed"] and closed not in told["convicted"]
    assert suspicion in told["detained_suspect"]


def test_the_real_case_says_of_each_what_its_row_says(january: Material) -> None:
    t = words("en")
    told = {str(said.statement.key): worded(position_of(said), t) for said in january.by_kind("position")}
    assert len(told) == 53
    assert told["P50"] == told["P53"] == told["P45"] == "convicted in a closed trial"
    assert told["P46"] == told["P48"] == "convicted"
    assert told["P15"] == told["P40"] == told["P51"] == "detained on suspicion"
    assert told["P07"] == "status ended" and told["P14"] == "lost" and told["P34"] == "gained"
    closed = [said.statement.key for said in january.by_kind("position") if position_of(said).legal_status is LegalStatus.CONVICTED_CLOSED_TRIAL]  # fmt: skip
    assert sorted(key for key, text in told.items() if "closed trial" in text) == sorted(map(str, closed))


def test_they_stand_in_the_order_of_time() -> None:
    whole = posts({"about": "2031-03"}, {"about": "../2031-02-01"}, {"about": None}, {"about": "2031-02-09~"})
    order = [position_of(said).about for said in posts_in_order(whole.by_kind("position"))]
    assert order == ["../2031-02-01", "2031-02-09~", "2031-03", None]


def test_a_row_tells_who_what_when_and_how() -> None:
    viewer = viewer_of(material())
    view = view_of(7, material().by_kind("position")[0], viewer, lambda number: f"posts.html#post-{number}")
    assert (view.person, view.what, view.post) == ("Ben Example", "lost", "head of the water board")
    assert (view.when, view.when_machine, view.by, view.how) == ("6 March 2031", "2031-03-06", "resignation", "resigned")  # fmt: skip
    assert (view.anchor, view.href) == ("post-7", "posts.html#post-7")
    org = posts({"post": "head", "org": "Water Board"}).by_kind("position")[0]
    assert post_of(position_of(org), words("en")) == "head, Water Board"
    assert post_of(position_of(posts({"post": None}).by_kind("position")[0]), words("en")) == "not stated"


def test_changes_of_one_name_stand_together(january: Material) -> None:
    viewer = book_of(january, shipped_name).viewer
    every = posts_in_order(january.by_kind("position"))
    views = [view_of(number, said, viewer, str) for number, said in enumerate(every, 1)]
    found = {holder.name: holder for holder in holders(views)}
    assert sum(len(holder.posts) for holder in found.values()) == 53
    told = [(post.what, post.when) for post in found["Karim Massimov"].posts]
    assert told == [("lost", "5 January 2022"), ("detained on suspicion", "6 January 2022"), ("convicted in a closed trial", "24 April 2023")]  # fmt: skip
    assert found["Karim Massimov"].since == "2022-01-08"


def test_every_dated_change_is_drawn_in_the_lane_of_its_kind(january: Material) -> None:
    viewer = book_of(january, shipped_name).viewer
    numbered = list(enumerate(posts_in_order(january.by_kind("position")), 1))
    made = picture(numbered, viewer, lambda number: f"#post-{number}")
    assert made is not None
    lanes = {lane.title: len(lane.bars) for lane in made.lanes}
    assert sum(lanes.values()) == 53
    assert lanes == {"Lost": 17, "Gained": 17, "Detained on suspicion": 7, "Status ended": 3, "Convicted": 2, "Convicted in a closed trial": 7}  # fmt: skip
    between = [bar for lane in made.lanes for bar in lane.bars if bar.start == "2022-02-14/2022-03-14"]
    assert [bar.precision for bar in between] == ["month", "month"], "a day between two is no interval that lasted"
    assert all(bar.periods for lane in made.lanes for bar in lane.bars)


def test_without_a_date_there_is_no_picture() -> None:
    whole = posts({"about": None}, {"about": "someday"})
    assert picture(list(enumerate(whole.by_kind("position"), 1)), viewer_of(whole), str) is None
