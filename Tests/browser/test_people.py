"""Friends and what they see of each other: requests, presence, names, posts for friends, blocks."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from test_access import violations


@pytest.fixture
def pair(place):
    """Two people who have nothing to do with anybody yet: their numbers and names."""
    return newcomer(place, "Ann"), newcomer(place, "Bob")


def newcomer(place, name: str, username: str | None = None) -> int:
    """Signs somebody up; returns their number."""
    username = username or place.fresh(f"{name.lower()}_")
    made = place.sign_up(username=username, displayName=name).json
    place.names += (made["user"]["username"],)
    place.ids += (made["user"]["id"],)
    place.tokens += (made["token"],)
    return len(place.names) - 1


def befriend(place, one: int, other: int) -> None:
    place.api(one).ask("PUT", f"/api/friends/{place.names[other]}")
    answer = place.api(other).ask("PUT", f"/api/friends/{place.names[one]}")
    assert answer.json["relation"] == "friends", answer


def test_a_request_appears_live_and_an_answer_changes_both_lists(tab, place, pair):
    ann, bob = tab(pair[0], "/friends").live(), tab(pair[1]).live()
    ann.page.get_by_label("The name begins with").fill(place.names[pair[1]])
    ann.person("Bob", "people-search").get_by_role("button", name="Add friend").click()
    expect(ann.person("Bob", "[data-people=outgoing]")).to_be_visible()
    expect(bob.badge("requests")).to_have_text("1 friend request")
    bob.page.get_by_role("link", name="Friends").click()
    bob.at("/friends").person("Ann").get_by_role("button", name="Accept").click()
    expect(bob.person("Ann", "[data-people=here]")).to_contain_text("online")
    expect(bob.badge("requests")).to_be_hidden()
    expect(ann.person("Bob", "[data-people=here]")).to_contain_text("online")
    expect(ann.person("Bob", "[data-people=outgoing]")).to_have_count(0)


def test_a_request_can_be_taken_back_and_declined(tab, place, pair):
    ann, bob = tab(pair[0], f"/u/{place.names[pair[1]]}").live(), tab(pair[1], "/friends").live()
    ann.page.get_by_role("button", name="Add friend").click()
    expect(bob.person("Ann")).to_be_visible()
    ann.page.get_by_role("button", name="Take back").click()
    expect(bob.person("Ann")).to_have_count(0)
    ann.page.get_by_role("button", name="Add friend").click()
    bob.person("Ann").get_by_role("button", name="Decline").click()
    expect(bob.person("Ann")).to_have_count(0)
    expect(ann.page.get_by_role("button", name="Add friend")).to_be_visible()


def test_a_menu_that_loads_late_does_no_harm_to_a_button_that_changed(visitor, place, pair):
    ann, held = visitor(pair[0]), []
    ann.context.route("**/more-menu.js", lambda route: held.append(route))
    page = ann.open(f"/u/{place.names[pair[1]]}").live().page
    page.get_by_role("button", name="Add friend").click()
    expect(page.get_by_role("button", name="Take back")).to_be_visible()
    for route in held:
        route.continue_()
    expect(page.get_by_role("button", name="More about Bob")).to_be_visible()


def test_a_friend_who_comes_goes_and_rests_is_seen_to(visitor, make_place):
    quick = {"HUBBUB_PRESENCE_GRACE_SECONDS": "1", "HUBBUB_PRESENCE_IDLE_SECONDS": "3"}
    place = make_place(users=3, environment=quick)
    befriend(place, 0, 1)
    ann = visitor(0, at=place)
    home, friends = ann.open("/").live().page, ann.open("/friends").live()
    here = home.locator("online-now li").filter(has_text=place.names[1])

    def is_seen(mark: str) -> None:
        expect(here.locator(".presence")).to_have_text(mark)
        bob = friends.person(place.names[1], "[data-people=here]")
        expect(bob.locator(".presence")).to_have_text(mark)

    def is_away() -> None:
        expect(here).to_have_count(0)
        bob = friends.person(place.names[1], "[data-people=away]")
        expect(bob.locator(".presence")).to_have_text(re.compile("^○offline"))

    with place.live(0) as ear:
        is_away()
        tab = visitor(1, at=place).open("/").live()
        # A login and what one does are life; a page that is open is none.
        tab.page.get_by_role("heading", name="Home").click()
        is_seen("●online")
        is_seen("◐idle")
        with place.live(1) as phone:
            tab.page.close()  # one of two: somebody is still there
            phone.ok("active")
            is_seen("●online")
            is_seen("◐idle")
        is_away()
        told = [one["data"] for one in ear.hear_all().events("presence")]
        told = [one["state"] for one in told if one["user"] == place.ids[1]]
        told = [state for before, state in zip([None, *told], told) if state != before]
        assert told[told.index("online"):] == ["online", "idle", "online", "idle", "offline"]


def test_a_new_name_shows_on_what_others_have_open(tab, place, pair):
    befriend(place, *pair)
    text = place.post(pair[1])["text"]
    ann = tab(pair[0]).live()
    expect(ann.card(text).locator(".name")).to_have_text("Bob")
    assert place.api(pair[1]).ask("PATCH", "/api/me", {"displayName": "Robert"}).status == 200
    expect(ann.card(text).locator(".name")).to_have_text("Robert")
    expect(ann.page.locator("online-now").get_by_text("Bob", exact=True)).to_have_count(0)


def test_a_post_for_friends_reaches_friends_only(tab, place, pair):
    ann, bob, eve = tab(pair[0]).live(), tab(pair[1]).live(), tab(newcomer(place, "Eve")).live()
    befriend(place, *pair)
    expect(bob.page.locator("online-now")).to_contain_text("Ann")
    text = place.fresh("For friends ")
    ann.write_post(text, "friends")
    expect(ann.card(text).locator(".audience")).to_have_text("Friends")
    bob.pill.click()
    expect(bob.card(text)).to_be_visible()
    everybody = place.post(pair[0])["text"]
    eve.pill.click()
    expect(eve.card(everybody)).to_be_visible()
    expect(eve.card(text)).to_have_count(0)
    place.api(pair[1]).ask("DELETE", f"/api/friends/{place.names[pair[0]]}")
    expect(bob.card(text)).to_have_count(0)


def test_a_post_for_friends_is_nowhere_for_anybody_else(tab, place, pair):
    (ann, bob), eve = pair, newcomer(place, "Eve")
    befriend(place, ann, bob)
    with place.live(bob) as friend, place.live(eve) as stranger:
        secret, open_one = place.post(ann, audience="friends"), place.post(ann)
        for socket, post in ((friend, secret), (stranger, open_one)):
            socket.event("post", lambda frame: frame["data"]["post"]["id"] == post["id"])
        answers = [stranger.ask(op, post=secret["id"]) for op in ("like", "unlike")]
        assert [answer["error"]["code"] for answer in answers] == ["not_found", "not_found"]
        for socket in (friend, stranger):
            socket.ask("subscribe", topics=[f"post:{secret['id']}"])
        with place.live(ann) as author:
            author.ok("like", post=secret["id"])
        friend.event("likes")
        assert secret["text"] not in str(stranger.hear_all().frames)
        assert not stranger.events("likes")
    paths = [f"/api/posts/{secret['id']}{part}" for part in ("", "/likes", "/comments")]
    lists = ["/api/feed", f"/api/users/{place.names[ann]}/posts", "/api/bootstrap"]
    for person, status, times in ((bob, 200, 1), (eve, 404, 0)):
        api = place.api(person)
        assert [api.get(path).status for path in paths] == [status] * 3
        assert [api.get(path).body.decode().count(secret["text"]) for path in lists] == [times] * 3
    assert [place.guest.get(path).status for path in paths + lists] == [401] * 6
    for path in (f"/p/{secret['id']}", f"/u/{place.names[ann]}"):
        expect(tab(bob, path).live().card(secret["text"])).to_be_visible()
        page = tab(eve, path).live().page
        shown = page.get_by_role("alert") if path.startswith("/p/") else page.locator("post-card")
        expect(shown).to_have_count(1)
        assert secret["text"] not in page.content()


def test_another_audience_takes_a_post_away_and_gives_it_back(tab, place, pair):
    text = place.post(pair[0])["text"]
    ann, bob = tab(pair[0]).live(), tab(pair[1]).live()
    expect(bob.card(text)).to_be_visible()
    ann.choose(text, "only you")
    expect(ann.card(text).locator(".audience")).to_have_text("Only you")
    expect(bob.card(text)).to_have_count(0)
    ann.choose(text, "everybody")
    expect(bob.card(text)).to_have_count(1)
    assert ann.shown().count(text) == 1


def test_an_edit_shows_at_once_there_and_here_and_says_so(tab, place, pair):
    text, better = place.post(pair[0])["text"], place.fresh("Better ")
    ann, bob = tab(pair[0]).live(), tab(pair[1]).live()
    ann.choose(text, "Edit")
    ann.page.get_by_label("Your post").fill(better)
    ann.page.get_by_role("button", name="Save").click()
    for one in (ann, bob):
        expect(one.card(better)).to_contain_text("edited")
    expect(ann.menu(better)).to_be_focused()


def test_an_edit_that_is_refused_keeps_what_was_written(tab, place, pair):
    text = place.post(pair[0])["text"]
    ann = tab(pair[0]).live()
    ann.page.route("**/api/posts/*", lambda route: route.abort())
    ann.choose(text, "Edit")
    ann.page.get_by_label("Your post").fill("Never kept")
    ann.page.get_by_role("button", name="Save").click()
    expect(ann.page.get_by_label("Your post")).to_have_value("Never kept")
    expect(ann.page.get_by_role("alert")).to_contain_text("was not changed")
    ann.page.get_by_role("button", name="Cancel").click()
    expect(ann.card(text)).to_be_visible()


def test_comments_are_live_and_counted(tab, place, pair):
    post = place.post(pair[0])
    path, text = f"/p/{post['id']}", place.fresh("Well said ")
    ann, bob = tab(pair[0], path).live(), tab(pair[1], path).live()
    bob.page.get_by_label("Your comment").fill(f"{text} @{place.names[pair[0]]}")
    bob.page.get_by_role("button", name="Comment", exact=True).click()
    expect(bob.comment(text)).to_have_count(1)
    expect(ann.comment(text)).to_be_visible()
    expect(ann.page.locator("post-card .comments")).to_have_text("1")
    mention = ann.comment(text).get_by_role("link", name=f"@{place.names[pair[0]]}")
    expect(mention).to_have_attribute("href", f"/u/{place.names[pair[0]]}")
    ann.comment(text).get_by_role("button", name="Delete").click()
    ann.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    for one in (ann, bob):
        expect(one.comment(text)).to_have_count(0)


def test_a_comment_that_is_refused_is_not_lost_and_can_be_tried_again(tab, place, pair):
    post, text = place.post(pair[0]), place.fresh("Again ")
    ann = tab(pair[0], f"/p/{post['id']}").live()
    expect(ann.page.get_by_text("No comments yet.")).to_be_visible()
    refusal = {"error": {"code": "invalid", "message": "Not today."}}
    ann.page.route("**/comments", lambda route: route.fulfill(status=422, json=refusal))
    ann.page.get_by_label("Your comment").fill(text)
    ann.page.get_by_role("button", name="Comment", exact=True).click()
    expect(ann.comment(text)).to_contain_text("Not sent. Not today.")
    ann.page.get_by_role("link", name="Home").click()
    ann.at("/").page.go_back()
    expect(ann.page.get_by_label("Your comment")).to_have_value(text)
    ann.page.get_by_role("button", name="Comment", exact=True).click()
    expect(ann.comment(text)).to_contain_text("Not sent. Not today.")
    ann.page.unroute("**/comments")
    ann.comment(text).get_by_role("button", name="Try again").click()
    expect(ann.comment(text).get_by_role("button", name="Delete")).to_be_visible()


def test_the_bell_groups_likes_and_is_read_on_every_device(tab, place, pair):
    post = place.post(pair[0])
    desk, phone = tab(pair[0]).live(), tab(pair[0]).live()
    fans = [pair[1], newcomer(place, "Cy"), newcomer(place, "Di")]
    for fan in fans:
        with place.live(fan) as socket:
            socket.ok("like", post=post["id"])
    place.api(pair[1]).ask("PUT", f"/api/friends/{place.names[pair[0]]}")
    expect(phone.badge("unread")).to_be_visible()
    desk.page.get_by_role("link", name="Notifications").click()
    rows = desk.at("/notifications").page.locator(".notice")
    expect(rows.filter(has_text="Di and 2 others like your post")).to_have_count(1)
    expect(desk.badge("unread")).to_be_hidden()
    expect(phone.badge("unread")).to_be_hidden()
    rows.filter(has_text="would like to be friends").get_by_role("button", name="Accept").click()
    expect(rows.filter(has_text="would like to be friends")).to_contain_text("You are friends.")


def test_who_is_blocked_disappears_and_comes_back(tab, place, pair):
    text = place.post(pair[1])["text"]
    ann = tab(pair[0]).live()
    expect(ann.card(text)).to_be_visible()
    ann.card(text).locator(".name").click()
    ann.at(f"/u/{place.names[pair[1]]}").page.get_by_role("button", name="More about Bob").click()
    ann.page.get_by_role("button", name="Block", exact=True).click()
    ann.page.get_by_role("dialog").get_by_role("button", name="Block").click()
    expect(ann.page.get_by_text("You have blocked them")).to_be_visible()
    ann.page.get_by_role("link", name="Home").click()
    expect(ann.at("/").card(text)).to_have_count(0)
    ann.page.get_by_role("link", name="Settings").click()
    ann.page.locator("block-list").get_by_role("button", name="Unblock Bob").click()
    expect(ann.page.locator("block-list").get_by_text("Nobody.")).to_be_visible()


def test_what_somebody_blocked_says_in_a_room_is_folded(tab, place, pair):
    room = place.open_room(pair[0])
    place.join(pair[1], room)
    place.api(pair[0]).ask("PUT", f"/api/blocks/{place.names[pair[1]]}")
    with place.live(pair[1]) as bob:
        bob.ok("send", conversation=room, key=place.fresh(), text="Do you hear me?")
    ann = tab(pair[0], f"/messages/{room}").live()
    folded = ann.message("A message by somebody whom you have blocked.")
    expect(folded).to_have_count(1)
    expect(ann.message("Do you hear me?")).to_have_count(0)
    folded.get_by_role("button", name="Show it").click()
    expect(ann.message("Do you hear me?")).to_have_count(1)


def test_nobody_of_that_name_is_told_so(tab):
    ann = tab(0, "/u/nobody_at_all").live()
    expect(ann.page.get_by_role("alert")).to_contain_text("There is nobody of this name")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_people_meet(tab, place, pair, scheme):
    ann, bob = pair
    others = [newcomer(place, name) for name in ("Cy", "Di")]
    befriend(place, ann, bob)
    place.api(others[0]).ask("PUT", f"/api/friends/{place.names[ann]}")
    place.api(ann).ask("PUT", f"/api/friends/{place.names[others[1]]}")
    post = place.post(ann, text=f"Hello @{place.names[bob]}")
    with place.live(bob) as socket:
        socket.ok("like", post=post["id"])
    body = {"text": "Well said", "key": place.fresh("comment-")}
    place.api(bob).post(f"/api/posts/{post['id']}/comments", body)
    someone = tab(ann, "/friends", color_scheme=scheme).live()
    expect(someone.person("Di", "[data-people=outgoing]")).to_be_visible()
    assert violations(someone) == []
    for path, sign in ((f"/u/{place.names[bob]}", "@"), ("/notifications", "likes your post"),
                       (f"/p/{post['id']}", "Well said")):
        someone.page.goto(someone.url + path)
        expect(someone.live().page.get_by_role("main")).to_contain_text(sign)
        assert violations(someone) == [], path
    someone.page.get_by_role("button", name="Who likes it").click()
    expect(someone.page.get_by_role("dialog")).to_contain_text("Bob")
    assert violations(someone) == []
    someone.page.keyboard.press("Escape")
    someone.menu("Hello").click()
    someone.card("Hello").get_by_role("button", name="Edit").click()
    expect(someone.page.get_by_label("Your post")).to_be_focused()
    assert violations(someone) == []
