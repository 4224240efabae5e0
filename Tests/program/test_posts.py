"""Posts and the feed, over HTTP and as they arrive."""

from __future__ import annotations

import re

import pytest

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
NOBODYS_POST = "0199f3c1-3000-7000-8000-000000000007"


def test_a_post_is_in_everybodys_feed_and_at_its_own_address(place):
    post = place.post(0, text="Guten Morgen, \U0001f477\U0001f3fd & <b>")
    assert post["author"]["username"] == place.names[0]
    assert post["text"] == "Guten Morgen, \U0001f477\U0001f3fd & <b>"
    assert post["audience"] == "public" and post["media"] == [] and post["comments"] == 0
    assert post["likes"] == {"count": 0, "version": 0, "mine": False}
    assert TIME.fullmatch(post["createdAt"]) and "editedAt" not in post
    assert place.api(1).get("/api/feed").json["items"][0] == post
    assert place.api(1).get(f"/api/posts/{post['id']}").json == {"post": post}


def test_the_same_key_again_is_the_same_post(place):
    body = {"text": "said once", "audience": "public", "key": place.fresh("twice-")}
    first, second = (place.api().post("/api/posts", body) for _ in range(2))
    assert (first.status, second.status) == (201, 200)
    assert first.json == second.json
    for change in ({"text": "said otherwise"}, {"audience": "me"}):
        answer = place.api().post("/api/posts", {**body, **change})
        assert (answer.status, answer.code) == (409, "key_reused")
    of_another = place.api(1).post("/api/posts", body)
    assert of_another.status == 201 and of_another.json["post"]["id"] != first.json["post"]["id"]


@pytest.mark.parametrize(
    ("fields", "status", "field"),
    [
        ({"text": ""}, 422, "text"),
        ({"text": " \n "}, 422, "text"),
        ({"text": "x" * 2_001}, 422, "text"),
        ({"audience": "everybody"}, 422, "audience"),
        ({"key": ""}, 422, "key"),
        ({"key": "k" * 65}, 422, "key"),
        ({"media": ["0199f3c1-3000-7000-8000-000000000007"]}, 404, "media"),
        ({"text": None}, 400, "text"),
        ({"key": None}, 400, "key"),
        ({"text": 7}, 400, "text"),
    ],
)
def test_a_post_names_the_field_that_is_wrong(place, fields, status, field):
    body = {"text": "fine", "audience": "public", "key": place.fresh("wrong-"), **fields}
    answer = place.api().post("/api/posts", body)
    assert answer.status == status, answer
    assert answer.code == {400: "bad_request", 404: "not_found", 422: "invalid"}[status]
    assert answer.json["error"]["field"] == field


@pytest.mark.parametrize("fields", [{"text": "é" * 2_000}, {"key": "k" * 63 + "ö"}, {"media": []}])
def test_a_post_at_its_bounds_is_taken(place, fields):
    place.post(0, **{**fields, "key": fields.get("key", place.fresh("bound-"))})


def test_the_feed_goes_back_page_by_page_without_a_double(place):
    made = [place.post(n % 3)["id"] for n in range(7)]
    read: list[str] = []
    cursor = ""
    while len(read) < 7:
        page = place.api().get(f"/api/feed?limit=3{cursor}").json
        assert len(page["items"]) == 3
        read += [post["id"] for post in page["items"]]
        cursor = f"&before={page['next']}"
    assert read[:7] == made[::-1]
    assert len(set(read)) == len(read)


def test_the_feed_ends(make_place):
    place = make_place(users=1).start()
    assert place.api().get("/api/feed").json == {"items": [], "next": None}
    made = [place.post()["id"] for _ in range(2)]
    whole = place.api().get("/api/feed?limit=2").json
    assert [post["id"] for post in whole["items"]] == made[::-1]
    rest = place.api().get(f"/api/feed?limit=2&before={made[0]}").json
    assert rest == {"items": [], "next": None}


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "before=x"])
def test_a_list_says_what_it_cannot_do(place, query):
    answer = place.api().get(f"/api/feed?{query}")
    assert (answer.status, answer.code) == (400, "bad_request")
    assert answer.json["error"]["field"] == query.partition("=")[0]


def test_a_note_to_oneself_is_nobody_elses(place):
    with place.live(0) as mine, place.live(1) as other:
        note = place.post(0, audience="me")
        assert mine.event("post")["topic"] == f"user:{place.ids[0]}"
        assert place.api(0).get("/api/feed").json["items"][0]["id"] == note["id"]
        assert place.api(1).get(f"/api/posts/{note['id']}").status == 404
        feed = place.api(1).get("/api/feed").json["items"]
        assert note["id"] not in [post["id"] for post in feed]
        assert other.code("like", post=note["id"]) == "not_found"
        assert not other.events("post")


def test_a_post_arrives_on_the_feed_with_the_next_number(place):
    with place.live(0) as author, place.live(1) as reader:
        head = reader.start["heads"]["feed"]
        first, second = place.post(0), place.post(0)
        for socket in (author, reader):
            for step, post in ((1, first), (2, second)):
                event = socket.event("post")
                assert (event["topic"], event["seq"]) == ("feed", head + step)
                assert event["data"]["post"] == post


def test_a_deleted_post_is_gone_and_the_feed_says_so(place):
    post = place.post(0)
    path = f"/api/posts/{post['id']}"
    with place.live(1) as reader:
        refused = place.api(1).ask("DELETE", path)
        assert (refused.status, refused.code) == (403, "forbidden")
        assert place.api(0).ask("DELETE", path).status == 204
        event = reader.event("post_deleted")
        assert event["topic"] == "feed" and event["seq"] == reader.start["heads"]["feed"] + 1
        assert event["data"] == {"post": {"id": post["id"]}}
        assert reader.code("like", post=post["id"]) == "not_found"
    assert place.api(0).get(path).status == 404
    assert place.api(0).ask("DELETE", path).status == 404
    feed = place.api(0).get("/api/feed").json["items"]
    assert post["id"] not in [item["id"] for item in feed]


@pytest.mark.parametrize("name", [NOBODYS_POST, "x", "%00", "1" * 500])
def test_what_is_no_post_is_not_found(place, name):
    answer = place.api().get(f"/api/posts/{name}")
    assert (answer.status, answer.code) == (404, "not_found")


def test_a_page_starts_from_one_answer_and_misses_nothing(place):
    before = place.post(0)
    start = place.api(1).get("/api/bootstrap").json
    assert start["me"]["username"] == place.names[1]
    assert start["feed"]["items"][0] == before
    assert {c["id"] for c in start["conversations"]} >= set(place.rooms)
    for name in ("friends", "requests", "notifications", "config"):
        assert name in start
    meanwhile = place.post(0)
    with place.live(1, epoch=start["epoch"], since=start["since"]) as reader:
        assert reader.start["reset"] == []
        assert set(start["since"]) == set(reader.start["heads"])
        event = reader.event("post")
        assert event["data"]["post"] == meanwhile
        assert event["seq"] == start["since"]["feed"] + 1


def test_no_answer_is_kept_by_a_browser(place):
    answer = place.api().get("/api/feed")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"].startswith("application/json")
