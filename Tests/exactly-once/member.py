"""One person with two devices, who sends, edits, deletes, reacts and reads."""

from __future__ import annotations

import asyncio
import collections
import itertools
import random
from typing import Any
from urllib.parse import quote

import ledger as books
import talk
from api import Answer
from device import Connection, Device
from errands import Errands
from ledger import Change, Ledger, Message, Stay

EMOJI = ["👍", "🎉", "🔥"]
DEVICES = 2
RECENT = 30  # messages that may still be changed
TO_STRANGERS = 0.02  # of all sends: where somebody is not, or not for certain
SENT_AGAIN = 0.05
PAUSE_SECONDS = 0.05  # after an errand: a person does not do that as fast as a program can
DEEDS = {"send": 78, "twin": 5, "edit": 6, "delete": 2, "react": 5, "read": 4}


class Member:
    """Somebody in some conversations."""

    def __init__(
        self, name: str, identifier: str, tokens: list[str], ports: tuple[int, int], ledger: Ledger, seed: str
    ) -> None:
        self.name = name
        self.id = identifier
        self.ledger = ledger
        self.random = random.Random(seed)
        self.conversations: list[str] = []
        self.errands = Errands(ports[1], tokens[0], ledger, f"{seed}-errands")
        self.devices = []
        for number, token in enumerate(tokens):
            history = Errands(ports[1], token, ledger, seed).api
            one = f"{name}/{number}"
            self.devices.append(Device(one, token, ports[0], history, ledger, f"{seed}-{number}"))
        self._own: collections.deque[Message] = collections.deque(maxlen=RECENT)

    async def act(self, device: Device, slot: int, stop: asyncio.Event) -> None:
        """One deed after the other until told to stop."""
        deeds = {name: getattr(self, f"_{name}") for name in DEEDS}
        for number in itertools.count():
            if stop.is_set():
                return
            [name] = self.random.choices(list(deeds), list(DEEDS.values()))
            await deeds[name](device, f"{device.name}-{slot}-{number}")

    def _somewhere(self) -> str:
        mine = [c for c in self.conversations if self.ledger.is_in(c, self.name)]
        if self.random.random() < TO_STRANGERS or not mine:
            mine = self.conversations
        return self.random.choice(mine)

    # -- messages

    def _new(self, key: str) -> Message:
        text = f"{key} {'x' * self.random.randrange(200)}"
        self.ledger.messages[key] = message = Message(self.name, self._somewhere(), key, text)
        return message

    async def _send(self, device: Device, key: str) -> None:
        """One message, and sometimes at once again, on whatever socket there is now."""
        message = self._new(key)
        self.ledger.answered(message, await device.deliver(message))
        if message.answer:
            self._own.append(message)
            if self.random.random() < SENT_AGAIN:
                self.ledger.answered(message, await device.deliver(message, alone=False))

    async def _twin(self, _: Device, key: str) -> None:
        """The same from both devices at the same time."""
        message = self._new(key)
        sendings = (device.deliver(message, alone=False) for device in self.devices)
        for answer in await asyncio.gather(*sendings):
            self.ledger.answered(message, answer)
        if message.answer:
            self.ledger.counts["keys sent by two at once"] += 1
            self._own.append(message)

    # -- changes

    async def _edit(self, _: Device, key: str) -> None:
        if self._own:
            message = self.random.choice(self._own)
            change = Change(f"{message.key} edited by {key}")
            message.edits.append(change)
            await self._change(message, change, "PATCH", "", {"text": change.value})

    async def _delete(self, _: Device, key: str) -> None:
        if self._own:
            message = self.random.choice(self._own)
            message.deletes.append(change := Change(None))
            await self._change(message, change, "DELETE")

    async def _react(self, device: Device, _: str) -> None:
        seen = device.views.get(self._somewhere())
        if not seen:
            return
        item = self.random.choice(list(itertools.islice(reversed(seen.values()), RECENT)))
        if item.get("deleted") or item["key"] not in self.ledger.messages:
            return
        message, emoji = self.ledger.messages[item["key"]], self.random.choice(EMOJI)
        change = Change(self.random.random() < 0.7)
        self.ledger.reactions[message.key, emoji, self.name].append(change)
        message.reacted.add((emoji, self.name))
        method = "PUT" if change.value else "DELETE"
        await self._change(message, change, method, f"/reactions/{quote(emoji)}", seq=item["seq"])

    async def _change(
        self, message: Message, change: Change, method: str, rest: str = "", body: Any = None, seq: int = 0
    ) -> None:
        stay = self.ledger.look(message.conversation, self.name)
        path = talk.message(message.conversation, seq or message.answer["seq"]) + rest
        answer = await self.errands.run(change, method, path, body)
        if answer is not None:
            self._settle(message, change, stay, answer, f"{method} {path}")
        await asyncio.sleep(self.random.uniform(0, PAUSE_SECONDS))

    def _settle(self, message: Message, change: Change, stay: Stay, answer: Answer, what: str) -> None:
        # Its own delete is one of them where an earlier attempt had no answer.
        deletes = (c for c in message.deletes if not c.never_happened)
        may_be_gone = any(c is not change or c.attempts > 1 for c in deletes)
        if answer.status in (200, 204):
            change.end(acknowledged=True)
            self.ledger.counts["acknowledged changes"] += 1
            self.ledger.allowed(stay, what)
        elif answer.code == "not_member":
            change.end(refused=True)
            self.ledger.barred(stay, what)
        elif answer.code == "not_found" and may_be_gone:
            is_done = change.value is None  # a delete, by this attempt or another
            change.end(acknowledged=is_done, refused=not is_done)
            self.ledger.counts["changes of what is gone"] += 1
        else:
            raise AssertionError(f"{what} was answered {answer.status} {answer.body[:200]!r}")

    # -- reading

    async def _read(self, device: Device, _: str) -> None:
        conversation = self._somewhere()
        spell = device.spell(f"conversation:{conversation}")
        if spell is None:
            return
        stay = self.ledger.look(conversation, self.name)

        def command(connection: Connection, ref: int) -> dict:
            return {"op": "read", "conversation": conversation, "seq": spell.last}

        answer = await device.ask(command)
        if answer is None:
            return
        if "ok" in answer:
            # What is out and in again is counted anew.
            self.ledger.reads[conversation, self.name].append((stay.turn, answer["ok"]["readSeq"]))
        elif answer["error"]["code"] == "not_member":
            self.ledger.barred(stay, f"read in {conversation}")
        elif answer["error"]["code"] not in ("busy", "unavailable"):
            self.ledger.fault(books.PROTOCOL, f"{device.name} may not read: {answer}")
