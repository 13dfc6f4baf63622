#!/usr/bin/env python3
"""Checks one proof that a file is in a signed record. Use: python3 verify.py PROOF --key VKEY [--item FILE].

This file needs Python 3.11 and the library `cryptography`, and nothing else: no case, no network, no other program. Take it,
and the key, from elsewhere than the proof: whoever sends you all three can make all three up.

The proof is a C2SP tlog-proof (https://c2sp.org/tlog-proof). Checked are: its one form; the signature of the head (checkpoint)
by the key of the log it names; the entry in the tree under that head (RFC 6962); the file, by the SHA-256 the entry names.
Exit code: 0 all of it, 7 not a proof, 11 not consistent, 13 consistent but the key is not known to you, 2 wrong call, 5 no file.
"""

import argparse
import hashlib
import json
import sys
from base64 import b32encode, b64decode, b64encode
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

P = 2**255 - 19
# y of the points of order 1, 2, 4 and 8: under such a key one signature fits many texts.
Y8 = int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little")
SMALL = {0, 1, P - 1, Y8, P - Y8}


def need(holds: object, what: str) -> None:
    """Go on only where this holds."""
    if not holds:
        raise ValueError(what)


def sha256(data: bytes) -> bytes:
    """The hash used throughout."""
    return hashlib.sha256(data).digest()


def unbase64(text: bytes) -> bytes:
    """The bytes of a base64 text, which must be the one text that they have."""
    value = b64decode(text, validate=True)
    need(b64encode(value) == text, "base64 is not canonical")
    return value


def sound(point: bytes) -> bool:
    """True for a canonical encoding of a point that is not of small order."""
    y = int.from_bytes(point, "little") & ((1 << 255) - 1)
    return len(point) == 32 and y < P and y not in SMALL


def read_key(vkey: str) -> tuple[str, bytes, bytes]:
    """Name, key id and public key of a log's key (C2SP signed-note, type 1); the name must be made from the key."""
    name, key_id, value = vkey.split("+", 2)
    raw = unbase64(value.encode())
    need(len(raw) == 33 and raw[0] == 1 and sound(raw[1:]), "the key is not a sound Ed25519 key")
    made = "aigaq.invalid/" + b32encode(sha256(raw[1:])[:16]).decode().rstrip("=").lower()
    short = sha256(name.encode() + b"\n" + raw)[:4]
    need(name == made and key_id == short.hex(), "the key's name or id does not fit the key")
    return name, short, raw[1:]


def check_head(checkpoint: bytes, vkey: str) -> tuple[int, bytes, bytes, int]:
    """Size and root of a signed head, the file that time stamps are of, and how many signatures of others it bears."""
    name, key_id, key = read_key(vkey)
    text, _, tail = checkpoint.decode().rpartition("\n\n")
    origin, size, root = text.split("\n")
    need(origin == name, "the key in the proof is not that of the log")
    need(size == str(int(size)) and len(unbase64(root.encode())) == 32, "the head is not in its one form")
    lines = [line.split(" ") for line in tail[:-1].split("\n")]
    fit = (len(one) == 3 and one[0] == "—" and one[1].split() == [one[1]] and "+" not in one[1] for one in lines)
    need(tail.endswith("\n") and len(lines) <= 64 and all(fit), "the head is not in its one form")
    need(min(checkpoint.decode().replace("\n", " ")) >= " ", "the head holds control characters")
    raw = [unbase64(one[2].encode()) for one in lines]
    own = [value for one, value in zip(lines, raw, strict=True) if one[1] == name]
    need(len(own) == 1 and all(len(value) > 4 for value in raw), "the head is not signed once by its log")
    need(own[0][:4] == key_id and len(own[0]) == 68 and sound(own[0][4:36]), "the signature is not the log key's")
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(own[0][4:], text.encode() + b"\n")
    except InvalidSignature:
        raise ValueError("the signature is not the log key's") from None
    kept = f"{text}\n\n— {name} {b64encode(own[0]).decode()}\n"
    return int(size), unbase64(root.encode()), kept.encode(), len(lines) - 1


