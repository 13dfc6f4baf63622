"""An invented country on a map, in three languages. Nothing here happened, and the country is not there."""

from __future__ import annotations

from aigaq.pictures import Map, MapPlace, MapWords, Mark, Period, Region
from tests.pictures.samples import LOCALES, words

MAP_WORDS = {
    "en": MapWords(LOCALES["en"], "enlarged: {letter}", "{n} km", "{n} m"),
    "ru": MapWords(LOCALES["ru"], "увеличено: {letter}", "{n} км", "{n} м"),
    "kk": MapWords(LOCALES["kk"], "үлкейтілгені: {letter}", "{n} км", "{n} м"),
}
NAMES = {
    "west": ("Western Province", "Западная провинция", "Батыс аймағы"),
    "east": ("Eastern Province", "Восточная провинция", "Шығыс аймағы"),
    "port": ("Port of Made-up", "Вымышленный Порт", "Ойдан шығарылған айлақ"),
    "mine": ("Minetown", "Рудничный", "Кеншілер"),
    "hall": ("Town hall", "Ратуша", "Қалалық әкімдік"),
    "square": ("Coal Square", "Угольная площадь", "Көмір алаңы"),
    "station": ("Railway station", "Железнодорожный вокзал", "Теміржол вокзалы"),
}
WEST = ((50.0, 45.0), (60.0, 44.0), (61.0, 47.0), (60.0, 50.0), (52.0, 51.0))
EAST = ((60.0, 44.0), (68.0, 42.0), (74.0, 46.0), (69.0, 51.0), (60.0, 50.0), (61.0, 47.0))
LAKE = ((66.0, 46.0), (68.0, 46.0), (68.0, 47.5), (66.0, 47.5))


def named(key: str, language: str) -> str:
    return NAMES[key][("en", "ru", "kk").index(language)]


def regions(language: str) -> tuple[Region, ...]:
    return Region("west", named("west", language), (WEST,)), Region("east", named("east", language), (EAST, LAKE))


def country(language: str) -> Map:
    """Towns, one of them with places known to a distance, a region without a point, and places nowhere on it."""
    m = Mark
    rows = [
        (47.0, 51.0, "settlement", "port", m("official"), ""),
        (47.01, 51.0, "settlement", "port", m("ngo", machine=True), ""),
        (45.0, 70.0, "settlement", "mine", m("media"), ""),
        (45.0, 70.0, "settlement", "mine", m("official", "withdrawn"), ""),
        (45.002, 70.004, "100m", "hall", m("media"), ""),
        (45.004, 70.004, "100m", "square", m("witness"), ""),
        (45.09, 70.14, "1km", "station", m("media"), ""),
        (None, None, "region", "west", m("official"), "west"),
        (None, None, "country", "west", m("official"), ""),
        (10.0, 10.0, "settlement", "port", m("official"), ""),
        (47.0, 55.0, "country", "port", m("official"), ""),
    ]
    places = tuple(
        MapPlace(
            lat,
            lon,
            precision,
            named(name, language),
            mark,
            f"#m{number}",
            f"{number}. {words('e3', language)}",
            str(number),
            region,
            named("mine", language) if precision in ("100m", "1km") else "",
            periods=(Period(f"2031-01-{number:02d}"),),
        )
        for number, (lat, lon, precision, name, mark, region) in enumerate(rows, 1)
    )
    return Map(words("killed", language), words("about", language), regions(language), places, MAP_WORDS[language])


def crowded(language: str, count: int = 60) -> Map:
    """So many statements of one town that they are counted, and towns close to each other."""
    sides = ("official", "media", "ngo", "witness")
    many = tuple(
        MapPlace(
            46.0 + (number % 7) * 0.3,
            62.0 + (number % 5) * 0.3,
            "settlement",
            f"{named('port', language)} {number % 35}",
            Mark(sides[number % 4]),
            f"#m{number}",
            number=str(number),
        )
        for number in range(count)
    )
    one = tuple(
        MapPlace(
            49.0,
            55.0,
            "settlement",
            named("mine", language),
            Mark(sides[number % 2]),
            f"#m{number}",
            number=str(number),
            listed="#mine",
            periods=(Period(f"2031-02-{number % 4 + 1:02d}"),),
        )
        for number in range(40)
    )
    return Map(
        words("killed", language), words("about", language), regions(language), (*one, *many), MAP_WORDS[language]
    )
