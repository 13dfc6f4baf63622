"""The search of the report: its page, and what it searches, as scripts that set one constant.

A page opened from disk may ask for no file, so the words come as `search-data.js`, in shards of at most SHARD
documents; the index is made in the browser by MiniSearch (static/vendor). The size is bounded: of more than MOST
documents the first are taken (subjects, sources and items, then statements, those a person decided first), and the
page says how many are left out. Without a script the page is a list of doors to what the report holds.
Proved by tests/report/test_search.py and tests/report/test_search_browser.py.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from markupsafe import Markup

from aigaq.report import subjects
from aigaq.report.book import Book, Page
from aigaq.report.characters import spelt, tongue
from aigaq.report.dates import written
from aigaq.report.icons import icon_of
from aigaq.report.material import KINDS, Said
from aigaq.report.phrases import speakers_of
from aigaq.report.register import language_of_title, pointed, title_of
from aigaq.report.site import paged
from aigaq.report.views import STRUCK
from aigaq.statements import Side, Standing

MOST, SHARD, LONGEST, DOORS = 30_000, 5_000, 400, 100
"""Documents in all, documents in a script, characters of a document's text, lines in a list of doors."""
DATA = "search-data"
GROUPS = ("subject", *KINDS, "source", "item")
"""The groups of what is found, in the order in which they are shown."""
_ALSO = ("what", "words", "who", "person", "post", "org", "relation", "how", "scope_text", "value_text", "why", "place", "networks", "note")  # fmt: skip
"""The fields of statements whose words are searched beside the quote."""


@dataclass(frozen=True, slots=True)
class Document:
    """Something that can be found: where it is, what is shown of it, and `keys`, which are searched and not shown.

    `language` is that of the text, or of the title where it is `titled`: where the title is a source's own words.
    """

    group: str
    href: str
    title: str
    text: str = ""
    under: str = ""
    language: str = ""
    icon: Markup = Markup()
    standing: str = ""
    struck: bool = False
    machine: bool = False
    titled: bool = False
    keys: str = ""


@dataclass
class Icons:
    """The marks of what is found, each once: a script cannot make them, it copies those of the page."""

    places: dict[Markup, int] = field(default_factory=dict)

    def place(self, icon: Markup) -> int:
        """The place of a mark among all, counted from 0; -1 where there is none."""
        return self.places.setdefault(icon, len(self.places)) if icon else -1


def search_pages(book: Book) -> Iterator[tuple[str, str]]:
    """The page of the search, and the scripts with what it searches."""
    icons = Icons()
    documents = list(islice(_documents(book), MOST))
    shards = paged([_row(one, icons) for one in documents], SHARD)
    names = [_script(number) for number in range(1, len(shards) + 1)]
    total = _total(book)
    yield book.page(
        "search.html",
        Page("search.html", book.words("search.title"), "search"),
        scripts=names,
        icons=list(icons.places),
        groups=[(group, group_word(group, book)) for group in GROUPS],
        doors=list(_doors(book)),
        shown=len(documents),
        total=total,
    )
    for name, shard in zip(names, shards, strict=True):
        yield name, _as_script(shard)


def group_word(group: str, book: Book) -> str:
    """What a group of found things is called."""
    heads = {"subject": "search.subjects", "source": "register.title", "item": "sources.held"}
    return book.words(heads[group]) if group in heads else book.words.word("kind", group)


def _script(number: int) -> str:
    return f"{DATA}.js" if number == 1 else f"{DATA}-{number}.js"


def _total(book: Book) -> int:
    material = book.material
    return len(book.subjects.groups) + len(material.sources) + len(material.held) + len(material.said)


def _as_script(rows: Sequence[Sequence[object]]) -> str:
    """Rows as a script. Signs that could end a line or a tag are written as escapes, whoever reads the file."""
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    text = re.sub("[<>&\u2028\u2029]", lambda sign: f"\\u{ord(sign[0]):04x}", text)
    return f"(window.aigaqSearch = window.aigaqSearch || []).push({text});\n"


def _row(one: Document, icons: Icons) -> list[object]:
    """A document as the script reads it; words of sources with their hidden characters spelt out."""
    flags = int(one.struck) + 2 * int(one.machine) + 4 * int(one.titled)
    told = (spelt(" ".join(text.split())) for text in (one.title, one.text, one.under, one.standing, one.keys))
    title, text, under, standing, keys = told
    return [GROUPS.index(one.group), one.href, title, text, under, standing, keys, one.language, icons.place(one.icon), flags]  # fmt: skip


def _documents(book: Book) -> Iterator[Document]:
    yield from _subjects(book)
    yield from _sources(book)
    yield from _items(book)
    rank = {"person": 0, "mapping": 1, "machine": 2}
    yield from (_statement(said, book) for said in sorted(book.material.said, key=lambda said: rank[said.reading]))


