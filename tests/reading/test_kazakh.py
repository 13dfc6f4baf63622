"""Kazakh: numbers against num2words, who says what, and one example for each other kind of statement."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from aigaq.statements.canonical import row_id
from aigaq.statements.records import AnyStatement, Claim, Connectivity, Designation, Event, Figure, Position
from aigaq.statements.spans import TextSpan
from aigaq.statements.standing import standing
from aigaq.statements.vocabulary import Change, NetworkState, Side
from tests.reading.helpers import read_text, source, words


def read(text: str) -> tuple[AnyStatement, ...]:
    return read_text(text, language="kk").statements


def figures(text: str) -> list[Figure]:
    return [one for one in read(text) if isinstance(one, Figure)]


@pytest.mark.parametrize(
    "number", [*range(2, 100), 100, 103, 119, 225, 640, 999, 1000, 1208, 5000, 11_700, 20_000, 999_999]
)
def test_numbers_as_words_agree_with_num2words(number: int) -> None:
    (figure,) = figures(f"Апаттан {num2words(number, lang='kz')} адам қаза тапты.")
    assert (figure.low, figure.high) == (number, number)


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("Кемінде 20 адам өлді.", 20, None, "at_least"),
        ("20-дан астам адам өлді.", 20, None, "more_than"),
        ("Жүзге жуық адам өлді.", 100, 100, "about"),
        ("Елуге тарта адам өлді.", 50, 50, "about"),
        ("12-ден 18-ге дейін адам өлді.", 12, 18, "range"),
        ("10–15 адам өлді.", 10, 15, "range"),
        ("11 мың 700 адам өлді.", 11_700, 11_700, "exact"),
        ("3,4 мың адам өлді.", 3400, 3400, "exact"),
        ("1 208 адам өлді.", 1208, 1208, "exact"),
        ("Үш-ақ адам өлді.", 3, 3, "exact"),
        ("Олардың он екісі өлді.", 12, 12, "exact"),
        ("Олардың 103-і өлді.", 103, 103, "exact"),
        ("Олардың бесеуі өлді.", 5, 5, "exact"),
        ("Олардың тоғызының өлгені белгілі.", 9, 9, "exact"),
        ("Ондаған адам өлді.", 20, None, "vague"),
        ("Жүздегені өлді.", 200, None, "vague"),
    ],
)
def test_how_many(text: str, low: float, high: float | None, qualifier: str) -> None:
    (figure,) = figures(text)
    assert (figure.measure, figure.low, figure.high, figure.qualifier) == ("killed", low, high, qualifier)


@pytest.mark.parametrize(
    "text",
    [
        "29 жастағы жігіт қаза тапты.",
        "Жігіт 29 жасында қайтыс болды.",
        "Сот оны 8 жылға бас бостандығынан айырды.",
        "Қылмыстық кодекстің 272-бабы бойынша тергеу жүріп жатыр.",
        "№4 мектепте бала жарақат алды.",
        "Сағат 14.30-да жүргізуші көз жұмды.",
        "Отбасына 5 млн теңге берілді, асыраушысы қаза тапқан.",
        "3-бригаданың сарбазы мерт болды.",
        "7-арна жаралылар туралы айтты.",
        "Ауа 38 градусқа дейін қызып, малшы қайтыс болды.",
        "Автобус 15 километр жерде аударылып, жүргізуші өлді.",
        "Ол мұны 100 рет айтты, өлгендер жайлы үндемеді.",
        "Команда 3:1 есебімен жеңді, жанкүйер жараланды.",
    ],
)
def test_numbers_that_count_nobody(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "who", "side"),
    [
        ("ІІМ мәліметінше, 12 адам ұсталды.", "ІІМ", Side.OFFICIAL),
        ("12 адам ұсталды, деп хабарлады полиция.", "полиция", Side.OFFICIAL),
        ("«12 адам ұсталды», – деді белсенді Марат Сәбитов.", "белсенді Марат Сәбитов", Side.NGO),
        ("Тұрғын Марат Сәбитов: «12 адам ұсталды», – дейді.", "Тұрғын Марат Сәбитов", Side.WITNESS),
        ("12 адам ұсталды, деп жазды «Апта» газеті ІІМ-ге сілтеме жасап.", "ІІМ-ге", Side.OFFICIAL),
        ("Министрлік таратқан ақпаратқа сәйкес, 12 адам ұсталды.", "Министрлік", Side.OFFICIAL),
        ("Қордың есебінде 12 адамның ұсталғаны жазылған.", "Қордың", Side.NGO),
        ("12 адам ұсталды. Бұл туралы прокуратура хабарлады.", "прокуратура", Side.OFFICIAL),
        ("«12 адам ұсталды. Бәрі жас», – деді адвокат Марат Сәбитов.", "адвокат Марат Сәбитов", Side.OTHER),
        ("– 12 адамды әкетті. Түн еді, – деді күзетші. – Бәрі жас.", "күзетші", Side.WITNESS),
        ("12 адам ұсталды, деп хабарлайды Qyran.kz.", "Qyran.kz", Side.MEDIA),
        ("12 адам ұсталды, деп жазды газет Anadolu агенттігіне сілтеме жасап.", "Anadolu агенттігіне", Side.MEDIA),
        (
            "Ведомствоның Telegram-арнасындағы мәліметке сәйкес, 12 адам ұсталды.",
            "Ведомствоның Telegram-арнасындағы",
            Side.OFFICIAL,
        ),
        ("Ресми мәлімет бойынша, 12 адам ұсталды.", "Ресми мәлімет", Side.OFFICIAL),
        ("12 адам ұсталды, – деді министр Үкімет отырысында.", "министр", Side.OFFICIAL),
        ("12 адам ұсталды.", None, None),
    ],
)
def test_who_says_so(text: str, who: str | None, side: Side | None) -> None:
    (figure,) = figures(text)
    assert source(figure) == who
    assert (figure.speakers[0].side if figure.speakers else None) == side


def test_the_chain_goes_from_the_event_outwards() -> None:
    (figure,) = figures("Азаттық тілшісінің хабарлауынша, полиция 12 адам ұсталғанын айтты.")
    assert [link.name for link in figure.speakers] == ["полиция", "Азаттық тілшісі"]


def test_what_the_text_recalls_is_nobodys_and_ends_what_was_told() -> None:
    found = figures(
        "Полицияның айтуынша, жол тайғақ. 5 адам жараланды. Еске салсақ, былтыр 3 адам өлді. Тағы 2 адам өлді."
    )
    assert [source(figure) for figure in found] == ["Полицияның", None, None]


def test_a_place_that_ends_like_a_case_is_none() -> None:
    (figure,) = figures("Былтыр жеті Қазақстан азаматы ұсталды.")
    assert words(figure.num) == "жеті"


def test_a_pronoun_means_who_spoke_last() -> None:
    found = figures("Прокуратура 12 адам ұсталғанын хабарлады. Оның дерегінше, 3 адам жараланған.")
    assert [figure.speakers[0].name for figure in found] == ["Прокуратура", "Прокуратура"]


def test_parts_of_a_whole() -> None:
    whole, *parts = figures("26 адам қаза тапты: Алматыда – 14, Таразда – 9, Шымкентте – 3.")
    assert [part.part_of and part.part_of.span for part in parts] == [whole.num] * 3
    assert [part.places for part in parts] == [("almaty",), ("taraz",), ("shymkent",)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("9 наурыздағы жағдай бойынша, 12 адам ұсталған.", "2026-03-09"),
        ("9 наурыз сағат 18:00-дегі мәлімет бойынша, 12 адам ұсталған.", "2026-03-09"),
        ("Жексенбі кешіне қарай 12 адам ұсталған.", "2026-03-15"),
        ("Полиция сенбі күні 12 адам ұсталғанын хабарлады.", "2026-03-14"),
    ],
)
def test_as_of(text: str, day: str) -> None:
    (figure,) = figures(text)
    assert figure.as_of == day


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("Министрлік 164 адам өлді деп хабарлады, кейін жазбаны өшіріп тастады.", "withdrawn"),
        ("Министрлік 164 адам өлді деп хабарлады. Кейін бұл мәліметті техникалық қате деп түсіндірді.", "withdrawn"),
        ("Арна 164 адам өлді деп жазды. Бұл ақпарат расталмады.", "withdrawn"),
        ("Арна 164 адам өлді деп жазды. Әкім бұл ақпаратты жоққа шығарды.", "standing"),
    ],
)
def test_what_became_of_a_number(text: str, becomes: str) -> None:
    statements = read(text)
    fate = standing(statements)
    assert [fate[row_id(one)].value for one in statements if isinstance(one, Figure)] == [becomes]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Алматыда наразылық акциялары басталды.", "protest"),
        ("Шерушілер әкімдікті басып алды.", "attack_on_building"),
        ("Полиция оқ атты.", "shooting"),
        ("Тұрғындар жолды бөгеді.", "blockade"),
        ("Жаңаөзенде жарылыс болды.", "explosion"),
        ("Мұнайшылар ереуілге шықты.", "strike"),
        ("Қалада төтенше жағдай жарияланды.", "emergency"),
        ("Көпір құлады.", "collapse"),
    ],
)
def test_events(text: str, kind: str) -> None:
    assert [one.type for one in read(text) if isinstance(one, Event)] == [kind]


@pytest.mark.parametrize("text", ["Полиция оқ атқанын жоққа шығарды.", "Полиция оқ атқан жоқ.", "Полиция оқ атты ма?"])
def test_what_did_not_happen_is_no_event(text: str) -> None:
    assert not any(isinstance(one, Event) for one in read(text))


@pytest.mark.parametrize(
    ("text", "state", "layer"),
    [
        ("5 наурызда елде интернет өшірілді.", NetworkState.DOWN, "all"),
        ("Мобильді интернет қалпына келтірілді.", NetworkState.UP, "mobile"),
        ("Telegram бұғатталды.", NetworkState.BLOCKED, "apps"),
    ],
)
def test_networks(text: str, state: NetworkState, layer: str) -> None:
    assert [(one.state, one.layer) for one in read(text) if isinstance(one, Connectivity)] == [(state, layer)]


@pytest.mark.parametrize(
    ("text", "person", "change", "how"),
    [
        ("Министр Марат Сәбитов отставкаға кетті.", "Министр Марат Сәбитов", Change.LOST, "resignation"),
        ("Қала әкімі қызметінен босатылды.", "Қала әкімі", Change.LOST, "dismissal"),
        ("Марат Сәбитов облыс әкімі болып тағайындалды.", "Марат Сәбитов", Change.GAINED, None),
    ],
)
def test_posts(text: str, person: str, change: Change, how: str | None) -> None:
    assert [(one.person, one.change, one.how_code) for one in read(text) if isinstance(one, Position)] == [
        (person, change, how)
    ]


def test_names_called_and_denials() -> None:
    (called,) = [one for one in read("Президент шерушілерді «қарақшылар» деп атады.") if isinstance(one, Designation)]
    assert (called.words, called.who, called.speakers[0].name) == ("қарақшылар", "шерушілерді", "Президент")
    (denied,) = [one for one in read("ІІМ шерушілерге оқ атқанын жоққа шығарды.") if isinstance(one, Claim)]
    assert denied.what == "шерушілерге оқ атқанын"
    assert words(denied.speakers[0].span) == "ІІМ"


PIECES = [
    "12 адам",
    "қаза тапты",
    "жараланғандар саны",
    "– 26",
    "«",
    "»",
    ", деп хабарлады",
    "полиция",
    "Алматыда",
    "олардың",
    "103-і",
    "екеуі",
    "болғандар",
    ".",
    ":",
    "(",
    ")",
    "соның ішінде",
    "Бұл туралы",
    "министр",
    "жоққа шығарды",
    "жазба",
    "өшірілді",
    "9 наурыздағы жағдай бойынша",
    "қамауға алынды",
    "По данным МВД",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
def test_every_quote_is_its_slice(text: str) -> None:
    for statement in read(text):
        spans = [statement.span, *(link.span for link in statement.speakers)]
        spans += [statement.num] if isinstance(statement, Figure) else []
        for span in spans:
            assert span is None or (isinstance(span, TextSpan) and text[span.start : span.end] == span.quote)


def test_people_named_by_what_they_did_need_a_word_for_what_befell_them() -> None:
    assert figures("Онда 12 болғандар.") == []
