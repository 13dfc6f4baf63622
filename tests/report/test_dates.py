"""Dates in words: vectors a person wrote for each language, and no EDTF value that cannot be said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.report.dates import machine_form, written
from aigaq.report.words import known_languages, words

SAID = [
    ("2022-01-04", "4 January 2022", "4 января 2022", "2022 жылғы 4 қаңтар"),
    ("2022-01", "January 2022", "январь 2022", "2022 жылғы қаңтар"),
    ("2022", "2022", "2022 год", "2022 жыл"),
    ("2022-01-04/2022-01-06", "4–6 January 2022", "4–6 января 2022", "2022 жылғы 4–6 қаңтар"),
    ("2022-01-30/2022-02-02", "30 January 2022 – 2 February 2022", "30 января 2022 — 2 февраля 2022", "2022 жылғы 30 қаңтар — 2022 жылғы 2 ақпан"),
    ("../2022-01-09", "not later than 9 January 2022", "не позднее: 9 января 2022", "ең кеші: 2022 жылғы 9 қаңтар"),
    ("2022-01-04/..", "from 4 January 2022, end not stated", "начало: 4 января 2022, конец не указан", "басталуы: 2022 жылғы 4 қаңтар, аяқталуы көрсетілмеген"),
    ("2022-01-04?", "4 January 2022 (uncertain)", "4 января 2022 (под вопросом)", "2022 жылғы 4 қаңтар (күмәнді)"),
    ("2022-01~", "about January 2022", "январь 2022 (приблизительно)", "2022 жылғы қаңтар (шамамен)"),
    ("2022%", "about 2022 (uncertain)", "2022 год (приблизительно) (под вопросом)", "2022 жыл (шамамен) (күмәнді)"),
    ("2022-01-XX", "January 2022, day not known", "январь 2022, день неизвестен", "2022 жылғы қаңтар, күні белгісіз"),
    ("2022-XX-XX", "2022, month not known", "2022 год, месяц неизвестен", "2022 жыл, айы белгісіз"),
    ("202X", "2020 to 2029, year not known", "с 2020 по 2029 год, точный год неизвестен", "2020–2029 жылдар аралығы, нақты жылы белгісіз"),
    ("2022-21", "spring 2022", "весна 2022", "2022 жылғы көктем"),
    ("2022-01-05T16:30+06:00", "5 January 2022, 16:30 UTC+06:00", "5 января 2022, 16:30 UTC+06:00", "2022 жылғы 5 қаңтар, 16:30 UTC+06:00"),
    ("2022-01-05T10:30Z", "5 January 2022, 10:30 UTC", "5 января 2022, 10:30 UTC", "2022 жылғы 5 қаңтар, 10:30 UTC"),
    ("2022-01-05T16:30", "5 January 2022, 16:30, zone not stated", "5 января 2022, 16:30, часовой пояс не указан", "2022 жылғы 5 қаңтар, 16:30, уақыт белдеуі көрсетілмеген"),
    ("2022-01-05T18:00/2022-01-05T23:59", "5 January 2022, 18:00–23:59, zone not stated", "5 января 2022, 18:00–23:59, часовой пояс не указан", "2022 жылғы 5 қаңтар, 18:00–23:59, уақыт белдеуі көрсетілмеген"),
    ("../..", "date not known", "дата неизвестна", "күні белгісіз"),
    (None, "date not known", "дата неизвестна", "күні белгісіз"),
    ("some day", "some day", "some day", "some day"),
    ("2022-13-01", "2022-13-01", "2022-13-01", "2022-13-01"),
]  # fmt: skip


@pytest.mark.parametrize(("edtf", "en", "ru", "kk"), SAID)
def test_dates_in_words(edtf: str | None, en: str, ru: str, kk: str) -> None:
    assert [written(edtf, words(language)) for language in ("en", "ru", "kk")] == [en, ru, kk]


years = st.integers(1, 9999).map(lambda y: f"{y:04d}")
days = st.dates().map(lambda d: d.isoformat())
months = st.dates().map(lambda d: d.isoformat()[:7])
ones = st.tuples(st.one_of(years, months, days), st.sampled_from(["", "?", "~", "%"])).map("".join)
open_ones = st.one_of(ones, st.just(".."))
values = st.one_of(ones, st.tuples(open_ones, open_ones).map("/".join))


@given(values)
def test_every_date_can_be_said(edtf: str) -> None:
    for language in known_languages():
        shown = written(edtf, words(language))
        assert shown and "{" not in shown and "/" not in shown


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    for language in known_languages():
        assert isinstance(written(text, words(language)), str)
    machine_form(text)


@pytest.mark.parametrize(
    ("edtf", "form"),
    [
        ("2022-01-04", "2022-01-04"),
        ("2022-01", "2022-01"),
        ("2022-01-05T16:30+06:00", "2022-01-05T16:30+06:00"),
        ("2022-01-04?", "2022-01-04"),
        ("2022-01-XX", None),
        ("2022-21", None),
        ("2022-01-04/2022-01-05", None),
        (None, None),
    ],
)
def test_machine_form(edtf: str | None, form: str | None) -> None:
    assert machine_form(edtf) == form
