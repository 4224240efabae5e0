"""Taking one's data along."""

from __future__ import annotations

import io
import json
import re
import zipfile

import samples
from avatars import png, send
from live import LiveSocket
from person import Person


def exported(person: Person, **headers: str) -> zipfile.ZipFile:
    answer = person.api.get("/api/me/export", headers=headers)
    assert answer.status == 200, answer
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Cache-Control"] == "no-store"
    name = rf'attachment; filename="hubbub-{person.name}-\d{{4}}-\d\d-\d\d.zip"'
    assert re.fullmatch(name, answer.headers["Content-Disposition"])
    found = zipfile.ZipFile(io.BytesIO(answer.body))
    assert found.testzip() is None
    return found


def items(export: zipfile.ZipFile, name: str) -> list[dict]:
    return json.loads(export.read(f"{name}.json"))["items"]


def test_an_export_holds_all_that_is_ones_own_and_nothing_private_of_others(place):
    ada, friend = Person(place), Person(place)
    ada.befriend(friend)
    for number in range(3):
        ada.post(f"<i>post {number}</i>", ["public", "friends", "me"][number])
    secret = friend.post("a secret of the friend", "friends")
    assert ada.api.post(f"/api/posts/{secret}/comments", {"text": "I will not tell", "key": "c"}).status == 201
    avatar = send(ada.api, png()).json["user"]["avatar"].replace("-128.webp", "-512.webp")
    room = place.rooms[0]
    sockets = []
    for person in (ada, friend):
        assert person.api.ask("PUT", f"/api/conversations/{room}/members/{person.name}").status == 200
        sockets.append(LiveSocket(place.server.url, person.token).started())
    sockets[0].ok("send", conversation=room, key="k", text="what Ada said")
    sockets[1].ok("send", conversation=room, key="k", text="what the friend said")
    sockets[0].ok("like", post=secret)
    assert ada.api.ask("DELETE", f"/api/conversations/{room}/members/{ada.name}").status == 204
    for socket in sockets:
        socket.close()

    told = {"user": friend.name, "reason": "far too quiet"}
    assert ada.api.post("/api/reports", told).status == 201
    assert ada.api.post("/api/invites", {}).status == 201
    export = exported(ada)
    assert [one["reason"] for one in items(export, "reports")] == ["far too quiet"]
    assert [one["joined"] for one in items(export, "invites")] == [[]]
    assert export.read("picture.webp") == ada.api.get(avatar).body
    page = export.read("index.html").decode()
    for number in range(3):
        assert f"&lt;i&gt;post {number}&lt;/i&gt;" in page
    assert "what Ada said" in page and "I will not tell" in page
    assert "<script" not in page and "://" not in page and "<i>" not in page
    assert [post["text"] for post in items(export, "posts")] == [f"<i>post {n}</i>" for n in (2, 1, 0)]
    assert [like["post"] for like in items(export, "likes")] == [secret]
    assert [comment["text"] for comment in items(export, "comments")] == ["I will not tell"]
    assert [message["text"] for message in items(export, "messages")] == ["what Ada said"]
    assert [person["username"] for person in items(export, "friends")] == [friend.name]
    assert json.loads(export.read("profile.json"))["username"] == ada.name
    assert len(items(export, "sessions")) == 1
    everything = b"".join(export.read(name) for name in export.namelist() if name != "picture.webp").decode()
    for private in ("a secret of the friend", "what the friend said", ada.token):
        assert private not in everything


def test_more_than_a_page_of_each_comes_once_and_in_order(place):
    ada = Person(place)
    posts = [ada.post(f"post {number}", "public") for number in range(1_001)]
    socket = LiveSocket(place.server.url, ada.token).started()
    for number, post in enumerate(posts):
        comment = {"text": f"comment {number}", "key": f"{number}"}
        assert ada.api.post(f"/api/posts/{posts[0]}/comments", comment).status == 201
        socket.ok("like", post=post)
    socket.close()
    export = exported(ada)
    assert [post["id"] for post in items(export, "posts")] == posts[::-1]
    assert [comment["text"] for comment in items(export, "comments")] == [f"comment {n}" for n in range(1_001)]
    assert sorted(like["post"] for like in items(export, "likes")) == sorted(posts)


def test_an_export_of_nothing_is_whole_too(place):
    export = exported(Person(place))
    names = {name.removesuffix(".json") for name in export.namelist()}
    assert names == {
        "index.html", "profile", "settings", "posts", "comments", "likes", "friends", "requests",
        "blocks", "notifications", "conversations", "messages", "media", "invites", "reports", "sessions",
    }
    assert items(export, "posts") == []


