"""What is found of a table, in words: a code and what it names become a sentence and a next step, in three languages.

The words are data (data/findings.toml, data/families.toml, data/fields.toml). What a finding names by a code (families,
what is not declared of a list) is said in words of the reader's language too. A wording with placeholders is used only where the finding
names them all; the last of each code has none, so that every finding can be said. Proved by tests/toll/test_wording.py.
"""

from __future__ import annotations

from string import Formatter

from aigaq.errors import NotFound
from aigaq.toll.family import Code, FamilyName, Finding, Outcome
from aigaq.toll.limits import toml

LANGUAGES = ("en", "ru", "kk")
SEPARATORS = {"en": ",", "ru": "\N{NO-BREAK SPACE}", "kk": "\N{NO-BREAK SPACE}"}
POINTS = {"en": ".", "ru": ",", "kk": ","}
SHARE = "share"
OF_FAMILIES = ("least", "most", "families")  # what names families, where it is no number
BETWEEN = ", "  # codes of families that are named together
MISSING = "missing"  # made of what is named of single fields: which field, of which lists
_DIGITS = 3  # significant digits of a number that is not whole


def said(finding: Finding, *, language: str = "en") -> str:
    """A finding in words."""
    named = {name: _value(name, value, language) for name, value in finding.named.items()}
    fields = [f"{field(name, language=language)} ({named[name]})" for name in toml("fields") if name in named]
    if fields:
        named[MISSING] = "; ".join(fields)
    for words in toml("findings")[finding.code][_known(language)]:
        if placeholders(words) <= named.keys():
            return str(words).format_map(named)
    raise AssertionError(f"no words without placeholders for {finding.code}")


def next_step(code: Code, *, language: str = "en") -> str:
    """What whoever reads of a finding can do next."""
    return str(toml("findings")[code]["next"][_known(language)])


def label(name: FamilyName | Outcome, *, language: str = "en") -> str:
    """What a family or an outcome is called."""
    return str(toml("families")["outcomes" if isinstance(name, Outcome) else "families"][name][_known(language)])


def assumption(name: FamilyName, *, language: str = "en") -> str:
    """What must hold for a family's numbers to mean anything."""
    return str(toml("families")["families"][name]["assumption"][_known(language)])


def field(name: str, *, language: str = "en") -> str:
    """What a declaration of a list is called (`declarations.FIELDS`)."""
    return str(toml("fields")[name][_known(language)])


def number(value: float, *, language: str = "en") -> str:
    """A number for reading: whole ones with separators, others with three significant digits."""
    if float(value).is_integer():
        return f"{int(value):,}".replace(",", SEPARATORS[_known(language)])
    if abs(value) >= 10**_DIGITS:
        return number(round(value), language=language)
    return f"{value:.{_DIGITS}g}".replace(".", POINTS[language])


def placeholders(words: str) -> set[str]:
    """The names that a wording needs."""
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def _value(name: str, value: str | int | float, language: str) -> str:
    if isinstance(value, str):
        codes = value.split(BETWEEN)
        families = name in OF_FAMILIES and set(codes) <= set(FamilyName)
        return BETWEEN.join(label(FamilyName(one), language=language) for one in codes) if families else value
    if name.endswith(SHARE):
        return f"{round(100 * value)} %"
    return number(value, language=language)


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise NotFound(f"no words in the language {language!r}", hint=f"one of {', '.join(LANGUAGES)}")
    return language
