"""Posts gained and lost, in the words the law's stage allows: no more guilt than the source tells.

A suspicion is worded as one, a conviction in a closed trial as that (design §2; data of the statement:
`change`, `legal_status`). Rows with one name stand together and are not held to be one person. Proved by
tests/report/test_posts.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from aigaq.errors import FormatError
from aigaq.pictures import Bar, Days, Lane
from aigaq.report.characters import plain
from aigaq.report.dates import machine_form, written
from aigaq.report.days import day_words
from aigaq.report.icons import mark_of
from aigaq.report.known import periods
from aigaq.report.material import Said
from aigaq.report.phrases import capital
from aigaq.report.views import Card, Viewer
from aigaq.report.words import Words
from aigaq.statements import Change, LegalStatus, Position, Side, Standing
from aigaq.values.dates import When, parse_when

Numbered = Sequence[tuple[int, Said]]

LAW = {
    (Change.DETAINED, LegalStatus.SUSPECT): "posts.detained_suspect",
    (Change.CONVICTED, LegalStatus.CONVICTED): "posts.convicted",
    (Change.CONVICTED, LegalStatus.CONVICTED_CLOSED_TRIAL): "posts.convicted_closed",
}
"""A change and how far the law has gone, where the two are one thing to say."""


@dataclass(frozen=True, slots=True)
class PostView:
    """A change of a post in the list. `what`: in the words the law's stage allows; `by`: by which act; `how`: in the
    source's own words."""

    number: int
    anchor: str
    href: str
    card: Card
    person: str
    relation: str
    what: str
    post: str
    when: str
    when_machine: str | None
    by: str
    how: str


@dataclass(frozen=True, slots=True)
class Holder:
    """The changes told of one name. `since`: when the first of them was known."""

    name: str
    language: str
    since: str
    posts: tuple[PostView, ...]


def position_of(said: Said) -> Position:
    """The statement of a post."""
    assert isinstance(said.statement, Position)
    return said.statement


def posts_in_order(posts: Iterable[Said]) -> list[Said]:
    """Changes of posts by their day, undated ones last; those of one day in the order of the material."""
    return sorted(posts, key=_day)


def _dated(said: Said) -> When | None:
    try:
        return parse_when(position_of(said).about or "")
    except FormatError:
        return None


def _day(said: Said) -> str:
    when = _dated(said)
    day = when.first_day or when.last_day if when is not None else None
    return day.isoformat() if day is not None else "~"


def worded(position: Position, words: Words) -> str:
    """What happened to the holder of a post, never further than the law has gone."""
    change, law = position.change, position.legal_status
    if (change, law) in LAW:
        return words(LAW[change, law])
    parts = []
    if change is not Change.UNKNOWN or law is LegalStatus.NONE:
        parts.append(words.word("change", change))
    if law is not LegalStatus.NONE:
        parts.append(words.word("legal_status", law))
    return "; ".join(parts)


def post_of(position: Position, words: Words) -> str:
    """The post and whose it is."""
    return ", ".join(part for part in (position.post, position.org) if part) or words("none.value")


def view_of(number: int, said: Said, viewer: Viewer, address: Callable[[int], str]) -> PostView:
    """A change of a post in the list."""
    position, words = position_of(said), viewer.words
    return PostView(
        number=number,
        anchor=f"post-{number}",
        href=address(number),
        card=viewer.card(said),
        person=position.person,
        relation=words.word("relation", position.relation) if position.relation else "",
        what=worded(position, words),
        post=post_of(position, words),
        when=written(position.about, words),
        when_machine=machine_form(position.about),
        by=words.word("how_code", position.how_code) if position.how_code else "",
        how=position.how or "",
    )


def holders(views: Sequence[PostView]) -> tuple[Holder, ...]:
    """The changes by name, in the order of each name's first."""
    found: dict[str, list[PostView]] = defaultdict(list)
    for view in views:
        found[view.person].append(view)
    return tuple(
        Holder(name, some[0].card.language, min(view.card.since for view in some), tuple(some))
        for name, some in found.items()
    )


def picture(posts: Numbered, viewer: Viewer, address: Callable[[int], str]) -> Days | None:
    """The changes day by day, a lane for each kind of change; None where none has a date."""
    dated = [(number, said) for number, said in posts if _dated(said) is not None]
    if not dated:
        return None
    words = viewer.words
    lanes: dict[str, list[Bar]] = defaultdict(list)
    for number, said in dated:
        lanes[plain(capital(worded(position_of(said), words)))].append(_bar(number, said, viewer, address))
    return Days(
        title=words("posts.title"),
        description=words("posts.picture"),
        lanes=tuple(Lane(title, tuple(bars)) for title, bars in lanes.items()),
        network=(),
        words=day_words(words),
    )


def _bar(number: int, said: Said, viewer: Viewer, address: Callable[[int], str]) -> Bar:
    position, words = position_of(said), viewer.words
    when = _dated(said)
    told = plain(
        f"{written(position.about, words)}, {position.person}: {worded(position, words)}, {post_of(position, words)}"
    )

    def spoken(standing: Standing) -> str:
        return told if standing is Standing.STANDING else f"{told} ({words.word('standing', standing)})"

    one_day = when is not None and when.first_day is not None and when.first_day == when.last_day
    return Bar(
        start=position.about or "",
        # Between two days means that the day is not known, not that it lasted so long.
        precision="day" if one_day else "month",
        label=str(number),
        href=address(number),
        mark=None if position.said_by is Side.UNKNOWN else mark_of(said),
        detail=spoken(said.standing),
        periods=periods(said, viewer.material, spoken),
    )
