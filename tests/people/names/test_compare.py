"""Two names: same, different, cannot tell. All names are invented."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.people.names import THRESHOLD, Verdict, compare, parse
from aigaq.people.names.compare import fits

NAMES = st.text("абвгджқңөұіИКЖabcghkwxyzşQ .,-;'ا ب ت م ١🙂\u200f\u0301", max_size=30)

SAME = [
    ("ҚАЙЫПБАЙ Бақыт Кабенұлы", "Кайыпбаев Бахыт Кабенович"),
    ("ҚАЙЫПОВ Бақыт Кабенұлы", "KAIPOV Bakhyt"),
    ("Шыңғыс Дәулетов", "Чингиз Даулетов"),
    ("Kaiypbaeva Zagipa Yahyanovna", "KAIYPBAEVA ZagipaYahyanovna"),
    ("Серікбаев Жақып", "Djakup Serikbayev"),
    ("Iliyas Tokshayev", "Tokschajew Iljas"),
    ("Nourlan Cholpanov", "Нурлан Шолпанов"),
    ("Yusuf Abd al-Rahman", "يوسف عبدالرحمن"),
    ("Omar Khaled Al-Sherif", "Omar Khalid El Sharif"),
    ("JanDaniel Botma", "Jan Daniel Botma"),
    ("Maria Schneider-Vogt", "Мария Шнайдер-Фогт"),
    ("Петренко Олена Игоревна", "Olena Petrenko"),
]
DIFFERENT = [
    ("Қайыпов Бақыт Кабенұлы", "Қайыпов Бақыт Серікұлы"),
    ("Кайыпов Серик", "Дюсембинов Серик"),
    ("Кайыпов Серик", "Кайыпов Болат"),
    ("Кайыпов Саша", "Кайыпова Саша"),
    ("Нұрлан Серікұлы", "Серік Нұрланұлы"),
    ("Salman bin Yusuf Rawdi", "Yusuf bin Salman Rawdi"),
    ("Frost, William G.", "William W Frost"),
    ("Omar Khaled", "Omar Fahd"),
    ("Бақыт", "Серік"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same(one: str, other: str) -> None:
    found = compare(one, other)
    assert found.verdict is Verdict.SAME and found.score >= THRESHOLD


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different(one: str, other: str) -> None:
    found = compare(one, other)
    assert found.verdict is Verdict.DIFFERENT and found.score < THRESHOLD


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Кайыпов Б.К.", "Қайыпов Бақыт Кабенұлы"),
        ("Kaipov B.", "Кайыпов Бахыт"),
        ("Кайыпов Ш.", "Kaipov Shyngys"),
        ("Кайыпов Б.", "Кайыпов Б.К."),
    ],
)
def test_initials_that_fit_are_no_match(one: str, other: str) -> None:
    found = compare(one, other)
    assert found.verdict is Verdict.CANNOT_TELL and found.score < THRESHOLD


def test_an_initial_beside_two_words_that_met_does_no_harm() -> None:
    assert compare("Кайыпов Бақыт К.", "Қайыпов Бақыт Кабенұлы").verdict is Verdict.SAME
    assert compare("Кайыпов Бақыт М.", "Қайыпов Бақыт Кабенұлы").verdict is Verdict.DIFFERENT


@pytest.mark.parametrize(
    ("initial", "word"), [("ш", "sholpan"), ("e", "ерлан"), ("ж", "jomart"), ("b", "бақыт"), ("к", "qasym")]
)
def test_an_initial_stands_for_a_word_in_another_script(initial: str, word: str) -> None:
    assert fits(initial, word)


def test_an_initial_does_not_stand_for_any_word() -> None:
    assert not fits("к", "хамит") and not fits("b", "серик")


def test_several_persons_and_no_name_cannot_be_told() -> None:
    assert compare("Кайыпов Бақыт; Ерланов Серік", "Кайыпов Бақыт").verdict is Verdict.CANNOT_TELL
    assert compare("", "Кайыпов").verdict is Verdict.CANNOT_TELL
    assert compare("12", "12").score == 0


def test_names_already_parsed_are_taken() -> None:
    one, other = parse("Кайыпов Бақыт"), parse("Kaipov Baqyt")
    assert compare(one, other) == compare("Кайыпов Бақыт", "Kaipov Baqyt")


@given(NAMES, NAMES)
def test_symmetric_and_between_0_and_1(one: str, other: str) -> None:
    there, back = compare(one, other), compare(other, one)
    assert there.score == pytest.approx(back.score) and there.verdict == back.verdict
    assert 0 <= there.score <= 1


@given(st.text(max_size=60))
def test_identical_names_score_1(text: str) -> None:
    if parse(text).tokens:
        assert compare(text, text).score == 1


@given(NAMES, NAMES)
def test_composition_makes_no_difference(one: str, other: str) -> None:
    assert compare(one, other).score == pytest.approx(compare(unicodedata.normalize("NFD", one), other).score)


@given(
    st.lists(st.sampled_from(["кайыпов", "бақыт", "кабенұлы", "aigul", "zhanar"]), min_size=2, max_size=3, unique=True)
)
def test_order_and_case_make_no_difference(words: list[str]) -> None:
    one = " ".join(words)
    assert compare(one, " ".join(reversed(words))).score == pytest.approx(1, abs=0.02)
    assert compare(one.upper(), one).score == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize(
    "text", ["a" * 500, "А " * 300, "\u200f\u200f", "🙂", "٣٤", "Ж", "'-.,;", "ИВАНОВ", "\x00\x1b[31m", "a;b;c\nd"]
)
def test_hostile_text_is_answered(text: str) -> None:
    assert 0 <= compare(text, "Кайыпов Бақыт").score <= 1
    assert 0 <= compare(text, text).score <= 1
