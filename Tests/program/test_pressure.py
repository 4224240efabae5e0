"""Full queues, a reader who does not read, a full disk: who asks is told, nobody else notices."""

from __future__ import annotations

import json
import os
import resource
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from live import LiveSocket
from place import Place, say
from websocket import TEXT, Refused, frame

MIB = 1 << 20


def test_too_many_commands_in_flight_are_told_busy_and_nothing_was_done(place):
    """A burst far above what one socket may have in flight, in one write."""
    room = place.open_room(0)
    asked = 3_000
    before = place.counted("refusals", "busy")
    with place.live(0) as sender, place.live(1) as other:
        burst = bytearray()
        for ref in range(1_000, 1_000 + asked):
            question = {"ref": ref, "op": "send", "conversation": room, "key": f"{ref}", "text": "x"}
            burst += frame(TEXT, json.dumps(question).encode())
        sender.send_bytes(burst)
        answers: dict[int, dict] = {}
        while len(answers) < asked:
            found = sender.receive()
            if "ref" in found:
                answers[found["ref"]] = found
        assert other.ok("ping") == {}
        assert sender.ok("ping") == {}
    busy = {ref for ref, answer in answers.items() if "error" in answer}
    assert busy, "3,000 commands at once were all taken"
    for ref in busy:
        assert answers[ref]["error"]["code"] == "busy"
        assert answers[ref]["error"]["retryAfterMs"] > 0
    kept = {int(m["key"]): m["seq"] for m in place.api().history(room)}
    assert kept == {ref: a["ok"]["seq"] for ref, a in answers.items() if "ok" in a}
    assert place.counted("refusals", "busy") == before + len(busy)


def test_who_asks_too_fast_is_told_when_to_ask_again(make_place):
    place = make_place(users=2, environment={"HUBBUB_RATE_LIMITS": "on"}).start()
    with place.live(0) as eager, place.live(1) as other:
        answers = eager.answers([eager.tell("ping") for _ in range(400)])
        refused = [answer["error"] for answer in answers if "error" in answer]
        assert 0 < len(refused) <= 400 - 256
        assert {error["code"] for error in refused} == {"rate_limited"}
        assert place.counted("refusals", "rate_limited") == len(refused)
        assert other.ok("ping") == {}
        time.sleep(refused[-1]["retryAfterMs"] / 1_000)
        assert eager.ok("ping") == {}


def test_one_socket_too_many_is_told_to_come_back(make_place):
    """With 80 files the server has room for 40 sockets."""
    place = make_place(users=2, prefix=("prlimit", "--nofile=80:80")).start()
    sockets = [place.live(n % 3) for n in range(40)]
    with pytest.raises(Refused) as refused:
        place.socket(0)
    assert refused.value.status == 503 and int(refused.value.headers["retry-after"]) >= 1
    assert json.loads(refused.value.body)["error"]["code"] == "busy"
    assert place.api(0).get("/api/me").status == 200
    sockets.pop().close()
    sockets.append(wait_for(lambda: admitted(place), lambda socket: socket is not None))
    for socket in sockets:
        assert socket.ok("ping") == {}
        socket.disconnect()


