"""What a chart of the figures of one subject is made of. Plain data, all words already in the reader's language.

A subject's figures are statements, never a curve: each keeps its mark, and nothing is averaged (design §1, rule 3).
Drawn by `figure_drawing`. Proved by tests/pictures/test_figure_drawing.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aigaq.pictures.known import Period, Version, versions
from aigaq.pictures.locales import Locale
from aigaq.pictures.marks import Mark


@dataclass(frozen=True, slots=True)
class FigurePoint:
    """One statement of a number.

    Args:
        when: EDTF, the date it was said or published; empty where none is stated (then it is listed).
        low: the lower number as printed, or None. Exact and `about`: low equals high.
        high: the upper number as printed, or None. Both None: no point is drawn, the words are listed.
        mark: whose it is, what became of it, how exact, read by whom.
        label: the number in words, with its qualifier ("more than 150").
        who: the speaker, short; left out of the narrow drawing.
        href: where the mark leads: a fragment or a relative address. Others are not drawn.
        series: key of its series; empty for a chart of one series.
        until: EDTF, when it stopped standing; empty: the next number of its line, or the end.
        holds: False for repeats, recalls and denials: a mark, never a line.
        detail: the whole statement in one sentence, for those who hover or listen; empty: label and who.
        periods: from which day on it was known and with which standing, in time; the last is that of its mark. Empty:
            it is shown whatever day is chosen.
    """

    when: str
    low: float | None
    high: float | None
    mark: Mark
    label: str
    who: str = ""
    href: str | None = None
    series: str = ""
    until: str = ""
    holds: bool = True
    detail: str = ""
    periods: tuple[Period, ...] = ()

    @property
    def spoken(self) -> str:
        """The point in one sentence, for those who hover or listen."""
        return self.detail or self._plain

    @property
    def _plain(self) -> str:
        return ", ".join(part for part in (self.label, self.who) if part)

    def versions(self) -> Iterator[Version]:
        """Its mark and words as they were known, the present ones last."""
        return versions(self.mark, self.periods, detail=self.spoken, plain=self._plain)


@dataclass(frozen=True, slots=True)
class Series:
    """Figures that may share a line: one place, one scope. `part_of`: key of the larger series; drawn thinner."""

    key: str
    label: str
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The words of the picture itself.

    Args:
        locale: how dates and numbers are written.
        wide: under the head of the first of two panels ("one day is wide here").
        gap: under the head of the second ("the scale of time changes at the gap").
        vague: head of the list of statements without a number.
        undated: head of the list of statements without a date.
    """

    locale: Locale
    wide: str
    gap: str
    vague: str
    undated: str


@dataclass(frozen=True, slots=True)
class FigureChart:
    """The figures of one subject. `line_side` is the side whose numbers get a line while they stand."""

    title: str
    description: str
    points: tuple[FigurePoint, ...]
    words: FigureWords
    series: tuple[Series, ...] = ()
    line_side: str = "official"
