"""Bodies that a document has named, taken up again by a part of their name or by its letters.

"The committee" after the committee of doctors, "Amnesty" after Amnesty International, "NDRC" after the national
disaster relief council, with or without brackets. Only what the document itself names is taken up. Proved by
tests/reading/test_bodies.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from aigaq.reading.text.mentions import Mention
from aigaq.reading.text.units import Line, Unit
from aigaq.statements.vocabulary import Side

_KEPT = 80
_LETTERS = 3
_SMALL = ("DET", "PREP", "CONJ", "GEN", "COMMA", "QO", "QC", "LPAR", "RPAR", "DATE", "NUM", "HYPHEN", "PRON")


@dataclass(frozen=True, slots=True)
class Body:
    """A body as it was named: its words in their base forms, those of its name, its head, its initials, its side."""

    words: frozenset[str]
    named: frozenset[str]
    head: str
    letters: tuple[str, str]
    side: Side


@dataclass(slots=True)
class Bodies:
    """The bodies met so far, the last one last."""

    met: dict[str, Body] = field(default_factory=dict)

    def note(self, mention: Mention, line: Line, side: Side) -> None:
        """Remember a body of several words and a side."""
        units = mention.units
        if mention.name is not None or side is Side.UNKNOWN or (len(units) < 2 and " " not in units[0].form):
            return
        form = " ".join([unit.form for unit in units])
        known = self.met.pop(form, None)
        if known is not None:
            self.met[form] = known
            return
        words = list(_words(units, line))
        kept = frozenset(line.lexicon.lemma(word) for word in words)
        if len(kept) < 2 or not _holds(units, line, "INST", "OUTLET", "PEOPLE"):
            return
        capitals = [unit for unit in units if unit.capital]
        named = frozenset(line.lexicon.lemma(word) for unit in capitals for word in unit.form.split())
        letters = _initials(words), _initials(_words(capitals, line))
        self.met[form] = Body(kept, named, _head(units, line), letters, side)
        if len(self.met) > _KEPT:
            del self.met[next(iter(self.met))]

    def side_of(self, mention: Mention, line: Line, side: Side) -> Side:
        """The side of the body a mention takes up; else the side it has."""
        if not self.met:
            return side
        found = self._by_letters(mention, line) if side is Side.UNKNOWN else None
        if found is None and mention.name is None:
            found = self._by_words(mention, line, side)
        hired = side is Side.OTHER and _holds(mention.units, line, "HIRED")
        if found is None and (hired or side is Side.UNKNOWN):
            found = self._by_name(mention, line)
        return side if found is None else found.side

    def _by_letters(self, mention: Mention, line: Line) -> Body | None:
        """ "NDRC" and "the NDRC spokesman"."""
        capital = line.lexicon.codes["UP"]
        # Where the head stands first, a place may follow that its letters leave out.
        first = line.lexicon.pack.get("head", "last") == "first"
        for unit in mention.units:
            short = line.lexicon.lemma(unit.form).replace(".", "") if capital in unit.codes else ""
            if len(short) >= _LETTERS:
                return self._last(lambda body, short=short: any(_stand_for(short, one, first) for one in body.letters))  # type: ignore[misc]
        return None

    def _by_words(self, mention: Mention, line: Line, side: Side) -> Body | None:
        """ "The committee", "the rights office": part of a longer name with the same head."""
        units = mention.units
        article = line.lexicon.pack.get("order", "svo") == "svo"
        definite = _holds(units[:1], line, "DET") and len(units[0].form) > 1
        if (article and not definite) or _holds(units, line, "NAMEY", "UP"):
            return None
        if side is not Side.UNKNOWN and not _holds(units, line, "INST", "OUTLET"):
            return None
        words = frozenset(line.lexicon.lemma(word) for word in _words(units, line))
        head = _head(units, line)
        return self._last(lambda body: words < body.words and head == body.head) if words else None

    def _by_name(self, mention: Mention, line: Line) -> Body | None:
        """ "Amnesty", and "Amnesty researcher Ana Lund" of Amnesty International."""
        start = mention.end if mention.name is None or mention.kind == "person" else mention.name[0]
        names = {
            line.lexicon.lemma(word)
            for unit in mention.units
            if unit.start < start and unit.capital and not _common(unit, line)
            for word in unit.form.split()
        }
        return self._last(lambda body: names <= body.named) if names else None

    def _last(self, fits: Callable[[Body], bool]) -> Body | None:
        return next((body for body in reversed(self.met.values()) if fits(body)), None)


def _stand_for(short: str, letters: str, first: bool) -> bool:
    return letters.endswith(short) or (first and letters.startswith(short))


def _words(units: Sequence[Unit], line: Line) -> Iterator[str]:
    """The words of a name that its letters may stand for: without articles, prepositions, "and"."""
    small = line.lexicon.codes.all(_SMALL)
    for unit in units:
        if not any(code in unit.codes for code in small):
            yield from (word for word in unit.form.split() if word[0].isalpha())


def _initials(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words)


def _head(units: Sequence[Unit], line: Line) -> str:
    """The base form of the noun a name hangs on: the last before a preposition, or the first."""
    codes = line.lexicon.codes
    turn = next((n for n, unit in enumerate(units) if codes["PREP"] in unit.codes and n), len(units))
    bodies = [unit for unit in units[:turn] if _holds((unit,), line, "INST", "OUTLET", "PEOPLE", "ROLE")]
    if not bodies:
        return ""
    first = line.lexicon.pack.get("head", "last") == "first"
    words = bodies[0 if first else -1].form.split()
    preposition = line.lexicon.codes["PREP"]
    of = next((n for n, word in enumerate(words) if n and preposition in line.lexicon.known(word).codes), len(words))
    return line.lexicon.lemma(words[of - 1])


def _holds(units: Sequence[Unit], line: Line, *names: str) -> bool:
    """Whether a unit has one of these classes."""
    codes = line.lexicon.codes
    for name in names:
        code = codes[name]
        for unit in units:
            if code in unit.codes:
                return True
    return False


def _common(unit: Unit, line: Line) -> bool:
    """A word that many bodies share: "ministry", "Sudanese", "police"."""
    return _holds((unit,), line, "PLACE", "NATION", "ROLE", "SIDED", "RECORD", "DET", "SORT") or (
        _holds((unit,), line, "INST", "PEOPLE") and " " not in unit.form
    )
