"""What is said of a comparison: every word has its line, and the reasons name what decided. All names are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.people.names import alignment, compare, parse, reasons

NAMES = st.lists(
    st.sampled_from(["Кайыпов", "Бақыт", "Bakhyt", "Кабенұлы", "Kaipova", "Б.", "K.", "bin", "Aigul"]),
    min_size=1,
    max_size=4,
)


def test_each_word_beside_the_one_it_met() -> None:
    lines = alignment(compare("ҚАЙЫПОВ Бақыт Кабенұлы", "Bakhyt Kaipov"))
    assert [(line.one, line.other) for line in lines] == [("ҚАЙЫПОВ", "Kaipov"), ("Бақыт", "Bakhyt"), ("Кабенұлы", "")]
    assert [line.likeness is None for line in lines] == [False, False, True]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Кайыпов Бақыт", "Кайыпов Бақыт", "written alike"),
        ("Кайыпов Серик", "Кайыпов Болат", "they contradict"),
        ("Кайыпов Серик", "Кайыпов Серик Болатович", "missing, not contradicting"),
        ("Кайыпов С.", "Кайыпов Серик", "initials fit"),
        ("Кайыпов С.", "Кайыпов Болат", "initials do not fit"),
        ("Кайыпов Саша", "Кайыпова Саша", "different sexes"),
        ("Кайыпов Серик Болатович", "Кайыпов Серик Болатұлы", "fathers' names are the same"),
        ("Кайыпов Серик Болатович", "Кайыпов Серик Канатұлы", "fathers' names are not the same"),
        ("JanDaniel Botma", "Jan Daniel Botma", "spaces"),
        ("Кайыпов", "Zhanar", "no word of one"),
        ("", "Кайыпов", "no name"),
        ("Кайыпов Серик; Ерланов Болат", "Кайыпов Серик", "several persons"),
    ],
)
def test_the_reasons_name_what_decided(one: str, other: str, said: str) -> None:
    assert any(said in reason for reason in reasons(compare(one, other)))


@given(NAMES, NAMES)
def test_every_word_has_a_line(one: list[str], other: list[str]) -> None:
    found = compare(" ".join(one), " ".join(other))
    lines = alignment(found)
    assert sorted(line.one for line in lines if line.one) == sorted(word.text for word in parse(" ".join(one)).words)
    assert sorted(line.other for line in lines if line.other) == sorted(
        word.text for word in parse(" ".join(other)).words
    )
    assert reasons(found)
