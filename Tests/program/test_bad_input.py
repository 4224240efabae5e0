"""What no decent client sends: each gets the code the contract names, is counted,
and the server goes on for everybody else."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable

import pytest
from api import Api
from live import LiveSocket
from place import Place
from websocket import BINARY, TEXT, Refused, frame

ROOM = "0199f3c1-2000-7000-8000-000000000001"
PING = b'{"ref":9,"op":"ping"}'
KIB = 1_024


def padded(op: str, size: int) -> bytes:
    """A question of exactly `size` bytes; a member nobody knows fills it up."""
    text = json.dumps({"ref": 9, "op": op, "padding": ""})
    return (text[:-2] + "x" * (size - len(text)) + '"}').encode()


# -- what is answered; the socket goes on

ANSWERED = {
    "no JSON": (b"hello", None, "bad_request"),
    "half an object": (b'{"ref":9,"op":"ping"', None, "bad_request"),
    "two objects": (PING + PING, None, "bad_request"),
    "an array": (b"[1]", None, "bad_request"),
    "nothing": (b"", None, "bad_request"),
    "half a surrogate pair": (b'{"ref":9,"op":"\\ud800"}', None, "bad_request"),
    "deep nesting": (b'{"ref":9,"op":' + b"[" * 30_000, None, "bad_request"),
    "a NUL in the JSON": (b'{"ref":9,"op":"ping"}\0', None, "bad_request"),
    "no ref": (b'{"op":"ping"}', None, "bad_request"),
    "a ref that is no number": (b'{"ref":"9","op":"ping"}', None, "bad_request"),
    "a ref too large": (b'{"ref":1e99,"op":"ping"}', None, "bad_request"),
    "no op": (b'{"ref":9}', 9, "bad_request"),
    "an unknown op": (b'{"ref":9,"op":"conquer"}', 9, "bad_request"),
    "an op in capitals": (b'{"ref":9,"op":"PING"}', 9, "bad_request"),
    "a like of nothing": (b'{"ref":9,"op":"like"}', 9, "bad_request"),
    "a message without text": (
        b'{"ref":9,"op":"send","conversation":"%s","key":"k"}' % ROOM.encode(),
        9,
        "bad_request",
    ),
    "a message without key": (
        b'{"ref":9,"op":"send","conversation":"%s","text":"t"}' % ROOM.encode(),
        9,
        "bad_request",
    ),
    "a message to nowhere": (b'{"ref":9,"op":"send","key":"k","text":"t"}', 9, "bad_request"),
    "a number for a text": (
        b'{"ref":9,"op":"send","conversation":"%s","key":"k","text":7}' % ROOM.encode(),
        9,
        "bad_request",
    ),
    "a room that is not": (
        b'{"ref":9,"op":"send","conversation":"%s","key":"k","text":"t"}' % ROOM.encode(),
        9,
        "not_found",
    ),
    "topics that are no list": (b'{"ref":9,"op":"subscribe","topics":{}}', 9, "bad_request"),
}


@pytest.mark.parametrize("name", ANSWERED)
def test_what_cannot_be_read_is_answered_and_the_socket_goes_on(place, name):
    text, ref, code = ANSWERED[name]
    before = place.counted("refusals", code)
    with place.live(0) as socket:
        socket.send_frame(TEXT, text)
        answer = socket.answer(ref)
        assert answer["ref"] == ref and answer["error"]["code"] == code
        assert answer["error"]["message"]
        assert socket.ok("ping") == {}
    assert place.counted("refusals", code) == before + 1


# -- what ends the socket

MASKED_TEXT = frame(TEXT, PING)

CLOSING: dict[str, tuple[bytes, int]] = {
    "a frame one byte too large": (frame(TEXT, padded("ping", 64 * KIB + 1)), 1009),
    "a second start one byte too large": (frame(TEXT, padded("start", 64 * KIB + 1)), 1009),
    "a message in pieces, one byte too large": (
        frame(TEXT, b"x" * 64 * KIB, final=False) + frame(0, b"x"),
        1009,
    ),
    "a length nobody can mean": (b"\x81\xff" + b"\x7f" + b"\xff" * 7 + b"mask", 1009),
    "a length with its highest bit": (b"\x81\xff" + b"\xff" * 8 + b"mask", 1002),
    "invalid UTF-8": (frame(TEXT, b'{"ref":9,"op":"p\xc3\x28ng"}'), 1007),
    "UTF-8 that ends too early": (frame(TEXT, PING + b"\xf0\x9f\x91"), 1007),
    "a surrogate in UTF-8": (frame(TEXT, b"\xed\xa0\x80"), 1007),
    "an unmasked frame": (frame(TEXT, PING, masked=False), 1002),
    "the first reserved bit": (frame(TEXT, PING, reserved=4), 1002),
    "the second reserved bit": (frame(TEXT, PING, reserved=2), 1002),
    "the third reserved bit": (frame(TEXT, PING, reserved=1), 1002),
    "a reserved opcode": (frame(3, PING), 1002),
    "a reserved control opcode": (frame(0xB, PING), 1002),
    "a ping in pieces": (frame(9, b"", final=False), 1002),
    "a ping too long": (frame(9, b"x" * 126), 1002),
    "a continuation of nothing": (frame(0, PING), 1002),
    "a message within a message": (frame(TEXT, b"{", final=False) + MASKED_TEXT, 1002),
    "half a close code": (frame(8, b"\x03"), 1002),
    "a close code nobody may send": (frame(8, b"\x03\xee"), 1002),
    "a close reason that is no UTF-8": (frame(8, b"\x03\xe8\xff"), 1007),
    "binary": (frame(BINARY, PING), 1003),
}


@pytest.mark.parametrize("name", CLOSING)
def test_what_breaks_the_protocol_closes_that_socket_and_no_other(place, name):
    data, code = CLOSING[name]
    before = place.counted("closes", str(code))
    with place.live(0) as socket, place.live(0) as other:
        socket.send_bytes(data)
        assert socket.wait_closed().code == code
        assert other.ok("ping") == {}
    assert place.counted("closes", str(code)) == before + 1


def test_a_frame_of_64_kib_is_read(place):
    with place.live(0) as socket:
        socket.send_frame(TEXT, padded("ping", 64 * KIB))
        assert socket.answer(9) == {"ref": 9, "ok": {}}
        pieces = padded("ping", 64 * KIB)
        socket.send_frame(TEXT, pieces[: 40 * KIB], final=False)
        socket.send_frame(0, pieces[40 * KIB :])
        assert socket.answer(9) == {"ref": 9, "ok": {}}


def test_a_start_may_have_256_kib_and_not_a_byte_more(place):
    with place.socket(0) as socket:
        socket.send_frame(TEXT, padded("start", 256 * KIB))
        assert "heads" in socket.answer(9)["ok"]
    with place.socket(0) as socket:
        socket.send_frame(TEXT, padded("start", 256 * KIB + 1))
        assert socket.wait_closed().code == 1009


# -- who is not let in

DOOR: dict[str, tuple[Callable[[Place], dict[str, str]], int, str]] = {
    "no credentials": (lambda place: {}, 401, "unauthorized"),
    "a token of nobody": (lambda place: {"Authorization": f"Bearer {'A' * 43}"}, 401, "unauthorized"),
    "a token that is none": (lambda place: {"Authorization": "Bearer \xa7"}, 401, "unauthorized"),
    "a foreign origin": (
        lambda place: {**cookie(place), "Origin": "https://evil.example"},
        403,
        "bad_origin",
    ),
    "our host on another port": (
        lambda place: {**cookie(place), "Origin": f"http://127.0.0.1:{place.server.port - 1}"},
        403,
        "bad_origin",
    ),
    "no origin": (lambda place: cookie(place), 403, "bad_origin"),
    "an origin called null": (lambda place: {**cookie(place), "Origin": "null"}, 403, "bad_origin"),
}


def cookie(place: Place, person: int = 0) -> dict[str, str]:
    return {"Cookie": f"hubbub_session={place.tokens[person]}"}


@pytest.mark.parametrize("name", DOOR)
def test_a_socket_is_refused_at_the_door(place, name):
    make_headers, status, code = DOOR[name]
    before = place.counted("refusals", code)
    with pytest.raises(Refused) as refused:
        LiveSocket(place.server.url, headers=make_headers(place))
    assert refused.value.status == status
    assert json.loads(refused.value.body)["error"]["code"] == code
    assert place.counted("refusals", code) == before + 1


def test_a_page_of_ours_is_let_in_with_its_cookie(place):
    headers = {**cookie(place), "Origin": place.server.url}
    with LiveSocket(place.server.url, headers=headers) as socket:
        assert socket.started().ok("ping") == {}


def test_another_site_cannot_make_a_browser_change_anything(place):
    headers = {**cookie(place), "Origin": "https://evil.example"}
    before = place.counted("refusals", "bad_origin")
    body = {"text": "I was tricked", "audience": "public", "key": place.fresh("tricked-")}
    answer = place.guest.post("/api/posts", body, headers=headers)
    assert (answer.status, answer.code) == (403, "bad_origin")
    cross_site = {**cookie(place), "Sec-Fetch-Site": "cross-site"}
    assert place.guest.post("/api/logout", None, headers=cross_site).code == "bad_origin"
    assert place.counted("refusals", "bad_origin") == before + 2
    assert place.guest.get("/api/me", headers=headers).status == 200


def test_an_expired_token_opens_nothing(make_place):
    place = make_place(users=2)
    with sqlite3.connect(place.data / "hubbub.db") as db:
        owner = bytes.fromhex(place.ids[0].replace("-", ""))
        changed = db.execute("UPDATE session SET expires_at = 1000 WHERE user = ?", (owner,))
        assert changed.rowcount == 1
    db.close()
    place.start()
    assert place.api(0).get("/api/me").code == "unauthorized"
    with pytest.raises(Refused) as refused:
        place.socket(0)
    assert refused.value.status == 401
    assert place.counted("refusals", "unauthorized") == 2
    assert place.api(1).get("/api/me").status == 200


# -- the same over HTTP

BODIES = {
    "no JSON": (b"hello", 400, "bad_request"),
    "half an object": (b'{"text":"t"', 400, "bad_request"),
    "nothing": (b"", 400, "bad_request"),
    "invalid UTF-8": (b'{"text":"\xff","audience":"public","key":"k"}', 400, "bad_request"),
    "no key": (b'{"text":"t","audience":"public"}', 400, "bad_request"),
    "a body one byte too large": (b'"' + b"x" * (64 * KIB - 1) + b'"', 413, "too_large"),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_cannot_be_read_is_refused(place, name):
    body, status, code = BODIES[name]
    before = place.counted("refusals", code)
    answer = place.api().post("/api/posts", body)
    assert (answer.status, answer.code) == (status, code)
    assert place.counted("refusals", code) == before + 1


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/nothing", 404, "not_found"),
        ("GET", "/api/nothing%2e%2e/%00", 404, "not_found"),
        ("DELETE", "/api/feed", 405, "method_not_allowed"),
        ("POST", "/api/me", 405, "method_not_allowed"),
    ],
)
def test_what_is_not_there_is_told_in_json(place, method, path, status, code):
    answer = place.api().ask(method, path)
    assert (answer.status, answer.code) == (status, code)


def test_figures_are_for_those_who_may_see_them(place):
    assert place.guest.get("/api/stats").status == 401
    assert place.api(0).get("/api/stats").status == 403
    assert Api(place.server.url, "another token").get("/api/stats").status == 401
