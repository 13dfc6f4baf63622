"""The side a mention's own words give: of its head, of what stands after it, of a site it names.

Nothing is guessed from a name. Proved by tests/reading/test_grammar.py and tests/reading/test_bodies.py.
"""

from __future__ import annotations

import re

from aigaq.reading.text.mentions import Mention
from aigaq.reading.text.units import Line, Unit
from aigaq.statements.vocabulary import Side

_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,5}")


def side_of(mention: Mention, line: Line) -> Side:
    """The side a mention's words give; unknown where they give none."""
    site = Side.MEDIA if any(_SITE.fullmatch(unit.form) for unit in mention.units) else None
    return _side_of_apposition(mention, line) or _side_after(mention, line) or site or Side.UNKNOWN


def _side_of_apposition(mention: Mention, line: Line) -> Side | None:
    """ "The ministry's spokesman, Colonel Ana Lund": the last part that says it, else the whole."""
    comma = line.lexicon.codes["COMMA"]
    turn = max((n for n, unit in enumerate(mention.units) if comma in unit.codes), default=-1)
    after = _side_of_units(mention.units[turn + 1 :], line) if turn >= 0 else None
    if turn > 0 and mention.name is not None and _prints(mention.units[:turn], line):
        return after  # "printed by the Harrow Courier, Ana Lund said": no outlet is a person
    return after or _side_of_units(_beside_name(mention), line)


def _beside_name(mention: Mention) -> tuple[Unit, ...]:
    """The words around a person's name: who is called Baker or Abbott is none."""
    if mention.name is None:
        return mention.units
    start, end = mention.name
    return tuple(unit for unit in mention.units if not start <= unit.start < end) or mention.units


def _prints(units: tuple[Unit, ...], line: Line) -> bool:
    """Whether words name an outlet and nobody who works for it."""
    codes = line.lexicon.codes
    works = any(codes[name] in unit.codes for unit in units for name in ("ROLE", "SPOKES", "HIRED", "PEOPLE"))
    return not works and any(codes["OUTLET"] in unit.codes for unit in units)


def _side_of_units(units: tuple[Unit, ...], line: Line) -> Side | None:
    """The head's side: the last sided word before the first preposition, else that of the phrase after it."""
    preposition = line.lexicon.codes["PREP"]
    by, spokes = line.lexicon.codes["SAIDBY"], line.lexicon.codes["SPOKES"]
    turn = next((n for n, unit in enumerate(units) if preposition in unit.codes or by in unit.codes), len(units))
    heads = [side for unit in units[:turn] if (side := _stated(unit, line))]
    adjective = line.lexicon.codes["ADJ"]
    first = line.lexicon.pack.get("head", "last") == "first"
    if first:  # "the local ministry": an adjective that may also name a person gives way to the noun
        heads = [s for u in units[:turn] if adjective not in u.codes and (s := _stated(u, line))] or heads
    sides = [unit for unit in units[:turn] if _stated(unit, line)]
    sided = next((unit for unit in sides if adjective not in unit.codes), next(iter(sides), None))
    if first and len(heads) > 1 and sided is not None and line.lexicon.codes["OWNED"] in sided.codes:
        heads = heads[1:]  # "the governor's channel" is the governor, though a channel may be the press
    named = heads[:1] if first else heads[-1:]
    if named == [Side.MEDIA] and first and line.lexicon.codes["SOURCEW"] in units[0].codes:
        named = []  # who talks to an agency is not the press
    if named == [Side.WITNESS] and first and any(line.lexicon.codes["GUILD"] in unit.codes for unit in units[:turn]):
        named = [Side.NGO]  # a union of miners is none of them
    if named == [Side.MEDIA] and first and any(line.lexicon.codes["RIGHTS"] in unit.codes for unit in units[:turn]):
        named = [Side.NGO]  # a rights project may publish on a site of its own
    if named == [Side.MEDIA] and first and Side.NGO in heads:
        named = [Side.NGO]  # "the HRANA agency"
    if named == [Side.MEDIA] and first and _of_the_state(units[:turn], line):
        named = [Side.OFFICIAL]
    if Side.INTERGOVERNMENTAL in heads:
        named = [Side.INTERGOVERNMENTAL]  # "the UN migration agency", "EU officials"
    if not first and (owner := _owner(units, line)) is not None:
        return owner
    beyond = _side_of_units(units[turn + 1 :], line) if turn < len(units) else None
    if beyond is not None and named == [Side.OTHER] and any(spokes in unit.codes for unit in units[:turn]):
        return beyond  # "director of the health department": a director may be anybody's
    if not first and len(heads) > 1 and named == [Side.OTHER] and (body := _hired_by(units[:turn], line)) is not None:
        return body
    return Side(named[0]) if named else beyond


