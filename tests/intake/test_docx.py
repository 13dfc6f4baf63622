"""DOCX: paragraphs, tables, notes, tracked changes, what is hidden, core properties; ZIPs that are none."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import NotReadable, Reason
from aigaq.intake import Missed, render
from aigaq.intake.docx import extract
from aigaq.intake.old_office import extract as old
from tests.intake.making import ASKED, WORD, docx, opened, paragraph


def text(body: str) -> str:
    return dict(extract(docx(body), ASKED).parts)["text"]


def run(words: str, properties: str = "", tag: str = "t") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'


def p(content: str, mark: str = "") -> str:
    return f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{content}</w:p>"


def cell(*paragraphs: str) -> str:
    return f"<w:tc>{''.join(map(paragraph, paragraphs))}</w:tc>"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (paragraph("Five people") + paragraph("were hurt."), "Five people\n\nwere hurt."),
        (p(run("Five ") + run("people")), "Five people"),
        (p(run("12") + "<w:r><w:footnoteReference w:id='1'/></w:r>" + run(" people")), "12 people"),
        ("<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>Head</w:t></w:r></w:p>" + paragraph("x"), "Head\n\nx"),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:softHyphen/></w:r></w:p>", "a\tb\nc\u2011"),
        ("<w:p><w:pPr><w:tabs><w:tab w:pos='1'/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>", "a"),
        (f"<w:tbl><w:tr>{cell('Town')}{cell('Hurt')}</w:tr><w:tr>{cell('A', 'north')}{cell('5')}</w:tr></w:tbl>{paragraph('x')}", "Town\tHurt\nA north\t5\n\nx"),
        (f"<w:tbl><w:tr><w:tc><w:tbl><w:tr>{cell('in')}{cell('ner')}</w:tr></w:tbl>{paragraph('out')}</w:tc></w:tr></w:tbl>", "in ner out"),
        (f"<w:tbl><w:tr><w:trPr><w:del w:id='1'/></w:trPr>{cell('gone')}</w:tr><w:tr>{cell('stays')}</w:tr></w:tbl>", "stays"),
        (p(run("5 ") + f"<w:del>{run('killed', tag='delText')}</w:del><w:ins>{run('hurt')}</w:ins>"), "5 hurt"),
        (f"<w:moveFrom>{p(run('moved'))}</w:moveFrom><w:moveTo>{p(run('moved'))}</w:moveTo>", "moved"),
        (p(run("one "), "<w:del w:id='1'/>") + p(run("two")) + p(run("three"), "<w:ins w:id='2'/>"), "one two\n\nthree"),
        (p(run("seen") + run(" hidden", "<w:vanish/>") + run(" shown", "<w:vanish w:val='0'/>")), "seen shown"),
        (p("<w:r><w:instrText>PAGE 99</w:instrText></w:r>" + run("x")), "x"),
        (p(run("outer") + f"<w:r><w:txbxContent>{paragraph('box')}</w:txbxContent></w:r>" + run(" goes on")), "outer goes on\n\nbox"),
        ("<mc:AlternateContent xmlns:mc='urn:mc'><mc:Choice>" + paragraph("new") + "</mc:Choice><mc:Fallback>" + paragraph("old") + "</mc:Fallback></mc:AlternateContent>", "new"),
        (p(run("225") + run("1", "<w:vertAlign w:val='superscript'/>") + run(" km") + run("2", "<w:vertAlign w:val='subscript'/>")), "225¹ km₂"),
        (p(run("a &amp; b &lt; c")), "a & b < c"),
    ],
)  # fmt: skip
def test_the_text(body: str, words: str) -> None:
    assert text(body) == words


def test_notes_are_parts_that_follow_and_changes_are_said() -> None:
    note = f"<w:footnotes xmlns:w='{WORD}'><w:footnote w:type='separator'>{paragraph('---')}</w:footnote><w:footnote w:id='2'>{paragraph('Invented.')}</w:footnote></w:footnotes>"
    body = p(f"<w:del>{run('7', tag='delText')}</w:del><w:ins>{run('5 hurt')}</w:ins>" + run("x", "<w:vanish/>"))
    found = extract(docx(body, footnotes=note, comments="<x/>"), ASKED)
    assert found.parts == [("text", "5 hurt"), ("text footnotes", "Invented.")]
    assert found.assumed == [
        "tracked changes as accepted: 1 deletions left out, 1 insertions kept",
        "hidden text left out (1 runs)",
    ]
    assert found.missed == [Missed(Reason.ATTACHED, "comments in the margin")]


def test_core_properties() -> None:
    core = "<cp:coreProperties xmlns:cp='urn:c' xmlns:dc='urn:d' xmlns:dcterms='urn:t'><dc:title>Five  hurt</dc:title><dc:creator>A. Nobody</dc:creator><dcterms:created>2019-03-14T10:15:00Z</dcterms:created><dc:language>ru-RU</dc:language></cp:coreProperties>"
    found = extract(docx(paragraph("x"), core=core), ASKED)
    told = [(fact.field, fact.value) for fact in found.facts if fact.used]
    assert told == [
        ("title", "Five hurt"),
        ("author", "A. Nobody"),
        ("created", "2019-03-14T10:15Z"),
        ("language", "ru"),
    ]


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "reason", "words"),
    [
        (zipped(a=b"x"), Reason.KIND, "no DOCX"),
        (zipped(**{"xl/workbook.xml": b"<x/>"}), Reason.KIND, "a workbook is not read as a document"),
        (docx(""), Reason.EMPTY, "no text"),
        (docx("<w:p>"), Reason.DAMAGED, "XML is damaged"),
        (docx("<w:p>" * 300), Reason.DAMAGED, "nested too deeply"),
        (docx(paragraph("x"))[:-40], Reason.DAMAGED, "the ZIP is damaged"),
        (b"PK\x03\x04" + b"\0" * 100, Reason.DAMAGED, "the ZIP is damaged"),
        (zipped(**{"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "5 hurt">]><x>&a;</x>'}), Reason.DAMAGED, "document type"),
    ],
)  # fmt: skip
def test_what_is_not_read(data: bytes, reason: Reason, words: str) -> None:
    with pytest.raises(NotReadable, match=words) as caught:
        extract(data, ASKED)
    assert caught.value.reason is reason


def test_locked_and_old_documents() -> None:
    with pytest.raises(NotReadable) as caught:
        old(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), ASKED)
    assert caught.value.reason is Reason.LOCKED
    with pytest.raises(NotReadable) as caught:
        render(opened(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600), item="a", media="application/msword")
    assert caught.value.reason is Reason.BINARY


def test_bytes_decide_what_it_is() -> None:
    made, chunks = render(
        opened(docx(paragraph("5 hurt"))), item="a", media="application/octet-stream", name="report.docx"
    )
    assert (made.extractor, made.assumed, next(chunks).text) == ("docx", None, "5 hurt")


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<&>\ufffe\uffff"), min_size=1, max_size=20
)


@given(st.lists(WORDS.filter(str.strip), min_size=1, max_size=6))
def test_words_are_never_altered(paragraphs: list[str]) -> None:
    assert text("".join(map(paragraph, paragraphs))) == "\n\n".join(paragraphs).rstrip()
