"""Owners who take people out of their groups, and let some in again, while all is going on."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Coroutine
from typing import Any

import ledger as books
import talk
from device import Connection, Device
from ledger import Change, Ledger
from member import Member
from waiting import becomes

APART_SECONDS = (0.2, 0.8)  # between one removal or admission and the next
CUT_BEFORE = 0.5  # of all removals: one device of theirs is away meanwhile
AWAY_SECONDS = (0.1, 1.2)
LET_IN_AGAIN = 0.75  # soon; the others when too few are left
LEAST_INSIDE = 4
HEARD_WITHIN_SECONDS = 10  # of the answer, by a socket that stays open


class Governor:
    """The owner of one group."""

    def __init__(self, group: str, owner: Member, others: list[Member], ledger: Ledger, seed: str) -> None:
        self.group = group
        self.owner = owner
        self.others = others
        self.ledger = ledger
        self.random = random.Random(seed)
        self._watching: list[asyncio.Task[None]] = []

    async def govern(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await asyncio.sleep(self.random.uniform(*APART_SECONDS))
            inside = [m for m in self.others if self.ledger.is_in(self.group, m.name)]
            if len(inside) < LEAST_INSIDE:
                await self._admit(self.random.choice([m for m in self.others if m not in inside]))
                continue
            victim = self.random.choice(inside)
            await self._remove(victim)
            await self._check_barred(victim)
            if self.random.random() < LET_IN_AGAIN:
                await asyncio.sleep(self.random.uniform(*APART_SECONDS))
                await self._admit(victim)
        await asyncio.gather(*self._watching)

    async def _remove(self, victim: Member) -> None:
        if self.random.random() < CUT_BEFORE:
            self._watch(self._send_away(self.random.choice(victim.devices)))
        standing = self.ledger.standings[self.group, victim.name]
        standing.turn_to(None)
        removal = Change(None)
        path = talk.member(self.group, victim.name)
        answer = await self.owner.errands.run(removal, "DELETE", path, for_sure=True)
        is_repeated = removal.attempts > 1 and answer.status == 404
        if answer.status != 204 and not is_repeated:
            raise AssertionError(f"the owner removes {victim.name}: {answer.status} {answer.body}")
        removal.end(acknowledged=True)
        standing.turn_to(False)
        self.ledger.removals[self.group, victim.name].append(removal)
        self.ledger.counts["removals"] += 1
        for device in victim.devices:
            if connection := device.connection:
                self._watch(self._hears_the_end(device, connection))

    async def _admit(self, member: Member) -> None:
        standing = self.ledger.standings[self.group, member.name]
        standing.turn_to(None)
        admission = Change(None)
        path = talk.member(self.group, member.name)
        self.ledger.admissions[self.group, member.name].append(admission)
        answer = await self.owner.errands.run(admission, "PUT", path, for_sure=True)
        if answer.status != 200:
            raise AssertionError(f"the owner adds {member.name}: {answer.status} {answer.body}")
        admission.end(acknowledged=True)
        standing.turn_to(True)
        self.ledger.counts["admissions"] += 1

    async def _check_barred(self, victim: Member) -> None:
        """Who is out reads nothing, and is told of nothing that they could read."""
        here = f"/api/conversations/{self.group}"
        for path in (here, f"{here}/messages", f"{here}/messages?before=9", f"{here}/members"):
            answer = await victim.errands.read(path)
            if answer.code != "not_found":
                self.ledger.fault(books.BARRED, f"{victim.name} reads {path}: {answer.status}")
        bootstrap = (await victim.errands.read("/api/bootstrap")).json
        listed = {conversation["id"] for conversation in bootstrap["conversations"]}
        if self.group in listed or f"conversation:{self.group}" in bootstrap["since"]:
            self.ledger.fault(books.BARRED, f"{victim.name} is shown {self.group}, and is out")

    def _watch(self, watching: Coroutine[Any, Any, None]) -> None:
        self._watching.append(asyncio.create_task(watching))

    async def _send_away(self, device: Device) -> None:
        device.may_connect.clear()
        if device.connection:
            device.connection.cut()
        await asyncio.sleep(self.random.uniform(*AWAY_SECONDS))
        device.may_connect.set()

    async def _hears_the_end(self, device: Device, connection: Connection) -> None:
        """A socket that was open at the removal, and stays so, is told."""
        topic = f"conversation:{self.group}"
        spell = device.spell(topic)

        def is_over() -> bool:
            return not spell or spell.end is not None or not connection.is_open

        if not await becomes(is_over, HEARD_WITHIN_SECONDS):
            self.ledger.fault(books.REMOVED, f"{device.name} is not told of the end of {topic}")
