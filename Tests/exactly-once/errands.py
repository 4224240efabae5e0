"""What somebody asks over HTTP, on wires that are cut."""

from __future__ import annotations

import asyncio
import http.client
import json
import random
from typing import Any

from api import Answer, Api
from ledger import Change, Ledger

LOST = (OSError, http.client.HTTPException)
AGAIN = {429, 502, 503}  # nothing was done; it may be tried again
GIVEN_UP = 0.1  # of all that had no answer


class Errands:
    """One person's requests; each is tried until there is an answer, or given up."""

    def __init__(self, port: int, token: str, ledger: Ledger, seed: str) -> None:
        self.api = Api(f"http://127.0.0.1:{port}", token)
        self.ledger = ledger
        self.random = random.Random(seed)

    async def run(
        self, change: Change, method: str, path: str, body: Any = None, *, for_sure: bool = False
    ) -> Answer | None:
        """None where it was given up, which never happens `for_sure`."""
        while True:
            change.attempts += 1
            answer = await self.attempt(method, path, body)
            if answer is None:
                self.ledger.counts["lost answers over HTTP"] += 1
                if not for_sure and self.random.random() < GIVEN_UP:
                    self.ledger.counts["given up"] += 1
                    change.end()
                    return None
            elif answer.status in AGAIN:
                self.ledger.counts[f"HTTP {answer.status}"] += 1
            else:
                return answer
            await asyncio.sleep(self.random.uniform(0.02, 0.1))

    async def read(self, path: str) -> Answer:
        """The answer to a question, however often it must be asked."""
        answer = await self.run(Change(None), "GET", path, for_sure=True)
        assert answer is not None
        return answer

    async def attempt(self, method: str, path: str, body: Any = None) -> Answer | None:
        try:
            answer = await asyncio.to_thread(self.api.ask, method, path, body)
            if answer.body and answer.status not in AGAIN:
                json.loads(answer.body)  # half an answer is none
            return answer
        except (*LOST, json.JSONDecodeError):
            return None
