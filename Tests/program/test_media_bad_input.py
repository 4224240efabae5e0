"""Uploads that no decent client sends, and disks that are full: refused in words, and nothing is kept."""

from __future__ import annotations

import http.client
import json
import os
import socket
import sqlite3
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from crashing import built
from place import say
from samples import film, files, picture, send, sound, taken_in
from waiting import until

PLACES = 20  # Limits.uploadsOfOne
LISTENING = 32 * 1024 * 1024 + 1  # beyond Limits.refusedBytesRead: so much is read of what is refused already


def rows(place) -> tuple[int, int]:
    database = sqlite3.connect(f"file:{place.data / 'hubbub.db'}?mode=ro", uri=True, timeout=10)
    try:
        counts = "SELECT (SELECT count(*) FROM media), (SELECT count(*) FROM media_file)"
        return database.execute(counts).fetchone()
    finally:
        database.close()


@contextmanager
def nothing_kept(place):
    """What is done within leaves no row and no file, and the server goes on."""
    before = (files(place), rows(place))
    yield
    assert until(lambda: (files(place), rows(place)) == before), (before, files(place), rows(place))
    assert place.server.is_running()


class Wire(socket.socket):
    """A connection on which anything can be said."""

    def __init__(self, place, person: int = 0) -> None:
        super().__init__()
        self.settimeout(20)
        self.connect(("127.0.0.1", place.server.port))
        self.token = place.tokens[person]

    def say(self, *headers: str, body: bytes = b"") -> "Wire":
        lines = ["POST /api/media HTTP/1.1", "Host: h", f"Authorization: Bearer {self.token}", *headers]
        self.sendall("\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + body)
        return self

    def answer(self) -> tuple[int, str | None]:
        """The status and the refusal's code; (0, None) where it was only closed."""
        response = http.client.HTTPResponse(self)
        try:
            response.begin()
            body = response.read()
        except (ConnectionResetError, http.client.BadStatusLine, http.client.IncompleteRead):
            return 0, None
        try:
            return response.status, json.loads(body)["error"]["code"]
        except (ValueError, KeyError):
            return response.status, None


# -- lengths

BODY = picture("png", "200x160")
HALF = BODY[: len(BODY) // 2]
COUNT = len(BODY)
CLOSED = (0, None)
NOT_HTTP = (400, None)  # answered by whoever reads HTTP, before it is anybody's request

LENGTHS: dict[str, tuple[list[str], bytes, tuple]] = {
    "no body": ([], b"", (422, "corrupt_media")),
    "a body of nothing": (["Content-Length: 0"], b"", (422, "corrupt_media")),
    "chunks of nothing": (["Transfer-Encoding: chunked"], b"0\r\n\r\n", (422, "corrupt_media")),
    "a length that is too small": ([f"Content-Length: {COUNT // 2}"], BODY, (422, "corrupt_media")),
    "a length that is too large": ([f"Content-Length: {COUNT + 1}"], BODY, CLOSED),
    "a length far too large": (["Content-Length: 3221225472"], bytes(LISTENING), (413, "too_large")),
    "a length that is no number": (["Content-Length: many"], BODY, NOT_HTTP),
    "a length below nothing": (["Content-Length: -5"], BODY, NOT_HTTP),
    "a length beyond all numbers": ([f"Content-Length: {2**64 + COUNT}"], BODY, NOT_HTTP),
    "two lengths": ([f"Content-Length: {COUNT}", f"Content-Length: {COUNT // 2}"], BODY, NOT_HTTP),
    "a length and chunks": ([f"Content-Length: {COUNT}", "Transfer-Encoding: chunked"], b"%x\r\n%b\r\n0\r\n\r\n" % (COUNT, BODY), NOT_HTTP),
    "a chunk that is no chunk": (["Transfer-Encoding: chunked"], b"%x\r\n%b\r\nzz\r\n" % (len(HALF), HALF), CLOSED),
    "a chunk longer than it says": (["Transfer-Encoding: chunked"], b"10\r\n%b\r\n0\r\n\r\n" % HALF, CLOSED),
    "a chunk beyond all numbers": (["Transfer-Encoding: chunked"], b"f" * 40 + b"\r\n" + HALF, CLOSED),
    "chunks without an end": (["Transfer-Encoding: chunked"], b"%x\r\n%b\r\n" % (len(HALF), HALF), CLOSED),
}


@pytest.mark.parametrize("name", LENGTHS)
def test_a_wrong_length_is_refused_and_leaves_nothing(place, name):
    headers, body, wanted = LENGTHS[name]
    with nothing_kept(place):
        with Wire(place) as wire:
            wire.say(*headers, body=body)
            if wanted == CLOSED:
                wire.shutdown(socket.SHUT_WR)  # more never comes
            found = wire.answer()
        assert found == wanted or (wanted in (CLOSED, NOT_HTTP) and found in (CLOSED, NOT_HTTP, (400, "bad_request"))), found


def test_that_these_would_be_taken_in_with_the_right_length(place):
    """So it is the length for which the others are refused."""
    for headers, body in (
        ([f"Content-Length: {COUNT}"], BODY),
        (["Transfer-Encoding: chunked"], b"%x\r\n%b\r\n0\r\n\r\n" % (COUNT, BODY)),
    ):
        with Wire(place) as wire:
            assert wire.say(*headers, body=body).answer() == (201, None)


# -- who goes away


@pytest.mark.parametrize("part", [0, 1, 1_000, COUNT // 2, COUNT - 1])
@pytest.mark.parametrize("how", ["goes", "breaks off"])
def test_who_goes_in_the_middle_leaves_nothing(place, part, how):
    with nothing_kept(place):
        before = files(place)
        wire = Wire(place, 1).say(f"Content-Length: {COUNT}", body=BODY[:part])
        if part:
            assert until(lambda: files(place) != before), "it never came"
        if how == "breaks off":  # with a reset, as when the power goes
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        wire.close()


def test_who_goes_gives_their_places_back(place):
    """One person has a number of places for what comes at once; nobody else has fewer for that."""
    with nothing_kept(place):
        before = len(files(place))
        for _ in range(2):
            wires = [Wire(place, 2).say(f"Content-Length: {COUNT}", body=BODY[:500]) for _ in range(PLACES)]
            assert until(lambda: len(files(place)) == before + PLACES), len(files(place))
            refused = send(place.api(2), BODY)
            assert (refused.status, refused.code) == (503, "busy")
            long = send(place.api(2), bytes(8 * 1024 * 1024))
            assert (long.status, long.code) == (503, "busy"), "who sends much hears why, too"
            for wire in wires:
                wire.close()
            assert until(lambda: len(files(place)) == before)
    assert send(place.api(2), BODY).status == 201


# -- names

NAMES = {
    "up and away": "../../../../etc/passwd",
    "from the root": "/etc/passwd",
    "backslashes": "..\\..\\windows.png",
    "300 characters": "x" * 300,
    "right to left": "cat\u202egpj.exe",
    "a line's end": "cat.png%0d%0aX-Evil: 1",
    "a NUL": "cat%00.png",
    "a program": "; rm -rf ~ #`id`$(id)",
    "an option": "--help[strip]",
}


@pytest.mark.parametrize("name", NAMES)
def test_what_a_file_is_called_is_of_no_account(make_place, place, name):
    called = NAMES[name]
    quoted = called.encode().decode("latin-1")
    before = set(files(place))
    size = 30 + list(NAMES).index(name) * 2
    answer = place.api(3).ask(
        "POST", "/api/media", picture("png", f"{size}x32"),
        headers={"Content-Type": quoted[:60], "Content-Disposition": f'attachment; filename="{quoted}"', "X-File-Name": quoted})
    assert answer.status == 201, answer
    new = set(files(place)) - before
    hashes = {path.split("/")[2] for path in new}
    assert len(hashes) == 1 and all(len(hash) == 64 and hash.isalnum() for hash in hashes), new
    assert {path.split("/")[3] for path in new} == {"thumb.webp", "medium.webp", "large.webp", "fallback.jpg"}
    shown = json.dumps(answer.json, ensure_ascii=False) + str(place.api(3).get(answer.json["media"]["url"]).headers)
    assert called not in shown and "Evil" not in shown


def test_a_name_with_a_real_nul_is_no_request(place):
    with nothing_kept(place), Wire(place) as wire:
        wire.say(f"Content-Length: {COUNT}", 'Content-Disposition: attachment; filename="a\0b"', body=BODY)
        assert wire.answer()[0] in (0, 400)


ADDRESSES = [
    "../../../hubbub.db", "..%2f..%2f..%2fhubbub.db", "%2e%2e/%2e%2e/hubbub.db", "..%5c..%5chubbub.db",
    "....//hubbub.db", "original", "original.png", "/etc/passwd", "%2fetc%2fpasswd", "large.webp%00", "large.webp%00.html",
    "large.webp/.", "./large.webp%20", "LARGE.WEBP", "x" * 300, "%e2%80%aepbew.egral", "%ff%fe", "%zz", "bare.png", "",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_leads_to_a_form_or_nowhere(place, address):
    media = taken_in(place.api(4), BODY)
    answer = place.api(4).get(f"/media/{media['id']}/{address}")
    assert answer.status in (400, 404), answer
    assert b"SQLite" not in answer.body and b"root:" not in answer.body and b"RIFF" not in answer.body


@pytest.mark.parametrize("id", ["..", "%2e%2e", ".", "0", "files", "%00", "x" * 300, "../../etc", "0199f3c1-2000-7000-8000-000000000001"])
def test_a_number_that_nobody_has_leads_nowhere(place, id):
    for method in ("GET", "HEAD", "DELETE"):
        path = f"/api/media/{id}" if method == "DELETE" else f"/media/{id}/large.webp"
        assert place.api(4).ask(method, path).status in (400, 404, 405), (method, path)


# -- too much


def test_two_at_once_have_one_share(make_place):
    body = sound("wav")
    quota = int(len(body) * 1.5)
    place = make_place(users=2, rooms=0, environment={"HUBBUB_MEDIA_QUOTA_BYTES": str(quota)}).start()
    with Wire(place) as wire:
        early = wire.say("Content-Length: 500000000", body=bytes(LISTENING)).answer()
        assert early == (507, "quota_exceeded"), "as soon as it is announced"
    wires = [Wire(place).say(f"Content-Length: {len(body) + n}", body=body[:1_000]) for n in range(2)]
    assert until(lambda: len(files(place)) == 2)
    found: list[tuple] = []

    def finish(number: int) -> None:
        wires[number].sendall(body[1_000:] + b"\0" * number)  # so that they differ
        found.append(wires[number].answer())

    senders = [threading.Thread(target=finish, args=(number,)) for number in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    for wire in wires:
        wire.close()
    assert (507, "quota_exceeded") in found and found.count((201, None)) <= 1, found
    assert until(lambda: all(path.startswith("files/") for path in files(place)))
    assert until(lambda: len(files(place)) == rows(place)[0] == found.count((201, None)))
    refused = send(place.api(0), body + b"\0\0") if files(place) else None
    assert refused is None or refused.code == "quota_exceeded"
    assert send(place.api(1), body).status == 201, "another's share is another's"


# -- a full disk

FULL = (503, "unavailable")


@pytest.fixture
def small_disk(make_place, tmp_path):
    """A place whose media lie on a disk of six MiB, and where that is from here."""
    media = tmp_path / "place0" / "data" / "media"
    unshare = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    script = 'mkdir -p "$0" && mount -t tmpfs -o size=6m none "$0" && exec "$@"'
    place = make_place(users=2, rooms=1, prefix=(*unshare, "sh", "-c", script, str(media)))
    try:
        place.start()
    except Exception as error:
        pytest.skip(f"no disk can be made here: {error}; what the next test looks at stands for it")
    return place, Path(f"/proc/{place.server.process.pid}/root{media}")


def lying_in(media: Path) -> list[str]:
    return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file() and path.name != "ballast")


def fill(media: Path, leaving: int) -> None:
    """Fills the disk up to some bytes; in pages, as the disk counts."""
    state = os.statvfs(media)
    with (media / "ballast").open("wb") as ballast:
        ballast.write(bytes(state.f_bavail * state.f_frsize - leaving))


FILES = {"a picture": lambda: picture("png", "620x480"), "a film": lambda: film("mp4", 1), "a sound": lambda: sound("wav")}
PAGE = 4_096


@pytest.mark.parametrize("kind", FILES)
def test_a_full_disk_is_told_and_leaves_nothing(small_disk, kind):
    place, media = small_disk
    body = FILES[kind]()
    assert send(place.api(), picture("png", "64x48")).status == 201
    before = (lying_in(media), rows(place))
    pages, wrong = -(-len(body) // PAGE), []
    # No space at all, for half of it, and for what was sent but for less and less that is made of it.
    for leaving in (0, pages // 2, pages, pages + 1, pages + 4, pages + 12):
        fill(media, leaving * PAGE)
        answer = send(place.api(), body)
        if answer.status == 201:  # it fits; nothing of it may be missing because of the disk
            sent = answer.json["media"]
            assert place.api().ask("DELETE", f"/api/media/{sent['id']}").status == 204
            if sent.get("missing"):
                wrong.append(f"{leaving}: taken in without its {sent['missing']}")
        elif (answer.status, answer.code) != FULL:
            wrong.append(f"{leaving}: {answer.status} {answer.code}")
        assert until(lambda: (lying_in(media), rows(place)) == before), lying_in(media)
        with place.live(0) as listener:
            say(listener, place.rooms[0], f"{kind} {leaving}")
        (media / "ballast").unlink()
    assert wrong == [], f"with so many pages left, of {pages}"
    assert send(place.api(), body).status == 201, "there is space again"


def test_where_nothing_can_be_written_it_is_told(make_place, tmp_path):
    """The same where no disk can be made: the kernel's word is put into its mouth."""
    arm = tmp_path / "arm"
    environment = {"LD_PRELOAD": str(built(tmp_path)), "CRASH_ARM": str(arm), "CRASH_LOG": str(tmp_path / "calls"),
                   "CRASH_FOLDER": str(tmp_path / "place0" / "data")}
    place = make_place(users=2, rooms=1, environment=environment).start()
    assert send(place.api(), picture("png", "64x48")).status == 201
    with nothing_kept(place):
        arm.write_text("full")
        for make in FILES.values():
            answer = send(place.api(), make())
            assert (answer.status, answer.code) == FULL
        with place.live(0) as listener:
            say(listener, place.rooms[0], "there is space for this")
        arm.unlink()
    assert "no space for media" in place.server.errors()
    for make in FILES.values():
        assert send(place.api(), make()).status == 201, "there is space again"
