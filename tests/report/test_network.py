"""The network: who observed, in which order, and which rows are details of which."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec

from aigaq.report.material import Material, Said
from aigaq.report.network import Network, network_in_order, observer_of, spell_of, where_of
from aigaq.statements import Layer, NetworkState, Side, row_id
from tests.report.conftest import book_of, viewer_of
from tests.report.made_up import material


def rows(*given: dict[str, Any]) -> Material:
    """The invented case with these statements of the network and no other."""
    whole = material()
    (said,) = whole.by_kind("connectivity")
    made = []
    for one in given:
        statement = msgspec.structs.replace(said.statement, **one)
        made.append(Said(row_id(statement), statement))
    others = tuple(one for one in whole.said if one.kind != "connectivity")
    return replace(whole, said=(*others, *made))


def network_of(whole: Material) -> Network:
    return Network(viewer_of(whole), whole.by_kind("connectivity"))


def keys(some: tuple[Said, ...]) -> list[str | None]:
    return [said.statement.key for said in some]


def test_twenty_of_the_fifty_two_rows_are_details_of_others(january: Material) -> None:
    network = Network(viewer_of(january), january.by_kind("connectivity"))
    assert (len(network.every), len(network.mains), len(network.restating)) == (52, 32, 20)
    assert sorted(network.numbers.values()) == list(range(1, 33))
    named = {said.statement.key: keys(network.details.get(said.id, ())) for said in network.mains}
    assert named["N14"] == ["D27", "D26"] and named["N04"] == ["D10", "Z01"] and named["D11"] == []
    shown = network.views(network.mains)
    assert sum(1 + len(view.details) for view in shown) == 52
    assert not any(view.lost for view in shown)


def test_they_stand_in_the_order_of_the_beginning() -> None:
    times = ("2031-03-04T12:00+06:00", "2031-03-04T05:30Z", "2031-03-04T23:00", "2031-03-03")
    whole = rows(*({"key": str(n), "start": (time, time)} for n, time in enumerate(times)), {"key": "none", "start": None, "about": None})  # fmt: skip
    assert keys(tuple(network_in_order(whole.by_kind("connectivity")))) == ["3", "1", "0", "2", "none"]


def test_a_detail_is_found_by_its_key_and_one_without_a_row_stands_for_itself() -> None:
    whole = rows({"key": "A"}, {"key": "B", "same_as": "A"}, {"key": "C", "same_as": "Z"})
    network = network_of(whole)
    views = {view.card.facts and spell_of(said).key: view for said, view in zip(network.mains, network.views(network.mains), strict=True)}  # fmt: skip
    assert set(views) == {"A", "C"}
    assert [view.card.id for view in views["A"].details] == [next(said.id for said in whole.said if said.statement.key == "B")]  # fmt: skip
    assert views["C"].lost == "Z" and views["A"].lost == ""


def test_the_observer_is_the_speaker_where_one_is_named() -> None:
    observer = observer_of(material().by_kind("connectivity")[0], viewer_of(material()))
    assert (observer.name, observer.side, observer.kind) == ("a baker", Side.WITNESS, "witness")


def test_without_a_speaker_it_is_who_published(january: Material) -> None:
    network = Network(viewer_of(january), january.by_kind("connectivity"))
    by_key = {said.statement.key: network.observers[said.id] for said in network.mains}
    assert (by_key["N01"].name, by_key["N01"].side) == ("Cloudflare blog", Side.MEASUREMENT)
    # Of two sources the one of the observer's own kind, else the earliest.
    assert by_key["N08"].name == "net4people/bbs on GitHub" and by_key["D08"].name == "Kloop"
    assert by_key["D07"].name == "NewTimes.kz" and by_key["D07"].side is Side.MEDIA
    assert by_key["N16"].side is Side.OTHER and by_key["N16"].kind == "compilation"
    # The same name with and without a kind is one observer; a compilation is none of them.
    both = [(by_key[key].name, by_key[key].side) for key in ("D09", "N06")]
    assert both[0] == both[1] and by_key["D09"].kind == ""
    assert len(network.rows[("Cloudflare blog", Side.MEASUREMENT)]) == 4


def test_without_a_speaker_and_a_source_it_is_the_item() -> None:
    whole = rows({"speakers": (), "cited": (), "observer_kind": "ngo"})
    observer = observer_of(whole.by_kind("connectivity")[0], viewer_of(whole))
    assert (observer.name, observer.side, observer.named) == ("The Example Bulletin", Side.NGO, True)
    bare = replace(whole, held=())
    nobody = observer_of(bare.by_kind("connectivity")[0], viewer_of(bare))
    assert nobody.name == "No speaker is named." and not nobody.named


def test_part_and_holder_of_the_network_are_named() -> None:
    viewer = viewer_of(material())
    spell = spell_of(material().by_kind("connectivity")[0])
    assert where_of(spell, viewer) == ""
    part = msgspec.structs.replace(spell, layer=Layer.MOBILE, networks=("lowercell", "tele"))
    assert where_of(part, viewer) == "mobile: Lowercell, Tele"


def test_a_place_with_another_clock_has_its_own_time_beside() -> None:
    at = ("2022-01-05T10:30Z", "2022-01-05T10:30Z")
    given: dict[str, Any] = {"start": at, "state": NetworkState.DOWN}
    whole = rows({**given, "places": ("almaty",)}, {**given, "places": ("astana",)}, {**given, "places": ("aktau",)})
    network = network_of(whole)
    assert network.offset == 360
    there = {spell_of(said).places[0]: view.starts.there for said, view in zip(network.mains, network.views(network.mains), strict=True)}  # fmt: skip
    assert there["almaty"] == "" and "15:30 UTC+05:00" in there["aktau"]


def test_the_book_has_the_network_of_its_case() -> None:
    assert len(book_of(material()).network.mains) == 1
