"""Made-up tracks and series of the network; none of them is evidence of anything."""

from __future__ import annotations

import math

from aigaq.pictures import Days, DayWords, Locale, SeriesPicture, SeriesWords, Track, TrackSpell

HOUR, DAY = 3600, 86_400
START = 1_930_003_200  # 27 February 2031, 16:00 UTC
STATES = ("down", "degraded", "up", "either", "no_data")

TITLES = {
    "en": ("Lower Example", "Lower Example: mobile, First Operator (mobile), Second Operator (fixed)"),
    "ru": ("Нижний Пример", "Нижний Пример: мобильная, Первый оператор (мобильная), Второй оператор (проводная)"),
    "kk": ("Төменгі Мысал", "Төменгі Мысал: мобильді, Бірінші оператор (мобильді), Екінші оператор (сымды)"),
}
KEYS = {
    "en": ("measured", "expected", "service", "less service", "no service", "nothing measured"),
    "ru": ("измерено", "ожидалось", "связь есть", "связь хуже", "связи нет", "не измерено"),
    "kk": ("өлшенгені", "күтілгені", "байланыс бар", "байланыс нашар", "байланыс жоқ", "өлшенбеген"),
}
LOCALE = Locale(("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"))


def spells() -> tuple[TrackSpell, ...]:
    """Dark from a doubtful beginning, a window of service inside it, and service without an end."""
    opens, closes = (START + 30 * HOUR, START + 31 * HOUR), (START + 35 * HOUR, START + 36 * HOUR)
    back = (START + 60 * HOUR, START + 66 * HOUR)
    return (
        TrackSpell("degraded", (START, START + 2 * HOUR), (START + 9 * HOUR, START + 10 * HOUR)),
        TrackSpell("down", (START + 9 * HOUR, START + 10 * HOUR), opens),
        TrackSpell("up", opens, closes),
        TrackSpell("down", closes, back),
        TrackSpell("up", back, (START + 90 * HOUR, None)),
    )


def tracks(language: str = "en") -> Days:
    first, second = TITLES[language]
    either = TrackSpell("either", (START, START), (START + DAY, START + DAY))
    missing = TrackSpell("no_data", (START + 2 * DAY, START + 2 * DAY), (START + 3 * DAY, START + 3 * DAY))
    return Days(
        title="The network",
        description="made up",
        lanes=(),
        network=(),
        words=DayWords(LOCALE, "", "", "no end", "undated", "outside", tracks="The network"),
        tracks=(
            Track(first, spells(), "#words", f"{first}: told in words", "2031-03-05", 360),
            Track(second, (either, missing), "#words", offset=360),
        ),
    )


def series(language: str = "en", *, samples: int = 6048, step: int = 600) -> SeriesPicture:
    """Six weeks with a cut of one sample, a gap of a day and an outage of two days."""
    times = [START + step * at for at in range(samples)]
    expected = [900 + 500 * math.sin(2 * math.pi * at / 144) for at in range(samples)]
    values: list[float | None] = list(expected)
    states = [0] * samples
    for first, last, share, code in ((1000, 1001, 0.0, 2), (3000, 3288, 0.3, 1)):
        for at in range(first, min(last, samples)):
            values[at], states[at] = expected[at] * share, code
    for at in range(2000, min(2144, samples)):
        values[at], states[at] = (None, 3) if at % 2 else (math.nan, 3)
    measured, hoped, *names = KEYS[language]
    words = SeriesWords(
        LOCALE, measured, hoped, dict(zip(("on", "degraded", "off", "no_data"), names, strict=True)), "UTC+06:00"
    )
    return SeriesPicture("Lower Example, probes", "made up", times, values, step, expected, states, words, 360, True)
