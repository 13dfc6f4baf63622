"""Bodies taken up again by a part of their name or by their letters, the sides of people, and dates of a count."""

from __future__ import annotations

import pytest

from aigaq.statements.records import Figure
from aigaq.statements.vocabulary import Side
from tests.reading.helpers import read_text


def last(text: str, language: str = "en") -> Figure:
    """The last figure of a text."""
    return [one for one in read_text(text, language=language).statements if isinstance(one, Figure)][-1]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "en",
            "The Central Committee of Doctors said eight people died. The committee said later that nine had died.",
            Side.NGO,
        ),
        ("en", "The committee said that nine people had died.", Side.OFFICIAL),
        (
            "en",
            "The UN human rights office counted eight dead. The rights office said nine people died.",
            Side.INTERGOVERNMENTAL,
        ),
        ("en", "The rights office said nine people died.", Side.NGO),
        (
            "en",
            "The National Flood Relief and Rescue Council reported eight dead. The NFRRC said nine people died.",
            Side.OFFICIAL,
        ),
        ("en", "The NFRRC said nine people died.", Side.UNKNOWN),
        (
            "en",
            "The Viorna Human Rights Centre said eight people were held. "
            "Viorna researcher Ana Lund said nine people were held.",
            Side.NGO,
        ),
        ("en", "Viorna spokeswoman Ana Lund said nine people were held.", Side.UNKNOWN),
        ("en", "Nine people died, a Justice Ministry pathologist said.", Side.OFFICIAL),
        ("en", "Nine people died, a pathologist said.", Side.OTHER),
        ("en", "Nine people were held, opposition activists said.", Side.NGO),
        ("en", "The media in the capital's centre, Interior Minister Ana Lund said nine people died.", Side.OFFICIAL),
        ("ru", "Сотрудники полиции сообщили, что девять человек погибли.", Side.OFFICIAL),
        ("ru", "Правозащитный портал «Звено» сообщил о девяти погибших.", Side.NGO),
        ("ru", "Новостной портал «Звено» сообщил о девяти погибших.", Side.MEDIA),
        (
            "ru",
            "Правозащитный портал «Звено» сообщил о восьми погибших. Портал уточнил, что погибли девять человек.",
            Side.NGO,
        ),
        ("ru", "Погибли девять человек, сообщил глава региона Семён Орлов.", Side.OFFICIAL),
        ("ru", "Погибли девять человек, сообщил глава экспедиции Семён Орлов.", Side.UNKNOWN),
    ],
)
def test_side(language: str, text: str, wanted: Side) -> None:
    assert last(text, language).speakers[0].side is wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "By the end of Sunday nine people had died.", "2026-03-15"),
        ("en", "Nine people died by the bridge on Sunday.", None),
        ("en", "As at 1800 hours on 5 March, nine people were dead.", "2026-03-05"),
        ("en", "Up to nine people were killed on Sunday.", None),
        ("en", "The group said on Tuesday it had counted nine dead.", "2026-03-17"),
        ("en", "The death toll from the quake that struck on Saturday rose to 19.", None),
        ("en", "The death toll on Saturday stood at 19.", "2026-03-14"),
        ("ru", "К концу воскресенья погибли девять человек.", "2026-03-15"),
        ("ru", "По состоянию на 16:00 (местное время) понедельника погибли девять человек.", "2026-03-16"),
        ("ru", "По состоянию на 07.56 погибли девять человек.", "2026-03-20"),
        ("ru", "Число погибших при взрыве в понедельник выросло до 19 человек.", None),
        ("ru", "«Погибли девять человек. Ранены трое», – сказал министр Семён Орлов во вторник.", "2026-03-17"),
        ("ru", "Погибли девять человек. Министр сказал об этом во вторник.", "2026-03-17"),
        ("ru", "Погибли девять человек. Об этом заявил министр, передаёт в среду газета «Кедр».", "2026-03-18"),
        ("ru", "Как писал «Кедр», 16 марта в мэрии заявили, что погибли девять человек.", "2026-03-16"),
        ("ru", "С начала холеры прошлой осенью и до 12 марта зафиксирована гибель девяти человек.", "2026-03-12"),
        ("ru", "Полиция сообщает о девяти задержанных за вчерашний день.", "2026-03-19"),
        ("kk", "5 наурыз күнгі жағдай бойынша 9 адам қаза тапты.", "2026-03-05"),
        ("kk", "Жексенбінің соңына қарай 9 адам қаза тапты.", "2026-03-15"),
        ("kk", "Сағат 17:33-тегі мәлімет бойынша 9 адам қаза тапты.", "2026-03-20"),
        ("kk", "5 наурыз күні 9 адам қаза тапты.", None),
    ],
)
def test_day_of_the_count(language: str, text: str, wanted: str | None) -> None:
    assert last(text, language).as_of == wanted
