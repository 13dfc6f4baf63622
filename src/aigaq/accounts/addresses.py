"""Addresses of publications, told apart only where they are different: for what is held and what is only cited.

Rule: docs/methods/accounts.md, "Sources". Proved by tests/accounts/test_addresses.py.
"""

from __future__ import annotations

from urllib.parse import urlsplit


def address(locator: str) -> str:
    """The form in which two locators of one publication agree; empty where there is none.

    Left out: http or https, the case of the host, the part after #, one slash at the end. Everything else counts, and
    what is no web address (an archive's shelf mark) is compared as it is.
    """
    text = locator.strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return text
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return text
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower()}{parts.path.removesuffix('/')}{query}"
