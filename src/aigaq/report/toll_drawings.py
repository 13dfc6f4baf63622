"""The pictures of the toll, from an answer: families on one axis, lists left out, chains, and whom lists share.

Each comes with a table of the same numbers on its page. Of a refused answer only the last is drawn.
Proved by tests/report/test_toll_estimates.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from aigaq.pictures import (
    Crossings,
    Hill,
    Interval,
    Intervals,
    Level,
    Traces,
    draw_crossings,
    draw_intervals,
    draw_traces,
    drawn,
)
from aigaq.report.characters import plain
from aigaq.report.figures import locale, short
from aigaq.report.toll_facts import Answer, Family, Overlaps, Summary, Varied
from aigaq.report.toll_views import between, percent, whole
from aigaq.report.words import Words

LONGEST = 60  # characters of whose a figure is


@dataclass(frozen=True, slots=True)
class Heads:
    """What stands beside the numbers: whom they are of, how many are documented, figures that somebody gave with whose
    they are, and the truth of an invented case."""

    of: str
    documented: int
    claimed: tuple[tuple[int, str], ...] = ()
    truth: int | None = None


def label_of(family: str, words: Words) -> str:
    """What a family is called."""
    from aigaq.toll import wording
    from aigaq.toll.family import FamilyName

    return wording.label(FamilyName(family), language=words.code)


def varied_label(one: Varied, words: Words) -> str:
    """What was changed."""
    if one.without:
        return words("toll.without", name=plain(one.without))
    if one.alpha is not None:
        shape, rate = (words.number(value) for value in one.alpha)
        return words("toll.prior", shape=shape, rate=rate)
    return words("toll.classes", n=words.number(one.classes))


def of_families(answer: Answer, heads: Heads, words: Words) -> Markup:
    """What each family says, all of them together, the bound, and what is documented."""
    rows = list(_family_rows(answer, words))
    return _intervals(words("toll.families_title", of=heads.of), rows, _levels(heads, words), words)


def _family_rows(answer: Answer, words: Words) -> Iterator[Interval]:
    lower = answer.families.get("bounds", Family()).lower_bound
    if lower is not None and lower.value is not None:
        at_least = words("toll.at_least", n=whole(lower.value, words))
        text = f"{at_least} ({between(lower.interval_95, words)})" if lower.interval_95 else at_least
        yield Interval(label_of("bounds", words), "bound", thin=lower.interval_95, bound=lower.value, words=text)
    for name in ("loglinear", "decomposable", "latent_class"):
        family = answer.families.get(name, Family())
        yield _interval(label_of(name, words), name, family if family.stands else Family(), words)
    yield _interval(words("toll.pooled"), "whole", answer.total, words)


def _interval(label: str, shape: str, told: Summary | Family | None, words: Words) -> Interval:
    if told is None or told.median is None:
        return Interval(label, shape, words=words("toll.family_refused"))
    return Interval(label, shape, told.median, told.interval_80, told.interval_95, words=_number(told, words))


def _number(told: Summary | Family, words: Words) -> str:
    if told.median is None:
        return ""
    median = whole(told.median, words)
    return f"{median} ({between(told.interval_95, words)})" if told.interval_95 else median


def of_lists(answer: Answer, heads: Heads, words: Words) -> Markup | None:
    """The latent-class answer without each list, beside the one with all; None where nothing was left out."""
    if not answer.leave_one_out:
        return None
    latent = answer.families.get("latent_class", Family())
    rows = [_interval(words("toll.all_lists"), "latent_class", latent, words)]
    for one in answer.leave_one_out:
        label = words("toll.without", name=short(one.without))
        if one.median is None:
            rows.append(Interval(label, words=words("toll.no_number")))
        elif one.by == "latent_class":
            text = f"{whole(one.median, words)} ({between(one.interval_95, words)})" if one.interval_95 else ""
            rows.append(Interval(label, "latent_class", one.median, None, one.interval_95, words=text))
        else:
            text = words("toll.at_least", n=whole(one.median, words))
            rows.append(Interval(label, "bound", thin=one.interval_95, bound=one.median, words=text))
    return _intervals(words("toll.left_out_title", of=heads.of), rows, _levels(heads, words), words)


def _cut(text: str) -> str:
    """Words short enough for two lines of the smallest drawing."""
    text = plain(text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _levels(heads: Heads, words: Words) -> tuple[Level, ...]:
    levels = [Level(words("toll.level_documented"), heads.documented, "documented")]
    levels += [Level(f"({_cut(who)})", number, "claimed") for number, who in heads.claimed]
    if heads.truth is not None:
        levels.append(Level(words("toll.level_truth"), heads.truth, "truth"))
    return tuple(levels)


def _intervals(title: str, rows: list[Interval], levels: tuple[Level, ...], words: Words) -> Markup:
    told = [f"{row.label}: {row.words}" for row in rows]
    told += [f"{words.number(level.value)} {level.label}" for level in levels]
    picture = Intervals(plain(title), plain("; ".join(told)), tuple(rows), levels, words("toll.far"), locale(words))
    return Markup(drawn(draw_intervals, picture))  # noqa: S704  pictures escape every text themselves


def of_chains(answer: Answer, heads: Heads, words: Words) -> Markup | None:
    """The chains of the sampler with the peaks; None where it kept none. It shows those on no list: draws less n."""
    latent = answer.families.get("latent_class", Family())
    if not latent.stands or not latent.traces:
        return None
    n = answer.observed
    hills = tuple(
        Hill(one.at - n, words("toll.peak", n=whole(one.at - n, words), share=percent(one.share, words)))
        for one in latent.modes
    )
    picture = Traces(
        title=plain(words("toll.chains_title", of=heads.of)),
        description="; ".join(hill.words for hill in hills),
        chains=tuple(
            (words("toll.chain", n=words.number(at)), tuple(value - n for value in chain))
            for at, chain in enumerate(latent.traces, 1)
        ),
        density=tuple((at - n, height) for at, height in latent.density),
        hills=hills,
        head=words("toll.how_often"),
        locale=locale(words),
    )
    return Markup(drawn(draw_traces, picture))  # noqa: S704  as above


def shared_of(told: Overlaps) -> dict[tuple[int, int], int | None]:
    """How many stand on both lists, by their places, the later first; None where nobody can."""
    place = {name: at for at, name in enumerate(told.lists)}
    shared: dict[tuple[int, int], int | None] = {}
    for pair in told.pairs:
        one, other = sorted(place[name] for name in pair.lists)
        shared[other, one] = pair.shared if pair.possible else None
    return shared


def of_overlaps(told: Overlaps, heads: Heads, words: Words) -> Markup:
    """Whom two lists share."""
    empty = [pair for pair in told.pairs if pair.possible and not pair.shared]
    description = words.n("toll.empty_pairs", len(empty)) if empty else words("toll.no_empty_pairs")
    picture = Crossings(
        title=plain(words("toll.overlaps_title", of=heads.of)),
        description=description,
        lists=tuple(short(name) for name in told.lists),
        sizes=told.sizes,
        shared=shared_of(told),
        locale=locale(words),
    )
    return Markup(drawn(draw_crossings, picture))  # noqa: S704  as above
