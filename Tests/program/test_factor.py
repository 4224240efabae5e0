"""The second factor, over HTTP."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from api import Answer, Api
from factor import Owner
from place import PASSWORD


def told(answer: Answer) -> tuple[int, str | None]:
    return (answer.status, answer.code)


def test_the_whole_road(place):
    ada = Owner(place)
    assert len(ada.setup["secret"]) == 32
    assert ada.setup["uri"].startswith(f"otpauth://totp/Hubbub:{ada.name}?secret={ada.setup['secret']}&")
    assert len(set(ada.recovery)) == 10
    assert ada.api.get("/api/me").json["user"]["factor"] is True
    assert told(ada.log_in()) == (401, "code_required")
    assert told(ada.log_in(ada.authenticator.wrong())) == (401, "invalid_code")
    assert told(ada.log_in("12345")) == (401, "invalid_code")
    assert told(ada.log_in("1" * 10_000)) == (401, "invalid_code")
    code = ada.authenticator.code()
    token = ada.log_in(f" {code[:3]}-{code[3:]} ").json["token"]
    assert Api(place.server.url, token).get("/api/me").json["user"]["username"] == ada.name
    assert told(ada.log_in(code)) == (401, "invalid_code")
    assert told(ada.api.post("/api/me/factor", None)) == (409, "factor_on")
    recovery = ada.recovery[0].upper().replace("-", " ")
    assert ada.log_in(recovery).status == 200
    assert told(ada.log_in(recovery)) == (401, "invalid_code")
    wrong = ada.api.ask("DELETE", "/api/me/factor", {"password": "not this one"})
    assert told(wrong) == (401, "invalid_credentials")
    assert ada.api.ask("DELETE", "/api/me/factor", {"password": PASSWORD}).status == 204
    assert ada.log_in().status == 200
    assert ada.api.get("/api/me").json["user"]["factor"] is False


def test_a_camera_reads_the_address_from_the_qr_code(place, tmp_path):
    setup = Owner(place).setup
    drawing, picture = tmp_path / "code.svg", tmp_path / "code.png"
    drawing.write_text(setup["qr"])
    subprocess.run(["vips", "thumbnail", drawing, picture, "400"], check=True)
    read = subprocess.run(["zbarimg", "--quiet", "--raw", picture], check=True, capture_output=True, text=True)
    assert read.stdout.strip() == setup["uri"]


def test_an_operator_turns_a_lost_factor_off_beside_the_server(place, hubbub):
    ada = Owner(place)
    where = ["--data-dir", place.server.data]
    for said in ["now", "anyway"]:
        done = subprocess.run(
            [hubbub, "user", "factor-off", ada.name, *where], check=True, capture_output=True, text=True)
        assert done.stdout == f"{ada.name} has no second factor {said}.\n"
    assert ada.log_in().status == 200
    assert ada.api.get("/api/me").json["user"]["factor"] is False


def test_without_the_password_a_code_changes_nothing(place):
    ada = Owner(place)
    plain = place.sign_up().json["user"]["username"]
    answers = [
        place.guest.post("/api/login", {"username": name, "password": "not this one", **code})
        for name in (ada.name, plain, "nobody_here")
        for code in ({}, {"code": ada.authenticator.at(int(time.time()) // 30 + 1)}, {"code": ada.recovery[0]})
    ]
    assert {answer.body for answer in answers} == {answers[0].body}
    assert told(answers[0]) == (401, "invalid_credentials")
    assert ada.log_in(ada.recovery[0]).status == 200


def test_of_many_at_once_with_one_code_one_gets_in(place):
    ada = Owner(place)
    for code in (ada.authenticator.code(), ada.recovery[5]):
        with ThreadPoolExecutor(8) as people:
            answers = list(people.map(ada.log_in, [code] * 8))
        assert sorted(answer.status for answer in answers) == [200] + [401] * 7
        assert {answer.code for answer in answers} == {None, "invalid_code"}


def test_guesses_of_a_code_are_slowed_down_though_the_password_is_right(make_place):
    place = make_place(users=1, environment={"HUBBUB_RATE_LIMITS": "on"}).start()
    ada = Owner(place)
    answers = [ada.log_in(ada.authenticator.wrong()) for _ in range(6)]
    assert [told(answer) for answer in answers[:5]] == [(401, "invalid_code")] * 5
    assert told(answers[5]) == (429, "rate_limited")
    assert int(answers[5].headers["Retry-After"]) >= 1


def test_what_was_turned_on_outlives_the_server(make_place):
    place = make_place(users=1).start()
    ada = Owner(place)
    used = ada.authenticator.code()
    assert ada.log_in(used).status == 200
    place.server.kill()
    place.start()
    assert told(ada.log_in()) == (401, "code_required")
    assert told(ada.log_in(used)) == (401, "invalid_code")
    assert ada.log_in(ada.recovery[0]).status == 200


@pytest.mark.parametrize("damage", ["missing", "another", "half"])
def test_without_its_key_a_server_lets_nobody_in_by_code(make_place, damage):
    place = make_place(users=1).start()
    assert not (place.data / "hubbub.key").exists()
    ada = Owner(place)
    key, kept = place.data / "hubbub.key", place.data / "kept"
    assert key.stat().st_mode & 0o777 == 0o600 and key.stat().st_size == 32
    shutil.move(key, kept)
    if damage != "missing":
        key.write_bytes(os.urandom(32 if damage == "another" else 16))
    place.server.kill()
    place.start()
    assert told(ada.log_in()) == (401, "code_required")
    assert told(ada.log_in(ada.authenticator.at(int(time.time()) // 30 + 1))) == (503, "unavailable")
    assert "hubbub.key" in place.server.errors()
    assert ada.log_in(ada.recovery[0]).status == 200
    other = Api(place.server.url, place.sign_up().json["token"])
    set_up = other.post("/api/me/factor", None)
    # Another key cannot be told from the right one until it is to open something.
    assert set_up.status == (200 if damage == "another" else 503)
    shutil.move(kept, key)
    assert ada.log_in(ada.authenticator.code()).status == 200


@pytest.mark.parametrize("body", [{}, {"code": 123456}, {"code": None}, b"", b"\xff", b"[]"])
def test_what_is_no_code_at_all_is_refused(place, body):
    answer = place.api(0).ask("PUT", "/api/me/factor", body)
    assert told(answer) == (400, "bad_request")
