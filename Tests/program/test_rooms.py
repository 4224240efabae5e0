"""Rooms: finding, joining, talking, reading back."""

from __future__ import annotations

import pytest
from api import Answer
from place import Place, say

NOBODYS_ROOM = "0199f3c1-2000-7000-8000-000000000001"


def messages(place: Place, room: str, query: str = "", person: int = 0) -> Answer:
    return place.api(person).get(f"/api/conversations/{room}/messages{query}")


def test_a_new_room_is_found_joined_and_left(place):
    title = place.fresh("Chess Club ")
    body = {"kind": "room", "title": f"  {title} "}
    made = place.api(0).post("/api/conversations", body)
    assert made.status == 201
    room = made.json["conversation"]
    assert (room["kind"], room["title"], room["memberCount"]) == ("room", title, 1)
    assert [(m["username"], m["role"]) for m in room["members"]] == [(place.names[0], "owner")]
    found = place.api(1).get(f"/api/rooms?query={title.lower().replace(' ', '%20')}").json["items"]
    assert [r["id"] for r in found] == [room["id"]]

    member = f"/api/conversations/{room['id']}/members/{place.names[1]}"
    joined = place.api(1).ask("PUT", member)
    assert joined.status == 200 and joined.json["conversation"]["memberCount"] == 2
    mine = place.api(1).get("/api/conversations").json["items"]
    assert room["id"] in [c["id"] for c in mine]
    assert place.api(1).ask("DELETE", member).status == 204
    mine = place.api(1).get("/api/conversations").json["items"]
    assert room["id"] not in [c["id"] for c in mine]


def test_nobody_is_put_into_a_room_by_another(place):
    room = place.open_room(0)
    answer = place.api(0).ask("PUT", f"/api/conversations/{room}/members/{place.names[1]}")
    assert (answer.status, answer.code) == (403, "forbidden")


def test_a_message_reaches_every_member_in_order_and_the_answer_tells_its_number(place):
    room = place.open_room(0)
    place.join(1, room)
    with place.live(0) as ada, place.live(1) as bob:
        head = ada.start["heads"][f"conversation:{room}"]
        answers = [say(ada, room, f"message {n}", place.fresh("k")) for n in range(3)]
        assert [a["seq"] for a in answers] == [head + 1, head + 2, head + 3]
        for socket in (ada, bob):
            for number, answer in enumerate(answers):
                event = socket.event("message")
                assert (event["topic"], event["seq"]) == (f"conversation:{room}", answer["seq"])
                message = event["data"]["message"]
                assert (message["id"], message["createdAt"]) == (answer["id"], answer["createdAt"])
                assert message["text"] == f"message {number}"
                assert message["seq"] == answer["seq"] and message["number"] == number + 1
                assert message["author"]["username"] == place.names[0]


def test_the_same_key_gives_the_same_answer_and_no_second_message(place):
    room = place.open_room(0)
    with place.live(0) as first:
        answer = say(first, room, "said once", key="once")
        assert say(first, room, "said once", key="once") == answer
    with place.live(0) as later:
        assert say(later, room, "said once", key="once") == answer
        said = {"conversation": room, "key": "once", "text": "said otherwise"}
        assert later.code("send", **said) == "key_reused"
    assert [m["key"] for m in messages(place, room).json["items"]] == ["once"]


def test_only_members_send_and_read(place):
    room = place.open_room(0)
    with place.live(1) as stranger:
        said = {"conversation": room, "key": "k", "text": "let me in"}
        assert stranger.code("send", **said) == "not_member"
        refused = messages(place, room, person=1)
        assert (refused.status, refused.code) == (404, "not_found")
        place.join(1, room)
        assert stranger.ok("send", **said)["seq"]
        member = f"/api/conversations/{room}/members/{place.names[1]}"
        assert place.api(1).ask("DELETE", member).status == 204
        assert stranger.code("send", **{**said, "key": "k2"}) == "not_member"
    assert len(messages(place, room).json["items"]) == 1


