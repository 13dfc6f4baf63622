"""The assessment: what never may happen, then an outage of each verdict."""

from __future__ import annotations

import re
from itertools import chain, combinations, product
from math import log

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.blackout.character.assessing import Assessment, Verdict, Why, assess, default_prior, weigh
from aigaq.blackout.character.episode import (
    Context,
    Episode,
    Happening,
    Onset,
    Ramp,
    Says,
    Signal,
    Speaker,
    Words,
)
from aigaq.blackout.character.features import CLASSES, features
from aigaq.blackout.character.likelihoods import likelihoods
from aigaq.blackout.character.limits import rule
from aigaq.blackout.character.told import Told
from aigaq.blackout.series import NetworkKind
from aigaq.errors import UsageError
from tests.blackout.character.made import DAY, HOUR, at, episodes, known

NAMES = tuple(features())
HAND_SET = tuple(name for name, row in likelihoods().items() if not row.measured)
held = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(list(Told)))
priors = st.floats(0.001, 0.999)


@given(held, st.sampled_from(NAMES), priors)
def test_a_feature_more_for_an_order_never_lowers_the_score(told: dict[str, Told], name: str, prior: float) -> None:
    before = weigh({**told, name: Told.UNKNOWN}, prior=prior)
    for holds in (Told.YES, Told.NO):
        after = weigh({**told, name: holds}, prior=prior)
        ratio = likelihoods()[name].ratio(holds)
        assert after.score >= before.score - 1e-12 if ratio >= 1 else after.score <= before.score + 1e-12


@given(held, priors)
def test_what_cannot_be_told_changes_nothing(told: dict[str, Told], prior: float) -> None:
    known_only = {name: holds for name, holds in told.items() if holds != Told.UNKNOWN}
    assert weigh(told, prior=prior) == weigh(known_only, prior=prior)


@given(held, priors)
def test_no_verdict_without_two_independent_groups_and_something_measured(told: dict[str, Told], prior: float) -> None:
    found = weigh(told, prior=prior)
    side = {Verdict.FITS_ORDER: found.for_, Verdict.FITS_FAILURE: found.against}.get(found.verdict)
    if side is None:
        assert found.why
        return
    assert found.why == ()
    assert len({one.group for one in side}) >= 2
    assert any(one.measured for one in side)
    at_least = log(rule().measured_least) - 1e-9
    moved = log(found.measured_score / (1 - found.measured_score)) - log(prior / (1 - prior))
    assert moved >= at_least if found.verdict == Verdict.FITS_ORDER else moved <= -at_least


@given(st.dictionaries(st.sampled_from(HAND_SET), st.sampled_from(list(Told))), priors)
def test_what_was_not_measured_never_makes_a_verdict_alone(told: dict[str, Told], prior: float) -> None:
    assert weigh(told, prior=prior).verdict == Verdict.CANNOT_TELL


def test_not_even_all_of_it_reaches_a_limit_from_the_shipped_prior() -> None:
    found = weigh({name: Told.YES for name in HAND_SET if likelihoods()[name].ratio_yes > 1})
    assert default_prior() < found.score < rule().order_at
    assert found.measured_score == pytest.approx(default_prior())


@pytest.mark.parametrize("group", sorted({row.group for row in likelihoods().values()}))
@pytest.mark.parametrize("prior", [0.02, 0.5, 0.98])
def test_one_group_is_never_enough(group: str, prior: float) -> None:
    names = [name for name, row in likelihoods().items() if row.group == group][:8]
    for told in product((Told.YES, Told.NO, Told.UNKNOWN), repeat=min(len(names), 5)):
        assert weigh(dict(zip(names, told, strict=False)), prior=prior).verdict == Verdict.CANNOT_TELL


