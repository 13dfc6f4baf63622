from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aigaq.pictures.places import Places
from aigaq.pictures.surface import Box

ALL = Box(0, 0, 400, 200)
spots = st.lists(st.tuples(st.floats(0, 400), st.floats(0, 200), st.floats(5, 120)), max_size=30)


@given(spots, st.booleans())
def test_labels_never_meet_and_stay_inside(labels: list[tuple[float, float, float]], far: bool) -> None:
    places = Places(ALL)
    found = [place.box for x, y, width in labels if (place := places.label((x, y), width, reach=12, far=far))]
    for index, box in enumerate(found):
        assert box.left >= 0
        assert box.right <= 400
        assert not any(box.meets(other) for other in found[index + 1 :])


def test_the_first_free_place_is_taken() -> None:
    places = Places(ALL)
    assert places.label((200, 100), 50, reach=12, far=False) is not None
    second = places.label((200, 100), 50, reach=12, far=False)
    assert second is not None
    assert second.anchor == "end"


def test_a_far_label_has_a_leader_to_its_mark() -> None:
    place = Places(ALL).label((200, 100), 50, reach=12, far=True)
    assert place is not None
    assert place.leader is not None
    (x, y), end = place.leader
    assert (x - 200) ** 2 + (y - 100) ** 2 <= 12**2
    assert end[1] in (place.box.top, place.box.bottom)


def test_no_room_gives_no_label() -> None:
    assert Places(Box(0, 0, 40, 40)).label((20, 20), 60, reach=12, far=True) is None


def test_marks_step_aside_and_give_up_after_so_many_steps() -> None:
    places = Places(ALL)
    xs = [places.mark(200, 100, 15, most=1) for _ in range(5)]
    assert len(set(xs[:3])) == 3
    assert xs[3:] == [200, 200]