def test_an_open_socket_follows_a_room_that_is_joined_and_left(place):
    room = place.open_room(0)
    topic = f"conversation:{room}"
    with place.live(0) as owner, place.live(1) as guest:
        say(owner, room, "before")
        place.join(1, room)
        joined = guest.event("joined", lambda e: e["topic"] == topic)
        after = say(owner, room, "after")
        heard = guest.event("message")
        assert heard["seq"] == after["seq"]
        numbered = [f["seq"] for f in guest.frames if f.get("topic") == topic and "data" in f]
        assert numbered == list(range(joined["seq"] + 1, after["seq"] + 1))
        told = owner.event("member")
        assert told["data"]["change"] == "joined"
        assert told["data"]["member"]["username"] == place.names[1]

        place.api(1).ask("DELETE", f"/api/conversations/{room}/members/{place.names[1]}")
        left = guest.event("left")
        assert left["topic"] == topic and "seq" not in left
        say(owner, room, "without you")
        guest.hear_all()
        assert [f for f in guest.frames if f.get("topic") == topic][-1] == left


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": "x" * 4_001}, "too_large"),
        ({"key": "k" * 65}, "too_large"),
        ({"text": ""}, "bad_request"),
        ({"text": " \n\t "}, "bad_request"),
        ({"key": ""}, "bad_request"),
        ({"conversation": NOBODYS_ROOM}, "not_found"),
        ({"conversation": "no id"}, "not_found"),
        ({"media": ["x"]}, "not_found"),
        ({"media": [7]}, "bad_request"),
    ],
)
def test_a_message_that_cannot_be_is_refused_and_leaves_no_trace(place, fields, code):
    room = place.open_room(0)
    with place.live(0) as socket:
        said = {"conversation": room, "key": "k", "text": "hello", **fields}
        assert socket.code("send", **said) == code
        assert socket.ok("ping") == {}
    assert messages(place, room).json == {"items": [], "hasMore": False}


@pytest.mark.parametrize("fields", [{"text": "é" * 4_000}, {"key": "k" * 63 + "ö"}, {"media": []}])
def test_a_message_at_its_bounds_is_taken(place, fields):
    room = place.open_room(0)
    with place.live(0) as socket:
        said = {"conversation": room, "key": "k", "text": "hello", **fields}
        seq = socket.ok("send", **said)["seq"]
        heard = socket.event("message")["data"]["message"]
    assert (heard["seq"], heard["text"], heard["key"]) == (seq, said["text"], said["key"])
    assert messages(place, room).json["items"] == [heard]


def test_history_is_read_forwards_backwards_and_from_its_end(place):
    room = place.open_room(0)
    with place.live(0) as socket:
        seqs = [say(socket, room, f"m{n}")["seq"] for n in range(7)]

    def read(query: str) -> tuple[list[int], bool]:
        page = messages(place, room, query).json
        return [m["seq"] for m in page["items"]], page["hasMore"]

    assert read("") == (seqs, False)
    assert read("?limit=3") == (seqs[-3:], True)
    assert read(f"?after={seqs[1]}&limit=3") == (seqs[2:5], True)
    assert read(f"?after={seqs[1]}") == (seqs[2:], False)
    assert read(f"?after={seqs[-1]}") == ([], False)
    assert read(f"?before={seqs[4]}&limit=3") == (seqs[1:4], True)
    assert read(f"?before={seqs[2]}") == (seqs[:2], False)
    assert read("?after=0&limit=7") == (seqs, False)


@pytest.mark.parametrize("query", ["after=x", "after=-1", "after=1&before=2", "limit=0", "limit=101"])
def test_history_says_what_it_cannot_do(place, query):
    answer = messages(place, place.rooms[0], f"?{query}")
    assert (answer.status, answer.code) == (400, "bad_request")


def test_what_one_socket_sends_in_one_breath_is_kept_in_that_order(place):
    room = place.open_room(0)
    with place.live(0) as socket:
        refs = [
            socket.tell("send", conversation=room, key=f"k{n}", text=f"line {n}")
            for n in range(200)
        ]
        seqs = [answer["ok"]["seq"] for answer in socket.answers(refs)]
        assert seqs == list(range(seqs[0], seqs[0] + 200))
    history = place.api().history(room)
    assert [m["text"] for m in history] == [f"line {n}" for n in range(200)]


def test_on_the_askers_own_socket_the_answer_comes_before_the_event(place):
    room = place.open_room(0)
    with place.live(0) as socket:
        for n in range(50):
            socket.tell("send", conversation=room, key=f"k{n}", text="x")
        while len(socket.events("message")) < 50:
            socket.receive()
        answered: set[int] = set()
        for frame in socket.frames:
            if "ok" in frame and "seq" in frame["ok"]:
                answered.add(frame["ok"]["seq"])
            if frame.get("event") == "message":
                assert frame["seq"] in answered
