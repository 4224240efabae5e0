"""The life of a socket: hello, start, coming back, subscribing, the end."""

from __future__ import annotations

import json
import time

import pytest
from place import say, say_many
from websocket import BINARY, PONG, TEXT, Closed, frame

NOBODYS_POST = "0199f3c1-3000-7000-8000-{:012d}"


def test_the_server_says_hello_and_then_nothing_until_start(place):
    with place.socket(0) as socket:
        hello = socket.hello
        assert hello["protocol"] == 1 and hello["epoch"] and hello["session"]
        assert hello["user"]["id"] == place.ids[0]
        assert hello["user"]["username"] == place.names[0]
        assert hello["heartbeatMs"] == 25_000
        limits = hello["limits"]
        assert limits["messageBytes"] == 65_536 and limits["startBytes"] == 262_144
        assert limits["subscriptions"] == 100
        place.post(1)
        assert socket.is_silent(0.3)


def test_start_tells_where_each_topic_is(place):
    with place.live(0) as socket:
        topics = {f"user:{place.ids[0]}", f"person:{place.ids[0]}", "feed"}
        topics |= {f"conversation:{room}" for room in place.rooms}
        assert topics <= set(socket.start["heads"])
        assert socket.start["reset"] == []
        assert not [f for f in socket.hear_all().frames if "seq" in f], "nothing to catch up with"


def test_a_second_start_is_refused_and_the_socket_goes_on(place):
    with place.live(0) as socket:
        assert socket.code("start") == "bad_request"
        assert socket.ok("ping") == {}


@pytest.mark.parametrize("op", ["ping", "send", "like", "subscribe", "active"])
def test_a_command_before_start_is_refused(place, op):
    arguments = {
        "send": {"conversation": place.rooms[0], "key": place.fresh("k"), "text": "too early"},
        "like": {"post": NOBODYS_POST.format(7)},
        "subscribe": {"topics": []},
    }
    with place.socket(0) as socket:
        assert socket.code(op, **arguments.get(op, {})) == "bad_request"
        assert "heads" in socket.started().start


def test_a_command_right_behind_start_need_not_wait_for_its_answer(place):
    said = {"conversation": place.open_room(0), "key": "k", "text": "in one breath"}
    questions = [{"op": "start"}, {"op": "send", **said}, {"op": "ping"}]
    with place.socket(0) as socket:
        texts = [json.dumps({"ref": ref, **q}) for ref, q in enumerate(questions)]
        socket.send_bytes(b"".join(frame(TEXT, text.encode()) for text in texts))
        start, sent, ping = socket.answers([0, 1, 2])
        assert "heads" in start["ok"] and ping["ok"] == {}
        assert socket.event("message")["seq"] == sent["ok"]["seq"]


def test_who_comes_back_hears_what_was_missed_and_then_what_is_new(place):
    room = place.open_room(0)
    place.join(1, room)
    topic = f"conversation:{room}"
    with place.live(1) as reader:
        epoch, heads = reader.hello["epoch"], reader.start["heads"]
    with place.live(0) as author:
        missed = [say(author, room, f"missed {n}")["seq"] for n in range(150)]
        post = place.post(0)
        with place.live(1, epoch=epoch, since=heads) as reader:
            assert reader.start["reset"] == []
            assert reader.start["heads"][topic] == missed[-1]
            live = say(author, room, "live")["seq"]
            reader.event("message", lambda e: e["seq"] == live)
            heard = [e["seq"] for e in reader.events("message")]
            assert heard == missed + [live]
            posts = [e for e in reader.hear_all().events("post")]
            assert [e["data"]["post"]["id"] for e in posts] == [post["id"]]


def test_catching_up_while_others_write_leaves_no_hole(place):
    room = place.open_room(0)
    topic = f"conversation:{room}"
    with place.live(0) as author:
        head, epoch = author.start["heads"][topic], author.hello["epoch"]
        say_many(author, room, [f"early {n} {'x' * 300}" for n in range(400)])
        readers = []
        refs: list[int] = []
        for n in range(400):
            said = f"late {n}"
            refs.append(author.tell("send", conversation=room, key=said, text=said))
            if n % 100 == 50:  # in the midst of what is being written
                readers.append(place.live(0, epoch=epoch, since={topic: head}))
                author.answers(refs)
                refs = []
        author.answers(refs)
        end = say(author, room, "the end")["seq"]
        for reader in readers:
            reader.event("message", lambda e: e["seq"] == end)
            assert [e["seq"] for e in reader.events("message")] == list(range(head + 1, end + 1))
            reader.disconnect()


