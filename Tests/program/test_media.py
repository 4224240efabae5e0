"""Pictures, films and sounds: taken in, made ready, shown to who may see them, and gone with what shows them."""

from __future__ import annotations

import http.client
import random
import subprocess
import threading

import pytest
from api import Api
from samples import files, film, made, moving, picture, send, sound, taken_in, with_exif
from waiting import until


def share(place, person: int, *media: dict, **fields) -> dict:
    body = {"text": "", "audience": "public", "key": place.fresh("k"), "media": [one["id"] for one in media], **fields}
    answer = place.api(person).post("/api/posts", body)
    assert answer.status == 201, answer
    return answer.json["post"]


def test_a_picture_is_made_ready_in_all_sizes(place):
    media = taken_in(place.api(), picture("jpg", "2000x1000"))
    assert (media["kind"], media["type"], media["width"], media["height"]) == ("image", "image/jpeg", 1600, 800)
    assert set(media["variants"]) == {"thumb", "medium", "large", "fallback"}
    assert media["url"] == media["variants"]["large"]
    assert media["placeholder"].startswith("data:image/webp;base64,") and len(media["placeholder"]) < 1_400
    sizes = {name: len(place.api().get(path).body) for name, path in media["variants"].items()}
    assert sizes["thumb"] < sizes["medium"] < sizes["large"]
    webp, jpeg = (place.api().get(media["variants"][name]) for name in ("large", "fallback"))
    assert (webp.headers["content-type"], webp.body[8:12]) == ("image/webp", b"WEBP")
    assert (jpeg.headers["content-type"], jpeg.body[:2]) == ("image/jpeg", b"\xff\xd8")


def test_where_and_with_what_a_picture_was_taken_goes(place):
    sent = with_exif(picture())
    assert b"SecretCam" in sent
    media = taken_in(place.api(), sent)
    assert {"GPS", "camera", "time"} <= set(media["removed"])
    for path in media["variants"].values():
        body = place.api().get(path).body
        assert b"SecretCam" not in body and b"2026:01:02" not in body


def test_where_a_film_was_taken_goes_and_it_still_plays(place, tmp_path):
    sent = film("mp4", 2, "-metadata", "location=+48.8577+002.295/", "-movflags", "use_metadata_tags")
    assert b"+48.8577" in sent
    media = taken_in(place.api(), sent)
    assert media["removed"] == ["GPS"] and media["seconds"] == pytest.approx(2, abs=0.1)
    kept = place.api().get(media["url"]).body
    assert b"+48.8577" not in kept and len(kept) == len(sent)
    (tmp_path / "kept.mp4").write_bytes(kept)
    subprocess.run(["ffmpeg", "-v", "error", "-xerror", "-i", tmp_path / "kept.mp4", "-f", "null", "-"], check=True)


def test_what_moves_goes_on_moving_and_films_have_a_poster(place):
    gif = taken_in(place.api(), moving())
    assert gif["animated"] is True
    assert b"ANMF" in place.api().get(gif["variants"]["large"]).body
    assert b"ANMF" not in place.api().get(gif["variants"]["thumb"]).body
    for suffix, kind in (("mp4", "video/mp4"), ("webm", "video/webm")):
        media = taken_in(place.api(), film(suffix))
        assert (media["kind"], media["type"], media["width"], media["height"]) == ("video", kind, 320, 180)
        assert place.api().get(media["variants"]["poster"]).body[8:12] == b"WEBP"
        assert place.api().get(media["url"]).headers["content-type"] == kind


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [("mp3", "audio/mpeg"), ("m4a", "audio/mp4"), ("ogg", "audio/ogg"), ("opus", "audio/ogg"), ("wav", "audio/wav")],
)
def test_a_sound_of_each_kind_is_taken_in(place, suffix, kind):
    media = taken_in(place.api(), sound(suffix))
    assert (media["kind"], media["type"]) == ("audio", kind)
    assert media["seconds"] == pytest.approx(2, abs=0.1)
    assert place.api().get(media["url"]).body == sound(suffix)