def test_features_that_say_the_same_are_damped() -> None:
    """Two of one group weigh less than their product, and no less than the stronger."""
    ups = [name for name, row in likelihoods().items() if row.group == "schedule" and row.ratio_yes > 1]
    for one, other in combinations(ups, 2):
        alone = [weigh({name: Told.YES}, prior=0.5).score for name in (one, other)]
        both = weigh({one: Told.YES, other: Told.YES}, prior=0.5).score
        odds = [score / (1 - score) for score in (*alone, both)]
        assert max(odds[:2]) < odds[2] < odds[0] * odds[1]


def test_groups_multiply() -> None:
    told = {"starts_on_hour": Told.YES, "lasts_over_9h": Told.YES}
    expected = likelihoods()["starts_on_hour"].ratio_yes * likelihoods()["lasts_over_9h"].ratio_yes
    score = weigh(told, prior=0.5).score
    assert score / (1 - score) == pytest.approx(expected)


@given(episodes(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_brought_means_nothing(episode: Episode, dice: object) -> None:
    def mixed(found: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(dice.sample(found, len(found)))  # type: ignore[attr-defined]

    fields = ("onsets", "others", "signals", "context", "words")
    other = msgspec.structs.replace(episode, **{name: mixed(getattr(episode, name)) for name in fields})
    assert assess(other) == assess(episode)


@given(episodes())
def test_reasons_are_sorted_and_all_there(episode: Episode) -> None:
    found = assess(episode)
    assert [one.name for one in found.features] == list(NAMES)
    assert {one.name for one in chain(found.for_, found.against)} == {
        one.name for one in found.features if one.ratio != 1
    }
    assert [one.ratio for one in found.for_] == sorted((one.ratio for one in found.for_), reverse=True)
    assert [one.ratio for one in found.against] == sorted(one.ratio for one in found.against)
    assert 0 < found.score < 1


@pytest.mark.parametrize("prior", [0, 1, -0.1, 1.5, float("nan")])
def test_a_prior_that_is_no_probability_is_named(prior: float) -> None:
    with pytest.raises(UsageError, match="between 0 and 1"):
        assess(Episode(entity="made", start=(0, 0)), prior=prior)


def test_of_nothing_the_score_is_the_prior() -> None:
    found = assess(Episode(entity="made", start=(None, None)))
    assert found.verdict == Verdict.CANNOT_TELL
    assert found.why == (Why.BETWEEN,)
    assert found.score == found.measured_score == pytest.approx(130 / 844)
    assert (found.for_, found.against) == ((), ())


def test_a_score_past_the_limit_may_be_too_little() -> None:
    found = weigh({"same_clock_earlier": Told.YES, "same_clock_later": Told.YES}, prior=0.5)
    assert found.score > rule().order_at
    assert (found.verdict, found.why) == (Verdict.CANNOT_TELL, (Why.TOO_FEW,))
    words = weigh({"official_says_ordered": Told.YES, "near_protest": Told.YES}, prior=0.5)
    assert words.score > rule().order_at
    assert (words.verdict, words.why) == (Verdict.CANNOT_TELL, (Why.NOT_MEASURED,))


def exam() -> Episode:
    """Six mornings from 05:00 to 08:00 local time, all networks at once."""
    starts = [known(f"2022-06-{day:02}T02:00", give=120) for day in range(4, 16, 2)]
    return Episode(
        entity="made",
        zone="Asia/Baghdad",
        start=starts[2],
        end=known("2022-06-08T05:00", give=120),
        others=tuple(one for one in starts if one != starts[2]),
        watched=(at("2022-05-01T00:00"), at("2022-08-01T00:00")),
        signals=tuple(Signal(name=name, fell=Told.YES) for name in ("bgp", "ping", "telescope")),
        fall=Ramp(shortest=0, longest=300),
        rise=Ramp(shortest=0, longest=600),
        context=(Context(kind=Happening.EXAM, when=(at("2022-06-08T03:00"), at("2022-06-08T05:00"))),),
    )


def cable() -> Episode:
    """Forty minutes in the afternoon, half of the signals, none before or after."""
    return Episode(
        entity="made",
        zone="Africa/Lome",
        start=known("2022-03-10T14:23", give=120),
        end=known("2022-03-10T15:12", give=120),
        watched=(at("2022-02-01T00:00"), at("2022-05-01T00:00")),
        signals=(Signal(name="bgp", fell=Told.NO), Signal(name="ping", fell=Told.YES)),
    )


def january() -> Episode:
    """The first window of 5 January 2022 as sources state it: protest, words, mobile first; hardly a measured feature."""
    mobile = Onset(network="Kcell", kind=NetworkKind.MOBILE, fell=Told.YES, start=known("2022-01-04T16:00", give=900))
    fixed = Onset(
        network="Kazakhtelecom",
        kind=NetworkKind.FIXED,
        fell=Told.YES,
        start=(at("2022-01-05T10:30"), at("2022-01-05T11:32")),
    )
    return Episode(
        entity="kz",
        zone="Asia/Almaty",
        start=(at("2022-01-05T10:30"), at("2022-01-05T11:32")),
        end=known("2022-01-05T17:30", give=1800),
        onsets=(mobile, fixed),
        context=(Context(kind=Happening.PROTEST, when=(at("2022-01-02T00:00"), at("2022-01-07T00:00"))),),
        words=(Words(speaker=Speaker.OPERATOR, says=Says.ORDERED),),
    )


def test_mornings_of_exams_fit_an_order() -> None:
    found = assess(exam())
    assert found.verdict == Verdict.FITS_ORDER
    assert found.independent_for >= 4
    assert {"starts_on_hour", "same_clock_earlier", "recurring_windows", "square_edges"} <= names(found)[0]


def test_a_short_fall_of_some_signals_fits_a_failure() -> None:
    found = assess(cable())
    assert found.verdict == Verdict.FITS_FAILURE
    assert {"all_signals_fall", "lasts_under_1h", "starts_on_hour"} <= names(found)[1]


def test_january_2022_leans_to_an_order_and_cannot_be_told() -> None:
    found = assess(january())
    assert (found.verdict, found.why) == (Verdict.CANNOT_TELL, (Why.BETWEEN,))
    assert {"operator_says_ordered", "near_protest", "mobile_first"} <= names(found)[0]
    assert found.score > 3 * found.measured_score > 0.5


def test_five_days_of_january_2022_fit_an_order() -> None:
    """As one outage of Almaty, 5 to 10 January: its length is measured on the list and speaks for an order."""
    whole = msgspec.structs.replace(january(), end=known("2022-01-10T03:00", give=HOUR))
    found = assess(whole)
    assert found.verdict == Verdict.FITS_ORDER
    assert found.score - rule().order_at < 0.1


def test_a_power_failure_of_two_days_is_no_order() -> None:
    when = at("2022-03-10T13:17")
    found = assess(
        Episode(
            entity="made",
            zone="America/Caracas",
            start=(when - 600, when + 600),
            end=(when + 2 * DAY, when + 2 * DAY + HOUR),
            rise=Ramp(shortest=20 * HOUR, longest=22 * HOUR),
            context=(Context(kind=Happening.POWER_FAILURE, when=(when, None)),),
        )
    )
    assert found.verdict != Verdict.FITS_ORDER
    assert {"slow_recovery", "near_power_failure"} <= names(found)[1]


def test_as_json_it_says_for_and_against_and_never_that_it_is_settled() -> None:
    for episode in (exam(), cable(), january()):
        text = msgspec.json.encode(assess(episode)).decode()
        assert set(msgspec.json.decode(text)) >= {"verdict", "score", "prior", "for", "against", "features", "accuracy"}
        assert not re.search(r"prove[nd]|proof", text)


def names(found: Assessment) -> tuple[set[str], set[str]]:
    return {one.name for one in found.for_}, {one.name for one in found.against}


def test_classes_of_duration_weigh_one_at_a_time() -> None:
    told = {name: Told.YES if name == "lasts_over_9h" else Told.NO for name in CLASSES}
    assert weigh(told).score == weigh({"lasts_over_9h": Told.YES}).score
