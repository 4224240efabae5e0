"""The server dies and returns, the network goes and comes: nothing lost, nothing twice."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

RETURN = 20_000  # ms for both pages to be live again: 8 s backoff, a slow start, a slow machine


@pytest.fixture
def pair(tab, make_place):
    """Two people's tabs at a server of their own: `pair(path)`."""

    def open_pair(path: str = "/", **options):
        place = make_place(users=3, rooms=1, **options)
        tabs = [tab(person, path.format(room=place.rooms[0]), at=place).live() for person in (0, 1)]
        for one in tabs:
            one.mark()
        return place, *tabs

    return open_pair


def well(*tabs) -> None:
    """Waits until these tabs have come back."""
    for one in tabs:
        expect(one.banner).to_be_hidden(timeout=RETURN)
        one.live()


def test_the_feed_survives_kill_and_restart_without_a_reload(pair):
    place, ann, bob = pair()
    first = place.post(2)["text"]
    for one in (ann, bob):
        expect(one.card(first)).to_be_visible()  # nothing else is being read
    ann.ready()
    for turn in range(3):
        place.server.kill()
        expect(ann.banner).to_have_text("Reconnecting…")
        expect(bob.banner).to_be_visible()
        away = f"written while it was away {turn}"
        ann.write_post(away)
        expect(ann.draft(away)).to_contain_text("Not posted yet")
        ann.like(first).click()
        liked = turn % 2 == 0
        expect(ann.like(first)).to_have_attribute("aria-pressed", str(liked).lower())
        place.start()
        back = place.post(2)["text"]  # most likely before they are back
        well(ann, bob)
        expect(ann.draft(away)).to_have_count(0)
        expect(ann.card(away)).to_have_count(1)
        expect(bob.pill).to_have_text("2 new posts")
        expect(ann.pill).to_have_text("1 new post")
        for one in (ann, bob):
            one.pill.click()
            expect(one.card(back)).to_have_count(1)
            expect(one.count(first)).to_have_text("1" if liked else "")
        expect(ann.like(first)).not_to_have_attribute("data-pending", "")
    truth = [post["text"] for post in place.api(0).get("/api/feed?limit=50").json["items"]]
    assert len(set(truth)) == len(truth) == 7
    assert sorted(ann.shown()) == sorted(bob.shown()) == sorted(truth)
    assert bob.shown() == truth
    assert not ann.was_reloaded() and not bob.was_reloaded()


def test_a_talk_goes_on_over_kills_in_its_middle(pair):
    place, ann, bob = pair("/messages/{room}")
    said = []
    for turn in range(3):
        for number in range(5):
            for name, one in (("ann", ann), ("bob", bob)):
                said.append(f"{name} {turn}.{number}")
                one.say(said[-1])
                if number == 2 and name == "ann":
                    place.server.kill()
        expect(ann.pending()).not_to_have_count(0)
        place.start()
        well(ann, bob)
        for one in (ann, bob):
            expect(one.pending()).to_have_count(0)
    truth = [message["text"] for message in place.api(0).history(place.rooms[0])]
    assert sorted(truth) == sorted(said), "each once"
    for name in ("ann", "bob"):
        mine = [text for text in truth if text.startswith(name)]
        assert mine == [text for text in said if text.startswith(name)], "in the order said"
    for one in (ann, bob):
        expect(one.page.locator("message-log .message")).to_have_count(len(truth))
        assert one.heard() == truth
        assert not one.was_reloaded()


def test_a_drain_is_survived_as_well(pair):
    place, ann, bob = pair("/messages/{room}")
    ann.say("before")
    expect(bob.message("before")).to_be_visible()
    assert place.server.terminate() == 0
    ann.say("in between")
    place.start()
    bob.say("after")
    well(ann, bob)
    for text in ("before", "in between", "after"):
        expect(ann.message(text)).to_have_count(1)
        expect(bob.message(text)).to_have_count(1)
    assert not ann.was_reloaded() and not bob.was_reloaded()


def test_without_a_network_the_page_says_so_and_catches_up_later(tab, place):
    room = place.open_room(0)
    place.join(1, room)
    ann, bob = tab(0, f"/messages/{room}").live(), tab(1, f"/messages/{room}").live()
    ann.page.context.set_offline(True)
    expect(ann.banner).to_contain_text("Offline", timeout=RETURN)
    expect(ann.spoken).to_contain_text("Offline")
    ann.say("from the tunnel")
    bob.say("are you there?")
    expect(ann.pending()).to_contain_text("Sending…")
    ann.page.context.set_offline(False)
    expect(ann.banner).to_be_hidden(timeout=RETURN)
    expect(ann.spoken).to_have_text("Connected again.")
    expect(ann.message("are you there?")).to_have_count(1)
    expect(bob.message("from the tunnel")).to_have_count(1)
    expect(ann.pending()).to_have_count(0)


def test_a_post_that_the_network_kept_back_goes_out_later_once(tab, place):
    ann, bob = tab(0).live(), tab(1).live()
    text = place.fresh("Written on the train ")
    ann.page.get_by_role("link", name="What is new?").click()
    ann.page.get_by_label("What is new?").fill(text)
    ann.page.context.set_offline(True)
    ann.page.get_by_role("button", name="Post", exact=True).click()
    ann.at("/")
    expect(ann.draft(text)).to_contain_text("Not posted yet")
    ann.page.context.set_offline(False)
    expect(ann.card(text)).to_have_count(1, timeout=RETURN)
    expect(ann.draft(text)).to_have_count(0)
    expect(bob.pill).to_be_visible()
    bob.pill.click()
    expect(bob.card(text)).to_have_count(1)
    assert [post["text"] for post in place.api(0).get("/api/feed").json["items"]].count(text) == 1


def test_a_session_that_ended_while_away_leads_to_login(pair):
    place, ann, _ = pair()
    place.server.kill()
    expect(ann.banner).to_be_visible()
    ann.page.context.set_offline(True)  # or it is back before the session ends, and told by its socket
    place.start()
    place.api(0).post("/api/logout", {})
    ann.page.context.set_offline(False)
    expect(ann.page).to_have_url(f"{ann.url}/login?next=%2F", timeout=RETURN)
