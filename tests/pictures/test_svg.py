from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.pictures.svg import el, escape, num, one_line, path, safe_href
from tests.pictures.strategies import words


@given(text=words, value=words)
def test_text_and_attributes_come_back_as_they_went_in(text: str, value: str) -> None:
    read = ElementTree.fromstring(str(el("a", text, title=value)))
    assert one_line(read.text or "") == one_line(text)
    assert one_line(read.attrib["title"]) == one_line(value)
    assert not list(read)


def test_characters_xml_refuses_are_replaced() -> None:
    # XML 1.0, section 2.2: no control characters but tab, line feed and carriage return; no surrogates, FFFE, FFFF.
    assert escape("a\x00\x0b\ud800\ufffe\uffffb") == "a\ufffd\ufffd\ufffd\ufffd\ufffdb"


def test_attribute_names() -> None:
    assert (
        str(el("g", class_="x", text_anchor="end", viewBox="0", gone=None))
        == '<g class="x" text-anchor="end" viewBox="0"/>'
    )


@pytest.mark.parametrize(("value", "text"), [(1, "1"), (1.04, "1"), (1.06, "1.1"), (-0.01, "0"), (-2.5, "-2.5")])
def test_numbers_are_short(value: float, text: str) -> None:
    assert num(value) == text


@given(st.floats(-1e5, 1e5))
def test_numbers_are_near(value: float) -> None:
    assert abs(float(num(value)) - value) <= 0.0501


def test_path() -> None:
    assert path((0, 0), (1.25, 2), close=True) == "M0 0L1.2 2Z"


@pytest.mark.parametrize("href", ["#a-1", "item/ab12.html#s", "../x.html?y=1"])
def test_addresses_inside_are_kept(href: str) -> None:
    assert safe_href(href) == href


@pytest.mark.parametrize(
    "href", [None, "", "javascript:alert(1)", "https://a.b/", "//a.b/", "data:x", '#"', "a b", "#\n"]
)
def test_addresses_outside_are_dropped(href: str | None) -> None:
    assert safe_href(href) is None
