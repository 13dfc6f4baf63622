"""What every picture must keep to, checked on the XML itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from aigaq.pictures.measure import text_width

SVG = "{http://www.w3.org/2000/svg}"
SLACK = 0.6  # coordinates are rounded to a tenth

TAGS = {"svg", "style", "desc", "title", "g", "path", "rect", "circle", "text", "tspan", "a"}


def parse(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def size(root: ElementTree.Element) -> tuple[float, float]:
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    assert (left, top) == (0, 0)
    return width, height


def lines(root: ElementTree.Element) -> Iterator[tuple[float, float, float, str]]:
    """Each line of text: left, right, baseline, words."""
    for node in root.iter(f"{SVG}text"):
        parts = [(node.text or "", node.get("class", ""))] + [
            (child.text or "", f"{node.get('class', '')} {child.get('class', '')}") for child in node
        ]
        width = sum(text_width(text, bold=bool({"p-b", "p-struck"} & set(cls.split()))) for text, cls in parts)
        x, y = float(node.attrib["x"]), float(node.attrib["y"])
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[node.get("text-anchor", "start")]
        yield left, left + width, y, "".join(text for text, _ in parts)


def check(svg: str, width: int) -> ElementTree.Element:
    """Valid XML, named, quiet, nothing outside, no text beyond the edge, links large enough."""
    root = parse(svg)
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= TAGS
    assert root.get("class") == f"pic w{width}"
    images = [node for node in root.iter() if node.get("role") == "img"]
    assert len(images) == 1
    assert root.get("role") in ("img", "group")
    assert "direction:ltr" in svg
    for node in root.iter():
        assert not {name for name in node.attrib if name.startswith("on") or name in ("id", "src", "xlink:href")}
        assert re.fullmatch(r"[A-Za-z0-9_.~/%#?=&+-]+", node.get("href", "#")) and not node.get("href", "").startswith(
            "//"
        )
    check_inside(root)
    check_links(root)
    return root


def check_inside(root: ElementTree.Element) -> None:
    width, height = size(root)
    for left, right, base, words in lines(root):
        assert left >= -SLACK, words
        assert right <= width + SLACK, words
        assert 10 <= base <= height - 2, words
    for node in root.iter():
        moved = re.match(r"translate\(([-\d.]+) ([-\d.]+)\)", node.get("transform", ""))
        if moved:
            assert 0 <= float(moved[1]) <= width
            assert 0 <= float(moved[2]) <= height
        for number in re.findall(r"-?\d+\.?\d*(?:e\d+)?", node.get("d", "")):
            assert abs(float(number)) < 1e5


def check_links(root: ElementTree.Element) -> None:
    width, _ = size(root)
    images = [node for node in root.iter() if node.get("role") == "img"]
    assert not list(images[0].iter(f"{SVG}a")), "an image has no parts to reach"
    for link in root.iter(f"{SVG}a"):
        assert link.get("aria-label")
        area = link.find(f"{SVG}rect")
        assert area is not None
        assert float(area.attrib["width"]) >= 24
        assert float(area.attrib["height"]) >= 24
        assert float(area.attrib["x"]) >= -SLACK
        assert float(area.attrib["x"]) + float(area.attrib["width"]) <= width + SLACK
