"""Patterns over units: a small language compiled once to `re`, in which data files say what a sentence looks like.

A pattern is a row of atoms. `word` is the folded form of a unit, `CLASS` (capitals) a class of the lexicon, `.` any
unit, `A&B` and `A~B` a unit that has the first class and also has, or has not, the second, `[A word]` any of these, `![A word]` none of these, `(x | y)` alternatives, `<name: x>` a capture, `$NAME` a macro,
each followed by `?`, `*`, `+` or `{m,n}` (and `?` after that for the shortest). Punctuation is written in quotes: `","`.
A sentence is rendered as one string, a unit as \\x01 its classes (one private character each) \\x02 its form \\x03, so
that matching runs in `re`. Described in docs/methods/reading.md; proved by tests/reading/test_patterns.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

from aigaq.errors import FormatError
from aigaq.reading.lexis.needs import Needs, unit_needs

_ATOM = re.compile(
    r"""\s*(?:(?P<capture><(?P<label>[a-z_]+):)|(?P<close>>)|(?P<open>\()|(?P<shut>\))|(?P<bar>\|)|(?P<any>\.)
    |(?P<not>!)?\[(?P<set>[^\]]+)\]|(?P<neg>!)(?P<single>[^\s\[\]()|<>?*+{}]+)|\$(?P<macro>[A-Z_]+)
    |"(?P<quoted>[^"]+)"|(?P<word>[^\s\[\]()|<>?*+{}!$"]+))(?P<many>(?:[?*+]|\{\d+(?:,\d*)?\})\??)?""",
    re.VERBOSE,
)
_NAMES = re.compile(r'"[^"]+"|\S+')
# Alternatives of one unit each are a set: it matches the same, and says what a line must have.
_SINGLES = re.compile(r"\(\s*((?:[^\s()|\[\]<>\"$.!?*+{}]+\s*\|\s*)+[^\s()|\[\]<>\"$.!?*+{}]+)\s*\)")
_CLASS = re.compile(r"[A-Z][A-Z0-9_]*\Z")
_BOTH = re.compile(r"[A-Z][A-Z0-9_]*(?:[&~][A-Z][A-Z0-9_]*)+\Z")
_FIRST_PRIVATE = 0xE000
_MARKS = re.compile("[\x01-\x03]")


class Codes(dict[str, str]):
    """One private character for each class, given out in the order of first use."""

    def __missing__(self, name: str) -> str:
        code = self[name] = chr(_FIRST_PRIVATE + len(self))
        return code

    def all(self, names: Iterable[str]) -> str:
        """The characters of several classes."""
        return "".join([self[name] for name in names])


class Rendered(Protocol):
    """What patterns are matched against: the text, where each unit begins in it, which keys occur, and where."""

    @property
    def text(self) -> str: ...

    @property
    def begins(self) -> Sequence[int]: ...

    @property
    def index(self) -> Mapping[int, int]: ...

    @property
    def keys(self) -> AbstractSet[str]: ...

    def numbers(self, keys: AbstractSet[str]) -> Sequence[int]: ...


@dataclass(frozen=True, slots=True)
class Match:
    """Units `start`..`end` (end excluded), and the captures by name."""

    start: int
    end: int
    captures: Mapping[str, tuple[int, int]]


class Pattern:
    """A pattern; `needs` are keys (class characters, forms) without which it cannot match, of each set in `one_of` it
    needs one, and it begins with a unit that has one of `starts` (None: with any).

    `re` compiles it at the first sentence that has what it needs: most of a pack is never needed by a text.
    """

    __slots__ = ("_body", "_regex", "_where", "needs", "one_of", "source", "starts")

    def __init__(self, source: str, body: str, needs: Needs, where: str) -> None:
        self.source = source
        self.needs = frozenset(needs.all_of)
        self.one_of = tuple(needs.one_of)
        self.starts = needs.starts
        self._body = body
        self._where = where
        self._regex: re.Pattern[str] | None = None

    @property
    def regex(self) -> re.Pattern[str]:
        """The compiled form. Raises FormatError where `re` refuses it."""
        if self._regex is None:
            try:
                self._regex = re.compile(self._body)
            except re.error as error:
                raise FormatError(f"pattern does not compile: {error}", where=self._where) from error
        return self._regex

    def find(self, line: Rendered) -> Sequence[Match]:
        """All matches from left to right, not overlapping."""
        return self.search(line) if self.may(line.keys) else ()

    def may(self, keys: AbstractSet[str]) -> bool:
        """Whether a line with these keys has what the pattern cannot do without."""
        if not self.needs <= keys:
            return False
        for group in self.one_of:  # noqa: SIM110 - asked for every rule of every sentence
            if group.isdisjoint(keys):
                return False
        return True

    def search(self, line: Rendered, allowed: Callable[[Match], bool] | None = None) -> Sequence[Match]:
        """As `find`, where it is known that the line has what the pattern needs; what is not `allowed` hides no other
        match that begins after it."""
        regex = self._regex or self.regex
        if self.starts is None:
            every = [_match(found, line) for found in regex.finditer(line.text)]
            return every if allowed is None else [match for match in every if allowed(match)]
        text, begins, found, end = line.text, line.begins, list[Match](), 0
        for number in line.numbers(self.starts):
            if begins[number] >= end and (one := regex.match(text, begins[number])) is not None:
                match = _match(one, line)
                if allowed is None or allowed(match):
                    found.append(match)
                    end = one.end()
        return found


def is_code(key: str) -> bool:
    """Whether a key is the character of a class; else it is a form."""
    return len(key) == 1 and "\ue000" <= key <= "\uf8ff"


def unit_text(form: str, codes: str) -> str:
    """One unit as it stands in the rendered text; the form must be clean (`clean_form`)."""
    return f"\x01{codes}\x02{form}\x03"


def clean_form(form: str) -> str:
    """A form without the three characters that hold a rendered text together."""
    return _MARKS.sub("?", form)


def compile_pattern(source: str, codes: Codes, macros: Mapping[str, str], *, where: str = "pattern") -> Pattern:
    """Compile one pattern.

    Raises:
        FormatError: the pattern cannot be read; `where` names the file and the rule.
    """
    parser = _Parser(codes, macros, where)
    body, needs = parser.sequence(parser.expand(source))
    return Pattern(source, body, needs, where)


def _match(found: re.Match[str], line: Rendered) -> Match:
    size = len(line.begins)

    def unit(offset: int) -> int:
        return line.index.get(offset, size)

    captures = {
        name: (unit(found.start(name)), unit(found.end(name)))
        for name in found.re.groupindex
        if found.start(name) >= 0 and found.end(name) > found.start(name)
    }
    return Match(unit(found.start()), unit(found.end()), captures)


class _Group:
    """An open bracket: how it is closed, and what its alternatives need, the last of them still being read."""

    def __init__(self, closed_by: str) -> None:
        self.closed_by = closed_by
        self.before: list[Needs] = []
        self.needs = Needs()

    def turn(self) -> None:
        """Begin the next alternative."""
        self.before.append(self.needs)
        self.needs = Needs()

    def whole(self) -> Needs:
        """What the group needs as a whole."""
        return Needs.either([*self.before, self.needs])


class _Parser:
    """Turns atoms into `re` and collects what the pattern cannot do without."""

    def __init__(self, codes: Codes, macros: Mapping[str, str], where: str) -> None:
        self._codes = codes
        self._macros = macros
        self._where = where

    def expand(self, source: str, depth: int = 0) -> str:
        if depth > 8:
            raise FormatError("macros nest too deep", where=self._where)

        def put(found: re.Match[str]) -> str:
            name = found.group(1)
            if name not in self._macros:
                raise FormatError(f"no macro ${name}", where=self._where)
            return f"( {self.expand(self._macros[name], depth + 1)} )"

        return _SINGLES.sub(_as_set, re.sub(r"\$([A-Z_]+)", put, source))

    def sequence(self, source: str) -> tuple[str, Needs]:
        """The pattern for `re`, and what it needs."""
        parts: list[str] = []
        groups = [_Group("")]
        position, size = 0, len(source.rstrip())
        while position < size:
            found = _ATOM.match(source, position)
            if found is None:
                raise FormatError(f"cannot read pattern from {source[position : position + 20]!r}", where=self._where)
            position = found.end()
            parts.append(self._atom(found, groups))
        if len(groups) > 1:
            raise FormatError("a bracket is not closed", where=self._where)
        return "".join(parts), groups[0].whole()

    def _atom(self, found: re.Match[str], groups: list[_Group]) -> str:
        many = found["many"] or ""
        if found["capture"]:
            groups.append(_Group(">"))
            return f"(?P<{found['label']}>"
        if found["open"]:
            groups.append(_Group(")"))
            return "(?:"
        if found["bar"]:
            if groups[-1].closed_by != ")":
                raise FormatError("alternatives stand in round brackets", where=self._where)
            groups[-1].turn()
            return "|"
        if found["close"] or found["shut"]:
            return self._leave(groups, ">" if found["close"] else ")", many)
        body, keys = self._unit(found)
        groups[-1].needs.then(unit_needs(keys), optional=_optional(many))
        return body + many

    def _leave(self, groups: list[_Group], bracket: str, many: str) -> str:
        if groups[-1].closed_by != bracket:
            raise FormatError("a bracket is closed that was not opened", where=self._where)
        if bracket == ">" and many:
            raise FormatError("a capture is not repeated; put it in round brackets", where=self._where)
        needs = groups.pop().whole()
        groups[-1].needs.then(needs, optional=_optional(many))
        return ")" + many

    def _unit(self, found: re.Match[str]) -> tuple[str, frozenset[str] | None]:
        """One unit for `re`, and the keys of which it has one; None where it may be any unit."""
        if found["any"]:
            return "(?:\x01[^\x03]*+\x03)", None
        if found["set"]:
            names = _NAMES.findall(found["set"])
            keys = None if found["not"] else frozenset(self._key(name) for name in names)
            return self._set(names, negated=bool(found["not"])), keys
        if found["neg"]:
            return self._set([found["single"]], negated=True), None
        word = found["quoted"] or found["word"]
        return self._set([word], negated=False), frozenset((self._key(word),))

    def _key(self, name: str) -> str:
        """What a line must have for this name to match: the character of a class, else a form."""
        first = re.split("[&~]", name)[0]
        return self._codes[first] if _CLASS.match(first) else name.strip('"')

    def _both(self, name: str) -> str:
        """The test for a class together with others it must or must not have."""
        first, *rest = re.findall("([&~]?)([A-Z][A-Z0-9_]*)", name)
        tests = [f"(?{'=' if sign == '&' else '!'}[^\x02]*{self._codes[other]})" for sign, other in rest]
        return "".join(tests) + f"[^\x02]*{self._codes[first[1]]}"

    def _set(self, names: list[str], *, negated: bool) -> str:
        both = [self._both(name) for name in names if _BOTH.match(name)]
        names = [name for name in names if not _BOTH.match(name)]
        classes = "".join(self._codes[name] for name in names if _CLASS.match(name))
        forms = [re.escape(name.strip('"')) for name in names if not _CLASS.match(name)]
        tests = [*both, f"[^\x02]*[{classes}]"] if classes else both
        if forms:
            tests.append(f"[^\x02]*\x02(?:{'|'.join(forms)})\x03")
        look = "|".join(tests)
        return f"(?:\x01(?{'!' if negated else '='}{look})[^\x03]*+\x03)"


def _as_set(found: re.Match[str]) -> str:
    return f"[{' '.join(found.group(1).replace('|', ' ').split())}]"


def _optional(many: str) -> bool:
    return many.startswith(("?", "*", "{0"))
