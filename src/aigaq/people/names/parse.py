"""From the text of a name to tokens with roles, in any order, with or without a comma.

What tells a role, the strongest first: a patronymic's ending; SURNAME in capitals beside other words; a comma after the
surname; a surname's ending where only one word has it; the place of the other words around a patronymic; one full word
beside initials. What is told by nothing stays `unknown`. Proved by tests/people/names/test_parse.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

from aigaq.people.names import letters, splitting
from aigaq.people.names.endings import FEMALE, MALE, PATRONYMIC, SURNAME, Ending, apart, ending, father_stem
from aigaq.people.names.name import Name, Role, Token
from aigaq.people.names.readings import readings
from aigaq.people.names.splitting import Word
from aigaq.people.names.tables import toml

_KEPT = 1 << 14
_LONGEST = 2000


@lru_cache(maxsize=_KEPT)
def parse(text: str) -> Name:
    """A name taken apart. Any text is answered; one without letters has no tokens."""
    text = text[:_LONGEST]
    found = splitting.words(text)
    tokens = _opened(_apart([_token(word, found) for word in found]))
    tokens = _roles(found, _after(tokens))
    words = tuple(one for one in tokens if one.role not in (Role.INITIAL, Role.PARTICLE))
    initials = tuple(one for one in tokens if one.role is Role.INITIAL)
    fathers = [one.father for one in tokens if one.role is Role.PATRONYMIC]
    return Name(
        text,
        tuple(tokens),
        fathers[0] if fathers else frozenset(),
        _sex(tokens),
        splitting.persons(text),
        words,
        initials,
        "".join(one.form for one in words)[: letters.LONGEST],
        " ".join(one.form for one in tokens),
    )


def _token(word: Word, all_words: Sequence[Word]) -> Token:
    """A word by itself: an initial, a particle, a patronymic, or nothing yet."""
    if len(all_words) > 1 and _is_initial(word):
        return Token(word.text, word.form, Role.INITIAL, "one letter" if len(word.form) == 1 else "short and dotted")
    if len(all_words) > 1 and (word.form in _particles() or (word.form in _titles() and _opens(word, all_words))):
        return Token(word.text, word.form, Role.PARTICLE, "no name")
    told = [ending(reading) for reading in readings(word.form)]
    fathers = frozenset(one.stem for one in told if one.kind == PATRONYMIC)
    if fathers and len(all_words) > 1:
        sex = next(one.sex for one in told if one.kind == PATRONYMIC)
        return Token(word.text, word.form, Role.PATRONYMIC, "its ending", fathers, sex)
    return Token(word.text, word.form, Role.UNKNOWN)


def _opens(word: Word, all_words: Sequence[Word]) -> bool:
    """Whether nothing but titles stands before a word: later it is a surname (El Sayed)."""
    return all(other.form in _titles() for other in all_words[: all_words.index(word)])


def _is_initial(word: Word) -> bool:
    if len(word.form) == 1:
        return letters.script(word.form) != letters.OTHER
    return word.dotted and word.form in toml("particles")["initials"]


def _opened(tokens: list[Token]) -> list[Token]:
    """A particle that opens a name of which else one word would be left is a name itself (Le Van Duc, Al Botma)."""
    full = sum(token.role is Role.UNKNOWN for token in tokens)
    if (
        full == 1
        and tokens[0].role is Role.PARTICLE
        and len(tokens) == sum(token.role in (Role.UNKNOWN, Role.PARTICLE) for token in tokens)
    ):
        tokens[0] = replace(tokens[0], role=Role.UNKNOWN, why="")
    return tokens


def _after(tokens: list[Token]) -> list[Token]:
    """The word after `bin` or `bint` as the father's name; where it opens the name it is a name itself."""
    for at in range(2, len(tokens)):
        token, sex = tokens[at], _children().get(tokens[at - 1].form)
        if sex is not None and token.role is Role.UNKNOWN and tokens[at - 1].role is Role.PARTICLE:
            fathers = frozenset(father_stem(reading) for reading in readings(token.form))
            tokens[at] = replace(token, role=Role.PATRONYMIC, why="the word before it", father=fathers, sex=sex)
    return tokens


