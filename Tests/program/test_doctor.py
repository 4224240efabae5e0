"""`hubbub doctor`: what it finds in a data folder, what it removes there, and what it leaves alone."""

from __future__ import annotations

import contextlib
import http.client
import json
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Callable

import pytest
from api import Api
from avatars import png
from avatars import send as send_avatar
from clinic import (
    Clinic,
    cut_a_form,
    leave_a_file,
    leave_a_form,
    leave_a_profile_picture,
    leave_an_export,
    leave_an_upload,
    leave_an_upload_of_a_profile_picture,
    leave_notes,
    leave_notes_among_files,
    leave_the_profile_picture_of_nobody,
    lose_a_film,
    lose_a_form,
    lose_a_poster,
    lose_a_profile_picture,
    put_a_folder_in_a_files_place,
)
from samples import moving, picture, sound, taken_in
from server import run
from waiting import until


@pytest.fixture
def clinic(hubbub, make_place) -> Clinic:
    return Clinic(hubbub, make_place(users=3, rooms=0))


def test_a_sound_folder_is_said_to_be_one_and_stays_as_it_is(clinic):
    before = clinic.listing()
    said = clinic.examine("--bytes")
    kept = [size for path, size in before if "/media/" in path]
    words = f"all is well: 4 rows, {len(kept)} files, {sum(kept)} bytes; 2 films and sounds read\n"
    assert (said.returncode, said.stdout, said.stderr) == (0, words, "")
    assert len(kept) == 4 + 2 + 1 + 2
    assert clinic.listing() == before
    assert clinic.examine("--repair").returncode == 0
    assert clinic.listing() == before


LOST = [
    (lose_a_form, "is not there", "picture"),
    (lose_a_film, "is not there", "film"),
    (lose_a_poster, "is not there", "film"),
    (put_a_folder_in_a_files_place, "is not there", "sound"),
    (cut_a_form, "bytes in place of", "picture"),
    (lose_a_profile_picture, "is not there", None),
]
LEFT = [
    (leave_a_file, "belongs to nobody: 5 bytes"),
    (leave_a_form, "belongs to nobody: 5 bytes"),
    (leave_a_profile_picture, "belongs to nobody: 5 bytes"),
    (leave_the_profile_picture_of_nobody, "belongs to nobody: 5 bytes"),
    (leave_an_upload, "is left of an upload that did not end: 5 bytes"),
    (leave_an_upload_of_a_profile_picture, "is left of an upload that did not end: 5 bytes"),
]
STRANGE = [leave_notes, leave_notes_among_files, leave_an_export]


def faults(said) -> list[str]:
    return [line for line in said.stdout.splitlines() if line.startswith(("media/", "hubbub.db"))]


@pytest.mark.parametrize(("lose", "words", "whose"), LOST, ids=lambda value: getattr(value, "__name__", ""))
def test_what_is_lost_is_named_with_its_owner_and_not_touched(clinic, lose: Callable, words: str, whose: str | None):
    path = clinic.shown(lose(clinic))
    before = clinic.listing()
    for arguments in ((), ("--repair",)):
        said = clinic.examine(*arguments)
        assert said.returncode == 1 and said.stdout.splitlines()[-1] == "1 fault"
        (line,) = (line for line in faults(said) if words in line)
        assert line.startswith(f"{path} ")
        owner = f"{whose} {clinic.media[whose]['id']} of u0" if whose else "the profile picture of u0"
        assert owner in line, line
        assert ("and of one more" in line) == (whose == "sound"), "which of two people keep"
        assert "made anew when the same file is sent again" in said.stdout
    if lose is not put_a_folder_in_a_files_place:
        assert clinic.listing() == before


