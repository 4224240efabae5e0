"""What is done to the server and to the wires while people talk."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator

import ledger as books
from ledger import Ledger
from proxy import Proxy
from server import Server

LIFE_SECONDS = (0.3, 1.5)  # how long the server lives between two ends
CUT_SECONDS = (0.05, 0.3)  # from one cut or stalled wire to the next
STALL_SECONDS = (0.1, 0.8)
STALLED = 0.3  # of the wires that something is done to
KILLED_BY = (0.0, 0.3)  # seconds after a SIGTERM whose drain a kill interrupts
DRAIN_SECONDS = 15
# How the lives of a server end: in a new order every five.
ENDS = ["kill", "kill", "drain", "drain", "drain killed"]


class Storm:
    """One server behind two proxies: one for sockets, one for requests over HTTP."""

    def __init__(self, server: Server, ledger: Ledger, seed: int) -> None:
        self.server = server
        self.ledger = ledger
        self.random = random.Random(f"{seed}-storm")
        self.sockets, self.requests = Proxy(), Proxy()
        self.slowest_start = 0.0
        self._ends = self._order_of_ends()
        self._cutting: list[asyncio.Task[None]] = []

    @property
    def ports(self) -> tuple[int, int]:
        return self.sockets.port, self.requests.port

    async def open(self) -> None:
        for proxy in (self.sockets, self.requests):
            await proxy.start()
        await self.start_server()

    async def close(self) -> None:
        self.calm()
        for proxy in (self.sockets, self.requests):
            await proxy.stop()
        self.server.kill()

    async def rage(self, ends: int) -> None:
        """Cuts and stops wires until so many lives of the server are over."""
        for proxy in (self.sockets, self.requests):
            self._cutting.append(asyncio.create_task(self._cut_wires(proxy)))
        for _ in range(ends):
            await asyncio.sleep(self.random.uniform(*LIFE_SECONDS))
            await self.end_server(next(self._ends))
            await self.start_server()
        await asyncio.sleep(LIFE_SECONDS[0])

    def calm(self) -> None:
        for task in self._cutting:
            task.cancel()

    # -- the server

    def _order_of_ends(self) -> Iterator[str]:
        while True:
            yield from self.random.sample(ENDS, len(ENDS))

    async def start_server(self) -> None:
        await asyncio.to_thread(self.server.start)
        self.slowest_start = max(self.slowest_start, self.server.start_seconds)
        for proxy in (self.sockets, self.requests):
            proxy.target = self.server.port

    async def end_server(self, how: str) -> None:
        unanswered = sum(m.answer is None for m in self.ledger.messages.values())
        self.ledger.counts["unanswered at an end"] += unanswered
        if not self.server.is_running():
            self.ledger.fault(books.PROTOCOL, f"the server ended: {self.server.errors()[-1000:]}")
        if how == "kill":
            await asyncio.to_thread(self.server.kill)
        else:
            await self._drain(self.random.uniform(*KILLED_BY) if how == "drain killed" else None)
        for proxy in (self.sockets, self.requests):
            proxy.target = None
        self.ledger.counts[f"ends by {how}"] += 1

    async def _drain(self, killed_after: float | None) -> None:
        drain = asyncio.create_task(asyncio.to_thread(self.server.terminate, DRAIN_SECONDS))
        if killed_after is not None:
            await asyncio.sleep(killed_after)
            await asyncio.to_thread(self.server.kill)
        began = time.monotonic()
        try:
            status = await drain
        except Exception as problem:  # it does not end: the next life needs its folder
            await asyncio.to_thread(self.server.kill)
            status = repr(problem)
        expected = {0} if killed_after is None else {0, -9}
        if status not in expected:
            errors = self.server.errors()[-500:]
            self.ledger.fault(books.DRAIN, f"it ended with {status}: {errors}")
        slowest = self.ledger.counts["slowest drain in ms"]
        self.ledger.counts["slowest drain in ms"] = max(slowest, round(1_000 * (time.monotonic() - began)))

    # -- the wires

    async def _cut_wires(self, proxy: Proxy) -> None:
        while True:
            await asyncio.sleep(self.random.uniform(*CUT_SECONDS))
            wires = sorted(proxy.wires, key=id)
            if not wires:
                continue
            wire = self.random.choice(wires)
            if self.random.random() < STALLED:
                self.ledger.counts["stalls"] += 1
                stall = proxy.stall(wire, self.random.uniform(*STALL_SECONDS))
                self._cutting.append(asyncio.create_task(stall))
            else:
                self.ledger.counts["cuts"] += 1
                await proxy.cut_between_delivery_and_answer(wire, self.random.uniform(0, 0.03))
