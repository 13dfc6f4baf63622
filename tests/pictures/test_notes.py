from __future__ import annotations

from aigaq.pictures import Mark, Period
from aigaq.pictures.notes import Note, draw_notes, labelled
from aigaq.pictures.surface import Surface, Words
from tests.pictures.checking import check_inside, lines, parse


def test_no_notes_take_no_room() -> None:
    surface = Surface(328)
    assert draw_notes(surface, 40, "Head", []) == 40
    assert not surface.nodes


def test_notes_flow_and_wrap() -> None:
    notes = [Note("dozens", Mark("ngo"), "a union"), Note("many", Mark("media"), "an agency"), Note("long " * 40)]
    surface = Surface(328)
    bottom = draw_notes(surface, 0, "Head", notes)
    root = parse(surface.svg("t", "", height=bottom))
    check_inside(root)
    base = {words: y for *_, y, words in lines(root)}
    assert base["dozens a union"] == base["many an agency"]
    assert len({y for *_, y, _ in lines(root)}) == 5


def test_a_withdrawn_number_is_struck() -> None:
    surface = Surface(328)
    draw_notes(surface, 0, "Head", [Note("164", Mark("official", "withdrawn"), "ministry")])
    assert any("p-struck" in str(node) for node in surface.nodes)


def test_a_speaker_with_no_room_is_left_out() -> None:
    assert labelled("12", "a very long name", 30)[1] == Words("", "p-q")


def test_the_drawing_has_room_for_an_earlier_version_that_takes_more_lines() -> None:
    periods = (Period("2031-01-05", "standing"), Period("2031-01-06", "withdrawn"))
    surface = Surface(328)
    note = Note("a long name " * 9, Mark("official", "withdrawn"), "", None, "told", periods)
    bottom = draw_notes(surface, 0, "Date not stated", [note])
    assert max(base for *_, base, _ in lines(parse(surface.svg("t", "d", height=bottom)))) <= bottom - 2