def test_without_files_left_it_waits_and_then_goes_on(make_place):
    """Connections that say nothing take all files; the server must not ask for more in a loop."""
    place = make_place(users=1, prefix=("prlimit", "--nofile=80:80")).start()
    address = ("127.0.0.1", place.server.port)
    with ExitStack() as silent:
        waiting = [silent.enter_context(socket.create_connection(address)) for _ in range(120)]
        wait_for(lambda: open_files(place) >= 79, bool)
        before = processor_seconds(place)
        time.sleep(1.5)  # what is measured is a time: one that asks in a loop takes all of it
        assert processor_seconds(place) - before < 0.5
        assert "nobody is let in for a while" in place.server.errors()
        last = waiting.pop()  # it is not even let in yet
        for one in waiting:
            one.close()
        last.settimeout(10)
        last.sendall(b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert last.recv(12) == b"HTTP/1.1 200"
    assert place.stats()["http"]["acceptRests"] >= 1


def open_files(place: Place) -> int:
    return len(list(Path(f"/proc/{place.server.process.pid}/fd").iterdir()))


def processor_seconds(place: Place) -> float:
    words = Path(f"/proc/{place.server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def admitted(place: Place) -> LiveSocket | None:
    try:
        return place.live(0)
    except Refused:
        return None


def test_who_does_not_read_is_closed_and_nobody_else_waits(make_place):
    place = make_place(users=3).start()
    room = place.rooms[0]
    text = "\U0001f98a" * 3_900  # four bytes each
    slowest = 0.0
    with (
        place.live(0) as writer,
        place.live(1) as reader,
        place.socket(2, receive_bytes=4_096) as slow,
    ):

        def write(count: int) -> None:
            nonlocal slowest
            for _ in range(count):
                began = time.monotonic()
                say(writer, room, text, key=place.fresh("k"))
                reader.event("message")
                slowest = max(slowest, time.monotonic() - began)

        slow.started()
        heads, epoch = slow.start["heads"], slow.hello["epoch"]
        while place.stats()["hub"]["slowConsumers"] == 0:
            assert len(reader.frames) < 2_000, "the kernel and the outbox hold 30 MiB?"
            write(20)
        assert slow.wait_closed(20).code == 4008
        write(20)
        seqs = [e["seq"] for e in reader.events("message")]
        assert seqs == list(range(seqs[0], seqs[0] + len(seqs))), "another reader has a hole"
        assert slowest < 2, "one slow reader made a writer wait"
    assert place.counted("closes", "4008") == 1
    with place.live(2, epoch=epoch, since=heads) as back:
        back.event("message", lambda e: e["seq"] == seqs[-1], timeout=30)
        assert [e["seq"] for e in back.events("message")] == seqs


# -- a disk that takes nothing more


def fill(socket: LiveSocket, room: str, at_most: int) -> int:
    """Sends long messages until one is refused; returns how many were taken."""
    for n in range(at_most):
        answer = socket.ask("send", conversation=room, key=f"fill {n}", text="x" * 4_000)
        if "error" in answer:
            assert answer["error"]["code"] == "unavailable", answer
            assert answer["error"]["retryAfterMs"] > 0
            return n
    pytest.fail(f"all of {at_most} messages were taken")


def check_that_it_is_full(place: Place, socket: LiveSocket, room: str) -> None:
    """Whatever writes is refused, whatever reads goes on, and the probes tell."""
    assert socket.code("send", conversation=room, key="full", text="x" * 4_000) == "unavailable"
    for n in range(10):  # the first few may find room on a page that is there already
        body = {"text": "x" * 2_000, "audience": "public", "key": f"full {n}"}
        answer = place.api(0).post("/api/posts", body)
        if answer.status != 201:
            break
    assert (answer.status, answer.code) == (503, "unavailable")
    assert int(answer.headers["Retry-After"]) >= 1
    assert place.counted("refusals", "unavailable") >= 3
    ready = wait_for(lambda: place.guest.get("/readyz?verbose"), lambda a: a.status == 503)
    assert b"[-]" in ready.body
    assert place.guest.get("/livez").status == 200
    assert socket.ok("ping") == {}
    assert place.api(0).get("/api/feed").status == 200


def wait_for(ask: Callable, is_wanted: Callable) -> object:
    """Asks until the answer is the wanted one: a probe's answer is a second old at most."""
    deadline = time.monotonic() + 10
    while not is_wanted(answer := ask()):
        assert time.monotonic() < deadline, answer
        time.sleep(0.1)
    return answer


def check_history(place: Place, room: str, taken: int) -> None:
    """Exactly what was acknowledged is there."""
    keys = [m["key"] for m in place.api(0).history(room)]
    assert keys == [f"fill {n}" for n in range(taken)] + ["full"]


def test_a_full_database_refuses_writes_and_serves_reads(make_place):
    place = make_place(users=1, environment={"HUBBUB_DATABASE_MAX_PAGES": "400"}).start()
    room = place.rooms[0]
    with place.live(0) as socket:
        taken = fill(socket, room, 1_000)
        assert taken > 0
        check_that_it_is_full(place, socket, room)
        heard = socket.hear_all().events("message")
        assert len(heard) == taken, "a message was told of that was not kept"
    assert place.server.terminate() == 0
    del place.server.environment["HUBBUB_DATABASE_MAX_PAGES"]
    place.start()
    assert place.guest.get("/readyz").status == 200
    with place.live(0) as socket:
        say(socket, room, "x" * 4_000, key="full")
    check_history(place, room, taken)


def test_a_disk_that_fails_for_a_while_is_used_again_without_a_restart(make_place):
    """A file size limit stands for a full disk; it is lifted while the server runs."""
    ignoring_the_signal = ("env", "--ignore-signal=XFSZ")  # so that the write fails instead
    place = make_place(users=1, prefix=ignoring_the_signal).start()
    room, pid = place.rooms[0], place.server.process.pid
    log = place.data / "hubbub.db-wal"
    limit = log.stat().st_size + MIB
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    with place.live(0) as socket:
        taken = fill(socket, room, 2_000)
        check_that_it_is_full(place, socket, room)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        wait_for(lambda: place.guest.get("/readyz"), lambda a: a.status == 200)
        say(socket, room, "x" * 4_000, key="full")
        assert len(socket.hear_all().events("message")) == taken + 1
    check_history(place, room, taken)
    assert place.server.terminate() == 0
    place.start()
    check_history(place, room, taken)
