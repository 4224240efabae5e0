"""One device of somebody: a socket at a time, which listens, sends, and comes back for ever."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import time
from collections.abc import Callable

import ledger as books
from api import Api
from errands import LOST
from ledger import Ledger, Message, Spell
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

AGAIN = {"busy", "unavailable", "rate_limited"}  # nothing was done; it may be tried again
FATAL_CLOSES = {1002, 1003, 1007, 1009}  # what only a faulty client, or server, brings about
OTHER_EPOCH = 0.02  # of all starts: a device with another history, which must begin anew
FAR_BEHIND = 900  # what cannot be continued is more than 1,000 behind, and that was moments ago
LONG_ABSENCE = 0.03  # of all returns
GIVEN_UP = 0.05  # of all sends whose answer was lost


class Lost(Exception):
    """The connection ended before the answer came."""


class Connection:
    """One socket's life after its `start` was answered."""

    serials = itertools.count(1)

    def __init__(self, socket: ClientConnection | None = None) -> None:
        self.socket = socket
        self.serial = next(self.serials)
        self.is_open = True
        self.refs = itertools.count(1)
        self.waiting: dict[int, asyncio.Future[dict]] = {}
        self.first_attempts: dict[str, int] = {}  # key to ref, of keys that were tried here first

    async def ask(self, ref: int, command: dict) -> dict:
        """The answer to `command`; raises `Lost` where none will come."""
        if not self.is_open:
            raise Lost
        future = self.waiting[ref] = asyncio.get_running_loop().create_future()
        future.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            await self.socket.send(json.dumps({"ref": ref, **command}))
        except WebSocketException:
            self.waiting.pop(ref, None)
            raise Lost from None
        return await future

    def still_owes(self, key: str) -> bool:
        """Whether `key` was tried here first and its answer has not come."""
        return self.first_attempts.get(key) in self.waiting

    def cut(self) -> None:
        if self.socket:
            self.socket.transport.abort()

    def end(self) -> None:
        self.is_open = False
        for future in self.waiting.values():
            if not future.done():
                future.set_exception(Lost())


