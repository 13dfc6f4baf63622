"""The layers between units and figures: names, zones, speech, speakers, chains, places and dates, by short examples."""

from __future__ import annotations

import pytest

from aigaq.reading import Chunk, Document, read
from aigaq.reading.counts.counted import counted
from aigaq.statements.records import Figure
from aigaq.statements.vocabulary import Side
from aigaq.values.places import Gazetteer, Place
from tests.reading.helpers import ITEM, first, of_kind, parsed, read_text, source


def kind_of(text: str) -> str:
    line = first(text).line
    return counted(line, line.where("NUM")[0]).kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They saw 12 people.", "people"),
        ("They saw 12 unarmed young men.", "people"),
        ("They saw 12 police officers and servicemen.", "people"),
        ("They saw 12 police cars.", "thing"),
        ("It lasted 12 hours.", "thing"),
        ("Twelve of the injured left.", "people"),
        ("They sat in room 12.", "thing"),
        ("They wanted 12 zorbles.", "unknown"),
        ("There were 12.", "bare"),
    ],
)
def test_what_a_number_counts(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def cues(text: str) -> list[tuple[str, str]]:
    """Who is said to speak, and what the words cover."""
    return [(text[c.who.start : c.who.end], text[c.covers[0] : c.covers[1]].strip(" .,")) for c in first(text).cues]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said it burned.", [("The mayor", "it burned")]),
        ("It burned, the mayor said.", [("the mayor", "It burned, the mayor said")]),
        ("According to the mayor, it burned.", [("the mayor", "According to the mayor, it burned")]),
        ("“It burned,” said Ana Orr.", [("Ana Orr", "“It burned,” said Ana Orr")]),
        ("Ana Orr, head of the union, told Reuters it burned.", [("Ana Orr", "it burned")]),
        ("It burned.", []),
    ],
)
def test_cues_and_what_they_cover(text: str, expected: list[tuple[str, str]]) -> None:
    assert cues(text) == expected


def sides(text: str) -> list[tuple[str, Side]]:
    (figure,) = of_kind(text, Figure)
    return [(link.name, link.side) for link in figure.speakers]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("The interior ministry said 12 people died.", [("interior ministry", Side.OFFICIAL)]),
        ("Residents told Reuters that 12 people died.", [("Residents", Side.WITNESS), ("Reuters", Side.MEDIA)]),
        ("Ana Orr, head of the opposition, said 12 people died.", [("Ana Orr", Side.OTHER)]),
        ("A rights group said 12 people died.", [("rights group", Side.NGO)]),
        ("The United Nations said 12 people died.", [("United Nations", Side.INTERGOVERNMENTAL)]),
        ("Police said 12 people died, Interfax reported.", [("Police", Side.OFFICIAL), ("Interfax", Side.MEDIA)]),
        ("“I saw 12 bodies in the yard,” said Ana Orr.", [("Ana Orr", Side.WITNESS)]),
        ("The rebels said 12 people died.", [("rebels", Side.ARMED_GROUP)]),
    ],
)
def test_chains_and_sides(text: str, chain: list[tuple[str, Side]]) -> None:
    assert sides(text) == chain


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ana Orr runs the clinic. She said 12 people died.", "Ana Orr"),
        ("Ana Orr, a doctor, spoke first. “It burned,” Ana Orr said. Later she said 12 people died.", "Ana Orr"),
        ("Mayor Ilan Roth spoke. “It burned,” Roth said. He added that 12 people died.", "Roth"),
        ("The ministry said it burned. It also said 12 people died.", "ministry"),
    ],
)
def test_pronouns_take_up_who_spoke_last(text: str, who: str | None) -> None:
    (figure,) = of_kind(text, Figure)
    assert source(figure) == who


INTERVIEW = """The Example spoke to Ana Orr, a nurse, about that night.

What did you see?

I was on duty. They brought in 12 wounded people.

And your colleagues?

Two doctors were arrested."""


