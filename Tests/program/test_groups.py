"""Groups: who is in them, as what, and who hears what."""

from __future__ import annotations

import pytest
from live import LiveSocket
from person import Person
from place import say
from talk import bell, group, member, opened


def live(place, person, **arguments):
    return LiveSocket(place.server.url, person.token).started(**arguments)


@pytest.fixture
def crowd(place):
    """Three people and their group; the first is its owner."""
    people = [Person(place) for _ in range(3)]
    made = group(people[0].api, "The crowd", [p.name for p in people[1:]])
    return *people, made["id"]


def roles(api, chat):
    return {m["username"]: m["role"] for m in api.get(f"/api/conversations/{chat}/members").json["items"]}


def test_a_group_is_told_to_all_that_are_in_it(place):
    ada, bob, cleo = Person(place), Person(place), Person(place)
    with live(place, bob) as b:
        chat = group(ada.api, " Tea ", [bob.name, cleo.name, bob.name, ada.name])
        assert (chat["kind"], chat["title"], chat["memberCount"], chat["role"]) == ("group", "Tea", 3, "owner")
        told = b.event("conversation")["data"]["conversation"]
        assert (told["id"], told["role"], told["unread"]) == (chat["id"], "member", 0)
        assert b.event("notification")["data"]["notification"]["kind"] == "group_added"
        b.event("joined", lambda e: e["topic"] == f"conversation:{chat['id']}")
    assert roles(cleo.api, chat["id"]) == {ada.name: "owner", bob.name: "member", cleo.name: "member"}
    rung = bell(cleo.api)["items"][0]
    assert (rung["kind"], rung["conversation"], rung["actor"]["username"]) == ("group_added", chat["id"], ada.name)
    assert Person(place).api.get(f"/api/conversations/{chat['id']}").code == "not_found"


def test_owner_and_admins_add_remove_and_rename_and_members_do_not(place, crowd):
    ada, bob, cleo, chat = crowd
    dora, here = Person(place), f"/api/conversations/{chat}"
    for answer in (
        bob.api.ask("PUT", member(chat, dora.name)),
        bob.api.ask("DELETE", member(chat, cleo.name)),
        bob.api.ask("PATCH", here, {"title": "Mine"}),
        bob.api.ask("PATCH", member(chat, bob.name), {"role": "owner"}),
    ):
        assert (answer.status, answer.code) == (403, "forbidden"), answer.body
    with live(place, cleo) as c:
        assert opened(ada.api.ask("PATCH", member(chat, bob.name), {"role": "admin"}))["role"] == "owner"
        event = c.event("member")["data"]
        assert (event["change"], event["member"]["username"], event["member"]["role"]) == ("role", bob.name, "admin")
        assert opened(bob.api.ask("PUT", member(chat, dora.name)))["memberCount"] == 4
        assert c.event("member")["data"]["change"] == "joined"
        assert opened(bob.api.ask("PATCH", here, {"title": "Ours"}))["title"] == "Ours"
        told = c.event("conversation")["data"]["conversation"]
        assert told["title"] == "Ours" and "unread" not in told
        assert bob.api.ask("DELETE", member(chat, ada.name)).code == "forbidden"
        assert bob.api.ask("DELETE", member(chat, dora.name)).status == 204
        assert c.event("member")["data"]["change"] == "removed"
    assert ada.api.ask("PATCH", member(chat, "nobody_at_all"), {"role": "admin"}).code == "not_found"
    assert ada.api.ask("PATCH", member(chat, dora.name), {"role": "admin"}).code == "not_found"
    assert ada.api.ask("PATCH", member(chat, bob.name), {"role": "king"}).code == "invalid"


def test_a_group_never_lacks_an_owner(place, crowd):
    ada, bob, cleo, chat = crowd
    opened(ada.api.ask("PATCH", member(chat, cleo.name), {"role": "admin"}))
    assert ada.api.ask("PATCH", member(chat, ada.name), {"role": "member"}).code == "forbidden"
    opened(ada.api.ask("PATCH", member(chat, bob.name), {"role": "owner"}))
    assert roles(ada.api, chat) == {ada.name: "admin", bob.name: "owner", cleo.name: "admin"}
    assert bob.api.ask("DELETE", member(chat, bob.name)).status == 204
    assert roles(ada.api, chat) == {ada.name: "owner", cleo.name: "admin"}
    assert ada.api.ask("DELETE", member(chat, ada.name)).status == 204
    assert roles(cleo.api, chat) == {cleo.name: "owner"}


