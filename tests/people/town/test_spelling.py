"""Latin spellings against what passports, gazetteers and newspapers write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.people.town import tables
from aigaq.people.town.spelling import spell, systems


@pytest.mark.parametrize(
    ("word", "system", "latin"),
    [
        ("Ерлан", "press", "Yerlan"),
        ("Алексеевна", "press", "Alekseyevna"),
        ("Дмитрий", "press", "Dmitry"),
        ("Дмитрий", "passport", "Dmitrii"),  # ICAO Doc 9303: Й is I
        ("Юлия", "passport", "Iuliia"),  # Ю is IU, Я is IA
        ("Щербаков", "passport", "Shcherbakov"),
        ("Қайрат", "bgn", "Qayrat"),  # BGN/PCGN Kazakh: Қ is Q, Ғ is Gh, Ң is Ng
        ("Ғаниев", "bgn", "Ghaniyev"),
        ("Шыңғыс", "bgn", "Shyngghys"),
        ("Қуаныш", "latin2021", "Quanyş"),
        ("Шыңғыс", "latin2021", "Şyñğys"),
        ("Жұмабек", "latin2021", "Jūmabek"),
        ("Мөлдір", "press", "Moldir"),
        ("Илья", "press", "Ilya"),
        ("Григорьев", "press", "Grigoryev"),
        ("Қайрат", "own", "Қайрат"),
    ],
)
def test_as_others_write_it(word: str, system: str, latin: str) -> None:
    assert spell(word, system) == latin


@given(st.sampled_from(systems()[1:]), st.data())
def test_every_tabled_name_becomes_latin(system: str, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(tables.rows("given.kk")))
    for language in ("kk", "ru"):
        made = spell(row[language], system)
        assert made.isalpha()
        assert all(ord(letter) < 0x400 for letter in made)
        assert made[0].isupper()


def test_what_is_not_tabled_stays() -> None:
    assert spell("Ли-Ван 2", "press") == "Li-van 2"
