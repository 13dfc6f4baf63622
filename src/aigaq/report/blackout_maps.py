"""Who was cut at one moment: a small map, and beside it the places by what is told of them then.

Only places that were surely without service are hatched or dotted; those of which not all say the same, and those of
which nobody says anything, are listed as such and not drawn. The moment is the first at which most places were cut.
Proved by tests/report/test_blackout_pages.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

from aigaq.pictures import Map, MapPlace, MapWords, Region, draw_map, shipped_borders
from aigaq.report.blackout_lanes import clock_of, episode_spells, facts_of
from aigaq.report.blackout_times import at_words
from aigaq.report.characters import plain
from aigaq.report.figures import locale
from aigaq.report.place_index import country_of, place_of_code
from aigaq.report.place_pages import CREDIT, MAP_WIDTHS

if TYPE_CHECKING:
    from aigaq.blackout.telling import Judgement
    from aigaq.report.book import Book

OTHERS, SMALL = 3, (328,)
"""So many other moments of an episode have a small map, drawn at this width."""
_HOUR = 3600

_HEADS = {
    "dark": "blackout.cut_dark",
    "degraded": "blackout.cut_degraded",
    "window": "blackout.cut_on",
    "normal": "blackout.cut_on",
    "both": "blackout.cut_both",
    "trouble": "blackout.cut_trouble",
    "nothing": "blackout.cut_nothing",
}


@dataclass(frozen=True, slots=True)
class CutView:
    """A map, its moment in words, and the places by what is told of them then."""

    drawing: Markup
    title: str
    credit: str
    groups: tuple[tuple[str, str], ...]


def cut_views(one: Judgement, book: Book) -> tuple[CutView, ...]:
    """Who was cut in an episode: the moment at which most were, then small ones of others at which others were, in time;
    none where no borders ship for its country, or nobody surely was."""
    country = country_of(one.place) if one.place else None
    regions = shipped_borders(country, book.language) if country else ()
    at = moment(one, book, [region.code for region in regions]) if regions else None
    if at is None:
        return ()
    places = _places(one, book, regions)
    views = [_view(at, regions, places, book, widths=MAP_WIDTHS)]
    nameless = tuple(replace(region, name="") for region in regions)  # there is no room; the list beneath names them
    views += [_view(then, nameless, places, book, widths=SMALL) for then in others(one, book, places, besides=at)]
    return tuple(views)


def _view(at: float, regions: tuple[Region, ...], places: list[str], book: Book, *, widths: Sequence[int]) -> CutView:
    words = book.words
    when = at_words(at, clock_of(book), words, year=True)
    tones = _tones(at, places, book)
    title = words("blackout.cut", when=when)
    picture = Map(
        title=plain(title),
        description=words("blackout.cut_note"),
        regions=regions,
        places=tuple(_drawn(code, book) for code, tone in tones.items() if tone == "dark"),
        words=MapWords(locale(words), words("places.enlarged"), words("places.km"), words("places.m")),
    )
    groups: dict[str, list[str]] = {}
    for code, tone in tones.items():
        groups.setdefault(_HEADS[tone], []).append(book.viewer.place_name(code, book.language))
    drawing = Markup("".join(draw_map(picture, width=width) for width in widths))  # noqa: S704  escaped there
    told = tuple((words(key), ", ".join(names)) for key, names in groups.items())
    return CutView(drawing, title, CREDIT, told)


def others(one: Judgement, book: Book, places: list[str], *, besides: float) -> list[float]:
    """Moments at which others of these places were surely without service than at the moment `besides`: of each set of
    places the middle of what it lasted longest, for those that lasted an hour or more, the longest `OTHERS` in time."""
    ground = facts_of(book).ground
    shades = {place: ground.shades(place) for place in places}

    def cut(at: float) -> frozenset[str]:
        return frozenset(
            place for place, made in shades.items() if {tone.value for tone in made.over(at, at)} == {"dark"}
        )

    first, last = _ends(one)
    edges = sorted({edge for made in shades.values() for edge in made.edges if first <= edge <= last})
    longest: dict[frozenset[str], tuple[float, float]] = {}
    for opens, closes in pairwise(edges):
        who = cut((opens + closes) / 2)
        longest[who] = max(longest.get(who, (0.0, 0.0)), (closes - opens, _inside(opens, closes)))
    for known in (frozenset[str](), cut(besides)):
        longest.pop(known, None)
    found = sorted((pair for pair in longest.values() if pair[0] >= _HOUR), reverse=True)[:OTHERS]
    return sorted(at for _, at in found)


def why_no_map(one: Judgement, book: Book) -> str:
    """The message that says why an episode has no map."""
    country = country_of(one.place) if one.place else None
    if country is None or not shipped_borders(country, book.language):
        return "blackout.cut_no_borders"
    return "blackout.cut_nobody"


def moment(one: Judgement, book: Book, places: list[str]) -> float | None:
    """The first moment of the episode at which most of these places were surely without service."""
    ground = facts_of(book).ground
    first, last = _ends(one)
    if first > last:
        return None
    shades = [ground.shades(place) for place in places]
    edges = sorted({edge for made in shades for edge in made.edges if first <= edge <= last})
    inside = [_inside(a, b) for a, b in zip(edges, edges[1:], strict=False)] or [(first + last) / 2]
    counts = [(sum({tone.value for tone in made.over(at, at)} == {"dark"} for made in shades), at) for at in inside]
    most, at = max(counts, key=lambda pair: (pair[0], -pair[1]))
    return at if most else None


def _ends(one: Judgement) -> tuple[float, float]:
    """From the earliest beginning to the latest end; the first behind the last where no beginning is told."""
    first = min((at for at in one.start if at is not None), default=None)
    if first is None:
        return 1.0, 0.0
    return first, max((at for at in (*one.end, *one.start) if at is not None), default=first)


def _inside(first: float, last: float) -> float:
    """The first full hour between two moments, else the middle."""
    hour = (first // _HOUR + 1) * _HOUR
    return hour if hour < last else (first + last) / 2


def _places(one: Judgement, book: Book, regions: tuple[Region, ...]) -> list[str]:
    """The regions of the map, and the towns that anybody of the episode names."""
    named = dict.fromkeys(spell.place for spell in episode_spells(one, facts_of(book)) if spell.place)
    towns = [code for code in named if (place := place_of_code(code)) is not None and place.kind == "settlement"]
    return [region.code for region in regions] + towns


def _tones(at: float, places: list[str], book: Book) -> dict[str, str]:
    ground = facts_of(book).ground
    found = {code: {tone.value for tone in ground.shades(code).over(at, at)} for code in places}
    return {code: next(iter(tones)) if len(tones) == 1 else "both" for code, tones in found.items()}


def _drawn(code: str, book: Book) -> MapPlace:
    place, name = place_of_code(code), plain(book.viewer.place_name(code, book.language))
    town = place is not None and place.kind == "settlement" and place.lat is not None
    return MapPlace(
        lat=place.lat if town and place is not None else None,
        lon=place.lon if town and place is not None else None,
        precision="settlement" if town else "region",
        label=name,
        region="" if town else code,
    )
