from __future__ import annotations

import math

from aigaq.pictures.map_room import DISTANCES, Room
from aigaq.pictures.surface import Box

BOUNDS = Box(0, 0, 300, 200)


def test_the_first_label_stands_to_the_right_with_its_first_line_at_the_spot() -> None:
    found = Room(BOUNDS).near((100, 100), (60, 40), reach=10)
    assert found is not None
    assert (found.box.left, found.end, found.leader) == (114, False, None)
    assert found.box.top < 100 < found.box.top + 17


def test_labels_of_one_spot_never_meet() -> None:
    room = Room(BOUNDS)
    room.take_around((150, 100), 12)
    found = [room.near((150, 100), (50, 30), reach=10) for _ in range(6)]
    boxes = [one.box for one in found if one is not None]
    assert len(boxes) >= 3
    assert not any(one.meets(other) for one in boxes for other in boxes if one is not other)


def test_a_far_label_has_a_leader_from_the_edge_of_its_spot() -> None:
    room = Room(BOUNDS)
    found = room.far((150, 100), (50, 30), reach=10, most=DISTANCES[-1])
    assert found is not None and found.leader is not None
    start, end = found.leader
    assert math.dist(start, (150, 100)) < 11
    assert found.box.left <= end[0] <= found.box.right


def test_where_there_is_no_room_there_is_no_label() -> None:
    room = Room(BOUNDS)
    assert room.near((150, 100), (400, 30), reach=10) is None
    assert room.far((150, 100), (400, 30), reach=10, most=DISTANCES[-1]) is None
    assert room.inside([(150, 100)], (400, 30)) is None


def test_inside_takes_the_first_point_with_room() -> None:
    room = Room(BOUNDS)
    room.take_around((150, 100), 40)
    assert room.inside([(150, 100), (250, 50)], (60, 20)) == Box(220, 40, 280, 60)
