"""A person's live socket: questions and their answers, events and their order."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable
from typing import Any

from websocket import TEXT, Closed, WebSocket


class LiveSocket(WebSocket):
    """One socket of one login, as far as its `hello`."""

    def __init__(self, url: str, token: str | None = None, **options: Any) -> None:
        headers = dict(options.pop("headers", {}))
        if token:
            headers["Authorization"] = f"Bearer {token}"
        super().__init__(url, headers=headers, **options)
        self._refs = itertools.count(1)
        self._read = 0  # of `frames`: what `event` has passed
        self.frames: list[dict[str, Any]] = []  # all that came, in order
        self.arrivals: list[float] = []  # when, in seconds
        hello = self.receive()
        assert hello["event"] == "hello", hello
        self.hello = hello["data"]

    # -- in

    def receive(self, timeout: float = 10) -> dict[str, Any]:
        """The next frame, kept in `frames` too."""
        found = self.receive_frame(timeout)
        assert found.opcode == TEXT, found
        self.frames.append(json.loads(found.payload))
        self.arrivals.append(time.monotonic())
        return self.frames[-1]

    def wait_closed(self, timeout: float = 10) -> Closed:
        deadline = time.monotonic() + timeout
        try:
            while True:
                self.receive(deadline - time.monotonic())
        except Closed as closed:
            return closed

    def answer(self, ref: int | None, timeout: float = 10) -> dict[str, Any]:
        """The answer to a question, whatever else comes before it."""
        deadline = time.monotonic() + timeout
        while True:
            found = self.receive(deadline - time.monotonic())
            if "event" not in found and found["ref"] == ref:
                return found

    def answers(self, refs: list[int]) -> list[dict[str, Any]]:
        """The answers to several questions, in the order of `refs`, however they come."""
        found: dict[int, dict[str, Any]] = {}
        while not found.keys() >= set(refs):
            frame = self.receive()
            if "event" not in frame:
                found[frame["ref"]] = frame
        return [found[ref] for ref in refs]

    def event(
        self, name: str, such_that: Callable[[dict], bool] = lambda _: True, timeout: float = 10
    ) -> dict[str, Any]:
        """The first event of that name since the last one asked for."""
        deadline = time.monotonic() + timeout
        while True:
            while self._read < len(self.frames):
                found = self.frames[self._read]
                self._read += 1
                if found.get("event") == name and such_that(found):
                    return found
            self.receive(deadline - time.monotonic())

    def events(self, name: str) -> list[dict[str, Any]]:
        """All events of that name so far."""
        return [found for found in self.frames if found.get("event") == name]

    def hear_all(self) -> "LiveSocket":
        """Takes in all that the server has for it by now; a ping's answer comes last."""
        self.ok("ping")
        return self

    def listen(self, seconds: float) -> None:
        """Takes in whatever comes for that long."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self.is_silent(left)

    def is_silent(self, seconds: float) -> bool:
        """Whether nothing comes for that long."""
        try:
            self.receive(seconds)
        except TimeoutError:
            return True
        return False

    # -- out

    def tell(self, op: str, **arguments: Any) -> int:
        """Sends a question without waiting; returns its ref."""
        ref = next(self._refs)
        self.send_text(json.dumps({"ref": ref, "op": op, **arguments}, ensure_ascii=False))
        return ref

    def ask(self, op: str, **arguments: Any) -> dict[str, Any]:
        """Sends a question; returns its whole answer."""
        return self.answer(self.tell(op, **arguments))

    def ok(self, op: str, **arguments: Any) -> dict[str, Any]:
        """Asks what must not be refused; returns what `ok` holds."""
        answer = self.ask(op, **arguments)
        assert "ok" in answer, answer
        return answer["ok"]

    def code(self, op: str, **arguments: Any) -> str:
        """Asks what must be refused; returns the refusal's code."""
        answer = self.ask(op, **arguments)
        assert "error" in answer, answer
        return answer["error"]["code"]

    def started(self, **arguments: Any) -> "LiveSocket":
        """Says `start`; its answer is kept in `start`."""
        self.start = self.ok("start", **arguments)
        return self