@pytest.mark.parametrize(
    ("name", "body", "status", "code"),
    [
        ("nothing", lambda: b"", 422, "corrupt_media"),
        ("a page", lambda: b"<!DOCTYPE html><script>alert(1)</script>", 415, "unsupported_type"),
        ("an SVG", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', 415, "unsupported_type"),
        ("a script", lambda: b"#!/bin/sh\nexit 0\n", 415, "unsupported_type"),
        ("a cut picture", lambda: picture()[:-400], 422, "corrupt_media"),
        ("a page behind a picture", lambda: picture() + b"<script>alert(1)</script>", 422, "corrupt_media"),
        ("a cut film", lambda: film()[:-400], 422, "corrupt_media"),
    ],
)
def test_what_cannot_be_shown_is_refused_and_leaves_nothing(place, name, body, status, code):
    before = files(place)
    answer = send(place.api(), body(), name)
    assert (answer.status, answer.code) == (status, code)
    assert until(lambda: files(place) == before)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a%00b", "x" * 300, "%E2%80%AEgpj.exe", ""])
def test_whatever_a_file_is_called_it_is_kept_under_its_own_name(place, name):
    answer = place.api().ask("POST", f"/api/media?name={name}", picture("png", "64x48"))
    assert answer.status == 201, answer
    assert all(part.isalnum() or part.split(".")[0].isalnum() for path in files(place) for part in path.split("/"))


def test_who_may_see_what_shows_it_may_see_it(make_place):
    place = make_place(users=4, rooms=0).start()
    ada, bob, eve = place.api(0), place.api(1), place.api(2)
    ada.ask("PUT", f"/api/friends/{place.names[1]}")
    bob.ask("PUT", f"/api/friends/{place.names[0]}")
    media = taken_in(ada, picture())
    path = media["url"]

    def seen() -> list[int]:
        return [api.get(path).status for api in (ada, bob, eve)] + [place.guest.get(path).status]

    assert seen() == [200, 404, 404, 401], "a draft is its owner's"
    post = share(place, 0, media, audience="friends")
    assert post["media"][0]["id"] == media["id"]
    assert seen() == [200, 200, 404, 401]
    ada.ask("PATCH", f"/api/posts/{post['id']}", {"audience": "public"})
    assert seen() == [200, 200, 200, 401]
    ada.ask("PUT", f"/api/blocks/{place.names[2]}")
    assert seen() == [200, 200, 404, 401]
    ada.ask("DELETE", f"/api/posts/{post['id']}")
    assert seen() == [404, 404, 404, 401]
    assert until(lambda: files(place) == [], 15), files(place)

    talk = bob.post("/api/conversations", {"kind": "direct", "with": place.names[0]}).json["conversation"]["id"]
    path = taken_in(bob, film())["url"]
    with place.live(1) as socket:
        sent = socket.ok("send", conversation=talk, key="k", text="", media=[path.split("/")[2]])
    assert seen() == [200, 200, 404, 401]
    assert ada.history(talk)[-1]["media"][0]["kind"] == "video"
    assert ada.get(path).headers["cache-control"] == "private, no-cache"
    bob.ask("DELETE", f"/api/conversations/{talk}/messages/{sent['seq']}")
    assert ada.history(talk)[-1]["media"] == []
    assert seen() == [404, 404, 404, 401]


def test_equal_files_are_kept_once_until_the_last_is_gone(make_place):
    place = make_place(users=3, rooms=0).start()
    one, other = (taken_in(place.api(person), picture("png")) for person in (0, 1))
    assert one["id"] != other["id"]
    kept = files(place)
    posts = [share(place, person, media) for person, media in ((0, one), (1, other))]
    place.api(0).ask("DELETE", f"/api/posts/{posts[0]['id']}")
    assert place.api(2).get(other["url"]).status == 200
    assert files(place) == kept
    place.api(1).ask("DELETE", f"/api/posts/{posts[1]['id']}")
    assert until(lambda: files(place) == [], 15), files(place)


def test_what_goes_together_is_checked(place):
    api = place.api(4)
    pictures = [taken_in(api, picture("png", f"{40 + n}x30")) for n in range(5)]
    tape, stranger = taken_in(api, sound("wav")), taken_in(place.api(5), picture())
    for media, status, code in (
        (pictures, 422, "invalid"),
        ([pictures[0], tape], 422, "invalid"),
        ([pictures[0], pictures[0]], 422, "invalid"),
        ([stranger], 404, "not_found"),
    ):
        body = {"text": "t", "audience": "public", "key": place.fresh("k"), "media": [one["id"] for one in media]}
        answer = api.post("/api/posts", body)
        assert (answer.status, answer.code, answer.json["error"]["field"]) == (status, code, "media")
    with place.live(4) as socket:
        refusal = socket.ask("send", conversation=place.rooms[0], key="mixed", text="t", media=[pictures[0]["id"], tape["id"]])
        assert refusal["error"]["code"] == "bad_request"
        empty = socket.ask("send", conversation=place.rooms[0], key="empty", text="", media=[])
        assert empty["error"]["code"] == "bad_request"
        ok = socket.ok("send", conversation=place.rooms[0], key="same", text="", media=[pictures[0]["id"]])
        again = socket.ok("send", conversation=place.rooms[0], key="same", text="", media=[pictures[0]["id"]])
        other = socket.ask("send", conversation=place.rooms[0], key="same", text="", media=[pictures[1]["id"]])
        assert again == ok and other["error"]["code"] == "key_reused"
    post = share(place, 4, *pictures[:4])
    assert [one["id"] for one in post["media"]] == [one["id"] for one in pictures[:4]]
    kept = [pictures[3]["id"], pictures[0]["id"]]
    edited = api.ask("PATCH", f"/api/posts/{post['id']}", {"media": kept}).json["post"]
    assert [one["id"] for one in edited["media"]] == kept and edited["editedAt"]
    assert api.ask("PATCH", f"/api/posts/{post['id']}", {"media": []}).json["error"]["field"] == "text"


def test_what_a_picture_shows_is_said_in_words_live(place):
    media = taken_in(place.api(6), picture("png", "50x40"))
    post = share(place, 6, media)
    with place.live(7) as socket:
        alt = place.api(6).ask("PATCH", f"/api/media/{media['id']}", {"alt": "  A dog in snow "}).json["media"]["alt"]
        assert alt == "A dog in snow"
        told = socket.event("post_edited")
        assert told["data"]["post"]["id"] == post["id"]
        assert told["data"]["post"]["media"][0]["alt"] == "A dog in snow"
        assert told["data"]["post"].get("editedAt") is None
    assert place.api(7).ask("PATCH", f"/api/media/{media['id']}", {"alt": "mine"}).status == 404
    assert place.api(6).ask("PATCH", f"/api/media/{media['id']}", {"alt": "x" * 1_501}).status == 422
    assert place.api(6).ask("DELETE", f"/api/media/{media['id']}").status == 403
    draft = taken_in(place.api(6), picture("png", "51x40"))
    assert place.api(6).ask("DELETE", f"/api/media/{draft['id']}").status == 204
    assert place.api(6).get(draft["url"]).status == 404


# -- serving


def test_ranges_are_answered_as_the_rules_have_it(place):
    api, sent = place.api(), film("mp4", 3)
    path, size = taken_in(api, sent)["url"], len(sent)

    def ranged(value: str, **headers: str):
        return api.get(path, headers={"Range": value, **headers})

    whole = api.get(path)
    assert (whole.status, whole.body, whole.headers["accept-ranges"]) == (200, sent, "bytes")
    for value, first, last in (("bytes=0-9", 0, 10), ("bytes=-500", size - 500, size), (f"bytes={size - 3}-", size - 3, size),
                               ("bytes=10-99999999", 10, size), ("bytes=-99999999", 0, size)):
        answer = ranged(value)
        assert (answer.status, answer.body) == (206, sent[first:last]), value
        assert answer.headers["content-range"] == f"bytes {first}-{last - 1}/{size}"
    for value in (f"bytes={size}-", "bytes=-0"):
        assert (ranged(value).status, ranged(value).headers["content-range"]) == (416, f"bytes */{size}")
    assert ranged(f"bytes=7-{2**63 - 1}").body == sent[7:]
    for value in (f"bytes=0-{2**63}", "bytes=5-2", "bytes=a-b", "bytes=0-1,4-5", "lines=1-2", "bytes=-"):
        assert ranged(value).status == 200, value
    tag = whole.headers["etag"]
    assert ranged("bytes=0-9", **{"If-Range": tag}).status == 206
    assert ranged("bytes=0-9", **{"If-Range": '"another"'}).status == 200
    assert api.get(path, headers={"If-None-Match": tag}).status == 304
    head = api.ask("HEAD", path)
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(size))
    assert api.ask("HEAD", path, headers={"Range": "bytes=0-9"}).status == 200
    for name, value in (("x-content-type-options", "nosniff"), ("content-security-policy", "default-src 'none'; sandbox"),
                        ("cross-origin-resource-policy", "same-origin"), ("content-disposition", "inline")):
        assert whole.headers[name] == value


