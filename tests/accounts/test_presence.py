"""Presence: the rules of docs/methods/observations.md, order-independent, and never a removal out of a blocked page.

All observations here are invented.
"""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.accounts.presence import Look, Presence, State, Why, judge, presence, presences
from aigaq.case.log.vocabulary import Notice, Outcome
from aigaq.case.observations import Observation

PLACE = "https://news.example/story"
TIMES = [
    "2031-03-01", "2031-03-02", "2031-03-05", "2031-03", "2031-03-02T10:00Z", "2031-03-02T23:30+06:00",
    "2031-03-03/2031-03-04", "2031-03-04/..", "../2031-03-01", "2031",
]  # fmt: skip


def look(
    when: str,
    by: str = "A",
    outcome: str = "answered",
    *,
    code: int | None = None,
    notice: str | None = None,
    entry: str = "",
    locator: str = PLACE,
) -> Observation:
    name = entry or f"{by}{when}{outcome}{code}{notice}"
    return Observation(
        name, locator, when, by, Outcome(outcome), None if notice is None else Notice(notice), code, evidence=None
    )


@st.composite
def looks(draw: st.DrawFn) -> list[Observation]:
    made = []
    for number in range(draw(st.integers(1, 7))):
        outcome = draw(st.sampled_from(["answered", "answered", "answered", "refused", "challenged", "dns", "timeout"]))
        notice = draw(st.sampled_from([None, None, *Notice]))
        code = draw(st.sampled_from([None, 200, 304, 302, 403, 404, 410, 451, 503]))
        when, by = draw(st.sampled_from(TIMES)), draw(st.sampled_from(["A", "a ", "B"]))
        made.append(look(when, by, outcome, code=code, notice=notice, entry=f"e{number}"))
    return made


@pytest.mark.parametrize(
    ("told", "state", "why"),
    [
        ({"code": 200}, State.SEEN, None),
        ({}, State.SEEN, None),
        ({"code": 304}, State.SEEN, None),
        ({"code": 302}, State.UNCLEAR, None),
        ({"code": 400}, State.UNCLEAR, None),
        ({"code": 404}, State.MISSING, Why.UNKNOWN),
        ({"code": 410}, State.MISSING, Why.UNKNOWN),
        ({"code": 404, "notice": "account_gone"}, State.MISSING, Why.ACCOUNT_GONE),
        ({"code": 200, "notice": "deleted"}, State.MISSING, Why.DELETED),
        ({"code": 200, "notice": "platform"}, State.MISSING, Why.PLATFORM),
        ({"notice": "unknown"}, State.MISSING, Why.UNKNOWN),
        ({"code": 200, "notice": "geo_block"}, State.BLOCKED, Why.GEO_BLOCK),
        ({"code": 404, "notice": "geo_block"}, State.BLOCKED, Why.GEO_BLOCK),
        ({"code": 403, "notice": "deleted"}, State.BLOCKED, Why.REFUSED),
        ({"code": 403}, State.BLOCKED, Why.REFUSED),
        ({"code": 451}, State.BLOCKED, Why.REFUSED),
        ({"code": 429}, State.BLOCKED, Why.REFUSED),
        ({"outcome": "refused"}, State.BLOCKED, Why.REFUSED),
        ({"outcome": "refused", "code": 404, "notice": "deleted"}, State.BLOCKED, Why.REFUSED),
        ({"outcome": "challenged", "notice": "deleted"}, State.BLOCKED, Why.CHALLENGED),
        ({"code": 503, "notice": "deleted"}, State.UNREACHABLE, None),
        ({"outcome": "dns"}, State.UNREACHABLE, None),
        ({"outcome": "tcp"}, State.UNREACHABLE, None),
        ({"outcome": "tls"}, State.UNREACHABLE, None),
        ({"outcome": "timeout"}, State.UNREACHABLE, None),
        ({"outcome": "unknown", "notice": "deleted"}, State.UNCLEAR, None),
    ],
)
def test_one_look(told: dict[str, object], state: State, why: Why | None) -> None:
    assert judge(look("2031-03-01", **told)) == (state, why)  # type: ignore[arg-type]


def test_last_seen_by_one_first_missing_by_another() -> None:
    found = presence([look("2031-03-05", "B", code=404), look("2031-03-01", "A"), look("2031-02-01", "A")])
    assert (found.state, found.whys) == (State.MISSING, (Why.UNKNOWN,))
    assert found.last_seen is not None
    assert found.first_missing is not None
    assert (found.last_seen.observation.observer, found.last_seen.observation.interval) == ("A", "2031-03-01")
    assert (found.first_missing.observation.observer, found.first_missing.observation.interval) == ("B", "2031-03-05")


@pytest.mark.parametrize(
    ("second", "state"),
    [
        (look("2031-03-05", "C", code=404), State.REMOVED),  # another observer, the same day
        (look("2031-03-06", "B", code=404), State.REMOVED),  # the same one, a day later
        (look("2031-03-05", "B", code=410), State.MISSING),  # the same one, the same day: one look told twice
        (look("2031-03", " b ", code=410), State.MISSING),
        (look("2031-03-07", "C", "refused", code=403), State.MISSING),
        (look("2031-03-07", "C", "timeout"), State.MISSING),
        (look("2031-03-07", "C", code=200, notice="geo_block"), State.MISSING),
    ],
)
def test_removed_is_said_of_two_looks_that_do_not_lean_on_each_other(second: Observation, state: State) -> None:
    first = look("2031-03-05", "B", code=404, notice="deleted")
    assert presence([look("2031-03-01", "A"), first, second]).state is state


