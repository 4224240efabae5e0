"""The example of docs/client.md, run as it is: it talks on while the server goes and comes back."""

from __future__ import annotations

import os
import queue
import subprocess
import threading
from collections.abc import Iterator

import pytest
from live import LiveSocket
from person import Person
from place import PASSWORD
from server import ROOT, free_port
from talk import direct
from waiting import until

EXAMPLE = ROOT / "docs" / "example" / "talk.mjs"


class Example:
    """The program, with somebody who types."""

    def __init__(self, url: str, username: str, partner: str) -> None:
        self.heard: list[str] = []
        self.statuses: queue.Queue[str] = queue.Queue()
        self.process = subprocess.Popen(
            ["node", str(EXAMPLE), url, username, partner],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "HUBBUB_PASSWORD": PASSWORD},
        )
        for stream, take in ((self.process.stdout, self.heard.append), (self.process.stderr, self.statuses.put)):
            threading.Thread(target=self._follow, args=(stream, take), daemon=True).start()

    @staticmethod
    def _follow(stream, take) -> None:
        with stream:
            for line in stream:
                take(line.rstrip("\n"))

    def type(self, *lines: str) -> None:
        self.process.stdin.write("".join(f"{line}\n" for line in lines))
        self.process.stdin.flush()

    def wait_for(self, status: str) -> None:
        while self.statuses.get(timeout=20) != status:
            pass


@pytest.fixture
def party(make_place) -> Iterator[tuple]:
    """Ada's example and Bob, and the conversation of both."""
    place = make_place(users=1, port=free_port()).start()
    ada, bob = Person(place), Person(place)
    talk = direct(bob.api, ada.name)["id"]
    example = Example(place.server.url, ada.name, bob.name)
    yield place, ada, bob, talk, example
    example.process.kill()
    example.process.wait(10)
    example.process.stdin.close()


def test_nothing_is_lost_and_nothing_comes_twice_over_restarts(party):
    place, ada, bob, talk, example = party
    example.wait_for("live")
    example.type("hello")
    expected = [f"{ada.name}: hello"]
    assert until(lambda: example.heard == expected), example.heard
    say(place, bob, talk, "hello yourself, äöü 🦊")
    expected.append(f"{bob.name}: hello yourself, äöü 🦊")
    assert until(lambda: example.heard == expected), example.heard

    place.server.kill()  # as a power cut would
    example.wait_for("waiting")
    example.type("typed while it was away")
    place.server.start()
    expected.append(f"{ada.name}: typed while it was away")
    assert until(lambda: example.heard == expected), example.heard
    say(place, bob, talk, "long " * 700)  # more than fits into a short frame
    expected.append(f"{bob.name}: {'long ' * 700}")

    lines = [f"line {number}" for number in range(200)]
    example.type(*lines[:100])
    assert until(lambda: len(example.heard) > 20)
    place.server.kill()  # in the midst of them
    example.type(*lines[100:])
    place.server.start()
    assert until(lambda: len(example.heard) > 130)
    assert place.server.terminate() == 0  # and once more, drained
    place.server.start()
    expected += [f"{ada.name}: {line}" for line in lines]
    until(lambda: len(example.heard) >= len(expected))
    assert example.heard == expected
    names = {ada.id: ada.name, bob.id: bob.name}
    kept = [f"{names[m['author']['id']]}: {m['text']}" for m in bob.api.history(talk)]
    assert kept == expected

    example.process.stdin.close()
    assert example.process.wait(10) == 0


def test_who_is_signed_out_stays_away(party):
    _, ada, _, _, example = party
    example.wait_for("live")
    sessions = ada.api.get("/api/me/sessions").json["items"]
    for session in sessions:
        if not session["current"]:
            ada.api.ask("DELETE", f"/api/me/sessions/{session['id']}")
    example.wait_for("the server says 4501")
    assert example.process.wait(10) == 1


def say(place, person: Person, talk: str, text: str) -> None:
    with LiveSocket(place.server.url, person.token).started() as socket:
        socket.ok("send", conversation=talk, key=place.fresh("k"), text=text)
