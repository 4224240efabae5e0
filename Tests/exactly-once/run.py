"""Senders, a server killed again and again, cut wires; then the books are balanced.

    run.py --kills 5 --seed 7 --senders 20 --in-flight 8 --hubbub .build/debug/hubbub
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "harness"))

import ledger as books  # noqa: E402
from api import Api  # noqa: E402
from ledger import Ledger  # noqa: E402
from member import Member  # noqa: E402
from proxy import Proxy  # noqa: E402
from server import DEFAULT_BINARY, Seeded, Server  # noqa: E402

LISTENERS = 4  # members who only listen
ROOMS = 4
LIFE_SECONDS = (0.3, 1.5)  # how long the server lives between two kills
CUT_SECONDS = (0.05, 0.3)  # from one cut wire to the next
SETTLE_SECONDS = 60  # for the last answers, and for the last member to catch up
REPEATED_AT_THE_END = 400  # keys that are sent once more


class Run:
    """One server, its members, and what is done to them."""

    def __init__(self, options: argparse.Namespace, folder: Path) -> None:
        self.options = options
        self.random = random.Random(options.seed)
        self.ledger = Ledger()
        self.proxy = Proxy()
        data = folder / "data"
        seeded = Seeded(options.hubbub, data, users=options.senders + LISTENERS, rooms=ROOMS)
        self.rooms, self.tokens = seeded.rooms, dict(zip(seeded.names, seeded.tokens))
        self.server = Server(options.hubbub, data, environment={"HUBBUB_RATE_LIMITS": "off"})
        self.members: list[Member] = []
        self.slowest_start = 0.0

    async def whole(self) -> None:
        """All of it: the storm, the calm after it, the judgement."""
        await self.proxy.start()
        for name, token in list(self.tokens.items())[: self.options.senders + LISTENERS]:
            seed = f"{self.options.seed}-{name}"
            self.members.append(Member(name, token, self.proxy.port, self.ledger, seed))
        await self._start_server()
        listening = [asyncio.create_task(member.live()) for member in self.members]
        try:
            await self._storm()
            await self._kill()
            await self._start_server()
            histories = await self._histories()
            await self._caught_up(histories)
            await self._repeat_keys()
            self._judge(histories)
        finally:
            for task in listening:
                task.cancel()
            await asyncio.gather(*listening, return_exceptions=True)
            await self.proxy.stop()
            self.server.kill()

    # -- the storm

    async def _storm(self) -> None:
        """Sends until all kills are done, then until everything sent is answered."""
        stop = asyncio.Event()
        cutting = asyncio.create_task(self._cut_wires())
        sending = [
            asyncio.create_task(member.send_for_ever(self.rooms, slot, stop))
            for member in self.members[: self.options.senders]
            for slot in range(self.options.in_flight)
        ]
        for _ in range(self.options.kills):
            await asyncio.sleep(self.random.uniform(*LIFE_SECONDS))
            await self._kill()
            await self._start_server()
        await asyncio.sleep(LIFE_SECONDS[0])
        cutting.cancel()
        stop.set()
        done, late = await asyncio.wait(sending, timeout=SETTLE_SECONDS)
        for task in late:
            task.cancel()
        for problem in filter(None, (task.exception() for task in done)):
            self.ledger.fault(books.PROTOCOL, str(problem))
        if late:
            self.ledger.fault(books.HISTORY, f"{len(late)} sends were never answered")

    async def _cut_wires(self) -> None:
        while True:
            await asyncio.sleep(self.random.uniform(*CUT_SECONDS))
            wires = sorted(self.proxy.wires, key=id)
            if not wires:
                continue
            self.ledger.counts["cuts"] += 1
            wire = self.random.choice(wires)
            seconds = self.random.uniform(0, 0.03)
            await self.proxy.cut_between_delivery_and_answer(wire, seconds)

    async def _kill(self) -> None:
        unanswered = sum(message.answer is None for message in self.ledger.messages.values())
        self.ledger.counts["unanswered at a kill"] += unanswered
        if not self.server.is_running():
            self.ledger.fault(books.PROTOCOL, f"the server ended: {self.server.errors()[-1000:]}")
        await asyncio.to_thread(self.server.kill)
        self.proxy.target = None
        self.ledger.counts["kills"] += 1

    async def _start_server(self) -> None:
        await asyncio.to_thread(self.server.start)
        self.slowest_start = max(self.slowest_start, self.server.start_seconds)
        self.proxy.target = self.server.port
        for member in self.members:
            member.server_url = self.server.url

    # -- the calm

    async def _histories(self) -> dict[str, list[dict]]:
        api = Api(self.server.url, self.members[-1].token)
        return {room: await asyncio.to_thread(api.history, room) for room in self.rooms}

    async def _caught_up(self, histories: dict[str, list[dict]]) -> None:
        """Waits until every member has heard every room to its end."""
        ends = {f"conversation:{room}": items[-1]["seq"] for room, items in histories.items() if items}
        deadline = time.monotonic() + SETTLE_SECONDS
        while time.monotonic() < deadline:
            if all(m.streams[t].last >= end for m in self.members for t, end in ends.items()):
                await asyncio.sleep(0.3)  # long enough for a double to show itself
                return
            await asyncio.sleep(0.05)
        self.ledger.fault(books.STREAMS, f"not caught up after {SETTLE_SECONDS} s")

    async def _repeat_keys(self) -> None:
        """Sends keys of long ago again, with their text and with another."""
        acknowledged = self.ledger.acknowledged()
        sample = self.random.sample(acknowledged, min(REPEATED_AT_THE_END, len(acknowledged)))
        authors = {member.name: member for member in self.members}
        for message in sample:
            author = authors[message.author]
            self.ledger.answered(message, await author.deliver(message))
            code = await author.refusal_of(message, message.text + "!")
            if code != "key_reused":
                self.ledger.fault(books.KEY_REUSED, f"{message.key}: {code}")

    # -- the judgement

    def _judge(self, histories: dict[str, list[dict]]) -> None:
        for room, history in histories.items():
            books.judge_history(self.ledger, room, history)
            for member in self.members:
                topic = f"conversation:{room}"
                stream = member.streams[topic]
                books.judge_stream(self.ledger, member.name, topic, stream, history)
        books.judge_sent_order(self.ledger)
        counts = self.ledger.counts
        for name in ("cuts", "retries", "unanswered at a kill", "repeated answers", "deliveries"):
            if not counts[name]:
                self.ledger.fault(books.MEANT, f"no {name}")
        if len(self.ledger.acknowledged()) < 20 * counts["kills"]:
            self.ledger.fault(books.MEANT, f"{len(self.ledger.acknowledged())} acknowledged only")


def report(run: Run, seconds: float) -> int:
    """Prints the books; returns how many claims do not hold."""
    counts = run.ledger.counts
    figures = {"seed": run.options.seed, "kills": counts["kills"], "cuts": counts["cuts"]}
    figures["acknowledged"] = len(run.ledger.acknowledged())
    for name in ("lost", "doubled", "reordered", "untrue", "repeated answers", "retries"):
        figures[name] = counts[name]
    print(" · ".join(f"{name} {value}" for name, value in figures.items()))
    others = sorted(set(counts) - set(figures))
    print("also: " + ", ".join(f"{counts[name]} {name}" for name in others))
    print(f"slowest start {run.slowest_start * 1000:.0f} ms, {seconds:.0f} s in all")
    broken = 0
    for claim in books.CLAIMS:
        faults = run.ledger.faults.get(claim, [])
        broken += bool(faults)
        print(f"{'BROKEN' if faults else 'holds '}  {claim}")
        for fault in faults[:5]:
            print(f"        {fault[:300]}")
        if len(faults) > 5:
            print(f"        and {len(faults) - 5} more")
    print(f"{len(books.CLAIMS) - broken} passed, {broken} failed, 0 skipped")
    return broken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hubbub", default=str(DEFAULT_BINARY))
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--senders", type=int, default=20)
    parser.add_argument("--in-flight", type=int, default=8)
    options = parser.parse_args()
    # A write to a wire that was cut is what this is about, not a thing to warn of.
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        run = Run(options, Path(folder))
        limit = 2 * SETTLE_SECONDS + 60 + 6 * options.kills
        try:
            asyncio.run(asyncio.wait_for(run.whole(), limit))
        except Exception as problem:  # the books so far are worth more than a bare trace
            run.ledger.fault(books.MEANT, f"it did not come to its end: {problem!r}")
        return 1 if report(run, time.monotonic() - began) else 0


if __name__ == "__main__":
    sys.exit(main())
