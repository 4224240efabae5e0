"""Search: what is found, by whom, and how soon."""

from __future__ import annotations

import time
from urllib.parse import quote

from live import LiveSocket
from person import Person
from place import say
from talk import direct, group, member, message
from waiting import until

SOON = 10  # seconds: ten times what it takes on a quiet machine


def found(person: Person, query: str, kind: str) -> list[dict]:
    answer = person.api.get(f"/api/search?query={quote(query)}&in={kind}")
    assert answer.status == 200, answer.body
    return answer.json["items"]


def soon(person: Person, query: str, kind: str) -> list[dict]:
    """What is found once anything is."""
    assert until(lambda: bool(found(person, query, kind)), SOON), f"{query} is not found"
    return found(person, query, kind)


def live(place, person):
    return LiveSocket(place.server.url, person.token).started()


def test_a_friends_only_post_is_found_by_friends_only(place):
    ada, bob, eve = Person(place), Person(place), Person(place)
    ada.befriend(bob)
    word = place.fresh("kingfisher")
    began = time.monotonic()
    post = ada.post(f"We saw a {word} today", "friends")
    items = soon(bob, word, "posts")
    print(f"a post is found after {time.monotonic() - began:.2f} s")
    assert [i["post"]["id"] for i in items] == [post]
    start, end = items[0]["marks"][0]
    assert items[0]["snippet"][start:end] == word
    assert [i["post"]["id"] for i in found(ada, word.upper(), "posts")] == [post]
    assert found(eve, word, "posts") == []
    ada.api.ask("DELETE", f"/api/friends/{bob.name}")
    assert found(bob, word, "posts") == []


def test_messages_are_found_by_members_as_they_now_are(place):
    ada, bob, eve = Person(place), Person(place), Person(place)
    chat = group(ada.api, "Birds", [bob.name])["id"]
    old, new = place.fresh("heron"), place.fresh("stork")
    with live(place, ada) as socket:
        seq = say(socket, chat, f"a {old} stands there", key="m")["seq"]
    assert [i["message"]["seq"] for i in soon(bob, old, "messages")] == [seq]
    assert found(eve, old, "messages") == []
    assert ada.api.ask("PATCH", message(chat, seq), {"text": f"no, a {new}"}).status == 200
    assert found(bob, old, "messages") == []
    assert [i["message"]["text"] for i in soon(bob, new, "messages")] == [f"no, a {new}"]
    assert ada.api.ask("DELETE", member(chat, bob.name)).status == 204
    assert found(bob, new, "messages") == []
    assert ada.api.ask("DELETE", message(chat, seq)).status == 204
    assert found(ada, new, "messages") == []


def test_two_who_are_apart_find_nothing_of_each_other(place):
    ada, bob = Person(place), Person(place)
    word = place.fresh("owl")
    chat = direct(ada.api, bob.name)["id"]
    with live(place, ada) as socket:
        say(socket, chat, f"{word} at night")
    ada.post(f"{word} by day", "public")
    assert soon(bob, word, "messages") and soon(bob, word, "posts") and soon(bob, ada.name, "people")
    assert bob.api.ask("PUT", f"/api/blocks/{ada.name}").status == 200
    for person in (ada, bob):
        assert found(person, word, "messages") == []
    assert found(bob, word, "posts") == [] and found(bob, ada.name, "people") == []
    assert found(ada, bob.name, "people") == []


def test_what_cannot_be_searched_is_refused(place):
    ada = Person(place)
    for query in ("", "query=", "query=" + "x" * 101, "query=x&in=drawers", "query=x&before=there", "query=x&limit=0"):
        answer = ada.api.get(f"/api/search?{query}")
        assert (answer.status, answer.code) == (400, "bad_request"), query
    assert found(ada, "!?", "posts") == []
