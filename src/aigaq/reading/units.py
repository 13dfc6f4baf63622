"""Units: what patterns see of a text. A unit is a word, a mark of punctuation, or a number, date or place as a whole.

Offsets are code points of the part and the text is never altered: `form` is a folded copy for comparison only. Units
of several words come from the lexicon. A `Line` is the units of one sentence, rendered once for all patterns.
Proved by tests/reading/test_units.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from aigaq.reading.lexicon import Entry, Known, Lexicon, Rule
from aigaq.reading.patterns import Match, clean_form, unit_text

_TOKEN = re.compile(
    r"https?://[^\s\x00-\x1f]+|(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-\u2011'\u2019\u02bc.@][^\W_]+)*|\.{2,}|[^\w\s]|_+",
    re.UNICODE,
)
_PUNCTUATION = {
    ",": "COMMA", ";": "SEMI", ":": "COLON", ".": "STOP", "!": "STOP", "?": "STOP ASK", "\u2026": "STOP", "(": "LPAR",
    ")": "RPAR", "[": "LPAR", "]": "RPAR", "/": "SLASH", "%": "PERCENT", "\u2013": "DASH", "\u2014": "DASH",
    "\u2212": "DASH", "\u2015": "DASH", "\u2022": "BULLET", "*": "BULLET", "#": "HASH", "|": "BAR",
}  # fmt: skip
_OPENING = "\u201c\u2018\u00ab\u201e\u2039"
_CLOSING = "\u201d\u2019\u00bb\u203a"
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u2011": "-"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch found by `values`: `kind` is the class it gets, `value` what it is."""

    start: int
    end: int
    kind: str
    value: Any


@dataclass(slots=True)
class Unit:
    """One unit: where it stands, its folded form, its classes as characters, what the lexicon and `values` know."""

    start: int
    end: int
    form: str
    codes: str
    entries: tuple[Entry, ...] = ()
    value: Any = None
    capital: bool = False

    def attr(self, name: str) -> str | None:
        """The first value the entries give for an attribute."""
        for entry in self.entries:
            if name in entry.attrs:
                return entry.attrs[name]
        return None