def test_an_interview_belongs_to_the_one_who_answers() -> None:
    figures = of_kind(INTERVIEW, Figure)
    assert [(f.low, f.speakers[0].name, f.speakers[0].side) for f in figures] == [
        (12, "Ana Orr", Side.WITNESS),
        (2, "Ana Orr", Side.WITNESS),
    ]


def test_a_transcript_belongs_to_whose_turn_it_is() -> None:
    figures = of_kind("ANA ORR: It was dark. Twelve people died.\n\nILAN ROTH: Nine people died.", Figure)
    assert [(f.low, f.speakers[0].name) for f in figures] == [(12, "ANA ORR"), (9, "ILAN ROTH")]


def places(text: str) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(figure.place, figure.places) for figure in of_kind(text, Figure)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Peru 12 people died and in Chile nine people died.", [("Peru", ("pe",)), ("Chile", ("cl",))]),
        ("Twelve people died in the village of Hest.", [("Hest", ())]),
        ("Peru is in mourning. Twelve people died.", [(None, ("pe",))]),
        ("Police in Peru said 12 people died.", [("Peru", ("pe",))]),
        ("Fires reached Lima in Peru. In Chile, 12 people died nationwide.", [(None, ("pe",))]),
    ],
)
def test_places(text: str, expected: list[tuple[str | None, tuple[str, ...]]]) -> None:
    assert places(text) == expected


def test_a_gazetteer_of_the_case_is_used() -> None:
    village = Place(code="hest", kind="settlement", names={"en": ("Hest",)})
    gazetteer = Gazetteer.shipped().extended([village])
    document = Document(item=ITEM, chunks=[Chunk("In Hest 12 people died.")], language="en")
    (figure,) = read(document, gazetteer=gazetteer).statements
    assert figure.places == ("hest",)


@pytest.mark.parametrize(
    ("text", "hedges"),
    [
        ("According to the mayor 12 people died.", ["attribution"]),
        ("The mayor claimed 12 people died.", ["doubt"]),
        ("The mayor said 12 people died.", []),
        ("Reportedly 12 people died.", ["attribution"]),
        ("Allegedly 12 people died.", ["alleged"]),
        ("Perhaps 12 people died.", ["possibility"]),
    ],
)
def test_hedges(text: str, hedges: list[str]) -> None:
    (figure,) = of_kind(text, Figure)
    assert [hedge.type for hedge in figure.hedges] == hedges


@pytest.mark.parametrize(
    "text",
    [
        "If 12 people had died, we would know.",
        "The wall could kill 12 people.",
        "Did 12 people die?",
        "He lives at 12 Police Street.",
        "Twelve years later the killer of a nurse was found.",
        "She, 12, was killed.",
        "It cost 12 million dollars and killed the project.",
        "The killers got 12 years.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert of_kind(text, Figure) == []


def test_parts_and_their_whole() -> None:
    figures = {f.low: f for f in of_kind("Of the 88 injured, 12 are children, including five infants.", Figure)}
    assert figures[12].part_of is not None
    assert figures[12].part_of.span == figures[88].num
    assert figures[5].part_of is not None
    assert figures[5].scope == ("children",)


def test_quotations_know_their_bounds() -> None:
    paragraph = parsed("He said “they ran out of the house” and then ‘stop’.")
    assert [(paragraph.text[q.start : q.end], q.spoken) for q in paragraph.quotations] == [
        ("“they ran out of the house”", True),
        ("‘stop’", False),
    ]


def test_declared_places_of_a_document_are_a_default() -> None:
    document = Document(item=ITEM, chunks=[Chunk("Twelve people died.")], language="en", places=("cl",))
    (figure,) = read(document).statements
    assert figure.places == ("cl",)


def test_nothing_is_read_from_nothing() -> None:
    assert read_text("").statements == ()
    assert read_text(" \n\n ").not_read == ()
