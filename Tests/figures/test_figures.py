"""How long a seed and a start take."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from api import Api
from fill import fill
from server import Seeded, Server

MESSAGES = 1_000_000


def test_ten_thousand_users_are_seeded_in_ten_seconds(hubbub, tmp_path, figure):
    began = time.monotonic()
    seeded = Seeded(hubbub, tmp_path / "data", users=10_000)
    figure("seed --users 10000", time.monotonic() - began, wanted=10)
    assert len(seeded.tokens) == 10_001


@pytest.fixture(scope="module")
def filled(hubbub, tmp_path_factory) -> Iterator[tuple[Server, Seeded]]:
    """A server, not yet started, on a million messages in ten rooms."""
    data = tmp_path_factory.mktemp("filled") / "data"
    seeded = Seeded(hubbub, data, users=100, rooms=10)
    fill(data, MESSAGES)
    server = Server(hubbub, data)
    yield server, seeded
    server.kill()


def started(server: Server) -> float:
    """Starts it; returns the seconds until it is ready."""
    began = time.monotonic()
    server.start(timeout=60)
    while Api(server.url).get("/readyz").status != 200:
        assert time.monotonic() < began + 60
        time.sleep(0.01)
    return time.monotonic() - began


def test_a_million_messages_do_not_hold_up_a_start(filled, figure):
    server, seeded = filled
    figure("start with 1,000,000 messages", started(server), wanted=2)
    page = Api(server.url, seeded.tokens[0])
    began = time.monotonic()
    history = page.get(f"/api/conversations/{seeded.rooms[0]}/messages?limit=100").json
    figure("the last 100 messages of one room", time.monotonic() - began, wanted=0.1)
    assert history["items"][-1]["number"] == MESSAGES // 10
    began = time.monotonic()
    assert len(page.get("/api/bootstrap").json["conversations"]) == 10
    figure("bootstrap", time.monotonic() - began, wanted=0.1)


def test_a_million_messages_do_not_hold_up_a_start_after_a_crash(filled, figure):
    server, seeded = filled
    server.kill()
    started(server)
    api = Api(server.url, seeded.tokens[0])
    for n in range(200):
        api.post("/api/posts", {"text": "x" * 1_000, "audience": "public", "key": f"{n}"})
    server.kill()
    figure("start after kill -9", started(server), wanted=2)
