"""Fields changed by words: what fits is converted, what does not is refused with the next step."""

import pytest

from aigaq.errors import UsageError
from aigaq.statements import DateBasis, Dated, Event, Link, Qualifier, Side, Standing, Target, TimePrecision, Withdrawal
from aigaq.statements.amending import amend
from tests.statements.making import ITEM, figure, text_span

FIGURE = figure(12, said=Dated("2022-01-09", DateBasis.SHOWN), note="a note", places=("kz",))


def test_fields_are_converted() -> None:
    changes = {"measure": "injured", "low": "10", "high": "12.5", "qualifier": "range", "scope": "civilians, children"}
    after = amend(figure(12), changes)
    assert after == figure(
        12, measure="injured", low=10, high=12.5, qualifier=Qualifier.RANGE, scope=("civilians", "children")
    )


def test_nothing_empties_a_field() -> None:
    after = amend(FIGURE, {"note": "", "places": ""})
    assert (after.note, after.places) == (None, ())


def test_a_date_keeps_its_basis() -> None:
    assert amend(FIGURE, {"said": "2022-01-10"}).said == Dated("2022-01-10", DateBasis.SHOWN)
    assert amend(figure(1), {"said": "2022-01-10"}).said == Dated("2022-01-10", DateBasis.STATED)


def test_names_with_dots_reach_inside() -> None:
    after = amend(figure(1), {"speakers.0.name": "A nurse", "speakers.0.side": "witness"})
    assert after.speakers == (Link(name="A nurse", side=Side.WITNESS),)
    taken_back = Withdrawal(item=ITEM, span=text_span("not", 0), becomes=Standing.WITHDRAWN, target=Target(low=1))
    after = amend(taken_back, {"target.low": "2", "target.speaker": "A nurse"})
    assert after == Withdrawal(
        item=ITEM, span=text_span("not", 0), becomes=Standing.WITHDRAWN, target=Target(low=2, speaker="A nurse")
    )
    assert amend(after, {"target.speaker": ""}) == amend(taken_back, {"target.low": "2"})


def test_json_for_what_has_no_words() -> None:
    after = amend(figure(1), {"speakers": '[{"name": "A baker", "side": "witness"}]'})
    assert after.speakers == (Link(name="A baker", side=Side.WITNESS),)


def test_events() -> None:
    event = Event(item=ITEM, span=text_span("fire", 0), type="fire", what="a fire")
    after = amend(event, {"time": "2022-01-05", "time_precision": "day", "seen_from": "media,witness"})
    assert isinstance(after, Event)
    assert (after.time_precision, after.seen_from) == (TimePrecision.DAY, (Side.MEDIA, Side.WITNESS))


@pytest.mark.parametrize(
    ("changes", "what", "hint"),
    [
        ({"mesure": "injured"}, "no such field, mesure", "did you mean measure"),
        ({"zzz": "1"}, "no such field, zzz", "one of speakers"),
        ({"item": "x"}, "cannot be changed, item", None),
        ({"span": "{}"}, "cannot be changed, span", None),
        ({"made_by": "person:x"}, "cannot be changed", None),
        ({"measure": "injred"}, "code not in list measures: injred", "did you mean injured"),
        ({"measure": ""}, "does not fit the field", None),
        ({"qualifier": "roughly"}, "does not fit the field: invalid enum value", None),
        ({"low": "many"}, "does not fit the field", None),
        ({"low": "20"}, "low is greater than high", None),
        ({"said": "last Friday"}, "said is no date: last Friday", None),
        ({"speakers": "[{"}, "the value is no JSON", None),
        ({"speakers": "[" * 100_000}, "the value is no JSON", None),
        ({"speakers.7.name": "x"}, "there is nothing there", None),
        ({"speakers.0.span": "{}"}, "there is nothing there", None),
        ({"measure.x": "1"}, "there is nothing there", None),
        ({"speakers.0.nome": "x"}, "does not fit the field", None),
        ({"measure": "killed"}, "nothing is changed by this", None),
    ],
)
def test_what_does_not_fit_is_refused(changes: dict[str, str], what: str, hint: str | None) -> None:
    with pytest.raises(UsageError) as caught:
        amend(figure(12), changes)
    told = f"{caught.value.what}, {caught.value.where}"
    assert what in told
    assert hint is None or hint in str(caught.value.hint)


def test_what_was_odd_before_may_stay() -> None:
    odd = figure(12, measure="moon_landings")
    assert amend(odd, {"note": "as printed"}).note == "as printed"
