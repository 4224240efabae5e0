"""Profile pictures of the program: sent, shown, replaced, removed, and none lost or left by a crash."""

from __future__ import annotations

import http.client
import random
import threading
import time

import pytest
from api import Api
from avatars import addresses, files, png, send
from waiting import until


def test_a_picture_is_sent_seen_by_others_replaced_and_removed(make_place):
    place = make_place(users=2).start()
    ada, bob = place.api(0), place.api(1)
    first = send(ada, png())
    assert first.status == 200, first
    old = addresses(first.json["user"]["avatar"])
    for path in old:
        answer = bob.get(path)
        assert (answer.status, answer.headers["content-type"]) == (200, "image/webp")
        assert answer.body[:4] == b"RIFF" and answer.body[8:12] == b"WEBP"
        assert place.guest.get(path).status == 401

    new = addresses(send(ada, png(40, 90)).json["user"]["avatar"])
    assert [bob.get(path).status for path in old + new] == [404, 404, 200, 200]
    assert until(lambda: len(files(place)) == 2), files(place)

    removed = ada.ask("DELETE", "/api/me/avatar")
    assert removed.json["user"]["avatar"] == f"/avatars/{place.ids[0]}.svg"
    assert [bob.get(path).status for path in new] == [404, 404]
    assert bob.get(removed.json["user"]["avatar"]).status == 200
    assert until(lambda: files(place) == []), files(place)


def test_a_message_shows_the_picture_of_its_author(place):
    ada = place.api(3)
    avatar = send(ada, png()).json["user"]["avatar"]
    post = ada.post("/api/posts", {"text": "look", "audience": "public", "key": place.fresh("k")})
    assert post.json["post"]["author"]["avatar"] == avatar


@pytest.mark.parametrize(
    ("name", "body", "status", "code"),
    [
        ("nothing", b"", 422, "corrupt_media"),
        ("html", b"<!DOCTYPE html><script>alert(1)</script>", 415, "unsupported_type"),
        ("svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', 415, "unsupported_type"),
        ("script", b"#!/bin/sh\nexit 0\n", 415, "unsupported_type"),
        ("cut off", png(300, 200)[:-40], 422, "corrupt_media"),
        ("60 megapixels", png(says=(10_000, 6_000)), 413, "too_large"),
        ("too many bytes", png() + bytes(10 * 1024 * 1024), 413, "too_large"),
    ],
)
def test_what_is_no_picture_is_refused_though_it_says_so(place, name, body, status, code):
    before = place.api(0).get("/api/me").json
    answer = send(place.api(0), body)
    assert (answer.status, answer.code) == (status, code), name
    assert place.api(0).get("/api/me").json == before


def test_a_size_that_was_not_announced_is_counted_as_it_comes(place):
    connection = http.client.HTTPConnection("127.0.0.1", place.server.port, timeout=30)
    headers = {"Authorization": f"Bearer {place.tokens[0]}"}
    pieces = (bytes(64 * 1024) for _ in range(200))
    try:
        connection.request("PUT", "/api/me/avatar", pieces, headers, encode_chunked=True)
        status = connection.getresponse().status
    except (BrokenPipeError, ConnectionResetError):
        status = 413  # it did not wait for the end
    finally:
        connection.close()
    assert status == 413


def test_without_the_decoder_pictures_are_refused_in_words_and_the_log_names_the_package(make_place):
    place = make_place(environment={"PATH": "/nowhere"}).start()
    answer = send(place.api(0), png())
    assert (answer.status, answer.code) == (503, "unavailable")
    assert "cannot take in pictures" in answer.json["error"]["message"]
    assert "libvips-tools" in place.server.errors() or "util-linux" in place.server.errors()
    assert place.api(0).get("/api/me").status == 200


def test_whenever_it_is_killed_each_picture_has_its_files_and_nothing_else_is_left(make_place):
    place = make_place(users=3)
    chance = random.Random(20)
    for _ in range(5):
        place.start()
        senders = [
            threading.Thread(target=send_until_killed, args=(place.api(person),), daemon=True)
            for person in range(3)
        ]
        for sender in senders:
            sender.start()
        time.sleep(chance.uniform(0.2, 1.5))
        place.server.kill()
        for sender in senders:
            sender.join(30)
    place.start()
    kept = []
    for person in range(3):
        avatar = place.api(person).get("/api/me").json["user"]["avatar"]
        if avatar.endswith(".svg"):
            continue
        kept += addresses(avatar)
    assert kept, "nothing was ever written"
    assert [place.guest.get(path).status for path in kept] == [401] * len(kept)
    assert [place.api(0).get(path).status for path in kept] == [200] * len(kept)
    wanted = sorted(path.rsplit("/", 1)[1] for path in kept)
    assert until(lambda: files(place) == wanted), (files(place), wanted)


def send_until_killed(api: Api) -> None:
    """Sends pictures, one after the other, until nobody answers."""
    while True:
        try:
            assert send(api, png()).status in (200, 503)
        except (OSError, http.client.HTTPException):
            return
