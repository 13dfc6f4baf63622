"""Invented records with known truth, for the tests of linking: syllables put together, nobody's names."""

from __future__ import annotations

import random

import numpy as np

from aigaq.people.linking import Kind, Records

_SYLLABLES = [a + b for a in "bdgkmnrstvz" for b in "aeiou"]
_LETTERS = "abdegikmnorstuvz"


def word(draw: random.Random, length: int) -> str:
    """A word of so many syllables."""
    return "".join(draw.choice(_SYLLABLES) for _ in range(length))


def slip(draw: random.Random, text: str) -> str:
    """One letter wrong."""
    at = draw.randrange(len(text))
    return text[:at] + draw.choice(_LETTERS) + text[at + 1 :]


def made(
    persons: int = 300, *, seed: int = 1, wrong: float = 0.1, missing: float = 0.1, chance: float = 0.8
) -> tuple[Records, np.ndarray]:
    """Two lists of the same town: records and the person of each. `chance`: that a list has a person."""
    draw = random.Random(seed)
    given = [word(draw, 2) for _ in range(40)]
    surnames = [word(draw, 3) for _ in range(persons // 3)]
    places = [word(draw, 3) for _ in range(12)]
    people = [
        (
            draw.choice(given),
            draw.choice(surnames),
            f"{draw.randrange(1940, 2010)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}",
            draw.choice(places),
            draw.choice(("male", "female")),
        )
        for _ in range(persons)
    ]
    rows: list[tuple[int, int, list[str | None]]] = []
    for number in (0, 1):
        for person, values in enumerate(people):
            if draw.random() < chance:
                cells: list[str | None] = [
                    slip(draw, value) if draw.random() < wrong and at < 2 else value for at, value in enumerate(values)
                ]
                cells = [None if draw.random() < missing else cell for cell in cells]
                rows.append((number, person, cells))
    kinds = (
        ("given", Kind.GIVEN),
        ("surname", Kind.SURNAME),
        ("birth", Kind.BIRTH),
        ("place", Kind.TEXT),
        ("sex", Kind.SEX),
    )
    columns = tuple((name, kind, tuple(row[2][at] for row in rows)) for at, (name, kind) in enumerate(kinds))
    records = Records(
        ("first", "second"),
        np.array([row[0] for row in rows]),
        tuple(f"{number}-{person}" for number, person, _ in rows),
        columns,
    )
    return records, np.array([row[1] for row in rows])
