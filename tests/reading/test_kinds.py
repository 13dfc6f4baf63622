"""Events, networks, posts, names called, withdrawals: one example for each way of saying it."""

from __future__ import annotations

import pytest

from aigaq.reading import flat
from aigaq.statements.canonical import row_id
from aigaq.statements.records import Claim, Connectivity, Designation, Event, Figure, Position, Withdrawal
from aigaq.statements.standing import standing
from aigaq.statements.vocabulary import Change, NetworkState
from tests.reading.helpers import of_kind, read_text, words


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        ("Protests broke out in Lima.", "protest", "Protests broke out in Lima"),
        ("The strike grew into clashes with police, raids and looting.", "confrontation", "clashes with police"),
        ("The strike grew into clashes with police, raids and looting.", "looting", "looting"),
        ("Crowds stormed the town hall.", "attack_on_building", "Crowds stormed the town hall"),
        ("Police opened fire.", "shooting", "Police opened fire"),
        ("An earthquake struck northern Chile.", "earthquake", "An earthquake struck"),
        ("A bridge collapsed in Hest.", "collapse", "A bridge collapsed"),
        ("We heard explosions.", "explosion", "We heard explosions"),
        ("The president declared a state of emergency.", "emergency", "declared a state of emergency"),
        ("Miners went on strike.", "strike", "Miners went on strike"),
        ("Marchers blocked the road.", "blockade", "Marchers blocked the road"),
    ],
)
def test_events(text: str, kind: str, quote: str) -> None:
    found = [(event.type, words(event.span)) for event in of_kind(text, Event)]
    assert any(one == kind and quote in said for one, said in found), found


@pytest.mark.parametrize(
    "text", ["Nobody stormed the town hall.", "If protests break out, we will leave.", "Did they loot?"]
)
def test_what_did_not_happen_is_no_event(text: str) -> None:
    assert of_kind(text, Event) == []


def test_dates_of_events_are_resolved_against_the_publication() -> None:
    (event,) = of_kind("Protests broke out on Monday.", Event)
    assert event.time == "2026-03-16"
    (undated,) = of_kind("Protests broke out on Monday.", Event, published=None)
    assert undated.time is None


@pytest.mark.parametrize(
    ("text", "state", "layer"),
    [
        ("The internet was cut on 4 March.", NetworkState.DOWN, "all"),
        ("Mobile internet has been down since Monday.", NetworkState.DOWN, "mobile"),
        ("Authorities blocked Telegram and WhatsApp.", NetworkState.BLOCKED, "apps"),
        ("Fixed lines were disrupted.", NetworkState.DEGRADED, "fixed"),
        ("Internet access was restored on 9 March.", NetworkState.UP, "all"),
    ],
)
def test_networks(text: str, state: NetworkState, layer: str) -> None:
    (found,) = of_kind(text, Connectivity)
    assert (found.state, found.layer) == (state, layer)


@pytest.mark.parametrize(
    ("text", "person", "change", "how"),
    [
        ("Ana Orr resigned as minister.", "Ana Orr", Change.LOST, "resignation"),
        ("The governor was dismissed on 4 March.", "The governor", Change.LOST, "dismissal"),
        ("Ana Orr was appointed minister of health.", "Ana Orr", Change.GAINED, None),
        ("Two of his cousins lost their posts in state companies.", "Two of his cousins", Change.LOST, None),
    ],
)
def test_posts(text: str, person: str, change: Change, how: str | None) -> None:
    (found,) = of_kind(text, Position)
    assert (found.person, found.change, found.how_code) == (person, change, how)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The president called the miners “bandits”.", "bandits"),
        ("“Vandals and thugs” did it, the mayor said.", "Vandals and thugs"),
        ("The mayor said saboteurs had set the fire.", "saboteurs"),
        ("“It was a massacre,” said Ana Orr.", "massacre"),
    ],
)
def test_names_called(text: str, label: str) -> None:
    assert label in [designation.words for designation in of_kind(text, Designation)]