class Device:
    """What it heard of each topic, and what it shows of each conversation.

    - Parameter history: an `Api` of its session, for what must be read again.
    """

    def __init__(self, name: str, token: str, port: int, history: Api, ledger: Ledger, seed: str) -> None:
        self.name = name
        self.token = token
        self.url = f"ws://127.0.0.1:{port}/ws"
        self.history = history
        self.ledger = ledger
        self.random = random.Random(seed)
        self.epoch: str | None = None
        self.spells: dict[str, list[Spell]] = {}
        self.views: dict[str, dict[int, dict]] = {}  # by conversation, by seq
        self.unread: dict[str, dict] = {}
        self.forgets = False  # which history it has, at its next start
        self.may_connect = asyncio.Event()
        self.may_connect.set()
        self._unread_topics: set[str] = set()  # whose history must be read before going on
        self._connection: asyncio.Future[Connection] | None = None

    def spell(self, topic: str) -> Spell | None:
        """The one that goes on."""
        spells = self.spells.get(topic)
        return spells[-1] if spells and spells[-1].end is None else None

    @property
    def connection(self) -> Connection | None:
        """The one that has started, if there is one."""
        return self._connection.result() if self._connection and self._connection.done() else None

    # -- listening

    async def live(self) -> None:
        """Connects, resumes and listens, again and again until cancelled."""
        self._connection = asyncio.Future()
        while True:
            await self.may_connect.wait()
            try:
                async with connect(
                    self.url,
                    additional_headers={"Authorization": f"Bearer {self.token}"},
                    compression=None,
                    max_size=1 << 20,
                    open_timeout=5,
                    close_timeout=1,
                    ping_interval=None,
                    proxy=None,
                ) as socket:
                    await self._converse(socket)
            except InvalidStatus as refusal:
                if refusal.response.status_code not in (502, 503):
                    self.ledger.fault(books.PROTOCOL, f"{self.name}: upgrade {refusal}")
            except ConnectionClosed as closed:
                self._note_close(closed)
            except (*LOST, TimeoutError, WebSocketException):
                self.ledger.counts["failed connects"] += 1
            except (AssertionError, KeyError, TypeError, ValueError) as problem:
                self.ledger.fault(books.PROTOCOL, f"{self.name} cannot read it: {problem!r}")
            pause = self.random.uniform(0.02, 0.1)
            if self.random.random() < LONG_ABSENCE:
                pause = self.random.uniform(0.5, 2)
            await asyncio.sleep(pause)

    def _note_close(self, closed: ConnectionClosed) -> None:
        code = closed.rcvd.code if closed.rcvd else 1006
        self.ledger.counts[f"closes with {code}"] += 1
        if code >= 4500 or code in FATAL_CLOSES:
            self.ledger.fault(books.PROTOCOL, f"{self.name}: closed with {closed.rcvd}")

    async def _converse(self, socket: ClientConnection) -> None:
        connection = Connection(socket)
        try:
            await self._start(connection)
            await self._read_what_must_be()
            self._connection.set_result(connection)
            while True:  # until the socket closes, which raises
                self.take(json.loads(await socket.recv()), connection)
                await self._read_what_must_be()
        finally:
            if self._connection.done():
                self._connection = asyncio.Future()
            connection.end()

    async def _start(self, connection: Connection) -> None:
        hello = json.loads(await connection.socket.recv())
        epoch = hello["data"]["epoch"]
        if self.epoch not in (None, epoch):
            self.ledger.fault(books.PROTOCOL, f"{self.name}: epoch {epoch} after {self.epoch}")
        self.epoch = epoch
        since = {topic: spells[-1].last for topic, spells in self.spells.items() if self.spell(topic)}
        start: dict = {"ref": 0, "op": "start", "epoch": epoch, "since": since}
        is_other = bool(since) and (self.forgets or self.random.random() < OTHER_EPOCH)
        if is_other:
            start["epoch"] = "of-another-history"
        await connection.socket.send(json.dumps(start))
        frame = json.loads(await connection.socket.recv())
        if frame.get("error", {}).get("code") in AGAIN:
            raise OSError(f"start was refused: {frame}")
        heads, reset = frame["ok"]["heads"], frame["ok"]["reset"]
        self.forgets = self.forgets and not reset  # a start that failed is none
        far = {topic for topic in reset if heads.get(topic, 0) - since.get(topic, 0) > FAR_BEHIND}
        if set(reset) != (since.keys() & heads.keys() if is_other else far):
            self.ledger.fault(books.PROTOCOL, f"{self.name}: reset {reset} of {since}, heads {heads}")
        self.started(heads, reset, connection)

    def started(self, heads: dict[str, int], reset: list[str], connection: Connection) -> None:
        """Goes on with what goes on, ends what is no more, and begins what is new."""
        self.ledger.connections[connection.serial] = time.monotonic()
        is_first = not self.spells
        for topic in [topic for topic in self.spells if self.spell(topic)]:
            if topic not in heads:
                self._end(topic, "gone")
            elif topic in reset:
                self.ledger.counts["resets"] += 1
                self._end(topic, "reset")
        for topic, head in heads.items():
            if not self.spell(topic):
                self._begin(topic, head, reads=not is_first)

    def _begin(self, topic: str, head: int, reads: bool = True) -> None:
        spells = self.spells.setdefault(topic, [])
        if spells and spells[-1].end == "reset" and head < spells[-1].last:
            self.ledger.fault(books.PROTOCOL, f"{self.name}: {topic} reset to {head}")
        spells.append(Spell(head))
        if topic.startswith("conversation:"):
            identifier = topic.removeprefix("conversation:")
            self.views.setdefault(identifier, {})
            if reads:
                self._unread_topics.add(topic)

    def _end(self, topic: str, why: str) -> None:
        self.spells[topic][-1].end = why
        self.views.pop(topic.removeprefix("conversation:"), None)
        self._unread_topics.discard(topic)
        self.ledger.counts[f"topics {why}"] += 1

    async def _read_what_must_be(self) -> None:
        """Shows the whole history where a count began anew; what it lacks comes as events."""
        for topic in list(self._unread_topics):
            identifier = topic.removeprefix("conversation:")
            try:
                items = await asyncio.to_thread(self.history.history, identifier)
            except OSError:
                self.ledger.counts["unread histories"] += 1
                raise
            # It is newer than all that was heard so far.
            self.views[identifier] = {item["seq"]: item for item in items}
            self._unread_topics.discard(topic)

    def take(self, frame: dict, connection: Connection) -> None:
        """Takes in one frame, whatever it is."""
        if "event" not in frame:
            waiting = connection.waiting.pop(frame.get("ref"), None)
            if waiting is None:
                self.ledger.fault(books.PROTOCOL, f"{self.name}: answer to nothing: {frame}")
            elif not waiting.done():
                waiting.set_result(frame)
            return
        name, topic = frame["event"], frame.get("topic")
        if name == "unread":
            self.unread[frame["data"]["conversation"]] = frame["data"]
        elif name == "joined":
            if self.spell(topic):
                self.ledger.fault(books.PROTOCOL, f"{self.name}: joined anew: {frame}")
            else:
                self._begin(topic, frame["seq"])
        elif name == "left":
            if not self.spell(topic):
                self.ledger.fault(books.REMOVED, f"{self.name}: left twice: {frame}")
            else:
                self._end(topic, "left")
        elif frame.get("seq") is not None:
            self._take_numbered(frame, connection)

    def _take_numbered(self, frame: dict, connection: Connection) -> None:
        spell = self.spell(frame["topic"])
        if spell is None:
            claim = books.REMOVED if frame["topic"] in self.spells else books.PROTOCOL
            self.ledger.fault(claim, f"{self.name} does not hear that topic: {frame}")
            return
        self.ledger.counts["deliveries"] += 1
        spell.take(frame["seq"], connection.serial, books.event_of(frame))
        if (message := frame.get("data", {}).get("message")) is None:
            return
        self.views[message["conversation"]][message["seq"]] = message
        if frame["event"] == "message" and connection.still_owes(message["key"]):
            self.ledger.fault(books.ANSWER_FIRST, f"{self.name}: {frame}")

    # -- sending

    async def deliver(self, message: Message, *, for_sure: bool = False, alone: bool = True) -> dict | None:
        """Sends under the same key until there is an answer; returns its `ok`.

        None where it was refused to a stranger or, unless `for_sure`, given up.
        - Parameter alone: no other device sends the same now.
        """
        stay = self.ledger.look(message.conversation, message.author)
        while True:
            answer = await self._attempt(message, message.text, alone)
            code = answer and answer.get("error", {}).get("code")
            if answer is None:
                self.ledger.counts["retries"] += 1
                if not for_sure and self.random.random() < GIVEN_UP:
                    self.ledger.counts["given up"] += 1
                    return None
            elif "ok" in answer:
                if message.answer is None:
                    self.ledger.allowed(stay, message.key)
                return answer["ok"]
            elif code in AGAIN:
                self.ledger.counts[code] += 1
                await asyncio.sleep(answer["error"].get("retryAfterMs", 50) / 1_000)
            elif code == "not_member":
                message.is_refused = True
                self.ledger.barred(stay, message.key)
                return None
            else:
                raise AssertionError(f"{message.key} was answered {answer}")

    async def refusal_of(self, message: Message, text: str) -> str | None:
        """The code that `text` under the used key of `message` is refused with."""
        while (answer := await self._attempt(message, text, False)) is None:
            pass
        return answer.get("error", {}).get("code")

    async def _attempt(self, message: Message, text: str, alone: bool) -> dict | None:
        def command(connection: Connection, ref: int) -> dict:
            if alone and not message.attempts:
                connection.first_attempts[message.key] = ref
            message.attempts.append((connection.serial, ref))
            named = {"conversation": message.conversation, "key": message.key}
            return {"op": "send", **named, "text": text}

        return await self.ask(command)

    async def ask(self, command: Callable[[Connection, int], dict]) -> dict | None:
        """The answer on whatever socket there is; None where it was lost."""
        connection = await asyncio.shield(self._connection)
        ref = next(connection.refs)
        try:
            return await connection.ask(ref, command(connection, ref))
        except Lost:
            return None
