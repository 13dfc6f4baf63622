"""Text of strangers: nothing leaves its place, nothing hides, nothing is lost."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.report.characters import plain, tongue, visible

# The characters of the "Trojan source" report (CVE-2021-42574), and others that are not seen.
HIDDEN = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\u2060\ufeff\u2028\u2029\x00\x07\x1b\x7f\x85\ud800\ufffe"
anything = st.text(alphabet=st.characters(exclude_categories=()))


@pytest.mark.parametrize("char", HIDDEN)
def test_hidden_characters_are_shown_as_code_points(char: str) -> None:
    shown = visible(f"a{char}b")
    assert shown == f'a<span class="ctl" dir="ltr">U+{ord(char):04X}</span>b'
    assert plain(f"a{char}b") == f"a[U+{ord(char):04X}]b"


def test_tags_stay_text() -> None:
    assert visible("</script><script>alert(1)</script>") == "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
    assert visible("\"' &amp;") == "&#34;&#39; &amp;amp;"


def test_joiners_and_line_ends_stay() -> None:
    assert visible("می\u200cخواهم\n\tб") == "می\u200cخواهم\n\tб"


@given(anything)
def test_nothing_is_lost_and_nothing_hides(text: str) -> None:
    shown = str(visible(text))
    shown.encode("utf-8")
    assert not set(HIDDEN) & set(shown)
    boxed = re.sub(r'<span class="ctl" dir="ltr">U\+([0-9A-F]{4,6})</span>', lambda m: chr(int(m[1], 16)), shown)
    # Whatever is left of the markup is an entity of the text itself.
    assert "<" not in re.sub(r"<span[^>]*>U\+[0-9A-F]+</span>", "", shown)
    if "&" not in text and "<" not in text:
        assert re.sub("&#34;|&#39;|&gt;", lambda m: html.unescape(m[0]), boxed) == text


@given(anything)
def test_plain_is_one_line_without_hidden_characters(text: str) -> None:
    shown = plain(text)
    shown.encode("utf-8")
    assert "\n" not in shown and not set(HIDDEN) & set(shown)


@pytest.mark.parametrize(
    ("code", "tag"), [("kk", "kk"), ("zh-Hant", "zh-Hant"), ("", "und"), (None, "und"), ('en" onclick', "und")]
)
def test_language_tags(code: str | None, tag: str) -> None:
    assert tongue(code) == tag