@dataclass(slots=True)
class Line:
    """The units of one sentence, with the text patterns run over."""

    units: list[Unit]
    lexicon: Lexicon
    text: str = ""
    begins: Sequence[int] = ()
    index: dict[int, int] = None  # type: ignore[assignment]
    keys: set[str] = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        self.render()

    def render(self) -> None:
        """Make the text anew, after units were merged."""
        begins, parts, offset, keys = [], [], 0, set()
        for unit in self.units:
            part = unit_text(unit.form, unit.codes)
            begins.append(offset)
            parts.append(part)
            offset += len(part)
            keys.add(unit.form)
            keys.update(unit.codes)
        self.text = "".join(parts)
        self.begins = begins
        self.index = {begin: number for number, begin in enumerate(begins)}
        self.keys = keys

    def has(self, number: int, *names: str) -> bool:
        """Whether a unit has one of these classes; a number outside the line has none."""
        if not 0 <= number < len(self.units):
            return False
        codes, given = self.lexicon.codes, self.units[number].codes
        for name in names:  # noqa: SIM110 - the busiest loop of the room; a generator doubles its time
            if codes[name] in given:
                return True
        return False

    def any(self, name: str) -> bool:
        """Whether any unit has the class."""
        return self.lexicon.codes[name] in self.keys

    def where(self, *names: str) -> list[int]:
        """The units that have one of these classes."""
        codes, keys = self.lexicon.codes, self.keys
        wanted = [code for name in names if (code := codes[name]) in keys]
        if not wanted:
            return []
        if len(wanted) == 1:
            only = wanted[0]
            return [number for number, unit in enumerate(self.units) if only in unit.codes]
        return [number for number, unit in enumerate(self.units) if any(code in unit.codes for code in wanted)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters from unit `start` to the end of unit `end - 1`."""
        return self.units[start].start, self.units[end - 1].end

    def rules(self, kind: str) -> Iterable[tuple[Rule, Match]]:
        """Every match of every rule of a kind, in the order of the data files.

        `not_after` of a rule names classes that must not stand right before the match.
        """
        keys = self.keys
        for rule in self.lexicon.rules.get(kind, ()):
            pattern = rule.pattern
            if not pattern.needs <= keys or (pattern.one_of and not pattern.may(keys)):
                continue
            for match in pattern.search(self):
                barred = rule.attrs.get("not_after")
                if barred is None or not self.has(match.start - 1, *str(barred).split()):
                    yield rule, match


def find_units(text: str, start: int, end: int, lexicon: Lexicon, marks: Sequence[Mark] = ()) -> list[Unit]:
    """The units of text[start:end]; marks are sorted and do not overlap."""
    units: list[Unit] = []
    position = start
    for mark in marks:
        _words(text, position, mark.start, lexicon, units)
        units.append(_marked(text, mark, lexicon))
        position = mark.end
    _words(text, position, end, lexicon, units)
    _pair_quotes(text, units, lexicon)
    return _join_lines(units, lexicon)


def merge_phrases(line: Line) -> None:
    """Replace what the phrase rules of the pack match by one unit each."""
    for rule in line.lexicon.phrases:
        found = list(rule.pattern.find(line))
        if not found:
            continue
        entry = Entry(rule.id, tuple(str(rule.attrs["class"]).split()), rule.attrs)
        for match in reversed(found):
            start, end = match.captures.get("whole", (match.start, match.end))
            line.units[start:end] = [_merged(line.units[start:end], [entry], line.lexicon)]
        line.render()


def _words(text: str, start: int, end: int, lexicon: Lexicon, units: list[Unit]) -> None:
    for token in _TOKEN.finditer(text, start, end):
        word = token.group()
        if word[0].isalnum():
            _word(word, token.start(), lexicon, units)
        else:
            units.append(_punctuation(text, token.start(), word, lexicon))


def _word(word: str, start: int, lexicon: Lexicon, units: list[Unit]) -> None:
    form = word.casefold() if word.isascii() else clean_form(word.translate(_APOSTROPHES).casefold())
    if not form.endswith(lexicon.clitics) or lexicon.known(form).entries or form in lexicon.clitics:
        units.append(_plain(word, form, start, lexicon))
        return
    clitic = next(c for c in lexicon.clitics if form.endswith(c))
    # Folding may change the length of a word; the clitic is ASCII, so its length is that of its characters.
    cut = len(word) - len(clitic)
    units.append(_plain(word[:cut], form[: -len(clitic)], start, lexicon))
    units.append(_plain(word[cut:], clitic, start + cut, lexicon))


def _plain(word: str, form: str, start: int, lexicon: Lexicon) -> Unit:
    known = lexicon.known(form)
    if not known.codes and "-" in form and lexicon.pack.get("hyphen") == "last":
        known = _hyphened(form, lexicon)
    codes = lexicon.codes
    # A name may hide its capital: openStreet, iRadio.
    capital = word[0].isupper() or (word.isalpha() and not word.islower() and word.upper() != word.lower())
    shape = codes["WORD"]
    if capital:
        shape += codes["UP"] + codes["CAP"] if len(word) > 1 and word.isupper() else codes["CAP"]
    if not known.codes:
        shape += codes["OOV"] + codes.all(lexicon.tail_classes(form, marked=capital))
        if not capital and form.endswith(lexicon.human_endings):
            shape += codes["HUMAN"]
    if not word.isalpha() and any(letter.isdigit() for letter in word):
        shape += codes["MIXED"]
    return Unit(start, start + len(word), form, known.codes + shape, known.entries, None, capital)


def _hyphened(form: str, lexicon: Lexicon) -> Known:
    """What is known of a word with a hyphen: of its last part, or of an abbreviation with an ending (ІІМ-ге)."""
    first, _, last = form.rpartition("-")
    endings = lexicon.mark_tails.classes
    names = endings.get(last) or endings.get(f"-{last}")
    stem = lexicon.known(first)
    if names and stem.entries:
        return Known(stem.codes + lexicon.codes.all(names), stem.entries, stem.stem)
    return lexicon.known(last)


def _punctuation(text: str, start: int, mark: str, lexicon: Lexicon) -> Unit:
    names = _PUNCTUATION.get(mark[0], "SYMBOL")
    end = start + len(mark)
    if mark == "-":
        tight = start > 0 and not text[start - 1].isspace() and end < len(text) and not text[end].isspace()
        names = "HYPHEN" if tight else "DASH"
    elif mark[0] in _OPENING or mark[0] in _CLOSING or mark in "\"'":
        names = "QUOTE"
    form = clean_form(mark)
    known = lexicon.known(form)
    return Unit(start, end, form, lexicon.codes.all(names.split()) + known.codes, known.entries)


def _marked(text: str, mark: Mark, lexicon: Lexicon) -> Unit:
    form = clean_form(" ".join(text[mark.start : mark.end].casefold().split()))
    known = lexicon.known(form)
    capital = text[mark.start].isupper()
    # What a dictionary alone says of a number or a date written in words says nothing of it as a whole.
    listed = known.codes if known.entries else ""
    codes = (
        lexicon.codes.all(
            ["WORD", *mark.kind.split(), *lexicon.tail_classes(form, marked=True), *(["CAP"] if capital else [])]
        )
        + listed
    )
    return Unit(mark.start, mark.end, form, codes, known.entries, mark.value, capital)


def _pair_quotes(text: str, units: list[Unit], lexicon: Lexicon) -> None:
    """Say of each quotation mark whether it opens or closes; an apostrophe that closes nothing is no quote."""
    opened: list[str] = []
    opens, closes, plain = lexicon.codes["QO"], lexicon.codes["QC"], lexicon.codes["GEN"]
    for unit in units:
        if lexicon.codes["QUOTE"] not in unit.codes:
            continue
        mark = unit.form
        before = text[unit.start - 1] if unit.start else " "
        free = before.isspace() or before in "([-\u2013\u2014\u201c\u00ab\"'"
        if mark in _OPENING or (mark in "\"'" and free and not (mark in opened and mark == '"')):
            opened = [*opened[-7:], mark]
            unit.codes += opens
        elif mark in "'\u2019" and not any(kind in "'\u2018" for kind in opened):
            unit.codes, unit.form = plain, "'"
        else:
            while opened and not _closes(opened.pop(), mark):
                pass
            unit.codes += closes


def _closes(opening: str, closing: str) -> bool:
    return (opening, closing) in _PAIRS


_PAIRS = {
    ("\u201c", "\u201d"), ("\u2018", "\u2019"), ("\u00ab", "\u00bb"), ("\u201e", "\u201c"), ("\u201e", "\u201d"),
    ("\u2039", "\u203a"), ('"', '"'), ("'", "'"), ("\u201d", "\u201d"), ("\u2018", "'"), ("'", "\u2019"),
}  # fmt: skip


def _join_lines(units: list[Unit], lexicon: Lexicon) -> list[Unit]:
    """Join neighbours that are an entry of several words in the lexicon."""
    joined: list[Unit] = []
    forms = [unit.form for unit in units]
    position = 0
    forms.append("")
    while position < len(units):
        end = position + 1
        for words, entries in lexicon.lines(forms[position], forms[end]).items():
            reach = position + len(words)
            if tuple(forms[position:reach]) == words:
                joined.append(_merged(units[position:reach], entries, lexicon))
                position = reach
                break
        else:
            position = _join_inflected(units, forms, position, lexicon, joined)
    return joined


def _join_inflected(
    units: Sequence[Unit], forms: Sequence[str], position: int, lexicon: Lexicon, joined: list[Unit]
) -> int:
    """Add the entry of several words whose last one is inflected, or the unit as it is; where to go on."""
    size, entries, added = lexicon.inflected(forms, position)
    if not size:
        joined.append(units[position])
        return position + 1
    joined.append(_merged(units[position : position + size], entries, lexicon, added))
    return position + size


def _merged(units: Sequence[Unit], entries: Sequence[Entry], lexicon: Lexicon, added: Sequence[str] = ()) -> Unit:
    names = [*(name for entry in entries for name in entry.classes), *added]
    codes = lexicon.codes.all(["WORD", *names, *(["CAP"] if units[0].capital else [])])
    form = " ".join(unit.form for unit in units)
    return Unit(units[0].start, units[-1].end, form, codes, tuple(entries), None, units[0].capital)
