"""What cannot be an episode."""

from __future__ import annotations

import pytest

from aigaq.blackout.character.episode import Context, Episode, Happening, Onset
from aigaq.blackout.character.told import Span, Told
from aigaq.errors import FormatError


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": (10, 5)},
        {"end": (30, 20)},
        {"others": ((3, 1),)},
        {"watched": (9, 1)},
        {"onsets": (Onset(network="a", fell=Told.YES, start=(2, 1)),)},
        {"context": (Context(kind=Happening.STORM, when=(2, 1)),)},
        {"start": (10, 12), "end": (5, 9)},
    ],
)
def test_what_ends_before_it_begins_is_named(wrong: dict[str, object]) -> None:
    with pytest.raises(FormatError, match="before it begins"):
        Episode(**{"entity": "made", "start": (10, 12), **wrong})  # type: ignore[arg-type]


@pytest.mark.parametrize("start", [(None, None), (None, 5), (5, None), (5, 5)])
def test_open_sides_are_no_fault(start: Span) -> None:
    assert Episode(entity="made", start=start).start == start
