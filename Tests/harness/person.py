"""Somebody who signed up, with friends and posts of their own."""

from __future__ import annotations

from api import Api
from place import PASSWORD


class Person:
    """Somebody with a password, and a token of theirs."""

    def __init__(self, place) -> None:
        user = place.sign_up().json
        self.name, self.id = user["user"]["username"], user["user"]["id"]
        self.api = Api(place.server.url, user["token"])
        self.token = user["token"]

    def befriend(self, other: "Person") -> None:
        self.api.ask("PUT", f"/api/friends/{other.name}")
        answer = other.api.ask("PUT", f"/api/friends/{self.name}")
        assert answer.json["relation"] == "friends", answer

    def post(self, text: str, audience: str) -> str:
        answer = self.api.post("/api/posts", {"text": text, "audience": audience, "key": text})
        assert answer.status == 201, answer
        return answer.json["post"]["id"]

    def leave(self, password: str = PASSWORD):
        return self.api.ask("DELETE", "/api/me", {"password": password})
