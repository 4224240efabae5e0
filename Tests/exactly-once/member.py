"""A member of every room, who listens, sends, and comes back for ever."""

from __future__ import annotations

import asyncio
import itertools
import json
import random

import ledger as books
from api import Api
from ledger import Ledger, Message, Stream
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

AGAIN = {"busy", "unavailable", "rate_limited"}  # nothing was done; it may be tried again
FATAL_CLOSES = {1002, 1003, 1007, 1009}  # what only a faulty client, or server, brings about


class Lost(Exception):
    """The connection ended before the answer came."""


class Connection:
    """One socket's life after its `start` was answered."""

    serials = itertools.count(1)

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.serial = next(self.serials)
        self.refs = itertools.count(1)
        self.waiting: dict[int, asyncio.Future[dict]] = {}
        self.first_attempts: dict[str, int] = {}  # key to ref, of keys that were tried here first

    async def ask(self, ref: int, command: dict) -> dict:
        """The answer to `command`; raises `Lost` where none will come."""
        future = self.waiting[ref] = asyncio.get_running_loop().create_future()
        try:
            await self.socket.send(json.dumps({"ref": ref, **command}))
        except WebSocketException:
            self.waiting.pop(ref, None)
            raise Lost from None
        return await future

    def still_owes(self, key: str) -> bool:
        """Whether `key` was tried here first and its answer has not come."""
        return self.first_attempts.get(key) in self.waiting

    def end(self) -> None:
        for future in self.waiting.values():
            if not future.done():
                future.set_exception(Lost())


class Member:
    """One person: a socket at a time, a stream for each topic, a cursor in each."""

    def __init__(self, name: str, token: str, port: int, ledger: Ledger, seed: str) -> None:
        self.name = name
        self.token = token
        self.url = f"ws://127.0.0.1:{port}/ws"
        self.ledger = ledger
        self.random = random.Random(seed)
        self.streams: dict[str, Stream] = {}
        self.epoch: str | None = None
        self.server_url = ""  # for what has to be read again; set at each start of the server
        self._connection: asyncio.Future[Connection] = asyncio.Future()

    # -- listening

    async def live(self) -> None:
        """Connects, resumes and listens, again and again until cancelled."""
        while True:
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
            except (OSError, TimeoutError, WebSocketException):
                self.ledger.counts["failed connects"] += 1
            except (AssertionError, KeyError, TypeError, ValueError) as problem:
                self.ledger.fault(books.PROTOCOL, f"{self.name} cannot read it: {problem!r}")
            await asyncio.sleep(self.random.uniform(0.02, 0.1))

    def _note_close(self, closed: ConnectionClosed) -> None:
        code = closed.rcvd.code if closed.rcvd else 1006
        self.ledger.counts[f"closes with {code}"] += 1
        if code >= 4500 or code in FATAL_CLOSES:
            self.ledger.fault(books.PROTOCOL, f"{self.name}: closed with {closed.rcvd}")

    async def _converse(self, socket: ClientConnection) -> None:
        connection = Connection(socket)
        try:
            await self._start(connection)
            self._connection.set_result(connection)
            while True:  # until the socket closes, which raises
                self._take(json.loads(await socket.recv()), connection)
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
        start: dict = {"ref": 0, "op": "start", "epoch": epoch}
        if self.streams:
            start["since"] = {topic: stream.last for topic, stream in self.streams.items()}
        await connection.socket.send(json.dumps(start))
        while True:
            frame = json.loads(await connection.socket.recv())
            if frame.get("ref") == 0:
                break
            self._take(frame, connection)
        if "ok" not in frame:
            raise OSError(f"start was refused: {frame}")
        heads = frame["ok"]["heads"]
        for topic, head in heads.items():
            self.streams.setdefault(topic, Stream(head))
        for topic in frame["ok"]["reset"]:
            await self._read_again(topic, heads[topic])

    async def _read_again(self, topic: str, head: int) -> None:
        """Takes from history what was too far behind to be continued."""
        self.ledger.counts["resets"] += 1
        stream = self.streams[topic]
        kind, identifier = topic.split(":")
        if kind != "conversation" or head < stream.last:
            self.ledger.fault(books.PROTOCOL, f"{self.name}: {topic} reset to {head}")
            return
        api = Api(self.server_url, self.token)
        for item in await asyncio.to_thread(api.history, identifier, stream.last, head):
            stream.take(item["seq"], item["id"])

    def _take(self, frame: dict, connection: Connection) -> None:
        if "event" not in frame:
            waiting = connection.waiting.pop(frame.get("ref"), None)
            if waiting is None:
                self.ledger.fault(books.PROTOCOL, f"{self.name}: answer to nothing: {frame}")
            elif not waiting.done():
                waiting.set_result(frame)
            return
        seq, topic = frame.get("seq"), frame.get("topic")
        if seq is None:
            return
        if frame["event"] == "joined" or topic not in self.streams:
            self.ledger.fault(books.PROTOCOL, f"{self.name}: unexpected {frame}")
            return
        message = frame["data"]["message"] if frame["event"] == "message" else None
        if message and connection.still_owes(message["key"]):
            self.ledger.fault(books.ANSWER_FIRST, f"{self.name}: {frame}")
        self.ledger.counts["deliveries"] += 1
        self.streams[topic].take(seq, message and message["id"])

    # -- sending

    async def send_for_ever(self, rooms: list[str], slot: int, stop: asyncio.Event) -> None:
        """One message after the other, each sent until it is answered."""
        for number in itertools.count():
            if stop.is_set():
                return
            key = f"{self.name}-{slot}-{number}"
            text = f"{key} {'x' * self.random.randrange(200)}"
            message = Message(self.name, self.random.choice(rooms), key, text)
            self.ledger.messages[key] = message
            self.ledger.answered(message, await self.deliver(message))
            if self.random.random() < 0.05:  # at once again, on whatever socket there is now
                self.ledger.answered(message, await self.deliver(message))

    async def deliver(self, message: Message) -> dict:
        """Sends under the same key until there is an answer; returns its `ok`."""
        while True:
            answer = await self._attempt(message, message.text)
            if answer is None:
                self.ledger.counts["retries"] += 1
            elif "ok" in answer:
                return answer["ok"]
            elif answer["error"]["code"] in AGAIN:
                self.ledger.counts[answer["error"]["code"]] += 1
                await asyncio.sleep(answer["error"].get("retryAfterMs", 50) / 1_000)
            else:
                raise AssertionError(f"{message.key} was answered {answer}")

    async def refusal_of(self, message: Message, text: str) -> str | None:
        """The code that `text` under the used key of `message` is refused with."""
        while (answer := await self._attempt(message, text)) is None:
            pass
        return answer.get("error", {}).get("code")

    async def _attempt(self, message: Message, text: str) -> dict | None:
        connection = await asyncio.shield(self._connection)
        ref = next(connection.refs)
        if not message.attempts:
            connection.first_attempts[message.key] = ref
        message.attempts.append((connection.serial, ref))
        command = {"op": "send", "conversation": message.room, "key": message.key, "text": text}
        try:
            return await connection.ask(ref, command)
        except Lost:
            return None