def test_another_epoch_is_told_to_read_again(place):
    room = place.open_room(0)
    topic = f"conversation:{room}"
    with place.live(0) as author:
        say(author, room, "hello")
    with place.live(0, epoch="of another server", since={topic: 0, "feed": 0}) as socket:
        assert sorted(socket.start["reset"]) == sorted([topic, "feed"])
        assert not socket.hear_all().events("message")


def test_more_than_a_thousand_behind_is_told_to_read_again(place):
    room = place.open_room(0)
    topic = f"conversation:{room}"
    with place.live(0) as author:
        head = author.start["heads"][topic]
        end = say_many(author, room, [f"{n}" for n in range(1_001)])[-1]
        assert end == head + 1_001
        epoch = author.hello["epoch"]
    with place.live(0, epoch=epoch, since={topic: head}) as socket:
        assert socket.start["reset"] == [topic]
        assert socket.start["heads"][topic] == end
        assert not socket.hear_all().events("message")
    with place.live(0, epoch=epoch, since={topic: head + 1}) as socket:
        assert socket.start["reset"] == []
        socket.event("message", lambda e: e["seq"] == end)
        assert [e["seq"] for e in socket.events("message")] == list(range(head + 2, end + 1))


def test_topics_of_others_in_since_are_passed_over(place):
    room = place.open_room(1)
    since = {f"conversation:{room}": 0, f"user:{place.ids[1]}": 0, "weather": 3}
    with place.socket(0) as socket:
        socket.started(epoch=socket.hello["epoch"], since=since)
        assert socket.start["reset"] == []
        assert f"conversation:{room}" not in socket.start["heads"]
        assert not [f for f in socket.hear_all().frames if "topic" in f and "seq" in f]


def test_a_hundred_posts_may_be_followed_and_not_one_more(place):
    post = place.post(0)["id"]
    others = [f"post:{place.post(0)['id']}" for _ in range(99)]
    with place.live(1) as socket:
        assert len(socket.ok("subscribe", topics=others)["topics"]) == 99
        assert list(socket.ok("subscribe", topics=[f"post:{post}"])["topics"]) == [f"post:{post}"]
        one_more = f"post:{place.post(0)['id']}"
        assert socket.code("subscribe", topics=[one_more]) == "too_large"
        socket.ok("subscribe", topics=[f"post:{post}"])  # again is not one more
        socket.ok("unsubscribe", topics=others[:1])
        assert list(socket.ok("subscribe", topics=[one_more])["topics"]) == [one_more]


def test_posts_in_since_are_followed_and_count(place):
    posts = [f"post:{place.post(0)['id']}" for _ in range(100)]
    with place.socket(1) as socket:
        socket.started(epoch=socket.hello["epoch"], since={post: 0 for post in posts})
        one_more = f"post:{place.post(0)['id']}"
        assert socket.code("subscribe", topics=[one_more]) == "too_large"
        with place.live(2) as liker:
            liker.ok("like", post=posts[3].removeprefix("post:"))
        liked = socket.event("likes", lambda e: e["data"]["count"] == 1)
        assert liked["topic"] == posts[3]


@pytest.mark.parametrize("topic", ["feed", "weather", "post:x", 7])
def test_only_posts_are_subscribed_to(place, topic):
    with place.live(0) as socket:
        assert socket.code("subscribe", topics=[topic]) == "bad_request"


def test_a_ping_is_answered_with_its_ref(place):
    with place.live(0) as socket:
        for ref in (0, 2**53, -1):
            socket.send_text(f'{{"ref":{ref},"op":"ping"}}')
            assert socket.answer(ref) == {"ref": ref, "ok": {}}


def test_who_never_says_start_is_closed_after_ten_seconds(place):
    began = time.monotonic()
    with place.socket(0) as socket:
        assert socket.wait_closed(15).code == 4010
    assert 9 < time.monotonic() - began < 13


def test_binary_is_not_spoken(place):
    with place.live(0) as socket:
        socket.send_frame(BINARY, b'{"ref":1,"op":"ping"}')
        assert socket.wait_closed().code == 1003


def test_a_goodbye_is_answered(place):
    with place.live(0) as socket:
        assert socket.close(1000).code == 1000


def test_who_answers_no_ping_is_closed_and_who_answers_stays(make_place):
    place = make_place(users=2, environment={"HUBBUB_HEARTBEAT_SECONDS": "1"}).start()
    with place.live(0) as silent, place.live(1) as lively:
        assert silent.hello["heartbeatMs"] == 1_000
        silent.answers_pings = False
        began = time.monotonic()
        while silent.is_open and time.monotonic() < began + 10:
            lively.is_silent(0.1)  # reads, and so answers pings
            try:
                silent.receive(0.05)
            except TimeoutError:
                continue
            except Closed as closed:
                assert closed.code == 4009
        assert 1.5 < time.monotonic() - began < 6
        lively.send_frame(PONG, b"")
        assert lively.ok("ping") == {}
