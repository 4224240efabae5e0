"""Conversations of two, and what can be done with a message."""

from __future__ import annotations

import pytest
from person import Person
from place import say
from talk import bell, direct, message, react


@pytest.fixture
def pair(place):
    """Two who know each other, and their conversation."""
    ada, bob = Person(place), Person(place)
    ada.befriend(bob)
    return ada, bob, direct(ada.api, bob.name)["id"]


def live(place, person, **arguments):
    from live import LiveSocket

    return LiveSocket(place.server.url, person.token).started(**arguments)


def test_there_is_one_conversation_for_two_whoever_opens_it(place):
    ada, bob = Person(place), Person(place)
    made = ada.api.post("/api/conversations", {"kind": "direct", "with": bob.name.upper()})
    assert made.status == 201
    conversation = made.json["conversation"]
    assert (conversation["kind"], conversation["memberCount"]) == ("direct", 2)
    assert "title" not in conversation
    assert {m["username"] for m in conversation["members"]} == {ada.name, bob.name}
    again = bob.api.post("/api/conversations", {"kind": "direct", "with": ada.name})
    assert (again.status, again.json["conversation"]["id"]) == (200, conversation["id"])
    for person in (ada, bob):
        mine = person.api.get("/api/conversations").json["items"]
        assert [c["id"] for c in mine] == [conversation["id"]]


def test_who_is_written_to_hears_of_it_live_and_on_the_bell_once(place):
    ada, bob = Person(place), Person(place)
    with live(place, ada) as a, live(place, bob) as b:
        chat = direct(ada.api, bob.name)["id"]
        told = b.event("conversation")
        assert (told["topic"], told["data"]["conversation"]["id"]) == (f"user:{bob.id}", chat)
        b.event("joined", lambda e: e["topic"] == f"conversation:{chat}")
        for text in ("one", "two", "three"):
            say(a, chat, text)
        for number, text in enumerate(("one", "two", "three")):
            got = b.event("message")["data"]["message"]
            assert (got["text"], got["number"]) == (text, number + 1)
        rung = bell(bob.api)
        assert [(i["kind"], i["conversation"], i["seq"]) for i in rung["items"]] == [
            ("message", chat, 2)
        ]
        kinds = [e["data"]["notification"]["kind"] for e in b.events("notification")]
        assert kinds == ["message"]
        unread = b.event("unread", lambda e: e["data"]["unread"] == 3)["data"]
        assert (unread["readSeq"], unread["readNumber"]) == (0, 0)
        # Read on one device, it is read everywhere.
        with live(place, bob) as phone:
            assert phone.ok("read", conversation=chat, seq=4) == {"readSeq": 4, "unread": 0}
            assert b.event("unread")["data"]["unread"] == 0
            assert b.event("notifications")["data"]["unread"] == 0
        assert a.event("read")["data"] == {"conversation": chat, "user": bob.id, "seq": 4}
        assert bell(bob.api)["unread"] == 0
        say(a, chat, "four")
        rung = bell(bob.api)
        assert [(i["kind"], i["seq"], i["read"]) for i in rung["items"]] == [("message", 5, False)]


def test_a_message_is_edited_deleted_answered_and_given_emoji_live(place, pair):
    ada, bob, chat = pair
    with live(place, ada) as a, live(place, bob) as b:
        first = say(a, chat, "helo")["seq"]
        edited = ada.api.ask("PATCH", message(chat, first), {"text": "hello"})
        assert edited.status == 200 and edited.json["message"]["editedAt"]
        event = b.event("message_edited")
        assert event["seq"] == first + 1
        shown = event["data"]["message"]
        assert (shown["seq"], shown["number"], shown["text"]) == (first, 1, "hello")
        # The same key again is the same message, whatever its text is now.
        assert say(a, chat, "helo")["seq"] == first
        assert a.code("send", conversation=chat, key="helo", text="hello") == "key_reused"

        reply = b.ok("send", conversation=chat, key="r", text="hi!", replyTo=first)["seq"]
        assert a.event("message", lambda e: e["seq"] == reply)["data"]["message"]["replyTo"] == first

        assert react(bob.api, chat, first, "❤").json["message"]["reactions"] == {"❤️": 1}
        both = react(ada.api, chat, first, "❤️").json["message"]
        assert (both["reactions"], both["mine"]) == ({"❤️": 2}, ["❤️"])
        told = a.event("message_edited", lambda e: "reacted" in e["data"])["data"]
        assert told["reacted"] == {"user": bob.id, "emoji": "❤️", "given": True}
        assert told["message"]["reactions"] == {"❤️": 1} and "mine" not in told["message"]
        again = react(ada.api, chat, first, "❤️")
        assert again.status == 200 and again.json["message"]["reactions"] == {"❤️": 2}
        assert react(ada.api, chat, first, "❤️", "DELETE").json["message"]["reactions"] == {"❤️": 1}

        assert ada.api.ask("DELETE", message(chat, first)).status == 204
        gone = b.event("message_deleted")["data"]["message"]
        assert (gone["seq"], gone["text"], gone["deleted"], gone["reactions"]) == (first, "", True, {})
        assert say(a, chat, "helo")["seq"] == first
        items = bob.api.get(f"/api/conversations/{chat}/messages").json["items"]
        assert [(m["seq"], m.get("deleted", False)) for m in items] == [(first, True), (reply, False)]


