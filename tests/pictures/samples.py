"""Invented pictures in three languages: a mine collapse at Made-up Town. Nothing here happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from aigaq.pictures import (
    Bar,
    Days,
    DayWords,
    FigureChart,
    FigurePoint,
    FigureWords,
    Lane,
    Locale,
    Mark,
    NetworkRow,
    NetworkSpell,
    Period,
    Series,
)


def _months(names: str) -> tuple[str, ...]:
    return tuple(names.split())


LOCALES = {
    "en": Locale(
        months=_months("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
        span_year="{start} to {end} {year}",
        span_month="{first} to {last} {month} {year}",
        group=",",
    ),
    "ru": Locale(
        months=_months("янв. февр. марта апр. мая июня июля авг. сент. окт. нояб. дек."),
        months_alone=_months("янв. февр. март апр. май июнь июль авг. сент. окт. нояб. дек."),
        day_year="{day} {month} {year} г.",
        month_year="{month} {year} г.",
        span_year="{start} – {end} {year} г.",
        span_month="{first}–{last} {month} {year} г.",
        decimal=",",
    ),
    "kk": Locale(
        months=_months("қаң. ақп. нау. сәу. мам. мау. шіл. там. қыр. қаз. қар. жел."),
        day_year="{year} ж. {day} {month}",
        month_year="{year} ж. {month}",
        span_year="{year} ж. {start} – {end}",
        span_month="{year} ж. {first}–{last} {month}",
        decimal=",",
    ),
}

FIGURE_WORDS = {
    "en": FigureWords(
        LOCALES["en"],
        "one day is wide here",
        "the scale of time changes at the gap",
        "Said without a number",
        "Date not stated",
    ),
    "ru": FigureWords(
        LOCALES["ru"],
        "здесь один день широк",
        "после разрыва масштаб времени другой",
        "Сказано без числа",
        "Дата не указана",
    ),
    "kk": FigureWords(
        LOCALES["kk"],
        "мұнда бір күн кең",
        "үзілістен кейін уақыт ауқымы өзгереді",
        "Сансыз айтылған",
        "Күні көрсетілмеген",
    ),
}

DAY_WORDS = {
    "en": DayWords(
        LOCALES["en"],
        "What happened",
        "The network, as each observer dated it",
        "end not stated",
        "Date not stated",
        "Outside these days",
    ),
    "ru": DayWords(
        LOCALES["ru"],
        "Что произошло",
        "Сеть, как её датировал каждый наблюдатель",
        "конец не указан",
        "Дата не указана",
        "Вне этих дней",
    ),
    "kk": DayWords(
        LOCALES["kk"],
        "Не болды",
        "Желі, әр бақылаушының деректері бойынша",
        "аяқталуы көрсетілмеген",
        "Күні көрсетілмеген",
        "Бұл күндерден тыс",
    ),
}
LONG_DAY_WORDS = {
    language: replace(DAY_WORDS[language], wide=wide, close=close)
    for language, wide, close in (
        ("en", "a day is wide here", "closer from here on"),
        ("ru", "здесь день широкий", "дальше теснее"),
        ("kk", "мұнда күн кең", "одан әрі тығыз"),
    )
}

_T = {
    "killed": (
        "Killed, Made-up Town (invented)",
        "Погибшие, Вымышленный город (вымысел)",
        "Қаза тапқандар, Ойдан шығарылған қала",
    ),
    "about": ("Each mark is one statement.", "Каждый знак — одно высказывание.", "Әр белгі — бір мәлімдеме."),
    "country": ("Made-up Country", "Вымышленная страна", "Ойдан шығарылған ел"),
    "town": ("Made-up Town, part of it", "Вымышленный город, часть", "Ойдан шығарылған қала, бөлігі"),
    "more_than": ("more than", "более", "астам:"),
    "at_least": ("at least", "не менее", "кемінде"),
    "up_to": ("fewer than", "менее", "дейін:"),
    "about_q": ("about", "около", "шамамен"),
    "dozens": ("dozens", "десятки", "ондаған"),
    "many": ("many", "многие", "көп"),
    "ministry": ("mines ministry", "министерство рудников", "кен министрлігі"),
    "police": ("town police", "полиция города", "қала полициясы"),
    "agency": ("News Agency", "информационное агентство", "ақпарат агенттігі"),
    "union": ("miners’ union", "профсоюз горняков", "кеншілер кәсіподағы"),
    "un": ("labour office", "межправительственное бюро труда", "үкіметаралық еңбек бюросы"),
    "miner": ("a miner", "горняк", "кенші"),
    "court": ("prosecutor", "прокуратура", "прокуратура"),
    "protest": ("Protest", "Протест", "Наразылық"),
    "attack": ("Collapse, attack", "Обвал, нападение", "Опырылу, шабуыл"),
    "order": ("Order, decree", "Приказ, указ", "Бұйрық, жарлық"),
    "office": ("Posts of office", "Назначения и отставки", "Қызметке тағайындау"),
    "e1": ("protests over the price of coal", "протесты из-за цены на уголь", "көмір бағасына қарсы наразылық"),
    "e2": ("demands widen", "требования расширяются", "талаптар кеңейді"),
    "e3": ("the shaft falls in", "обвал ствола", "оқпан опырылды"),
    "e4": ("grenades heard in the night", "ночью слышны гранаты", "түнде граната дауысы естілді"),
    "e5": ("a decree closes the town", "указ закрывает въезд в город", "жарлық қаланы жабады"),
    "e6": (
        "three members of the owner’s family lose their posts",
        "трое членов семьи владельца лишились постов",
        "иесінің отбасынан үш адам қызметінен айырылды",
    ),
    "o1": ("Cable Watch", "Наблюдение за кабелями", "Кабель бақылауы"),
    "o2": ("a miner, by telephone", "горняк, по телефону", "кенші, телефон арқылы"),
    "o3": ("News Agency", "Информационное агентство", "Ақпарат агенттігі"),
}


def words(key: str, language: str) -> str:
    return _T[key][("en", "ru", "kk").index(language)]


def _points(lang: str, rows: list[tuple[Any, ...]]) -> tuple[FigurePoint, ...]:
    out = []
    for index, (when, low, high, side, standing, qualifier, machine, who, series) in enumerate(rows):
        number = LOCALES[lang].number(low if low is not None else high or 0)
        prefix = {"more_than": "more_than", "at_least": "at_least", "up_to": "up_to", "about": "about_q"}.get(
            str(qualifier)
        )
        label = f"{words(prefix, lang)} {number}" if prefix else number
        if qualifier == "range":
            label = f"{number}–{LOCALES[lang].number(high)}"
        if qualifier == "vague":
            label = words("dozens" if index % 2 else "many", lang)
        out.append(
            FigurePoint(
                str(when),
                low,
                high,
                Mark(str(side), str(standing), str(qualifier), bool(machine)),
                label,
                words(str(who), lang),
                f"#f{index}",
                str(series),
            )
        )
    return tuple(out)


def thin(lang: str) -> FigureChart:
    """One text, three figures, one date."""
    rows: list[tuple[Any, ...]] = [
        ("2031-01-19", 225, 225, "official", "standing", "exact", True, "ministry", "c"),
        ("2031-01-19", 149, 149, "official", "standing", "exact", True, "police", "t"),
        ("2031-01-19", 20, 40, "ngo", "standing", "range", True, "union", "t"),
        ("2031-01-19", None, None, "witness", "standing", "vague", True, "miner", "t"),
    ]
    return _chart(lang, rows)


def single(lang: str) -> FigureChart:
    """One withdrawn number."""
    return _chart(lang, [("2031-01-07", 20000, 20000, "official", "withdrawn", "exact", True, "ministry", "c")])


def story(lang: str) -> FigureChart:
    """Two years, half of it in ten days."""
    rows: list[tuple[Any, ...]] = [
        ("2031-01-09", 164, 164, "official", "withdrawn", "exact", False, "ministry", "c"),
        ("2031-01-09", 103, 103, "official", "disowned", "exact", False, "ministry", "t"),
        ("2031-01-10", 150, None, "media", "standing", "more_than", True, "agency", "c"),
        ("2031-01-11", 164, 164, "intergovernmental", "standing", "exact", False, "un", "c"),
        ("2031-01-12", 60, 90, "witness", "standing", "range", False, "miner", "t"),
        ("2031-01-13", 120, 120, "witness", "denied", "about", False, "miner", "c"),
        ("2031-01-15", 225, 225, "official", "superseded", "exact", False, "ministry", "c"),
        ("2031-01-15", None, 50, "media", "superseded", "up_to", False, "agency", "t"),
        ("2031-01-15", 164, 164, "media", "standing", "exact", False, "agency", "c"),
        ("2031-01-16", 149, 149, "official", "superseded", "exact", False, "police", "t"),
        ("2031-01-18", 227, 227, "official", "superseded", "exact", True, "court", "c"),
        ("2031-01-26", 10, None, "ngo", "standing", "at_least", False, "union", "t"),
        ("2031-03-14", 230, 230, "official", "superseded", "exact", False, "court", "c"),
        ("2031-03-14", 139, 139, "official", "superseded", "exact", False, "court", "t"),
        ("2031-07-29", 232, 232, "official", "corrected", "exact", False, "court", "c"),
        ("2031-08", 241, 241, "ngo", "standing", "exact", False, "union", "c"),
        ("2031-08-16", 238, 238, "official", "standing", "exact", False, "court", "c"),
        ("2032-01-05", 151, 151, "official", "standing", "exact", True, "court", "t"),
        ("2032-12", 238, 238, "ngo", "standing", "exact", True, "union", "c"),
        ("2031-01-08", None, None, "witness", "standing", "vague", False, "miner", "c"),
        ("2031-01-20", None, None, "media", "standing", "vague", True, "agency", "c"),
        ("", 12, 12, "ngo", "standing", "exact", True, "union", "c"),
    ]
    return _chart(lang, rows)


def remembered(lang: str) -> FigureChart:
    """The same two years with what each number was on the days between."""
    chart = story(lang)
    changes = {"#f0": "2031-01-11", "#f1": "2031-01-12", "#f6": "2031-01-18", "#f9": "2031-03-14", "#f10": "2031-03-14"}
    changes |= {
        "#f5": "2031-01-20",
        "#f7": "2031-02-01",
        "#f12": "2031-07-29",
        "#f13": "2032-01-05",
        "#f14": "2031-08-16",
    }
    points = []
    for point in chart.points:
        said = Period(point.when or "2031-03-01", "standing", f"{point.label} then")
        later = [Period(changes[point.href], point.mark.standing)] if point.href in changes else []
        points.append(replace(point, periods=(said, *later), detail=f"{point.label} now"))
    return replace(chart, points=tuple(points))


def many(lang: str, count: int = 400, days: int = 300) -> FigureChart:
    """Hundreds of statements."""
    sides = ("official", "media", "ngo", "witness", "intergovernmental", "unknown")
    standings = ("standing", "superseded", "withdrawn")
    start = date(2031, 1, 1).toordinal()
    rows: list[tuple[Any, ...]] = []
    for i in range(count):
        day = date.fromordinal(start + (i * i * 7) % days)
        value = 20 + (i * 37) % 211
        rows.append(
            (
                day.isoformat(),
                value,
                value,
                sides[i * i % 6],
                standings[i * 5 % 3],
                "exact",
                i % 4 == 0,
                "union",
                "c" if i % 3 else "t",
            )
        )
    return _chart(lang, rows)


def _chart(lang: str, rows: list[tuple[Any, ...]]) -> FigureChart:
    series = (Series("c", words("country", lang)), Series("t", words("town", lang), part_of="c"))
    return FigureChart(words("killed", lang), words("about", lang), _points(lang, rows), FIGURE_WORDS[lang], series)


def thin_days(lang: str) -> Days:
    """What one text gives: two months, a week, two days, one network observation without an end."""
    bars = {
        "protest": (
            Bar("2031-01", precision="month", label=words("e1", lang), href="#e1", mark=Mark("media", machine=True)),
            Bar(
                "2031-01-02/2031-01-08",
                precision="interval",
                label=words("e2", lang),
                href="#e2",
                mark=Mark("media", machine=True),
            ),
        ),
        "attack": (
            Bar(
                "2031-01-05", precision="day", label=words("e3", lang), href="#e3", mark=Mark("official", machine=True)
            ),
            Bar("2031-01-06", precision="day", label=words("e4", lang), href="#e4", mark=Mark("witness", machine=True)),
        ),
        "office": (
            Bar("", precision="unknown", label=words("e6", lang), href="#e6", mark=Mark("media", machine=True)),
        ),
    }
    row = NetworkRow(
        words("o2", lang),
        Mark("witness", machine=True),
        (NetworkSpell("down", ("2031-01-04", "2031-01-04"), None, href="#n1"),),
    )
    lanes = tuple(Lane(words(key, lang), value) for key, value in bars.items())
    return Days(words("killed", lang), words("about", lang), lanes, (row,), DAY_WORDS[lang])


def remembered_days(lang: str) -> Days:
    """The twelve days, each event known from the day after, each observer from the ninth day."""
    days = full_days(lang)
    lanes = tuple(
        replace(lane, bars=tuple(replace(bar, periods=_a_day_later(bar), detail="now") for bar in lane.bars))
        for lane in days.lanes
    )
    late = (Period("2031-01-09"),)
    network = tuple(
        replace(row, spells=tuple(replace(spell, periods=late) for spell in row.spells)) for row in days.network
    )
    return replace(days, lanes=lanes, network=network)


def _a_day_later(bar: Bar) -> tuple[Period, ...]:
    first = (bar.start or "2031-01-05").removeprefix("../")[:7]
    known = Period(f"{first}-{int((bar.start or '2031-01-05').removeprefix('../')[8:10] or 1) + 1:02d}")
    standing = bar.mark.standing if bar.mark is not None else "standing"
    return (known,) if standing == "standing" else (known, Period("2031-01-20", standing))


def full_days(lang: str) -> Days:
    """Twelve days, every precision, every state."""
    m = Mark
    lanes = (
        Lane(
            words("protest", lang),
            (
                Bar("2031-01-01T16:30", precision="minute", label="1", href="#e1", mark=m("official")),
                Bar("2031-01-02T12:00", precision="1h", label="2", href="#e2", mark=m("official")),
                Bar("2031-01-03", label="3", href="#e3", mark=m("media")),
                Bar("2031-01-04T18:00/2031-01-04T23:59", precision="part_of_day", label="4", href="#e4", mark=m("ngo")),
                Bar("2031-01-04T19:00", precision="minute", label="5", href="#e5", mark=m("witness", machine=True)),
            ),
        ),
        Lane(
            words("attack", lang),
            (
                Bar(
                    "2031-01-05T12:00/2031-01-05T18:00",
                    precision="part_of_day",
                    label="6",
                    href="#e6",
                    mark=m("unknown"),
                ),
                Bar(
                    "2031-01-05T16:30/2031-01-06T02:00",
                    precision="interval",
                    label=words("e4", lang),
                    href="#e7",
                    mark=m("witness"),
                ),
                Bar("2031-01-05", label=words("e3", lang), href="#e8", mark=m("other", "withdrawn")),
                Bar("../2031-01-07T15:00", precision="bound", label="9", href="#e9", mark=m("official")),
                Bar("2031-01-09/..", precision="bound", label="10", href="#e10", mark=m("intergovernmental")),
            ),
        ),
        Lane(
            words("order", lang),
            (
                Bar("2031-01-10T09:00", precision="minute", label=words("e5", lang), href="#e11", mark=m("official")),
                Bar("2031-02", precision="month", label="12", href="#e12", mark=m("official")),
            ),
        ),
        Lane(
            words("office", lang),
            (Bar("", precision="unknown", label=words("e6", lang), href="#e13", mark=m("media")),),
        ),
    )
    network = (
        NetworkRow(
            words("o1", lang),
            m("measurement"),
            (
                NetworkSpell(
                    "degraded", ("2031-01-04T20:00", "2031-01-04T21:00"), ("2031-01-05T16:25", "2031-01-05T16:30")
                ),
                NetworkSpell("down", ("2031-01-05T16:25", "2031-01-05T16:30"), None),
            ),
        ),
        NetworkRow(
            words("o2", lang),
            m("witness"),
            (NetworkSpell("down", ("2031-01-04", "2031-01-04"), ("2031-01-10", "2031-01-10"), href="#n2"),),
        ),
        NetworkRow(
            words("o3", lang),
            m("media", machine=True),
            (
                NetworkSpell("up", ("2031-01-06T09:00", "2031-01-06T09:30"), ("2031-01-06T12:00", "2031-01-06T13:00")),
                NetworkSpell("blocked", ("2031-01-07", "2031-01-07"), ("2031-01-08", "2031-01-08")),
                NetworkSpell("unknown", ("2031-01-09", "2031-01-09"), ("2031-01-11", "2031-01-11")),
            ),
        ),
    )
    return Days(
        words("killed", lang), words("about", lang), lanes, network, DAY_WORDS[lang], "2031-01-01", "2031-01-12"
    )
