"""Pages of the network: who saw what when, as bands and as a table, and each beginning that several date, enlarged.

Proved by tests/report/test_network_pages.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from aigaq.pictures import Days, DayWords, Mark, NetworkRow, NetworkSpell
from aigaq.report.blackout_lanes import clock_of
from aigaq.report.blackout_views import basis_words, blackout_view
from aigaq.report.book import Book, Page, paging
from aigaq.report.characters import plain
from aigaq.report.clocks import offset_words
from aigaq.report.dates import written
from aigaq.report.drawings import drawing_of
from aigaq.report.figures import locale
from aigaq.report.icons import icon_of
from aigaq.report.known import known_of, periods
from aigaq.report.material import Said
from aigaq.report.network import LISTED, Network, spell_of, where_of
from aigaq.report.network_spread import spreads
from aigaq.report.network_times import OPEN, allowed, end_of, moved, onset_of, rules
from aigaq.report.site import page_name, paged
from aigaq.statements import Side, Standing

ON_FIRST = 12
"""Rows on the first page."""


@dataclass(frozen=True, slots=True)
class ObserverSide:
    """A side of observers: its shape and its word."""

    icon: Markup
    word: str


def network_pages(book: Book) -> Iterator[tuple[str, str]]:
    """Everything that is said of the network, `LISTED` statements a page, and on the first how it was place by place;
    none where nothing is."""
    network = book.network
    if not network.every and book.material.blackout is None:
        return
    blackout = blackout_view(book)
    wide = spreads(network)
    pages = paged(network.mains, LISTED)
    for number, some in enumerate(pages, 1):
        beside = [one for said in some for one in network.details.get(said.id, ())]
        yield book.page(
            "network.html",
            Page(page_name("network", number), book.words("network.title"), "network"),
            known=known_of(book, some, beside=beside),
            counts=_counts(network, book),
            clock=_clock(network, book),
            blackout=blackout if number == 1 else None,
            spreads=wide if number == 1 else (),
            spells=network.views(some),
            drawing=drawing_of(picture(network, some, book)),
            observer_sides=_sides(some, network, book),
            rules=rules(((spell_of(said), network.since(said)) for said in some), book.words, book.place_name),
            pages=paging("network", number, len(pages)),
        )


def first_network(book: Book) -> Mapping[str, object]:
    """What the first page shows: the beginning that most observers date, else the first statements in time."""
    network = book.network
    widest = max(spreads(network), key=lambda spread: len(spread.members), default=None)
    shown: Sequence[Said] = widest.members if widest else network.mains
    return {
        "spread": widest,
        "spells": network.views(shown[:ON_FIRST]),
        "clock": _clock(network, book),
    }


def picture(network: Network, some: Sequence[Said], book: Book) -> Days | None:
    """The bands of these statements, a row for each observer; None where there are none."""
    words = book.words
    if not some:
        return None
    here: dict[tuple[str, Side], list[Said]] = defaultdict(list)
    for said in some:
        observer = network.observers[said.id]
        here[observer.name, observer.side].append(said)
    return Days(
        title=words("network.title"),
        description=words("network.picture"),
        lanes=(),
        network=tuple(_row(name, side, said, network) for (name, side), said in here.items()),
        words=DayWords(
            locale=locale(words),
            lanes="",
            network="",
            no_end=words("days.end_unknown"),
            undated=words("days.undated_head"),
            outside=words("days.outside_head"),
            wide=words("happened.wide"),
            close=words("happened.close"),
        ),
        offset=network.offset,
    )


def _row(name: str, side: Side, some: Sequence[Said], network: Network) -> NetworkRow:
    return NetworkRow(plain(name), Mark(side.value), tuple(_spell(said, network) for said in some))


def _spell(said: Said, network: Network) -> NetworkSpell:
    spell, viewer, words = spell_of(said), network.viewer, network.viewer.words
    precision, offset = spell.time_precision, network.offset
    onset, end = onset_of(spell), end_of(spell)
    place, where = viewer.place_of(spell), where_of(spell, viewer)
    number = str(network.numbers[said.id])
    when = " – ".join(
        written(moved(pair[1] if pair[0] in OPEN else pair[0], offset), words) for pair in (onset, end) if pair
    )
    told = plain(", ".join(part for part in (words.word("state", spell.state), place, where, when, spell.what) if part))
    observer = network.observers[said.id].name

    def spoken(standing: Standing) -> str:
        gone = "" if standing is Standing.STANDING else f" ({words.word('standing', standing)})"
        return f"{plain(observer)}: {told}{gone}"

    return NetworkSpell(
        state=spell.state.value,
        start=allowed(onset, precision, offset) if onset else ("", ""),
        end=allowed(end, precision, offset) if end else None,
        label=plain(" ".join(part for part in (number, ", ".join(one for one in (place, where) if one)) if part)),
        href=network.address(said),
        detail=spoken(said.standing),
        periods=periods(said, viewer.material, spoken),
    )


def _sides(some: Sequence[Said], network: Network, book: Book) -> tuple[ObserverSide, ...]:
    here = {network.observers[said.id].side for said in some}
    return tuple(ObserverSide(icon_of(side), book.words.word("side", side)) for side in Side if side in here)


def _counts(network: Network, book: Book) -> str:
    words, restating, blackout = book.words, len(network.restating), book.material.blackout
    if not network.every and blackout is not None and blackout.basis is not None:
        return basis_words(blackout.basis, words)
    told = [words.n("network.rows", len(network.every))]
    if restating:
        told.append(words.n("network.restating", restating))
        told.append(words.n("network.drawn", len(network.mains)))
    return " ".join(told)


def _clock(network: Network, book: Book) -> str:
    if not network.every and book.material.blackout is not None:
        return book.words("blackout.clock", clock=offset_words(clock_of(book)))
    if network.offset is None:
        return book.words("network.as_printed")
    return book.words("network.clock", clock=offset_words(network.offset))