def test_the_page_is_in_the_language_of_ones_account_else_of_the_browser(place):
    ada, friend = Person(place), Person(place)
    ada.befriend(friend)
    ada.post("Snow!", "me")

    def page(browser: str) -> str:
        return exported(ada, **{"Accept-Language": browser}).read("index.html").decode()

    english, german = page("en"), page("de-AT, en;q=0.5")
    for html, words in (
        (english, ('<html lang="en">', "on Hubbub</title>", "<h2>Posts</h2>", "Only you", "Requests to be friends")),
        (german, ('<html lang="de">', "auf Hubbub</title>", "<h2>Beiträge</h2>", "Nur du", "Freundschaftsanfragen")),
    ):
        assert [one for one in words if one not in html] == []
        assert "{" not in re.sub("<style>.*</style>", "", html, flags=re.S)
    assert ada.api.ask("PATCH", "/api/me", {"language": "de"}).status == 200
    assert '<html lang="de">' in page("en")


# -- pictures, films and sounds


def shown_media(person: Person, *media: dict) -> str:
    body = {"text": "", "audience": "me", "key": media[0]["id"], "media": [one["id"] for one in media]}
    answer = person.api.post("/api/posts", body)
    assert answer.status == 201, answer
    return answer.json["post"]["id"]


def test_an_export_holds_ones_pictures_films_and_sounds_and_shows_them(place):
    ada, friend = Person(place), Person(place)
    # More than one piece of 256 KiB.
    sent = {"video": samples.film(), "audio": samples.made("wav", "-f", "lavfi", "-i", "sine=d=8")}
    assert len(sent["audio"]) > 600_000
    picture, draft = (samples.taken_in(ada.api, samples.picture("png", size)) for size in ("900x600", "60x40"))
    film, sound = (samples.taken_in(ada.api, body) for body in sent.values())
    foreign = samples.taken_in(friend.api, samples.picture("png", "70x40"))
    words = 'a dog & <b>"snow"</b>'
    assert ada.api.ask("PATCH", f"/api/media/{picture['id']}", {"alt": words}).status == 200
    posts = [shown_media(ada, picture), shown_media(ada, film)]
    room = place.rooms[0]
    assert ada.api.ask("PUT", f"/api/conversations/{room}/members/{ada.name}").status == 200
    with LiveSocket(place.server.url, ada.token).started() as socket:
        seq = socket.ok("send", conversation=room, key="k", text="hear", media=[sound["id"]])["seq"]

    export = exported(ada)
    listed = {one["id"]: one for one in items(export, "media")}
    assert list(listed) == [one["id"] for one in (picture, draft, film, sound)]
    assert foreign["id"] not in "".join(export.namelist())
    assert {one["file"] for one in listed.values()} == {name for name in export.namelist() if name.startswith("media/")}
    for one, suffix in ((picture, "webp"), (draft, "webp"), (film, "mp4"), (sound, "wav")):
        said = listed[one["id"]]
        assert said["file"] == f"media/{one['id']}.{suffix}"
        assert export.read(said["file"]) == ada.api.get(one["url"]).body
        assert export.getinfo(said["file"]).compress_type == zipfile.ZIP_STORED
        for key in ("kind", "type", "bytes", "width", "height", "seconds", "removed"):
            assert said.get(key) == one.get(key), key
    assert [export.read(listed[one["id"]]["file"]) for one in (film, sound)] == list(sent.values())
    places = {one["id"]: (listed[one["id"]]["posts"], listed[one["id"]]["messages"]) for one in (picture, draft, film, sound)}
    assert places == {
        picture["id"]: ([posts[0]], []), draft["id"]: ([], []), film["id"]: ([posts[1]], []),
        sound["id"]: ([], [{"conversation": room, "seq": seq}]),
    }
    assert listed[picture["id"]]["alt"] == words and listed[picture["id"]]["createdAt"].endswith("Z")

    page = export.read("index.html").decode()
    for one, tag, times in ((picture, "img", 2), (film, "video", 2), (sound, "audio", 2), (draft, "img", 1)):
        assert page.count(f'<{tag} src="{listed[one["id"]]["file"]}"') == times, "in the list, and where it is shown"
    assert 'alt="a dog &amp; &lt;b&gt;&quot;snow&quot;&lt;/b&gt;"' in page and "<b>" not in page
    assert "media-src 'self' file:" in page and "://" not in page


def test_a_file_that_is_not_there_is_told_and_the_export_goes_on(make_place):
    place = make_place(users=1, rooms=0).start()
    ada = Person(place)
    lost, kept = (samples.taken_in(ada.api, samples.picture("png", size)) for size in ("90x60", "60x40"))
    shown_media(ada, lost, kept)
    (form,) = (path for path in (place.data / "media" / "files").glob("??/*/large.webp")
               if path.read_bytes() == ada.api.get(lost["url"]).body)
    form.unlink()
    export = exported(ada)
    listed = {one["id"]: one for one in items(export, "media")}
    assert listed[lost["id"]]["file"] is None and listed[kept["id"]]["file"] in export.namelist()
    page = export.read("index.html").decode()
    assert page.count("The picture is not in this export: its file was not there.") == 2
    assert [post["media"][0]["id"] for post in items(export, "posts")] == [lost["id"]]