def test_what_cannot_be_done_to_a_message_is_refused(place, pair):
    ada, bob, chat = pair
    with live(place, ada) as a, live(place, bob):
        seq = say(a, chat, "mine")["seq"]
        here = message(chat, seq)
        refusals = [
            (bob.api.ask("PATCH", here, {"text": "yours"}), 403, "forbidden"),
            (bob.api.ask("DELETE", here), 403, "forbidden"),
            (ada.api.ask("PATCH", here, {"text": "  "}), 422, "invalid"),
            (ada.api.ask("PATCH", here, {"text": "x" * 4_001}), 422, "invalid"),
            (ada.api.ask("PATCH", message(chat, 999), {"text": "x"}), 404, "not_found"),
            (ada.api.ask("PATCH", message(chat, seq).replace("/2", "/two"), {"text": "x"}), 404, "not_found"),
            (react(ada.api, chat, seq, "🦖"), 422, "invalid"),
            (react(ada.api, chat, seq, "a/b"), 404, "not_found"),
            (react(ada.api, chat, 999, "👍"), 404, "not_found"),
            (Person(place).api.ask("PATCH", here, {"text": "x"}), 403, "not_member"),
        ]
        for answer, status, code in refusals:
            assert (answer.status, answer.code) == (status, code), answer.body
        said = {"conversation": chat, "key": "k", "text": "answer"}
        assert a.code("send", **said, replyTo=999) == "not_found"
        assert a.code("send", **said, replyTo="two") == "bad_request"
        assert ada.api.ask("DELETE", here).status == 204
        assert ada.api.ask("DELETE", here).code == "not_found"
        assert ada.api.ask("PATCH", here, {"text": "x"}).code == "not_found"
        assert react(ada.api, chat, seq, "👍").code == "not_found"
        assert a.code("send", **said, replyTo=seq) == "not_found"


def test_who_takes_messages_from_friends_only_is_opened_by_friends_only(place):
    ada, bob, eve = Person(place), Person(place), Person(place)
    early = direct(eve.api, bob.name)["id"]
    assert bob.api.ask("PATCH", "/api/me", {"messagesFrom": "friends"}).status == 200
    refused = ada.api.post("/api/conversations", {"kind": "direct", "with": bob.name})
    assert (refused.status, refused.code) == (403, "forbidden")
    assert refused.json["error"]["field"] == "with"
    with live(place, eve) as e, live(place, ada) as a:
        assert e.code("send", conversation=early, key="k", text="hello?") == "forbidden"
        # Whom they write to first may answer.
        chat = direct(bob.api, ada.name)["id"]
        a.event("joined", lambda event: event["topic"] == f"conversation:{chat}")
        say(a, chat, "thank you")
        bob.befriend(eve)
        say(e, early, "hello")