@pytest.mark.parametrize(("leave", "words"), LEFT, ids=lambda value: getattr(value, "__name__", ""))
def test_what_belongs_to_nobody_is_named_and_removed_when_that_is_asked(clinic, leave: Callable, words: str):
    before = clinic.listing()
    path = leave(clinic)
    planted = clinic.listing()
    said = clinic.examine()
    assert (said.returncode, faults(said)) == (1, [f"{clinic.shown(path)} {words}"])
    assert said.stdout.splitlines()[-1] == "1 fault" and "hubbub doctor --repair" in said.stdout
    assert clinic.listing() == planted
    mended = clinic.examine("--repair")
    assert (mended.returncode, faults(mended)) == (0, [f"{clinic.shown(path)} {words}; removed"])
    assert mended.stdout.splitlines()[-1] == "1 fault, mended"
    assert clinic.listing() == before and not path.exists()
    assert clinic.examine().stdout.startswith("all is well")


@pytest.mark.parametrize("leave", STRANGE, ids=lambda leave: leave.__name__)
def test_what_hubbub_does_not_make_is_named_and_left(clinic, leave: Callable):
    path = leave(clinic)
    for arguments in ((), ("--repair",)):
        said = clinic.examine(*arguments)
        assert (said.returncode, faults(said)) == (1, [f"{clinic.shown(path)} is nothing that Hubbub makes"])
    assert path.exists()


def test_some_are_mended_and_some_are_left_and_all_is_told_to_programs_too(clinic):
    left, lost = leave_a_file(clinic), lose_a_film(clinic)
    given = json.loads(clinic.examine("--json").stdout)
    assert given["left"] == 2 and given["rows"] == 4 and given["hashed"] == 0
    found = {fault["kind"]: fault for fault in given["faults"]}
    assert found["lost"]["path"] == clinic.shown(lost) and found["lost"]["media"] == clinic.media["film"]["id"]
    assert found["lost"]["username"] == "u0" and found["lost"]["removed"] is False
    assert found["unnamed"]["path"] == clinic.shown(left)
    said = clinic.examine("--repair")
    assert said.returncode == 1
    assert said.stdout.splitlines()[-1] == "2 faults, 1 of them mended, 1 left"
    assert [fault["kind"] for fault in json.loads(clinic.examine("--repair", "--json").stdout)["faults"]] == ["lost"]