def _apart(tokens: list[Token]) -> list[Token]:
    """A father's name and the word for son or daughter after it, written apart, as one patronymic."""
    found: list[Token] = []
    for token in tokens:
        sexes = {apart(reading) for reading in readings(token.form)} - {None}
        last = found[-1] if found else None
        if sexes and last is not None and len(tokens) > 2 and last.role is Role.UNKNOWN:
            fathers = frozenset(father_stem(reading) for reading in readings(last.form))
            form = last.form + token.form
            sex = next(iter(sexes))
            found[-1] = Token(f"{last.text} {token.text}", form, Role.PATRONYMIC, "the word after it", fathers, sex)
        else:
            found.append(token)
    return found


def _roles(found: Sequence[Word], tokens: list[Token]) -> list[Token]:
    """Surname and given names among the tokens that are nothing else."""
    words = {word.text: word for word in found}
    free = [at for at, token in enumerate(tokens) if token.role is Role.UNKNOWN]
    surnames, why = _surnames(tokens, free, words)
    if not surnames:
        surnames, why = _by_place(tokens, free)
    for at in free:
        if at in surnames:
            tokens[at] = replace(tokens[at], role=Role.SURNAME, why=why, sex=_surname_sex(tokens[at]))
        elif surnames:
            tokens[at] = replace(tokens[at], role=Role.GIVEN, why="beside the surname")
    return tokens


def _surnames(tokens: list[Token], free: list[int], words: dict[str, Word]) -> tuple[set[int], str]:
    """The surnames that capitals, a comma or endings tell, and which of them it was."""
    capitals = {at for at in free if (word := words.get(tokens[at].text)) and word.capitals}
    shouted = all(word.capitals or len(word.form) == 1 for word in words.values())
    if capitals and not shouted and len(capitals) < len(free):
        return capitals, "capitals"
    before = {at for at in free if (word := words.get(tokens[at].text)) and word.before_comma}
    if before and len(before) < max(len(free), 2) and len(tokens) > len(before):
        return before, "before the comma"
    endings = {at for at in free if any(told.kind == SURNAME and told.firm for told in _told(tokens[at]))}
    if len(endings) == 1 and len(tokens) > 1:
        return endings, "its ending"
    return set(), ""


def _by_place(tokens: list[Token], free: list[int]) -> tuple[set[int], str]:
    """The surname by where a patronymic or initials stand."""
    fathers = [at for at, token in enumerate(tokens) if token.role is Role.PATRONYMIC]
    if len(fathers) == 1 and len(free) == 2:
        after = [at for at in free if at > fathers[0]]
        if len(after) == 1:
            return set(after), "after the patronymic"
        if not after:
            return {free[0]}, "before the given name and patronymic"
    if len(free) == 1 and not fathers and any(token.role is Role.INITIAL for token in tokens):
        return set(free), "beside initials"
    return set(), ""


def _told(token: Token) -> list[Ending]:
    return [ending(reading) for reading in readings(token.form)]


def _surname_sex(token: Token) -> str | None:
    told = ending((readings(token.form) or ("",))[0])
    return told.sex if told.kind == SURNAME and told.firm else None


def _sex(tokens: Sequence[Token]) -> str | None:
    told = {token.sex for token in tokens if token.sex}
    return told.pop() if len(told) == 1 else None


@cache
def _children() -> dict[str, str]:
    table = toml("arabic")["particles"]
    return {letters.fold(word): sex for sex, key in ((MALE, "sons"), (FEMALE, "daughters")) for word in table[key]}


@cache
def _particles() -> frozenset[str]:
    table, arabic = toml("particles"), toml("arabic")["particles"]
    rows = (table["family"], table["later"], arabic["articles"], arabic["sons"], arabic["daughters"])
    return frozenset(letters.fold(word) for row in rows for word in row)


@cache
def _titles() -> frozenset[str]:
    return frozenset(letters.fold(word) for word in toml("particles")["titles"])
