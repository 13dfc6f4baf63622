from __future__ import annotations

from aigaq.pictures import MapPlace, Mark, Period
from aigaq.pictures.map_labels import ROW, counts, draw_label, labels_of
from aigaq.pictures.surface import Box, Surface


def places(count: int, **more: object) -> list[MapPlace]:
    sides = ("official", "media", "ngo")
    return [MapPlace(1.0, 1.0, "settlement", "x", Mark(sides[i % 3]), number=str(i), **more) for i in range(count)]  # type: ignore[arg-type]


def said(places: list[MapPlace], name: str = "Town", room: float = 130) -> list[tuple[list[str], list[str]]]:
    return [
        ([line.text for line in label.lines], [entry.text for row in label.rows for entry in row])
        for label in labels_of(name, "", places, room=room)
    ]


def test_statements_are_numbered_then_counted_then_left_to_the_name() -> None:
    assert said(places(3)) == [
        (["Town"], ["0", "1", "2"]),
        (["Town"], ["×1", "×1", "×1"]),
        (["Town"], []),
    ]


def test_too_many_to_number_are_counted_by_side() -> None:
    assert said(places(40))[0] == (["Town"], ["×14", "×13", "×13"])


def test_a_long_name_takes_two_lines_and_is_not_cut() -> None:
    found = said([], name="Presidential residence", room=92)
    assert (["Presidential", "residence"], []) in found
    assert said([], name="W" * 90, room=92) == [([said([], name="W" * 90, room=92)[0][0][0]], [])]


def test_a_spot_without_a_name_has_no_empty_label() -> None:
    assert said([], name="") == []
    assert [entries for _, entries in said(places(1), name="")] == [["0"], ["×1"]]


def test_rows_leave_links_their_size() -> None:
    label = next(iter(labels_of("Town", "", places(8), room=130)))
    assert len(label.rows) >= 2
    assert ROW >= 24


def test_a_count_that_only_a_machine_has_read_is_ringed() -> None:
    machine = [MapPlace(1.0, 1.0, "", "x", Mark("media", machine=True)), MapPlace(1.0, 1.0, "", "x", Mark("ngo"))]
    assert [(entry.mark.side, entry.mark.machine) for entry in counts(machine) if entry.mark] == [
        ("media", True),
        ("ngo", False),
    ]


def test_counts_grow_with_the_days() -> None:
    grown = [
        MapPlace(1.0, 1.0, "", "x", Mark("media"), listed="#all", periods=(Period(f"2031-01-{day:02d}"),))
        for day in (1, 1, 4, *range(5, 28))
    ]
    surface = Surface(328)
    label = next(label for label in labels_of("Town", "", grown, room=92) if label.rows)
    draw_label(surface, label, Box(10, 10, 10 + label.width, 10 + label.height), end=False, places=grown)
    svg = surface.svg("t", "d", height=100)
    assert 'data-from="2031-01-01" data-until="2031-01-04" display="none"' in svg
    assert ">×2<" in svg and ">×3<" in svg and ">×26<" in svg
    assert svg.count('aria-label="Town ×3"') == 1
