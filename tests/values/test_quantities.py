"""Numbers in sentences: what they say, what they are, and that spans are the words of the text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.values import tables
from aigaq.values.quantities import NumberKind, Quantity, find_numbers, find_quantities

Row = tuple[str, str, object, object, str]

ENGLISH: list[Row] = [
    ("Rescuers counted 1,204 houses.", "1,204", 1204, 1204, "exact"),
    ("It hit 1 204 houses.", "1 204", 1204, 1204, "exact"),
    ("More than 60 miners were below ground.", "60", 60, None, "more_than"),
    ("Over forty-two boats sank.", "forty-two", 42, None, "more_than"),
    ("No fewer than nine sheds burnt.", "nine", 9, None, "at_least"),
    ("At least a dozen trams stopped.", "a dozen", 12, None, "at_least"),
    ("At least another 14 were taken away.", "14", 14, None, "at_least"),
    ("As many as 3,000 queued.", "3,000", None, 3000, "up_to"),
    ("Under 50 seats were left.", "50", None, 50, "up_to"),
    ("Nearly a hundred and fifty goats died.", "a hundred and fifty", 150, 150, "about"),
    ("Some 800 tents arrived.", "800", 800, 800, "about"),
    ("Twenty or more were lifted out.", "Twenty", 20, None, "at_least"),
    ("There are 100+ cases.", "100", 100, None, "at_least"),
    ("60-odd families left.", "60", 60, 60, "about"),
    ("Between 10 and 15 lorries came.", "10 and 15", 10, 15, "range"),
    ("From 10 to 15 lorries came.", "10 to 15", 10, 15, "range"),
    ("10–15 thousand came.", "10–15 thousand", 10_000, 15_000, "range"),
    ("Two to three hundred came.", "Two to three hundred", 200, 300, "range"),
    ("Three or four nurses stayed.", "Three or four", 3, 4, "range"),
    ("Half a million fled.", "Half a million", 500_000, 500_000, "exact"),
    ("Two and a half thousand fled.", "Two and a half thousand", 2500, 2500, "exact"),
    ("5.8 million fled.", "5.8 million", 5_800_000, 5_800_000, "exact"),
    ("Dozens of hens were found.", "Dozens", 24, None, "vague"),
    ("Several hundred hens were found.", "Several hundred", 200, None, "vague"),
    ("Tens of thousands marched.", "Tens of thousands", 20_000, None, "vague"),
    ("A handful stayed.", "A handful", 2, None, "vague"),
    ("Scores of hens were found.", "Scores", 40, None, "vague"),
    ("A 225-strong crowd came.", "225", 225, 225, "exact"),
    ("१२३ tents arrived.", "१२३", 123, 123, "exact"),
]

OTHERS: list[tuple[str, Row]] = [
    ("ru", ("Погибло более 20 тыс. овец.", "20 тыс.", 20_000, None, "more_than")),
    ("ru", ("Около тысячи овец.", "тысячи", 1000, 1000, "about")),
    ("ru", ("Тысячи овец.", "Тысячи", 2000, None, "vague")),
    ("ru", ("Нашли двухсот двадцати пяти овец.", "двухсот двадцати пяти", 225, 225, "exact")),
    ("ru", ("От 10 до 15 шахтёров.", "10 до 15", 10, 15, "range")),
    ("ru", ("Не менее 20-ти овец.", "20-ти", 20, None, "at_least")),
    ("ru", ("Полторы тысячи овец.", "Полторы тысячи", 1500, 1500, "exact")),
    ("kk", ("20-дан астам қой.", "20-дан", 20, None, "more_than")),
    ("kk", ("Жүзге жуық қой.", "Жүзге", 100, 100, "about")),
    ("kk", ("Кемінде екі жүз жиырма бес қой.", "екі жүз жиырма бес", 225, None, "at_least")),
    ("kk", ("Ондаған қой.", "Ондаған", 20, None, "vague")),
    ("kk", ("Тағы бір қой онда жүр.", "бір", 1, 1, "exact")),
    ("kk", ("5,8 млн қой.", "5,8 млн", 5_800_000, 5_800_000, "exact")),
]


def _row(text: str, found: Quantity) -> Row:
    return text, found.text, found.low, found.high, found.qualifier


@pytest.mark.parametrize("language, row", [*(("en", row) for row in ENGLISH), *OTHERS])
def test_sentences(language: str, row: Row) -> None:
    assert [_row(row[0], found) for found in find_quantities(row[0], language)] == [row]


@pytest.mark.parametrize(
    "text, kinds",
    [
        ("Article 255 was read out", "label"),
        ("Flight 370 left", "label"),
        ("call +7 727 000 00 00 now", "phone"),
        ("see https://example.org/2022/12345", "address"),
        ("write to box12@example.org", "address"),
        ("COVID-19", "code"),
        ("a T-72 tank", "code"),
        ("version 1.2.3", "code code"),
        ("they won 5-4", "code code"),
        ("24/7", "code code"),
        ("a ratio of 3:1", "code code"),
        ("file 007", "code"),
        ("on the 5th floor", "ordinal"),
        ("a 16-year-old", "compound"),
        ("a three-day strike", "compound"),
        ("the twenty-first", "compound"),
        ("no one came", "pronoun"),
        ("one of the houses", "pronoun"),
        ("12% of it", "percent"),
        ("ten per cent of it", "percent"),
        ("$20m", "money"),
        ("40 million tenge", "money"),
        ("as a note says [12]", "label"),
        ("1. First\n2. Second", "label label"),
        ("one hour", "number"),
    ],
)
def test_kinds(text: str, kinds: str) -> None:
    assert [found.kind.value for found in find_numbers(text, "en")] == kinds.split()


@pytest.mark.parametrize(
    "text",
    [
        "on 4 January 2022",
        "in 2022",
        "by 10:30 on Saturday",
        "at 4 p.m.",
        "Jan. 2",
        "2022-01-05T16:37+06:00",
        "the 1990s",
        "three days ago",
        "no one, see www.example.org/99",
        "once, twice and thrice, often and tenfold",
        "someone weighs a stone; a height; freight; tension; lone; bone",
    ],
)
def test_no_quantity(text: str) -> None:
    assert find_quantities(text, "en") == []


def test_numbers_beside_dates_stay_apart() -> None:
    found = find_quantities("On January 5 225 goats and in January 2022 300 hens", "en")
    assert [quantity.low for quantity in found] == [225, 300]


@pytest.mark.parametrize(
    "text, language, qualifier",
    [
        ("Число погибших выросло до 164.", "ru", "exact"),
        ("Список погибших сократили на трёх человек, до 164.", "ru", "exact"),
        ("Погибли до 164 человек.", "ru", "up_to"),
        ("Число рейсов выросло, погибли до 164 человек.", "ru", "up_to"),
        ("Саны 164-ке дейін өсті.", "kk", "exact"),
        ("Онда 164-ке дейін адам бар.", "kk", "up_to"),
    ],
)
def test_what_a_count_came_to_is_not_up_to_it(text: str, language: str, qualifier: str) -> None:
    assert find_numbers(text, language)[-1].qualifier == qualifier


def test_what_a_count_was_changed_by_opens_no_range() -> None:
    assert [found.low for found in find_numbers("The toll was cut by two to 190.", "en")] == [2, 190]
    assert [(found.low, found.high) for found in find_numbers("Prices rose by 5 to 10 percent.", "en")] == [(5, 10)]


@pytest.mark.parametrize(
    "text, language", [("The count rose from 164 to 225.", "en"), ("Число выросло с 164 до 225.", "ru")]
)
def test_a_change_is_two_numbers(text: str, language: str) -> None:
    found = find_quantities(text, language)
    assert [(quantity.low, quantity.high, quantity.qualifier) for quantity in found] == [
        (164, 164, "exact"),
        (225, 225, "exact"),
    ]


def test_the_phrase_covers_the_qualifier() -> None:
    text = "It took between 10 and 15 hours, or no fewer than nine."
    found = find_quantities(text, "en")
    phrases = [text[quantity.phrase_start : quantity.phrase_end] for quantity in found]
    assert phrases == ["between 10 and 15", "no fewer than nine"]


# --- properties ----------------------------------------------------------------------------------------------------

PIECES = ["5", "1,204", "٣", "ten", "a", "hundred", "and", "-", "–", " ", " ", ".", ",", ":", "$", "%", "\n", "dozens",
          "more than", "January", "2022", "İ", "ı", "ſ", "до", "тысяч", "жүз", "дан", "+", "(", "]", "@", "of", "half a"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.sampled_from(["en", "ru", "kk"]))
def test_spans_are_slices_in_order(text: str, language: str) -> None:
    done = 0
    for found in find_numbers(text, language):
        assert found.text == text[found.start : found.end] != ""
        assert found.phrase_start <= found.start < found.end <= found.phrase_end <= len(text)
        assert found.start >= done
        done = found.end


@given(st.text(max_size=80), st.sampled_from(["en", "ru", "kk"]))
def test_any_text(text: str, language: str) -> None:
    for found in find_numbers(text, language):
        assert found.text == text[found.start : found.end]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_bounds_follow_the_qualifier(text: str) -> None:
    for found in find_quantities(text, "en"):
        low, high = found.low, found.high
        if found.qualifier in ("exact", "about"):
            assert low == high is not None
        elif found.qualifier == "range":
            assert low is not None and high is not None and low < high
        elif found.qualifier == "up_to":
            assert low is None and high is not None
        else:
            assert high is None


@given(st.integers(2, 10**9))
def test_digits_and_grouped_digits_are_one_number(number: int) -> None:
    plain, grouped = find_quantities(f"saw {number} birds", "en"), find_quantities(f"saw {number:,} birds", "en")
    if len(plain) == 1:  # a bare 1984 may be a year
        assert plain[0].low == grouped[0].low == number


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_word_of_the_file_is_read(language: str) -> None:
    data = tables.toml(f"quantities.{language}")
    for value, forms in data["words"].items():
        for form in forms:
            assert [found.low for found in find_numbers(f"{form} x", language, dates=[])] == [float(value)]
    for row in data["vague"]:
        for form in row["forms"]:
            text = " ".join([form, *row.get("followed_by", ["x"])[:1]])
            assert [found.qualifier for found in find_numbers(text, language, dates=[])] == ["vague"], form


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("side", ["before", "after"])
def test_every_qualifier_of_the_file_is_read(language: str, side: str) -> None:
    data = tables.toml(f"quantities.{language}")
    for code, forms in data[side].items():
        for form in forms:
            text = f"x {form} 77 x" if side == "before" else f"x 77 {form} x"
            assert [found.qualifier for found in find_quantities(text, language, dates=[])] == [code], text


def test_kinds_are_a_closed_list() -> None:
    assert {kind.value for kind in NumberKind} >= {"number", "percent", "money", "label", "code"}


@pytest.mark.parametrize("text, language", [("one hundred ", "en"), ("1 ", "en"), ("1,", "ru"), ("жүз ", "kk")])
def test_long_runs_take_linear_time(text: str, language: str) -> None:
    # A quadratic reader would need hours here.
    assert find_quantities(text * 20_000, language)


def test_speed_of_numbers_and_dates_together() -> None:
    text = "On 4 May the ministry said that more than 1,200 people had asked for a loan, and nobody knew why. " * 2000
    find_quantities(text[:200], "en")
    start = time.perf_counter()
    found = find_quantities(text, "en")
    took = time.perf_counter() - start
    assert len(found) == 2000
    # The aim is 500,000 characters a second on prose; this has a number a line, and the margin is for a busy machine.
    assert len(text) / took > 100_000
