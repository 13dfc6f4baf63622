"""A statement as a reader sees it: words first, then who says so, what became of it, and what it rests on.

`Viewer` turns one statement into one `Card` in one language. Pure: the same material and words give the same card.
Text of sources is never mixed into messages as markup; templates escape and isolate it.
Proved by tests/report/test_views.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup

from aigaq.accounts import Citation
from aigaq.report.blackout_marks import sentences, tag_of
from aigaq.report.dates import written
from aigaq.report.facts import Fact, facts_of
from aigaq.report.icons import icon_of
from aigaq.report.known import Reign, since, turns
from aigaq.report.material import Held, Material, Reason, Said
from aigaq.report.passages import Passage, passage
from aigaq.report.phrases import place_of, speakers_of, summary
from aigaq.report.places import PlaceName, names, shipped_name
from aigaq.report.site import Site
from aigaq.report.words import Words
from aigaq.statements import (
    AnyStatement,
    CellSpan,
    Dated,
    InstantSpan,
    IntervalSpan,
    Link,
    Outcome,
    RegionSpan,
    Span,
    Standing,
    TextSpan,
)

STRUCK = frozenset({Standing.WITHDRAWN, Standing.DISOWNED})


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link of a speaker chain: name, side in words, its shape, and whether only the description names it."""

    name: str
    side: str
    icon: Markup
    described: bool


