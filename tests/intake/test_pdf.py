"""PDF: pages as parts, lines and gaps, words parted at line ends, pages and files without text, damaged and locked ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import NotReadable, Reason
from aigaq.intake import Missed, render
from aigaq.intake.pdfs import extract, lines_to_text
from tests.intake.making import ASKED, opened, pdf, pdf_of


def test_pages_are_parts() -> None:
    found = extract(
        pdf([[(700, "Придумано: ранены"), (686, "пять человек.")], [(700, "Ойдан шығарылған: Ұлы")]]), ASKED
    )
    assert found.parts == [("page 1", "Придумано: ранены\nпять человек."), ("page 2", "Ойдан шығарылған: Ұлы")]
    assert (found.encoding, found.missed, found.facts) == ("", [], [])


def test_names_of_pages_sort_in_their_order() -> None:
    found = extract(pdf([[(700, f"Page {number}")] for number in range(12)]), ASKED)
    names = [name for name, _ in found.parts]
    assert names == sorted(names)
    assert (names[0], names[-1]) == ("page 01", "page 12")


def test_a_gap_parts_paragraphs() -> None:
    lines = [(700, "Five people were"), (686, "hurt in the town."), (672, "So it was said."), (640, "Another day.")]
    found = extract(pdf([lines]), ASKED)
    assert found.parts[0][1] == "Five people were\nhurt in the town.\nSo it was said.\n\nAnother day."


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([("мини\ufffe", 700), ("стерство", 686)], "министерство"),
        ([("COVID\x02", 700), ("19 cases", 686)], "COVID-19 cases"),
        ([("a", 700), ("b", 720)], "a\n\nb"),
        ([], ""),
        ([("pro\u00adgram", 700)], "program"),
    ],
)
def test_lines(lines: list[tuple[str, float]], text: str) -> None:
    assert lines_to_text(lines) == text


def test_pages_without_text_are_named() -> None:
    words = [(700, "Five hurt")]
    found = extract(pdf([words, [], [], [], words, []]), ASKED)
    assert [name for name, _ in found.parts] == ["page 1", "page 5"]
    assert found.missed == [Missed(Reason.NO_TEXT, "pages 2\u20134, 6 of 6")]


@pytest.mark.parametrize(
    ("data", "reason", "words"),
    [
        (pdf([[], []]), Reason.NO_TEXT, "no page of 2 has a text layer"),
        (b"%PDF-1.4\nnothing else", Reason.DAMAGED, "the PDF is damaged"),
        (pdf([[(700, "Five")]])[:200], Reason.DAMAGED, "the PDF is damaged"),
        (
            pdf_of(
                [
                    "<</Type/Catalog/Pages 2 0 R>>",
                    "<</Type/Pages/Kids[]/Count 0>>",
                    f"<</Filter/Standard/V 1/R 2/P -4/O<{'41' * 32}>/U<{'42' * 32}>>>",
                ],
                f"/Encrypt 3 0 R/ID[<{'43' * 16}><{'43' * 16}>]",
            ),
            Reason.LOCKED,
            "protected by a password",
        ),
    ],
)
def test_what_is_not_read(data: bytes, reason: Reason, words: str) -> None:
    with pytest.raises(NotReadable, match=words) as caught:
        extract(data, ASKED)
    assert caught.value.reason is reason


def test_what_it_says_of_itself() -> None:
    info = "/Title(Five hurt)/Author(A. Nobody)/CreationDate(D:20190314101500+06'00')"
    found = extract(pdf([[(700, "Five hurt")]], info=info), ASKED)
    told = [(fact.field, fact.value, fact.used) for fact in found.facts]
    # When a file was made is not when it was published.
    assert told == [
        ("title", "Five hurt", True),
        ("author", "A. Nobody", True),
        ("created", "2019-03-14T10:15+06:00", True),
    ]


def test_a_page_of_the_web_that_is_a_pdf() -> None:
    data = pdf([[(700, "Five hurt")]])
    made, chunks = render(opened(data), item="a", media="text/html", name="page.html")
    assert (made.extractor, made.parts) == ("pdf", ("page 1",))
    assert made.assumed == "PDF, by its bytes, though it was said to be HTML"
    assert [(chunk.part, chunk.offset, chunk.text) for chunk in chunks] == [("page 1", 0, "Five hurt")]
    late, _ = render(opened(b"\n\n" + data), item="a", media="application/pdf")
    assert late.parts == ("page 1",)


LINE = st.text(st.sampled_from("аәбвгғabc 0123,."), min_size=1, max_size=20).filter(lambda line: line == line.strip())


@given(st.lists(st.lists(LINE, min_size=1, max_size=4), min_size=1, max_size=3))
def test_the_letters_are_those_of_the_page(pages: list[list[str]]) -> None:
    made = pdf([[(700 - 14 * number, line) for number, line in enumerate(lines)] for lines in pages])
    found = extract(made, ASKED)
    letters = ["".join("".join(lines).split()) for lines in pages]
    assert ["".join(text.split()) for _, text in found.parts] == letters
