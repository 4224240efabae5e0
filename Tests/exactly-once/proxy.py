"""A wire between clients and server that can be cut, and stopped for a while."""

from __future__ import annotations

import asyncio


class Wire:
    """One client's connection through the proxy."""

    def __init__(self, client: asyncio.StreamWriter, server: asyncio.StreamWriter) -> None:
        self.ends = (client, server)
        self.is_deaf = False  # what the server says is lost; what the client says arrives
        self.flows = asyncio.Event()  # clear: nothing passes either way, and nothing is lost
        self.flows.set()

    def cut(self) -> None:
        """Breaks both ends at once, with a reset and no goodbye."""
        self.flows.set()
        for end in self.ends:
            end.transport.abort()


class Proxy:
    """Listens where clients connect and passes bytes on to wherever the server is."""

    def __init__(self) -> None:
        self.target: int | None = None  # the server's port; None while it is dead
        self.wires: set[Wire] = set()
        self.port = 0

    async def start(self) -> None:
        self._listener = await asyncio.start_server(self._connect, "127.0.0.1", 0, backlog=512)
        self.port = self._listener.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        self._listener.close()
        for wire in list(self.wires):
            wire.cut()

    async def cut_between_delivery_and_answer(self, wire: Wire, seconds: float) -> None:
        """For `seconds` the server hears the client but not the other way round; then a cut."""
        wire.is_deaf = True
        try:
            await asyncio.sleep(seconds)
        finally:  # nobody may stay deaf when the storm ends meanwhile
            wire.cut()

    async def stall(self, wire: Wire, seconds: float) -> None:
        """For `seconds` nothing passes; then all of it does."""
        wire.flows.clear()
        try:
            await asyncio.sleep(seconds)
        finally:
            wire.flows.set()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if self.target is None:
                raise ConnectionRefusedError
            server_reader, server = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        wire = Wire(writer, server)
        self.wires.add(wire)
        try:
            await asyncio.gather(
                self._pass(wire, reader, server),
                self._pass(wire, server_reader, writer, deafens=True),
            )
        except OSError:
            pass  # either end broke: so does the other
        finally:
            wire.cut()
            self.wires.discard(wire)

    async def _pass(
        self,
        wire: Wire,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        deafens: bool = False,
    ) -> None:
        while data := await reader.read(65_536):
            await wire.flows.wait()
            if deafens and wire.is_deaf:
                continue
            if writer.transport.is_closing():
                break
            writer.write(data)
            await writer.drain()
        raise ConnectionResetError
