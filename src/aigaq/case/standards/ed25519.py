"""Ed25519 (RFC 8032) by the `cryptography` library, with the doubtful points refused by ourselves.

Honest verifiers disagree on signatures whose key or R is a point of small order or is not canonically encoded, and
under a small-order key one signature fits many texts. So both are refused wherever a key or signature comes in: the
rules of ed25519-dalek's `verify_strict`. Proved against all CCTV and Wycheproof vectors (tests/case/test_ed25519.py).
"""

from __future__ import annotations

import os

from aigaq.errors import FormatError

P = 2**255 - 19
# The y of the eight points whose order divides 8: orders 4, 1, 2 and twice 8. Either sign of x is of small order too.
_ORDER_8_Y = int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little")
SMALL_ORDER_Y = frozenset({0, 1, P - 1, _ORDER_8_Y, P - _ORDER_8_Y})


def sound(point: bytes) -> bool:
    """True where 32 bytes are a canonical encoding (y < p) of a point that is not of small order."""
    y = int.from_bytes(point, "little") & ((1 << 255) - 1)
    return len(point) == 32 and y < P and y not in SMALL_ORDER_Y


def new_seed() -> bytes:
    """A fresh private key: 32 random bytes."""
    return os.urandom(32)


def public_key(seed: bytes) -> bytes:
    """The 32-byte public key of a private key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(seed: bytes, message: bytes) -> bytes:
    """The 64-byte signature of a message."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def check(key: bytes, message: bytes, signature: bytes) -> bool:
    """True where `signature` is a sound signature of `message` under a sound key. Never raises."""
    if len(signature) != 64 or not sound(key) or not sound(signature[:32]):
        return False
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def require_sound(key: bytes) -> bytes:
    """The key, where it may be used at all; FormatError where it is of small order or not canonical."""
    if not sound(key):
        raise FormatError("the key is not a sound Ed25519 point")
    return key
