"""People talk on two devices each, in pairs, groups and a room, and the books are balanced.

They send, edit, delete, react and read while the server is killed and drained
again and again, wires are cut and stopped, and people are taken out of groups.

    run.py --ends 5 --seed 7 --senders 12 --in-flight 5 --hubbub .build/debug/hubbub
    run.py --ends 20 --minutes 10     (one run after the other, each with the next seed)
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "harness"))

import judge  # noqa: E402
import ledger as books  # noqa: E402
from api import Api  # noqa: E402
from cast import Company, gather_company  # noqa: E402
from device import Device  # noqa: E402
from governor import Governor  # noqa: E402
from judge import Conversation, Heard  # noqa: E402
from ledger import Ledger, Message  # noqa: E402
from server import DEFAULT_BINARY, Server  # noqa: E402
from storm import Storm  # noqa: E402
from waiting import becomes  # noqa: E402

SETTLE_SECONDS = 60  # for the last answers, and for the last device to catch up
REPEATED_AT_THE_END = 300  # keys that are sent once more
REQUESTS_AT_A_TIME = 24
# What a run must have seen, or it says little.
NEEDED = ["cuts", "stalls", "retries", "unanswered at an end", "repeated answers", "deliveries"]
NEEDED += ["acknowledged changes", "lost answers over HTTP", "keys sent by two at once", "removals"]
NEEDED += ["admissions", "topics left", "resets", "closes with 4001", "refused to strangers"]
# Those that come without a storm; where it was short, they are waited for.
CALM = ["acknowledged changes", "keys sent by two at once", "removals", "admissions", "topics left"]
CALM += ["refused to strangers"]


class Run:
    """One server, its people, and what is done to them."""

    def __init__(self, options: argparse.Namespace, folder: Path) -> None:
        self.options = options
        self.random = random.Random(options.seed)
        self.ledger = Ledger()
        environment = {"HUBBUB_RATE_LIMITS": "off"}
        self.server = Server(options.hubbub, folder / "data", environment=environment)
        self.storm = Storm(self.server, self.ledger, options.seed)
        self.company = Company([], [], {})

    @property
    def devices(self) -> list[Device]:
        return [device for member in self.company.members for device in member.devices]

    async def whole(self) -> None:
        """All of it: the storm, the calm after it, the judgement."""
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(REQUESTS_AT_A_TIME))
        listening: list[asyncio.Task[None]] = []
        try:
            await self.storm.open()
            self.company = await gather_company(
                self.server.url, self.storm.ports, self.options.senders, self.ledger, self.options.seed
            )
            listening = [asyncio.create_task(device.live()) for device in self.devices]
            await self._until_none(self._not_connected)
            self.devices[-1].forgets = True  # one at least
            await self._talk()
            await self.storm.end_server(self.random.choice(["kill", "drain"]))
            await self.storm.start_server()
            conversations = await asyncio.to_thread(self._conversations)
            await self._until_none(lambda: self._not_caught_up(conversations))
            await self._until_all_is_heard()
            await self._repeat_keys()
            await asyncio.to_thread(self._judge, conversations)
        finally:
            for task in listening:
                task.cancel()
            await asyncio.gather(*listening, return_exceptions=True)
            await self.storm.close()

    async def _until_all_is_heard(self) -> None:
        """What a socket has still to hear comes before the answer to a ping."""
        await asyncio.gather(*(device.ask(lambda *_: {"op": "ping"}) for device in self.devices))

    async def _until_none(self, lacking: Callable[[], list[str]]) -> None:
        """Waits until nothing is lacking any more."""
        found: list[str] = []

        def is_none() -> bool:
            found[:] = lacking()
            return not found

        if not await becomes(is_none, SETTLE_SECONDS):
            self.ledger.fault(books.MEANT, f"after {SETTLE_SECONDS} s there is no {found}")

    def _not_connected(self) -> list[str]:
        return [device.name for device in self.devices if not device.connection]

    async def _talk(self) -> None:
        """All act until the storm is over, then until everything asked is answered."""
        stop = asyncio.Event()
        acting = [
            asyncio.create_task(member.act(device, slot, stop))
            for member in self.company.senders
            for device in member.devices
            for slot in range(self.options.in_flight)
        ]
        for group, (owner, others) in self.company.groups.items():
            seed = f"{self.options.seed}-{group}"
            governor = Governor(group, owner, others, self.ledger, seed)
            acting.append(asyncio.create_task(governor.govern(stop)))
        await self.storm.rage(self.options.ends)
        self.storm.calm()
        await self._until_none(lambda: [name for name in CALM if not self.ledger.counts[name]])
        stop.set()
        done, late = await asyncio.wait(acting, timeout=SETTLE_SECONDS)
        for task in late:
            task.cancel()
        for problem in filter(None, (task.exception() for task in done)):
            self.ledger.fault(books.PROTOCOL, repr(problem))
        if late:
            self.ledger.fault(books.HISTORY, f"{len(late)} were never answered")

    # -- the calm

    def _conversations(self) -> list[Conversation]:
        """Each as two of its members read it."""
        found = []
        for identifier in sorted(self.company.conversations()):
            inside = [m for m in self.company.members if self.ledger.is_in(identifier, m.name)]
            readers = [Api(self.server.url, m.errands.api.token) for m in self.random.sample(inside, 2)]
            history, other = (reader.history(identifier) for reader in readers)
            if list(map(books.shown, history)) != list(map(books.shown, other)):
                self.ledger.fault(books.VIEWS, f"two read another history of {identifier}")
            answer = readers[0].get(f"/api/conversations/{identifier}")
            head = answer.json["conversation"]["lastSeq"]
            found.append(Conversation(identifier, history, head))
        return found

    def _not_caught_up(self, conversations: list[Conversation]) -> list[str]:
        late = self._not_connected()
        for member in self.company.members:
            for conversation in conversations:
                if not self.ledger.is_in(conversation.id, member.name):
                    continue
                for device in member.devices:
                    spell = device.spell(conversation.topic)
                    if spell is None or spell.last < conversation.head:
                        late.append(f"{device.name} at the end of {conversation.topic}")
        return late

    async def _repeat_keys(self) -> None:
        """Sends keys of long ago again, with their first text and with another."""
        acknowledged = self.ledger.acknowledged()
        sample = self.random.sample(acknowledged, min(REPEATED_AT_THE_END, len(acknowledged)))
        authors = {member.name: member for member in self.company.members}
        await asyncio.gather(*(self._repeat(m, authors[m.author].devices) for m in sample))

    async def _repeat(self, message: Message, devices: list[Device]) -> None:
        device = self.random.choice(devices)
        answer = await device.deliver(message, for_sure=True, alone=False)
        self.ledger.answered(message, answer)
        other = message.edits[-1].value if message.edits else f"{message.text}!"
        code = await device.refusal_of(message, other)
        if answer is None or code != "key_reused":
            self.ledger.fault(books.KEY_REUSED, f"{message.key}: {answer}, then {code}")

    # -- the judgement

    def _judge(self, conversations: list[Conversation]) -> None:
        members = self.company.members
        heard = [
            Heard(device.name, member.name, member.id, device.spells, device.views)
            for member in members
            for device in member.devices
        ]
        inside = {
            (conversation, member.name)
            for member in members
            for conversation in member.conversations
            if self.ledger.is_in(conversation, member.name)
        }
        judge.judge(self.ledger, conversations, heard, inside)
        by_id = {conversation.id: conversation for conversation in conversations}
        for member in members:
            bootstrap = Api(self.server.url, member.errands.api.token).get("/api/bootstrap").json
            listed = bootstrap["conversations"]
            if {c["id"] for c in listed} != {c for c, name in inside if name == member.name}:
                self.ledger.fault(books.BARRED, f"{member.name} is shown {[c['id'] for c in listed]}")
            pushed = [device.unread for device in member.devices]
            judge.judge_unread(self.ledger, member.name, by_id, listed, pushed)
        counts = self.ledger.counts
        for name in NEEDED:
            if not counts[name]:
                self.ledger.fault(books.MEANT, f"no {name}")
        ends = sum(count for name, count in counts.items() if name.startswith("ends by"))
        if len(self.ledger.acknowledged()) < 20 * ends:
            self.ledger.fault(books.MEANT, f"{len(self.ledger.acknowledged())} acknowledged only")


def report(run: Run, seconds: float) -> int:
    """Prints the books; returns how many claims do not hold."""
    counts = run.ledger.counts
    figures = {"seed": run.options.seed, "acknowledged": len(run.ledger.acknowledged())}
    for name in ("acknowledged changes", "removals", "admissions", "cuts", "stalls"):
        figures[name] = counts[name]
    for name in ("lost", "doubled", "reordered", "untrue", "heard after a removal"):
        figures[name] = counts[name]
    print(" · ".join(f"{name} {value}" for name, value in figures.items()))
    others = sorted(set(counts) - set(figures))
    print("also: " + ", ".join(f"{counts[name]} {name}" for name in others))
    print(f"slowest start {run.storm.slowest_start * 1000:.0f} ms, {seconds:.0f} s in all")
    broken = 0
    for claim in books.CLAIMS:
        faults = run.ledger.faults.get(claim, [])
        broken += bool(faults)
        print(f"{'BROKEN' if faults else 'holds '}  {claim}")
        for fault in faults[:5]:
            print(f"        seed {run.options.seed}: {fault[:400]}")
        if len(faults) > 5:
            print(f"        and {len(faults) - 5} more")
    print(f"{len(books.CLAIMS) - broken} passed, {broken} failed, 0 skipped")
    return broken


def run_once(options: argparse.Namespace) -> int:
    """Returns how many claims do not hold."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        run = Run(options, Path(folder))
        try:
            limit = 4 * SETTLE_SECONDS + 60 + 8 * options.ends
            asyncio.run(asyncio.wait_for(run.whole(), limit))
        except Exception as problem:  # the books so far are worth more than a bare trace
            run.ledger.fault(books.MEANT, f"it did not come to its end: {problem!r}")
        return report(run, time.monotonic() - began)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hubbub", default=str(DEFAULT_BINARY))
    parser.add_argument("--ends", type=int, default=5, help="how many lives the server has")
    parser.add_argument("--minutes", type=float, default=0, help="run again until they are over")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--senders", type=int, default=12)
    parser.add_argument("--in-flight", type=int, default=5, help="deeds at a time, of each device")
    options = parser.parse_args()
    # A write to a wire that was cut is what this is about, not a thing to warn of.
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    began, broken = time.monotonic(), 0
    while True:
        broken += run_once(options)
        options.seed += 1
        if time.monotonic() - began >= 60 * options.minutes:
            return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