def test_a_block_ends_a_conversation_of_two_and_an_unblock_brings_it_back(place, pair):
    ada, bob, chat = pair
    with live(place, ada) as a, live(place, bob) as b:
        say(a, chat, "before")
        b.event("message")
        assert ada.api.ask("PUT", f"/api/blocks/{bob.name}").status == 200
        for socket in (a, b):
            socket.event("left", lambda e: e["topic"] == f"conversation:{chat}")
        for socket, person in ((a, ada), (b, bob)):
            assert socket.code("send", conversation=chat, key="x", text="x") == "blocked"
            assert say(a, chat, "before")["seq"] == 2
            assert person.api.get(f"/api/conversations/{chat}").code == "not_found"
            assert person.api.get(f"/api/conversations/{chat}/messages").code == "not_found"
            assert person.api.get("/api/conversations").json["items"] == []
        other = bob.api.post("/api/conversations", {"kind": "direct", "with": ada.name})
        assert (other.status, other.code) == (404, "not_found")
        own = ada.api.post("/api/conversations", {"kind": "direct", "with": bob.name})
        assert (own.status, own.code) == (403, "blocked")
        assert ada.api.ask("DELETE", f"/api/blocks/{bob.name}").status == 200
        for socket in (a, b):
            socket.event("joined", lambda e: e["topic"] == f"conversation:{chat}")
        say(b, chat, "after")
        assert a.event("message", lambda e: e["data"]["message"]["text"] == "after")
        items = bob.api.get(f"/api/conversations/{chat}/messages").json["items"]
        assert [(m["text"], m["number"]) for m in items] == [("before", 1), ("after", 2)]


def test_typing_is_told_once_in_four_seconds_and_anew_after_a_message(place, pair):
    ada, bob, chat = pair
    with live(place, ada) as a, live(place, bob) as b:
        for _ in range(5):
            a.ok("typing", conversation=chat)
        assert b.event("typing")["data"] == {"conversation": chat, "user": ada.id}
        say(a, chat, "done")
        b.event("message")
        assert len(b.events("typing")) == 1
        a.ok("typing", conversation=chat)
        b.event("typing")
        assert len(b.events("typing")) == 2


def test_history_is_read_around_a_message(place, pair):
    ada, bob, chat = pair
    with live(place, ada) as a:
        seqs = [say(a, chat, f"m{n}")["seq"] for n in range(20)]
    page = bob.api.get(f"/api/conversations/{chat}/messages?around={seqs[9]}&limit=6").json
    assert [m["text"] for m in page["items"]] == [f"m{n}" for n in range(7, 13)]
    assert (page["hasMore"], page["hasMoreBefore"], page["hasMoreAfter"]) == (True, True, True)
    page = bob.api.get(f"/api/conversations/{chat}/messages?around={seqs[19]}&limit=6").json
    assert page["items"][-1]["text"] == "m19" and page["hasMoreAfter"] is False
    page = bob.api.get(f"/api/conversations/{chat}/messages?around=1&limit=6").json
    assert page["items"][0]["text"] == "m0" and page["hasMoreBefore"] is False
    both = bob.api.get(f"/api/conversations/{chat}/messages?around=1&after=2")
    assert (both.status, both.code) == (400, "bad_request")


def test_who_does_not_let_others_see_what_they_read_is_not_told(place, pair):
    ada, bob, chat = pair
    with live(place, ada) as a, live(place, bob) as b:
        seq = say(a, chat, "seen?")["seq"]
        b.ok("read", conversation=chat, seq=seq)
        a.event("read")
        assert ada.api.get(f"/api/conversations/{chat}").json["reads"] == {ada.id: seq, bob.id: seq}
        assert bob.api.ask("PATCH", "/api/me", {"tellsReads": False}).json["user"]["tellsReads"] is False
        seq = say(a, chat, "and now?")["seq"]
        b.ok("read", conversation=chat, seq=seq)
        a.hear_all()
        assert len(a.events("read")) == 1
        assert ada.api.get(f"/api/conversations/{chat}").json["reads"] == {ada.id: seq}


def test_a_kind_that_somebody_silenced_rings_no_bell(place, pair):
    ada, bob, chat = pair
    changed = bob.api.ask("PATCH", "/api/me", {"notify": {"message": False}})
    assert changed.json["user"]["notify"]["message"] is False
    assert changed.json["user"]["notify"]["like"] is True
    before = bell(bob.api)["items"]
    with live(place, ada) as a:
        say(a, chat, "psst")
        assert bell(bob.api)["items"] == before
        assert bob.api.ask("PATCH", "/api/me", {"notify": {"message": True}}).status == 200
        say(a, chat, "hello")
    assert bell(bob.api)["items"][0]["kind"] == "message"
    refused = bob.api.ask("PATCH", "/api/me", {"notify": {"smoke": True}})
    assert (refused.status, refused.code) == (422, "invalid")