@dataclass(frozen=True, slots=True)
class Pointer:
    """A way to another statement: its address and what it says. `mark`: a word where its place was dark."""

    href: str
    text: str
    standing: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source a statement rests on: what it is called, by whom, when, and where the register has it.

    `href` is empty where no table defines it. `held`: the addresses of the items that hold it; none: cited, not held.
    """

    key: str
    title: str
    publisher: str
    published: str
    href: str
    held: tuple[str, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Stand:
    """A standing in a word, whether it strikes what was said, and the mark of the statement while it had it."""

    standing: str
    word: str
    struck: bool
    icon: Markup


@dataclass(frozen=True, slots=True)
class Card:
    """A statement, ready for a template. Strings are plain text; only `icon` is markup.

    `since`: the day from which it was known, or empty; `stands`: its standings in time, the present last.
    `dark`: sentences that ask, where the network was down at its place and time.
    """

    id: str
    anchor: str
    href: str
    text_href: str | None
    kind: str
    kind_word: str
    reading: str
    reading_word: str
    decided: bool
    decision: str
    decision_word: str
    reasons: tuple[str, ...]
    read_as: str
    unbound: bool
    struck: bool
    standing: str
    standing_word: str
    side: str
    side_word: str
    icon: Markup
    summary: str
    speaker: str
    chain: tuple[LinkView, ...]
    passage: Passage | None
    language: str
    facts: tuple[Fact, ...]
    targets: tuple[Pointer, ...]
    changed_by: tuple[Pointer, ...]
    item: Held
    item_short: str
    item_href: str
    published: str
    span: str
    makers: str
    since: str
    stands: tuple[Reign[Stand], ...]
    sources: tuple[SourceLine, ...]
    dark: tuple[str, ...] = ()


@dataclass(frozen=True)
class Viewer:
    """Makes cards in one language. `passages` are shared between languages, because a text has only one."""

    material: Material
    site: Site
    words: Words
    passages: Mapping[str, Passage | None]
    place_name: PlaceName = shipped_name

    @cached_property
    def _by_id(self) -> dict[str, Said]:
        return {said.id: said for said in self.material.said}

    @cached_property
    def _items(self) -> dict[str, Held]:
        return {held.sha256: held for held in self.material.held}

    def places(self, codes: tuple[str, ...]) -> str:
        """The names of places in this language."""
        return names(codes, self.words.code, self.place_name)

    def place_of(self, statement: AnyStatement) -> str:
        """The places of a statement, or the words the source has for them; empty where neither is known."""
        return place_of(statement, self.words, self.places)

    def item(self, sha256: str) -> Held:
        """The item of a hash; one that is not held here is only its hash."""
        return self._items.get(sha256) or Held(sha256)

    def said_when(self, said: Said) -> Dated | None:
        """When it was said; where that is not known, when its item was published."""
        return said.statement.said or self.item(said.statement.item).published

    def summary(self, said: Said) -> str:
        """What the statement says in a few words."""
        return summary(said.statement, self.words, self.places)

    def pointer(self, said: Said) -> Pointer:
        """The way to a statement."""
        speaker = speakers_of(said.statement)
        text = f"{self.summary(said)} ({speaker})" if speaker else self.summary(said)
        tag = tag_of(said.id, self.material, self.words)
        return Pointer(self.site.statements[said.id], text, self.words.word("standing", said.standing), tag)

    def pointers(self, ids: tuple[str, ...]) -> tuple[Pointer, ...]:
        """The ways to several statements; an id that is not in the material is left out."""
        return tuple(self.pointer(self._by_id[one]) for one in ids if one in self._by_id)

    def card(self, said: Said) -> Card:
        """The whole view of a statement."""
        words, statement = self.words, said.statement
        item = self.item(statement.item)
        text = isinstance(statement.span, TextSpan) and self.passages.get(said.id) is not None
        marked = text and said.decision is not Outcome.REJECTED
        return Card(
            id=said.id,
            anchor=f"s-{self.site.anchors[said.id]}",
            href=self.site.statements[said.id],
            text_href=self.site.in_text(said) if marked else None,
            kind=said.kind,
            kind_word=words.word("kind_one", said.kind),
            reading=said.reading,
            reading_word=words.word("reading", said.reading),
            decided=said.decided,
            decision=said.decision.value if said.decision else "",
            decision_word=words.word("decision", said.decision) if said.decision else "",
            reasons=tuple(self._reason(one, said) for one in said.reasons),
            read_as=self._read_as(said),
            unbound=said.unbound,
            struck=said.standing in STRUCK,
            standing=said.standing.value,
            standing_word=words.word("standing", said.standing),
            side=statement.said_by.value,
            side_word=words.word("side", statement.said_by),
            icon=icon_of(said),
            summary=self.summary(said),
            speaker=speakers_of(statement),
            chain=tuple(self._link(link) for link in statement.speakers),
            passage=self.passages.get(said.id) or _quote_only(statement.span),
            language=statement.language or item.language or "und",
            facts=tuple(facts_of(said, self)),
            targets=self.pointers(said.target_ids),
            changed_by=self.pointers(said.by_ids),
            item=item,
            item_short=self.site.short_items[statement.item],
            item_href=self.site.items[statement.item],
            published=self.date(item.published) if item.published else "",
            span=span_words(statement.span, words),
            makers=makers_words(said, words),
            since=since(said, self.material),
            stands=tuple(self._stand(one, said) for one in turns(said, self.material)),
            sources=self.sources(said),
            dark=sentences(said.id, self.material, self.words, self.place_name),
        )

    def _stand(self, reign: Reign[Standing], said: Said) -> Reign[Stand]:
        standing = reign.value
        icon = icon_of(replace(said, standing=standing))
        shown = Stand(standing.value, self.words.word("standing", standing), standing in STRUCK, icon)
        return Reign(shown, reign.since, reign.until)

    def sources(self, said: Said) -> tuple[SourceLine, ...]:
        """The sources it rests on, in the order in which they are cited."""
        told = self.material.told.get(said.id)
        if told is None:
            return tuple(SourceLine(key, key, "", "", "", ()) for key in said.statement.cited)
        order = {key: rank for rank, key in enumerate(said.statement.cited)}
        return tuple(self._source(one) for one in sorted(told.sources, key=lambda one: order.get(one.key, len(order))))

    def _source(self, one: Citation) -> SourceLine:
        held = tuple(self.site.items[item] for item in one.held_by if item in self.site.items)
        source = one.source
        if source is None:
            return SourceLine(one.key, one.key, "", "", "", held)
        return SourceLine(
            key=one.key,
            title=source.title or source.locator or one.key,
            publisher=source.publisher or "",
            published=written(source.published.date, self.words) if source.published else "",
            href=self.site.sources.get((source.item, source.key), ""),
            held=held,
            language=source.language or "",
        )

    def _reason(self, one: Reason, said: Said) -> str:
        """Why it was decided; where decisions differ, which of them it is."""
        if one.decision is said.decision:
            return one.reason
        return ": ".join(part for part in (self.words.word("decision", one.decision), one.reason) if part)

    def _read_as(self, said: Said) -> str:
        """What is read in the place of a decided statement today, where it reads otherwise."""
        found = dict.fromkeys(summary(one, self.words, self.places) for one in said.read_as)
        return "; ".join(one for one in found if one != self.summary(said))

    def _link(self, link: Link) -> LinkView:
        return LinkView(link.name, self.words.word("side", link.side), icon_of(link.side), link.span is None)

    def date(self, dated: Dated | None) -> str:
        """A date in words, with its basis."""
        if dated is None:
            return self.words("date.unknown")
        shown, basis = written(dated.date, self.words), self.words.word("basis", dated.basis)
        return self.words("sources.basis", date=shown, basis=basis)


def _quote_only(span: Span) -> Passage | None:
    quote = getattr(span, "quote", None)
    return None if quote is None else Passage("", quote, "")


def span_words(span: Span, words: Words) -> str:
    """Where a span lies, in words."""
    if isinstance(span, TextSpan):
        start, end = words.number(span.start), words.number(span.end)
        return words("card.span_text", part=span.part, start=start, end=end)
    if isinstance(span, CellSpan):
        return words("card.span_cell", sheet=span.sheet, row=span.row, column=span.column)
    if isinstance(span, InstantSpan):
        return words("card.span_instant", series=span.series, start=span.start, end=span.end)
    if isinstance(span, RegionSpan):
        return words("card.span_region", page=span.page, box=", ".join(map(str, span.box)))
    assert isinstance(span, IntervalSpan)
    return words("card.span_interval", start=words.number(span.from_ms), end=words.number(span.to_ms))


def makers_words(said: Said, words: Words) -> str:
    """How a statement was read, in words: rules, a mapping, a person."""
    makers = said.statement.made_by
    rules = [maker.removeprefix("rule:") for maker in makers if maker.startswith("rule:")]
    shown = [words.n("card.rules", len(rules), rules=", ".join(rules))] if rules else []
    for maker in makers:
        kind, _, name = maker.partition(":")
        if kind in ("person", "mapping"):
            key = "card.decided_by" if kind == "person" else "card.mapped_by"
            shown.append(words(key, who=name, mapping=name))
    return "; ".join(shown) or words("none.value")


def passages_of(material: Material, reach: int = 480) -> dict[str, Passage | None]:
    """The quote of every statement in its context, read once for all languages; None where there is no text."""
    found: dict[str, Passage | None] = {}
    for said in (*material.said, *material.rejected):
        span = said.statement.span
        found[said.id] = _in_context(material, said.statement.item, span, reach) if isinstance(span, TextSpan) else None
    return found


def _in_context(material: Material, item: str, span: TextSpan, reach: int) -> Passage | None:
    start = max(0, span.start - reach)
    text = material.text(item, span.part, start, span.end + reach)
    cut, end = span.start - start, span.end - start
    # A text that does not hold the quote where the span says is not shown as its context.
    return passage(text[:cut], span.quote, text[end:]) if text[cut:end] == span.quote else None
