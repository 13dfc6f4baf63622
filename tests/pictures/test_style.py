from __future__ import annotations

from aigaq.pictures.style import icon_style, inline, rules


def test_only_what_is_used_is_carried() -> None:
    style = rules({"p-b", "p-official"}, links=False)
    assert ".p-b{" in style
    assert ".p-official{--c:var(--official,#0b4f96)}" in style
    assert "p-ngo" not in style
    assert "p-hit" not in style
    assert len(style) < 1300


def test_only_maps_carry_the_colours_of_maps() -> None:
    assert "--land" not in rules({"p-b", "p-official"}, links=False)
    light, _, dark = rules({"p-land"}, links=False).partition("@media screen")
    assert "--l:var(--land,#eceeeb)" in light and "--e:var(--edge,#a9aeb1)" in light
    assert "--l:var(--land,#22272b)" in dark


def test_both_themes_have_a_fallback_and_paper_is_light() -> None:
    style = rules({"p-official"}, links=True)
    light, _, dark = style.partition("@media screen and (prefers-color-scheme:dark)")
    assert "--i:var(--ink,#15181c)" in light
    assert "--i:var(--ink,#eceeec)" in dark
    assert ".p-official{--c:var(--official,#7fb2f0)}" in dark


def test_a_focused_link_is_seen() -> None:
    assert "a:focus-visible>.p-hit{stroke:var(--i);stroke-width:3}" in rules(set(), links=True)


def test_no_rule_reaches_outside_the_drawing() -> None:
    style = rules({"p-b"}, links=False)
    assert "url(" not in style
    assert "@import" not in style


def test_icons_need_no_style_block() -> None:
    assert inline("official") == "var(--official,light-dark(#0b4f96,#7fb2f0))"
    assert "var(--s)" not in icon_style("p-ring")
    assert icon_style("p-hollow").startswith("fill:none")
