"""Conversations as people have them, over HTTP and sockets."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from api import Answer, Api


def opened(answer: Answer, *statuses: int) -> dict[str, Any]:
    """The conversation that an answer holds."""
    assert answer.status in (statuses or (200, 201)), (answer.status, answer.body)
    return answer.json["conversation"]


def direct(api: Api, username: str) -> dict[str, Any]:
    """The one conversation with somebody."""
    return opened(api.post("/api/conversations", {"kind": "direct", "with": username}))


def group(api: Api, title: str, members: list[str]) -> dict[str, Any]:
    body = {"kind": "group", "title": title, "members": members}
    return opened(api.post("/api/conversations", body), 201)


def message(conversation: str, seq: int) -> str:
    """Where a message is changed."""
    return f"/api/conversations/{conversation}/messages/{seq}"


def react(api: Api, conversation: str, seq: int, emoji: str, method: str = "PUT") -> Answer:
    return api.ask(method, f"{message(conversation, seq)}/reactions/{quote(emoji)}")


def member(conversation: str, username: str) -> str:
    return f"/api/conversations/{conversation}/members/{username}"


def bell(api: Api) -> dict[str, Any]:
    return api.get("/api/notifications").json
