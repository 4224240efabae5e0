"""A server with people and rooms in it, for tests that look at it from outside."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import Any

from api import Answer, Api
from live import LiveSocket
from server import Seeded, Server, run

METRICS_TOKEN = "a-bearer-for-the-tests-who-may-read-figures"
PASSWORD = "nine blue herons, 4 of them asleep"


class Place:
    """One data folder, seeded, and the server on it.

    Person 0 is `u0`, and so on; the last one is `publisher`. All are in
    every room. Rates are not limited unless `environment` says so. Those of
    `admins` are admins.
    """

    def __init__(
        self,
        binary: Path,
        folder: Path,
        *,
        users: int = 3,
        rooms: int = 1,
        admins: tuple[int, ...] = (),
        environment: dict[str, str] | None = None,
        **options: Any,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.data = folder / "data"
        seeded = Seeded(binary, self.data, users=users, rooms=rooms)
        self.names, self.ids, self.tokens = seeded.names, seeded.ids, seeded.tokens
        self.rooms = seeded.rooms
        for person in admins:
            made = run(binary, "user", "role", self.names[person], "admin", "--data-dir", str(self.data))
            assert made.returncode == 0, made
        settings = {"HUBBUB_RATE_LIMITS": "off", "HUBBUB_METRICS_TOKEN": METRICS_TOKEN}
        self.server = Server(binary, self.data, environment={**settings, **(environment or {})}, **options)
        self._serial = itertools.count(1)

    def start(self) -> "Place":
        self.server.start()
        return self

    def media_files(self) -> list[str]:
        """What lies in the folder of media, uploads too, while the server may be removing some of it."""
        root = self.data / "media"
        found = (Path(folder) / name for folder, _, names in os.walk(root) for name in names)
        return sorted(str(path.relative_to(root)) for path in found)

    # -- who asks

    @property
    def guest(self) -> Api:
        return Api(self.server.url)

    def api(self, person: int = 0) -> Api:
        return Api(self.server.url, self.tokens[person])

    def socket(self, person: int = 0, **options: Any) -> LiveSocket:
        """A socket that has not said `start`."""
        return LiveSocket(self.server.url, self.tokens[person], **options)

    def live(self, person: int = 0, **arguments: Any) -> LiveSocket:
        """A socket that has said `start`."""
        return self.socket(person).started(**arguments)

    def sign_up(self, **fields: Any) -> Answer:
        """A new account that answers with its token, unless `fields` say otherwise."""
        body = {"username": self.fresh("new_"), "password": PASSWORD, "token": True, **fields}
        return self.guest.post("/api/signup", body)

    # -- what they do

    def fresh(self, prefix: str = "") -> str:
        """A name, key or text that was not used before."""
        return f"{prefix}{next(self._serial)}"

    def post(self, person: int = 0, **fields: Any) -> dict[str, Any]:
        """A new post of that person, public unless `fields` say otherwise."""
        key = self.fresh("post-")
        body = {"text": f"text of {key}", "audience": "public", "key": key, **fields}
        answer = self.api(person).post("/api/posts", body)
        assert answer.status == 201, answer
        return answer.json["post"]

    def open_room(self, person: int = 0) -> str:
        """A new room, its owner alone in it."""
        answer = self.api(person).post(
            "/api/conversations", {"kind": "room", "title": self.fresh("A room ")}
        )
        assert answer.status == 201, answer
        return answer.json["conversation"]["id"]

    def join(self, person: int, room: str) -> None:
        answer = self.api(person).ask(
            "PUT", f"/api/conversations/{room}/members/{self.names[person]}"
        )
        assert answer.status == 200, answer

    def open_direct(self, person: int, other: int) -> str:
        """The conversation of two people."""
        body = {"kind": "direct", "with": self.names[other]}
        answer = self.api(person).post("/api/conversations", body)
        assert answer.status in (200, 201), answer
        return answer.json["conversation"]["id"]

    def open_group(self, person: int, *others: int, title: str | None = None) -> str:
        """A new group of these people, the first one its owner."""
        members = [self.names[other] for other in others]
        title = title or self.fresh("A group ")
        body = {"kind": "group", "title": title, "members": members}
        answer = self.api(person).post("/api/conversations", body)
        assert answer.status == 201, answer
        return answer.json["conversation"]["id"]

    def stats(self) -> dict[str, Any]:
        """What the server counts."""
        answer = Api(self.server.url, METRICS_TOKEN).get("/api/stats")
        assert answer.status == 200, answer
        return answer.json

    def counted(self, kind: str, name: str) -> int:
        """How often it has counted a refusal or a close of that name, wherever it does."""
        return _sum(self.stats(), kind, name)


def _sum(figures: Any, kind: str, name: str) -> int:
    if not isinstance(figures, dict):
        return 0
    there = figures.get(kind, {})
    here = there.get(name, 0) if isinstance(there, dict) else 0
    return here + sum(_sum(inner, kind, name) for inner in figures.values())


def say(socket: LiveSocket, room: str, text: str, key: str | None = None) -> dict[str, Any]:
    """Sends a message; returns `{seq, id, createdAt}`."""
    return socket.ok("send", conversation=room, key=key or text, text=text)


def say_many(socket: LiveSocket, room: str, texts: list[str]) -> list[int]:
    """Sends messages, at most 100 at a time in flight; returns their numbers."""
    seqs: list[int] = []
    for first in range(0, len(texts), 100):
        some = texts[first : first + 100]
        refs = [socket.tell("send", conversation=room, key=t[:64], text=t) for t in some]
        seqs += [answer["ok"]["seq"] for answer in socket.answers(refs)]
    return seqs
