"""Rates: the shipped ones hold, a user's lie over them, and what cannot be is refused with its place."""

import pytest

from aigaq.errors import FormatError, UsageError
from aigaq.people.town import read_rates, shipped_rates
from aigaq.people.town.rates import rates_text


def read(text: str) -> object:
    return read_rates(text.encode(), where="mine.toml")


def test_the_shipped_file_read_as_a_users_gives_the_same() -> None:
    assert read(rates_text()) == shipped_rates()
    assert read("") == shipped_rates()


def test_a_table_is_laid_over_key_by_key() -> None:
    rates = read_rates(b"[persons]\nwomen = 0.5\n[event]\ndays = 2\n", where="mine.toml")
    assert rates.persons.women == 0.5
    assert rates.persons.families == shipped_rates().persons.families
    assert (rates.event.days, rates.event.first) == (2, shipped_rates().event.first)


def test_a_list_like_another_takes_over_what_it_does_not_say() -> None:
    text = (
        '[[list]]\nlike = "official"\nname = "mine"\nshare = 0.9\n[list.errors]\ntyping = 0.5\n[list.odds]\ntown = 3\n'
    )
    (mine,) = read_rates(text.encode(), where="mine.toml").list
    shipped = shipped_rates().list[0]
    assert (mine.name, mine.share, mine.errors.typing) == ("mine", 0.9, 0.5)
    assert (mine.errors.sound, mine.columns, mine.odds["female"]) == (
        shipped.errors.sound,
        shipped.columns,
        shipped.odds["female"],
    )
    assert mine.odds["town"] == 3


def test_a_list_like_one_that_copies_copies_nobody_unless_told() -> None:
    (mine,) = read_rates(b'[[list]]\nlike = "ngo"\nname = "mine"\n', where="mine.toml").list
    assert mine.copies == {}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[persons", "no TOML"),
        ("[persons]\nmen = 1", "men"),
        ("[persons]\nwomen = 2.0", "persons: shares"),
        ("[persons]\nwomen = 'many'", "women"),
        ("[persons]\nwomen = nan", "persons: shares"),
        ("[persons]\nages = [[9, 3, 1.0]]", "persons.ages"),
        ("[persons]\nstatus = { dead = 0.0 }", "persons.status"),
        ("[persons]\nstatus = { ill = 1.0 }", "'ill' is not known"),
        ("[persons]\ntraditions = { xx = 1.0 }", "xx"),
        ("[persons]\nfamilies = []", "persons.families"),
        ("[event]\nfirst = 'soon'", "event.first"),
        ("[event]\nfirst = '0001-01-01'", "event"),
        ("[event]\ndays = 0", "event"),
        ("list = []", "no [[list]]"),
        ("[[list]]\nlike = 'nobody'", "nobody"),
        ("[[list]]\nname = 'x'", "keeper"),
        ("[[list]]\nlike = 'ngo'\nname = '../x'", "a name is letters"),
        ("[[list]]\nlike = 'ngo'\n[[list]]\nlike = 'ngo'", "belongs to one list"),
        ("[[list]]\nlike = 'ngo'\nlanguage = 'xx'", "language"),
        ("[[list]]\nlike = 'ngo'\nshare = 1.0", "share"),
        ("[[list]]\nlike = 'ngo'\ncopies = { official = 0.5 }", "official"),
        ("[[list]]\nlike = 'ngo'\n[list.odds]\nmoon = 1.0", "moon"),
        ("[[list]]\nlike = 'ngo'\ncolumns = [['a', 'number']]", "no column holds a name"),
        ("[[list]]\nlike = 'ngo'\ncolumns = [['a']]", "a column is"),
        ("[[list]]\nlike = 'ngo'\ncolumns = [['a', 'shoe']]", "shoe"),
        ("[[list]]\nlike = 'ngo'\ncolumns = [['a', 'name', 'given'], ['a', 'age']]", "same header"),
        ("[[list]]\nlike = 'ngo'\ncolumns = [['a', 'name']]", "parts of a name"),
        ("[[list]]\nlike = 'ngo'\ncolumns = [['a', 'name', 'given'], ['b', 'birth', 'later']]", "later"),
        ("[[list]]\nlike = 'ngo'\nspellings = [['ru', 'runes', 1.0]]", "runes"),
        ("[[list]]\nlike = 'ngo'\n[list.errors]\nspelling = 0.1", "spelling"),
        ("[[list]]\nlike = 'ngo'\n[list.errors]\nmissing = { birth = 7 }", "missing"),
        ("[[list]]\nlike = 'ngo'\neditions = { added = 0.1, changed = 0.1 }", "dropped"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(text: str, what: str) -> None:
    with pytest.raises(FormatError, match=r".") as refused:
        read(text)
    assert what in refused.value.what
    assert refused.value.where == "mine.toml"
    assert refused.value.hint


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(FormatError):
        read_rates(b"\xff\xfe\x00", where="mine.toml")


def test_the_first_lists_alone() -> None:
    assert [one.name for one in shipped_rates().first_lists(2).list] == ["official", "families"]
    for count in (0, 6):
        with pytest.raises(UsageError, match="lists"):
            shipped_rates().first_lists(count)


def test_another_share_of_dead_keeps_the_others_in_proportion() -> None:
    before, after = shipped_rates().persons.status, shipped_rates().with_dead(0.9).persons.status
    assert sum(after.values()) == pytest.approx(1)
    assert after["injured"] / after["missing"] == pytest.approx(before["injured"] / before["missing"])
    assert shipped_rates().with_dead(1).persons.status["injured"] == 0
