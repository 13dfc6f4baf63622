"""What has no effect any more, compared with the sentence of docs/formats/entries.md taken word for word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aigaq.case.log.effect import undone


@st.composite
def undos(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    """Undos that name what was there before them: entries `e0`… and earlier undos, some twice, some from nowhere."""
    known = [f"e{number}" for number in range(4)] + ["elsewhere"]
    made: dict[str, tuple[str, ...]] = {}
    for number in range(draw(st.integers(0, 12))):
        made[f"u{number}"] = tuple(draw(st.lists(st.sampled_from(known), min_size=1, max_size=4)))
        known.append(f"u{number}")
    return made


def in_effect(entry: str, named: dict[str, tuple[str, ...]]) -> bool:
    """An entry is in effect unless an undo that is itself in effect names it."""
    return not any(entry in what and in_effect(undo, named) for undo, what in named.items())


@given(undos(), st.randoms())
def test_it_is_the_sentence_of_the_format_in_any_order(named: dict[str, tuple[str, ...]], random: st.randoms) -> None:  # type: ignore[valid-type]
    shuffled = list(named.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    gone = undone(dict(shuffled))
    everything = {*named, *(one for what in named.values() for one in what)}
    assert gone == {one for one in everything if not in_effect(one, named)}


def test_undoing_an_undo_brings_back() -> None:
    assert undone({}) == frozenset()
    assert undone({"u": ("e",)}) == {"e"}
    assert undone({"u": ("e",), "w": ("u",)}) == {"u"}
    assert undone({"u": ("e",), "w": ("u",), "x": ("e",)}) == {"u", "e"}


def test_minds_may_change_more_often_than_python_nests() -> None:
    chain = {f"u{number}": (f"u{number - 1}",) for number in range(1, 30_000)}
    gone = undone({"u0": ("e",), **chain})
    assert len(gone) == 15_000
    assert "u29999" not in gone
    assert "e" not in gone
