"""Invented estimates for the pictures of the toll: an even one, one with numbers decades apart, hard words."""

from __future__ import annotations

import math

from aigaq.pictures import Crossings, Hill, Interval, Intervals, Level, Locale, Traces

WORDS = {
    "en": ("log-linear models", "documented", "the office, on 15 May (invented)", "refused: no number"),
    "ru": ("лог-линейные модели", "подтверждено", "ведомство, 15 мая (вымышлено)", "отказ: числа нет"),
    "kk": ("лог-сызықтық модельдер", "расталғаны", "мекеме, 15 мамыр (ойдан шығарылған)", "бас тартылды: сан жоқ"),
}


def even(language: str = "en") -> Intervals:
    family, documented, office, refused = WORDS[language]
    return Intervals(
        f"Families: {language}",
        "an invented estimate",
        (
            Interval("bounds", "bound", thin=(110.0, 170.0), bound=130.0, words="130 (110–170)"),
            Interval(family, "loglinear", 138.0, (130.0, 150.0), (120.0, 165.0), words="138 (120–165)"),
            Interval("latent", "latent_class", 146.0, (125.0, 180.0), (118.0, 210.0), words="146 (118–210)"),
            Interval("graphs", "decomposable", words=refused),
        ),
        (Level(documented, 76, "documented"), Level(office, 100), Level("truth", 145, "truth")),
        "powers of ten",
        Locale((), group=" "),
    )


def far(language: str = "en") -> Intervals:
    family, documented, _, _ = WORDS[language]
    rows = (
        Interval(family, "loglinear", 500.0, (300.0, 9000.0), (200.0, 90_000.0), words="500 (200–90 000)"),
        Interval("bounds", "bound", bound=88_000.0, words="88 000"),
    )
    return Intervals("Far apart", "d", rows, (Level(documented, 100, "documented"),), "powers of ten")


def endless() -> Intervals:
    """No upper end of both intervals, of the wider one, of none."""
    rows = (
        Interval("log-linear models", "loglinear", 138.0, (130.0, None), (120.0, None), words="138 (120 and more)"),
        Interval("all together", "whole", 141.0, (130.0, 150.0), (118.0, None), words="141 (118 and more)"),
        Interval("latent", "latent_class", 146.0, (125.0, 180.0), (118.0, 210.0), words="146 (118–210)"),
    )
    return Intervals("Without an end", "d", rows, (Level("documented", 76, "documented"),))


def lists(count: int = 5) -> Crossings:
    names = tuple(f"list number {at} of the invented case" for at in range(count))
    shared = {(row, column): (row * 7 + column) % 5 or None for row in range(count) for column in range(row)}
    shared |= {(2, 0): 0} if count > 2 else {}
    return Crossings("Whom two lists share", "d", names, tuple(1000 + at for at in range(count)), shared, Locale(()))


def chains(count: int = 4) -> Traces:
    walks = tuple(
        (f"chain {at + 1}", tuple(40 + 30 * math.sin(step * (at + 1)) for step in range(100))) for at in range(count)
    )
    density = tuple((10.0 * at, 1 / (1 + (at - 4) ** 2)) for at in range(1, 12))
    return Traces("Chains", "d", walks, density, (Hill(40, "40: 80 %"), Hill(90, "90: 20 %")), "how often", Locale(()))