@pytest.mark.parametrize(
    ("text", "becomes", "number"),
    [
        ("The ministry said 12 people died, but later deleted the post.", "withdrawn", 12),
        ("The ministry said 12 people died. It later retracted the statement.", "withdrawn", 12),
        ("The toll stood at 164, a number the ministry has since disowned.", "disowned", 164),
        ("A channel said 12 people had died. The figure was published by mistake.", "withdrawn", 12),
        ("A channel said 12 people had died. The mayor called the figure a lie.", "standing", 12),
        ("Until Monday the official toll had stood at 164.", "superseded", 164),
        ("The toll rose to 30, up from 12.", "superseded", 12),
        ("The toll rose from 12 to 30.", "superseded", 12),
    ],
)
def test_what_became_of_a_number(text: str, becomes: str, number: int) -> None:
    reading = read_text(text)
    fate = standing(reading.statements)
    found = {s.low: fate[row_id(s)].value for s in reading.statements if isinstance(s, Figure)}
    assert found[number] == becomes
    assert all(value == "standing" for low, value in found.items() if low != number)


def test_a_deleted_post_without_a_number_before_it_withdraws_nothing() -> None:
    assert of_kind("He later deleted the post.", Withdrawal) == []


def test_denials_without_a_number_are_claims() -> None:
    (claim,) = of_kind("Police deny using live rounds.", Claim)
    assert claim.what == "using live rounds"


def test_a_flat_row_has_every_field_and_one_kind() -> None:
    text = "The mayor said 12 people died in Peru, five of them children. Mobile internet was cut on 4 March."
    reading = read_text(text)
    rows = [flat(statement) for statement in reading.statements]
    whole, part, network = rows
    assert (whole["kind"], part["kind"], network["kind"]) == ("figure", "figure", "connectivity")
    assert text[whole["num_start"] : whole["num_end"]] == "12"
    assert text[whole["start"] : whole["end"]] == whole["quote"]
    assert whole["source"]["quote"] == "mayor"
    assert whole["part_of"] is None
    assert part["part_of"] == whole["num_start"]
    assert (whole["standing"], whole["denied"], whole["as_of"], whole["place"]) == ("standing", False, None, "Peru")
    assert (network["since"], network["start"]) == ("2026-03-04", text.index("Mobile"))
    nested = [value for row in rows for value in row.values() if isinstance(value, dict)]
    assert all("kind" not in value for value in nested)


def test_a_denied_number_says_so() -> None:
    (row,) = [flat(statement) for statement in of_kind("The mayor denied that 12 people had died.", Figure)]
    assert (row["denied"], row["stance"]) == (True, "denies")


def test_a_network_cut_with_both_ends_said() -> None:
    (spell,) = of_kind("Mobile internet was shut down from 10 March to 12 March.", Connectivity)
    assert (spell.start, spell.end) == (("2026-03-10", "2026-03-10"), ("2026-03-12", "2026-03-12"))


def test_a_number_somebody_else_denies_stays_its_speakers() -> None:
    reading = read_text("A channel said 12 people had died. The mayor called the figure a lie.")
    assert [type(s).__name__ for s in reading.statements if not isinstance(s, Figure)] == ["Claim"]


def test_the_one_who_calls_names_speaks() -> None:
    (called,) = of_kind('The president called the protesters "hired wreckers".', Designation)
    assert (called.words, called.who, called.speakers[0].name) == ("hired wreckers", "the protesters", "president")


def test_a_person_without_the_date_before_and_the_comma_after() -> None:
    (post,) = of_kind("On 13 March the interior minister, Pavel Orsk, resigned.", Position)
    assert post.person == "the interior minister, Pavel Orsk"


def test_a_pronoun_takes_back_the_number_before_it_and_not_one_of_a_speaker_further_back() -> None:
    text = (
        "According to the Interior Ministry, 31 people were killed in the port.\n\n"
        "Some 52 people were killed, neighbours murmured. It withdrew the figure the next day."
    )
    (taken,) = of_kind(text, Withdrawal)
    assert (taken.target.low, [link.name for link in taken.speakers]) == (52, [])


def test_denied_reports_take_back_no_number_said_before() -> None:
    text = "The ministry said 19 people were killed. The ministry denied reports that 60 people were missing."
    reading = read_text(text)
    assert not [s for s in reading.statements if isinstance(s, Withdrawal)]
    assert [(f.low, f.stance.value) for f in reading.statements if isinstance(f, Figure)] == [
        (19, "asserts"),
        (60, "denies"),
    ]


def test_the_place_of_a_part_sets_no_scene() -> None:
    text = "In Santiago 31 people were killed, 19 of them in Rancagua. More than 400 people were detained."
    detained = of_kind(text, Figure)[-1]
    assert (detained.low, detained.place) == (400, "Santiago")
