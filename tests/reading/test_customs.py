"""What a case has set for reading, made ready once."""

from __future__ import annotations

import pytest

from aigaq.errors import FormatError
from aigaq.reading.customs import Customs, prepared
from aigaq.statements.stage import digest_of
from aigaq.statements.vocabulary import Side
from aigaq.values.places import Gazetteer


def test_nothing_set() -> None:
    using = prepared(Customs())
    assert using.gazetteer is Gazetteer.shipped()
    assert using.packs.own == {}
    assert using.named == {}


def test_all_set() -> None:
    places = b'[[place]]\ncode = "riverton"\nkind = "settlement"\nnames = {en = "Riverton"}'
    words = b'[[en.words]]\nid = "own"\nclass = "HUMAN"\nwords = ["zolto"]'
    using = prepared(Customs(b'"Mira" = "ngo"', words, places))
    assert using.gazetteer.get("riverton") is not None
    assert list(using.packs.own) == ["en"]
    assert using.named == {"mira": Side.NGO}


def test_made_once() -> None:
    assert prepared(Customs(b'"Mira" = "ngo"')) is prepared(Customs(b'"Mira" = "ngo"'))


def test_every_setting_is_in_the_digest() -> None:
    told = [Customs(), Customs(sides=b"x"), Customs(lexicon=b"x"), Customs(gazetteer=b"x"), Customs(sides=b"")]
    assert len({digest_of(one) for one in told}) == len(told)


@pytest.mark.parametrize("name", ["sides", "lexicon", "gazetteer"])
def test_a_setting_that_cannot_be_read_is_named(name: str) -> None:
    with pytest.raises(FormatError) as caught:
        prepared(Customs(**{name: b"[["}))
    assert caught.value.where == f"setting {name}"
