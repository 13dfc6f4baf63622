"""Words of a name: where they begin, what clings, what is missing between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.people.names.splitting import MOST, persons, words


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("КАЙЫПОВ Бақыт", ["кайыпов", "бақыт"]),
        ("ZagipaYahyanovna", ["zagipa", "yahyanovna"]),
        ("И.И.Кайыпов", ["и", "и", "кайыпов"]),
        ("McDonald", ["mcdonald"]),
        ("Нур-Али", ["нур", "али"]),
        ("O'Neill d’Arc", ["oneill", "darc"]),
        ("Abd al-Rahman Yusuf", ["abdulrahman", "yusuf"]),
        ("Abdul Rahman", ["abdulrahman"]),
        ("Abu Bakr", ["abubakr"]),
        ("عبد الرحمن يوسف", ["عبدالرحمن", "يوسف"]),
        ("\u202eсакен\u202c 1985 🙂", ["сакен"]),
        ("Сака\u0301ен", ["сакаен"]),
        ("", []),
        ("12 345", []),
        ("Abdul", ["abdul"]),
        ("N0vak S1dorov 10", ["novak", "sidorov"]),
    ],
)
def test_words(text: str, forms: list[str]) -> None:
    assert [word.form for word in words(text)] == forms


def test_marks_of_a_word() -> None:
    first, second, third = words("КАЙЫПОВ, Бақыт А.")
    assert first.capitals and first.before_comma and not first.dotted
    assert not second.capitals and not second.before_comma
    assert third.dotted and not third.capitals


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Кайыпов Бақыт", 1),
        ("Кайыпов, Бақыт", 1),
        ("Кайыпов Бақыт; Ерланов Серік", 2),
        ("Кайыпов Бақыт / Ерланов Серік / Ерланова Әлия", 3),
        ("Kaipov Bakyt, Erlanov Serik", 2),
        ("Kaipov Bakyt and Erlanov Serik", 2),
        ("1. Kaipov Bakyt 2. Erlanov Serik", 2),
        ("Kaipov and Erlanov", 1),
        ("Кайыпов Бақыт и Ерланов Серік", 2),
        ("Кайыпов Бақыт И", 1),
        ("Garsia Botma, Juan Carlos", 1),
        ("Ann Botma, Juan Carlos, Omar Fahd", 3),
        ("", 1),
    ],
)
def test_persons(text: str, number: int) -> None:
    assert persons(text) == number


@given(st.text(max_size=200))
def test_any_text_has_words_or_none(text: str) -> None:
    found = words(text)
    assert len(found) <= MOST + 8  # the last match may hold several
    assert all(word.form for word in found)
    assert persons(text) >= 1
