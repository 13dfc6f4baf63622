"""The consonant key under which Arabic letters and every romanisation of them meet.

Short vowels are not written, glides waver, the article clings or stands apart, `abd` binds: all of this is left out of
the key. Keys of this kind begin with `*`, so that they meet only each other. Tables: data/arabic.toml.
Proved by tests/people/names/test_arabic.py.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice, product

from aigaq.people.names import letters
from aigaq.people.names.tables import Groups, toml

MOST = 4
_RUN = re.compile(r"(.)\1+")


def consonant_keys(word: str) -> tuple[str, ...]:
    """The keys of a folded word of Arabic or Latin letters, at most `MOST`."""
    arabic = letters.script_of(word) == letters.ARABIC
    bare = without_article(word) if arabic else _articles()["latin"].sub("", word)
    forms = dict.fromkeys([bare] if arabic else [word, bare])
    table = "consonants" if arabic else "romanised"
    return tuple(islice(dict.fromkeys(f"*{key}" for form in forms for key in _keys(form, table)), MOST))


def without_article(word: str) -> str:
    """A word of Arabic letters without the article that clings to it."""
    return _articles()["arabic"].sub("", word)


def _keys(word: str, table: str) -> list[str]:
    groups = _groups(table)
    parts = [groups.values[found].split("|") for found in groups.pattern.findall(word)]
    start = "A" if parts and parts[0] == [""] else ""
    return [_trimmed(start + "".join(choice)) for choice in islice(product(*parts), MOST)]


def _trimmed(sound: str) -> str:
    """Glides kept at the start only, doubles made one, a last h dropped, and what the table trims."""
    sound = _RUN.sub(r"\1", sound[:1] + sound[1:].replace("Y", ""))
    for pattern, put in _trims():
        sound = pattern.sub(put, sound)
    return sound.removesuffix("h") if len(sound) > 2 else sound


@cache
def _articles() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in toml("arabic")["article"].items()}


@cache
def _trims() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["find"]), row["put"]) for row in toml("arabic")["trim"])


@cache
def _groups(table: str) -> Groups:
    return Groups.of(toml("arabic")[table])
