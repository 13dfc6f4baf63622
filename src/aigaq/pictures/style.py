"""The style a drawing carries in itself: only the rules its elements use, colours with fallbacks for both themes.

Class names begin with `p-` because a style block inside a page is not confined to its drawing. A page that defines the
custom properties (`--ink`, `--official`, …) decides the colours; without a page the reader's system does, and paper is
always light. Proved by tests/pictures/test_style.py.
"""

from __future__ import annotations

from aigaq.pictures.measure import SIZE
from aigaq.pictures.palette import palette

FACES = '"Noto Sans","Segoe UI",-apple-system,Roboto,"PT Sans","DejaVu Sans",Arial,sans-serif'

_TOKENS = {"i": "ink", "s": "soft", "r": "rule", "h": "hair", "p": "paper"}
_MAP_TOKENS = {"l": "land", "e": "edge"}
# Declarations by class. Widths are units of the drawing; dashes differ so that they are told apart without colour.
_RULES = {
    # text
    "p-b": "font-weight:700",
    "p-q": "fill:var(--s)",
    "p-halo": "paint-order:stroke;stroke:var(--p);stroke-width:4px;stroke-linejoin:round",
    # No halo: it would be drawn around the line through the number too, and cover the number.
    "p-struck": "font-weight:700;stroke:none;text-decoration:line-through;text-decoration-thickness:1.5px",
    # axes and rules
    "p-axis": "stroke:var(--i);stroke-width:1;fill:none",
    "p-rule": "stroke:var(--r);stroke-width:1;fill:none",
    "p-hair": "stroke:var(--h);stroke-width:1;fill:none",
    "p-lead": "stroke:var(--s);stroke-width:1;fill:none",
    "p-gap": "stroke:var(--s);stroke-width:1;stroke-dasharray:1.5 3;fill:none",
    # marks
    "p-ring": "fill:none;stroke:var(--s);stroke-width:1.4;stroke-dasharray:2 2.6",
    "p-full": "fill:var(--c);stroke:none",
    "p-hollow": "fill:var(--p);stroke:var(--c);stroke-width:2",
    "p-slash": "fill:none;stroke:var(--c);stroke-width:2",
    "p-dot": "fill:var(--c);stroke:none",
    "p-whisk": "fill:none;stroke:var(--c);stroke-width:2",
    # lines of a number while it stood
    "p-run": "fill:none;stroke:var(--c);stroke-width:3;stroke-linejoin:round",
    "p-thin": "fill:none;stroke:var(--c);stroke-width:1.6;stroke-linejoin:round",
    "p-loose": "stroke-dasharray:8 4",
    "p-tail": "fill:none;stroke:var(--c);stroke-width:2;stroke-dasharray:3 2.5",
    "p-veil": "fill:var(--p)",
    # events by precision
    "p-tick": "fill:var(--c)",
    "p-bar": "fill:var(--c)",
    "p-pointed": "fill:var(--c);fill-opacity:.4;stroke:var(--c);stroke-width:1.2;stroke-linejoin:round",
    "p-day": "fill:var(--c);fill-opacity:.16;stroke:var(--c);stroke-width:1.4;stroke-dasharray:1.4 2",
    "p-month": "fill:none;stroke:var(--c);stroke-width:1.4;stroke-dasharray:6 4",
    "p-bound": "fill:none;stroke:var(--c);stroke-width:2",
    # the network
    "p-down": "fill:var(--i)",
    "p-outline": "fill:var(--p);stroke:var(--i);stroke-width:1.6;stroke-linejoin:round",
    "p-dashed": "fill:none;stroke:var(--i);stroke-width:1.4;stroke-dasharray:4 3",
    "p-dotted": "fill:none;stroke:var(--i);stroke-width:1.4;stroke-dasharray:1.4 2",
    "p-hatch": "fill:none;stroke:var(--i);stroke-width:1.3",
    "p-base": "fill:none;stroke:var(--s);stroke-width:1;stroke-dasharray:1 4",
    # maps: borders are hairlines, a hatch is a region without a point, a ring a place within so many units
    "p-land": "fill:var(--l);stroke:var(--e);stroke-width:.8;stroke-linejoin:round",
    "p-region": "fill:none;stroke:var(--s);stroke-width:.7",
    "p-somewhere": "fill:none;stroke:var(--i);stroke-width:1;stroke-dasharray:2.5 2.5",
    "p-within": "fill:var(--i);fill-opacity:.1;stroke:var(--i);stroke-width:1;stroke-dasharray:4 2.5",
    "p-point": "fill:var(--i);stroke:var(--p);stroke-width:1",
    "p-frame": "fill:none;stroke:var(--i);stroke-width:1",
    "p-box": "fill:none;stroke:var(--i);stroke-width:1.6",
    # links: the area to hit, visible only when pointed at or focused
    "p-hit": "fill:transparent;stroke:none",
}
_LINK_RULES = "a:hover>.p-hit{stroke:var(--s);stroke-width:1}a:focus-visible{outline:0}a:focus-visible>.p-hit{stroke:var(--i);stroke-width:3}"


def rules(classes: set[str], *, links: bool) -> str:
    """The style block of a drawing that uses these classes."""
    sides = sorted(name for name in palette().side if f"p-{name}" in classes)
    own = "".join(f".{name}{{{body}}}" for name, body in _RULES.items() if name in classes)
    tokens = _TOKENS | {short: token for short, token in _MAP_TOKENS.items() if f"var(--{short})" in own}
    light = _properties(tokens, "light") + ";--c:var(--i)"
    base = (
        f".pic{{{light};direction:ltr;font:400 {SIZE}px/1.2 var(--sans,{FACES});"
        "font-variant-numeric:lining-nums tabular-nums;fill:var(--i)}.pic:root{background:var(--p)}"
    )
    dark = f".pic{{{_properties(tokens, 'dark')}}}{_side_rules(sides, 'dark')}"
    return (
        f"{base}{_side_rules(sides, 'light')}{own}{_LINK_RULES if links else ''}"
        f"@media screen and (prefers-color-scheme:dark){{{dark}}}"
        f"@media (forced-colors:active){{{_forced(sides)}}}"
    )


def inline(token: str) -> str:
    """The colour of a token for a style attribute, right in both themes without a style block."""
    colour = palette().colour(token)
    return f"var(--{token},light-dark({colour.light},{colour.dark}))"


def icon_style(name: str) -> str:
    """The declarations of a class for an icon, which has no style block and no paper of its own."""
    body = _RULES[name].replace("fill:var(--p)", "fill:none")
    return body.replace("var(--s)", inline("soft")).replace("var(--i)", inline("ink"))


def _properties(tokens: dict[str, str], theme: str) -> str:
    return ";".join(
        f"--{short}:var(--{token},{getattr(palette().colour(token), theme)})" for short, token in tokens.items()
    )


def _side_rules(sides: list[str], theme: str) -> str:
    return "".join(f".p-{side}{{--c:var(--{side},{getattr(palette().side[side], theme)})}}" for side in sides)


def _forced(sides: list[str]) -> str:
    named = "".join(f",.p-{side}" for side in sides)
    return f".pic{{--i:CanvasText;--s:CanvasText;--r:GrayText;--h:GrayText;--p:Canvas;--l:Canvas;--e:GrayText}}.pic{named}{{--c:CanvasText}}"
