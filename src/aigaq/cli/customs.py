"""How `set sides`, `set lexicon` and `set gazetteer` look at the file before it is logged: a build must be able to use it.

Proved by tests/scripts/set-reading.txt.
"""

from __future__ import annotations

from pathlib import Path

from aigaq.cli import manners
from aigaq.errors import FormatError, UsageError

WHAT = ("sides", "lexicon", "gazetteer")


def look_over(what: str, payload: bytes, *, where: Path, item: str | None) -> str:
    """Read a setting of the reader as a build will; says what is in it.

    Raises:
        UsageError: it is set for one item.
        FormatError: it cannot be used; names the file, the entry and the next step.
    """
    if item is not None:
        raise UsageError(f"{what} is that of a whole case, not of one item", hint="leave out --item")
    return {"sides": _sides, "gazetteer": _places, "lexicon": _words}[what](payload, manners.clean(where))


def _sides(payload: bytes, name: str) -> str:
    from aigaq.reading.voices.sides import read_sides

    return manners.count(len(read_sides(payload, where=name)), "name")


def _places(payload: bytes, name: str) -> str:
    from aigaq.values.ownplaces import read_places
    from aigaq.values.places import Gazetteer

    shipped = Gazetteer.shipped()
    known = [place for place in read_places(payload, where=name) if shipped.get(place.code) is not place]
    return manners.count(len(known), "place")


def _words(payload: bytes, name: str) -> str:
    from aigaq.reading.examples import failures
    from aigaq.reading.lexis.packs import Packs

    packs = Packs().extended(payload, where=name)
    for lexicon in packs.own.values():
        for failed in failures(lexicon, files=[name]):
            found = "is not found in" if failed.wanted else "is found in"
            hint = "correct the entry or its example"
            raise FormatError(f"{failed.id} {found} its example “{failed.example}”", where=name, hint=hint)
    added = [origin for lexicon in packs.own.values() for origin in lexicon.origins.values() if origin.file == name]
    words = sum(origin.kind == "words" for origin in added)
    languages = ", ".join(sorted(packs.own))
    return f"{languages}: {manners.count(words, 'group')} of words, {manners.count(len(added) - words, 'rule')}"