def test_reasons_are_kept_apart() -> None:
    found = presence([look("2031-03-05", "B", notice="deleted"), look("2031-03-06", "C", notice="account_gone")])
    assert (found.state, found.whys, found.last_seen) == (State.REMOVED, (Why.ACCOUNT_GONE, Why.DELETED), None)


def test_seen_again() -> None:
    gone = [look("2031-03-02", "B", code=404), look("2031-03-03", "C", code=404)]
    assert presence(gone).state is State.REMOVED
    again = presence([*gone, look("2031-03-06", "A")])
    assert (again.state, again.missing) == (State.SEEN, ())


def test_there_and_not_there_at_times_that_cannot_be_told_apart() -> None:
    # Two persons who may count the day on different clocks.
    assert presence([look("2031-03-02", "A"), look("2031-03-03", "B", code=404)]).state is State.UNCLEAR
    # One person counts both days on one clock; and instants are instants.
    assert presence([look("2031-03-02", "A"), look("2031-03-03", "A", code=404)]).state is State.MISSING
    instants = [look("2031-03-02T10:00Z", "A"), look("2031-03-02T17:00+06:00", "B", code=404)]
    assert presence(instants).state is State.MISSING
    assert presence([look("2031-03-02/..", "A"), look("2031-04-01", "B", code=404)]).state is State.UNCLEAR


def test_blocked_and_unreachable_after_it_was_seen() -> None:
    found = presence([look("2031-03-01"), look("2031-03-05", "B", "challenged"), look("2031-03-06", "B", "dns")])
    assert (found.state, found.gone, found.whys) == (State.SEEN, False, (Why.CHALLENGED,))
    assert [one.state for one in found.kept_back] == [State.BLOCKED, State.UNREACHABLE]
    assert presence([look("2031-03-05", outcome="dns")]).state is State.UNREACHABLE
    assert presence([look("2031-03-05", outcome="dns"), look("2031-03-05", outcome="refused")]).state is State.BLOCKED


def test_locators_of_one_publication_go_together() -> None:
    one = look("2031-03-01", locator="http://News.example/story/")
    found = presences([look("2031-03-05", code=404), one, look("2031-03-05", locator="shelf 7")])
    assert [(each.locator, len(each.looks)) for each in found] == [("http://News.example/story/", 2), ("shelf 7", 1)]


@given(looks(), st.randoms())
def test_order_plays_no_part(made: list[Observation], random: st.randoms) -> None:  # type: ignore[valid-type]
    shuffled = list(made)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert plain(presence(made)) == plain(presence(shuffled))


@given(looks())
def test_a_look_told_twice_changes_nothing(made: list[Observation]) -> None:
    again = [look_again(one, f"z{one.entry}") for one in made]
    assert plain(presence(made)) == plain(presence(made + again))


@given(looks())
def test_it_is_what_the_method_says_word_for_word(made: list[Observation]) -> None:
    found = presence(made)
    every = [Look(one) for one in made]
    seen = [one for one in every if one.state is State.SEEN]
    missing = [one for one in every if one.state is State.MISSING]
    since = [one for one in missing if all(one.after(other) for other in seen)]
    apart = [
        two for two in combinations(since, 2)
        if two[0].observer != two[1].observer or two[0].after(two[1]) or two[1].after(two[0])
    ]  # fmt: skip
    if since:
        assert found.state is (State.REMOVED if apart else State.MISSING)
    elif seen:
        again = all(any(one.after(other) for one in seen) for other in missing)
        assert found.state is (State.SEEN if again else State.UNCLEAR)
    else:
        assert found.state in (State.BLOCKED, State.UNREACHABLE, State.UNCLEAR)
    assert found.gone == bool(since)
    assert {one.state for one in found.missing} <= {State.MISSING}


@given(looks())
def test_without_what_was_blocked_or_not_reached_the_answer_is_no_weaker(made: list[Observation]) -> None:
    """Looks that show nothing never make a removal, and never take one away."""
    telling = [one for one in made if judge(one)[0] in (State.SEEN, State.MISSING)]
    if telling:
        assert presence(telling).state is presence(made).state
    else:
        assert not presence(made).gone


def look_again(one: Observation, entry: str) -> Observation:
    return Observation(
        entry, one.locator, one.interval, one.observer, one.outcome, one.notice, one.code, evidence=one.evidence
    )


def plain(found: Presence) -> tuple[object, ...]:
    def names(some: tuple[Look, ...]) -> list[str]:
        return [one.observation.entry for one in some]

    last = None if found.last_seen is None else found.last_seen.observation.entry
    return (
        found.locator,
        found.state,
        found.whys,
        last,
        names(found.looks),
        names(found.missing),
        names(found.kept_back),
    )
