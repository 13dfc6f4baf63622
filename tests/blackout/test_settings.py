"""The setting `blackout`: what it may hold, and what is wrong with it is said."""

import re

import pytest

from aigaq.blackout.series import NetworkKind
from aigaq.blackout.settings import Made, Settings, read_settings
from aigaq.errors import FormatError
from tests.shared import ROOT

WHOLE = """aigaq = "blackout 1"
reference = "2021-12-01/2021-12-31"
time_zone = "Asia/Almaty"
[looks]
"A. Observer" = "almaty"
[[made]]
item = "af05ac8d"
place = "almaty"
network = "mobile"
when = "2022-01-06T18:00+06:00"
"""


def test_the_whole_file() -> None:
    found = read_settings(WHOLE.encode())
    assert (found.reference, found.time_zone) == ("2021-12-01/2021-12-31", "Asia/Almaty")
    assert found.made == (
        Made(item="af05ac8d", place="almaty", network=NetworkKind.MOBILE, when="2022-01-06T18:00+06:00"),
    )
    assert found.looked_from(" a.  observer ") == "almaty" and found.looked_from("An Archive") == ""


def test_nothing_is_needed() -> None:
    assert read_settings(b"") == Settings()


@pytest.mark.parametrize(
    "payload",
    [
        b"\xff",
        b"looks = 3",
        b"zone = 'x'",
        b"aigaq = 'blackout 2'",
        b"time_zone = 'Asia/Atlantis'",
        b"reference = 'last month'",
        b"[[made]]\nitem = 'a'\nplace = 'b'\nwhen = 'noon'",
        b"[[made]]\nitem = 'a'",
        b"[[made]]\nitem = 'a'\nplace = 'b'\nwhen = '2022'\nnetwork = 'pigeon'",
        b"[looks",
    ],
)
def test_what_is_wrong_is_said(payload: bytes) -> None:
    with pytest.raises(FormatError) as raised:
        read_settings(payload)
    assert raised.value.where


def test_the_page_names_every_field() -> None:
    page = (ROOT / "docs/formats/blackouts.md").read_text(encoding="utf-8")
    section = page.split("## The setting `blackout`")[1].split("\n## ")[0]
    named = set(re.findall(r"^\| `(\w+)`", section, re.MULTILINE))
    assert named == {*Settings.__struct_fields__, *Made.__struct_fields__}
    block = section.split("```toml\n")[1].split("```")[0]
    assert read_settings(block.encode()).made
