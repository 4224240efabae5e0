"""Signing up, logging in and out, and who is refused at the door."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from api import Api
from live import LiveSocket
from place import PASSWORD
from websocket import Closed, Refused

COOKIE = re.compile(r"hubbub_session=([^;]+); Path=/; HttpOnly; SameSite=Lax; Max-Age=\d+$")


def test_a_signup_answers_with_the_user_and_a_cookie_that_is_the_login(place):
    name = place.fresh("ada_")
    answer = place.sign_up(username=name, displayName="Ada Lovelace", token=False)
    assert answer.status == 201
    user = answer.json["user"]
    assert (user["username"], user["displayName"]) == (name, "Ada Lovelace")
    assert user["id"] and user["avatar"].startswith("/")
    assert "token" not in answer.json
    cookie = COOKIE.fullmatch(answer.headers["Set-Cookie"])
    assert cookie, answer.headers["Set-Cookie"]
    me = place.guest.get("/api/me", headers={"Cookie": f"hubbub_session={cookie[1]}"})
    assert me.json["user"] == user


def test_a_program_asks_for_a_token_instead_of_the_cookie(place):
    answer = place.sign_up()
    assert answer.headers["Set-Cookie"] is None
    me = Api(place.server.url, answer.json["token"]).get("/api/me")
    assert me.status == 200 and me.json["user"] == answer.json["user"]


def test_usernames_are_lower_case_wherever_they_are_said(place):
    name = place.fresh("Grace_")
    assert place.sign_up(username=name).json["user"]["username"] == name.lower()
    taken = place.sign_up(username=name.upper())
    assert (taken.status, taken.code) == (409, "username_taken")
    login = {"username": name.upper(), "password": PASSWORD, "token": True}
    assert place.guest.post("/api/login", login).json["user"]["username"] == name.lower()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "a"),
        ("username", "a" * 31),
        ("username", "with space"),
        ("username", "ünï"),
        ("password", "short7!"),
        ("password", "x" * 257),
        ("password", "password1"),
        ("displayName", ""),
        ("displayName", "x" * 51),
        ("displayName", "two\nlines"),
    ],
)
def test_a_signup_names_the_field_that_is_wrong(place, field, value):
    answer = place.sign_up(**{field: value})
    assert (answer.status, answer.code) == (422, "invalid")
    assert answer.json["error"]["field"] == field
    assert answer.json["error"]["message"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "ab"),
        ("username", "z" * 30),
        ("password", "8 chars!"),
        ("password", "pä" * 128),
        ("displayName", "é"),
        ("displayName", "x" * 50),
    ],
)
def test_a_signup_at_its_bounds_is_taken(place, field, value):
    assert place.sign_up(**{field: value}).status == 201


def test_an_unknown_name_and_a_wrong_password_are_told_alike(place):
    name = place.sign_up().json["user"]["username"]
    wrong = place.guest.post("/api/login", {"username": name, "password": "not this one"})
    unknown = place.guest.post("/api/login", {"username": "nobody_here", "password": "not this one"})
    assert (wrong.status, wrong.code) == (401, "invalid_credentials")
    assert wrong.body == unknown.body and wrong.status == unknown.status


def test_a_seeded_user_has_no_password_to_log_in_with(place):
    answer = place.guest.post("/api/login", {"username": place.names[0], "password": PASSWORD})
    assert (answer.status, answer.code) == (401, "invalid_credentials")


def test_a_logout_closes_that_sessions_sockets_at_once_and_no_others(place):
    name = place.sign_up().json["user"]["username"]
    login = {"username": name, "password": PASSWORD, "token": True}
    first, second = (place.guest.post("/api/login", login).json["token"] for _ in range(2))
    url = place.server.url
    with (
        LiveSocket(url, first) as one,
        LiveSocket(url, first).started() as two,
        LiveSocket(url, second).started() as other,
    ):
        assert Api(url, first).post("/api/logout", None).status == 204
        assert one.wait_closed(2).code == 4501
        assert two.wait_closed(2).code == 4501
        assert Api(url, first).get("/api/me").status == 401
        with pytest.raises(Refused) as refused:
            LiveSocket(url, first)
        assert refused.value.status == 401
        assert other.ok("ping") == {}
        assert Api(url, second).get("/api/me").status == 200


def test_a_socket_that_opens_while_its_session_ends_does_not_outlive_it(place):
    """Twenty logouts, each while a socket of that session is being opened."""
    name, url = place.sign_up().json["user"]["username"], place.server.url
    ends = []
    for turn in range(20):
        login = {"username": name, "password": PASSWORD, "token": True}
        token = place.guest.post("/api/login", login).json["token"]
        with ThreadPoolExecutor(1) as elsewhere:
            logout = elsewhere.submit(Api(url, token).post, "/api/logout", None)
            time.sleep(turn % 10 / 2_000)
            try:
                with LiveSocket(url, token) as socket:
                    ends.append(socket.wait_closed(5).code)
            except Refused as refused:
                ends.append(refused.status)
            except Closed as closed:
                ends.append(closed.code)
            assert logout.result().status == 204
    assert set(ends) <= {401, 4501}, ends


def test_a_logout_takes_the_cookie_back(place):
    set_cookie = place.sign_up(token=False).headers["Set-Cookie"]
    headers = {"Cookie": set_cookie.partition(";")[0]}
    answer = place.guest.post("/api/logout", None, headers=headers)
    assert answer.status == 204
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    assert place.guest.get("/api/me", headers=headers).status == 401


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/logout"),
        ("GET", "/api/me"),
        ("GET", "/api/bootstrap"),
        ("GET", "/api/feed"),
        ("POST", "/api/posts"),
        ("GET", "/api/posts/0199f3c1-3000-7000-8000-000000000007"),
        ("GET", "/api/conversations"),
        ("POST", "/api/conversations"),
        ("GET", "/api/rooms"),
        ("GET", "/api/conversations/0199f3c1-3000-7000-8000-000000000007/messages"),
    ],
)
def test_who_is_not_logged_in_gets_401_and_nothing_else(place, method, path):
    answer = place.guest.ask(method, path, b"{}" if method == "POST" else None)
    assert (answer.status, answer.code) == (401, "unauthorized")


def test_anybody_may_read_the_limits(place):
    answer = place.guest.get("/api/config")
    assert answer.status == 200
    limits = answer.json["limits"]
    assert limits["message"] == {"min": 1, "max": 4_000}
    assert limits["post"]["max"] == 2_000 and limits["listDefault"] == 50
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_guessing_a_password_becomes_slow(make_place):
    place = make_place(users=1, environment={"HUBBUB_RATE_LIMITS": "on"}).start()
    name = place.sign_up().json["user"]["username"]
    answers = [
        place.guest.post("/api/login", {"username": name, "password": f"guess number {n}"})
        for n in range(8)
    ]
    assert [a.status for a in answers[:5]] == [401] * 5
    late = next(a for a in answers if a.status != 401)
    assert (late.status, late.code) == (429, "rate_limited")
    assert int(late.headers["Retry-After"]) >= 1


@pytest.mark.parametrize(("signup", "status"), [("closed", 403), ("invite", 403)])
def test_an_operator_may_close_the_door(make_place, signup, status):
    place = make_place(users=1, environment={"HUBBUB_SIGNUP": signup}).start()
    answer = place.sign_up()
    assert (answer.status, answer.code) == (status, "forbidden")
    assert place.guest.get("/api/config").json["features"]["signup"] == signup
