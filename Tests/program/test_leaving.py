"""Leaving, coming back, and what others see of who has left."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from api import Api
from avatars import files, png, send
from live import LiveSocket
from person import Person
from place import PASSWORD
from waiting import until


def seen(api: Api, name: str, post: str) -> list[str]:
    """Where somebody is seen by who asks."""
    people = api.get("/api/friends").json["items"]
    places = {
        "page": api.get(f"/api/users/{name}").status == 200,
        "post": api.get(f"/api/posts/{post}").status == 200,
        "feed": post in [item["id"] for item in api.get("/api/feed").json["items"]],
        "search": name in [u["username"] for u in api.get(f"/api/users?query={name}").json["items"]],
        "friends": name in [friend["user"]["username"] for friend in people],
    }
    return [place for place, is_seen in places.items() if is_seen]


def test_who_leaves_is_hidden_from_friends_and_strangers_until_a_login(place):
    ada, friend, stranger = Person(place), Person(place), Person(place)
    ada.befriend(friend)
    public = ada.post(place.fresh("for all "), "public")
    friendly = ada.post(place.fresh("for friends "), "friends")
    everywhere = ["page", "post", "feed", "search", "friends"]
    assert seen(friend.api, ada.name, friendly) == everywhere
    assert seen(stranger.api, ada.name, public) == everywhere[:-1]

    wrong = ada.leave("not the password")
    assert (wrong.status, wrong.code) == (401, "invalid_credentials")
    assert wrong.json["error"]["field"] == "password"
    assert seen(friend.api, ada.name, friendly) == everywhere

    assert ada.leave().status == 204
    assert ada.api.get("/api/me").status == 401
    assert seen(friend.api, ada.name, friendly) == []
    assert seen(stranger.api, ada.name, public) == []
    assert place.sign_up(username=ada.name).code == "username_taken"

    login = place.guest.post("/api/login", {"username": ada.name, "password": PASSWORD, "token": True})
    assert login.status == 200
    assert seen(friend.api, ada.name, friendly) == everywhere
    assert seen(stranger.api, ada.name, public) == everywhere[:-1]


def test_the_sockets_of_who_leaves_close_for_good(place):
    ada = Person(place)
    second = place.guest.post("/api/login", {"username": ada.name, "password": PASSWORD, "token": True})
    sockets = []
    for token in (ada.token, second.json["token"]):
        sockets.append(LiveSocket(place.server.url, token).started())
    assert ada.leave().status == 204
    assert [socket.wait_closed().code for socket in sockets] == [4501, 4501]


def test_messages_of_who_has_left_stay_in_their_room(place):
    ada, reader = Person(place), Person(place)
    room = ada.api.post("/api/conversations", {"kind": "room", "title": place.fresh("Room ")})
    room_id = room.json["conversation"]["id"]
    joined = reader.api.ask("PUT", f"/api/conversations/{room_id}/members/{reader.name}")
    assert joined.status == 200
    socket = LiveSocket(place.server.url, ada.token).started()
    socket.ok("send", conversation=room_id, key="k", text="remember me")
    assert ada.leave().status == 204
    assert socket.wait_closed().code == 4501
    (message,) = reader.api.history(room_id)
    assert (message["text"], message["author"]["username"]) == ("remember me", ada.name)


def test_who_does_not_come_back_in_time_is_erased_at_the_next_start(make_place):
    place = make_place().start()
    ada, friend = Person(place), Person(place)
    ada.befriend(friend)
    assert send(ada.api, png()).status == 200
    assert len(files(place)) == 2
    post = friend.post("a post to like", "public")
    socket = LiveSocket(place.server.url, ada.token).started()
    socket.ok("like", post=post)
    room = place.rooms[0]
    for person in (ada, friend):
        assert person.api.ask("PUT", f"/api/conversations/{room}/members/{person.name}").status == 200
    socket.ok("send", conversation=room, key="k", text="remember me")
    assert ada.leave().status == 204
    assert socket.wait_closed().code == 4501
    place.server.terminate()
    with closing(sqlite3.connect(place.data / "hubbub.db")) as db, db:
        fifteen_days = 15 * 86_400_000
        db.execute("UPDATE user SET deleted_at = deleted_at - ? WHERE deleted_at > 0", (fifteen_days,))
    place.server.start()
    friend.api.url = place.server.url

    def author() -> dict:
        (message,) = friend.api.history(room)
        assert message["text"] == "remember me"
        return message["author"]

    assert until(lambda: author()["username"].startswith("gone-"))
    assert until(lambda: friend.api.get(f"/api/posts/{post}").json["post"]["likes"]["count"] == 0)
    assert until(lambda: files(place) == [])
    assert ada.name not in friend.api.get("/api/bootstrap").body.decode()
    login = {"username": ada.name, "password": PASSWORD}
    late = place.guest.post("/api/login", login)
    unknown = place.guest.post("/api/login", {**login, "username": "nobody_at_all"})
    assert (late.status, late.body) == (401, unknown.body)
    assert place.sign_up(username=ada.name).code == "username_taken"
