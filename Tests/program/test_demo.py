"""`serve --demo`: a sample community that is alive, from a folder that goes with it."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path

import pytest
from api import Api
from live import LiveSocket
from server import Server, run
from waiting import until

ENDS_WITHIN = 5  # s; who does not go when told holds it up for longer
LOGIN = re.compile(r"a demo: open (\S+) and log in as mia \(admin\) or tom, password ([a-z0-9-]+)")


class Demo(Server):
    """A server that has no data folder of its own."""

    def command(self) -> list[str]:
        return [self.binary, "serve", "--demo", "--host", "127.0.0.1", "--port", "0"]


@pytest.fixture
def demo(hubbub: Path, tmp_path: Path):
    server = Demo(hubbub, tmp_path / "data", environment={"TMPDIR": str(tmp_path)})
    server.start()
    yield server
    server.kill()


def login(server: Server, name: str) -> Api:
    url, password = LOGIN.search(server.errors()).groups()
    assert url == server.url
    answer = Api(url).post("/api/login", {"username": name, "password": password, "token": True})
    assert answer.status == 200, answer
    return Api(url, answer.json["token"])


def test_two_may_log_in_to_twelve_people_forty_posts_and_three_conversations(demo):
    mia, tom = login(demo, "mia"), login(demo, "tom")
    people = mia.ask("GET", "/api/admin/people").json["items"]
    assert len(people) == 12
    assert [one["username"] for one in people if one["role"] == "admin"] == ["mia"]
    posts = mia.ask("GET", "/api/feed?limit=100").json["items"]
    assert len(posts) >= 40
    assert sum(post["likes"]["count"] for post in posts) > 100
    kinds = sorted(one["kind"] for one in mia.ask("GET", "/api/conversations").json["items"])
    assert kinds[:3] == ["direct", "group", "room"]
    assert "nobody is admin here yet" not in demo.errors()
    assert len(tom.ask("GET", "/api/friends/requests").json["incoming"]) == 1


def test_it_is_alive(demo):
    mia = login(demo, "mia")
    assert until(lambda: len(mia.ask("GET", "/api/online").json["items"]) >= 6), "friends are here"
    socket = LiveSocket(demo.url, mia.token).started(since=mia.ask("GET", "/api/bootstrap").json["since"])
    try:
        heard = set()
        while not {"likes", "message"} <= heard and not {"typing", "message"} <= heard:
            heard.add(socket.receive(timeout=40).get("event"))
    finally:
        socket.close()


def test_its_folder_goes_with_it(demo, tmp_path):
    assert [name for name in os.listdir(tmp_path) if name.startswith("hubbub-demo-")]
    began = time.monotonic()
    demo.process.send_signal(signal.SIGTERM)
    assert demo.process.wait(20) == 0
    took = time.monotonic() - began
    print(f"\nended after {took:.1f} s")
    assert took < ENDS_WITHIN, "its people go when they are told to"
    assert not [name for name in os.listdir(tmp_path) if name.startswith("hubbub-demo-")]


def test_a_demo_takes_no_folder(hubbub, tmp_path):
    assert run(hubbub, "serve", "--demo", "--data-dir", str(tmp_path / "mine")).returncode == 64
