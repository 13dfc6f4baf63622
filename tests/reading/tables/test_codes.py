"""Words of cells to codes."""

from aigaq.reading.tables.codes import code_of, place_of, word_of
from aigaq.statements.vocabulary import Layer, Qualifier, Side, Standing


def test_codes() -> None:
    assert code_of("killed", "measures", {}) == ("killed", True)
    assert code_of("Погибшие", "measures", {}) == ("killed", True)
    assert code_of("қаза тапқандар", "measures", {}) == ("killed", True)
    assert code_of("in custody", "measures", {}) == ("in_custody", True)
    assert code_of("сожжено", "measures", {"сожжено": "buildings_damaged"}) == ("buildings_damaged", True)
    assert code_of("eaten", "measures", {}) == ("eaten", False)
    assert code_of("EUR", "units", {}) == ("EUR", True)


def test_a_label_of_two_codes_stands_for_neither() -> None:
    assert code_of("погибшие", "scopes", {}) == ("dead", True)
    assert code_of("иностранные", "scopes", {}) == ("foreign", True)


def test_words() -> None:
    assert word_of("Official", "side", Side, {}) is Side.OFFICIAL
    assert word_of("власти", "side", Side, {}) is Side.OFFICIAL
    assert word_of("очевидец", "seen_from", Side, {}) is Side.WITNESS
    assert word_of("at least", "qualifier", Qualifier, {}) is Qualifier.AT_LEAST
    assert word_of("не менее", "qualifier", Qualifier, {}) is Qualifier.AT_LEAST
    assert word_of("mobile+fixed", "layer", Layer, {}) is Layer.MOBILE_FIXED
    assert word_of("снято", "status", Standing, {"снято": "withdrawn"}) is Standing.WITHDRAWN
    assert word_of("perhaps", "status", Standing, {}) is None


def test_places() -> None:
    assert place_of("almaty", {}) == ("almaty", True)
    assert place_of("Алматы", {}) == ("almaty", True)
    assert place_of("Nowhereville", {}) == ("Nowhereville", False)
    assert place_of("online", {"online": "online"}) == ("online", True)
