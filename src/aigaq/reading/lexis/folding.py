"""Texts typed without the letters of their language ("каза тапты"): read with a pack whose every word is folded alike.

`folding` of a pack lists pairs: the letter, and what it is typed as. A paragraph with none of these letters is read
with the folded pack, numbers and dates too; offsets are those of the text, which is never altered. Proved by
tests/reading/test_folding.py.
"""

from __future__ import annotations

from typing import Any

from aigaq.reading.lexis.lexicon import Lexicon
from aigaq.reading.lexis.loading import loaded
from aigaq.values import tables


def lexicon_for(text: str, lexicon: Lexicon) -> Lexicon:
    """The lexicon to read a paragraph with: the language's own, or the folded one where none of its letters occurs."""
    pairs = lexicon.pack.get("folding")
    if not pairs or any(pair[0] in text or pair[0].upper() in text for pair in pairs):
        return lexicon
    if lexicon.plain is None:
        lexicon.plain = _folded(lexicon, pairs)
    return lexicon.plain


def _folded(lexicon: Lexicon, pairs: list[str]) -> Lexicon:
    letters, plain = "".join(pair[0] for pair in pairs), "".join(pair[1] for pair in pairs)
    typed = zip(letters + letters.upper(), plain + plain.upper(), strict=True)
    folding = {ord(letter): as_typed for letter, as_typed in typed}
    words = {
        kind: _translated(tables.toml(f"{kind}.{lexicon.words or lexicon.language}"), folding)
        for kind in ("quantities", "dates")
    }
    name = tables.bring(lexicon.language, **words)
    return loaded(lexicon.language, _translated(list(lexicon.files), folding), words=name)


def _translated(value: Any, folding: dict[int, str]) -> Any:
    """Every text in a table, and every key, folded."""
    if isinstance(value, str):
        return value.translate(folding)
    if isinstance(value, dict):
        return {key.translate(folding): _translated(held, folding) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_translated(held, folding) for held in value]
    return value
