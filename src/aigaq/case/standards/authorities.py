"""Asking a time-stamping authority over the network (RFC 3161 section 3.4). The only module of the room that opens a connection.

Nothing calls it but `aigaq anchor --online`, and that names the hosts first. No redirect is followed, as it would lead
to a host that was not named; an answer has a size and a time within which it must come. Proved by an authority on
loopback that answers well, badly, slowly and too much (tests/case/test_anchoring.py).
"""

from __future__ import annotations

import http.client
import tomllib
import urllib.error
import urllib.request
from dataclasses import dataclass
from importlib import resources
from typing import IO
from urllib.parse import urlsplit

from aigaq.case.standards.tokens import MAX_TOKEN
from aigaq.errors import Error, UsageError

SECONDS = 20.0
_TYPE = "application/timestamp-query"


@dataclass(frozen=True, slots=True)
class Authority:
    """One authority: what it is called, and where it answers."""

    name: str
    url: str

    @property
    def host(self) -> str:
        """The host that is asked."""
        return urlsplit(self.url).netloc


def known_authorities() -> tuple[Authority, ...]:
    """Those that are asked where nobody names another: data/authorities.toml."""
    text = (resources.files("aigaq.case") / "data" / "authorities.toml").read_text(encoding="utf-8")
    return tuple(Authority(one["name"], one["url"]) for one in tomllib.loads(text)["authority"])


def authority_at(url: str) -> Authority:
    """The authority at an address. UsageError where this is none that can be asked."""
    try:
        parts = urlsplit(url)
        sound = (
            parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and "@" not in parts.netloc
        )
    except ValueError:
        sound = False
    if not sound or not url.isascii() or not url.isprintable() or " " in url:
        raise UsageError(
            "not the address of an authority", where=url, hint="an address begins with https:// or http://"
        )
    return Authority(urlsplit(url).netloc, url)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> None:
        """None: the answer is then an error like any other."""
        return


def ask(authority: Authority, request: bytes, *, seconds: float = SECONDS) -> bytes:
    """What the authority answers, not checked. Error where it does not, or with more than a time stamp may have."""
    asked = urllib.request.Request(authority.url, data=request, headers={"Content-Type": _TYPE})  # noqa: S310 - see authority_at
    opener = urllib.request.build_opener(_NoRedirect())
    try:
        with opener.open(asked, timeout=seconds) as answer:
            data: bytes = answer.read(MAX_TOKEN + 1)
    except urllib.error.HTTPError as error:
        raise Error(f"the authority answered with status {error.code}", where=authority.host) from None
    except TimeoutError:
        raise Error("the authority did not answer in time", where=authority.host) from None
    except (OSError, http.client.HTTPException) as error:
        slow = isinstance(getattr(error, "reason", None), TimeoutError)
        what = "the authority did not answer in time" if slow else "the authority could not be reached"
        raise Error(what, where=authority.host) from None
    if len(data) > MAX_TOKEN:
        raise Error("the authority answered with more than a time stamp", where=authority.host)
    return data
