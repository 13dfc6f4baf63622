from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

from aigaq.pictures import SWITCH, WIDTHS, draw_days, draw_figures, drawn
from tests.pictures import samples
from tests.pictures.checking import SVG


def test_three_drawings_one_after_the_other() -> None:
    root = ElementTree.fromstring(f"<figure>{drawn(draw_figures, samples.story('ru'))}</figure>")
    assert [child.tag for child in root] == [f"{SVG}svg"] * 3
    assert [child.get("width") for child in root] == [str(width) for width in WIDTHS]
    assert [child.get("class") for child in root] == [f"pic w{width}" for width in WIDTHS]


def test_the_same_data_give_the_same_bytes() -> None:
    assert drawn(draw_days, samples.full_days("kk")) == drawn(draw_days, samples.full_days("kk"))


def test_the_order_of_statements_does_not_matter() -> None:
    chart = samples.story("en")
    turned = replace(chart, points=tuple(reversed(chart.points)))
    marks = [sorted(drawn(draw_figures, made).replace(">", ">\n").splitlines()) for made in (chart, turned)]
    assert marks[0] == marks[1]


def test_the_style_is_a_small_part() -> None:
    svg = draw_figures(samples.story("en"), width=1088)
    style = svg[svg.index("<style>") : svg.index("</style>")]
    assert len(style) < 3800
    assert len(style) < len(svg) / 3


def test_the_page_shows_one_of_the_three() -> None:
    for width in WIDTHS:
        assert f"svg.pic.w{width}{{display:block" in SWITCH