def _subjects(book: Book) -> Iterator[Document]:
    for href, title, figures in _counted(book):
        yield Document("subject", href, title, under=book.words.n("count.figures", figures))


def _counted(book: Book) -> Iterator[tuple[str, str, int]]:
    """Page and title of every subject, and how many figures it has."""
    for group in book.subjects.groups:
        title = subjects.title_of(group.subject, book.viewer)
        yield book.site.subjects[group.subject.key], title, len(group.figures)


def _sources(book: Book) -> Iterator[Document]:
    words = book.words
    for source in book.material.sources:
        when = written(source.published.date, words) if source.published else ""
        yield Document(
            "source",
            book.site.sources[source.item, source.key],
            title_of(source, book.viewer),
            _joined((source.note,)),
            _joined((source.publisher, source.author, when)),
            _tongue(language_of_title(source)),
            titled=True,
            keys=_joined((source.key, source.origin, *_words_of_address(source.locator))),
        )


def _tongue(code: str | None) -> str:
    return tongue(code) if code else ""


def _items(book: Book) -> Iterator[Document]:
    for view in book.shelves.held:
        title = view.title or book.words("sources.untitled")
        under = _joined((view.item.publisher, view.item.author, view.published if view.item.published else ""))
        language = _tongue(view.item.language) if view.title else ""
        notes, key = view.item.notes or "", view.item.sha256
        yield Document("item", view.href, title, notes, under, language, titled=True, keys=key)


def _statement(said: Said, book: Book) -> Document:
    viewer, words, statement = book.viewer, book.words, said.statement
    when = viewer.said_when(said)
    about = (words.word("side", statement.said_by), written(when.date, words) if when else "")
    standing = "" if said.standing is Standing.STANDING else words.word("standing", said.standing)
    return Document(
        group=said.kind,
        href=book.site.statements[said.id],
        title=_title(said, book),
        text=_text(said, book),
        under=_joined((speakers_of(statement), *about)),
        language=_tongue(statement.language or viewer.item(statement.item).language),
        icon=icon_of(said),
        standing=standing,
        struck=said.standing in STRUCK,
        machine=said.reading == "machine",
        keys=_joined((statement.key, book.site.anchors[said.id], *(link.name for link in statement.speakers), *statement.cited)),
    )  # fmt: skip


def _title(said: Said, book: Book) -> str:
    """What it says; of a withdrawal, with what it concerns."""
    return pointed(said, book.viewer).text if said.target_ids else book.viewer.summary(said)


def _text(said: Said, book: Book) -> str:
    """The quote in its context, and the words of the fields that are not already in the summary."""
    shown = book.viewer.summary(said).casefold()
    passage = book.passages.get(said.id)
    if passage is not None:
        text = f"{passage.before[-120:]}{passage.quote}{passage.after[:120]}"
    else:
        text = str(getattr(said.statement.span, "quote", "") or "")
    parts = [text] if re.search(r"[^\W\d_]", text) and text.casefold() not in shown else []
    for name in _ALSO:
        value = getattr(said.statement, name, None)
        word = ", ".join(value) if isinstance(value, tuple) else value
        if isinstance(word, str) and word.casefold() not in shown and not any(word in part for part in parts):
            parts.append(word)
    return _cut(" · ".join(part for part in parts if part))


def _cut(text: str) -> str:
    """At most LONGEST characters, cut between words."""
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def _joined(parts: Iterable[str | None]) -> str:
    return " · ".join(dict.fromkeys(part for part in parts if part))


def _words_of_address(locator: str | None) -> Iterable[str]:
    """What can be read in an address: its host and the words of its path."""
    return re.findall(r"[^\W_]{3,}", re.sub(r"^\w+://", "", locator)) if locator else ()


def _doors(book: Book) -> Iterator[tuple[str, list[tuple[str, str, int]]]]:
    """What the report holds, as lists of links with counts: the search of a reader without scripts."""
    words, material = book.words, book.material
    parts = [(name, words(f"nav.{key}"), 0) for name, key in book.menu if name != "search.html"]
    yield words("nav.pages"), parts
    counts = Counter(said.kind for said in material.said)
    kinds = [(f"statements-{kind}.html", words.word("kind", kind), counts[kind]) for kind in KINDS if counts[kind]]
    yield words("statements.by_kind"), kinds
    sides = Counter(said.statement.said_by for said in material.said)
    yield words("sources.side"), [(f"side-{side.value}.html", words.word("side", side), sides[side]) for side in Side if sides[side]]  # fmt: skip
    yield words("search.subjects"), list(islice(_counted(book), DOORS))
    register = [("register.html", words("register.title"), len(material.sources))] if material.sources else []
    items = [
        (view.href, view.title or words("sources.untitled"), view.statements) for view in book.shelves.held[:DOORS]
    ]
    yield words("sources.title"), list(chain(register, items))
