"""Names and certificates of this machine, for whoever goes through a proxy on it."""

from __future__ import annotations

import http.client
import io
import json
import re
import socket
import ssl
from typing import Any
from urllib.parse import urlsplit

from api import Answer

MOMENT = 0.05  # seconds


def address(host: str) -> str:
    """Where a name leads: `localhost`, and whatever ends so, is this machine (RFC 6761 §6.3).

    Browsers know that; a resolver need not.
    """
    return "127.0.0.1" if host.endswith("localhost") else host


def over_tls(plain: socket.socket, host: str) -> ssl.SSLSocket:
    """TLS over this connection; whoever signed the certificate is trusted."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context.wrap_socket(plain, server_hostname=host)


class Caller(http.client.HTTPConnection):
    """Who asks over https from an address of their own, on one connection."""

    def __init__(self, url: str, source: str = "127.0.0.1", token: str | None = None) -> None:
        parts = urlsplit(url)
        super().__init__(parts.hostname, parts.port, timeout=20)
        self.source = source
        self.token = token

    def connect(self) -> None:
        to = (address(self.host), self.port)
        plain = socket.create_connection(to, self.timeout, (self.source, 0))
        self.sock = over_tls(plain, self.host)

    def __enter__(self) -> "Caller":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> Answer:
        """Sends `body` as JSON, bytes as they are; exactly these headers, beside who asks."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        kind = {"Content-Type": "application/json"} if data is not None else {}
        who = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        self.putrequest(method, path, skip_accept_encoding=True)
        for name, value in {**kind, **who, **(headers or {})}.items():
            self.putheader(name, value)
        if data is not None:
            self.putheader("Content-Length", str(len(data)))
        self.endheaders(data)
        return self.answer()

    def begin(self, method: str, path: str, count: int) -> None:
        """Sends what goes before a body of so many bytes; `send` takes that, and `answer` waits."""
        self.putrequest(method, path)
        self.putheader("Authorization", f"Bearer {self.token}")
        self.putheader("Content-Length", str(count))
        self.endheaders()

    def send_until_answered(self, piece: bytes, times: int) -> Answer:
        """Sends this again and again, at most so often, and stops as soon as something comes back.

        With a moment between two, as on any network: who sends as fast as this machine can may be
        cut off before a proxy has looked for an answer.
        """
        heard = b""
        for _ in range(times):
            try:
                self.send(piece)
                heard = self._heard()
            except OSError:  # the other side has heard enough, and said why
                heard = self.sock.recv(65_536)
            if heard:
                break
        while b"\r\n\r\n" not in heard or len(heard) < _length(heard):
            more = self.sock.recv(65_536)
            assert more, f"the answer ends in {heard[-200:]!r}"
            heard += more
        response = http.client.HTTPResponse(_Heard(heard))
        response.begin()
        return Answer(response.status, response.headers, response.read())

    def _heard(self) -> bytes:
        """What has come by now or comes in a moment; TLS speaks for itself too, which is nothing."""
        self.sock.settimeout(MOMENT)
        try:
            return self.sock.recv(65_536)
        except TimeoutError:
            return b""
        finally:
            self.sock.settimeout(self.timeout)

    def answer(self) -> Answer:
        """What comes for what was asked last."""
        response = self.getresponse()
        return Answer(response.status, response.headers, response.read())


class _Heard:
    """Bytes that came, for what reads from a socket."""

    def __init__(self, heard: bytes) -> None:
        self.heard = heard

    def makefile(self, *_: object) -> io.BytesIO:
        return io.BytesIO(self.heard)


def _length(heard: bytes) -> int:
    """Bytes of an answer, as its head says."""
    head = heard.partition(b"\r\n\r\n")[0]
    found = re.search(rb"\r\ncontent-length: *(\d+)", head, re.I)
    return len(head) + 4 + (int(found[1]) if found else 0)
