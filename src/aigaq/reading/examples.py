"""Examples that data files carry for their words and rules, and whether they hold.

`examples` is a list of sentences in which the word or rule must be found; one that begins with `! ` must not have it.
They are run as tests for every shipped pack, and when a case sets words of its own. Proved by
tests/reading/test_examples.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aigaq.reading.lexis.lexicon import Lexicon, Origin
from aigaq.reading.text.paragraph import Parsed, parse
from aigaq.values.places import Gazetteer

NOT = "! "
# Kinds of rules that run over the line in which who can speak is one unit.
_VOICED = frozenset({"cue", "interview", "heading", "withdrawal", "unsaid"})
_SPEECH = _VOICED | {"early", "newer", "stage", "thought", "upheld", "stands", "detail", "lowered"}


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not hold: the word group or rule, its file, the sentence, and whether it should match."""

    id: str
    file: str
    example: str
    wanted: bool


def failures(
    lexicon: Lexicon, gazetteer: Gazetteer | None = None, files: Iterable[str] | None = None
) -> Iterator[Failure]:
    """The examples of a pack that do not hold.

    Args:
        files: only those of these files.
    """
    places = gazetteer or Gazetteer.shipped()
    only = None if files is None else frozenset(files)
    for name, origin in lexicon.origins.items():
        if only is not None and origin.file not in only:
            continue
        for example in origin.examples:
            wanted = not example.startswith(NOT)
            if _found(name, origin, example.removeprefix(NOT), lexicon, places) is not wanted:
                yield Failure(name, origin.file, example, wanted)


def _found(name: str, origin: Origin, text: str, lexicon: Lexicon, gazetteer: Gazetteer) -> bool:
    return any(_in(name, origin, one) for one in parse(text, ("text", 0), lexicon, gazetteer).sentences)


def _in(name: str, origin: Origin, sentence: Parsed) -> bool:
    if origin.kind in ("words", "phrase"):
        return any(entry.id == name for unit in sentence.line.units for entry in unit.entries)
    if origin.kind == "cue":
        return any(cue.rule.id == name for cue in sentence.cues)
    line = sentence.speech if origin.kind in _SPEECH else sentence.line
    return any(rule.id == name for rule, _ in line.rules(origin.kind))