def test_who_is_removed_gets_all_that_was_sent_before_and_nothing_after(place, crowd):
    ada, bob, cleo, chat = crowd
    with live(place, ada) as a, live(place, bob) as b, live(place, cleo) as c:
        sent = [say(a, chat, f"before {n}")["seq"] for n in range(30)]
        assert ada.api.ask("DELETE", member(chat, bob.name)).status == 204
        after = say(a, chat, "after")["seq"]
        left = b.event("left")
        assert left["topic"] == f"conversation:{chat}"
        c.event("message", lambda e: e["seq"] == after)
        b.hear_all()
        heard = [f for f in b.frames if f.get("topic") == f"conversation:{chat}" and "seq" in f]
        assert [f["seq"] for f in heard] == [*sent, sent[-1] + 1]
        assert heard[-1]["data"]["change"] == "removed"
        assert b.code("send", conversation=chat, key="x", text="x") == "not_member"
        assert b.code("read", conversation=chat, seq=1) == "not_member"
    assert bob.api.get(f"/api/conversations/{chat}/messages").code == "not_found"
    assert all(item.get("conversation") != chat for item in bell(bob.api)["items"])


def test_a_mention_rings_for_members_only_and_once(place, crowd):
    ada, bob, cleo, chat = crowd
    stranger = Person(place)
    with live(place, ada) as a, live(place, bob) as b:
        b.ok("read", conversation=chat, seq=1)
        seq = say(a, chat, f"@{bob.name} and @{stranger.name}, look", key="m")["seq"]
        rung = b.event("notification")["data"]["notification"]
        assert (rung["kind"], rung["conversation"], rung["seq"]) == ("mention", chat, seq)
        edit = f"/api/conversations/{chat}/messages/{seq}"
        ada.api.ask("PATCH", edit, {"text": f"@{bob.name} and @{cleo.name}, look"})
        assert bell(cleo.api)["items"][0]["kind"] == "mention"
        assert [i["kind"] for i in bell(bob.api)["items"]].count("mention") == 1
        assert bell(stranger.api)["items"] == []
        b.ok("read", conversation=chat, seq=seq)
        assert bell(bob.api)["unread"] == 0
        assert ada.api.ask("DELETE", edit).status == 204
        assert [i["kind"] for i in bell(bob.api)["items"]].count("mention") == 0
        assert "mention" not in [i["kind"] for i in bell(cleo.api)["items"]]


def test_who_cannot_be_added_is_named(place):
    ada, bob, cleo, dora = (Person(place) for _ in range(4))
    bob.api.ask("PATCH", "/api/me", {"messagesFrom": "friends"})
    ada.api.ask("PUT", f"/api/blocks/{cleo.name}")
    dora.api.ask("PUT", f"/api/blocks/{ada.name}")
    for name, status, code in (
        (bob.name, 403, "forbidden"), (cleo.name, 403, "blocked"), (dora.name, 404, "not_found"),
        ("nobody_at_all", 404, "not_found"),
    ):
        answer = ada.api.post("/api/conversations", {"kind": "group", "title": "G", "members": [name]})
        assert (answer.status, answer.code) == (status, code), answer.body
        assert answer.json["error"]["field"] == "members"
    for body in ({"kind": "group", "title": " ", "members": []}, {"kind": "group", "title": "G"},
                 {"kind": "club", "title": "G"}, {"kind": "direct", "with": ada.name}):
        assert ada.api.post("/api/conversations", body).status == 422, body
    assert ada.api.get("/api/conversations").json["items"] == []


def test_reads_are_told_in_groups_up_to_fifty(place, crowd):
    ada, bob, cleo, chat = crowd
    with live(place, ada) as a, live(place, bob) as b:
        seq = say(a, chat, "seen by?")["seq"]
        b.ok("read", conversation=chat, seq=seq)
        assert a.event("read")["data"] == {"conversation": chat, "user": bob.id, "seq": seq}
    assert ada.api.get(f"/api/conversations/{chat}").json["reads"] == {ada.id: seq, bob.id: seq, cleo.id: 0}


def test_ten_members_on_ten_sockets_hear_the_same_order(place):
    people = [Person(place) for _ in range(10)]
    chat = group(people[0].api, "Ten", [p.name for p in people[1:]])["id"]
    sockets = [live(place, person) for person in people]
    try:
        for number in range(20):
            for person, socket in zip(people, sockets):
                socket.tell("send", conversation=chat, key=f"{person.name}-{number}", text=f"{number}")
        heard = []
        for socket in sockets:
            own = [socket.event("message")["data"]["message"] for _ in range(200)]
            heard.append([(m["seq"], m["number"], m["key"]) for m in own])
        assert all(one == heard[0] for one in heard)
        assert [number for _, number, _ in heard[0]] == list(range(1, 201))
        assert len({key for _, _, key in heard[0]}) == 200
    finally:
        for socket in sockets:
            socket.close()
