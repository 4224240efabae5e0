"""JSON over HTTP to a server, one request at a time."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from typing import Any


@dataclass
class Answer:
    """What came back: also a refusal is an answer, not an exception."""

    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str | None:
        """The refusal's code, if this is one."""
        return self.json["error"]["code"] if self.status >= 400 else None


class _Stay(urllib.request.HTTPRedirectHandler):
    """Leaves a redirect to whoever asked."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Api:
    """A caller with a bearer token, or without one."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self.url = url
        self.token = token
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay)

    def ask(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> Answer:
        """Sends `body` as JSON, bytes as they are."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers or {}, method=method)
        if data is not None and not request.has_header("Content-type"):
            request.add_header("Content-Type", "application/json")
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        try:
            with self._opener.open(request, timeout=20) as response:
                return Answer(response.status, response.headers, response.read())
        except urllib.error.HTTPError as refusal:
            with refusal:
                return Answer(refusal.code, refusal.headers, refusal.read())

    def get(self, path: str, **options: Any) -> Answer:
        return self.ask("GET", path, **options)

    def post(self, path: str, body: Any, **options: Any) -> Answer:
        return self.ask("POST", path, body, **options)

    def history(self, conversation: str, after: int = 0, until: int | None = None) -> list[dict]:
        """Every message of a conversation with a seq above `after`, up to `until`."""
        messages: list[dict] = []
        while True:
            path = f"/api/conversations/{conversation}/messages?after={after}&limit=100"
            answer = self.get(path)
            if answer.status != 200:
                raise OSError(f"history answered {answer.status}: {answer.body[:200]!r}")
            page = answer.json
            messages += page["items"]
            if not page["hasMore"]:
                break
            if not page["items"] or page["items"][-1]["seq"] <= after:
                raise AssertionError(f"history after {after} does not go on: {page}")
            after = page["items"][-1]["seq"]
            if until is not None and after >= until:
                break
        return [m for m in messages if until is None or m["seq"] <= until]
