"""What a number counts: the noun phrase after it, or the licence to stand without one.

The head of the phrase is its last known noun in languages that put the head last, its first in those that put it
first (`head` of the pack). People, things and unknown words are told apart by the lexicon; a number before a thing, a
label's number and a part of a longer word are no figures of people. Proved by tests/reading/test_grammar.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.reading.text.units import Line

_REACH = 9


@dataclass(frozen=True, slots=True)
class Counted:
    """A number and what it counts.

    `kind`: people, thing, unknown (a phrase with no known noun) or bare (no phrase at all). `head` is the unit of the
    noun, `end` the unit after the phrase, `heads` all nouns of a coordinated phrase.
    """

    number: int
    kind: str
    head: int | None
    end: int
    heads: tuple[int, ...] = ()
    barred: bool = False

    @property
    def counts(self) -> bool:
        """A number that counts something, rather than a label, an age or a date."""
        return not self.barred


def counted(line: Line, number: int, *, barred: bool = False) -> Counted:
    """What the number at this unit counts; `barred`: a rule of the pack says that it is no count of people."""
    if barred or _labelled(line, number) or _fraction(line, number):
        return Counted(number, "thing", None, number + 1, barred=barred)
    if line.has(number, "NPOSS"):
        return Counted(number, "people", None, number + 1)  # its own ending says "of them"
    after = number + 1
    if line.has(after, "QC"):
        after += 1  # "around 700" people
    if line.has(after, "HYPHEN") and line.has(after + 1, "APPROX"):
        after += 2  # "320-plus wounded"
    elif line.has(after, "APPROX") or (line.has(after, "SYMBOL") and line.units[after].form == "+"):
        after += 1
    if line.has(after, "PARTOF") and line.has(after + 1, "DET"):
        after += 2
        if line.has(after, "TRIG") and not line.has(after, "HUMAN", "PERS"):
            return Counted(number, "people", after, after + 1, (after,))
    elif line.has(after, "PARTOF") and line.units[number].value.qualifier == "vague":
        after += 1  # "dozens of protesters"
    start, end = _phrase(line, after)
    nouns = [at for at in range(start, end) if line.has(at, "HUMAN", "THING", "PERS", "DEED", "WRECKED")]
    if not nouns and all(line.has(at, "MORE") for at in range(start, end)):
        end = start  # "45 more": the word names nothing
    if not nouns and end > start and _compatriots(line, end - 1):
        return Counted(number, "people", end - 1, end, (end - 1,))
    if not nouns and line.has(number - 1, "BEFOREN"):
        return Counted(number, "people", number - 1, number + 1, (number - 1,))  # the noun before says "about"
    behind = _participial(line, after) if not nouns else None
    if behind is not None:
        return Counted(number, "people", behind, behind + 1, (behind,))
    if end == start and line.has(number, "COLLECT"):
        return Counted(number, "people", None, number + 1)  # a numeral that counts persons only
    if not nouns:
        return Counted(number, "unknown" if end > start else "bare", None, end if end > start else number + 1)
    last = line.lexicon.pack.get("head", "last") == "last"
    head = nouns[-1] if last else nouns[0]
    if last and _unknown_after(line, head, end):
        return Counted(number, "thing", head, end)
    if line.has(head, "THING") and not line.has(head, "HUMAN", "PERS") and (last or not _by_means(line, head)):
        return Counted(number, "thing", head, end)
    if not last and _by_means(line, head):
        return Counted(number, "bare", None, number + 1)
    if not last and line.has(head, "PARTIC", "ADJ") and len(nouns) > 1:
        # "12 wounded soldiers": the participle says what happened, the noun who they are.
        if line.has(nouns[1], "THING") and not line.has(nouns[1], "HUMAN", "PERS") and nouns[1] == head + 1:
            return Counted(number, "thing", nouns[1], end)
        return Counted(number, "people", head, end, (head, *nouns[1:2]))
    heads, end = _coordinated(line, head, end)
    return Counted(number, "people", head, end, heads)


def _participial(line: Line, after: int) -> int | None:
    """ "20 staying-on-board migrants": where the head comes first, a participle may bring its own words before it."""
    if line.lexicon.pack.get("head", "last") != "first" or not line.has(after, "PARTIC"):
        return None
    for at in range(after + 1, min(after + _REACH, len(line.units))):
        if line.has(at, "VFIN", "COMMA", "STOP", "NUM", "DASH", "CONJ"):
            return None
        if line.has(at, "HUMAN") and line.has(at, "CGEN") and not line.has(at - 1, "PREP"):
            return at
    return None


def _by_means(line: Line, head: int) -> bool:
    """ "446 by order of a court were arrested": a single noun that says by what is not what is counted."""
    return line.has(head, "CINS") and not line.has(head, "PLUR", "CGEN", "CNOM", "CACC")


def _compatriots(line: Line, unit: int) -> bool:
    """A nation as a noun: "six Filipinos"."""
    endings = tuple(line.lexicon.pack.get("nation_plurals", ()))
    return bool(endings) and line.has(unit, "NATION") and line.units[unit].form.endswith(endings)


def _fraction(line: Line, number: int) -> bool:
    """A number that is not whole counts nobody: a magnitude of 6.1."""
    low = line.units[number].value.low
    return low is not None and low != int(low)


def _labelled(line: Line, number: int) -> bool:
    """A number that names something: Article 5, COVID-19, No. 12, $5."""
    before = number - 1
    if line.has(before, "HYPHEN", "HASH", "SYMBOL", "SLASH") and line.units[before].end == line.units[number].start:
        return True
    if line.has(number + 1, "HYPHEN", "PERCENT", "SLASH") and line.units[number].end == line.units[number + 1].start:
        return not line.has(number + 2, "HUMAN", "APPROX")
    if not line.has(before, "LABEL") or line.has(before, "HUMAN", "INST"):
        return False
    digits = line.units[number].form.isdigit()
    return digits or line.has(number + 1, "TRIG", "AUX", "COMMA", "STOP", "VFIN")


def _phrase(line: Line, start: int) -> tuple[int, int]:
    """The stretch of units that can belong to the noun phrase."""
    end = start
    while end < min(start + _REACH, len(line.units)) and _inside(line, end, start):
        end += 1
        if _shuts(line, end - 1):
            break
    return start, end


def _shuts(line: Line, number: int) -> bool:
    """Where cases stand at the end of words (`closed` of the pack): a noun in a case closes the phrase, and so does one
    for people that no other such noun follows."""
    if not line.lexicon.pack.get("closed") or not line.has(number, "HUMAN", "THING", "PERS", "DEED", "WRECKED"):
        return False
    if line.has(number, "OBL"):
        return True
    return line.has(number, "HUMAN", "PERS") and not line.has(number + 1, "HUMAN", "PERS", "BODIES", "DEED")


def _inside(line: Line, number: int, start: int) -> bool:
    if line.has(number, "OBL") and not line.has(number, "HUMAN", "THING", "PERS", "DEED", "WRECKED"):
        return False
    if line.has(number, "HUMAN", "THING", "PERS", "DEED", "WRECKED"):
        return not (line.has(number, "VFIN") and number > start and line.has(number - 1, "HUMAN", "THING"))
    if line.has(number, "ADJ") and not line.has(number, "TRIG"):
        return True
    if line.has(number, "CONJ") and number > start and line.has(number - 1, "ADJ") and line.has(number + 1, "ADJ"):
        return bool(line.lexicon.pack.get("head", "last") == "first")  # "11 former and present employees"
    if line.has(number, "DET", "HEPOSS", "THEYPOSS") and line.lexicon.pack.get("head", "last") == "first":
        return True
    if number > start and line.has(number, "OOV") and (_participle(line, number) or _adverb(line, number)):
        return False
    if line.has(
        number, "AUX", "PREP", "CONJ", "COMMA", "STOP", "SEMI", "DASH", "REL", "PRON", "VFIN", "VING", "TRIG", "NUM"
    ):
        return False
    if line.has(
        number, "ADJ", "NATION", "PLACE", "MORE", "ORD", "OOV", "NAMEY", "ROLE", "INST", "GEN", "HYPHEN", "QO", "SIDED"
    ):
        return True
    return line.has(number, "OFFICIAL", "OUTLET", "PEOPLE", "MODIFIER")


def _adverb(line: Line, number: int) -> bool:
    """An unknown word that ends like an adverb: "people administratively"."""
    endings = tuple(line.lexicon.pack.get("adverb_endings", ()))
    return bool(endings) and not line.units[number].capital and line.units[number].form.endswith(endings)


def _participle(line: Line, number: int) -> bool:
    """An unknown word that ends like a verb, right after a noun for people: "detainees questioned"."""
    endings = tuple(line.lexicon.pack.get("verb_endings", ()))
    return bool(endings) and line.has(number - 1, "HUMAN", "PERS") and line.units[number].form.endswith(endings)


def _unknown_after(line: Line, head: int, end: int) -> bool:
    """An unknown noun closes the phrase ("20 police helmets"), so that the known one only modifies it."""
    rest = [at for at in range(head + 1, end) if line.has(at, "WORD")]
    return bool(rest) and line.has(rest[-1], "OOV") and not line.has(rest[-1], "CAP")


def _of_next(line: Line, end: int) -> bool:
    """ "Two nurses and [the patient accompanying] three people": the noun belongs to the participle of the next number."""
    return any(line.has(at, "PTCP") and line.has(at + 1, "NUM") for at in (end, end + 1))


def _coordinated(line: Line, head: int, end: int) -> tuple[tuple[int, ...], int]:
    """Further nouns joined without a number of their own: "19 officers and servicemen"."""
    heads = [head]
    while line.has(end, "CONJ"):
        start, finish = _phrase(line, end + 1)
        nouns = [at for at in range(start, finish) if line.has(at, "HUMAN")]
        if not nouns or line.has(end + 1, "DET", "NUM") or _of_next(line, finish):
            break
        heads.append(nouns[-1] if line.lexicon.pack.get("head", "last") == "last" else nouns[0])
        end = finish
    return tuple(heads), end
