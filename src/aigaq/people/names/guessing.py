"""The likeliest sounds of Latin letters whose spelling system is not known: Shaughnessy, Giovanni, Wojciech.

Each letter stands for sounds with probabilities that depend on the letters around it; the longest context in
data/sounds.tsv decides. Letters are read independently of each other, so the likeliest readings of a word are found by a
beam. The table was counted by bench/_count_sounds.py from half of a public list of names in two scripts; measured on
the other half by bench/people_names.py. Proved by tests/people/names/test_guessing.py.
"""

from __future__ import annotations

from functools import cache, lru_cache

from aigaq.people.names.letters import bare
from aigaq.people.names.tables import rows

MOST = 3
SHARE = 0.2
"""A guess is kept if it is at least this part as likely as the likeliest."""
_BEAM = 12
_Sounds = tuple[tuple[str, float], ...]


@lru_cache(maxsize=1 << 14)
def guesses(word: str) -> tuple[str, ...]:
    """The likeliest keys of a folded Latin word, the best first, at most `MOST`."""
    plain = "".join(bare(letter) if not letter.isascii() else letter for letter in word)
    beam = {"": 1.0}
    for sounds in _lattice(plain):
        grown: dict[str, float] = {}
        for said, chance in beam.items():
            for sound, share in sounds:
                longer = said + (sound[1:] if said[-1:] == sound[:1] else sound)
                grown[longer] = grown.get(longer, 0.0) + chance * share
        beam = grown if len(grown) <= _BEAM else dict(sorted(grown.items(), key=_order)[:_BEAM])
    best = sorted(beam.items(), key=_order)[:MOST]
    return tuple(said for said, chance in best if said and chance >= SHARE * best[0][1])


def _order(entry: tuple[str, float]) -> tuple[float, str]:
    return -entry[1], entry[0]


def _lattice(word: str) -> list[_Sounds]:
    table = _table()
    padded = f"^^{word}$$"
    return [
        sounds
        for at in range(2, len(padded) - 2)
        if (sounds := next((table[one] for one in contexts(padded, at) if one in table), ()))
    ]


def contexts(padded: str, at: int) -> tuple[tuple[str, str, str], ...]:
    """The contexts of a letter, those that decide first first: (before, letter, after)."""
    letter, one, two, three, four = (
        padded[at],
        padded[at - 1],
        padded[at + 1],
        padded[at - 2 : at],
        padded[at + 1 : at + 3],
    )
    return (
        (one, letter, four),
        (three, letter, two),
        ("", letter, four),
        (one, letter, two),
        (three, letter, ""),
        ("", letter, two),
        (one, letter, ""),
        ("", letter, ""),
    )


@cache
def _table() -> dict[tuple[str, str, str], _Sounds]:
    found = {}
    for before, letter, after, sounds in rows("sounds"):
        split = (one.rpartition(":") for one in sounds.split(" "))
        found[(before, letter, after)] = tuple((sound, float(share)) for sound, _, share in split)
    return found
