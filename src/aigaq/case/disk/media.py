"""A first guess of a media type by the end of a file name; the table is data/media.toml."""

from __future__ import annotations

from functools import cache

UNKNOWN = "application/octet-stream"


@cache
def _types() -> dict[str, str]:
    import tomllib
    from importlib.resources import files

    text = (files("aigaq.case") / "data" / "media.toml").read_text("utf-8")
    return {str(name): str(media) for name, media in tomllib.loads(text)["types"].items()}


@cache
def _by_ending(ending: str) -> str:
    return _types().get(ending, UNKNOWN)


def media_of(file_name: str) -> str:
    """The media type a file of this name most likely has; `application/octet-stream` where that is open."""
    _, dot, ending = file_name.rpartition(".")
    return _by_ending(ending.lower()[:8]) if dot else UNKNOWN
