"""An assessment in words: the verdict, what speaks for and against, what cannot be told, and how far such verdicts go.

The words are data (data/words.toml), in three languages; no wording says that anything is settled. Proved by
tests/blackout/character/test_wording.py.
"""

from __future__ import annotations

from typing import Any

from aigaq.blackout.character.accuracy import Accuracy, Figures
from aigaq.blackout.character.assessing import Assessment, Judged, Verdict, Why
from aigaq.blackout.character.limits import table
from aigaq.blackout.character.told import Told
from aigaq.errors import NotFound

LANGUAGES = ("en", "ru", "kk")
_POINT = {"en": ".", "ru": ",", "kk": ","}


def said(assessment: Assessment, *, language: str = "en") -> tuple[str, ...]:
    """All of it, line by line: verdict with its reasons, for, against, what cannot be told, measured accuracy."""
    return (
        headline(assessment, language=language),
        *for_and_against(assessment, language=language),
        *unknown(assessment, language=language),
        accuracy_statement(assessment.accuracy, language=language),
    )


def verdict(name: Verdict, *, language: str = "en") -> str:
    """What a verdict is called."""
    return _words("verdicts", name.value, language=language)


def reason(why: Why, *, language: str = "en") -> str:
    """Why no verdict is given."""
    return _words("why", why.value, language=language)


def label(feature: str, *, language: str = "en") -> str:
    """What a feature is called in a list."""
    return _words("features", feature, "label", language=language)


def group(name: str, *, language: str = "en") -> str:
    """What a group of features is about."""
    return _words("groups", name, language=language)


def sentence(judged: Judged, *, language: str = "en") -> str:
    """What was seen of a feature; its label where that cannot be told."""
    key = "label" if judged.holds == Told.UNKNOWN else judged.holds.value
    return _words("features", judged.name, key, language=language)


def headline(assessment: Assessment, *, language: str = "en") -> str:
    """The verdict, its probability with the prior it stands on, and why it is not more."""
    named = verdict(assessment.verdict, language=language)
    shares = {"score": _share(assessment.score, language), "prior": _share(assessment.prior, language)}
    line = _words("sides", "verdict", language=language).format(verdict=named, **shares)
    return "; ".join((line, *(reason(one, language=language) for one in assessment.why)))


def for_and_against(assessment: Assessment, *, language: str = "en", sided: bool = True) -> tuple[str, ...]:
    """A sentence for each feature that weighs: those for an order, then those for a failure, the strongest first.

    `sided`: whether each says for what it speaks; without, where they stand under a head that does.
    """
    return tuple(
        _words("sides", side if sided else "weighs", language=language).format(
            sentence=sentence(one, language=language),
            ratio=_point(f"{max(one.ratio, 1 / one.ratio):.1f}", language),
            mark="" if one.measured else _words("sides", "not_measured", language=language),
        )
        for side, judged in (("for", assessment.for_), ("against", assessment.against))
        for one in judged
    )


def unknown(assessment: Assessment, *, language: str = "en") -> tuple[str, ...]:
    """What cannot be told of the series, and which groups nobody brought anything of: at most two sentences."""
    held = [one for one in assessment.features if one.holds == Told.UNKNOWN]
    series = [one for one in held if "no" in table("words")["features"][one.name]]
    heard = {one.group for one in assessment.features if one.holds != Told.UNKNOWN}
    groups = dict.fromkeys(one.group for one in held if one not in series and one.group not in heard)
    labels = {
        "unknown": [label(one.name, language=language) for one in series],
        "not_brought": [group(one, language=language) for one in groups],
    }
    return tuple(
        _words("sides", side, language=language).format(labels="; ".join(found))
        for side, found in labels.items()
        if found
    )


def accuracy_statement(accuracy: Accuracy, *, language: str = "en") -> str:
    """How such verdicts did on labelled outages, with and without the two countries with the most orders."""
    named = _figures(accuracy.all, "", language) | _figures(accuracy.without_dominant, "_without", language)
    named |= {"measured_on": accuracy.measured_on, "dominant": ", ".join(accuracy.dominant)}
    return _words("accuracy", language=language).format_map(named)


def _figures(found: Figures, mark: str, language: str) -> dict[str, str]:
    shares = {"auc": found.auc, "low": found.auc_95[0], "high": found.auc_95[1]}
    counts = ("events", "orders", "countries", "called_order", "right_order", "called_failure", "right_failure")
    numbers = {name: getattr(found, name) for name in counts} | {"missed": found.called_failure - found.right_failure}
    named = {name: _share(value, language) for name, value in shares.items()}
    return {name + mark: str(value) for name, value in (named | numbers).items()}


def _share(value: float, language: str) -> str:
    """Two decimals, never 0 or 1: no outage is certain."""
    return _point(f"{min(max(value, 0.01), 0.99):.2f}", language)


def _point(number: str, language: str) -> str:
    return number.replace(".", _POINT[language])


def _words(*path: str, language: str) -> str:
    if language not in LANGUAGES:
        raise NotFound(f"no words in the language {language!r}", hint=f"one of {', '.join(LANGUAGES)}")
    found: Any = table("words")
    for key in (*path, language):
        if key not in found:
            raise NotFound("no words for this", where=".".join((*path, language)))
        found = found[key]
    return str(found)
