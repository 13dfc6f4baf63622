"""What each writing system makes of a name. Rows marked BGN and ICAO are those of the published tables."""

import pytest

from aigaq.people.names.readings import MOST, folded, readings, slots

BGN_KAZAKH = {
    "ғ": "gh",
    "қ": "q",
    "ң": "ng",
    "ш": "sh",
    "щ": "shch",
    "ч": "ch",
    "ц": "ts",
    "х": "kh",
    "һ": "h",
    "ж": "zh",
    "ю": "yu",
    "я": "ya",
}
ICAO = {
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "iu",
    "я": "ia",
    "й": "i",
    "ы": "y",
    "ё": "e",
    "г": "g",
}


@pytest.mark.parametrize(("cyrillic", "latin"), [*((a, b) for a, b in BGN_KAZAKH.items() if a != "ң"), *ICAO.items()])
def test_a_letter_and_its_published_romanisation_sound_alike(cyrillic: str, latin: str) -> None:
    assert set(readings(f"а{cyrillic}а")) & set(readings(f"a{latin}a"))


@pytest.mark.parametrize(
    ("token", "sound"),
    [
        ("Dawlet", "daulet"),
        ("Dáýlet", "daulet"),
        ("Muxtar", "muhtar"),
        ("Alexey", "aleksei"),
        ("Qasymjan", "kasimjan"),
        ("Julija", "iulia"),
        ("Tschingis", "cingis"),
        ("Nourlan", "nurlan"),
        ("Romanoff", "romanov"),
        ("Wasilij", "vasili"),
        ("Şolpan", "wolpan"),
        ("Wolpan", "wolpan"),
        ("Guennadi", "genadi"),
        ("Ярослав", "iaroslav"),
        ("Фёдор", "fiodor"),
        ("Asangazyқyzy", "asangazikizi"),
        ("سلمان", "slman"),
    ],
)
def test_one_of_the_readings(token: str, sound: str) -> None:
    assert sound in readings(token)


def test_no_letter_no_reading_and_never_too_many() -> None:
    assert readings("") == readings("12") == ()
    assert all(0 < len(readings(token)) <= MOST for token in ("Jwxczchsch", "x", "ъ", "ь", "李"))


def test_folding() -> None:
    assert folded("iie") == "e"
    assert folded("assan") == "asan"
    assert folded("djan") == "jan"


def test_slots_keep_consonants_and_where_vowels_stand() -> None:
    assert slots("kaiipov") == "kapav"
    assert slots("brk") == "brk"
