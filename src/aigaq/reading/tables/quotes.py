"""Finds a quote a person copied by hand in the text of a held item: exactly, and once.

This serves every language, transcript and scan. Proved by tests/reading/tables/test_quotes.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aigaq.statements.spans import TextSpan
from aigaq.statements.store import Store


class Quotes:
    """Looks quotes up. `names`: ids, file names, paths and locators of the case's items → their ids."""

    def __init__(self, store: Store, names: Mapping[str, tuple[str, ...]]) -> None:
        self._store = store
        self._names = names
        self._ids = sorted({one for ids in names.values() for one in ids})

    def find(self, item: str, quote: str) -> tuple[str, TextSpan] | str:
        """The item and the place of a quote; words where the item or the quote is not found exactly once."""
        items = self._items(item.strip())
        if not items:
            return f"no held item is called {item}"
        if len(items) > 1:
            return f"{len(items)} held items are called {item}: give the id of one"
        if next(self._store.renditions(items[0]), None) is None:
            return f"the item has no text: {item}"
        found = list(self._places(items[0], quote))
        if not found:
            return f"the quote does not stand in item {items[0][:8]}: {_short(quote)}"
        if len(found) > 1:
            return f"the quote stands more than once in item {items[0][:8]}: {_short(quote)}; take more words"
        part, start = found[0]
        return items[0], TextSpan(part=part, start=start, end=start + len(quote), quote=quote)

    def _items(self, name: str) -> tuple[str, ...]:
        if name in self._names:
            return self._names[name]
        short = name.lower()
        if len(short) < 4 or any(sign not in "0123456789abcdef" for sign in short):
            return ()
        return tuple(one for one in self._ids if one.startswith(short))

    def _places(self, item: str, quote: str) -> Iterator[tuple[str, int]]:
        """The first two places of a quote: part and offset, also across the chunks a part is kept in."""
        count, part, rest, begins = 0, "", "", 0
        for part_now, offset, text in self._store.chunks(item):
            if part_now != part:
                part, rest, begins = part_now, "", offset
            window = rest + text
            at = window.find(quote)
            while at >= 0:
                yield part, begins + at
                count += 1
                if count > 1:
                    return
                at = window.find(quote, at + 1)
            keep = min(len(window), len(quote) - 1)
            rest = window[len(window) - keep :]
            begins += len(window) - keep


def _short(quote: str, most: int = 60) -> str:
    return quote if len(quote) <= most else f"{quote[:most]}…"
