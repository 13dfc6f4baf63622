"""The interface words of one language: messages, plural forms, code words.

Two files a language lie in `data/`: `words/<code>.toml` (what the report says) and `codes/<code>.toml` (words for
closed codes). The open code lists of `statements` bring their own words. Plural rules follow CLDR 46
(https://cldr.unicode.org/index/cldr-spec/plural-rules). Proved by tests/report/test_words.py, which compares the
keys of all languages with each other and with what code and templates ask for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from aigaq.errors import UsageError
from aigaq.statements import codes

LISTS = {
    "measure": "measures",
    "scope": "scopes",
    "event_type": "events",
    "hedge": "hedges",
    "how_code": "hows",
    "medium": "mediums",
    "observer": "observers",
    "place_precision": "place_precisions",
    "source_kind": "source_kinds",
    "unit": "units",
}


def _one_other(n: float) -> str:
    return "one" if n == 1 else "other"


def _east_slavic(n: float) -> str:
    if n != int(n):
        return "other"
    tens, ones = int(n) % 100, int(n) % 10
    if ones == 1 and tens != 11:
        return "one"
    return "few" if 2 <= ones <= 4 and not 12 <= tens <= 14 else "many"


def _none(_: float) -> str:
    return "other"


PLURALS: Mapping[str, Callable[[float], str]] = {"one_other": _one_other, "east_slavic": _east_slavic, "none": _none}


@dataclass(frozen=True)
class Words:
    """What the report says in one language.

    `messages` and `codes` are the two files, nested as they stand. A key is `section.name`.
    """

    code: str
    messages: Mapping[str, Mapping[str, Any]]
    codes: Mapping[str, Mapping[str, Any]]

    @property
    def name(self) -> str:
        """The language's own name."""
        return str(self.messages["language"]["name"])

    @property
    def dir(self) -> str:
        """`ltr` or `rtl`."""
        return str(self.messages["language"]["dir"])

    def __call__(self, key: str, /, **values: object) -> str:
        """The message of a key with its places filled."""
        return str(self._find(key)).format(**values) if values else str(self._find(key))

    def n(self, key: str, n: float, /, **values: object) -> str:
        """The message of a key in the plural form that `n` asks for; `{n}` is the number as written here."""
        return self._form(self._find(key), n).format(n=self.number(n), **values)

    def item(self, key: str, index: int) -> str:
        """The message at a place of a list, counted from 0."""
        return str(self._find(key)[index])

    def number(self, n: float) -> str:
        """A number with this language's separators: 20,000 or 20 000 (no-break space), 1.5 or 1,5."""
        language = self.messages["language"]
        text = f"{n:,.6f}".rstrip("0").rstrip(".") if isinstance(n, float) else f"{n:,}"
        return text.replace(",", "\0").replace(".", language["decimal"]).replace("\0", language["group"])

    def quoted(self, text: str) -> str:
        """Text between this language's quotation marks."""
        language = self.messages["language"]
        return f"{language['open']}{text}{language['close']}"

    def word(self, section: str, code: str | None) -> str:
        """The word for a code; a code without words is printed as it is."""
        if code is None:
            return self("none.value")
        own = self.codes.get(section, {}).get(code)
        if isinstance(own, str):
            return own
        listed = LISTS.get(section)
        label = codes.label(listed, code, self.code) if listed else None
        return code.replace("_", " ") if label is None or label == code else label

    def unit(self, code: str, n: float) -> str:
        """The word for a unit after the number `n`."""
        forms = self.codes["unit"].get(code)
        return self.word("unit", code) if forms is None else self._form(forms, n)

    def _find(self, key: str) -> Any:
        section, _, name = key.partition(".")
        return self.messages[section][name]

    def _form(self, forms: Mapping[str, str], n: float) -> str:
        form = PLURALS[str(self.messages["language"]["plural"])](n)
        return forms.get(form, forms["other"])


def _read(kind: str, language: str) -> Mapping[str, Any]:
    path = resources.files("aigaq.report") / "data" / kind / f"{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def known_languages() -> tuple[str, ...]:
    """The languages with a message file, sorted."""
    folder = resources.files("aigaq.report") / "data" / "words"
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


@cache
def words(language: str) -> Words:
    """The words of a language. Raises UsageError where there is no message file for it."""
    if language not in known_languages():
        raise UsageError(
            f"no words for language {language!r}", hint=f"the report speaks: {', '.join(known_languages())}"
        )
    return Words(language, _read("words", language), _read("codes", language))
