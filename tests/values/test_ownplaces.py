"""Places of a case: read, joined to the shipped ones, and refused with the entry that is wrong."""

from __future__ import annotations

import pytest

from aigaq.errors import FormatError
from aigaq.values.ownplaces import read_places
from aigaq.values.places import Gazetteer

TOWN = """
[[place]]
code = "riverton"
kind = "settlement"
parent = "kz"
zone = "Asia/Almaty"
lat = 43.1
lon = 76.9
precision = "settlement"
[place.names]
en = ["Riverton"]
ru = ["Ривертон"]
[place.adjectives]
en = "Rivertonian"
[[place]]
code = "riverton-bridge"
kind = "site"
parent = "riverton"
names = { en = "Riverton Bridge" }
"""


def test_added_to_the_shipped() -> None:
    places = read_places(TOWN.encode())
    assert len(places) == len(Gazetteer.shipped()) + 2
    assert places.ancestors("riverton-bridge") == ("riverton", "kz")
    assert [(one.code, one.adjective) for one in places.find("In Riverton, Rivertonian crowds.", "en")] == [
        ("riverton", False),
        ("riverton", True),
    ]
    assert [one.code for one in places.find("в Ривертоне", "ru")] == ["riverton"]
    assert places.zone("riverton-bridge") == "Asia/Almaty"


def test_json_and_a_known_code() -> None:
    places = read_places(b'{"place": [{"code": "almaty", "kind": "site", "names": {"en": "Elsewhere"}}]}')
    assert len(places) == len(Gazetteer.shipped())
    assert places.name("almaty", "en") == "Elsewhere"


@pytest.mark.parametrize(
    ("payload", "what", "where"),
    [
        (b"\xff", "neither TOML nor JSON", "places.toml"),
        (b"[x", "neither TOML nor JSON", "places.toml"),
        (b'place = "x"', "no places in it", "places.toml"),
        (b"x = 1", "no places in it", "places.toml"),
        (b'[[place]]\nkind = "site"', "a place needs a code", "place 1"),
        (b'[[place]]\ncode = "x"\nkind = "hill"', "no such kind of place", "place 1 (x)"),
        (b'[[place]]\ncode = "x"\nkind = "site"', "a place needs a name", "place 1 (x)"),
        (b'[[place]]\ncode = "x"\nkind = "site"\nnames = "X"', "names is no table of languages", "place 1 (x)"),
        (b'[[place]]\ncode = "x"\nkind = "site"\nnames = {en = [3]}', "names.en is no list of names", "place 1 (x)"),
        (b'[[place]]\ncode = "x"\nkind = "site"\nnames = {en = "X"}\nlat = 91', "lat is no number", "place 1 (x)"),
        (b'[[place]]\ncode = "x"\nkind = "site"\nnames = {en = "X"}\nzone = "Mars/Base"', "zone", "place 1 (x)"),
        (b'[[place]]\ncode = "x"\nkind = "site"\nnames = {en = "X"}\ncolour = "red"', "no such field", "place 1 (x)"),
        (b'[[place]]\ncode = "x"\nkind = "site"\nnames = {en = "X"}\nparent = "zzz"', "no such parent", "x"),
        (b'[[place]]\ncode = "x"\nkind = "site"\nnames = {en = "X"}\nprecision = "1m"', "no such precision", "(x)"),
    ],
)
def test_refused(payload: bytes, what: str, where: str) -> None:
    with pytest.raises(FormatError) as caught:
        read_places(payload, where="places.toml")
    assert what in caught.value.what
    assert str(caught.value.where).startswith("places.toml") and where in str(caught.value.where)
    assert caught.value.hint