def test_several_readers_seek_at_once(place):
    sent = film("mp4", 3)
    path = taken_in(place.api(), sent)["url"]
    wrong: list[int] = []

    def read(seed: int) -> None:
        dice, api = random.Random(seed), place.api(seed)
        for _ in range(20):
            first = dice.randrange(len(sent))
            last = min(len(sent), first + dice.randrange(1, 50_000))
            if api.get(path, headers={"Range": f"bytes={first}-{last - 1}"}).body != sent[first:last]:
                wrong.append(first)

    share(place, 0, {"id": path.split("/")[2]})
    readers = [threading.Thread(target=read, args=(seed,)) for seed in range(6)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert wrong == []


# -- what goes wrong


def test_more_than_ones_share_is_refused(make_place):
    sent = made("wav", "-f", "lavfi", "-i", "sine=d=3")
    place = make_place(users=2, rooms=0, environment={"HUBBUB_MEDIA_QUOTA_BYTES": str(len(sent) + 1_000)}).start()
    assert send(place.api(0), sent).status == 201
    kept = files(place)
    for body in (sound("wav"), picture("png")):
        refused = send(place.api(0), body)
        assert (refused.status, refused.code) == (507, "quota_exceeded")
    assert until(lambda: files(place) == kept)
    assert send(place.api(1), sound("mp3")).status == 201, "another's share is another's"


def test_a_body_that_ends_early_leaves_nothing(place):
    before = files(place)
    connection = http.client.HTTPConnection("127.0.0.1", place.server.port, timeout=20)
    connection.putrequest("POST", "/api/media")
    connection.putheader("Authorization", f"Bearer {place.tokens[0]}")
    connection.putheader("Content-Length", "500000")
    connection.endheaders()
    connection.send(picture("png", "400x300")[:20_000])
    assert until(lambda: len(files(place)) > len(before))
    connection.close()
    assert until(lambda: files(place) == before), files(place)


def test_without_the_programs_films_are_kept_and_it_is_said_what_is_missing(make_place):
    place = make_place(users=1, rooms=0, environment={"PATH": "/nowhere"}).start()
    media = taken_in(place.api(), film("mp4", 2))
    assert media["missing"] == ["poster"] and media["seconds"] == pytest.approx(2, abs=0.2)
    refused = send(place.api(), picture())
    assert (refused.status, refused.code) == (503, "unavailable")


def test_a_poster_that_was_missing_comes_with_the_program_and_is_told(make_place):
    place = make_place(users=2, rooms=0, environment={"PATH": "/nowhere"}).start()
    poor = taken_in(place.api(0), film("mp4", 2))
    assert poor["missing"] == ["poster"] and poor["variants"] == {}
    post = share(place, 0, poor)
    place.server.terminate()
    place.server.environment.pop("PATH")
    place.server.start()
    with place.live(1) as socket:
        again = taken_in(place.api(0), film("mp4", 2))
        assert "missing" not in again and again["id"] != poor["id"]
        told = socket.event("post_edited")["data"]["post"]
    assert told["id"] == post["id"] and told.get("editedAt") is None
    (shown,) = told["media"]
    assert shown["id"] == poor["id"] and "missing" not in shown
    assert place.api(1).get(shown["variants"]["poster"]).body[8:12] == b"WEBP"
    assert place.api(1).get(f"/api/posts/{post['id']}").json["post"]["media"] == [shown]
