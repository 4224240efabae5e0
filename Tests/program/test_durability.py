"""A message is on disk before anybody hears of it: the kernel is asked, through strace.

For each message three moments are found in the trace: the write that puts it
into the log of the database, the end of the next `fdatasync` of that log, and
the first write to a socket that tells of it. They must come in this order.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from place import Place, say

CALLS = "write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,sendmmsg,fdatasync,fsync"
UNFINISHED = re.compile(r"^(\d+) +(\w+)\((\d+)<([^>]*)>(.*)<unfinished \.\.\.>$")
RESUMED = re.compile(r"^(\d+) +<\.\.\. (\w+) resumed>")
WHOLE = re.compile(r"^(\d+) +(\w+)\((\d+)<(.*?)>(.*)$")


def why_not() -> str | None:
    """Why no process can be traced here, if so."""
    if not shutil.which("strace"):
        return "there is no strace"
    tried = subprocess.run(["strace", "-f", "-o", "/dev/null", "true"], capture_output=True, text=True)
    return None if tried.returncode == 0 else f"ptrace is not allowed: {tried.stderr.strip()}"


@dataclass
class Call:
    """One system call: on what, with which bytes, and the lines it began and ended at."""

    name: str
    file: str
    text: str
    began: int
    ended: int


class Trace:
    """What strace wrote, line by line in the order it happened."""

    def __init__(self, path: Path) -> None:
        self.calls: list[Call] = []
        open_calls: dict[tuple[str, str], Call] = {}
        for number, line in enumerate(path.read_text(errors="replace").splitlines()):
            if found := UNFINISHED.match(line):
                thread, name, _, file, text = found.groups()
                open_calls[thread, name] = Call(name, file, text, number, number)
                self.calls.append(open_calls[thread, name])
            elif found := RESUMED.match(line):
                if call := open_calls.pop((found[1], found[2]), None):
                    call.ended = number
            elif found := WHOLE.match(line):
                _, name, _, file, text = found.groups()
                self.calls.append(Call(name, file, text, number, number))

    def logged(self, marker: str) -> Call:
        """The write that first put `marker` into the log."""
        return self._first(lambda c: c.file.endswith("-wal") and marker in c.text, marker)

    def synced(self, since: Call) -> Call:
        """The first sync of the log that began after `since` had ended."""
        is_sync = {"fdatasync", "fsync"}.__contains__
        return self._first(
            lambda c: is_sync(c.name) and c.file.endswith("-wal") and c.began > since.ended, "sync"
        )

    def told(self, marker: str) -> Call:
        """The first write to a socket with `marker` in it."""
        return self._first(lambda c: "socket:" in c.file and marker in c.text, marker)

    def _first(self, is_wanted: Callable[[Call], bool], what: str) -> Call:
        call = next(filter(is_wanted, self.calls), None)
        assert call, f"the trace has no {what}"
        return call


@pytest.fixture
def traced(make_place, tmp_path) -> Iterator[tuple[Place, Path]]:
    """A server under strace, and where the trace is written."""
    if reason := why_not():
        pytest.skip(reason)
    path = tmp_path / "trace"
    # -D: the server is our child, strace a grandchild beside it.
    strace = ("strace", "-D", "-f", "-y", "-s", "100000", "-e", f"trace={CALLS}", "-o", str(path))
    place = make_place(users=2, prefix=strace)
    place.server.start(timeout=60)
    yield place, path


def finished(path: Path) -> Trace:
    """The trace, once strace has written its last line."""
    deadline = time.monotonic() + 10
    while "+++ exited with 0 +++" not in path.read_text(errors="replace")[-2_000:]:
        assert time.monotonic() < deadline, "the trace has no end"
        time.sleep(0.1)
    return Trace(path)


def check_order(trace: Trace, marker: str, telling: str) -> None:
    logged = trace.logged(marker)
    synced = trace.synced(logged)
    told = trace.told(telling)
    assert logged.ended < synced.began <= synced.ended < told.began, (
        f"{marker}: logged at line {logged.ended}, synced by {synced.ended}, told at {told.began}"
    )


def test_a_message_is_synced_before_its_answer_and_before_anyone_hears_it(traced):
    place, path = traced
    room = place.rooms[0]
    with place.live(0) as writer, place.live(1) as reader:
        answers = {f"marker-{n}-": say(writer, room, f"marker-{n}-") for n in range(20)}
        reader.event("message", lambda e: e["data"]["message"]["text"] == "marker-19-")
    assert place.server.terminate() == 0
    trace = finished(path)
    for marker, answer in answers.items():
        check_order(trace, marker, telling=answer["id"])  # in the answer and in the event
        check_order(trace, marker, telling=marker)


def test_a_burst_is_synced_before_each_of_its_answers(traced):
    place, path = traced
    room = place.rooms[0]
    with place.live(0) as writer:
        for n in range(100):
            writer.tell("send", conversation=room, key=f"burst-{n}-", text="x")
        while len(writer.events("message")) < 100:
            writer.receive()
        ids = [e["data"]["message"] for e in writer.events("message")]
    assert place.server.terminate() == 0
    trace = finished(path)
    for message in ids:
        check_order(trace, message["key"], telling=message["id"])


def test_a_post_is_synced_before_its_answer(traced):
    place, path = traced
    posts = [place.post(0, text=f"post-{n}-") for n in range(5)]
    assert place.server.terminate() == 0
    trace = finished(path)
    for post in posts:
        check_order(trace, post["text"], telling=post["id"])
