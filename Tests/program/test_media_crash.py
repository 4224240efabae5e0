"""`kill -9` at each step of an upload: no row without its file, no file without a row after the next start.

A library that is loaded before all others counts the calls by which the server
changes files, starts programs and answers, and ends it at one of them. The calls of
an upload that comes to its end are counted first; then the server is ended at each
kind of step, and at some calls, with `make test-all` before and after every one.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from crashing import Call, Crashing, Moment
from samples import film, made, picture
from waiting import until

WHOLE = "1000000 before * *"  # counted, and never ended
IS_LONG = "HUBBUB_TEST_LONG" in os.environ
PARTS = 10 if IS_LONG else 1  # so that none takes longer than what hangs is given

STEPS = {
    "the body begins": Moment("before", "write", "/original", 0),
    "the body arrives": Moment("after", "write", "/original", 0),
    "the body is whole": Moment("before", "spawn", "*", 0),
    "a program is at work": Moment("after", "spawn", "*", 0),
    "the last program is at work": Moment("after", "spawn", "*", -1),
    "all is made": Moment("before", "fsync", "/original", 0),
    "all is on the disk": Moment("before", "rename", "/files/", 0),
    "it is in its place": Moment("after", "rename", "/files/", 0),
    "its place is on the disk": Moment("after", "fsync", "*", -1),
    "its row is being written": Moment("before", "pwrite", "-wal", 0),
    "its row is half written": Moment("after", "pwrite", "-wal", 0),
    "its row is on the disk": Moment("after", "fdatasync", "-wal", -1),
    "nothing is answered yet": Moment("before", "write", "socket:", 0),
    "it is answered": Moment("after", "write", "socket:", 0),
}
# Pictures are not kept as they came: what is synced first is a form.
OF_PICTURES = {"all is made": Moment("before", "fsync", "/fallback.jpg", 0)}


# Each number makes another file; ffmpeg's pattern has an even width.
def a_picture(number: int) -> bytes:
    return picture("png", f"{300 + 2 * number}x220")


def a_film(number: int) -> bytes:
    return film("mp4", 1, "-metadata", f"title={number}")


def a_sound(number: int) -> bytes:
    return made("wav", "-f", "lavfi", "-i", f"sine=f={300 + number}:d=3")


def an_animation(number: int) -> bytes:
    return made("gif", "-f", "lavfi", "-i", f"testsrc2=s=500x{300 + 2 * number}:d=5:r=10")


@pytest.fixture
def crashing(make_place, tmp_path) -> Crashing:
    return Crashing(make_place, tmp_path)


def recorded(crashing: Crashing, body: bytes) -> list[Call]:
    """The calls of an upload that comes to its end."""
    crashing.place.start()
    first = crashing.upload(body, WHOLE)  # whatever is made once is there afterwards
    assert first.status == 201, first
    crashing.place.api(0).ask("DELETE", f"/api/media/{first.json['media']['id']}")
    assert until(lambda: crashing.kept() == {}) and crashing.is_clean(), crashing.differences()
    assert crashing.upload(body, WHOLE).status == 201
    calls = crashing.calls()
    crashing.place.server.kill()
    return calls


def ends_well(crashing: Crashing, body: bytes, order: str) -> bool:
    """Ends the server there; then it has what its rows name and nothing else, and takes the file in again.

    Returns: whether it was ended at all.
    """
    place = crashing.place
    place.start()
    assert until(crashing.is_clean), crashing.differences()
    answer = crashing.upload(body, order)
    was_ended = until(lambda: not place.server.is_running(), 0.5 if answer else 10)
    place.server.kill()
    place.start()
    assert until(crashing.is_clean), (order, crashing.calls()[-1], crashing.differences())
    if answer:
        assert place.api(0).get(answer.json["media"]["url"]).status == 200, "what was acknowledged is there"
    again = crashing.upload(body, WHOLE)
    assert again.status == 201 and place.api(0).get(again.json["media"]["url"]).status == 200, again
    assert until(crashing.is_clean), crashing.differences()
    place.server.kill()
    return was_ended


@pytest.mark.parametrize("make", [a_picture, a_film, a_sound], ids=lambda make: make.__name__)
def test_at_each_step_rows_and_files_agree(crashing, make):
    calls = recorded(crashing, make(0))
    steps = STEPS | (OF_PICTURES if make is a_picture else {})
    names = list(steps)
    if not IS_LONG:
        names = random.Random(5).sample(names, len(names) // 2 if make is a_picture else 4)
    for number, name in enumerate(names, 1):
        assert ends_well(crashing, make(number), steps[name].order(calls)), f"it went on: {name}"


@pytest.mark.parametrize("part", range(PARTS))
def test_at_any_call_rows_and_files_agree(crashing, part):
    calls = recorded(crashing, a_picture(0))
    moments = [Moment(when, "*", "*", which) for which in range(len(calls)) for when in ("before", "after")]
    moments = moments[part::PARTS] if IS_LONG else random.Random(6).sample(moments, 5)
    ended = [ends_well(crashing, a_picture(number), one.order(calls)) for number, one in enumerate(moments, 1)]
    assert sum(ended) > len(ended) / 2  # a body may come in fewer pieces than the first did


def test_a_program_that_outlives_the_server_leaves_nothing(crashing):
    """What moves takes a while to be made; its program goes on writing when the server has ended."""
    calls = recorded(crashing, an_animation(0))
    count = sum(call.name == "spawn" for call in calls)
    for which in range(count) if IS_LONG else (0, 1):
        crashing.place.start()
        assert crashing.upload(an_animation(1 + which), Moment("after", "spawn", "*", which).order(calls)) is None
        crashing.place.server.kill()
        crashing.place.start()
        assert until(crashing.is_clean), crashing.differences()
        assert until(lambda: working_in(crashing.data) == []), "a program is still at work"
        assert crashing.is_clean(), crashing.differences()
        crashing.place.server.kill()


def working_in(folder: Path) -> list[str]:
    """The processes that work in a folder of that one."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(process / "cwd").startswith(str(folder)):
                found.append(process.name)
        except OSError:
            continue  # it has ended, or is none of ours
    return found


def test_that_something_was_left_would_be_seen(crashing):
    """The look at rows and files is itself looked at."""
    crashing.place.start()
    media = crashing.upload(picture("png", "120x90"), WHOLE).json["media"]
    assert crashing.is_clean(), crashing.differences()
    (hash,) = crashing.rows()
    folder = crashing.media / "files" / hash[:2] / hash
    (folder / "more").write_bytes(b"x")
    assert not crashing.is_clean()
    (folder / "more").unlink()
    folder.rename(folder.with_name("f" * 64))
    assert not crashing.is_clean() and hash in crashing.differences()
    folder.with_name("f" * 64).rename(folder)
    assert crashing.is_clean()
    (crashing.media / "arriving" / media["id"]).mkdir()
    (crashing.media / "arriving" / media["id"] / "left").mkdir()
    assert not crashing.is_clean()
