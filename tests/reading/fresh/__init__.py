"""How well sentences and documents of our own are read: for the tests of this room and for bench/reading.py."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aigaq.reading import Chunk, Document, read
from aigaq.statements.canonical import row_id
from aigaq.statements.codes import measure_is_a
from aigaq.statements.records import Dated, Figure
from aigaq.statements.spans import TextSpan
from aigaq.statements.standing import standing
from aigaq.statements.vocabulary import Standing

_TAKEN_BACK = (Standing.WITHDRAWN, Standing.DISOWNED, Standing.CORRECTED)
_ALIKE = {"hospitalised": "injured", "arrested": "detained"}


@dataclass
class Share:
    """Right of so many."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        self.right += right
        self.of += 1

    def __str__(self) -> str:
        return f"{self.right} of {self.of}"


@dataclass
class Score:
    """What was read of a set; figures of every measure count."""

    gold: int = 0
    read: int = 0
    right: int = 0
    sourced: int = 0
    shares: dict[str, Share] = field(default_factory=dict)
    false_withdrawn: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.read)

    @property
    def with_source(self) -> float:
        return 2 * self.sourced / (self.gold + self.read)

    def share(self, name: str, right: bool) -> None:
        self.shares.setdefault(name, Share()).add(right)

    def __str__(self) -> str:
        more = "".join(f", {name} {share}" for name, share in self.shares.items())
        return f"{self.gold:4} figures, F1 {self.f1:.3f}, with source {self.with_source:.3f}{more}"


def figures_of(text: str, published: str, language: str) -> list[tuple[Figure, Standing]]:
    """The figures of a text, and what became of each in it."""
    document = Document("0" * 64, [Chunk(text)], language=language, published=Dated(published))
    statements = read(document).statements
    fate = standing(statements)
    return [(one, fate[row_id(one)]) for one in statements if isinstance(one, Figure)]


def score_sentences(path: Path) -> Score:
    """A file of sentences: number, measure and source of each figure."""
    score = Score()
    language = path.stem.rstrip("0123456789")
    for row in tomllib.loads(path.read_text(encoding="utf8"))["sentence"]:
        found = [figure for figure, _ in figures_of(row["text"], "2026-03-20", language)]
        score.gold, score.read = score.gold + len(row["figures"]), score.read + len(found)
        for number, measure, who, whole in row["figures"]:
            hit = next(
                (one for one in found if _printed(one) == number.casefold() and near(one.measure, measure)), None
            )
            if hit is None:
                continue
            found.remove(hit)
            score.right += 1
            score.sourced += named(who, _source(hit)[0])
            if whole:
                score.share("part of", hit.part_of is not None and _quote(hit.part_of.span) == whole.casefold())
    return score


def score_documents(path: Path) -> Score:
    """A file of documents: also side, place, as-of, parts, what was taken back, and numbers that count nobody."""
    score = Score()
    for row in tomllib.loads(path.read_text(encoding="utf8"))["document"]:
        _score_document(row, path.stem, score)
    return score


def _score_document(row: dict[str, Any], language: str, score: Score) -> None:
    text = row["text"]
    found = figures_of(text, row["date"], language)
    score.gold, score.read = score.gold + len(row["figures"]), score.read + len(found)
    starts: dict[str, int] = {}
    for label in row["figures"]:
        places = [one.start() for one in re.finditer(rf"(?<![\w,]){re.escape(label['n'])}(?!\w)", text)]
        wanted = [places[label["nth"] - 1]] if "nth" in label else places
        hit = next((one for one in found if _start(one[0]) in wanted and near(one[0].measure, label["measure"])), None)
        if label.get("withdrawn"):
            score.share("withdrawn", hit is not None and hit[1] in _TAKEN_BACK)
        if hit is None:
            continue
        found.remove(hit)
        figure, fate = hit
        starts[label["n"]] = _start(figure)
        score.false_withdrawn += fate in _TAKEN_BACK and not label.get("withdrawn")
        _score_figure(figure, label, row["place"], starts, score)
    for negative in row.get("negatives", ()):
        at = text.index(negative)
        caught = any(at <= _start(one) < at + len(negative) for one, _ in found if near(one.measure, "killed"))
        score.share("numbers of nobody left alone", not caught)


def _score_figure(figure: Figure, label: dict[str, Any], default: str, starts: dict[str, int], score: Score) -> None:
    who, side = _source(figure)
    right = named(label["source"], who)
    score.right += 1
    score.sourced += right
    if right and who:
        score.share("side", side == label["side"])
    if "whole" in label:
        span = figure.part_of.span if figure.part_of is not None else None
        score.share("part of", isinstance(span, TextSpan) and span.start == starts.get(label["whole"]))
    if "as_of" in label:
        score.share("as-of", (figure.as_of or "")[:10] == label["as_of"])
    score.share("place", label["place"].casefold() in (figure.place or default).casefold())


def near(one: str, other: str) -> bool:
    """The same measure, or one that is a kind of the other."""
    one, other = _ALIKE.get(one, one), _ALIKE.get(other, other)
    return measure_is_a(one, other) or measure_is_a(other, one)


def named(who: str, found: str) -> bool:
    """The words that name the source: one within the other, or none in either."""
    who, found = who.casefold(), found.casefold()
    return (who in found or found in who) if who and found else who == found


def _source(figure: Figure) -> tuple[str, str]:
    first = figure.speakers[0] if figure.speakers else None
    return (first.span.quote if isinstance(first.span, TextSpan) else "", first.side) if first is not None else ("", "")


def _start(figure: Figure) -> int:
    assert isinstance(figure.num, TextSpan)
    return figure.num.start


def _printed(figure: Figure) -> str:
    return _quote(figure.num)


def _quote(span: object) -> str:
    return span.quote.casefold() if isinstance(span, TextSpan) else ""
