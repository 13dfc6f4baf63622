"""Packs beside the shipped ones, and words of a case: a language is data, and a wrong entry is said."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from aigaq.errors import FormatError, NotFound
from aigaq.reading import Chunk, Document, languages, read
from aigaq.reading.lexis.packs import Packs
from aigaq.statements.records import Dated, Figure, Withdrawal
from aigaq.statements.vocabulary import Side
from tests.reading.helpers import ITEM, words

PACKS = Path(__file__).parent / "packs"
SPANISH = (
    "Texto inventado. Según el Ministerio del Interior, 31 personas murieron y al menos 1.200 resultaron heridas. "
    "El 5 de marzo detuvieron a doce manifestantes, tres de ellos menores. Según la fiscalía, murieron 50 obreros. "
    "La fiscalía retiró la cifra. Ardieron 20 casas en 15 horas."
)
OWN = b"""
[[en.words]]
id = "own.smoked.out"
class = "TRIG TRANS VFIN VPAST STATE"
measure = "injured"
words = ["smoked out"]
"""


def spanish(packs: Packs) -> tuple[list[Figure], list[Withdrawal]]:
    found = read(Document(ITEM, [Chunk(SPANISH)], published=Dated("2031-03-10")), packs=packs)
    assert found.not_read == ()
    figures = [one for one in found.statements if isinstance(one, Figure)]
    return figures, [one for one in found.statements if isinstance(one, Withdrawal)]


def as_one_file() -> bytes:
    """The folder of the small pack as the one file that `set lexicon` takes."""
    table: dict[str, object] = {}
    for path in sorted((PACKS / "es").glob("*.toml")):
        read_table = tomllib.loads(path.read_text(encoding="utf8"))
        table |= read_table if path.stem == "pack" else {path.stem: read_table}
    return json.dumps({"es": table}).encode()


@pytest.mark.parametrize("way", ["folder", "file"])
def test_a_language_of_data_alone(way: str) -> None:
    packs = Packs().beside(PACKS) if way == "folder" else Packs().extended(as_one_file(), where="es.json")
    figures, withdrawals = spanish(packs)
    assert [(words(f.num), f.measure) for f in figures] == [
        ("31", "killed"), ("1.200", "injured"), ("doce", "detained"), ("tres", "detained"), ("50", "killed"),
    ]  # fmt: skip
    assert [f.low for f in figures] == [31, 1200, 12, 3, 50]
    assert figures[1].qualifier == "at_least"
    assert figures[2].about == "2031-03-05"
    assert figures[3].part_of is not None and figures[3].part_of.low == 12
    assert figures[0].speakers[0].side is Side.OFFICIAL
    assert [one.target.low for one in withdrawals] == [50]
    assert all(rule.startswith(("rule:es.", "rule:place.")) for f in figures for rule in f.made_by)


def test_without_the_pack_it_is_listed() -> None:
    found = read(Document(ITEM, [Chunk(SPANISH)]))
    assert found.statements == ()
    assert [gap.language for gap in found.not_read] == ["es"]


def test_a_language_nobody_knows() -> None:
    payload = b"""
    [qqq.pack]
    name = "Made up"
    profile = { script = "Latin", words = "ba be bi bo bu" }
    [[qqq.words]]
    id = "people"
    class = "HUMAN"
    words = "zolto"
    [[qqq.words]]
    id = "die"
    class = "TRIG PERS"
    measure = "killed"
    words = "morto"
    """
    packs = Packs().extended(payload, where="qqq.toml")
    found = read(Document(ITEM, [Chunk("Ba be bi bo bu 12 morto.")]), packs=packs).statements
    assert [(one.measure, one.low, one.language) for one in found if isinstance(one, Figure)] == [("killed", 12, "qqq")]
    (tongue,) = [one for one in languages(packs) if one.code == "qqq"]
    assert (tongue.kinds, tongue.rules) == (("figures",), 0)


def test_words_of_a_case_join_the_shipped_pack() -> None:
    text = "Nine people were smoked out and two were killed."
    own = Packs().extended(OWN, where="own.toml")
    read_with = read(Document(ITEM, [Chunk(text)]), packs=own).statements
    assert [(one.measure, one.low) for one in read_with if isinstance(one, Figure)] == [("injured", 9), ("killed", 2)]
    plain = read(Document(ITEM, [Chunk(text)])).statements
    assert [(one.measure, one.low) for one in plain if isinstance(one, Figure)] == [("killed", 2)]


def test_lists_of_the_pack_grow() -> None:
    own = Packs().extended(b'[en.pack]\nabbreviations = ["insp"]', where="own.toml").get("en")
    assert own is not None
    assert {"insp", "gen"} <= set(own.pack["abbreviations"])


@pytest.mark.parametrize(
    ("payload", "what", "hint"),
    [
        (b"\xff", "neither TOML nor JSON", "[[en.words]]"),
        (b"en = 3", "en is no table", "[[en.words]]"),
        (b'[[xx.words]]\nid = "a"\nclass = "HUMAN"\nwords = "b"', "no pack reads xx", "[xx.pack]"),
        (b'[[en.wrods]]\nid = "a"\nclass = "HUMAN"\nwords = "b"', "no such kind of rule: wrods", "did you mean words?"),
        (b'[[en.words]]\nid = "a"\nclass = "TRIG"\nmeasure = "kiled"\nwords = "b"', "no such measure: kiled", "killed"),
        (b'[[en.words]]\nid = "a"\nclass = "ROLE"\nside = "left"\nwords = "b"', "no such side: left", "codes.md"),
        (b'[[en.cue]]\nid = "a"\ncovers = "after"\nmatch = "<who: SRC"', "a bracket is not closed", ""),
        (b'[[en.cue]]\ncovers = "after"\nmatch = "SRC"', "a rule needs 'id'", ""),
        (b'[[en.words]]\nid = "a"\nwords = "b"', "a group of words needs 'class'", ""),
        (b'[en.words]\nid = "a"', "words is no list of tables", "[[en.words]]"),
    ],
)
def test_what_is_wrong_is_said(payload: bytes, what: str, hint: str) -> None:
    with pytest.raises(FormatError) as caught:
        Packs().extended(payload, where="own.toml")
    assert what in caught.value.what
    assert str(caught.value.where).startswith("own.toml")
    assert hint in (caught.value.hint or "")


def test_a_folder_without_packs(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        Packs().beside(tmp_path)
    with pytest.raises(NotFound):
        Packs().beside(tmp_path / "gone")
