"""Makes the vectors of docs/formats/proof.md and anchors.md from those of entries.md, by hashlib, json and the C2SP texts.

    python tests/vectors/make_proof.py          prints both

It uses nothing of aigaq, so what our code writes is compared with something else (tests/vectors/test_vectors.py).
"""

from __future__ import annotations

import json
import re
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

FORMATS = Path(__file__).resolve().parents[2] / "docs" / "formats"
# DER of TimeStampReq (RFC 3161 section 2.4.1): version 1, imprint {SHA-256, hash}, certReq TRUE.
REQUEST = "30390201013031300d060960864801650304020105000420{imprint}0101ff"


def read(name: str) -> list[dict[str, Any]]:
    """The vectors of a page."""
    text = (FORMATS / name).read_text(encoding="utf-8")
    return [json.loads(block) for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL)]


def proof_vector() -> dict[str, Any]:
    """The proof of the second entry of the log of entries.md."""
    vectors = read("entries.md")
    entries = [one["entry"] for one in vectors if one["vector"] == "entry"]
    head = next(one for one in vectors if one["vector"] == "head")
    extra = {"entry": entries[1], "log": head["vkey"], "tokens": {}, "v": 1}
    text = json.dumps(extra, sort_keys=True, separators=(",", ":"))
    sibling = sha256(b"\0" + entries[0].encode()).digest()
    lines = [
        "c2sp.org/tlog-proof@v1",
        f"extra {b64encode(text.encode()).decode()}",
        "index 1",
        b64encode(sibling).decode(),
    ]
    return {"vector": "proof", "key": head["vkey"], "proof": "\n".join([*lines, "", head["note"]])}


def anchor_vector() -> dict[str, Any]:
    """Where the anchors of the head of entries.md lie, and what an authority is asked."""
    head = next(one for one in read("entries.md") if one["vector"] == "head")
    digest = sha256(head["note"].encode()).hexdigest()
    return {
        "vector": "anchor",
        "checkpoint": f"logs/{head['folder']}/checkpoints/{head['size']}-{head['root']}",
        "folder": f"anchors/{digest}",
        "request": REQUEST.format(imprint=digest),
    }


def main() -> None:
    """Print both as they stand in the docs."""
    for vector in (proof_vector(), anchor_vector()):
        sys.stdout.write(f"```json\n{json.dumps(vector, indent=2, ensure_ascii=False)}\n```\n\n")


if __name__ == "__main__":
    main()