def test_a_byte_that_turned_over_is_found_by_reading_them_all(clinic):
    path = clinic.folder("film") / "original"
    body = bytearray(path.read_bytes())
    body[len(body) // 2] ^= 1
    path.write_bytes(body)
    assert clinic.examine().returncode == 0, "the length is right"
    said = clinic.examine("--bytes")
    assert said.returncode == 1
    assert faults(said) == [f"{clinic.shown(path)} is not what was sent: film {clinic.media['film']['id']} of u0"]


def test_a_form_that_was_made_anew_is_not_taken_for_the_damaged_one(clinic):
    path = clinic.media["picture"]["variants"]["thumb"]
    clinic.place.server.start()
    whole = clinic.place.api(1).get(path)
    clinic.place.server.terminate()
    form = clinic.folder("picture") / "thumb.webp"
    form.write_bytes(whole.body[:100])
    clinic.place.server.start()
    api = clinic.place.api(1)
    damaged = api.get(path)
    assert damaged.body == whole.body[:100]
    taken_in(api, clinic.sent["picture"])
    again = api.get(path, headers={"If-None-Match": damaged.headers["etag"]})
    assert (again.status, again.body) == (200, whole.body)


def test_a_folder_in_a_forms_place_is_nothing_to_show(clinic):
    put_a_folder_in_a_files_place(clinic)
    clinic.place.server.start()
    assert clinic.place.api(1).get(clinic.media["sound"]["url"]).status == 404


def test_a_picture_that_moves_is_sound_also_in_a_copied_folder(hubbub, make_place):
    place = make_place(users=1, rooms=0).start()
    taken_in(place.api(), moving())
    place.server.terminate()
    copy = place.data.with_name("copy")
    shutil.copytree(place.data, copy, ignore=shutil.ignore_patterns("*.sock"))
    for folder in (place.data, copy):
        said = run(hubbub, "doctor", "--data-dir", str(folder))
        assert said.returncode == 0, said.stdout


def test_a_log_that_another_program_filled_is_left(clinic):
    database = clinic.place.data / "hubbub.db"
    with contextlib.closing(sqlite3.connect(database)) as other:
        other.execute("UPDATE user SET bio = 'written beside'")
        other.commit()
        assert clinic.examine().returncode == 0
    with contextlib.closing(sqlite3.connect(database)) as look:
        assert look.execute("SELECT DISTINCT bio FROM user").fetchall() == [("written beside",)]


def test_what_was_lost_is_mended_by_who_sends_it_again(clinic):
    for name, lost in (("picture", lose_a_form), ("film", lose_a_film), ("film", lose_a_poster), ("picture", cut_a_form)):
        lost(clinic)
        assert clinic.examine().returncode == 1
        clinic.place.server.start()
        again = taken_in(clinic.place.api(1), clinic.sent[name])
        old = clinic.media[name]
        assert {**again, "id": "", "url": "", "variants": {}} == {**old, "id": "", "url": "", "variants": {}}
        for path in [old["url"], *old["variants"].values()]:
            assert clinic.place.api(2).get(path).status == 200, "where it was shown before"
        clinic.place.server.terminate()
        assert clinic.examine("--bytes").returncode == 0


# -- beside a running server


def start_swept(clinic: Clinic) -> None:
    """Starts the server, and waits until it has looked for leftovers once."""
    leftover = leave_a_file(clinic)
    clinic.place.server.start()
    assert until(lambda: not leftover.exists())


def test_beside_a_server_it_looks_and_removes_nothing(clinic):
    start_swept(clinic)
    lost, planted = lose_a_form(clinic), leave_a_file(clinic)
    before = clinic.listing()
    said = clinic.examine()
    assert said.returncode == 1 and said.stdout.splitlines()[-1] == "2 faults"
    assert {line.split()[0] for line in faults(said)} == {clinic.shown(planted), clinic.shown(lost)}
    assert "looking again" in said.stderr
    refused = clinic.examine("--repair")
    assert refused.returncode == 1 and refused.stdout == ""
    assert "A server runs on the data folder" in refused.stderr and "nothing is removed" in refused.stderr
    assert json.loads(clinic.examine("--repair", "--json").stdout)["error"]["code"] == "data_folder_in_use"
    assert [one for one in clinic.listing() if "/media/" in one[0]] == [one for one in before if "/media/" in one[0]]


def test_beside_a_server_only_what_two_looks_find_is_told(clinic):
    start_swept(clinic)
    on_its_way = leave_a_file(clinic)
    left = leave_a_form(clinic)
    command = [str(clinic.hubbub), "doctor", "--data-dir", str(clinic.place.data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as doctor:
        assert "looking again" in doctor.stderr.readline()
        (on_its_way / "large.webp").unlink()
        on_its_way.rmdir()
        said = doctor.stdout.read().splitlines()
    assert doctor.returncode == 1
    assert said[0] == f"{clinic.shown(left)} belongs to nobody: 5 bytes" and said[-1] == "1 fault"


def test_what_comes_and_goes_beside_it_is_no_fault(clinic):
    clinic.place.server.start()
    ended = threading.Event()

    def come_and_go(person: int) -> None:
        api, number = Api(clinic.place.server.url, clinic.place.tokens[person]), 0
        while not ended.is_set():
            number += 1
            one = taken_in(api, png(40 + person, 20 + number % 200))
            assert send_avatar(api, png(30, 20 + number % 200)).status == 200
            api.ask("DELETE", f"/api/media/{one['id']}")

    people = [threading.Thread(target=come_and_go, args=(person,), daemon=True) for person in (1, 2)]
    upload = http.client.HTTPConnection("127.0.0.1", clinic.place.server.port, timeout=60)
    upload.putrequest("POST", "/api/media")
    upload.putheader("Authorization", f"Bearer {clinic.place.tokens[0]}")
    upload.putheader("Content-Length", "500000")
    upload.endheaders()
    upload.send(picture("png", "400x300")[:20_000])
    for person in people:
        person.start()
    try:
        said = [clinic.examine() for _ in range(4)]
    finally:
        ended.set()
        upload.close()
        for person in people:
            person.join(30)
    assert [(one.returncode, one.stdout.split(":")[0]) for one in said] == [(0, "all is well")] * 4
    assert clinic.place.server.is_running()


# -- the database


def test_a_damaged_database_is_told_and_nothing_is_removed_by_it(clinic):
    path, planted = clinic.place.data / "hubbub.db", leave_a_file(clinic)
    with sqlite3.connect(path) as database:
        page = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'media_of_file'").fetchone()[0]
        size = database.execute("PRAGMA page_size").fetchone()[0]
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    body = bytearray(path.read_bytes())
    body[(page - 1) * size : page * size] = bytes(size)
    path.write_bytes(body)
    said = clinic.examine("--repair")
    assert said.returncode == 1, said
    assert faults(said) and all(line.startswith("hubbub.db is damaged: ") for line in faults(said))
    assert "go back to a backup" in said.stdout and planted.exists()


def test_rows_that_name_what_is_not_there_are_counted_and_nothing_is_removed_by_them(clinic):
    path, planted = clinic.place.data / "hubbub.db", leave_a_file(clinic)
    database = sqlite3.connect(path)
    database.execute("DELETE FROM media_file")
    database.commit()
    database.close()
    said = clinic.examine("--repair")
    assert said.returncode == 1
    assert "hubbub.db: 4 rows of media whose media_file is not there" in said.stdout.splitlines()
    assert "Nothing was removed" in said.stdout and planted.exists() and clinic.folder("film").exists()


def test_a_crashed_server_s_log_is_read_and_stays(hubbub, make_place):
    place = make_place(users=1, rooms=0).start()
    taken_in(place.api(0), sound())
    place.server.kill()
    log = place.data / "hubbub.db-wal"
    before = log.read_bytes()
    assert before
    said = run(hubbub, "doctor", "--data-dir", str(place.data))
    assert (said.returncode, said.stdout.split(",")[0]) == (0, "all is well: 1 row")
    assert log.read_bytes() == before


# -- where it cannot look


def test_where_it_cannot_look_it_says_so_and_makes_nothing(hubbub, tmp_path):
    said = run(hubbub, "doctor", "--data-dir", str(tmp_path / "nowhere"))
    assert (said.returncode, said.stdout) == (1, "") and "there is no such file" in said.stderr
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "hubbub.db").write_bytes(b"no database at all, but a text" * 100)
    said = run(hubbub, "doctor", "--data-dir", str(tmp_path))
    assert said.returncode == 1 and "not a database" in said.stderr
    given = json.loads(run(hubbub, "doctor", "--json", "--data-dir", str(tmp_path)).stdout)
    assert given["error"]["code"] == "cannot_open"


def test_a_database_of_another_version_is_not_judged(hubbub, clinic):
    path = clinic.place.data / "hubbub.db"
    for statement, words in (
        ("DELETE FROM grdb_migrations WHERE rowid = (SELECT max(rowid) FROM grdb_migrations)", "older hubbub"),
        ("INSERT INTO grdb_migrations VALUES ('99 of the future')", "newer hubbub"),
    ):
        database = sqlite3.connect(path)
        database.execute(statement)
        database.commit()
        database.close()
        said = clinic.examine("--repair")
        assert said.returncode == 1 and words in said.stderr, said


@pytest.mark.parametrize("arguments", [("--mend",), ("everything",), ("--data-dir",)])
def test_wrong_usage_ends_with_64(hubbub, tmp_path, arguments):
    assert run(hubbub, "doctor", *arguments, cwd=tmp_path).returncode == 64


def test_a_bad_setting_ends_with_64(hubbub, tmp_path):
    said = run(hubbub, "doctor", "--log-level", "loud", cwd=tmp_path)
    assert said.returncode == 64 and "log-level" in said.stderr