def check_path(index: int, size: int, leaf: bytes, path: list[bytes], root: bytes) -> None:
    """The audit path leads from the leaf to the root (RFC 9162 section 2.1.3.2)."""
    node, last = index, size - 1
    need(0 <= index < size and len(path) <= 63 and all(len(one) == 32 for one in path), "no audit path of this tree")
    for step in path:
        need(last, "the audit path is too long")
        if node & 1 or node == last:
            leaf = sha256(b"\1" + step + leaf)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            leaf = sha256(b"\1" + leaf + step)
        node, last = node >> 1, last >> 1
    need(last == 0 and leaf == root, "the entry is not under the signed head")


def check(data: bytes) -> dict[str, Any]:
    """Everything that needs no key from elsewhere; what was found."""
    above, _, checkpoint = data.partition(b"\n\n")
    _, first, second, *path = above.split(b"\n")
    need(first[:6] == b"extra " and second == b"index %d" % int(second[6:]), "the proof lacks extra or index")
    raw = unbase64(first[6:])
    extra = json.loads(raw)
    need(json.dumps(extra, sort_keys=True, separators=(",", ":")).encode() == raw, "extra is not in its one form")
    need(list(extra) == ["entry", "log", "tokens", "v"] and raw.endswith(b',"v":1}'), "extra is of another version")
    stamps = {name: unbase64(text.encode()) for name, text in extra["tokens"].items()}
    need(all(sha256(stamp).hex() == name for name, stamp in stamps.items()), "a time stamp was changed")
    size, root, kept, others = check_head(checkpoint, extra["log"])
    entry = extra["entry"].encode("ascii")
    check_path(int(second[6:]), size, sha256(b"\0" + entry), [unbase64(one) for one in path], root)
    return {
        "entry": json.loads(entry),
        "key": extra["log"],
        "size": size,
        "head": kept,
        "stamps": stamps,
        "others": others,
    }


def main() -> int:
    """Check, and say what is proved and what is not; returns the exit code."""
    parser = argparse.ArgumentParser(description="Checks a proof that a file is in a signed record.")
    parser.add_argument("proof", type=Path, help="the proof, *.tlog-proof")
    parser.add_argument("--key", default="", help="the log's key, name+id+base64, from elsewhere than the proof")
    parser.add_argument("--item", type=Path, help="the file that the proof should be of")
    parser.add_argument(
        "--stamps", type=Path, metavar="DIR", help="write the head and its time stamps into this folder"
    )
    given = parser.parse_args()
    data = given.proof.read_bytes()
    if not data.startswith(b"c2sp.org/tlog-proof@v1\n"):
        print("NOT A PROOF")
        return 7
    try:
        found = check(data)
        if given.item:
            with given.item.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            need(found["entry"]["item"] == digest, "the file is not the one that the entry names")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        print("NOT CONSISTENT:", ascii(str(error)))
        return 11
    print("entry      ", json.dumps(found["entry"]))
    print("PROVED      it is under a head of", found["size"], "entries, signed by", found["key"])
    print("PROVED      the file given is the item that it names\n" if given.item else "", end="")
    print("NOT CHECKED", len(found["stamps"]), "time stamps, and", found["others"], "signatures of others")
    for name, stamp in found["stamps"].items() if given.stamps else ():
        (given.stamps / "head").write_bytes(found["head"])
        (given.stamps / f"{name}.tsr").write_bytes(stamp)
        print(f"to check it: openssl ts -verify -data head -in {name}.tsr -CAfile ROOTS")
    print("NOT PROVED  that what the file says is true, or who made it; that nothing else was left out")
    print(
        "NOT PROVED  when: the time in the entry is the claim of a computer; time stamps are checked with --stamps DIR"
    )
    print("NOT PROVED  whose key it is: it, and this program, must come from elsewhere than the proof")
    if given.key.strip() != found["key"]:
        print("CONSISTENT,", "NOT SIGNED BY THE KEY YOU GAVE" if given.key else "KEY NOT KNOWN TO YOU")
        return 13
    print("VALID")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except OSError as error:
        print(error, file=sys.stderr)
        sys.exit(5)
