"""Sources: the items held, what was not read, and who is named as a speaker. Those that tables name: `register`.

Proved by tests/report/test_shelves.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from aigaq.report.dates import written
from aigaq.report.facts import Fact
from aigaq.report.icons import icon_of
from aigaq.report.material import Held, Unread
from aigaq.report.presence_views import presence_facts
from aigaq.report.views import Viewer
from aigaq.report.words import Words
from aigaq.statements import DateBasis, Side


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item held: its title, where its page is, and what its description says of it."""

    item: Held
    short: str
    href: str
    title: str | None
    published: str
    language: str
    facts: tuple[Fact, ...]
    statements: int


@dataclass(frozen=True, slots=True)
class UnreadView:
    """An item, or a stretch of one, from which nothing was read, and why."""

    item: str
    short: str
    href: str | None
    title: str | None
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """A name as printed, its side, and in how many statements it stands."""

    name: str
    side: str
    icon: Markup
    statements: int


@dataclass(frozen=True, slots=True)
class Shelves:
    """All that a case says of its sources."""

    held: tuple[ItemView, ...]
    unread: tuple[UnreadView, ...]
    speakers: tuple[SpeakerView, ...]


def shelves(viewer: Viewer) -> Shelves:
    """The sources of the material."""
    material = viewer.material
    counts = Counter(said.statement.item for said in material.said)
    held = tuple(item_view(item, counts[item.sha256], viewer) for item in material.held)
    return Shelves(held, _unread(viewer), _speakers(viewer))


def item_view(item: Held, statements: int, viewer: Viewer) -> ItemView:
    """One item."""
    words, missing = viewer.words, viewer.words("sources.not_stated")
    return ItemView(
        item=item,
        short=viewer.site.short_items[item.sha256],
        href=viewer.site.items[item.sha256],
        title=item.title,
        published=_published(item, viewer) or missing,
        language=words.word("language", item.language) if item.language else missing,
        facts=tuple(_facts(item, viewer)),
        statements=statements,
    )


def _facts(item: Held, viewer: Viewer) -> Iterator[Fact]:
    words = viewer.words
    missing = words("sources.not_stated")

    def fact(key: str, value: str | None, foreign: bool = False) -> Fact:
        label = words(f"sources.{key}")
        if key in item.own:
            label = words("sources.own", field=label)
        return Fact(label, value or missing, foreign and bool(value))

    yield fact("publisher", item.publisher, True)
    if "title" in item.own:
        yield Fact(words("sources.own", field=words("sources.heading")), item.title or missing, True)
    if item.author:
        yield fact("author", item.author, True)
    yield Fact(words("sources.published"), _published(item, viewer) or missing)
    yield fact("language", words.word("language", item.language) if item.language else None)
    if item.kind:
        yield fact("kind", words.word("source_kind", item.kind))
    if item.relation:
        yield fact("relation", words.word("source_relation", item.relation))
    yield fact("role", words.word("role", item.role))
    yield fact("handling", words.word("handling", item.handling))
    for key in ("origin", "locator", "obtained", "seen", "notes"):
        if getattr(item, key):
            yield fact(key, getattr(item, key), True)
    for key, value in (("site", item.own_site), ("address", item.own_address)):
        if value:
            yield Fact(words("sources.own", field=words(f"sources.{key}")), value, True)
    yield from presence_facts((item.locator,), viewer)
    for field, values in item.disputed:
        yield fact(field, " | ".join(values), True)
    for at in item.taken_in:
        yield fact("taken_in", words("sources.taken_note", date=written(at, words)))
    yield from _bytes(item, viewer)


def _published(item: Held, viewer: Viewer) -> str | None:
    if item.published is None:
        return None
    if "published" in item.own and item.published.basis is DateBasis.STATED:  # nobody described it so
        basis = viewer.words("sources.own_basis")
        return viewer.words("sources.basis", date=written(item.published.date, viewer.words), basis=basis)
    return viewer.date(item.published)


def _bytes(item: Held, viewer: Viewer) -> Iterator[Fact]:
    words = viewer.words
    size = words.n("count.bytes", item.size) if item.size is not None else None
    yield Fact(words("sources.media"), ", ".join(part for part in (item.media, size) if part))
    if item.extractor:
        encoding = ", ".join(part for part in (item.extractor, item.encoding) if part)
        yield Fact(words("sources.extractor"), encoding)
    if item.assumed:
        yield Fact(words("sources.assumed"), item.assumed, True)


def _unread(viewer: Viewer) -> tuple[UnreadView, ...]:
    site, words = viewer.site, viewer.words
    rank = {item.sha256: index for index, item in enumerate(viewer.material.held)}
    ordered = sorted(
        viewer.material.unread,
        key=lambda one: (rank.get(one.item, len(rank)), one.item, one.start or 0, one.reason, one.detail),
    )
    return tuple(
        UnreadView(
            one.item,
            site.short_items[one.item],
            site.items.get(one.item),
            viewer.item(one.item).title,
            words.word("reason", one.reason),
            _stretch(one, words),
        )
        for one in ordered
    )


def _stretch(unread: Unread, words: Words) -> str:
    """Where in the text, in words; what the store adds is said as it stands."""
    if unread.start is None or unread.end is None:
        return unread.detail
    where = words("sources.stretch", start=words.number(unread.start), end=words.number(unread.end))
    return ", ".join(part for part in (where, unread.detail) if part)


def _speakers(viewer: Viewer) -> tuple[SpeakerView, ...]:
    counts: Counter[tuple[str, Side]] = Counter()
    for said in viewer.material.said:
        counts.update({(link.name, link.side) for link in said.statement.speakers if link.name})
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    words = viewer.words
    return tuple(SpeakerView(name, words.word("side", side), icon_of(side), n) for (name, side), n in ordered)
