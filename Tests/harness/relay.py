"""What goes between a browser and a server, listened to, cut off and let through again."""

from __future__ import annotations

import re
import socket
import threading
from dataclasses import dataclass

RANGE = re.compile(rb"GET (/media/\S+) HTTP/1\.1\r\n(?:[^\r\n]+\r\n)*?range: bytes=(\d+)-", re.I)
PART = re.compile(rb"HTTP/1\.1 206 [^\r\n]*\r\n(?:[^\r\n]+\r\n)*?content-range: bytes (\d+)-(\d+)/(\d+)", re.I)
HEAD_BYTES = 8_192  # longer than any head that is looked for


@dataclass(frozen=True)
class Part:
    """What a 206 brought: its first and last byte, and how many the file has."""

    first: int
    last: int
    of: int


class Relay:
    """Listens on a port of its own and passes bytes on to a server, both ways.

    - Parameter pace: how many bytes a second come to a browser on one connection.
    """

    def __init__(self, port: int, pace: int = 100_000_000) -> None:
        self.target = port
        self.pace = pace
        self.asked: list[tuple[str, int]] = []  # media by path, and from which byte on
        self.parts: list[Part] = []  # in the order they were answered
        self.is_cut = False
        self._ends: set[socket.socket] = set()
        self._is_over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        """Breaks what is connected; nobody gets through until `mend`."""
        self.is_cut = True
        for end in list(self._ends):
            _shut(end)

    def mend(self) -> None:
        self.is_cut = False

    def close(self) -> None:
        self._is_over.set()
        _shut(self._listener)
        self._listener.close()
        self.cut()

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                if self.is_cut:
                    raise ConnectionRefusedError
                server = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                client.close()
                continue
            self._ends |= {client, server}
            for source, to, hear in ((client, server, self._hear_asking), (server, client, self._hear_answer)):
                threading.Thread(target=self._pass, args=(source, to, hear), daemon=True).start()

    def _pass(self, source: socket.socket, to: socket.socket, hear) -> None:
        """Until one end is gone; a head may come in pieces."""
        heard = b""
        try:
            while piece := source.recv(65_536):
                heard = hear(heard + piece)[-HEAD_BYTES:]
                to.sendall(piece)
                if hear == self._hear_answer:
                    self._is_over.wait(len(piece) / self.pace)
        except OSError:
            pass
        for end in (source, to):
            _shut(end)
        self._ends.discard(source)
        source.close()

    def _hear_asking(self, heard: bytes) -> bytes:
        while found := RANGE.search(heard):
            self.asked.append((found[1].decode(), int(found[2])))
            heard = heard[found.end() :]
        return heard

    def _hear_answer(self, heard: bytes) -> bytes:
        while found := PART.search(heard):
            self.parts.append(Part(*(int(number) for number in found.groups())))
            heard = heard[found.end() :]
        return heard


def _shut(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # the other side was first
