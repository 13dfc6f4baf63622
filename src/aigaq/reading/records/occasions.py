"""The day on which somebody spoke holds for what the same one goes on to say: "X said on Tuesday … Five were held, he
added." Proved by tests/reading/test_occasions.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from aigaq.reading.setting.days import date_of_cue
from aigaq.reading.text.mentions import Mention
from aigaq.reading.text.paragraph import Paragraph, Parsed
from aigaq.reading.voices.speakers import Speaker

_KEPT = 8
_FAR = 1200
_NEAR = 400


@dataclass(frozen=True, slots=True)
class Occasion:
    """Somebody is said to speak on a day; `start` and `end` are where the text names them."""

    part: str
    start: int
    end: int
    last: str
    day: str


@dataclass(slots=True)
class Occasions:
    """Who spoke when, the last ones of a document."""

    recent: list[Occasion] = field(default_factory=list)

    def after(self, paragraph: Paragraph, sentence: Parsed, published: str | None) -> None:
        """Remember on which days a sentence that has been read says that somebody spoke."""
        if not sentence.cues or not sentence.line.any("DATE"):
            return
        part, offset = paragraph.base
        for cue in sentence.cues:
            day = date_of_cue(sentence.line, cue, published) if isinstance(cue.who, Mention) else None
            if day is not None:
                last = _last(paragraph.text[cue.who.start : cue.who.end])
                self.recent.append(Occasion(part, offset + cue.who.start, offset + cue.who.end, last, day))
        del self.recent[:-_KEPT]

    def of(self, speakers: Sequence[Speaker], sentence: Parsed) -> str | None:
        """The day on which the nearest speaker of a stretch last spoke, unless the sentence tells of an earlier time."""
        if not speakers or not self.recent:
            return None
        span = speakers[0].span
        for one in reversed(self.recent):
            if one.part != span.part or not 0 <= span.start - one.start < _FAR:
                continue
            named = one.last == _last(speakers[0].name) and (speakers[0].person or span.start - one.end < _NEAR)
            if one.start <= span.start < one.end or named:
                return None if tells_of_earlier(sentence) else one.day
        return None


def tells_of_earlier(sentence: Parsed) -> bool:
    """Whether a sentence has words for an earlier time: "they had spoken of 10 before"."""
    return any(map(sentence.line.any, _EARLIER))


_EARLIER = ("ATFIRST", "FORMERW", "HOURW", "UNSAID", "EARLIERW", "SHIFTB", "SHIFTBB", "YESTADJ")


def _last(name: str) -> str:
    """The last word of a name: by it a person is called from then on."""
    words = name.split()
    return words[-1].casefold() if words else ""
