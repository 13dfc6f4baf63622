"""The page of competing explanations: who puts each forward, and the claims for and against it, side by side.

Which claim stands where is a person's judgement (docs/formats/explanations.md), and the page says whose. Nothing is
ranked: explanations stand in the order in which they were first said. One appears on the first day on which anything
that is put forward for it was known. Proved by tests/report/test_explanation_pages.py.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from aigaq.accounts.dates import bounds_of
from aigaq.accounts.explanations import KINDS, Explanation, Explanations, Names, Proponent, Shift, Text, text_in
from aigaq.report.book import Book, Page
from aigaq.report.dates import written
from aigaq.report.explanation_views import Account, Cited, Count, Question, Told, Turned, Voice, Wording
from aigaq.report.icons import icon_of
from aigaq.report.known import Known, changes, known_of, reigns, since
from aigaq.report.lists import Listed
from aigaq.report.material import Said
from aigaq.report.views import SourceLine
from aigaq.statements import Claim, Event, Side, Source

UNDER_NONE = 200
"""How many claims under no explanation stand on the page; the list of all claims has the others."""


def explanation_pages(book: Book) -> Iterator[tuple[str, str]]:
    """The page, where there is a claim."""
    if book.material.by_kind("claim"):
        yield _Maker(book).page()


class _Maker:
    """Makes the page of one book; holds what its parts look up again and again."""

    def __init__(self, book: Book) -> None:
        self.book, self.material, self.words = book, book.material, book.words
        self.read = book.material.explanations or Explanations(made_by="")
        self.by_id = {said.id: said for said in book.material.said}
        self.names = {
            kind: Names((said.id, said.statement.key) for said in book.material.by_kind(kind))
            for kind in sorted({*KINDS.values()})
        }
        self.sources: dict[str, Source] = {}
        for source in book.material.sources:
            self.sources.setdefault(source.key, source)
        self.taken = min((at[:10] for held in book.material.held for at in held.taken_in), default="")

    def page(self) -> tuple[str, str]:
        """The page as text."""
        claims = self.material.by_kind("claim")
        accounts = sorted((self.account(one) for one in self.read.explanation), key=lambda one: one.since)
        turned = sorted((self.turned(one, accounts) for one in self.read.shift), key=lambda one: one.since)
        placed = {told.card.id for one in accounts for told in (*one.supports, *one.contradicts)}
        left = [said for said in claims if said.id not in placed]
        questions = tuple(self.questions(left[:UNDER_NONE]))
        return self.book.page(
            "explanations.html",
            Page("explanations.html", self.words("explanations.title"), "explanations"),
            known=self.known(claims, accounts, turned),
            made_by=self.text(self.read.made_by),
            basis=self.text(self.read.basis),
            accounts=accounts,
            turned=turned,
            under_none=Listed(questions, max(0, len(left) - UNDER_NONE)),
        )

    def known(self, claims: Sequence[Said], accounts: Sequence[Account], turned: Sequence[Turned]) -> Known | None:
        """The control, with the days of the file among those of the statements."""
        beside = [self.by_id[told.card.id] for one in accounts for told in one.beside]
        known = known_of(self.book, claims, beside=beside)
        if known is None:
            return None
        days = {day for one in accounts for day in (one.since, *(voice.since for voice in one.voices))}
        days |= {one.since for one in turned} | set(changes((*claims, *beside), self.material))
        first = sorted(since(said, self.material) for said in claims)
        shown = (
            (day, written(day, self.words), self.words.number(bisect_right(first, day))) for day in sorted(days - {""})
        )
        return replace(known, days=tuple(shown))

    def account(self, one: Explanation) -> Account:
        """An explanation with everything under it."""
        supports, contradicts = self.rows("supports", one.supports), self.rows("contradicts", one.contradicts)
        events, figures = self.rows("events", one.events), self.rows("figures", one.figures)
        voices = tuple(self.voice(who) for who in one.proponent)
        put_forward = [since(said, self.material) for said in supports]
        put_forward += [voice.since for voice in voices]
        put_forward += [self.day(shift.when) for shift in self.read.shift if shift.explanation == one.id]
        put_forward += [self.day(one.first_said)] if one.first_said else []
        put_forward = put_forward or [since(said, self.material) for said in (*events, *figures, *contradicts)]
        return Account(
            anchor=f"explanation-{one.id}",
            title=self.text(one.title),
            summary=self.text(one.summary),
            first=written(one.first_said, self.words) if one.first_said else "",
            first_since=self.day(one.first_said) if one.first_said else "",
            since=min(put_forward, default=""),
            voices=voices,
            supports=self.told(supports),
            contradicts=self.told(contradicts),
            beside=self.told(sorted((*events, *figures), key=self.place)),
            missing=tuple(self.missing(one)),
            counts=(self.counts(supports), self.counts(contradicts)),
        )

    def rows(self, field: str, names: Iterable[str]) -> tuple[Said, ...]:
        """The statements that names of a list mean, by the day they were known."""
        ids = dict.fromkeys(row for name in names for row in self.names[KINDS[field]].find(name))
        return tuple(sorted((self.by_id[row] for row in ids), key=lambda said: since(said, self.material)))

    def place(self, said: Said) -> str:
        """Where a statement stands among others that are listed by their own date; undated ones come last."""
        first = bounds_of(self.date(said))[0]
        return "~" if first is None else first.isoformat()

    def missing(self, one: Explanation) -> Iterator[str]:
        """The names that mean no row: it was rejected, or left out of a later edition."""
        for field in ("supports", "contradicts", "events", "figures"):
            yield from (name for name in getattr(one, field) if not self.names[KINDS[field]].find(name))

    def voice(self, who: Proponent) -> Voice:
        """Who puts an explanation forward, for the template."""
        return Voice(
            name=self.text(who.name),
            icon=icon_of(who.side),
            side=self.words.word("side", who.side),
            when=written(who.when, self.words) if who.when else self.words("date.unknown"),
            since=self.day(who.when),
            sources=self.cited(who.sources),
        )

    def turned(self, shift: Shift, accounts: Sequence[Account]) -> Turned:
        """A shift, for the template."""
        account = next((one for one in accounts if one.anchor == f"explanation-{shift.explanation}"), None)
        what, sources = self.text(shift.what), self.cited(shift.sources)
        return Turned(written(shift.when, self.words), self.day(shift.when), what, sources, account)

    def cited(self, keys: Iterable[str]) -> tuple[Cited, ...]:
        """Sources by key; one that no table defines is only its key."""
        return tuple(self.source(key) for key in keys)

    def source(self, key: str) -> Cited:
        """A source with the way to the register."""
        source = self.sources.get(key)
        if source is None:
            return Cited(SourceLine(key, key, "", "", "", ()), "")
        date = source.published.date if source.published else None
        line = SourceLine(
            key=key,
            title=source.title or source.locator or key,
            publisher=source.publisher or "",
            published=written(date, self.words) if date else "",
            href=self.book.site.sources.get((source.item, key), ""),
            held=(),
            language=source.language or "",
        )
        return Cited(line, self.day(date))

    def told(self, every: Iterable[Said]) -> tuple[Told, ...]:
        """Statements as the template takes them."""
        return tuple(Told(self.book.viewer.card(said), self.what(said), self.when(said)) for said in every)

    def what(self, said: Said) -> str:
        """The words of a claim or an event; of a figure, what it says."""
        statement = said.statement
        return statement.what if isinstance(statement, Claim | Event) else self.book.viewer.summary(said)

    def when(self, said: Said) -> str:
        """When it happened or was said."""
        date = self.date(said)
        return written(date, self.words) if date else ""

    def date(self, said: Said) -> str | None:
        """When it happened or was said (EDTF)."""
        if isinstance(said.statement, Event):
            return said.statement.time
        when = self.book.viewer.said_when(said)
        return when.date if when else None

    def counts(self, claims: Sequence[Said]) -> tuple[Count, ...]:
        """How many of them are of each side, day by day."""
        every = Counter(said.statement.said_by for said in claims)
        return tuple(self.count(side, claims) for side in Side if every[side])

    def count(self, side: Side, claims: Sequence[Said]) -> Count:
        """How many are of one side, day by day."""
        days = sorted(since(said, self.material) for said in claims if said.statement.said_by is side)
        counted = reigns(sorted(set(days)), lambda day: self.words.number(bisect_right(days, day)))
        return Count(icon_of(side), self.words.word("side", side), days[0], counted)

    def questions(self, claims: Iterable[Said]) -> Iterator[Question]:
        """Claims by the question they answer, in the order in which questions were first answered."""
        found: dict[str | None, list[Said]] = {}
        for said in sorted(claims, key=lambda said: since(said, self.material)):
            assert isinstance(said.statement, Claim)
            found.setdefault(said.statement.question, []).append(said)
        for code, some in sorted(found.items(), key=lambda pair: pair[0] is None):
            yield Question(self.question(code), since(some[0], self.material), self.told(some))

    def question(self, code: str | None) -> Wording:
        """A question in words; its code where the file has none for it."""
        if code is None:
            return Wording(self.words("explanations.no_question"), self.words.code)
        return self.text(self.read.questions.get(code, code.replace("_", " ")))

    def text(self, text: Text) -> Wording:
        """Wording of the file in the reader's language, or the nearest there is."""
        return Wording(*text_in(text, self.words.code))

    def day(self, date: str | None) -> str:
        """The day from which a date counts: its last; where it has none, the day on which the case began."""
        last = bounds_of(date)[1]
        return self.taken if last is None else last.isoformat()
