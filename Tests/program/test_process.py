"""The program as its operator sees it: starting, ending, refusing to start, its log."""

from __future__ import annotations

import json
import socket
import sqlite3
import time
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from api import Api
from place import say
from server import Server, StartFailed, run
from websocket import Closed


def test_it_says_which_version_it_is(hubbub):
    said = run(hubbub, "version")
    assert said.returncode == 0 and said.stdout.startswith("hubbub ")
    assert "version" in json.loads(run(hubbub, "version", "--json").stdout)


def test_it_says_where_it_listens_once_it_answers(place):
    assert place.server.lines == [f"listening on http://127.0.0.1:{place.server.port}"]
    assert place.guest.get("/livez").status == 200


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/healthz", "/readyz?verbose"])
def test_probes_need_no_login(place, path):
    answer = place.guest.get(path)
    assert answer.status == 200 and b"ok" in answer.body
    assert answer.headers["Cache-Control"] == "no-store"
    assert abs(parsedate_to_datetime(answer.headers["Date"]).timestamp() - time.time()) < 60


def test_everything_wrong_with_the_configuration_is_told_at_once(hubbub, tmp_path):
    (tmp_path / "hubbub.conf").write_text("signup = perhaps\nprot = 80\n")
    environment = {"HUBBUB_RATE_LIMITS": "some", "HUBBUB_HEARTBEAT_SECONDS": "0"}
    said = run(
        hubbub, "serve", "--port", "70000", "--data-dir", str(tmp_path), environment=environment
    )
    assert said.returncode == 64 and said.stdout == ""
    wrong = ["hubbub.conf line 1", "perhaps", "prot", "HUBBUB_RATE_LIMITS", "HUBBUB_HEARTBEAT_SECONDS"]
    for word in [*wrong, "--port", "70000"]:
        assert word in said.stderr, f"{word} is not told of:\n{said.stderr}"
    assert not (tmp_path / "hubbub.db").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("serve", "--no-such-flag"),
        ("conquer",),
        ("seed", "--users", "x", "--tokens", "t"),
        ("seed", "--users", "1"),
        ("seed", "--users", "-1", "--tokens", "t"),
    ],
)
def test_wrong_usage_ends_with_64(hubbub, tmp_path, arguments):
    said = run(hubbub, *arguments, cwd=tmp_path)
    assert said.returncode == 64 and said.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_has_one_owner(place, hubbub):
    second = run(hubbub, "serve", "--port", "0", "--data-dir", str(place.data))
    assert second.returncode == 1 and str(place.data) in second.stderr
    tokens = place.data.parent / "others"
    seeding = ["seed", "--users", "1", "--prefix", "x", "--tokens", str(tokens)]
    assert run(hubbub, *seeding, "--data-dir", str(place.data)).returncode == 1
    assert place.api().get("/api/me").status == 200


