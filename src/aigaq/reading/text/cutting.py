"""A text cut into units: words with what the lexicon knows of them, punctuation, the marks that `values` found.

Units of several words come from the lexicon; what the phrase rules of the pack match becomes one unit. What a word is
cut into depends on the word alone, and is remembered. Proved by tests/reading/test_units.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from aigaq.reading.lexis.lexicon import Entry, Known, Lexicon, Piece
from aigaq.reading.lexis.patterns import clean_form
from aigaq.reading.text.units import Line, Mark, Unit

_TOKEN = re.compile(
    r"https?://[^\s\x00-\x1f]+|(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-\u2011'\u2019\u02bc.@_][^\W_]+)*|\.{2,}|-{2,}|[^\w\s]|_+",
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


# A site that is named by its address publishes (`outlet_endings` of the pack).
_ADDRESS = Entry("outlet.address", ("OUTLET",), {"side": "media"})


def find_units(text: str, start: int, end: int, lexicon: Lexicon, marks: Sequence[Mark] = ()) -> list[Unit]:
    """The units of text[start:end]; marks are sorted and do not overlap."""
    units: list[Unit] = []
    position = start
    for mark in marks:
        _words(text, position, mark.start, lexicon, units)
        units.append(_marked(text, mark, lexicon))
        position = _after_mark(text, mark.end, lexicon, units)
    _words(text, position, end, lexicon, units)
    _pair_quotes(text, units, lexicon)
    return _join_lines(units, lexicon)


def merge_phrases(line: Line) -> None:
    """Replace what the phrase rules of the pack match by one unit each."""
    shelf = line.lexicon.phrase_shelf
    waiting = shelf.near(line.keys)
    while waiting:
        number = waiting.pop(0)
        rule = shelf.rules[number]
        found = [match for match in rule.pattern.find(line) if line.may_stand(rule, match)]
        if not found:
            continue
        entry = Entry(rule.id, tuple(str(rule.attrs["class"]).split()), rule.attrs)
        for match in reversed(found):
            start, end = match.captures.get("whole", (match.start, match.end))
            kept = _kept(line.units[end - 1], rule.attrs, line.lexicon)
            heads = line.units[slice(*match.captures.get("t", (0, 0)))]
            known = [one for head in heads for one in head.entries]
            line.units[start:end] = [_merged(line.units[start:end], [_told(entry, known), *known], line.lexicon, kept)]
        line.render()
        waiting = [later for later in shelf.near(line.keys) if later > number]


def _kept(last: Unit, attrs: Mapping[str, object], lexicon: Lexicon) -> list[str]:
    """The classes of form that the last word gives to the whole (`keeps`): a participle stays a participle."""
    return [name for name in str(attrs.get("keeps", "")).split() if lexicon.codes[name] in last.codes]


def _told(entry: Entry, known: Sequence[Entry]) -> Entry:
    """The entry of a phrase, with what its captured word `t` says that the rule itself does not."""
    attrs = {key: value for one in reversed(known) for key, value in one.attrs.items()}
    return Entry(entry.id, entry.classes, {**attrs, **entry.attrs}) if attrs else entry


def _after_mark(text: str, start: int, lexicon: Lexicon, units: list[Unit]) -> int:
    """Where the words after a mark begin: past a clitic that stands right behind it ("Kenya's army")."""
    for clitic in lexicon.clitics:
        end = start + len(clitic)
        if text[start:end].translate(_APOSTROPHES).casefold() == clitic and not text[end : end + 1].isalnum():
            size, form, codes, entries, capital = _plain(text[start:end], clitic, lexicon)
            units.append(Unit(start, start + size, form, codes, entries, None, capital))
            return end
    return start


def _words(text: str, start: int, end: int, lexicon: Lexicon, units: list[Unit]) -> None:
    known = lexicon.pieces
    for token in _TOKEN.finditer(text, start, end):
        word = token.group()
        pieces = known.get(word)
        if pieces is None:
            pieces = (
                _pieces(word, lexicon) if word[0].isalnum() else (_punctuation(text, token.start(), word, lexicon),)
            )
            if word != "-":
                lexicon.remember(word, pieces)
        at = token.start()
        for size, form, codes, entries, capital in pieces:
            units.append(Unit(at, at + size, form, codes, entries, None, capital))
            at += size


def _pieces(word: str, lexicon: Lexicon) -> tuple[Piece, ...]:
    """A word, and a clitic that is cut off it."""
    form = word.casefold() if word.isascii() else clean_form(word.translate(_APOSTROPHES).casefold())
    if not form.endswith(lexicon.clitics) or lexicon.known(form).entries or form in lexicon.clitics:
        return (_plain(word, form, lexicon),)
    clitic = next(c for c in lexicon.clitics if form.endswith(c))
    # Folding may change the length of a word; the clitic is ASCII, so its length is that of its characters.
    cut = len(word) - len(clitic)
    return _plain(word[:cut], form[: -len(clitic)], lexicon), _plain(word[cut:], clitic, lexicon)


def _plain(word: str, form: str, lexicon: Lexicon) -> Piece:
    known = lexicon.known(form)
    if not known.codes and "-" in form and lexicon.pack.get("hyphen") == "last":
        known = _hyphened(form, lexicon)
    codes = lexicon.codes
    # A name may hide its capital: openStreet, iRadio.
    capital = word[0].isupper() or (word.isalpha() and not word.islower() and word.upper() != word.lower())
    capital = capital or _after_particle(word, form, lexicon)
    shape = codes["WORD"]
    if capital:
        shape += codes["UP"] + codes["CAP"] if len(word) > 1 and word.isupper() else codes["CAP"]
    first, hyphen, _ = word.partition("-")
    if hyphen and len(first) > 1 and first.isupper() and not word.isupper():
        shape += codes["INITIALS"]  # of a body, with an ending: ОКҚ-дағы
    if not known.codes:
        shape += codes["OOV"] + codes.all(lexicon.tail_classes(form, marked=capital))
        if not capital and form.endswith(lexicon.human_endings):
            shape += codes["HUMAN"]
        if "." in form and form.partition("-")[0].endswith(lexicon.outlet_endings):
            return len(word), form, shape.replace(codes["OOV"], codes["OUTLET"]), (_ADDRESS,), capital
    if not word.isalpha() and any(letter.isdigit() for letter in word):
        shape += codes["MIXED"]
    return len(word), form, known.codes + shape, known.entries, capital


def _after_particle(word: str, form: str, lexicon: Lexicon) -> bool:
    """The capital of a name behind its particle: al-Bakari."""
    first, hyphen, rest = word.partition("-")
    return bool(hyphen and rest[:1].isupper()) and lexicon.codes["PARTICLE"] in lexicon.known(form[: len(first)]).codes


def _hyphened(form: str, lexicon: Lexicon) -> Known:
    """What is known of a word with a hyphen: of its last part, or of an abbreviation with an ending (ІІМ-ге)."""
    first, _, last = form.rpartition("-")
    endings = lexicon.mark_tails.classes
    names = endings.get(last) or endings.get(f"-{last}")
    stem = lexicon.known(first)
    if names and stem.entries:
        return Known(stem.codes + lexicon.codes.all(names), stem.entries, stem.stem)
    return lexicon.known(last)


def _punctuation(text: str, start: int, mark: str, lexicon: Lexicon) -> Piece:
    names = _PUNCTUATION.get(mark[0], "SYMBOL")
    end = start + len(mark)
    if mark == "-":
        tight = start > 0 and not text[start - 1].isspace() and end < len(text) and not text[end].isspace()
        names = "HYPHEN" if tight else "DASH"
    elif mark[0] == "-":
        names = "DASH"  # typed as two hyphens
    elif mark[0] in _OPENING or mark[0] in _CLOSING or mark in "\"'":
        names = "QUOTE"
    form = clean_form(mark)
    known = lexicon.known(form)
    return len(mark), form, lexicon.codes.all(names.split()) + known.codes, known.entries, False


def _marked(text: str, mark: Mark, lexicon: Lexicon) -> Unit:
    form = clean_form(" ".join(text[mark.start : mark.end].casefold().split()))
    known = lexicon.known(form)
    capital = text[mark.start].isupper()
    # What a dictionary alone says of a number or a date written in words says nothing of it as a whole.
    listed = known.codes if known.entries else ""
    kinds = mark.kind.split()
    tails = () if "AS_LISTED" in kinds else lexicon.tail_classes(form, marked=True)
    codes = lexicon.codes.all(["WORD", *kinds, *tails, *(["CAP"] if capital else [])]) + listed
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
    begins = lexicon.begins
    while position < len(units):
        end = position + 1
        if forms[position] not in begins:
            joined.append(units[position])
            position = end
            continue
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
