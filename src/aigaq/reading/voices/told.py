"""Who tells a stretch of text, as it is handed on, and the chain as it is stored. Proved by tests/reading/test_grammar.py."""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.reading.text.speech import Cue
from aigaq.reading.voices.speakers import Speaker
from aigaq.statements.records import Link

SILENT = "speech.silent"
"""The rule of a figure whose sentence has no word of speech: that of its subject, or of who spoke last."""


@dataclass(frozen=True, slots=True)
class Told:
    """Who tells a stretch: links nearest first, the cues behind them, the rules that joined them."""

    speakers: tuple[Speaker, ...] = ()
    cues: tuple[Cue, ...] = ()
    rules: tuple[str, ...] = ()
    behind: tuple[Cue, ...] = ()
    """Cues of later sentences of the paragraph that say when it was said."""

    @property
    def stated(self) -> bool:
        """Whether the sentence or one around it says so, so that nobody is merely carried over."""
        return bool(self.cues) or (bool(self.speakers) and "speech.carried" not in self.rules)


def links(told: Told, publisher: Link | None) -> tuple[Link, ...]:
    """The chain as it is stored: the publisher last, unless a link already names it."""
    chain = [speaker.link() for speaker in told.speakers]
    if publisher is not None:
        chain = [link for link in chain if link.name.casefold() != publisher.name.casefold()]
        chain.append(publisher)
    return tuple(chain)
