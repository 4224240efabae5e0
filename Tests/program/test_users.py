"""Accounts from the machine that keeps them: `hubbub user`."""

from __future__ import annotations

import json
import os
import pty
import re
import socket as socket_module
import stat
import subprocess
import time
from contextlib import ExitStack

import pytest
from api import Api
from live import LiveSocket
from place import PASSWORD
from server import Server, clean_environment, run

MADE = re.compile(r"^[a-km-np-z2-9]{5}(-[a-km-np-z2-9]{5}){3}$")


@pytest.fixture
def user(hubbub, tmp_path):
    """Runs `hubbub user …` on a folder of the test's own."""

    def run_user(*arguments: str, **options) -> subprocess.CompletedProcess[str]:
        return run(hubbub, "user", *arguments, "--data-dir", str(tmp_path / "data"), **options)

    return run_user


@pytest.fixture
def server(hubbub, tmp_path):
    """The server on that folder, once it is started."""
    server = Server(hubbub, tmp_path / "data")
    yield server
    server.kill()


@pytest.fixture
def listen(server):
    """Opens started sockets, which end with the test."""
    with ExitStack() as sockets:
        yield lambda token: sockets.enter_context(LiveSocket(server.url, token)).started()


def log_in(server: Server, username: str, password: str):
    body = {"username": username, "password": password, "token": True}
    answer = Api(server.url).post("/api/login", body)
    return Api(server.url, answer.json.get("token")), answer.status


def test_an_admin_made_before_the_first_start_logs_in_and_sees_the_figures(user, server):
    said = user("add", "Mara", "--role", "admin", handed_in=f"{PASSWORD}\n")
    assert (said.returncode, said.stdout, said.stderr) == (0, "mara is an admin now.\n", "")
    server.start()
    mara, status = log_in(server, "mara", PASSWORD)
    assert status == 200
    assert mara.get("/api/stats").status == 200
    assert mara.get("/api/bootstrap").json["me"]["role"] == "admin"


def test_without_a_password_one_is_made_told_once_and_opens_the_account(user, server):
    said = user("add", "mara")
    first, second = said.stdout.splitlines()
    assert said.returncode == 0 and first == "mara is a member now."
    made = second.removeprefix("Password: ")
    assert MADE.match(made), second
    server.start()
    mara, status = log_in(server, "mara", made)
    assert status == 200 and mara.get("/api/stats").status == 403


def test_at_a_terminal_nothing_is_waited_for(hubbub, tmp_path):
    """Whoever types the command gets a password at once, not a silent prompt."""
    ours, theirs = pty.openpty()
    command = [hubbub, "user", "add", "mara", "--data-dir", str(tmp_path / "data")]
    said = subprocess.run(
        command, stdin=theirs, capture_output=True, text=True, timeout=30, env=clean_environment()
    )
    os.close(ours)
    os.close(theirs)
    assert said.returncode == 0 and "Password: " in said.stdout


def test_programs_get_one_json_object(user):
    given = json.loads(user("add", "mara", "--json", handed_in=PASSWORD).stdout)
    assert {**given, "id": "…"} == {"id": "…", "username": "mara", "role": "member"}
    made = json.loads(user("add", "ivo", "--role", "admin", "--json").stdout)
    assert made["role"] == "admin" and MADE.match(made["password"])
    assert json.loads(user("role", "ivo", "member", "--json").stdout) == {
        "username": "ivo", "role": "member",
    }
    refused = user("add", "mara", "--json", handed_in=PASSWORD)
    assert refused.returncode == 1
    assert json.loads(refused.stdout)["error"]["code"] == "username_taken"


@pytest.mark.parametrize(
    ("name", "password", "words"),
    [
        ("m", PASSWORD, "2 to 30"),
        ("Mara Lindqvist", PASSWORD, "2 to 30"),
        ("mara", "short", "8 to 256"),
        ("mara", "x" * 257, "8 to 256"),
        ("mara", "password1", "guessed"),
        ("mara", "x" * 5_000, "4096 bytes"),
    ],
)
def test_what_breaks_the_rules_is_refused_in_a_sentence(user, name, password, words):
    said = user("add", name, handed_in=password)
    assert said.returncode == 1 and words in said.stderr and said.stdout == ""
    assert user("role", "mara", "admin").returncode == 1, "nothing was made"


def test_a_role_is_changed_and_holds_for_logins_that_are_there(hubbub, user, server):
    user("add", "mara", handed_in=PASSWORD)
    server.start()
    mara, _ = log_in(server, "mara", PASSWORD)
    assert mara.get("/api/stats").status == 403
    server.terminate()
    assert user("role", "mara", "admin").stdout == "mara is an admin now.\n"
    assert user("role", "mara", "admin").stdout == "mara is an admin already.\n"
    nobody = user("role", "nobody", "admin")
    assert nobody.returncode == 1 and "no such user" in nobody.stderr
    server.start()
    mara.url = server.url
    assert mara.get("/api/stats").status == 200


