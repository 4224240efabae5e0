"""A WebSocket of our own, which may break every rule that the tests need broken.

Blocking, one frame at a time. A ping is answered, nothing else is done
behind the caller's back.
"""

from __future__ import annotations

import base64
import os
import socket
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import loopback

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


@dataclass
class Frame:
    """What came in one frame; the server never fragments."""

    opcode: int
    payload: bytes


class Refused(Exception):
    """The upgrade was answered with something else than 101."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        super().__init__(f"upgrade answered {status}: {body[:200]!r}")
        self.status, self.headers, self.body = status, headers, body


class Closed(Exception):
    """The socket ended; 1006 where no close frame came."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"closed with {code} {reason!r}")
        self.code, self.reason = code, reason


class WebSocket:
    """One connection, from the handshake to its end."""

    def __init__(
        self,
        url: str,
        path: str = "/ws",
        headers: dict[str, str] | None = None,
        receive_bytes: int | None = None,
    ) -> None:
        address = urlsplit(url)
        self.is_open = True
        self.answers_pings = True
        self.pings = 0  # that came
        self._in = bytearray()
        self._socket = socket.socket()
        if receive_bytes:  # a small window: the server soon notices that nobody reads
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        self._socket.settimeout(10)
        try:
            self._socket.connect((loopback.address(address.hostname), address.port))
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if address.scheme == "https":
                self._socket = loopback.over_tls(self._socket, address.hostname)
            self._shake_hands(address.netloc, path, headers or {})
        except BaseException:
            self._socket.close()
            raise

    def _shake_hands(self, host: str, path: str, headers: dict[str, str]) -> None:
        fields = {
            "Host": host,
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            **headers,
        }
        lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode())
        while b"\r\n\r\n" not in self._in:
            self._read_more(time.monotonic() + 10)
        head, _, rest = bytes(self._in).partition(b"\r\n\r\n")
        first, *others = head.decode().split("\r\n")
        answered = {name.lower(): value.strip() for name, _, value in (o.partition(":") for o in others)}
        status = int(first.split()[1])
        if status != 101:
            length = int(answered.get("content-length", "0"))
            while len(rest) < length:
                rest += self._socket.recv(65_536)
            raise Refused(status, answered, rest)
        self._in = bytearray(rest)

    # -- out

    def send_bytes(self, data: bytes) -> None:
        """Sends bytes as they are, in no frame."""
        self._socket.sendall(data)

    def send_frame(
        self, opcode: int, payload: bytes, *, final: bool = True, reserved: int = 0, masked: bool = True
    ) -> None:
        """Sends one frame; `reserved` is 1 to 7, the three bits behind FIN."""
        self.send_bytes(frame(opcode, payload, final=final, reserved=reserved, masked=masked))

    def send_text(self, text: str) -> None:
        self.send_frame(TEXT, text.encode())

    # -- in

    def receive_frame(self, timeout: float = 10) -> Frame:
        """The next frame that is no ping; raises `Closed` at the end, `TimeoutError` before."""
        deadline = time.monotonic() + timeout
        while True:
            while (found := self._take_frame()) is None:
                self._read_more(deadline)
            if found.opcode == PING:
                self.pings += 1
                if self.answers_pings:
                    self.send_frame(PONG, found.payload)
            elif found.opcode == CLOSE:
                raise self._closed(found.payload)
            else:
                return found

    def _closed(self, payload: bytes) -> Closed:
        code = int.from_bytes(payload[:2], "big") if payload else 1005
        try:
            self.send_frame(CLOSE, payload[:2])
        except OSError:
            pass  # it was the answer to ours, and the server is gone
        self.disconnect()
        return Closed(code, payload[2:].decode())

    def _take_frame(self) -> Frame | None:
        if len(self._in) < 2:
            return None
        first, second = self._in[0], self._in[1]
        assert first & 0xF0 == 0x80, f"the server sent a fragment or reserved bits: {first:#x}"
        assert second & 0x80 == 0, "the server masked a frame"
        length, start = second & 0x7F, 2
        if length > 125:
            start = 4 if length == 126 else 10
            length = int.from_bytes(self._in[2:start], "big")
        if len(self._in) < start + length:
            return None
        payload = bytes(self._in[start : start + length])
        del self._in[: start + length]
        return Frame(first & 0x0F, payload)

    def _read_more(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("nothing came in time")
        self._socket.settimeout(left)
        try:
            data = self._socket.recv(1 << 20)
        except ConnectionResetError:
            data = b""
        if not data:
            self.disconnect()
            raise Closed(1006, "")
        self._in += data

    # -- the end

    def close(self, code: int = 1000) -> Closed:
        """Says goodbye, and returns what the server answered."""
        self.send_frame(CLOSE, code.to_bytes(2, "big"))
        return self.wait_closed()

    def wait_closed(self, timeout: float = 10) -> Closed:
        """Reads to the end, whatever still comes."""
        deadline = time.monotonic() + timeout
        try:
            while True:
                self.receive_frame(deadline - time.monotonic())
        except Closed as closed:
            return closed

    def disconnect(self) -> None:
        """Closes the connection without a word."""
        self.is_open = False
        self._socket.close()

    def __enter__(self) -> "WebSocket":
        return self

    def __exit__(self, *_: object) -> None:
        self.disconnect()


def frame(
    opcode: int, payload: bytes, *, final: bool = True, reserved: int = 0, masked: bool = True
) -> bytes:
    """The bytes of one frame (RFC 6455 §5.2)."""
    head = bytearray([final << 7 | reserved << 4 | opcode])
    bit = masked << 7
    if len(payload) < 126:
        head.append(bit | len(payload))
    elif len(payload) < 1 << 16:
        head += bytes([bit | 126]) + len(payload).to_bytes(2, "big")
    else:
        head += bytes([bit | 127]) + len(payload).to_bytes(8, "big")
    if not masked:
        return bytes(head) + payload
    key = os.urandom(4)
    stretched = (key * (len(payload) // 4 + 1))[: len(payload)]
    hidden = int.from_bytes(payload, "big") ^ int.from_bytes(stretched, "big")
    return bytes(head) + key + hidden.to_bytes(len(payload), "big")
