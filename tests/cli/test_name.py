"""`aigaq name` answers any text, clearly, and shows nothing that could move the cursor. All names are invented."""

import json

import pytest

from aigaq.cli.program import main

HOSTILE = {
    "long": "Кайыпов" * 80,
    "many": "Бақыт " * 300,
    "marks": "\u202eКайыпов\u202c \u200fБақыт",
    "escapes": "Кайыпов\x1b[31m \x07Бақыт",
    "digits": "Кайыпов 1985",
    "emoji": "🙂🙂",
    "combining": "К\u0301\u0302\u0303\u0304\u0305айыпов",
    "one letter": "К",
    "capitals": "КАЙЫПОВ БАҚЫТ",
    "several": "1. Кайыпов Бақыт 2. Ерланов Серік",
    "lines": "Кайыпов\nБақыт",
    "nothing": "",
    "zero": "\x00",
    "signs": "山田太郎",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_any_text_is_answered(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["name", text]) == 0
    assert main(["name", text, "--compare", "Kaiypov Bakyt"]) == 0
    out = capsys.readouterr().out
    assert out.strip()
    assert not {"\x1b", "\x07", "\x00", "\u202e", "\u200f"} & set(out)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_json_is_one_value(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["name", text, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["persons"] >= 1
    assert main(["name", text, "--compare", text, "--json"]) == 0
    both = json.loads(capsys.readouterr().out)
    assert 0 <= both["score"] <= 1 and both["reasons"]


def test_a_word_has_its_role_and_what_told_it(capsys: pytest.CaptureFixture[str]) -> None:
    main(["name", "ҚАЙЫПБАЙ Айгүл Кабенқызы", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert [(token["role"], token["why"]) for token in found["tokens"]] == [
        ("surname", "capitals"),
        ("given", "beside the surname"),
        ("patronymic", "its ending"),
    ]
    assert (found["father"], found["sex"]) == (["kaben"], "female")