def _of_the_state(units: tuple[Unit, ...], line: Line) -> bool:
    """ "The government channel", "the state Telegram channel" speak for it; state television is the press."""
    codes = line.lexicon.codes
    held = {code for unit in units for code in unit.codes}
    if codes["GOVADJ"] in held:
        return codes["OWNED"] in held or codes["MESSENGER"] in held
    return codes["STATEADJ"] in held and codes["MESSENGER"] in held


def _stated(unit: Unit, line: Line) -> str | None:
    """The side the lexicon gives a unit; people of several words have that of one of them."""
    side = unit.attr("side")
    codes = line.lexicon.codes
    if side is not None or " " not in unit.form or codes["HUMAN"] not in unit.codes:
        return side
    if any(codes[name] in unit.codes for name in ("ROLE", "INST", "OUTLET", "RECORD")):
        return None
    first = line.lexicon.pack.get("head", "last") == "first"
    words = unit.form.split() if first else reversed(unit.form.split())
    entries = (entry for word in words for entry in line.lexicon.known(word).entries)
    return next((entry.attrs["side"] for entry in entries if "side" in entry.attrs), None)


def _hired_by(units: tuple[Unit, ...], line: Line) -> Side | None:
    """ "A Justice Ministry pathologist" speaks for the ministry; "the ministry's critics" do not."""
    hired = line.lexicon.codes["HIRED"]
    at = next((n for n, unit in enumerate(units) if hired in unit.codes), 0)
    before = at - 2 if at > 1 and line.lexicon.codes["GENC"] in units[at - 1].codes else at - 1
    side = units[before].attr("side") if at else None
    return Side(side) if side else None


def _owner(units: tuple[Unit, ...], line: Line) -> Side | None:
    """Where the head stands last: an agency with the name of an outlet is the press; a body's own channel is the body."""
    codes = line.lexicon.codes
    if len(units) > 2 and codes["OWNCHANNEL"] in units[-1].codes and codes["GEN"] in units[-2].codes:
        side = units[-3].attr("side")  # "the ministry's channel"
        return Side(side) if side else None
    turn = next((n for n, unit in enumerate(units) if codes["PREP"] in unit.codes), len(units))
    if turn > 1 and codes["OWNCHANNEL"] in units[turn - 1].codes:
        official = any(codes["OFFICIAL"] in unit.codes or codes["STATERUN"] in unit.codes for unit in units[: turn - 1])
        return Side.OFFICIAL if official else None  # "a government channel on the messenger"
    if not units or codes["OUTLET"] not in units[-1].codes or codes["POSS"] not in units[-1].codes:
        if len(units) < 2 or codes["INST"] not in units[-1].codes:
            return None
        if any(codes["NAMED"] in unit.codes for unit in units[:-1]):
            return Side.MEDIA
        # "The HRANA agency": a rights body by name, whatever kind of body its last word says.
        ours = codes["INST"] in units[-2].codes and codes["GENC"] not in units[-2].codes
        return Side.NGO if ours and units[-2].attr("side") == Side.NGO else None
    owns = [
        unit
        for unit in units[:-1]
        if codes["GENC"] in unit.codes or (unit is units[-2] and codes["INST"] in unit.codes)
    ]
    owners = [side for unit in owns if (side := unit.attr("side"))]
    return Side(owners[-1]) if owners else None


def _side_after(mention: Mention, line: Line) -> Side | None:
    """What stands after the name between commas: ", head of the miners' union,"."""
    after = next((number for number, unit in enumerate(line.units) if unit.start >= mention.end), None)
    leads = after is not None and (line.has(after, "COMMA", "RUNBY") or _of_body(mention, line, after))
    if after is None or not leads:
        return None
    if line.has(after + 1, "NUM") and line.has(after + 2, "COMMA"):
        after += 2  # the age of who is named
    if line.has(after + 1, "WHO") and not any(line.has(at, "LEADSW") for at in range(after + 2, after + 5)):
        return None  # "who lives by the town hall"
    further = line.has(after, "PARTOF", "BELONGS")
    aside: list[Unit] = []
    for number in range(after + 1, min(after + 14, len(line.units))):
        if line.has(number, "NUM", "AUX"):
            return None  # a clause, not what the one named is
        if (
            further
            and line.has(number, "COMMA")
            and line.has(number + 1, "DET")
            and not _side_of_units((*aside,), line)
        ):
            aside, further = [], False  # "of Open Steppe, a rights group"
            continue
        if line.has(number, "COMMA", "COLON", "SAY", "STOP"):
            break
        aside.append(line.units[number])
    return _side_of_units(tuple(aside), line)


def _of_body(mention: Mention, line: Line, after: int) -> bool:
    """ "Ana Lund of the miners' union": a name, and whose it is."""
    return mention.kind == "person" and line.has(after, "PARTOF", "BELONGS")
