"""A time-stamping authority of the test's own: a throw-away root and certificate, answers made by openssl, on loopback.

Everything about it is invented. The answers are another program's, so what is read of them is read of outside truth.
"""

from __future__ import annotations

import http.server
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

_CONFIG = """
[req]
distinguished_name = name
prompt = no
[name]
CN = Invented root
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[stamping]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[mailing]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = critical, timeStamping, emailProtection
[authority]
serial = serial
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""
_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


def openssl(folder: Path, *words: str) -> str:
    """Run openssl; skips where there is none, and fails instead in CI."""
    path = shutil.which("openssl")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("openssl is not installed")
        pytest.skip("openssl is not installed: apt-get install openssl")
    done = subprocess.run([path, *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@dataclass
class Authority:
    """An authority in a folder. `chain`: which certificates the answers carry beside the signer's, in this order."""

    path: Path
    signer: str = "stamping"
    chain: tuple[str, ...] = ()
    asked: list[bytes] = field(default_factory=list)

    @classmethod
    def make(cls, path: Path) -> Authority:
        """A fresh root and its certificates."""
        path.mkdir(parents=True)
        (path / "config").write_text(_CONFIG, encoding="ascii")
        (path / "serial").write_text("01\n", encoding="ascii")
        root = ("-config", "config", "-extensions", "root", "-days", "3650")
        openssl(path, "req", "-x509", *_KEY, "-keyout", "root.key", "-out", "root.pem", *root)
        for name in ("stamping", "mailing"):
            subject = ("-config", "config", "-subj", f"/CN=Invented authority for {name}")
            openssl(path, "req", "-new", *_KEY, "-keyout", f"{name}.key", "-out", f"{name}.csr", *subject)
            signed = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "3000")
            with_usage = ("-extfile", "config", "-extensions", name)
            openssl(path, "x509", "-req", "-in", f"{name}.csr", "-out", f"{name}.pem", *signed, *with_usage)
        return cls(path)

    def reply(self, request: bytes) -> bytes:
        """The answer to a request."""
        self.asked.append(request)
        (self.path / "request.tsq").write_bytes(request)
        words = ["ts", "-reply", "-config", "config", "-section", "authority", "-queryfile", "request.tsq"]
        words += ["-signer", f"{self.signer}.pem", "-inkey", f"{self.signer}.key", "-out", "answer.tsr"]
        if self.chain:
            pem = "".join((self.path / f"{name}.pem").read_text("ascii") for name in self.chain)
            (self.path / "chain.pem").write_text(pem, encoding="ascii")
            words += ["-chain", "chain.pem"]
        openssl(self.path, *words)
        return (self.path / "answer.tsr").read_bytes()

    def stamp(self, data: bytes, *, digest: str = "sha256", certificate: bool = True) -> bytes:
        """A time stamp of these bytes; without its certificate nobody can check it who has it not from elsewhere."""
        (self.path / "data").write_bytes(data)
        asked = ("-cert",) if certificate else ()
        openssl(self.path, "ts", "-query", "-data", "data", f"-{digest}", *asked, "-out", "own.tsq")
        return self.reply((self.path / "own.tsq").read_bytes())

    def unsorted(self) -> Authority:
        """The same authority with two certificates in its answers, in the order in which DER does not want them."""
        from cryptography.hazmat.primitives.serialization import Encoding
        from cryptography.x509 import load_pem_x509_certificate

        ders = {}
        for name in ("root", self.signer):
            pem = (self.path / f"{name}.pem").read_bytes()
            ders[load_pem_x509_certificate(pem).public_bytes(Encoding.DER)] = name
        # openssl puts the signer's first and sends the chain as it stands.
        chain = tuple(ders[der] for der in sorted(ders, reverse=True))
        return Authority(self.path, self.signer, chain)

    def accepts(self, data: Path, token: Path) -> bool:
        """Whether openssl takes the token for this file, by this root."""
        words = ("ts", "-verify", "-data", str(data.resolve()), "-in", str(token.resolve()), "-CAfile", "root.pem")
        try:
            return "Verification: OK" in openssl(self.path, *words)
        except subprocess.CalledProcessError:
            return False


@dataclass
class Answering:
    """How the server answers: `make` turns a request into the body; `status` and `wait` as they say."""

    authority: Authority
    status: int = 200
    wait: float = 0.0
    body: bytes | None = None
    location: str | None = None

    def answer(self, request: bytes) -> bytes:
        """The body of the answer."""
        time.sleep(self.wait)
        return self.authority.reply(request) if self.body is None else self.body


@contextmanager
def serving(answering: Answering) -> Iterator[str]:
    """An authority on loopback for the block; gives its address."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = answering.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(answering.status)
            if answering.location is not None:
                self.send_header("Location", answering.location)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                return  # whoever asked has gone

        def log_message(self, *words: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsr"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
