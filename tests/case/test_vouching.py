"""Whose logs these are: rules over openings, enrolments and revocations alone, in any order."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigaq.case.log.entries import EntryView, encode
from aigaq.case.log.kinds import AnyEntry, Enrol, Open, Revoke
from aigaq.case.log.vocabulary import DeviceRole
from aigaq.case.log.vouching import Trust, Vouching, in_effect, under_pin
from aigaq.case.standards import tiles
from aigaq.case.standards.merkle import EMPTY_ROOT, leaf_hash

AT = "2022-01-05T12:00:00Z"
KEY = "aigaq.invalid/{name}+01234567+" + "A" * 44
ROOT = "0" * 64


def name(letter: str) -> str:
    return sha256(letter.encode()).hexdigest()


class World:
    """Logs `a` (the founder's), `b`, `c`, … and what each says, as a list of entries one after the other."""

    def __init__(self, *logs: str) -> None:
        self.said: dict[str, list[EntryView]] = {}
        self.case = ""
        for log in logs:
            self.case = self.case or "pending"
            opening = Open(
                v=1,
                at=AT,
                log=KEY.format(name=log),
                cosigner=KEY.format(name=log),
                case=self.case if self.said else None,
            )
            entry = self.say(log, opening)
            self.case = entry if len(self.said) == 1 else self.case

    def say(self, log: str, entry: AnyEntry) -> str:
        raw = encode(entry)
        own = self.said.setdefault(log, [])
        own.append(EntryView(leaf_hash(raw).hex(), name(log), len(own), raw))
        return own[-1].id

    def enrol(self, by: str, log: str, role: str = "admin") -> int:
        self.say(by, Enrol(v=1, at=AT, log=name(log), role=role))
        return len(self.said[by])

    def revoke(self, by: str, log: str, size: int, root: str = ROOT) -> None:
        self.say(by, Revoke(v=1, at=AT, log=name(log), size=size, root=root))

    def views(self) -> list[EntryView]:
        return [view for said in self.said.values() for view in said]

    def trust(self, views: Iterable[EntryView] | None = None, **forked: int) -> dict[str, str]:
        places = {name(log): place for log, place in forked.items()}
        made = Vouching.of(self.case, self.views() if views is None else views, forked=places)
        found = made.trust()
        return {log: found.get(name(log), Trust(DeviceRole.NONE)).role.value for log in self.said}


def test_the_founder_is_an_admin_and_vouches_for_others() -> None:
    world = World("a", "b", "c", "d")
    world.enrol("a", "b", "member")
    assert world.trust() == {"a": "admin", "b": "member", "c": "none", "d": "none"}
    world.enrol("b", "c", "member")
    assert world.trust()["c"] == "none", "a member vouches for nobody"
    world.enrol("a", "c", "admin")
    world.enrol("c", "d", "field")
    assert world.trust() == {"a": "admin", "b": "member", "c": "admin", "d": "field"}


def test_another_log_that_begins_a_case_is_no_founder() -> None:
    world = World("a", "b")
    raw = encode(Open(v=1, at=AT, log=KEY.format(name="x"), cosigner=KEY.format(name="x")))
    world.said["x"] = [EntryView(leaf_hash(raw).hex(), name("x"), 0, raw)]
    world.enrol("x", "b")
    assert world.trust() == {"a": "admin", "b": "none", "x": "none"}


def test_the_highest_of_several_roles_holds() -> None:
    world = World("a", "b", "c")
    for role in ("field", "admin", "member"):
        world.enrol("a", "b", role)
    world.enrol("b", "c", "member")
    assert world.trust() == {"a": "admin", "b": "admin", "c": "member"}


def test_a_role_of_a_newer_version_vouches_and_gives_no_power() -> None:
    world = World("a", "b", "c")
    world.enrol("a", "b", "court_clerk")
    world.enrol("b", "c")
    assert world.trust() == {"a": "admin", "b": "unknown", "c": "none"}
    assert name("b") not in Vouching.of(world.case, world.views()).shredders()
    world.enrol("a", "b", "field")
    assert world.trust()["b"] == "field"


def test_a_thief_with_an_admins_key_enrols_nobody_beyond_the_pin() -> None:
    world = World("a", "b", "c", "thief")
    world.enrol("a", "b")
    honest = world.enrol("b", "c", "member")
    world.revoke("a", "b", honest)
    world.enrol("b", "thief")
    world.enrol("thief", "thief")
    assert world.trust() == {"a": "admin", "b": "admin", "c": "member", "thief": "none"}


def test_a_pin_moves_down_only() -> None:
    world = World("a", "b", "c")
    world.enrol("a", "b")
    world.enrol("b", "c", "member")
    world.revoke("a", "b", 1)
    world.revoke("a", "b", 50)
    found = Vouching.of(world.case, world.views()).trust()
    assert found[name("b")].pin == (1, ROOT)
    assert world.trust()["c"] == "none"


def test_mutual_revocation_holds_both_ways() -> None:
    world = World("a", "b", "c")
    place = world.enrol("a", "b")
    world.revoke("b", "a", place)
    world.revoke("a", "b", 1)
    found = Vouching.of(world.case, world.views()).trust()
    assert found[name("a")].pin == (place, ROOT) and found[name("b")].pin == (1, ROOT)
    world.enrol("a", "c")
    world.enrol("b", "c")
    assert world.trust()["c"] == "none"


def test_only_those_who_were_ever_admins_revoke() -> None:
    world = World("a", "b", "c", "d")
    world.enrol("a", "b", "member")
    world.enrol("a", "c")
    for log in ("b", "d"):
        world.revoke(log, "a", 0)
    assert Vouching.of(world.case, world.views()).pins() == {}
    world.revoke("a", "c", 1)
    world.revoke("c", "b", 1)
    assert set(Vouching.of(world.case, world.views()).pins()) == {name("c"), name("b")}, "also one that was revoked"


def test_the_founder_revoked_at_nothing_enrols_nobody() -> None:
    world = World("a", "b")
    world.enrol("a", "b", "member")
    world.revoke("a", "a", 0, EMPTY_ROOT.hex())
    assert world.trust()["b"] == "none"


def test_where_a_log_forks_it_enrols_nobody_any_more() -> None:
    world = World("a", "b", "c", "d")
    world.enrol("a", "b")
    place = world.enrol("b", "c", "member")
    world.enrol("b", "d", "member")
    assert world.trust(b=place) == {"a": "admin", "b": "admin", "c": "member", "d": "none"}
    assert world.trust(b=0)["c"] == "none"
    assert world.trust(a=0) == {"a": "admin", "b": "none", "c": "none", "d": "none"}


def test_a_pin_that_no_history_has_enrols_nobody() -> None:
    """The thief's history is here, and the honest one, which was pinned, is not."""
    world = World("a", "b", "thief")
    world.enrol("a", "b")
    world.enrol("b", "thief")
    world.revoke("a", "b", 50, "1" * 64)
    vouching = Vouching.of(world.case, world.views())
    assert vouching.trust()[name("thief")].role is DeviceRole.ADMIN
    assert vouching.trust(shown=lambda log, pin: False)[name("thief")].role is DeviceRole.NONE


def test_destroying_needs_a_role_and_outlives_a_revocation() -> None:
    world = World("a", "b", "c", "d")
    world.enrol("a", "b", "member")
    world.enrol("a", "c", "field")
    world.revoke("a", "b", 1)
    assert Vouching.of(world.case, world.views()).shredders() == {name("a"), name("b")}


def test_of_two_openings_of_one_log_always_the_same_counts() -> None:
    world = World("a", "b")
    raw = encode(
        Open(v=1, at="2022-01-06T12:00:00Z", log=KEY.format(name="a"), cosigner=KEY.format(name="z"), case="f" * 64)
    )
    other = EntryView(leaf_hash(raw).hex(), name("a"), 0, raw)
    world.enrol("a", "b", "member")
    one, two = (Vouching.of(world.case, views) for views in ([other, *world.views()], [*world.views(), other]))
    assert one.opens == two.opens and one.founders() == {name("a")}


@pytest.mark.parametrize("size", [0, 1, 5])
def test_what_lies_under_a_pin(size: int) -> None:
    world = World("a")
    for number in range(6):
        world.revoke("a", "z", number)
    own = world.said["a"]
    leaves = [bytes.fromhex(view.id) for view in own]
    root = tiles.edge_of(tiles.tree_levels(leaves), size).root().hex()
    other = [*own[:2], *world.said["a"][3:6]]
    assert under_pin([other, own], (size, root)) == frozenset((view.index, view.id) for view in own[:size])
    assert under_pin([own], (size, "1" * 64)) is None
    assert under_pin([own[: size - 1]] if size else [], (size, root)) is None
    good, beyond = in_effect(own, {name("a"): under_pin([own], (size, root))})
    assert (good, beyond) == (own[:size], own[size:])
    assert in_effect(own, {name("a"): None}) == ([], own)
    assert in_effect(own, {}) == (own, [])


LOGS = "abcde"
SAYINGS = st.lists(
    st.tuples(
        st.sampled_from(LOGS),
        st.sampled_from(["enrol", "revoke"]),
        st.sampled_from(LOGS),
        st.sampled_from(["admin", "member", "field", "newer"]),
        st.integers(0, 6),
    ),
    max_size=14,
)


def spoken(sayings: list[tuple[str, str, str, str, int]]) -> World:
    world = World(*LOGS)
    for by, what, log, role, size in sayings:
        if what == "enrol":
            world.enrol(by, log, role)
        else:
            world.revoke(by, log, size)
    return world


@settings(max_examples=100, deadline=None)
@given(
    sayings=SAYINGS,
    draw=st.randoms(use_true_random=False),
    forked=st.dictionaries(st.sampled_from(LOGS), st.integers(0, 6), max_size=2),
)
def test_no_order_makes_a_difference(
    sayings: list[tuple[str, str, str, str, int]], draw: object, forked: dict[str, int]
) -> None:
    world = spoken(sayings)
    views = world.views()
    before = Vouching.of(world.case, views, forked={name(log): place for log, place in forked.items()})
    draw.shuffle(views)  # type: ignore[attr-defined]
    after = Vouching.of(world.case, [*views, *views[:3]], forked={name(log): place for log, place in forked.items()})
    assert before.trust() == after.trust()
    assert before.shredders() == after.shredders() and before.opens == after.opens


@settings(max_examples=100, deadline=None)
@given(sayings=SAYINGS, thief=st.sampled_from(LOGS[1:]), more=SAYINGS)
def test_after_a_revocation_its_key_gives_trust_to_nobody(
    sayings: list[tuple[str, str, str, str, int]], thief: str, more: list[tuple[str, str, str, str, int]]
) -> None:
    """Whatever the thief of a key adds beyond the pin, nobody's role rises by it."""
    world = spoken(sayings)
    world.revoke("a", thief, len(world.said[thief]))
    before = world.trust()
    for _, what, log, role, size in more:
        if what == "enrol":
            world.enrol(thief, log, role)
        else:
            world.revoke(thief, log, size)
    after = world.trust()
    ranks = ["none", "unknown", "field", "member", "admin"]
    assert all(ranks.index(after[log]) <= ranks.index(before[log]) for log in LOGS)