def test_a_port_in_use_is_told_in_a_sentence(hubbub, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = run(hubbub, "serve", "--port", str(port), "--data-dir", str(tmp_path / "data"))
    assert said.returncode == 1
    assert str(port) in said.stderr and "Fatal" not in said.stderr


def test_a_newer_file_is_left_alone(make_place):
    place = make_place()
    with sqlite3.connect(place.data / "hubbub.db") as db:
        db.execute("INSERT INTO grdb_migrations (identifier) VALUES ('99 of tomorrow')")
    db.close()
    with pytest.raises(StartFailed):
        place.start()
    assert "newer" in place.server.errors()


# -- seed


def seed(hubbub: Path, folder: Path, *arguments: str) -> tuple[list[list[str]], list[str]]:
    """Seeds `folder`; returns the fields of each line of tokens, and the room ids."""
    tokens, rooms = folder / "tokens", folder / "rooms"
    said = run(
        hubbub, "seed", "--data-dir", str(folder / "data"), "--tokens", str(tokens),
        "--room-ids", str(rooms), *arguments,
    )
    assert said.returncode == 0, said.stderr
    return [line.split("\t") for line in tokens.read_text().splitlines()], rooms.read_text().split()


def test_a_seed_writes_who_there_is_and_which_rooms(hubbub, tmp_path):
    people, rooms = seed(hubbub, tmp_path, "--users", "3", "--rooms", "2")
    assert [fields[0] for fields in people] == ["u0", "u1", "u2", "publisher"]
    assert all(len(fields) == 3 for fields in people)
    assert len({token for _, _, token in people}) == 4 and len(set(rooms)) == 2
    assert (tmp_path / "tokens").stat().st_mode & 0o077 == 0, "tokens are for their owner alone"
    with Server(hubbub, tmp_path / "data") as server:
        for name, identifier, token in people:
            started = LoggedIn(server, token)
            assert (started.me["username"], started.me["id"]) == (name, identifier)
            assert started.rooms == {"room0": rooms[0], "room1": rooms[1]}


def test_a_spread_seed_puts_each_user_into_one_room(hubbub, tmp_path):
    seeded = ["--users", "5", "--rooms", "2", "--spread", "--prefix", "crowd_"]
    people, rooms = seed(hubbub, tmp_path, *seeded)
    with Server(hubbub, tmp_path / "data") as server:
        for number, (name, _, token) in enumerate(people[:-1]):
            assert name == f"crowd_{number}"
            expected = {f"room{number % 2}": rooms[number % 2]}
            assert LoggedIn(server, token).rooms == expected
        assert len(LoggedIn(server, people[-1][2]).rooms) == 2


def test_a_second_seed_of_the_same_names_changes_nothing(hubbub, tmp_path):
    seed(hubbub, tmp_path, "--users", "1", "--rooms", "1")
    again = run(
        hubbub, "seed", "--users", "1", "--data-dir", str(tmp_path / "data"),
        "--tokens", str(tmp_path / "others"),
    )
    assert again.returncode == 1 and "u0" in again.stderr


class LoggedIn:
    """What a token opens."""

    def __init__(self, server: Server, token: str) -> None:
        start = Api(server.url, token).get("/api/bootstrap").json
        self.me = start["me"]
        self.rooms = {c["title"]: c["id"] for c in start["conversations"]}


# -- the log


def test_each_line_of_the_log_is_a_json_object_and_no_secret(make_place):
    place = make_place(users=1, environment={"HUBBUB_LOG_LEVEL": "trace"}).start()
    token = place.sign_up(username="some_body").json["token"]
    with place.live(0) as live:
        say(live, place.rooms[0], "a private matter")
    place.guest.get("/api/nothing")
    assert place.server.terminate() == 0
    lines = place.server.errors().splitlines()
    assert lines
    for line in lines:
        entry = json.loads(line)
        assert {"time", "level", "message"} <= set(entry), line
    for secret in (token, *place.tokens, "a private matter", "nine blue herons"):
        assert secret not in place.server.errors()


# -- pages


def test_who_is_logged_out_is_led_to_the_login_and_its_page_is_in_the_program(place):
    led = place.guest.get("/messages")
    assert (led.status, led.headers["Location"]) == (302, "/login?next=/messages")
    page = place.guest.get("/login")
    assert page.status == 200 and page.headers["Content-Type"].startswith("text/html")
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    home = place.guest.get("/", headers={"Cookie": f"hubbub_session={place.tokens[0]}"})
    assert home.status == 200 and b"<main" in home.body
    assert place.guest.get("/client/hubbub.js").status == 200
    assert place.guest.get("/no/such/page").status == 404


def test_pages_in_a_folder_are_served_as_they_are_now(make_place, tmp_path):
    web = tmp_path / "web"
    web.mkdir()
    (web / "login.html").write_text("<main>first</main>")
    place = make_place(users=1, arguments=("--web-dir", str(web))).start()
    assert place.guest.get("/login").body == b"<main>first</main>"
    (web / "login.html").write_text("<main>second</main>")
    assert place.guest.get("/login").body == b"<main>second</main>"
    assert place.guest.get("/client/../../place0.log").status in (400, 404)


# -- the end


def test_the_end_is_told_to_each_socket_with_a_slot_of_its_own(make_place):
    place = make_place(users=5).start()
    sockets = [place.live(n % 6) for n in range(12)]
    began = time.monotonic()
    place.server.process.terminate()
    ends = [socket.wait_closed() for socket in sockets]
    assert place.server.process.wait(10) == 0
    assert time.monotonic() - began < 10
    assert {end.code for end in ends} == {4001}
    slots = [json.loads(end.reason)["retryAfterMs"] for end in ends]
    assert len(set(slots)) == len(slots) and min(slots) >= 0


def test_what_was_asked_before_the_end_is_answered_and_kept(make_place):
    """Every message that is kept was acknowledged, and every acknowledged one is kept."""
    place = make_place(users=1).start()
    room = place.rooms[0]
    with place.live(0) as sender:
        refs = [
            sender.tell("send", conversation=room, key=f"k{n}", text=f"{n}") for n in range(200)
        ]
        sender.answers(refs[:5])
        place.server.process.terminate()
        assert sender.wait_closed().code == 4001
        acknowledged = {f["ok"]["seq"] for f in sender.frames if "seq" in f.get("ok", {})}
    assert place.server.process.wait(10) == 0
    place.start()
    kept = {m["seq"] for m in place.api().history(room)}
    assert kept == acknowledged and len(kept) >= 5


def test_a_client_that_does_not_listen_cannot_hold_up_the_end(make_place):
    place = make_place(users=1).start()
    sockets = [place.live(0) for _ in range(3)]
    with socket.create_connection((place.server.host, place.server.port)) as idle:
        idle.sendall(b"GET /api/feed HTTP/1.1\r\nHost: x\r\n")  # and never the rest
        assert place.server.terminate(10) == 0
    for live in sockets:
        live.disconnect()


def test_at_the_end_everything_is_in_the_one_file(make_place):
    place = make_place(users=1).start()
    post = place.post(0)
    with place.live(0) as live:
        said = say(live, place.rooms[0], "kept")
        epoch = live.hello["epoch"]
    assert place.server.terminate() == 0
    log = place.data / "hubbub.db-wal"
    assert not log.exists() or log.stat().st_size == 0
    place.start()
    assert place.api().get("/api/feed").json["items"] == [post]
    assert [m["id"] for m in place.api().history(place.rooms[0])] == [said["id"]]
    assert place.api().get("/api/bootstrap").json["epoch"] == epoch


def test_a_crash_loses_nothing_and_keeps_the_epoch(make_place):
    place = make_place(users=1).start()
    room = place.rooms[0]
    with place.live(0) as live:
        epoch, heads = live.hello["epoch"], live.start["heads"]
        said = say(live, room, "kept")
        place.server.kill()
        with pytest.raises(Closed):
            live.hear_all()
    place.start()
    with place.live(0, epoch=epoch, since=heads) as live:
        assert live.hello["epoch"] == epoch and live.start["reset"] == []
        assert live.event("message")["data"]["message"]["id"] == said["id"]
        assert say(live, room, "kept") == said

