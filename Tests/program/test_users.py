"""Accounts from the machine that keeps them: `hubbub user`."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess

import pytest
from api import Api
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


def test_beside_a_running_server_nothing_is_changed_and_it_is_said_why(user, server):
    user("add", "mara", handed_in=PASSWORD)
    server.start()
    for arguments in (("add", "ivo"), ("role", "mara", "admin")):
        said = user(*arguments)
        assert said.returncode == 1 and "Stop it first" in said.stderr, said
    mara, status = log_in(server, "mara", PASSWORD)
    assert status == 200 and mara.get("/api/stats").status == 403
    assert log_in(server, "ivo", PASSWORD)[1] == 401


@pytest.mark.parametrize(
    "arguments", [(), ("add",), ("role", "mara"), ("role", "mara", "queen"), ("conquer", "mara")]
)
def test_wrong_usage_ends_with_64(hubbub, tmp_path, arguments):
    said = run(hubbub, "user", *arguments, cwd=tmp_path)
    assert said.returncode == (64 if arguments else 0)
    assert list(tmp_path.iterdir()) == []
