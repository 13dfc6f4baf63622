"""Encodings of one byte a letter: right, or refused, and never wrong."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import NotReadable, Reason
from aigaq.intake.encodings import find_encoding
from aigaq.intake.letters import names

# Invented sentences; none is about a real event.
SENTENCES = {
    "ru": "В посёлке Приречном после взрыва на складе пострадали двадцать три человека, сообщил мэр.",
    "kk": "Өзенді ауылындағы қоймада болған жарылыстан жиырма үш адам зардап шекті, деп хабарлады әкім.",
    "uk": "У селищі Приріччя після вибуху на складі постраждали двадцять троє людей, повідомив її голова.",
    "be": "У пасёлку Прырэчны пасля выбуху на складзе пацярпелі дваццаць тры чалавекі, паведаміў мэр.",
    "bg": "В селището след взрива в склада пострадаха двадесет и трима души, съобщи кметът на града.",
    "sr": "У насељу су после експлозије у складишту повређене двадесет три особе, саопштио је градоначелник.",
    "fr": "À Prérivière, vingt-trois personnes ont été blessées après l’explosion d’un dépôt, a déclaré le maire.",
    "de": "In Flußdorf wurden nach der Explosion im Lagerhaus dreiundzwanzig Menschen verletzt, erklärte die Bürgermeisterin.",
    "tr": "Dereköy'de depodaki patlamanın ardından yirmi üç kişi yaralandı, açıklamayı belediye başkanı yaptı.",
}
WRITTEN = [
    ("ru", "cp1251"),
    ("ru", "kz1048"),
    ("ru", "koi8-r"),
    ("kk", "kz1048"),
    ("uk", "cp1251"),
    ("be", "cp1251"),
    ("bg", "cp1251"),
    ("sr", "cp1251"),
    ("fr", "cp1252"),
    ("de", "cp1252"),
    ("tr", "cp1254"),
]


def read(data: bytes) -> str:
    encoded = find_encoding(io.BytesIO(data))
    return data[encoded.skip :].decode(encoded.name)


@pytest.mark.parametrize(("language", "encoding"), WRITTEN)
def test_a_sentence_is_enough(language: str, encoding: str) -> None:
    assert read(SENTENCES[language].encode(encoding)) == SENTENCES[language]


@pytest.mark.parametrize(("language", "encoding"), WRITTEN)
@given(st.data())
def test_right_or_refused(language: str, encoding: str, data: st.DataObject) -> None:
    """Any stretch of words: a short one may be refused, none may be read as something else."""
    words = SENTENCES[language].split()
    start = data.draw(st.integers(0, len(words) - 1))
    text = " ".join(words[start : data.draw(st.integers(start + 1, len(words)))])
    try:
        assert read(text.encode(encoding)) == text
    except NotReadable as error:
        assert error.reason in (Reason.ENCODING, Reason.UNKNOWN)


NAMES = [
    ("Қасым", "kz1048"),
    ("Ұлытау", "kz1048"),
    ("Өскемен", "kz1048"),
    ("Ғани", "kz1048"),
    ("Үржар", "kz1048"),
    ("Әсем", "kz1048"),
    ("Київ", "cp1251"),
    ("Єва", "cp1251"),
    ("Ґанна", "cp1251"),
    ("Јован", "cp1251"),
    ("Ўладзімір", "cp1251"),
]


@pytest.mark.parametrize(("name", "encoding"), NAMES)
@pytest.mark.parametrize("times", [0, 1, 8])
def test_a_name_in_a_russian_text_is_never_misread(name: str, encoding: str, times: int) -> None:
    """However long the text around it: only the letters on which two encodings differ tell them apart."""
    text = " ".join([SENTENCES["ru"]] * times + [name])
    try:
        assert read(text.encode(encoding)) == text
    except NotReadable as error:
        assert error.reason is Reason.ENCODING


def test_enough_names_tell() -> None:
    text = SENTENCES["ru"] + " Қазақстан Республикасы, Қызылорда, Қарағанды, Ақтөбе."
    assert read(text.encode("kz1048")) == text
    text = SENTENCES["ru"] + " " + SENTENCES["uk"]
    assert read(text.encode("cp1251")) == text


def test_two_ways_are_named() -> None:
    with pytest.raises(NotReadable, match="kz1048.* both fit the bytes") as caught:
        find_encoding(io.BytesIO("Ұлы".encode("kz1048")))
    assert caught.value.reason is Reason.ENCODING
    assert caught.value.hint is not None
    assert "--encoding kz1048" in caught.value.hint and "--encoding cp1251" in caught.value.hint


def test_encodings_that_give_the_same_text_do_not_compete() -> None:
    encoded = find_encoding(io.BytesIO(SENTENCES["ru"].encode("cp1251")))
    assert encoded.name == "cp1251"
    assert encoded.assumed == "windows-1251, by its letters (kz1048 would give the same text)"


def test_marks_alone_are_the_same_everywhere() -> None:
    text = "“It’s over” – 12 people…"
    assert read(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    "data", [bytes(range(128, 256)), SENTENCES["ru"].encode()[:-1] + b"\xd0\xff", b"\x98\x98 \x81"]
)
def test_what_fits_nothing_is_refused(data: bytes) -> None:
    with pytest.raises(NotReadable) as caught:
        find_encoding(io.BytesIO(data))
    assert caught.value.reason is Reason.UNKNOWN


def test_every_encoding_is_one_python_knows() -> None:
    assert names() == ("cp1251", "kz1048", "koi8-r", "cp1252", "cp1254")
    assert all("a".encode(name) == b"a" for name in names())