def test_beside_a_running_server_accounts_are_made_and_used_at_once(user, server):
    server.start()
    said = user("add", "mara", "--role", "admin", handed_in=f"{PASSWORD}\n")
    assert (said.returncode, said.stdout, said.stderr) == (0, "mara is an admin now.\n", "")
    mara, status = log_in(server, "mara", PASSWORD)
    assert status == 200 and mara.get("/api/stats").status == 200
    again = user("add", "mara", "--json", handed_in=PASSWORD)
    assert again.returncode == 1
    assert json.loads(again.stdout)["error"]["code"] == "username_taken"
    nobody = user("role", "nobody", "admin")
    assert nobody.returncode == 1 and "no such user" in nobody.stderr


def test_a_disabled_account_is_out_within_two_seconds_until_it_is_enabled(user, server, listen):
    user("add", "mara", handed_in=PASSWORD)
    server.start()
    mara, _ = log_in(server, "mara", PASSWORD)
    sockets = [listen(mara.token) for _ in range(2)]
    began = time.monotonic()
    assert user("disable", "mara").stdout == "mara is disabled now.\n"
    assert [socket.wait_closed().code for socket in sockets] == [4503, 4503]
    assert time.monotonic() - began < 2
    assert user("disable", "mara").stdout == "mara is disabled already.\n"
    assert mara.get("/api/me").status == 401
    assert log_in(server, "mara", PASSWORD)[1] == 403
    said = user("enable", "mara", "--json")
    assert json.loads(said.stdout) == {"username": "mara", "state": "enabled"}
    assert mara.get("/api/me").status == 200
    listen(mara.token).ok("ping")


def test_another_password_ends_every_session_within_two_seconds(user, server, listen):
    user("add", "mara", handed_in=PASSWORD)
    server.start()
    mara, _ = log_in(server, "mara", PASSWORD)
    socket = listen(mara.token)
    began = time.monotonic()
    said = user("passwd", "mara")
    assert socket.wait_closed().code == 4501
    assert time.monotonic() - began < 2
    first, second = said.stdout.splitlines()
    made = second.removeprefix("Password: ")
    assert first == "mara has another password now." and MADE.match(made)
    assert mara.get("/api/me").status == 401
    assert log_in(server, "mara", PASSWORD)[1] == 401
    assert log_in(server, "mara", made)[1] == 200
    short = user("passwd", "mara", handed_in="short")
    assert short.returncode == 1 and "8 to 256" in short.stderr
    assert log_in(server, "mara", made)[1] == 200


def test_who_is_no_admin_any_more_hears_no_figures(user, server, listen):
    user("add", "mara", "--role", "admin", handed_in=PASSWORD)
    server.start()
    mara, _ = log_in(server, "mara", PASSWORD)
    socket = listen(mara.token)
    socket.ok("subscribe", topics=["stats"])
    began = time.monotonic()
    assert user("role", "mara", "member").returncode == 0
    assert socket.wait_closed().code == 4011
    assert time.monotonic() - began < 2
    back = listen(mara.token)
    back.tell("subscribe", topics=["stats"])
    back.listen(1.5)
    assert back.events("stats") == []


def test_the_socket_is_its_owners_alone_and_gone_with_the_server(user, server):
    server.start()
    path = server.data / "hubbub.sock"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    server.terminate()
    assert not path.exists()
    server.start()
    server.kill()
    assert path.exists(), "a kill leaves it behind"
    assert user("add", "mara", handed_in=PASSWORD).returncode == 0, "which is in nobody's way"
    server.start()
    assert user("role", "mara", "admin").returncode == 0


@pytest.mark.parametrize(
    "line",
    [b"\n", b"hello\n", b'{"add":{}}\n', b'{"conquer":{"username":"mara"}}\n', b"x" * 20_000],
)
def test_what_is_no_order_is_hung_up_on_and_the_next_is_carried_out(user, server, line):
    server.start()
    with socket_module.socket(socket_module.AF_UNIX) as caller:
        caller.connect(str(server.data / "hubbub.sock"))
        caller.settimeout(10)
        try:
            caller.sendall(line)
            assert caller.recv(100) == b""
        except (BrokenPipeError, ConnectionResetError):
            pass
    assert user("add", "mara", handed_in=PASSWORD).returncode == 0


def test_who_says_nothing_holds_nobody_up_for_long(user, server):
    server.start()
    with socket_module.socket(socket_module.AF_UNIX) as caller:
        caller.connect(str(server.data / "hubbub.sock"))
        assert user("add", "mara", handed_in=PASSWORD).returncode == 0


def test_a_folder_deeper_than_a_socket_address_has_room_for(hubbub, tmp_path):
    data = tmp_path / ("d" * 120) / "data"
    server = Server(hubbub, data)
    data.parent.mkdir()
    server.start()
    try:
        said = run(hubbub, "user", "add", "mara", "--data-dir", str(data), handed_in=PASSWORD)
        assert said.returncode == 0, said
    finally:
        server.kill()


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("add",), ("role", "mara"), ("role", "mara", "queen"), ("conquer", "mara"),
        ("passwd",), ("disable",), ("enable", "mara", "ivo"),
    ],
)
def test_wrong_usage_ends_with_64(hubbub, tmp_path, arguments):
    said = run(hubbub, "user", *arguments, cwd=tmp_path)
    assert said.returncode == (64 if arguments else 0)
    assert list(tmp_path.iterdir()) == []
