"""Mappings read back as they were written, and say what is wrong with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import FormatError
from aigaq.reading.tables import Dates, SheetMapping, TableMapping, read_mapping, write_mapping
from aigaq.reading.tables.fields import KINDS, fields_of
from aigaq.statements.codes import measures
from tests.shared import ROOT

NAMES = st.text(max_size=10)


@st.composite
def sheets(draw: st.DrawFn) -> SheetMapping:
    kind = draw(st.sampled_from(KINDS))
    fields = st.sampled_from(list(fields_of(kind)))
    return SheetMapping(
        id=draw(st.text("abcXYZ-_.0", min_size=1, max_size=8)),
        kind=kind,
        name=draw(st.none() | NAMES),
        header=draw(st.none() | st.integers(1, 99)),
        language=draw(NAMES),
        main=draw(st.none() | NAMES),
        columns=draw(st.dictionaries(NAMES, fields, max_size=4)),
        measures=draw(st.dictionaries(NAMES, st.sampled_from(list(measures())), max_size=3))
        if kind == "figure"
        else {},
        constant=draw(st.dictionaries(fields, NAMES, max_size=3)),
        split=draw(st.dictionaries(fields, NAMES, max_size=3)),
        codes={
            field: words
            for field, words in draw(
                st.dictionaries(fields, st.dictionaries(NAMES, NAMES, max_size=2), max_size=2)
            ).items()
            if fields_of(kind)[field].words is None
        },
        sides=draw(st.dictionaries(NAMES, st.sampled_from(["official", "media"]), max_size=2)),
        dates=Dates(
            order=draw(st.sampled_from([None, "dmy", "mdy"])),
            serials=draw(st.sampled_from([0, 1900, 1904])),
            status=draw(st.sampled_from(["exact", "bound"])),
        ),
    )


@given(st.lists(sheets(), min_size=1, max_size=2, unique_by=lambda one: one.id), st.sampled_from([None, "tab"]), NAMES)
def test_what_is_written_reads_back(found: list[SheetMapping], separator: str | None, sample: str) -> None:
    mapping = TableMapping(separator=separator, sheet=tuple(found))
    samples = {one.id: dict.fromkeys(one.columns, sample) for one in found}
    assert read_mapping(write_mapping(mapping, samples=samples).encode()) == mapping


def told(text: str) -> str:
    with pytest.raises(FormatError) as refused:
        read_mapping(text.encode(), where="m.toml")
    assert refused.value.where == "m.toml"
    return f"{refused.value.what} | {refused.value.hint}"


HEAD = 'aigaq = "mapping 1"\n[[sheet]]\nid = "a"\nkind = "figure"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no mapping: Object missing required field"),
        ("not = [toml", "no mapping"),
        ('aigaq = "mapping 2"\n[[sheet]]\nid = "a"\nkind = "figure"\n', "not mapping 1: mapping 2"),
        ('aigaq = "mapping 1"\n', "no [[sheet]]"),
        (HEAD.replace("figure", "figur"), "no kind of row is called figur | the nearest is figure"),
        (HEAD + '[sheet.columns]\n"x" = "mesure"\n', "no field of a figure is called mesure | the nearest is measure"),
        (HEAD + '[sheet.measures]\n"x" = "kiled"\n', "no measure is called kiled | the nearest is killed"),
        (HEAD + '[sheet.codes.side]\n"x" = "offical"\n', "no word of side is called offical | the nearest is official"),
        (HEAD + '[sheet.sides]\n"x" = "us"\n', "no side is called us"),
        (HEAD + '[sheet.dates]\norder = "ydm"\n', "no order of dates is called ydm"),
        (HEAD + "[sheet.dates]\nserials = 1901\n", "counted from 1900 or 1904"),
        (HEAD + "header = 0\n", "no row of a header"),
        (HEAD + "colour = 1\n", "unknown field `colour`"),
        (HEAD.replace('"a"', '"a b"'), "an id has letters"),
        (HEAD + '[[sheet]]\nid = "a"\nkind = "event"\n', "two sheets have the id a"),
        ('aigaq = "mapping 1"\nseparator = "|"\n[[sheet]]\nid = "a"\nkind = "event"\n', "no separator is called |"),
        (
            'aigaq = "mapping 1"\n[[sheet]]\nid = "a"\nkind = "event"\n[sheet.measures]\n"x" = "killed"\n',
            "only figures",
        ),
    ],
)
def test_what_is_wrong_is_said(text: str, words: str) -> None:
    assert words in told(text)


@given(st.binary(max_size=80) | st.text(max_size=80).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_a_mapping_or_are_refused(data: bytes) -> None:
    with pytest.raises(FormatError):
        read_mapping(data)


def test_a_mark_and_line_ends_of_windows_are_no_matter() -> None:
    assert read_mapping(b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode()).sheet[0].kind == "figure"


def test_the_example_of_the_page_is_one() -> None:
    page = (ROOT / "docs" / "formats" / "mappings.md").read_text(encoding="utf-8")
    example = page.partition("```toml\n")[2].partition("```")[0]
    (sheet,) = read_mapping(example.encode()).sheet
    assert (sheet.measures["Погибло"], sheet.dates.order, sheet.lacking()) == ("killed", "dmy", ())


def test_what_is_lacking() -> None:
    assert SheetMapping(id="a", kind="figure", columns={"n": "value"}).lacking() == ("measure",)
    assert SheetMapping(id="a", kind="figure", measures={"n": "killed"}).lacking() == ()
    assert SheetMapping(id="a", kind="event").lacking() == ("what",)
